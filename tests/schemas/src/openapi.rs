//! The OpenAPI documents: everything of the description is in them, and they hang together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use codegen::check;
use codegen::emit::openapi::{NEWEST, OLDER};
use codegen::model::{Model, Operation, RequestBody};
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use crate::corpus::{documented_samples, read};

const REPOSITORY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

fn model() -> Model {
    check::load(&Path::new(REPOSITORY).join("spec")).expect("a description without mistakes")
}

fn document(path: &str) -> Value {
    let path = Path::new(REPOSITORY).join("generated-client").join(path);
    serde_json::from_str(&read(&path)).expect("JSON")
}

/// Each operation of a document with its method and path.
fn operations(document: &Value) -> impl Iterator<Item = (&str, &str, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    paths.iter().flat_map(|(path, item)| {
        let operations = item.as_object().expect("a path item").iter();
        operations
            .filter(|(key, _)| *key != "servers")
            .map(move |(method, operation)| (method.as_str(), path.as_str(), operation))
    })
}

/// The operation of the document that stands for a call.
fn standing_for<'d>(document: &'d Value, call: &Operation) -> (&'d str, &'d str, &'d Value) {
    let is_it = |operation: &Value| {
        let variants = operation["x-variants"].as_array();
        let names = variants.into_iter().flatten().map(|variant| &variant["operation"]);
        names.chain([&operation["operationId"]]).any(|name| *name == call.name.as_str())
    };
    operations(document)
        .find(|(_, _, operation)| is_it(operation))
        .unwrap_or_else(|| panic!("{} is not in the document", call.name))
}

/// What stands at a place, or at the place to which a reference there leads.
fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    match value["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).expect("a component"),
        None => value,
    }
}

fn both() -> [Value; 2] {
    [document(NEWEST), document(OLDER)]
}

#[test]
fn every_call_is_there_with_its_method_path_and_parameters() {
    let model = model();
    for document in both() {
        for call in &model.operations {
            let (method, path, operation) = standing_for(&document, call);
            assert_eq!(method, call.method.as_str().to_lowercase(), "{}", call.name);
            assert!(path.ends_with(&call.path_template), "{}: {path}", call.name);
            let parameters = operation["parameters"].as_array();
            let names: BTreeSet<_> = parameters
                .into_iter()
                .flatten()
                .map(|parameter| parameter["name"].as_str().expect("a name"))
                .collect();
            let members = call.path_parameters.iter().chain(&call.query);
            for member in members.chain(call.paging_query(&model)) {
                assert!(names.contains(member.wire.as_str()), "{}: {}", call.name, member.wire);
            }
            let has_body = !matches!(call.request, RequestBody::Empty);
            assert_eq!(operation.get("requestBody").is_some(), has_body, "{}", call.name);
        }
    }
}

#[test]
fn every_documented_status_of_every_call_is_there() {
    let model = model();
    for document in both() {
        for call in &model.operations {
            let responses = &standing_for(&document, call).2["responses"];
            let own = call.successes.iter().chain(&call.existing).map(|answer| answer.status);
            let errors =
                model.api.statuses.iter().map(|rule| rule.status).filter(|status| *status >= 400);
            for status in own.chain(errors) {
                let response = resolved(&document, &responses[status.to_string()]);
                assert!(response["description"].is_string(), "{} {status}", call.name);
                assert!(response["x-directive"].is_string(), "{} {status}", call.name);
                if status >= 400 {
                    assert!(response["content"].is_object(), "{} {status}", call.name);
                }
            }
        }
    }
}

#[test]
fn every_callback_is_there() {
    let model = model();
    for (document, place) in both().iter().zip(["webhooks", "x-webhooks"]) {
        for callback in &model.callbacks {
            let post = &document[place][&callback.name]["post"];
            assert!(post["requestBody"]["content"][&model.api.media_type].is_object());
            assert!(post["responses"][callback.acknowledge.to_string()].is_object());
        }
    }
}

#[test]
fn credentials_are_asked_for_where_a_face_wants_them() {
    let model = model();
    let document = document(NEWEST);
    for call in &model.operations {
        let face = &model.api.faces[call.face].name;
        let security = &standing_for(&document, call).2["security"];
        let wanted = document["components"]["securitySchemes"].get(face).is_some();
        let expected = if wanted { json!([{ face: [] }]) } else { json!([]) };
        assert_eq!(*security, expected, "{}", call.name);
    }
}

#[test]
fn operation_ids_are_unique() {
    let document = document(NEWEST);
    let mut ids = BTreeSet::new();
    for (_, path, operation) in operations(&document) {
        assert!(ids.insert(operation["operationId"].as_str().expect("an id")), "{path}");
    }
}

