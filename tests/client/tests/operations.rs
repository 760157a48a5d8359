//! Operations as values: what each sends, down to the last byte of its URI, and what it makes of every documented answer.
//! Nothing here touches a network.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop at the first surprise"
)]

use client_tests::apis::{self, Api};
use client_tests::call::{Call, Failed, rewrite};
use client_tests::canaries::Canaries;
use client_tests::documents::Documents;
use client_tests::json::assert_same;
use codegen::model::{self, AnswerBody, StatusRule};
use cublox_payouts::operations::{payout_invoices, payout_services, public_payout_invoices};
use cublox_payouts::runtime::{BaseUrl, Body, Credentials, Directive, Outcome, RequestError};
use newsroom::operations::articles;

/// What the documented call of every operation sends: name, method, path and query, the schemes of `Authorization`.
const SENT: &[(&str, &str, &str, Option<&str>)] = &[
    ("articles.change", "PATCH", "/articles/1042", Some("Bearer")),
    ("articles.create", "POST", "/articles", Some("Bearer")),
    ("articles.delete", "DELETE", "/articles/1042", Some("Bearer")),
    (
        "articles.find",
        "GET",
        "/articles-by-slug?filter%5Bslug%5D=storm-in-the-harbour",
        Some("Bearer"),
    ),
    ("articles.get", "GET", "/articles/1042?include=author%2Ccomments.about", Some("Bearer")),
    (
        "articles.list",
        "GET",
        "/articles?filter%5Bstage%5D=in-review&page%5Bsize%5D=1",
        Some("Bearer"),
    ),
    ("payout-invoices.create", "POST", "/payout-invoices", Some("Basic")),
    (
        "payout-invoices.find",
        "GET",
        "/payout-invoices?filter%5Breference_id%5D=ada8c01f",
        Some("Basic"),
    ),
    ("payout-invoices.get", "GET", "/payout-invoices/cpoi_VdHYVxq4RsLEebAQ", Some("Basic")),
    (
        "payout-invoices.list",
        "GET",
        "/payout-invoices?page%5Bafter%5D=cpoi_S1zo&page%5Bsize%5D=20",
        Some("Basic"),
    ),
    (
        "payout-invoices.process",
        "POST",
        "/payout-invoices/cpoi_VdHYVxq4RsLEebAQ/process",
        Some("Basic"),
    ),
    ("payout-prerequest.create", "POST", "/payout-prerequest", None),
    ("payout-services.get", "GET", "/payout-services/comcpos_RHUGUgEnmmedR7h3", Some("Basic")),
    (
        "payout-services.list",
        "GET",
        "/payout-services?page%5Bnumber%5D=2&page%5Bsize%5D=20",
        Some("Basic"),
    ),
    (
        "public-payout-invoices.find",
        "GET",
        "/payout-invoices?filter%5Breference_id%5D=ada8c01f&public_key=pk_test_a",
        None,
    ),
    ("public-payout-invoices.get", "GET", "/payout-invoices/cpoi_VdHYVxq4RsLEebAQ", None),
];

/// RFC 7617, section 2: Aladdin and his password.
const ALADDIN: &str = "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";

fn credentials(api: &Api) -> Credentials {
    match api.name {
        "payouts" => Credentials::basic("Aladdin", "open sesame"),
        _ => Credentials::bearer("desk", "desk-token"),
    }
}

fn request(call: &dyn Call, api: &Api, base: &str) -> http::Request<Body> {
    call.request(&BaseUrl::parse(base).unwrap(), Some(&credentials(api))).unwrap()
}

#[test]
fn every_operation_sends_its_method_uri_and_headers() {
    for api in apis::all() {
        for operation in &api.model.operations {
            let name = operation.name.as_str();
            let sent = SENT.iter().find(|sent| sent.0 == name);
            let (_, method, tail, scheme) = sent.unwrap_or_else(|| panic!("say what {name} sends"));
            let call = api.call(name);
            assert_eq!((call.name(), call.method().as_str()), (name, *method));
            let request = request(&*call, &api, "https://api.example.org");
            assert_eq!(request.method().as_str(), *method, "{name}");
            assert_eq!(
                request.uri().to_string(),
                format!("https://api.example.org{tail}"),
                "{name}"
            );
            let media_type = api.model.api.media_type.as_str();
            assert_eq!(header(&request, "accept"), Some(media_type), "{name}");
            let has_body = !matches!(operation.request, model::RequestBody::Empty);
            assert_eq!(header(&request, "content-type"), has_body.then_some(media_type), "{name}");
            assert_eq!(request.body().as_str().is_empty(), !has_body, "{name}");
            let authorization = match scheme {
                Some("Basic") => Some(ALADDIN),
                Some(_) => Some("Bearer desk-token"),
                None => None,
            };
            assert_eq!(header(&request, "authorization"), authorization, "{name}");
            let sensitive =
                request.headers().get("authorization").is_none_or(http::HeaderValue::is_sensitive);
            assert!(sensitive, "{name}");
            assert_eq!(
                request.headers().len(),
                1 + usize::from(has_body) + usize::from(scheme.is_some()),
                "{name}"
            );
        }
    }
}

