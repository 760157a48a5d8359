//! The schemas of a small model of a publisher's API.

use std::collections::BTreeSet;

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform};
use serde_json::Value;

use super::{KEYWORDS, emit};
use crate::emit::Emitted;
use crate::language::AuthScheme;
use crate::model::{
    Answer, AnswerBody, Api, Arity, Callback, Directive, Doc, Enum, EnumId, EnumValue, Errors,
    Example, Face, Fact, Habits, Member, Method, Model, Node, NodeKind, Object, ObjectId,
    Operation, Outcome, Paging, PathPiece, Presence, Relationship, RequestBody, Resource,
    ResourceId, Sample, Scalar, ScalarId, ScalarKind, Sensitivity, StatusRule, Target, Type, Usage,
    View, ViewId,
};
use crate::titles;

const ARTICLE_ID: ScalarId = ScalarId(0);
const PERSON_ID: ScalarId = ScalarId(1);
const PRICE: ScalarId = ScalarId(2);
const TONE: EnumId = EnumId(0);
const EDITION: ObjectId = ObjectId(0);
const NEW_ARTICLE: ObjectId = ObjectId(1);
const PAGE_META: ObjectId = ObjectId(2);
const PROBLEM: ObjectId = ObjectId(3);
const SHELF: ObjectId = ObjectId(4);
const ARTICLES: ResourceId = ResourceId(0);
const PEOPLE: ResourceId = ResourceId(1);

fn doc(text: &str) -> Doc {
    Doc { text: text.to_owned(), source: "handbook".to_owned() }
}

fn member(wire: &str, ty: Type, presence: Presence) -> Member {
    Member {
        wire: wire.to_owned(),
        field: wire.to_owned(),
        ty,
        presence,
        doc: doc(&format!("The {wire}.")),
        sensitivity: Sensitivity::Open,
        example: None,
        or_inside: None,
    }
}

fn scalar(name: &str, kind: ScalarKind, example: Option<Example>) -> Scalar {
    let sensitivity = Sensitivity::Open;
    Scalar {
        name: name.to_owned(),
        doc: doc(&format!("Names a {name}.")),
        kind,
        sensitivity,
        example,
    }
}

fn object(name: &str, members: Vec<Member>, request: bool, response: bool) -> Object {
    Object {
        name: name.to_owned(),
        doc: doc(&format!("One {name}.")),
        members,
        usage: Usage { request, response },
    }
}

fn sample(name: &str, text: &str) -> Sample {
    Sample { name: name.to_owned(), text: text.to_owned() }
}

fn operation(
    action: &str,
    method: Method,
    request: RequestBody,
    successes: Vec<Answer>,
) -> Operation {
    Operation {
        name: format!("articles.{action}"),
        group: "articles".to_owned(),
        action: action.to_owned(),
        type_name: action.to_owned(),
        doc: doc(&format!("To {action} articles.")),
        face: 0,
        method,
        path_template: "/articles".to_owned(),
        path: vec![PathPiece::Literal("/articles".to_owned())],
        path_parameters: vec![member("id", Type::Scalar(ARTICLE_ID), Presence::Required)],
        query: Vec::new(),
        request,
        successes,
        existing: Vec::new(),
        safe_to_repeat: false,
        uncertain: None,
        request_sample: None,
    }
}

fn answer(status: u16, body: AnswerBody) -> Answer {
    Answer { status, doc: None, body, sample: None }
}

fn api() -> Api {
    let errors = Errors {
        doc: doc("A list, or a map."),
        object: PROBLEM,
        fields: Some(doc("The members and what is wrong with them.")),
        samples: vec![(422, sample("error", "{\n  \"errors\": { \"title\": \"Too long.\" }\n}\n"))],
    };
    Api {
        title: "Publisher API".to_owned(),
        doc: "Articles and their authors.".to_owned(),
        schema_base: "https://publisher.example/schemas/".to_owned(),
        media_type: "application/vnd.api+json".to_owned(),
        sources: vec![("handbook".to_owned(), "The handbook.".to_owned())],
        faces: vec![Face {
            name: "desk".to_owned(),
            variant: "Desk".to_owned(),
            doc: doc("For editors."),
            servers: Vec::new(),
            auth: AuthScheme::None,
            auth_doc: "None.".to_owned(),
        }],
        statuses: vec![StatusRule {
            status: 200,
            meaning: "OK".to_owned(),
            outcome: Outcome::Done,
            directive: Directive::Proceed,
            doc: doc("Go on."),
        }],
        errors,
        paging: vec![Paging {
            name: "pages".to_owned(),
            doc: doc("Numbered pages."),
            query: Vec::new(),
            meta: PAGE_META,
            next: "next".to_owned(),
            links: vec!["prev".to_owned(), "next".to_owned()],
        }],
        habits: Habits { empty_map_as_list: true, empty_link_is_none: true },
    }
}

