//! A description of as many resources as one wants, each as large as a payout invoice: 25 attributes, nine of them
//! decimals, three relationships, links, a life cycle, a request of 13 members and five operations.

use std::fmt::Write as _;

use anyhow::{Result, anyhow};
use codegen::check::check;
use codegen::diagnostic::render;
use codegen::model::Model;
use codegen::source::Sources;

/// The stages of every resource, with those that may follow.
const STAGES: [(&str, &str); 8] = [
    ("created", "[waiting, expired]"),
    ("waiting", "[running, expired]"),
    ("running", "[held, done, partly-done, failed]"),
    ("held", "[running]"),
    ("done", "[returned]"),
    ("partly-done", "[returned]"),
    ("failed", "[]"),
    ("expired", "[]"),
];

/// The attributes beside the key, the stage and the nine amounts: name, type, and what else holds.
const ATTRIBUTES: [(&str, &str, &str); 14] = [
    ("serial_number", "text", "optional: true"),
    ("reason", "text", "optional: true"),
    ("currency", "text", ""),
    ("other_currency", "text", "optional: true"),
    ("test_mode", "boolean", "optional: true"),
    ("remark", "text", "optional: true, nullable: true, personal: true"),
    ("finished", "unix-seconds", "optional: true, nullable: true"),
    ("metadata", "{ map: json }", "optional: true, nullable: true, personal: true"),
    ("created", "unix-seconds", "optional: true"),
    ("updated", "unix-seconds", "optional: true"),
    ("fields", "{ map: text }", "optional: true, nullable: true, personal: true"),
    ("notify_url", "text", "optional: true, nullable: true"),
    ("origin", "text", "optional: true"),
    ("log", "{ list: json }", "optional: true, personal: true"),
];

/// The amounts of every resource.
const AMOUNTS: [(&str, &str); 9] = [
    ("amount", ""),
    ("net_amount", "optional: true"),
    ("gross_amount", "optional: true"),
    ("fee", "optional: true"),
    ("charge", "optional: true"),
    ("rate", "optional: true"),
    ("done_amount", "optional: true, nullable: true"),
    ("done_fee", "optional: true, nullable: true"),
    ("done_charge", "optional: true, nullable: true"),
];

/// The members that may be left out of every request, beside the five that may not.
const OPTIONAL_INPUTS: [(&str, &str); 8] = [
    ("test_mode", "boolean"),
    ("notify_url", "text"),
    ("net_amount", "Amount"),
    ("attempts", "integer"),
    ("metadata", "{ map: json }"),
    ("tags", "{ list: text }"),
    ("remark", "text"),
    ("due", "unix-seconds"),
];

/// What holds for the whole API.
const API: &str = "\
source: made-up
api:
  title: Synthetic API
  doc: As large as one wants.
  media_type: application/json
  schema_base: https://schemas.synthetic.example/
  sources: { made-up: { doc: Made by a program. } }
  faces: { desk: { doc: The only one., auth: { scheme: bearer, doc: A token. } } }
  statuses:
    200: { meaning: OK, outcome: done, directive: proceed, doc: It was read. }
    201: { meaning: Created, outcome: done, directive: proceed, doc: It was made. }
    409: { meaning: Conflict, outcome: already-done, directive: use-existing, doc: It exists. }
    500: { meaning: Failed, outcome: unknown, directive: reconcile, doc: Look it up. }
  errors: { doc: A list of errors., object: Problem }
  paging:
    cursor:
      doc: Follow the link.
      query:
        page[after]: { type: text, optional: true, doc: Where the page begins. }
        page[size]: { type: integer, optional: true, doc: How many items a page holds. }
      meta: ListMeta
      next: next
      links: [prev, next]
  habits: { empty_map_as_list: true, empty_link_is_none: true }
scalars:
  Amount: { of: decimal, or_text: true, doc: An exact amount., example: '10.55' }
objects:
  Problem: { doc: An error., members: { title: { type: text, optional: true, doc: What went wrong. } } }
  ListMeta: { doc: About a list., members: { total: { type: integer, optional: true, doc: How many there are. } } }
";

/// The files of a description with this many resources, at least one: names and texts.
pub fn files(resources: usize) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = (0..resources)
        .map(|index| (format!("spec/resources/thing-{index:05}.yaml"), resource(index, resources)))
        .collect();
    files.push(("spec/api.yaml".to_owned(), API.to_owned()));
    files
}

/// Reads and checks the files of a description.
///
/// # Errors
/// What is wrong with it, as shown to people.
pub fn model(files: Vec<(String, String)>) -> Result<Model> {
    let (sources, unread) = Sources::from_texts(files);
    check(&sources, unread).map_err(|problems| anyhow!("{}", render(&sources, &problems, false)))
}