fn header<'r>(request: &'r http::Request<Body>, name: &str) -> Option<&'r str> {
    request.headers().get(name).map(|value| value.to_str().unwrap())
}

#[test]
fn bodies_are_sent_byte_for_byte_as_the_builder_was_told() {
    let api = apis::payouts();
    let body = |name: &str| {
        request(&*api.call(name), &api, "https://a.example").into_body().as_str().to_owned()
    };
    assert_eq!(
        body("payout-prerequest.create"),
        r#"{"currency":"USD","amount":10,"public_key":"pk_live_NM6Rpg6A29zNlSQHiCsprOJyT9WXuFa76WcwwBB69cS"}"#
    );
    let start = r#"{"data":{"type":"payout-invoice","attributes":{"service":"card","currency":"USD","amount":10,"#;
    assert!(body("payout-invoices.create").starts_with(start));
    let api = apis::newsroom();
    let body = request(&*api.call("articles.change"), &api, "https://a.example").into_body();
    let changes = r#"{"data":{"type":"articles","id":"1042","attributes":{"lead":null,"stage":"published"}}}"#;
    assert_eq!(body.as_str(), changes);
}

#[test]
fn a_base_url_may_have_a_prefix_and_a_slash_at_its_end() {
    let api = apis::payouts();
    let call = api.call("payout-invoices.process");
    for (base, uri) in [
        (
            "https://api.example.org",
            "https://api.example.org/payout-invoices/cpoi_VdHYVxq4RsLEebAQ/process",
        ),
        (
            "https://api.example.org/",
            "https://api.example.org/payout-invoices/cpoi_VdHYVxq4RsLEebAQ/process",
        ),
        (
            "http://127.0.0.1:8080/api",
            "http://127.0.0.1:8080/api/payout-invoices/cpoi_VdHYVxq4RsLEebAQ/process",
        ),
        (
            "https://h.example/a/b//",
            "https://h.example/a/b/payout-invoices/cpoi_VdHYVxq4RsLEebAQ/process",
        ),
    ] {
        assert_eq!(request(&*call, &api, base).uri().to_string(), uri);
    }
}

#[test]
fn what_is_no_base_url_is_refused_without_being_repeated() {
    for base in [
        "",
        "api.example.org",
        "/api",
        "ftp://api.example.org",
        "https://",
        "https:///api",
        "https://user:pass@api.example.org",
        "https://api.example.org?key=pass",
        "https://api.example.org/?",
        "https://api.example.org/#pass",
        "https://api example.org",
        "mailto:pass@example.org",
    ] {
        let error = BaseUrl::parse(base).expect_err(base);
        let shown = client_tests::call::shown_error(&error);
        assert!(error.to_string().starts_with("not a base URL: "), "{base}: {shown}");
        assert!(!shown.contains("pass"), "{base}: {shown}");
    }
}

/// The operations that take an id in their path, with this one.
fn with_id(name: &str, id: &str) -> Option<Box<dyn Call>> {
    Some(match name {
        "articles.change" => Box::new(articles::change(id).build()),
        "articles.delete" => Box::new(articles::delete(id)),
        "articles.get" => Box::new(articles::get(id).build()),
        "payout-invoices.get" => Box::new(payout_invoices::get(id)),
        "payout-invoices.process" => Box::new(payout_invoices::process(id)),
        "payout-services.get" => Box::new(payout_services::get(id)),
        "public-payout-invoices.get" => Box::new(public_payout_invoices::get(id).build()),
        _ => return None,
    })
}

fn path_with(operation: &model::Operation, id: &str) -> Result<String, RequestError> {
    with_id(&operation.name, id).unwrap_or_else(|| panic!("bind {}", operation.name)).path()
}