fn objects() -> Vec<Object> {
    let tone = || member("tone", Type::Enum(TONE), Presence::Optional);
    let inside = |mut guest: Member| {
        guest.or_inside = Some("editions".to_owned());
        guest
    };
    vec![
        object(
            "Edition",
            vec![
                member("price", Type::Scalar(PRICE), Presence::Nullable),
                member("printed", Type::UnixSeconds, Presence::Maybe),
                tone(),
            ],
            true,
            true,
        ),
        object(
            "NewArticle",
            vec![
                member("title", Type::Text, Presence::Required),
                tone(),
                member("editions", Type::Map(Box::new(Type::Object(EDITION))), Presence::Optional),
            ],
            true,
            false,
        ),
        object("PageMeta", vec![member("total", Type::Integer, Presence::Optional)], false, true),
        object("Problem", vec![member("detail", Type::Text, Presence::Required)], false, true),
        object(
            "Shelf",
            vec![
                member("editions", Type::Map(Box::new(Type::Object(EDITION))), Presence::Required),
                inside(member("owner", Type::Text, Presence::Optional)),
            ],
            false,
            true,
        ),
    ]
}

fn resources() -> Vec<Resource> {
    let mut secret = member("draft_key", Type::Text, Presence::Optional);
    secret.sensitivity = Sensitivity::Secret;
    let mut weight = member("weight", Type::Decimal, Presence::Maybe);
    weight.example = Some(Example::Literal("1.10".to_owned()));
    let base = vec![member("title", Type::Text, Presence::Required), secret, weight];
    let relationship = |wire: &str, arity, target, optional| Relationship {
        wire: wire.to_owned(),
        field: wire.to_owned(),
        arity,
        target,
        optional,
        doc: doc(&format!("The {wire}.")),
    };
    let author = Target::One { resource: PEOPLE, id: PERSON_ID };
    let mentions = Target::AnyOf { name: "Mention".to_owned(), resources: vec![ARTICLES, PEOPLE] };
    vec![
        Resource {
            type_word: "articles".to_owned(),
            name: "Article".to_owned(),
            doc: doc("An article."),
            id: ARTICLE_ID,
            attributes: base.clone(),
            relationships: vec![
                relationship("author", Arity::One, author, false),
                relationship("mentions", Arity::Many, mentions, true),
            ],
            links: vec!["self".to_owned()],
            views: vec![View {
                name: "list".to_owned(),
                doc: doc("As lists show it."),
                attributes: base[..1].to_vec(),
            }],
            base,
        },
        Resource {
            type_word: "people".to_owned(),
            name: "Person".to_owned(),
            doc: doc("A person."),
            id: PERSON_ID,
            attributes: Vec::new(),
            relationships: Vec::new(),
            links: Vec::new(),
            base: Vec::new(),
            views: Vec::new(),
        },
    ]
}

fn operations() -> Vec<Operation> {
    let article = ViewId { resource: ARTICLES, view: None };
    let listed = ViewId { resource: ARTICLES, view: Some(0) };
    let body = RequestBody::Resource {
        type_word: "article".to_owned(),
        id: Some(0),
        attributes: Some(NEW_ARTICLE),
        relationships: vec![Relationship {
            wire: "author".to_owned(),
            field: "author".to_owned(),
            arity: Arity::One,
            target: Target::One { resource: PEOPLE, id: PERSON_ID },
            optional: true,
            doc: doc("Who wrote it."),
        }],
    };
    let created = answer(201, AnswerBody::Resource { item: article, meta: None });
    let mut create = operation("create", Method::Post, body, vec![created]);
    let text = "{\n  \"data\": {\"type\": \"article\", \"id\": \"a1\", \"attributes\": {\"title\": \"T\", \"editions\": {\"first\": {\"price\": 10.00}}}}\n}";
    create.request_sample = Some(sample("create", text));
    let list =
        AnswerBody::List { item: listed, paging: Some(0), meta: Some(PAGE_META), or_one: true };
    vec![
        create,
        operation("list", Method::Get, RequestBody::Empty, vec![answer(200, list)]),
        operation(
            "remove",
            Method::Delete,
            RequestBody::Empty,
            vec![answer(204, AnswerBody::Empty)],
        ),
        operation(
            "shelf",
            Method::Get,
            RequestBody::Empty,
            vec![answer(200, AnswerBody::Data { object: SHELF, meta: None })],
        ),
    ]
}

