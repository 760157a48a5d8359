//! What is generated for odd names and shapes says on the wire what the description says.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use awkward::models::{CountryState, Deep, Deeper, Place, Price};
use awkward::operations::{members, std as others};
use awkward::runtime::json::{from_str, to_string};
use awkward::runtime::{Body, Operation, Reconcile, Response};

/// A member as the server shows it.
const MEMBER: &str =
    r#"{"type":"members","id":"1","attributes":{"code":"m-1","price":null,"country":"none"}}"#;

fn answered(status: u16, body: &str) -> Response {
    let mut response = Response::new(body.as_bytes().to_vec());
    *response.status_mut() = status.try_into().unwrap();
    response
}

fn sent(operation: &impl Operation) -> String {
    operation.body().as_ref().map(Body::as_str).unwrap_or_default().to_owned()
}

fn place() -> Place {
    let place = Place::builder().country_state(CountryState::Lower).country("Utopia".to_owned());
    place.line_1("second").d(-1).line1("first").t_null().build()
}

fn create() -> members::Create {
    members::create().name("n").place(place()).price(10).code("m-1").build()
}

#[test]
fn inputs_whose_names_differ_in_little_reach_their_own_members() {
    let body = to_string(&place());
    let wanted = r#"{"line1":"first","line-1":"second","country":"Utopia","country_state":"ok","d":-1,"t":null}"#;
    assert_eq!(body, wanted);

    let list = members::list().line_1("b").line1("a").list([1, 2]).build();
    assert_eq!(list.query().encode(), "line1=a&line-1=b&list=1%2C2");
}

#[test]
fn words_that_differ_in_case_are_two_and_unknown_ones_are_kept() {
    let words: Vec<CountryState> = from_str(r#"["ok","Ok","OK","2nd"]"#).unwrap();
    assert_eq!(words[..2], [CountryState::Lower, CountryState::Ok]);
    assert!(!words[2].is_known() && words[2].as_str() == "OK");
    assert_eq!(words[3], CountryState::Second);
    assert_eq!(CountryState::None.next(), Some([CountryState::Lower, CountryState::Ok].as_slice()));
}

#[test]
fn lists_and_maps_in_each_other_survive() {
    let text = r#"{"grid":[[1,2],[]],"shelves":{"":[],"a":["0.10",2.50]},"below":[{"x":{"self":true,"type":"t","key":"open"}},{}]}"#;
    let deep: Deep = from_str(text).unwrap();
    assert_eq!(to_string(&deep), text);
    let ground: &Deeper = deep.below.as_ref().unwrap()[0].get("x").unwrap();
    assert_eq!((ground.self_, ground.type_.as_deref()), (Some(true), Some("t")));
    assert!(!format!("{deep:?}").contains("open"), "a secret is never shown");

    let answer = others::some().read(&answered(200, &format!("{{\"data\":{text}}}")));
    assert_eq!(answer.unwrap().data, deep);
}

#[test]
fn only_the_status_without_a_body_reads_as_none() {
    let copy = members::copy("1");
    let made = copy.read(&answered(201, &format!("{{\"data\":{MEMBER}}}"))).unwrap();
    assert_eq!(made.unwrap().data.id.as_str(), "1");
    assert!(copy.read(&answered(204, "")).unwrap().is_none());
    assert!(copy.read(&answered(201, "")).is_err(), "a body that is cut off is no empty one");
}

#[test]
fn a_refusal_holds_what_was_there_before() {
    let failure = create().read(&answered(409, &format!("{{\"data\":{MEMBER}}}"))).unwrap_err();
    assert_eq!(failure.existing().unwrap().data.attributes.code.as_str(), "m-1");
}

#[test]
fn a_change_says_what_becomes_null_and_nothing_of_the_rest() {
    let nothing = members::change("1").build();
    assert_eq!(
        sent(&nothing),
        r#"{"data":{"type":"members","id":"1","attributes":{},"relationships":{}}}"#
    );
    let change = members::change("1").full_name_null().price(Price::from(1)).about_null().build();
    assert_eq!(
        sent(&change),
        r#"{"data":{"type":"members","id":"1","attributes":{"full-name":null,"price":1},"relationships":{"about":{"data":null}}}}"#
    );
}

#[test]
fn each_form_of_a_lookup_asks_by_the_key() {
    let create = create();
    let find = create.lookup();
    assert_eq!(
        (find.path().unwrap().as_str(), find.query().encode().as_str()),
        ("/members/by-code", "code=m-1")
    );
    let send = members::send().code("m-1").price(1).place(place()).build();
    assert_eq!(send.lookup().path().unwrap(), "/members/coded/m-1");
    let step = members::step("1").steps(2).build();
    assert_eq!(step.lookup().path().unwrap(), "/members/1");
    let found =
        members::get("1").read(&answered(200, &format!("{{\"data\":{MEMBER}}}"))).unwrap().data;
    assert!(create.is_about(&found) && send.is_about(&found) && step.is_about(&found));
}
