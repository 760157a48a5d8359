//! What the emitter makes of the invented API.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::Json;
use super::case::{
    AnswerCase, CallbackCase, Happening, Outcome, PagingCase, ReconcileCase, RequestCase, Sending,
    Suite,
};
use crate::check;
use crate::emit::Emitted;
use crate::model::{Model, NodeKind};

fn model() -> Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/newsroom/spec");
    check::load(&folder).unwrap_or_else(|failure| panic!("{}", failure.render(false)))
}

fn emit(model: &Model) -> Emitted {
    super::emit(model).unwrap()
}

fn text<'a>(emitted: &'a Emitted, path: &str) -> &'a str {
    let file = emitted.files.iter().find(|file| file.path == format!("schemas/{path}"));
    &file.unwrap_or_else(|| panic!("no {path}")).text
}

fn cases<C: DeserializeOwned>(emitted: &Emitted, path: &str) -> Vec<C> {
    let suite: Suite<C> = serde_json::from_str(text(emitted, path)).unwrap();
    suite.cases
}

/// What `behavior.json` says of an operation.
fn operation(emitted: &Emitted, name: &str) -> String {
    let behavior: serde_json::Value = serde_json::from_str(text(emitted, "behavior.json")).unwrap();
    let operations = behavior["operations"].as_array().unwrap();
    let operation = operations.iter().find(|operation| operation["name"] == name);
    format!("{:#}", operation.unwrap())
}

#[test]
fn a_write_says_what_settles_it() {
    insta::assert_snapshot!(operation(&emit(&model()), "articles.create"));
}

#[test]
fn a_call_is_safe_idempotent_or_neither() {
    let emitted = emit(&model());
    for (name, effect) in [
        ("articles.get", "\"effect\": \"safe\""),
        ("articles.delete", "\"effect\": \"idempotent\""),
        ("articles.change", "\"effect\": \"neither\""),
    ] {
        assert!(operation(&emitted, name).contains(effect), "{name} is not {effect}");
    }
}

#[test]
fn what_becomes_of_a_write() {
    let cases: Vec<ReconcileCase> = cases(&emit(&model()), "conformance/reconcile.json");
    let lines: Vec<String> = cases.iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"));
}

fn line(case: &ReconcileCase) -> String {
    let script = case.script.iter().map(|exchange| {
        let client = if exchange.client == Sending::Write { "write" } else { "lookup" };
        match &exchange.then {
            Happening::Answered { answer } => format!("{client} {}", answer.status),
            other => format!("{client} {other:?}"),
        }
    });
    let script: Vec<String> = script.collect();
    format!("{} [{}] {:?}", case.name, script.join(", "), case.expect.verdict)
}

#[test]
fn an_answer_that_is_not_understood_leaves_a_write_open() {
    let cases: Vec<AnswerCase> = cases(&emit(&model()), "conformance/answers.json");
    let of = |status: u16, words: &str| {
        let name = format!("articles.create: {status} with {words}");
        cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no {name}")).expect
    };
    assert_eq!(of(201, "data").outcome, Outcome::Done);
    assert_eq!(of(201, "a page of HTML").outcome, Outcome::Done);
    assert_eq!(of(201, "a list of errors").outcome, Outcome::Unknown);
    assert_eq!(of(200, "a page of HTML").outcome, Outcome::Unknown);
    assert_eq!(of(409, "a list of errors").outcome, Outcome::NotDone);
    assert_eq!(of(500, "no body").outcome, Outcome::Unknown);
    assert_eq!(of(599, "no body").outcome, Outcome::Unknown);
}

#[test]
fn values_are_encoded_and_numbers_keep_their_digits() {
    let emitted = emit(&model());
    let cases: Vec<RequestCase> = cases(&emitted, "conformance/requests.json");
    let path = |name: &str| {
        let case = cases.iter().find(|case| case.name == name).unwrap();
        case.sends.as_ref().unwrap().path.clone()
    };
    assert_eq!(path("articles.get: `a/b` in the path"), "/articles/a%2Fb");
    assert_eq!(path("articles.get: `%2F` in the path"), "/articles/%252F");
    let json = r#"{"a":10.00,"b":[12345678901234567.89,"x"]}"#;
    assert_eq!(Json::parse(json).unwrap().to_string(), json);
}

#[test]
fn a_pointer_leads_to_names_with_slashes() {
    let json = Json::literal("null").with("/a~1b/~0", Json::text("x"));
    assert_eq!(json.to_string(), r#"{"a/b":{"~":"x"}}"#);
    assert_eq!(json.at("/a~1b/~0"), Some(&Json::text("x")));
    assert_eq!(json.at("/a~1b/c"), None);
}

#[test]
fn an_api_without_callbacks_has_no_cases_of_them() {
    let emitted = emit(&model());
    assert_eq!(cases::<CallbackCase>(&emitted, "conformance/callbacks.json"), []);
    assert!(!cases::<PagingCase>(&emitted, "conformance/paging.json").is_empty());
}

#[test]
fn every_node_is_accounted_for() {
    let model = model();
    let emitted = emit(&model);
    let mut accounted: Vec<_> = emitted.emitted.clone();
    accounted.extend(emitted.skipped.iter().map(|(node, _)| node.clone()));
    accounted.sort();
    let mut nodes = model.nodes();
    nodes.sort();
    assert_eq!(accounted, nodes);
    let skipped = emitted.skipped.iter().map(|(node, _)| node.kind);
    assert!(skipped.into_iter().all(|kind| matches!(
        kind,
        NodeKind::Scalar | NodeKind::Enum | NodeKind::Object | NodeKind::View
    )));
}
