//! Nothing is lost between decode and encode: digits of money, words, members and resources that the description does not
//! know, and the forms in which nothing is written. What cannot be kept is an error that says so.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use client_tests::call::rewrite;
use client_tests::json::assert_same;
use cublox_payouts::Api;
use cublox_payouts::models::{self, PayoutInvoice, PayoutStatus};
use cublox_payouts::operations::payout_invoices;
use cublox_payouts::runtime::{Body, Decimal, DecodeError, Document, Maybe, Operation, json};

type Payout = Document<PayoutInvoice, Api>;

/// A payout with this amount and these further attributes.
fn payout(amount: &str, attributes: &str) -> String {
    format!(
        r#"{{"data":{{"type":"payout-invoices","id":"cpoi_1","attributes":{{"status":"created","amount":{amount},"currency":"USD","reference_id":"r1"{attributes}}}}}}}"#
    )
}

/// What a payout's document becomes when it is read and written.
fn again(text: &str) -> String {
    rewrite::<Payout>(text).unwrap_or_else(|error| panic!("{error}: {text}")).json
}

fn error(text: &str) -> DecodeError {
    rewrite::<Payout>(text).unwrap_err()
}

const DECIMALS: &[&str] = &[
    "100.55",
    "0.00001000",
    "10.00",
    "1.10",
    "9999999.99",
    "123456789012345.67",
    "1234567890123456789012345678",
    "0.1234567890123456789012345678",
    "12345678901234.56789012345678",
    "0",
    "0.00",
    "-0.01",
    "-9999999999999999999999999999",
    // Doubles that no float keeps.
    "0.1",
    "4.35",
    "9007199254740993",
    "90071992547409.93",
    "100.78",
    "65.2582",
    "0.00024889",
];

#[test]
fn amounts_come_in_and_go_out_digit_for_digit() {
    for decimal in DECIMALS {
        let number = payout(decimal, "");
        assert_eq!(again(&number), number);
        let text = payout(&format!("\"{decimal}\""), "");
        assert_eq!(again(&text), text);
        let read: Payout = json::from_str(&number).unwrap();
        assert_eq!(read.data.attributes.amount, decimal.parse::<Decimal>().unwrap());
    }
}

#[test]
fn an_exponent_is_written_out() {
    for (written, digits) in [
        ("1e2", "100"),
        ("1E+2", "100"),
        ("1.05e1", "10.5"),
        ("10e-1", "1.0"),
        ("1e27", "1000000000000000000000000000"),
    ] {
        assert_eq!(again(&payout(written, "")), payout(digits, ""));
        assert_eq!(
            again(&payout(&format!("\"{written}\""), "")),
            payout(&format!("\"{digits}\""), "")
        );
    }
}

#[test]
fn amounts_of_other_members_keep_their_own_form() {
    let text = payout(
        "10",
        r#","payout_amount":"10.00","fee":0,"exchange_rate":"0.00024889","processed_amount":null"#,
    );
    assert_same(&text, &again(&text), "amounts");
}