#[test]
fn an_id_stays_within_its_segment_of_the_path() {
    let encodings = [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("100%", "100%25"),
        ("%2e%2e", "%252e%252e"),
        ("two words", "two%20words"),
        ("\u{e9}\u{1f4b8}", "%C3%A9%F0%9F%92%B8"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("...", "..."),
        ("a\r\nHost: b", "a%0D%0AHost%3A%20b"),
        ("a;b=c&d+e", "a%3Bb%3Dc%26d%2Be"),
        ("-._~", "-._~"),
        ("\0", "%00"),
    ];
    for api in apis::all() {
        for operation in
            api.model.operations.iter().filter(|operation| !operation.path_parameters.is_empty())
        {
            for (id, encoded) in encodings {
                let path = path_with(operation, id).unwrap();
                assert_eq!(
                    path,
                    operation.path_template.replace("{id}", encoded),
                    "{}",
                    operation.name
                );
            }
            for id in ["", ".", ".."] {
                let error = path_with(operation, id).unwrap_err();
                assert!(
                    matches!(error, RequestError::PathParameter { name: "id" }),
                    "{}: {error}",
                    operation.name
                );
            }
        }
    }
}

#[test]
fn names_and_values_of_the_query_are_encoded() {
    let api = apis::payouts();
    let find = payout_invoices::find().reference_id("a&b=c[d] %\u{e9}+/?#").build();
    let uri = request(&find, &api, "https://a.example").uri().to_string();
    assert_eq!(
        uri,
        "https://a.example/payout-invoices?filter%5Breference_id%5D=a%26b%3Dc%5Bd%5D%20%25%C3%A9%2B%2F%3F%23"
    );
    let find = public_payout_invoices::find().reference_id("").build();
    assert_eq!(
        request(&find, &api, "https://a.example").uri().query(),
        Some("filter%5Breference_id%5D=")
    );
    let list = payout_invoices::list().build();
    assert_eq!(
        request(&list, &api, "https://a.example/api/").uri().to_string(),
        "https://a.example/api/payout-invoices"
    );
}

#[test]
fn a_uri_that_is_too_long_is_an_error_and_no_panic() {
    let find = payout_invoices::find().reference_id("canary".repeat(20_000)).build();
    let base = BaseUrl::parse("https://a.example").unwrap();
    let error = Call::request(&find, &base, Some(&Credentials::basic("a", "b"))).unwrap_err();
    assert!(matches!(error, RequestError::Uri(_)));
    assert!(!client_tests::call::shown_error(&error).contains("canary"));
}

#[test]
fn credentials_are_of_the_kind_that_the_face_wants() {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let find = payout_invoices::find().reference_id("a").build();
    for wrong in [None, Some(Credentials::bearer("desk", "canary"))] {
        let error = Call::request(&find, &base, wrong.as_ref()).unwrap_err();
        assert_eq!(error.to_string(), "this call wants Basic credentials; give some of that kind");
    }
    let error = Call::request(&articles::delete("1"), &base, Some(&Credentials::basic("a", "b")))
        .unwrap_err();
    assert_eq!(error.to_string(), "this call wants Bearer credentials; give some of that kind");
}

#[test]
fn credentials_go_to_no_face_that_does_not_want_them() {
    let api = apis::payouts();
    let request =
        request(&public_payout_invoices::get("cpoi_1").build(), &api, "https://a.example");
    assert!(!request.headers().contains_key("authorization"));
}

#[test]
fn credentials_that_no_header_can_carry_are_refused_unseen() {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let colon = Credentials::basic("can:ary", "canary");
    let error = Call::request(&payout_invoices::get("1"), &base, Some(&colon)).unwrap_err();
    assert!(matches!(error, RequestError::Header));
    let newline = Credentials::bearer("desk", "canary\nHost: evil.example");
    let error = Call::request(&articles::delete("1"), &base, Some(&newline)).unwrap_err();
    assert!(matches!(error, RequestError::Header));
    assert!(!client_tests::call::shown_error(&error).contains("canary"));
}

#[test]
fn passwords_beyond_ascii_are_utf8() {
    let base = BaseUrl::parse("https://a.example").unwrap();
    let credentials = Credentials::basic("test", "123\u{a3}");
    let request = Call::request(&payout_invoices::get("1"), &base, Some(&credentials)).unwrap();
    assert_eq!(
        header(&request, "authorization"),
        Some("Basic dGVzdDoxMjPCow=="),
        "RFC 7617, section 2.1"
    );
}

#[test]
fn the_constants_are_those_of_the_description() {
    for api in apis::all() {
        for operation in &api.model.operations {
            let call = api.call(&operation.name);
            let statuses = |answers: &[model::Answer]| {
                answers.iter().map(|answer| answer.status).collect::<Vec<_>>()
            };
            assert_eq!(call.successes(), statuses(&operation.successes), "{}", operation.name);
            let empty =
                operation.successes.iter().filter(|answer| answer.body == AnswerBody::Empty);
            let empty: Vec<_> = empty.map(|answer| answer.status).collect();
            assert_eq!(call.empty(), empty, "{}", operation.name);
            assert_eq!(call.existing(), statuses(&operation.existing), "{}", operation.name);
            assert_eq!(
                call.face(),
                api.model.api.faces[operation.face].variant,
                "{}",
                operation.name
            );
            let safe = operation.safe_to_repeat || operation.method == model::Method::Get;
            assert_eq!(call.is_safe_to_repeat(), safe, "{}", operation.name);
        }
    }
    let unsafe_to_repeat: Vec<_> = apis::all()
        .iter()
        .flat_map(Api::calls)
        .filter(|call| !call.is_safe_to_repeat())
        .map(|call| call.name())
        .collect();
    let expected =
        ["payout-invoices.create", "payout-invoices.process", "articles.change", "articles.create"];
    assert_eq!(unsafe_to_repeat, expected);
}

fn body(api: &Api, body: &AnswerBody) -> Option<String> {
    Documents { model: &api.model, choose: &mut Canaries::default() }.body(body)
}

#[test]
fn every_documented_body_is_read_under_its_status() {
    for api in apis::all() {
        for operation in &api.model.operations {
            let call = api.call(&operation.name);
            for answer in &operation.successes {
                let text = body(&api, &answer.body).unwrap_or_default();
                let read = call.read(answer.status, text.as_bytes());
                let read =
                    read.unwrap_or_else(|failed| panic!("{}: {}", operation.name, failed.message));
                match read {
                    Some(read) => assert_same(&text, &read.json, &operation.name),
                    None => assert_eq!(answer.body, AnswerBody::Empty, "{}", operation.name),
                }
            }
            for answer in &operation.existing {
                let text = body(&api, &answer.body).unwrap();
                let failed = call.read(answer.status, text.as_bytes()).unwrap_err();
                assert_eq!(failed.reason, "existing", "{} {}", operation.name, answer.status);
                assert_same(&text, &failed.existing.unwrap().json, &operation.name);
            }
        }
    }
}

/// Bodies that tell of errors, in the documented forms and in others.
const REFUSALS: &[&str] = &[
    r#"{"errors":[{"status":"Not Found","code":"404"}]}"#,
    r#"{"errors":[{"title":"internal_error","detail":"Internal server error."}],"x-new":1}"#,
    r#"{"errors":{"amount":"must be positive"}}"#,
    r#"{"errors":{"customer":{"email":["is taken","is odd"]},"amount":"must be positive"}}"#,
    r#"{"errors":[{"status":422}]}"#,
    r#"{"errors":"all of it"}"#,
];

/// Bodies that say nothing.
const SILENT: &[&str] = &[
    "",
    "<html><body>502 Bad Gateway</body></html>",
    r#"{"data":{"type":"payout-invoices","id":"cpoi_1","attrib"#,
    r#"{"data":"#,
    "null",
    "[]",
    r#"{"errors":[]}"#,
    r#"{"errors":null}"#,
    "\u{feff}{}",
];

fn outcome(rule: &StatusRule) -> Outcome {
    match rule.outcome {
        model::Outcome::Done => Outcome::Done,
        model::Outcome::NotDone => Outcome::NotDone,
        model::Outcome::AlreadyDone => Outcome::AlreadyDone,
        model::Outcome::Unknown => Outcome::Unknown,
    }
}

/// What is said of a call that only reads where a write would be said this: it has changed nothing.
fn outcome_of(call: &dyn Call, of_write: Outcome) -> Outcome {
    if call.method().is_safe() { Outcome::NotDone } else { of_write }
}

/// What there is to do where nothing tells what became of a call.
fn directive_in_doubt(call: &dyn Call, status: u16) -> Directive {
    let passing = [408, 429].contains(&status) || !(400..500).contains(&status);
    match (call.is_safe_to_repeat(), passing) {
        (true, false) => Directive::CorrectRequest,
        (true, true) => Directive::Repeat,
        (false, _) => Directive::Reconcile,
    }
}

fn each_call_and_status(check: impl Fn(&dyn Call, &model::Operation, &StatusRule)) {
    for api in apis::all() {
        for operation in &api.model.operations {
            for rule in &api.model.api.statuses {
                check(&*api.call(&operation.name), operation, rule);
            }
        }
    }
}

fn failed(call: &dyn Call, status: u16, body: &str) -> Failed {
    *call.read(status, body.as_bytes()).expect_err(&format!("{} {status} {body}", call.name()))
}

#[test]
fn a_refusal_is_read_under_every_status_and_is_never_a_success() {
    each_call_and_status(|call, _, rule| {
        for body in REFUSALS {
            let failed = failed(call, rule.status, body);
            assert_eq!(failed.reason, "refused", "{} {} {body}", call.name(), rule.status);
            let success = (200..300).contains(&rule.status);
            let expected = if success { Outcome::Unknown } else { outcome(rule) };
            let expected = outcome_of(call, expected);
            assert_eq!(failed.outcome, expected, "{} {} {body}", call.name(), rule.status);
            assert_eq!(failed.body, body.as_bytes());
        }
    });
}

#[test]
fn errors_beside_data_are_no_success() {
    let api = apis::payouts();
    let found_nothing = r#"{"data":[],"errors":[{"status":"internal_error","code":"500"}]}"#;
    let failed = failed(&*api.call("payout-invoices.find"), 200, found_nothing);
    assert_eq!(
        (failed.reason, failed.outcome),
        ("refused", Outcome::NotDone),
        "a failed lookup found not nothing"
    );
}

#[test]
fn a_body_that_says_nothing_leaves_what_the_status_says() {
    each_call_and_status(|call, _, rule| {
        for body in SILENT {
            let answer = call.read(rule.status, body.as_bytes());
            let success = call.successes().contains(&rule.status)
                || rule.status < 300 && outcome(rule) == Outcome::Done;
            // A status that is documented to have no body needs none; another needs none where the call never has one.
            let bodiless = call.empty().contains(&rule.status)
                || body.is_empty() && call.empty() == call.successes();
            if success && bodiless {
                assert!(answer.unwrap().is_none());
                continue;
            }
            let failed = answer.expect_err(&format!("{} {} {body}", call.name(), rule.status));
            assert_eq!(
                failed.reason,
                if success { "undecodable" } else { "unexplained" },
                "{}",
                call.name()
            );
            // A success that the call is not documented to answer may be a gateway's page: it says nothing of the call.
            let foreign = rule.status < 300 && !call.successes().contains(&rule.status);
            let expected = if foreign { Outcome::Unknown } else { outcome(rule) };
            let expected = outcome_of(call, expected);
            assert_eq!(failed.outcome, expected, "{} {} {body}", call.name(), rule.status);
        }
    });
}

#[test]
fn a_success_that_cannot_be_read_was_done() {
    let failed = failed(
        &*apis::payouts().call("payout-invoices.create"),
        201,
        r#"{"data":{"type":"payout-invoices"}}"#,
    );
    assert_eq!((failed.outcome, failed.directive), (Outcome::Done, Directive::Proceed));
    let message = "status 201, Created: the body cannot be read: /data: member `id` is missing (at byte 8); it was done";
    assert_eq!(failed.message, message);
}

#[test]
fn a_status_that_is_not_documented_tells_nothing() {
    for api in apis::all() {
        let documented: Vec<u16> = api.model.api.statuses.iter().map(|rule| rule.status).collect();
        for call in api.calls() {
            for status in (200..600).filter(|status| !documented.contains(status)) {
                for body in REFUSALS.iter().chain(SILENT).chain(&[r#"{"data":[]}"#]) {
                    let failed = failed(&*call, status, body);
                    let told = (failed.outcome, failed.directive);
                    let expected =
                        (outcome_of(&*call, Outcome::Unknown), directive_in_doubt(&*call, status));
                    assert_eq!(told, expected, "{} {status}", call.name());
                }
            }
        }
    }
}

/// A call that may be repeated has nothing to look up, and what the server will not answer is not sent for ever.
#[test]
fn a_failed_call_that_may_be_repeated_is_corrected_or_sent_again() {
    let call = apis::payouts().call("payout-prerequest.create");
    for (status, outcome, directive) in [
        (400, Outcome::Unknown, Directive::CorrectRequest),
        (401, Outcome::NotDone, Directive::CorrectCredentials),
        (409, Outcome::AlreadyDone, Directive::CorrectRequest),
        (418, Outcome::Unknown, Directive::CorrectRequest),
        (429, Outcome::Unknown, Directive::Repeat),
        (500, Outcome::Unknown, Directive::Repeat),
    ] {
        let failed = failed(&*call, status, "");
        assert_eq!((failed.outcome, failed.directive), (outcome, directive), "{status}");
    }
}

#[test]
fn accepted_is_not_done_whatever_the_body_holds() {
    let api = apis::payouts();
    let sample = api
        .model
        .operations
        .iter()
        .find(|operation| operation.name == "payout-invoices.create")
        .unwrap();
    let text = &sample.successes[0].sample.as_ref().unwrap().text;
    let failed = failed(&*api.call("payout-invoices.create"), 202, text);
    assert_eq!((failed.outcome, failed.directive), (Outcome::Unknown, Directive::Reconcile));
}

#[test]
fn a_conflict_holds_the_earlier_payout_or_sends_to_look_for_it() {
    let api = apis::payouts();
    let create = api.call("payout-invoices.create");
    let payout = r#"{"type":"payout-invoices","id":"cpoi_1","attributes":
        {"status":"created","amount":10.50,"currency":"USD","reference_id":"r1"}}"#;
    for text in [
        format!(r#"{{"data":{payout}}}"#),
        format!(r#"{{"errors":[{{"code":"409"}}],"data":{payout}}}"#),
    ] {
        let failed = failed(&*create, 409, &text);
        assert_eq!(
            (failed.outcome, failed.directive),
            (Outcome::AlreadyDone, Directive::UseExisting)
        );
        assert_same(&text, &failed.existing.unwrap().json, "409");
    }
    for text in
        [r#"{"errors":[{"code":"409"}]}"#, "", "<html>", r#"{"data":{"type":"payout-invoices"}}"#]
    {
        let failed = failed(&*create, 409, text);
        assert_eq!(
            (failed.outcome, failed.directive),
            (Outcome::AlreadyDone, Directive::Reconcile),
            "{text}"
        );
        assert!(failed.existing.is_none());
    }
}

#[test]
fn directives_are_those_of_the_description() {
    each_call_and_status(|call, _, rule| {
        if rule.status < 300 {
            return;
        }
        let expected = match rule.directive {
            model::Directive::Proceed => Directive::Proceed,
            model::Directive::CorrectRequest => Directive::CorrectRequest,
            model::Directive::CorrectCredentials => Directive::CorrectCredentials,
            model::Directive::UseExisting if !call.is_safe_to_repeat() => Directive::Reconcile,
            model::Directive::UseExisting | model::Directive::Reconcile => {
                directive_in_doubt(call, rule.status)
            }
        };
        let failed = failed(call, rule.status, "");
        assert_eq!(failed.directive, expected, "{} {}", call.name(), rule.status);
        assert!(failed.message.contains(&rule.meaning), "{}", failed.message);
    });
}

#[test]
fn a_read_that_failed_raises_no_doubt() {
    each_call_and_status(|call, _, rule| {
        if !call.method().is_safe() || call.successes().contains(&rule.status) {
            return;
        }
        let failed = failed(call, rule.status, "");
        assert!(!failed.message.contains("done"), "{}", failed.message);
        assert_ne!(failed.directive, Directive::Reconcile, "{}", failed.message);
    });
}

#[test]
fn every_member_is_named_by_the_errors_about_it() {
    type Errors = cublox_payouts::runtime::Errors<cublox_payouts::models::ApiError>;
    let body =
        br#"{"errors":{"amount":"too low","customer":{"email":["is taken","is odd"]},"x\n":1}}"#;
    let Some(Errors::Fields(fields)) = Errors::read_body(body) else { panic!("a map of members") };
    assert_eq!(fields.about("amount"), ["too low"]);
    assert_eq!(fields.about("customer.email"), ["is taken", "is odd"]);
    assert_eq!(fields.messages().len(), 4);
    let shown = Errors::Fields(fields).to_string();
    assert_eq!(shown, r"the server refuses amount, customer, x\n");
}

#[test]
fn a_list_of_errors_is_written_as_it_came() {
    let text = r#"{"status":"a","code":"b","x-new":[1.10]}"#;
    let read = rewrite::<cublox_payouts::models::ApiError>(text).unwrap();
    assert_eq!(read.json, text);
}