fn resource(index: usize, count: usize) -> String {
    let mut text = format!(
        "source: made-up\n\
         scalars:\n  Thing{index}Key: {{ of: text, doc: The caller's own id of thing {index}., example: key-{index} }}\n\
         enums:\n  Thing{index}Stage:\n    doc: How far thing {index} has come.\n    \
         facts: {{ final: Nothing follows. }}\n    initial: created\n    values:\n"
    );
    for (word, next) in STAGES {
        let fact = if next == "[]" { ", is: [final]" } else { "" };
        line(
            &mut text,
            &format!("      {word}: {{ doc: Thing {index} is {word}., next: {next}{fact} }}"),
        );
    }
    line(&mut text, &format!("      returned: {{ doc: Thing {index} came back., is: [final] }}"));
    request(&mut text, index);
    attributes(&mut text, index);
    for step in 1..=3 {
        let target = (index + step) % count;
        let name = ["parent", "owner", "other-party"][step - 1];
        line(
            &mut text,
            &format!(
                "      {name}: {{ one: things-{target}, optional: true, doc: The {name} of thing {index}. }}"
            ),
        );
    }
    line(&mut text, "    links: [self]");
    line(&mut text, "    views: { list: { doc: In lists., without: [log] } }");
    operations(&mut text, index);
    text
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

fn request(text: &mut String, index: usize) {
    line(
        text,
        &format!(
            "objects:\n  NewThing{index}:\n    doc: What a thing {index} starts with.\n    members:"
        ),
    );
    let required =
        [("kind", "text"), ("currency", "text"), ("amount", "Amount"), ("fields", "{ map: text }")];
    line(text, &format!("      key: {{ type: Thing{index}Key, doc: The caller's own id. }}"));
    for (name, ty) in required {
        line(
            text,
            &format!("      {name}: {{ type: {ty}, doc: The {name} of the new thing {index}. }}"),
        );
    }
    for (name, ty) in OPTIONAL_INPUTS {
        line(
            text,
            &format!(
                "      {name}: {{ type: {ty}, optional: true, doc: The {name} of the new thing {index}. }}"
            ),
        );
    }
}

fn attributes(text: &mut String, index: usize) {
    line(
        text,
        &format!(
            "resources:\n  things-{index}:\n    name: Thing{index}\n    doc: A thing of kind {index}."
        ),
    );
    line(
        text,
        &format!(
            "    id: {{ doc: The server's id of a thing {index}., example: t{index}_1 }}\n    attributes:"
        ),
    );
    line(text, &format!("      key: {{ type: Thing{index}Key, doc: The caller's own id. }}"));
    line(text, &format!("      stage: {{ type: Thing{index}Stage, doc: How far it has come. }}"));
    for (name, rest) in AMOUNTS {
        attribute(text, index, name, "Amount", rest);
    }
    for (name, ty, rest) in ATTRIBUTES {
        attribute(text, index, name, ty, rest);
    }
    line(text, "    relationships:");
}

fn attribute(text: &mut String, index: usize, name: &str, ty: &str, rest: &str) {
    let rest = if rest.is_empty() { String::new() } else { format!("{rest}, ") };
    line(
        text,
        &format!("      {name}: {{ type: {ty}, {rest}doc: The {name} of a thing {index}. }}"),
    );
}

fn operations(text: &mut String, index: usize) {
    let things = format!("things-{index}");
    let id = format!("path: {{ id: {{ type: Thing{index}Id, doc: Which one. }} }}");
    let read = format!("answers: {{ 200: {{ one: {things} }} }}");
    let calls = [
        (
            "create",
            "POST",
            "",
            format!(
                "request: {{ type: thing-{index}, attributes: NewThing{index} }}\n    \
             answers: {{ 201: {{ one: {things} }}, 409: {{ one: {things} }} }}\n    uncertain:\n      key: key\n      \
             lookup: {{ {things}.find: 'filter[key]' }}\n      same: {{ amount: amount, currency: currency }}"
            ),
        ),
        (
            "start",
            "POST",
            "/{id}/start",
            format!(
                "{id}\n    {read}\n    uncertain: {{ key: id, lookup: {{ {things}.get: id }}, again_while: {{ stage: [created] }} }}"
            ),
        ),
        ("get", "GET", "/{id}", format!("{id}\n    {read}")),
        (
            "find",
            "GET",
            "",
            format!(
                "query: {{ 'filter[key]': {{ type: Thing{index}Key, rust: key, doc: The caller's own id. }} }}\n    \
             answers: {{ 200: {{ list: {things}, or_one: true }} }}"
            ),
        ),
        (
            "list",
            "GET",
            "",
            format!("answers: {{ 200: {{ list: {things}, view: list, paging: cursor }} }}"),
        ),
    ];
    line(text, "operations:");
    for (action, method, path, rest) in calls {
        let _ = write!(
            text,
            "  {things}.{action}:\n    doc: Makes the call {action} for a thing {index}.\n    face: desk\n    \
             call: {method} /{things}{path}\n    {rest}\n"
        );
    }
}

#[cfg(test)]
mod tests {
    use codegen::generate::from_model;
    use codegen::model::{ScalarKind, Type};

    use super::*;

    #[test]
    fn has_the_shape_it_claims() {
        let model = model(files(3)).unwrap();
        assert_eq!(model.resources.len(), 3);
        assert_eq!(model.operations.len(), 15);
        for resource in &model.resources {
            let is_amount = |ty: &Type| matches!(ty, Type::Scalar(id) if matches!(model[*id].kind, ScalarKind::Decimal { .. }));
            assert_eq!(resource.attributes.len(), 25);
            assert_eq!(
                resource.attributes.iter().filter(|member| is_amount(&member.ty)).count(),
                9
            );
            assert_eq!(resource.relationships.len(), 3);
        }
        let requests: Vec<_> = model.objects.iter().filter(|object| object.usage.request).collect();
        assert_eq!(requests.len(), 3);
        for request in requests {
            let required =
                request.members.iter().filter(|member| member.presence.is_always_there()).count();
            assert_eq!((required, request.members.len() - required), (5, 8));
        }
    }

    #[test]
    fn grows_by_files_alone() {
        let made = |count| from_model(&model(files(count)).unwrap()).unwrap().files.len();
        let (four, eight) = (made(4), made(8));
        assert_eq!((eight - four) % 4, 0);
    }
}