#[test]
fn requests_send_the_digits_that_they_were_given() {
    for decimal in DECIMALS.iter().filter(|decimal| !decimal.starts_with('-')) {
        let create = payout_invoices::create()
            .service("card")
            .currency("USD")
            .amount(decimal.parse::<Decimal>().unwrap())
            .reference_id("r1")
            .fields([("a", "b")])
            .build();
        let body = create.body().as_ref().map(Body::as_str).unwrap().to_owned();
        assert!(body.contains(&format!(r#""amount":{decimal},"#)), "{body}");
    }
}

#[test]
fn more_digits_than_can_be_kept_are_an_error_that_says_so() {
    for (amount, why) in [
        ("12345678901234567890123456789", "the number has 29 digits, at most 28 are kept exactly"),
        ("1e28", "the number has 29 digits, at most 28 are kept exactly"),
        ("1e999999999999", "the number has 1000000000000 digits, at most 28 are kept exactly"),
        (
            "0.12345678901234567890123456789",
            "the number has 29 digits, at most 28 are kept exactly",
        ),
        (
            "0.00000000000000000000000000001",
            "the number has 29 digits after the point, at most 28 are kept exactly",
        ),
        ("1e-29", "the number has 29 digits after the point, at most 28 are kept exactly"),
    ] {
        for amount in [amount.to_owned(), format!("\"{amount}\"")] {
            let error = error(&payout(&amount, ""));
            assert_eq!(error.pointer(), "/data/attributes/amount");
            assert_eq!(error.kind().to_string(), why);
        }
    }
}

#[test]
fn what_is_no_amount_is_refused_without_being_repeated() {
    for amount in [
        r#""10,55""#,
        r#""""#,
        r#"" 73""#,
        r#""NaN""#,
        r#""0x10""#,
        "true",
        "null",
        "{}",
        "[10.55]",
        r#""1_0""#,
    ] {
        let error = error(&payout(amount, ""));
        assert_eq!(error.pointer(), "/data/attributes/amount", "{amount}");
        let word = amount.trim_matches('"');
        assert!(word == amount || word.is_empty() || !error.to_string().contains(word), "{error}");
    }
}

#[test]
fn words_that_are_not_known_stay() {
    for word in ["process_frozen", "", "Created", "créé 💸", "\\\"quoted\\\"", "unknown"] {
        let text = payout("1", "").replace("\"created\"", &format!("\"{word}\""));
        assert_eq!(again(&text), text);
        let read: Payout = json::from_str(&text).unwrap();
        assert!(!read.data.attributes.status.is_known(), "{word}");
        assert_eq!(read.data.attributes.status.is_final(), None);
    }
    for status in PayoutStatus::KNOWN {
        let text = payout("1", "").replace("\"created\"", &format!("\"{status}\""));
        assert_eq!(json::from_str::<Payout>(&text).unwrap().data.attributes.status, *status);
    }
}

/// JSON whose exact text must stay: blanks, escapes, digits, order, nesting, names that are odd.
const ODD: &[&str] = &[
    r#"{ "b" : 1 ,	"a":[ ] , "": null }"#,
    "[1.10, 1e400, -0, 123456789012345678901234567890.0]",
    r#""\u00e9\/\ud83d\udcb8\u0000""#,
    r#""é/💸""#,
    r#"{"a":1,"a":2}"#,
    "{\n}",
    "1.0E+2",
    "[[[[[[[[[[{}]]]]]]]]]]",
];

#[test]
fn members_that_are_not_known_stay_with_their_exact_text() {
    for odd in ODD {
        let attributes = payout("1", &format!(r#","x-new":{odd}"#));
        assert_eq!(again(&attributes), attributes);
        let resource =
            attributes.replace(r#""id":"cpoi_1""#, &format!(r#""x-new":{odd},"id":"cpoi_1""#));
        let document = resource.replace(r#"{"data""#, &format!(r#"{{"jsonapi":{odd},"data""#));
        let out = again(&document);
        assert_eq!(out.matches(odd).count(), document.matches(odd).count(), "{out}");
        assert_eq!(again(&out), out, "a second time changes nothing more");
    }
}

#[test]
fn members_of_relationships_and_links_stay_with_their_exact_text() {
    for odd in ODD {
        let text = payout("1", "").replace(
            r#""attributes""#,
            &format!(
                r#""relationships":{{"customer":{{"data":{{"type":"customers","id":"c1","meta":{odd}}},"x-new":{odd}}},"x-other":{odd}}},
                "links":{{"self":{{"href":"/a","meta":{odd}}}}},"attributes""#
            ),
        );
        assert_eq!(again(&text).matches(odd).count(), text.matches(odd).count(), "{text}");
    }
}

#[test]
fn resources_that_are_not_known_stay_with_their_exact_text() {
    for odd in ODD {
        let resource = format!(r#"{{ "x":{odd},"type" : "moods","attributes":{odd} }}"#);
        let text = payout("1", "")
            .replace(r#""}}}"#, &format!(r#""}}}},"included":[{resource},{resource}]}}"#));
        assert_eq!(again(&text), text);
    }
}

#[test]
fn null_and_absent_are_kept_apart() {
    for attributes in [
        "",
        r#","description":null"#,
        r#","description":"""#,
        r#","processed":null,"metadata":null,"fields":null"#,
    ] {
        let text = payout("1", attributes);
        assert_eq!(again(&text), text);
    }
    let read: Payout = json::from_str(&payout("1", r#","description":null"#)).unwrap();
    assert_eq!(read.data.attributes.description, Maybe::Null);
    assert_eq!(read.data.attributes.callback_url, Maybe::Absent);
}

#[test]
fn an_empty_list_for_no_members_stays_one() {
    let text = payout("1", r#","metadata":[],"fields":[]"#)
        .replace(r#""attributes""#, r#""relationships":[],"links":[],"attributes""#)
        .replace(r#"{"data""#, r#"{"links":[],"data""#);
    assert_same(&text, &again(&text), "empty lists");
    let braces = text.replace("[]", "{}");
    assert_same(&braces, &again(&braces), "empty objects");
}

#[test]
fn a_list_with_items_is_no_map() {
    for (attributes, pointer) in [
        (r#","metadata":[1]"#, "/data/attributes/metadata"),
        (r#","fields":["a"]"#, "/data/attributes/fields"),
    ] {
        assert_eq!(error(&payout("1", attributes)).pointer(), pointer);
    }
    let relationships =
        payout("1", "").replace(r#""attributes""#, r#""relationships":[{}],"attributes""#);
    assert!(error(&relationships).pointer().starts_with("/data/relationships"));
}

#[test]
fn links_that_say_none_stay_as_they_are() {
    let text = payout("1", "")
        .replace(r#"{"data""#, r#"{"links":{"prev":"","next":null,"last":"/l"},"data""#);
    assert_same(&text, &again(&text), "links");
    let links = json::from_str::<Payout>(&text).unwrap().links.unwrap();
    let told: Vec<_> =
        ["prev", "next", "last", "first"].iter().map(|name| links.get(name)).collect();
    assert_eq!(told, [None, None, Some("/l"), None]);
}

#[test]
fn members_inside_and_beside_their_sibling_stay_where_they_were() {
    let service = r#""test_usd":{"code":"test_usd","amount":"10.00"}"#;
    let methods = r#""methods":{"test":{"code":"test","position":null}}"#;
    let account = r#""account":{"name":"4Docs"}"#;
    let bodies = [
        format!(r#"{{"services":{{{service}}},{methods},{account}}}"#),
        format!(r#"{{{account},{methods},"services":{{{service}}}}}"#),
        format!(r#"{{"services":{{{service},{methods},{account}}}}}"#),
        format!(r#"{{"services":{{{account},{service},{methods}}}}}"#),
        format!(r#"{{"services":{{{service},{methods}}},{account}}}"#),
        format!(r#"{{{account},"services":{{{methods}}}}}"#),
        r#"{"services":[],"methods":[]}"#.to_owned(),
        r#"{"services":{"methods":[]}}"#.to_owned(),
    ];
    for body in bodies {
        let read = rewrite::<models::PayoutPrerequest>(&body).unwrap();
        assert_same(&body, &read.json, "inside and beside");
        let prerequest: models::PayoutPrerequest = json::from_str(&body).unwrap();
        assert!(prerequest.services.keys().all(|code| code == "test_usd"), "{body}");
        assert!(prerequest.methods.is_some());
    }
    let twice = format!(r#"{{"services":{{{methods}}},{methods}}}"#);
    let error = rewrite::<models::PayoutPrerequest>(&twice).unwrap_err();
    assert_eq!(error.kind().to_string(), "member `methods` occurs twice");
}

#[test]
fn a_member_that_occurs_twice_is_refused() {
    for (text, pointer) in [
        (payout("1", r#","amount":2"#), "/data/attributes/amount"),
        (payout("1", r#","x-new":1,"x-new":2"#), "/data/attributes/x-new"),
        (payout("1", r#","fields":{"a":"1","a":"2"}"#), "/data/attributes/fields/a"),
    ] {
        assert_eq!(error(&text).pointer(), pointer, "{text}");
    }
}

#[test]
fn an_error_says_what_was_expected_where_and_nothing_of_the_body() {
    let text = payout("1", r#","created":"canary""#);
    let place = text.find("\"canary\"").unwrap();
    let expected =
        format!("/data/attributes/created: expected a number, found a string (at byte {place})");
    assert_eq!(error(&text).to_string(), expected);
}

#[test]
fn an_error_in_an_included_resource_has_its_whole_pointer() {
    let resource = r#"{"type":"customers","id":"c1","attributes":{"created":"canary"}}"#;
    let text = payout("1", "").replace(r#""}}}"#, &format!(r#""}}}},"included":[{resource}]}}"#));
    assert_eq!(error(&text).pointer(), "/included/0/attributes/created");
}

#[test]
fn an_error_in_an_included_resource_has_its_offset_in_the_body() {
    let resource = r#"{"type":"customers","id":"c1","attributes":{"created":"canary"}}"#;
    let text = payout("1", "").replace(r#""}}}"#, &format!(r#""}}}},"included":[{resource}]}}"#));
    assert_eq!(error(&text).offset(), text.find("\"canary\"").unwrap());
}
