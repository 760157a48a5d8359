//! The same document in version 3.0 of the standard, for tools that read no newer.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform as _};
use serde_json::{Value, json};

use super::super::json_schema::set_apart;
use super::document::Document;

/// The document in version 3.0: the schemas in its dialect, the webhooks as an extension.
///
/// Webhooks are not written as `callbacks` of an operation: the URL to which they go may be set elsewhere than in a call.
pub(super) fn older(mut document: Document) -> Document {
    document.openapi = "3.0.3";
    document.x_webhooks = std::mem::take(&mut document.webhooks);
    document.each_schema(&mut translate_throughout);
    document.components.schemas.translate = translate_throughout;
    document
}

fn translate_throughout(schema: &mut Schema) {
    RecursiveTransform(translate).transform(schema);
}

/// Says in the dialect of version 3.0 what a schema says; the schemas within it are left for later.
fn translate(schema: &mut Schema) {
    one_type(schema);
    null_alternative(schema);
    if let Some(value) = schema.remove("const") {
        schema.insert("enum".to_owned(), json!([value]));
    }
    if let Some(Value::Array(mut examples)) = schema.remove("examples")
        && !examples.is_empty()
    {
        schema.insert("example".to_owned(), examples.swap_remove(0));
    }
    set_apart(schema);
}

/// Only one type may be named; that null may stand in its place is a keyword.
fn one_type(schema: &mut Schema) {
    let Some(types) = schema.get("type").and_then(Value::as_array) else { return };
    let (nulls, mut others): (Vec<_>, Vec<_>) =
        types.clone().into_iter().partition(|name| name == "null");
    if others.len() == 1 {
        schema.insert("type".to_owned(), others.swap_remove(0));
        if !nulls.is_empty() {
            schema.insert("nullable".to_owned(), true.into());
        }
    }
}

/// There is no type `null`. The keyword `nullable` allows null only beside a type, so it cannot stand beside `anyOf`.
fn null_alternative(schema: &mut Schema) {
    let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) else { return };
    for alternative in alternatives {
        if *alternative == json!({ "type": "null" }) {
            *alternative = json!({ "type": "string", "nullable": true, "enum": [null] });
        }
    }
}

#[cfg(test)]
mod tests {
    use schemars::Schema;
    use schemars::transform::{RecursiveTransform, Transform as _};
    use serde_json::{Value, json};

    use super::translate;

    fn translated(schema: Value) -> Value {
        let mut schema = Schema::try_from(schema).expect("a schema");
        RecursiveTransform(translate).transform(&mut schema);
        schema.to_value()
    }

    #[test]
    fn null_beside_a_type_is_a_keyword() {
        assert_eq!(
            translated(json!({ "type": ["string", "null"] })),
            json!({ "type": "string", "nullable": true })
        );
    }

    #[test]
    fn null_among_alternatives_stays_one_of_them() {
        assert_eq!(
            translated(json!({ "anyOf": [{ "$ref": "#/a" }, { "type": "null" }] })),
            json!({
                "anyOf": [{ "$ref": "#/a" }, { "type": "string", "nullable": true, "enum": [null] }],
            })
        );
    }

    #[test]
    fn a_constant_is_an_enum_and_examples_are_one() {
        assert_eq!(
            translated(json!({ "type": "string", "const": "a", "examples": ["a", "b"] })),
            json!({ "type": "string", "enum": ["a"], "example": "a" })
        );
    }

    #[test]
    fn what_stands_beside_a_reference_is_kept() {
        let property = json!({ "$ref": "#/a", "description": "Words." });
        assert_eq!(
            translated(json!({ "properties": { "const": property } })),
            json!({
                "properties": { "const": { "allOf": [{ "$ref": "#/a" }], "description": "Words." } },
            })
        );
    }
}
