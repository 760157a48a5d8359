//! What a small, telling description becomes in OpenAPI, each part as a snapshot: a change of the emitter shows as a
//! readable difference.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use codegen::diagnostic::render;
use codegen::emit::{Emitted, openapi};
use codegen::model::{Model, NodeKind};
use codegen::source::Sources;
use codegen::{check, emit};
use serde_json::Value;

/// A library with two faces: one lists, finds and lends books, the other shows a book to everybody.
const LIBRARY: &str = r#"
source: handbook
api:
  title: Library API
  doc: Lends books.
  media_type: application/json
  schema_base: https://schemas.example.org/library/
  sources:
    handbook: { doc: The handbook of the library. }
    practice: { doc: What is seen in practice. }
  faces:
    office:
      doc: For the staff.
      servers: [https://office.example, https://library.example/office]
      auth: { scheme: basic, doc: Name and password. }
    hall: { doc: For readers., servers: [https://library.example/hall], auth: { scheme: none, doc: Open to all. } }
  statuses:
    200: { meaning: OK, outcome: done, directive: proceed, doc: It worked. }
    201: { meaning: Created, outcome: done, directive: proceed, doc: It was created. }
    202: { meaning: Accepted, outcome: unknown, directive: reconcile, doc: It was taken in. }
    404: { meaning: Not Found, outcome: not-done, directive: correct-request, doc: There is no such thing. }
    409: { meaning: Conflict, outcome: already-done, directive: use-existing, doc: It exists., source: practice }
  errors: { doc: A list of errors., object: Problem, samples: { 404: missing } }
  paging:
    pages:
      doc: Numbered pages.
      query:
        page[number]: { type: integer, optional: true, example: "2", doc: The number of the page. }
      meta: PageMeta
      next: next
      links: [next]
scalars:
  Price: { of: decimal, or_text: true, doc: A price., example: "10.50" }
  LoanKey: { of: text, doc: The reader's own name of the loan. }
enums:
  Shelf: { doc: Where it stands., values: { hall: { doc: Below. }, attic: { doc: Above. } } }
objects:
  Problem: { doc: One error., members: { title: { type: text, doc: The error in a word. } } }
  PageMeta: { doc: Where a page stands., members: { total: { type: integer, doc: How many there are. } } }
  NewLoan:
    doc: A loan.
    members:
      key: { type: LoanKey, doc: The reader's own name of the loan. }
      pin: { type: text, secret: true, doc: The reader's pin. }
      shelf: { type: Shelf, optional: true, doc: Where to look first. }
  Poster: { doc: A book as the hall shows it., members: { title: { type: text, doc: The title. } } }
resources:
  loans:
    name: Loan
    doc: A loan.
    id: { doc: A number., example: "7" }
    attributes:
      key: LoanKey
      price: { type: Price, nullable: true, doc: What it costs. }
      shelf: { type: Shelf, doc: Where the book stands. }
    relationships:
      readers: { many: readers, doc: Who has it. }
    links: [self]
  readers: { name: Patron, doc: Who reads., id: { doc: A number., example: "3" } }
operations:
  loans.list:
    doc: Lists loans. The newest come first.
    face: office
    call: GET /loans
    answers: { 200: { list: loans, paging: pages } }
  loans.find:
    doc: Finds a loan by its key.
    face: office
    call: GET /loans
    query: { "filter[key]": { type: LoanKey, doc: The key. } }
    answers: { 200: { list: loans, doc: "The loan, or nothing.", source: practice } }
  loans.create:
    doc: Lends a book.
    face: office
    call: POST /loans
    request: { type: loans, attributes: NewLoan }
    answers: { 201: { one: loans }, 409: { one: loans, doc: The loan that has this key. } }
    uncertain: { key: key, lookup: { loans.find: "filter[key]" } }
    samples: { request: loan-create }
  loans.get:
    doc: Reads a loan.
    face: office
    call: GET /loans/{id}
    path: { id: { type: LoanId, doc: Which loan. } }
    answers: { 200: { one: loans } }
  loans.show:
    doc: Shows a loan.
    face: hall
    call: GET /loans/{id}
    path: { id: { type: LoanId, doc: Which loan. } }
    query: { fields: { type: { list: text }, optional: true, doc: What to show. } }
    answers: { 200: { data: Poster } }
callbacks:
  loan-ended:
    doc: Sent when a loan ends. It may come twice.
    body: { one: loans }
    signature: { header: X-Signature, scheme: sha1-sandwich-base64, doc: The secret is the library's key. }
    acknowledge: 200
"#;

const SAMPLES: [(&str, &str); 2] = [
    (
        "spec/samples/loan-create.json",
        r#"{"data": {"type": "loans", "attributes": {"key": "k1", "pin": "1.10"}}}"#,
    ),
    ("spec/samples/missing.json", r#"{"errors": [{"title": "Missing"}]}"#),
];

fn model(description: &str) -> Model {
    let files = [("spec/api.yaml", description)].into_iter().chain(SAMPLES);
    let (sources, unread) =
        Sources::from_texts(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    check::check(&sources, unread)
        .unwrap_or_else(|problems| panic!("{}", render(&sources, &problems, false)))
}

fn emitted(description: &str) -> Emitted {
    openapi::emit(&model(description)).expect("JSON")
}

fn document(path: &str) -> Value {
    let emitted = emitted(LIBRARY);
    let file = emitted.files.iter().find(|file| file.path == path).expect("the document");
    serde_json::from_str(&file.text).expect("JSON")
}

/// A part of the document, by its JSON pointer.
fn part(path: &str, pointer: &str) -> String {
    let document = document(path);
    let part = document.pointer(pointer).unwrap_or_else(|| panic!("no {pointer}"));
    serde_json::to_string_pretty(part).expect("JSON")
}

#[test]
fn calls_that_share_a_path_are_one_operation() {
    insta::assert_snapshot!(part(openapi::NEWEST, "/paths/~1loans/get"));
}

#[test]
fn a_creation_with_all_its_answers() {
    insta::assert_snapshot!(part(openapi::NEWEST, "/paths/~1loans/post"));
}

/// What a call says of its own success goes before what the table says of the status.
#[test]
fn a_success_that_a_call_describes_was_done() {
    let description = LIBRARY
        .replace("201: { one: loans }, 409", "202: { one: loans }, 409")
        .replace("    uncertain: { key: key, lookup: { loans.find: \"filter[key]\" } }\n", "");
    let emitted = emitted(&description);
    let file = emitted.files.iter().find(|file| file.path == openapi::NEWEST).expect("it");
    let document: Value = serde_json::from_str(&file.text).expect("JSON");
    let accepted = &document["paths"]["/loans"]["post"]["responses"]["202"];
    assert_eq!(
        (&accepted["x-outcome"], &accepted["x-directive"]),
        (&"done".into(), &"proceed".into())
    );
    let words = accepted["description"].as_str().expect("words");
    assert!(words.contains("was carried out") && !words.contains("Look"), "{words}");
}

#[test]
fn another_face_has_its_path_before_its_calls() {
    let document = document(openapi::NEWEST);
    let paths: Vec<_> = document["paths"].as_object().expect("paths").keys().collect();
    assert_eq!(paths, ["/hall/loans/{id}", "/loans", "/loans/{id}"]);
    insta::assert_snapshot!(part(openapi::NEWEST, "/paths/~1hall~1loans~1{id}"));
    insta::assert_snapshot!("servers", part(openapi::NEWEST, "/servers"));
}

#[test]
fn the_servers_of_a_path_are_spelled_out_for_older_tools() {
    let [newest, older] = [openapi::NEWEST, openapi::OLDER]
        .map(|path| document(path)["paths"]["/hall/loans/{id}"]["servers"][0].clone());
    assert_eq!(newest["url"], "https://{host}");
    assert_eq!(newest["variables"]["host"]["default"], "library.example");
    assert_eq!(older["url"], "https://library.example");
    assert_eq!(older.get("variables"), None);
}

#[test]
fn a_callback_is_a_webhook() {
    insta::assert_snapshot!(part(openapi::NEWEST, "/webhooks"));
    let older = document(openapi::OLDER);
    assert_eq!(older.get("webhooks"), None);
    assert_eq!(older["x-webhooks"]["loan-ended"]["post"]["operationId"], "callbacks.loan-ended");
}

#[test]
fn statuses_are_shared_responses() {
    insta::assert_snapshot!(part(openapi::NEWEST, "/components/responses"));
}

#[test]
fn only_a_call_that_shows_what_exists_directs_to_use_it() {
    let document = document(openapi::NEWEST);
    let own = &document["paths"]["/loans"]["post"]["responses"]["409"];
    assert_eq!(own["x-directive"], "use-existing");
    assert_eq!(document["components"]["responses"]["Conflict409"]["x-directive"], "reconcile");
}

#[test]
fn the_same_schema_in_both_versions() {
    insta::assert_snapshot!(
        "schema_3_1",
        part(openapi::NEWEST, "/components/schemas/LoanAttributes")
    );
    insta::assert_snapshot!(
        "schema_3_0",
        part(openapi::OLDER, "/components/schemas/LoanAttributes")
    );
    insta::assert_snapshot!(
        "sent_3_0",
        part(openapi::OLDER, "/components/schemas/NewLoanInRequest")
    );
}

#[test]
fn of_a_text_and_an_object_exactly_one_fits() {
    let [newest, older] = [openapi::NEWEST, openapi::OLDER].map(|path| {
        let link = document(path)["components"]["schemas"]["Link"].clone();
        assert_eq!(link["oneOf"].as_array().map(Vec::len), Some(2), "{link}");
        assert_eq!(link["oneOf"][1]["required"], serde_json::json!(["href"]));
        link
    });
    assert_eq!(newest["oneOf"][0]["type"], serde_json::json!(["string", "null"]));
    assert_eq!(older["oneOf"][0]["type"], "string");
    assert_eq!(older["oneOf"][0]["nullable"], true);
}

#[test]
fn only_what_is_referred_to_is_a_component() {
    let text = emitted(LIBRARY)
        .files
        .iter()
        .find(|file| file.path == openapi::NEWEST)
        .expect("it")
        .text
        .clone();
    let document: Value = serde_json::from_str(&text).expect("JSON");
    for name in document["components"]["schemas"].as_object().expect("schemas").keys() {
        assert!(text.contains(&format!("\"#/components/schemas/{name}\"")), "{name} is not used");
    }
}

#[test]
fn samples_keep_their_digits_and_their_text() {
    let description = LIBRARY.replace("pin: { type: text, secret: true,", "pin: { type: decimal,");
    let sample = r#"{"data": {"type": "loans", "attributes": {"key": "k1", "pin": 1.10}}}"#;
    let files = [
        ("spec/api.yaml", description.as_str()),
        ("spec/samples/loan-create.json", sample),
        SAMPLES[1],
    ];
    let (sources, unread) =
        Sources::from_texts(files.map(|(path, text)| (path.to_owned(), text.to_owned())));
    let model = check::check(&sources, unread)
        .unwrap_or_else(|problems| panic!("{}", render(&sources, &problems, false)));
    for file in openapi::emit(&model).expect("JSON").files {
        assert!(file.text.contains(sample), "{}", file.path);
    }
}

#[test]
fn every_node_is_accounted_for() {
    let model = model(LIBRARY);
    let emitted = openapi::emit(&model).expect("JSON");
    let skipped: Vec<_> = emitted
        .skipped
        .iter()
        .map(|(node, reason)| (node.kind, node.name.as_str(), reason.as_str()))
        .collect();
    assert_eq!(
        skipped,
        [
            (NodeKind::Request, "loans.find", "it has no body"),
            (NodeKind::Request, "loans.get", "it has no body"),
            (NodeKind::Request, "loans.list", "it has no body"),
            (NodeKind::Request, "loans.show", "it has no body"),
        ]
    );
    let skipped = emitted.skipped.iter().map(|(node, _)| node);
    let accounted: BTreeSet<_> = emitted.emitted.iter().chain(skipped).cloned().collect();
    assert_eq!(accounted, model.nodes().into_iter().collect());
}

#[test]
fn the_same_call_of_two_faces_without_paths_of_their_own_is_reported() {
    let emitted = emitted(&LIBRARY.replace("servers: [https://library.example/hall], ", ""));
    let lost: BTreeSet<_> = emitted
        .skipped
        .iter()
        .filter(|(_, reason)| reason.starts_with("another face has the same call"))
        .map(|(node, _)| (node.kind, node.name.as_str()))
        .collect();
    assert!(lost.contains(&(NodeKind::Operation, "loans.show")), "{lost:?}");
    assert!(lost.contains(&(NodeKind::Answer, "loans.show 200")), "{lost:?}");
}

#[test]
fn with_one_face_the_path_stays_with_the_server() {
    let without_hall = LIBRARY
        .lines()
        .filter(|line| !line.trim_start().starts_with("hall: {"))
        .collect::<Vec<_>>()
        .join("\n");
    let (before, rest) = without_hall.split_once("  loans.show:").expect("the call");
    let (_, after) = rest.split_once("callbacks:").expect("callbacks");
    let one_face = format!("{before}callbacks:{after}")
        .replace("servers: [https://office.example, https://library.example/office]", "servers: [https://office.example/v1]")
        .replace("  Poster: { doc: A book as the hall shows it., members: { title: { type: text, doc: The title. } } }\n", "");
    let emitted = emit::openapi::emit(&model(&one_face)).expect("JSON");
    let file = emitted.files.iter().find(|file| file.path == openapi::NEWEST).expect("it");
    let document: Value = serde_json::from_str(&file.text).expect("JSON");
    assert_eq!(document["servers"][0]["url"], "https://{host}/v1");
    assert!(document["paths"].get("/loans").is_some());
}
