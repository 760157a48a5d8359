//! References apart from what stands beside them.
//!
//! The standard lets a description stand beside a reference, but many tools ignore it, or take the two for a type of its own.

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform as _};
use serde_json::json;

/// Sets a reference apart from what stands beside it.
pub(in crate::emit) fn set_apart(schema: &mut Schema) {
    if schema.as_object().is_some_and(|object| object.len() > 1) {
        move_reference(schema);
    }
}

/// The same for a schema that is about to be a page, with a title and words beside it, and for those in it.
pub(super) fn set_apart_throughout(schema: &mut Schema) {
    move_reference(schema);
    RecursiveTransform(set_apart).transform(schema);
}

fn move_reference(schema: &mut Schema) {
    if let Some(reference) = schema.remove("$ref") {
        schema.insert("allOf".to_owned(), json!([{ "$ref": reference }]));
    }
}
