//! The JSON Schemas of `behavior.json` and of the cases, made from the types that write them.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::case::{AnswerCase, CallbackCase, Kind, PagingCase, ReconcileCase, RequestCase, Suite};
use super::document::Behavior;
use crate::sync::File;

fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

/// The schema of `behavior.json`.
pub(super) fn behavior(base: &str, path: &str) -> File {
    let schema = generator().into_root_schema_for::<Behavior>();
    file(base, path, schema, "Behavior")
}

/// The schema of every file of cases.
pub(super) fn conformance(base: &str, path: &str) -> File {
    let mut generator = generator();
    let suites = [
        suite::<RequestCase>(&mut generator, Kind::Request),
        suite::<AnswerCase>(&mut generator, Kind::Answer),
        suite::<ReconcileCase>(&mut generator, Kind::Reconcile),
        suite::<CallbackCase>(&mut generator, Kind::Callback),
        suite::<PagingCase>(&mut generator, Kind::Paging),
    ];
    let definitions = generator.take_definitions(true);
    let schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "Cases that show whether a client is right: what it is given, what happens, what it must come to.",
        "oneOf": suites,
        "$defs": definitions,
    });
    file(base, path, schema, "Conformance")
}

/// The schema of the file with cases of one kind.
fn suite<C: JsonSchema>(generator: &mut SchemaGenerator, kind: Kind) -> Schema {
    let mut schema = generator.subschema_for::<Suite<C>>();
    schema.insert("properties".to_owned(), json!({ "kind": { "const": kind } }));
    schema
}

/// A member that may be absent is never null: nothing is said in one way alone.
fn without_null(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(required) = members.get("required").cloned() {
                strip_optional(members, &required);
            } else {
                strip_optional(members, &Value::Null);
            }
            members.values_mut().for_each(without_null);
        }
        Value::Array(items) => items.iter_mut().for_each(without_null),
        _ => {}
    }
}

/// Takes null from what the members of an object may be that it need not have.
fn strip_optional(schema: &mut Map<String, Value>, required: &Value) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, property) in properties {
        let is_required = required.as_array().is_some_and(|names| names.contains(&json!(name)));
        let Some(property) = property.as_object_mut().filter(|_| !is_required) else { continue };
        if property.get("default") == Some(&Value::Null) {
            property.remove("default");
        }
        if let Some(Value::Array(types)) = property.get_mut("type") {
            types.retain(|of| of != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                property.insert("type".to_owned(), only);
            }
        }
        if let Some(Value::Array(choices)) = property.get_mut("anyOf") {
            choices.retain(|choice| choice.get("type") != Some(&json!("null")));
            if let [Value::Object(only)] = choices.as_slice() {
                let only = only.clone();
                property.remove("anyOf");
                property.extend(only);
            }
        }
    }
}

fn file(base: &str, path: &str, mut schema: Schema, title: &str) -> File {
    schema.insert("$id".to_owned(), format!("{base}{path}").into());
    schema.insert("title".to_owned(), title.into());
    let mut schema = schema.to_value();
    without_null(&mut schema);
    File::new(format!("schemas/{path}"), format!("{schema:#}\n"))
}
