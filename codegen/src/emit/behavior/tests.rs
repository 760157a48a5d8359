//! What the emitter makes of the invented API.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::Json;
use super::case::{
    AnswerCase, AnswerResult, AnswerVerdict, CallbackCase, Directive, Happening, Outcome,
    PagingCase, ReconcileCase, RequestCase, Sending, Suite,
};
use crate::check;
use crate::emit::Emitted;
use crate::model::{self, Answer, AnswerBody, Member, Model, NodeKind, Presence};

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

/// The answer cases of an article that is created, where another success of it is documented as well.
fn with_another_success(status: u16, body: AnswerBody) -> impl Fn(u16, &str) -> AnswerVerdict {
    let mut model = model();
    let mut operations = model.operations.iter_mut();
    let create = operations.find(|operation| operation.name == "articles.create").unwrap();
    create.successes.push(Answer { status, doc: None, body, sample: None });
    let cases: Vec<AnswerCase> = cases(&emit(&model), "conformance/answers.json");
    move |status, words| {
        let name = format!("articles.create: {status} with {words}");
        cases.iter().find(|case| case.name == name).unwrap_or_else(|| panic!("no {name}")).expect
    }
}

/// A body that was lost on the way must not pass for one that was never meant to be there.
#[test]
fn only_a_status_without_a_body_needs_none() {
    let of = with_another_success(204, AnswerBody::Empty);
    assert_eq!(of(204, "no body").result, AnswerResult::Success);
    assert_eq!(of(201, "data").result, AnswerResult::Success);
    for words in ["no body", "data that is cut off", "a page of HTML"] {
        let cut = of(201, words);
        assert_eq!((cut.result, cut.outcome), (AnswerResult::Failure, Outcome::Done), "{words}");
    }
    assert_eq!(of(200, "no body").outcome, Outcome::Unknown, "200 is not among its answers");
}

/// What a call says of its own success goes before what the table says of the status everywhere.
#[test]
fn a_success_that_is_described_was_done() {
    let mut model = model();
    let rule = model.api.statuses.iter_mut().find(|rule| rule.status == 201).unwrap();
    (rule.outcome, rule.directive) = (model::Outcome::Unknown, model::Directive::Reconcile);
    let cases: Vec<AnswerCase> = cases(&emit(&model), "conformance/answers.json");
    for words in ["data", "a page of HTML"] {
        let name = format!("articles.create: 201 with {words}");
        let expect = cases.iter().find(|case| case.name == name).unwrap().expect;
        assert_eq!((expect.outcome, expect.directive), (Outcome::Done, Directive::Proceed));
    }
}

/// What is done without a word of it is looked up.
#[test]
fn a_success_that_shows_nothing_is_looked_up() {
    let mut model = model();
    let mut operations = model.operations.iter_mut();
    let create = operations.find(|operation| operation.name == "articles.create").unwrap();
    create.successes =
        vec![Answer { status: 204, doc: None, body: AnswerBody::Empty, sample: None }];
    let cases: Vec<ReconcileCase> = cases(&emit(&model), "conformance/reconcile.json");
    let named = |name: &str| {
        let name = format!("articles.create: {name}");
        cases.iter().find(|case| case.name == name).map(line)
    };
    let expected = "articles.create: answered at once [write 204, lookup 200] Done";
    assert_eq!(named("answered at once").as_deref(), Some(expected));
    assert_eq!(named("the answer is about another key, then found"), None);
}

/// What is not asked for and shown as null cannot differ.
#[test]
fn a_value_that_is_not_there_has_no_case_of_a_difference() {
    let mut model = model();
    let of = |members: &mut [Member], presence| {
        members.iter_mut().find(|member| member.wire == "title").unwrap().presence = presence;
    };
    let article = model.resources.iter_mut().find(|resource| resource.name == "Article").unwrap();
    of(&mut article.attributes, Presence::Nullable);
    of(&mut article.base, Presence::Nullable);
    let request = model.objects.iter_mut().find(|object| object.name == "NewArticle").unwrap();
    of(&mut request.members, Presence::Optional);
    let cases: Vec<ReconcileCase> = cases(&emit(&model), "conformance/reconcile.json");
    assert!(cases.iter().all(|case| case.expect.differs.is_empty()));
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