fn model() -> Model {
    let value = |word: &str| EnumValue {
        word: word.to_owned(),
        variant: word.to_owned(),
        doc: doc(&format!("It is {word}.")),
    };
    let fact = Fact {
        name: "calm".to_owned(),
        method: "is_calm".to_owned(),
        doc: "It upsets nobody.".to_owned(),
        holds: vec![true, false],
    };
    let tone = Enum {
        name: "Tone".to_owned(),
        doc: doc("How an article sounds."),
        facts: vec![fact],
        values: vec![value("plain"), value("loud")],
        lifecycle: None,
    };
    let text = ScalarKind::Text { escaped_twice: false };
    let literal = Some(Example::Literal("0.01".to_owned()));
    Model {
        api: api(),
        scalars: vec![
            scalar("ArticleId", text, Some(Example::Text("a1".to_owned()))),
            scalar("PersonId", text, None),
            scalar("Price", ScalarKind::Decimal { or_text: true }, literal),
        ],
        enums: vec![tone],
        objects: objects(),
        resources: resources(),
        operations: operations(),
        callbacks: vec![Callback {
            name: "published".to_owned(),
            type_name: "Published".to_owned(),
            doc: doc("Sent when an article is published."),
            body: AnswerBody::Resource {
                item: ViewId { resource: ARTICLES, view: None },
                meta: None,
            },
            signature: None,
            acknowledge: 200,
            order_by: None,
            sample: None,
        }],
    }
}

fn text<'a>(emitted: &'a Emitted, path: &str) -> &'a str {
    let file = emitted.files.iter().find(|file| file.path == format!("schemas/{path}"));
    &file.unwrap_or_else(|| panic!("no {path}")).text
}

fn schema(emitted: &Emitted, path: &str) -> Value {
    serde_json::from_str(text(emitted, path)).expect("JSON")
}

/// Calls `visit` with a schema and all schemas in it.
fn walk(schema: &Value, visit: impl FnMut(&mut Schema)) {
    let mut schema = Schema::try_from(schema.clone()).expect("a schema");
    RecursiveTransform(visit).transform(&mut schema);
}

#[test]
fn a_request_is_strict() {
    insta::assert_snapshot!(text(&emit(&model()), "requests/articles.create.json"));
}

#[test]
fn a_list_is_open_and_paged() {
    insta::assert_snapshot!(text(&emit(&model()), "responses/articles.list.200.json"));
}

#[test]
fn a_resource_has_attributes_relationships_and_links() {
    insta::assert_snapshot!(text(&emit(&model()), "resources/articles.json"));
}

#[test]
fn resources_are_named_and_included_by_shared_schemas() {
    let emitted = emit(&model());
    insta::assert_snapshot!("mention", text(&emitted, "documents/Mention.json"));
    insta::assert_snapshot!("included", text(&emitted, "documents/IncludedResource.json"));
    let sent = schema(&emitted, "documents/PersonIdentifier.request.json");
    assert_eq!(sent["title"], "PersonIdentifierInRequest");
    assert_eq!(sent["additionalProperties"], false);
}

#[test]
fn a_secret_that_is_sent_is_write_only_and_nothing_that_is_shown_is_read_only() {
    let mut model = model();
    model.objects[NEW_ARTICLE.0].members[0].sensitivity = Sensitivity::Secret;
    let emitted = emit(&model);
    let sent = schema(&emitted, "types/NewArticle.request.json");
    assert_eq!(sent["properties"]["title"]["writeOnly"], true);
    let shown = schema(&emitted, "resources/articles.json");
    assert!(!shown.to_string().contains("writeOnly"));
    // What is shown has schemas of its own. Generated clients leave read-only members out when they write a value again.
    assert!(emitted.files.iter().all(|file| !file.text.contains("\"readOnly\"")));
}

#[test]
fn an_enum_is_open_when_received_and_closed_when_sent() {
    let emitted = emit(&model());
    insta::assert_snapshot!("enum_received", text(&emitted, "types/Tone.json"));
    assert_eq!(
        schema(&emitted, "types/Tone.request.json")["enum"],
        serde_json::json!(["plain", "loud"])
    );
    assert!(schema(&emitted, "types/Tone.request.json").get("anyOf").is_none());
}

#[test]
fn an_object_lists_what_is_required_and_what_may_be_null() {
    insta::assert_snapshot!(text(&emit(&model()), "types/Edition.json"));
}

#[test]
fn members_may_arrive_inside_a_map() {
    insta::assert_snapshot!(text(&emit(&model()), "types/Shelf.json"));
}