#[test]
fn every_reference_leads_to_a_component_and_every_component_is_used() {
    for document in both() {
        let mut used = BTreeSet::new();
        references(&document, &mut |reference| {
            let place = reference.strip_prefix('#').expect("a place in the document");
            assert!(document.pointer(place).is_some(), "{reference}");
            used.insert(place.to_owned());
        });
        for kind in ["responses", "schemas"] {
            for name in document["components"][kind].as_object().expect("components").keys() {
                assert!(used.contains(&format!("/components/{kind}/{name}")), "{name} is not used");
                let plain = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
                assert!(name.chars().all(plain), "{name}");
            }
        }
    }
}

fn references(value: &Value, visit: &mut impl FnMut(&str)) {
    match value {
        Value::Object(members) => {
            if let Some(reference) = members.get("$ref").and_then(Value::as_str) {
                visit(reference);
            }
            members.values().for_each(|member| references(member, visit));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, visit)),
        _ => {}
    }
}

/// A body in a document: its place, its schema, and its samples by name.
fn bodies<'d>(value: &'d Value, place: String, found: &mut Vec<(String, &'d Value, &'d Value)>) {
    let Some(members) = value.as_object() else {
        return value
            .as_array()
            .into_iter()
            .flatten()
            .for_each(|item| bodies(item, place.clone(), found));
    };
    if let (Some(schema), Some(examples)) = (members.get("schema"), members.get("examples")) {
        found.push((place, schema, examples));
        return;
    }
    for (name, member) in members {
        bodies(member, format!("{place}/{name}"), found);
    }
}

/// A validator for a schema of the document, which stands in it.
fn validator(document: &Value, schema: &Value) -> Validator {
    let whole = json!({ "allOf": [schema], "components": document["components"] });
    jsonschema::options().with_draft(Draft::Draft202012).build(&whole).expect("a schema")
}

#[test]
fn every_sample_is_shown_once_and_fits_the_schema_beside_it() {
    let document = document(NEWEST);
    let mut found = Vec::new();
    for part in ["paths", "webhooks", "components"] {
        bodies(&document[part], part.to_owned(), &mut found);
    }
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    let documented = documented_samples();
    for (place, schema, examples) in found {
        let validator = validator(&document, schema);
        for (name, example) in examples.as_object().expect("examples by name") {
            let sample: Value = serde_json::from_str(&documented[name]).expect("JSON");
            assert_eq!(example["value"], sample, "{name}");
            let errors: Vec<_> =
                validator.iter_errors(&sample).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{place}: {name}: {errors:#?}");
            *shown.entry(name).or_default() += 1;
        }
        assert!(!validator.is_valid(&json!({ "unheard-of": 1 })), "{place} accepts anything");
    }
    assert_eq!(shown.keys().copied().collect::<Vec<_>>(), documented.keys().collect::<Vec<_>>());
    assert!(shown.values().all(|times| *times == 1), "{shown:?}");
}

#[test]
fn samples_stand_token_for_token() {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    for path in [NEWEST, OLDER] {
        let document = bare(&read(&Path::new(REPOSITORY).join("generated-client").join(path)));
        for (name, text) in documented_samples() {
            assert!(document.contains(&bare(&text)), "{path} does not show {name}");
        }
    }
}

/// Calls `visit` with every schema of a document.
fn each_schema(document: &Value, visit: &mut impl FnMut(&Value)) {
    for schema in document["components"]["schemas"].as_object().expect("schemas").values() {
        crate::walk::schemas(schema, "", &mut |_, schema| visit(schema));
    }
}

#[test]
fn the_older_version_uses_only_what_it_knows() {
    let mut nullable = 0;
    each_schema(&document(OLDER), &mut |schema| {
        let Some(schema) = schema.as_object() else { return };
        for keyword in ["const", "examples", "$id", "$schema", "$defs"] {
            assert!(!schema.contains_key(keyword), "{keyword}: {schema:?}");
        }
        assert!(schema.get("type").is_none_or(Value::is_string), "{schema:?}");
        assert_ne!(schema.get("type"), Some(&json!("null")));
        assert!(!schema.contains_key("$ref") || schema.len() == 1, "{schema:?}");
        if schema.get("type") == Some(&json!("array")) {
            assert!(schema.contains_key("items"), "{schema:?}");
        }
        if schema.contains_key("nullable") {
            assert!(schema.contains_key("type"), "null is only allowed beside a type: {schema:?}");
            nullable += 1;
        }
    });
    assert!(nullable > 10, "{nullable}");
}
