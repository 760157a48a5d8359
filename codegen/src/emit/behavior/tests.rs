//! What the emitter makes of the invented API.

use std::path::Path;

use serde::de::DeserializeOwned;

use super::Json;
use super::case::{
    AnswerCase, AnswerResult, AnswerVerdict, CallbackCase, Directive, Happening, Outcome,
    PagingCase, ReconcileCase, RequestCase, Sending, Suite, Verdict,
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
    let whose = match case.expect.perhaps_ours {
        None => "",
        Some(true) => ", perhaps ours",
        Some(false) => ", not ours",
    };
    format!("{} [{}] {:?}{whose}", case.name, script.join(", "), case.expect.verdict)
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

/// What may be left out and is compared is given in the cases, or no case would show that it is compared.
#[test]
fn a_compared_member_that_may_be_left_out_has_a_case_of_a_difference() {
    let mut model = model();
    let of = |members: &mut [Member], presence| {
        members.iter_mut().find(|member| member.wire == "title").unwrap().presence = presence;
    };
    let article = model.resources.iter_mut().find(|resource| resource.name == "Article").unwrap();
    of(&mut article.attributes, Presence::Nullable);
    of(&mut article.base, Presence::Nullable);
    for presence in [Presence::Optional, Presence::Nullable, Presence::Maybe] {
        let mut objects = model.objects.iter_mut();
        let request = objects.find(|object| object.name == "NewArticle").unwrap();
        of(&mut request.members, presence);
        let cases: Vec<ReconcileCase> = cases(&emit(&model), "conformance/reconcile.json");
        let differing = cases.iter().filter(|case| case.expect.differs == ["title"]).count();
        assert!(differing > 2, "{presence:?}: {differing}");
    }
}

/// Whoever is told that a key belongs to something else is told whether their own call may have made it.
#[test]
fn every_other_use_says_whose_it_may_be() {
    let cases: Vec<ReconcileCase> = cases(&emit(&model()), "conformance/reconcile.json");
    for case in &cases {
        let is_other_use = case.expect.verdict == Verdict::OtherUse;
        assert_eq!(case.expect.perhaps_ours.is_some(), is_other_use, "{}", case.name);
    }
    let successes = cases.iter().filter(|case| case.name.contains("a success that differs in"));
    let ours: Vec<_> = successes.map(|case| case.expect.perhaps_ours).collect();
    assert_eq!(ours, [Some(true)]);
}

/// The model with a second creation of articles, changed before it is added.
fn with_second_creation(change: impl Fn(&mut model::Operation)) -> Model {
    let mut model = model();
    let mut operations = model.operations.iter();
    let create = operations.find(|operation| operation.name == "articles.create").unwrap();
    let mut second = create.clone();
    second.name = "articles.create-again".to_owned();
    change(&mut second);
    model.operations.push(second);
    model
}

fn scripts(model: &Model, operation: &str) -> Vec<String> {
    let cases: Vec<ReconcileCase> = cases(&emit(model), "conformance/reconcile.json");
    let of_operation = cases.iter().filter(|case| case.operation == operation);
    let prefix = format!("{operation}: ");
    of_operation.map(|case| case.name.strip_prefix(&prefix).unwrap().to_owned()).collect()
}

/// A status that the table does not have tells nothing: no case may expect that a write which is answered so was not done.
#[test]
fn a_table_without_refusals_has_no_case_of_one() {
    let mut model = model();
    model.api.statuses.retain(|rule| rule.outcome != model::Outcome::NotDone);
    let cases: Vec<ReconcileCase> = cases(&emit(&model), "conformance/reconcile.json");
    let mut refused = cases.iter().filter(|case| case.name.contains("refused"));
    assert_eq!(refused.next().map(line), None);
    let mut not_done = cases.iter().filter(|case| case.expect.verdict == Verdict::NotDone);
    let is_unsent = |case: &ReconcileCase| {
        case.script.iter().all(|exchange| exchange.then == Happening::ConnectionRefused)
    };
    assert!(not_done.all(is_unsent), "only what is never sent is not done");
}

#[test]
fn the_guide_names_every_call_that_changes_something() {
    let emitted = emit(&with_second_creation(|second| second.uncertain = None));
    let guide = text(&emitted, "README.md");
    let rows: Vec<&str> = guide.lines().filter(|line| line.starts_with("| `articles.")).collect();
    assert_eq!(
        rows,
        [
            "| `articles.change` | may act twice | nothing tells: ask somebody before it is sent again |",
            "| `articles.create` | may act twice | look `slug` up with `articles.find` |",
            "| `articles.delete` | does no more than once | send it again |",
            "| `articles.create-again` | may act twice | nothing tells: ask somebody before it is sent again |",
        ]
    );
}

/// A second call of the same kind has the cases that show its own path, key, lookup and compared members, and not all again.
#[test]
fn the_cases_of_a_kind_stand_there_once() {
    let model = with_second_creation(|_| {});
    assert_eq!(
        scripts(&model, "articles.create-again"),
        [
            "answered at once",
            "answer lost, lookup answers another key, then found",
            "lost on its way, none found, sent again",
            "answer lost, what is found differs in title",
            "a key that must be encoded, answer lost, then found",
            "an empty key is not sent",
            "a blank key is not sent",
        ]
    );
}

#[test]
fn a_call_of_another_kind_has_all_its_cases() {
    let model = with_second_creation(|second| second.successes[0].status = 200);
    let (first, second) =
        (scripts(&model, "articles.create"), scripts(&model, "articles.create-again"));
    assert_eq!(first, second);
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

/// What is named beside the schemas leads to a schema.
#[test]
fn what_behaves_names_the_schemas_that_have_it() {
    for folder in ["../spec", "../tests/newsroom/spec", "../tests/awkward/spec"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let model =
            check::load(&folder).unwrap_or_else(|failure| panic!("{}", failure.render(false)));
        let schemas = crate::emit::json_schema::emit(&model).files;
        let text = text(&emit(&model), "behavior.json").to_owned();
        let behavior: serde_json::Value = serde_json::from_str(&text).unwrap();
        let entries = ["lifecycles", "sensitive"].map(|list| behavior[list].as_array().unwrap());
        for entry in entries.into_iter().flatten() {
            let files = entry["schemas"].as_array().unwrap();
            let is_operation = model.operations.iter().any(|known| entry["of"] == known.name);
            assert_eq!(files.is_empty(), is_operation, "{entry}");
            for file in files {
                let path = format!("schemas/{}", file.as_str().unwrap());
                let schema = schemas.iter().find(|schema| schema.path == path);
                let schema = schema.unwrap_or_else(|| panic!("{entry}: no {path}"));
                let member = entry["member"].as_str().unwrap_or_default();
                assert!(schema.text.contains(member), "{path} has no {member}");
            }
        }
    }
}