#[test]
fn errors_have_two_forms() {
    let emitted = emit(&model());
    insta::assert_snapshot!("error_fields", text(&emitted, "errors/fields.json"));
    insta::assert_snapshot!("error_any", text(&emitted, "errors/error.json"));
}

#[test]
fn without_habits_an_empty_list_is_no_map_and_an_empty_link_is_refused() {
    let mut model = model();
    model.api.habits = Habits::default();
    let emitted = emit(&model);
    let lists_allowed =
        emitted.files.iter().filter(|file| file.text.contains("\"maxItems\"")).count();
    assert_eq!(lists_allowed, 0);
    assert_eq!(schema(&emitted, "documents/Link.json")["anyOf"][0]["minLength"], 1);
}

#[test]
fn samples_and_examples_keep_their_digits() {
    let emitted = emit(&model());
    assert!(text(&emitted, "requests/articles.create.json").contains("{\"price\": 10.00}"));
    assert!(text(&emitted, "bundle.json").contains("{\"price\": 10.00}"));
    assert!(text(&emitted, "resources/articles.json").contains("1.10"));
    assert!(text(&emitted, "types/Price.json").contains("0.01"));
}

#[test]
fn an_example_that_many_could_not_read_stands_in_the_words() {
    let mut model = model();
    model.scalars[PRICE.0].example = Some(Example::Literal("1e400".to_owned()));
    let price = schema(&emit(&model), "types/Price.json");
    assert_eq!(price.get("examples"), None);
    assert!(price["description"].as_str().is_some_and(|words| words.contains("Example: `1e400`.")));
}

#[test]
fn every_title_is_described_or_known_to_be_added() {
    let model = model();
    let names = model.scalars.iter().map(|scalar| &scalar.name);
    let names = names.chain(model.enums.iter().map(|of| &of.name));
    let names = names.chain(model.objects.iter().map(|object| &object.name));
    let names = names.chain(model.resources.iter().map(|resource| &resource.name));
    let mut described: BTreeSet<String> = names.cloned().collect();
    described.extend(["Bundle", "Mention"].map(str::to_owned));
    let added: BTreeSet<_> = titles::added(&model).into_iter().map(|added| added.title).collect();
    let mut used = BTreeSet::new();
    for file in emit(&model).files {
        walk(&serde_json::from_str(&file.text).expect("JSON"), |schema| {
            used.extend(schema.get("title").and_then(Value::as_str).map(str::to_owned));
        });
    }
    assert!(added.is_disjoint(&described));
    assert_eq!(used.difference(&described).cloned().collect::<BTreeSet<_>>(), added);
}

#[test]
fn only_known_keywords_are_used() {
    let mut used = BTreeSet::new();
    for file in emit(&model()).files {
        let root = serde_json::from_str(&file.text).expect("JSON");
        walk(&root, |schema| {
            used.extend(schema.as_object().into_iter().flat_map(|object| object.keys().cloned()))
        });
    }
    let known: BTreeSet<_> = KEYWORDS.iter().map(|&keyword| keyword.to_owned()).collect();
    assert_eq!(used.difference(&known).collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn every_reference_leads_to_a_file() {
    let emitted = emit(&model());
    let mut references = 0;
    for file in &emitted.files {
        walk(&serde_json::from_str(&file.text).expect("JSON"), |schema| {
            if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
                references += 1;
                text(&emitted, target.strip_prefix("../").expect("relative"));
            }
        });
    }
    assert!(references > 20, "{references} references");
}

#[test]
fn every_node_is_accounted_for() {
    let emitted = emit(&model());
    let skipped: Vec<_> =
        emitted.skipped.iter().map(|(node, _)| (node.kind, node.name.as_str())).collect();
    assert_eq!(
        skipped,
        [
            (NodeKind::Request, "articles.list"),
            (NodeKind::Request, "articles.remove"),
            (NodeKind::Answer, "articles.remove 204"),
            (NodeKind::Request, "articles.shelf"),
            (NodeKind::Face, "desk"),
            (NodeKind::Status, "200"),
        ]
    );
    let mut accounted = emitted.emitted;
    accounted.extend(emitted.skipped.into_iter().map(|(node, _)| node));
    accounted.sort();
    let mut nodes = model().nodes();
    nodes.sort();
    assert_eq!(accounted, nodes);
}

#[test]
fn a_sample_that_is_not_json_is_reported() {
    let mut model = model();
    model.operations[0].request_sample = Some(sample("create", "{"));
    let emitted = emit(&model);
    let (node, reason) = &emitted.skipped[0];
    assert_eq!(node, &Node::new(NodeKind::Request, "articles.create"));
    assert!(reason.starts_with("a sample of it is not JSON: EOF"), "{reason}");
}
