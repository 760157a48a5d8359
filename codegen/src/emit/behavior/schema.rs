//! The JSON Schemas of `behavior.json` and of the cases, made from the types that write them.

use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use super::case::{AnswerCase, CallbackCase, PagingCase, ReconcileCase, RequestCase, Suite};
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
        suite::<RequestCase>(&mut generator),
        suite::<AnswerCase>(&mut generator),
        suite::<ReconcileCase>(&mut generator),
        suite::<CallbackCase>(&mut generator),
        suite::<PagingCase>(&mut generator),
    ];
    let definitions = generator.take_definitions(true);
    let schema = json_schema!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "description": "Cases that show whether a client is right: what it is given, what happens, what it must come to.",
        "anyOf": suites,
        "$defs": definitions,
    });
    file(base, path, schema, "Conformance")
}

fn suite<C: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<Suite<C>>()
}

fn file(base: &str, path: &str, mut schema: Schema, title: &str) -> File {
    schema.insert("$id".to_owned(), format!("{base}{path}").into());
    schema.insert("title".to_owned(), title.into());
    File::new(format!("schemas/{path}"), format!("{:#}\n", schema.as_value()))
}
