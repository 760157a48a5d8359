//! The ids of what the page defines, by which it links to itself and others link into it.

use std::fmt::Write as _;

use codegen::model::{Callback, Face, Model, Operation, Paging, Resource, Type};

pub(crate) const ERRORS: &str = "errors";

pub(crate) fn call(operation: &Operation) -> String {
    id("call", &operation.name)
}

pub(crate) fn callback(callback: &Callback) -> String {
    id("callback", &callback.name)
}

pub(crate) fn face(face: &Face) -> String {
    id("face", &face.name)
}

pub(crate) fn paging(paging: &Paging) -> String {
    id("paging", &paging.name)
}

pub(crate) fn source(name: &str) -> String {
    id("source", name)
}

pub(crate) fn status(status: u16) -> String {
    id("status", &status.to_string())
}

pub(crate) fn resource(resource: &Resource) -> String {
    id("resource", &resource.type_word)
}

/// A scalar, an enum or an object: they share one set of names.
pub(crate) fn definition(name: &str) -> String {
    id("type", name)
}

pub(crate) fn life_cycle(name: &str) -> String {
    id("life-cycle", name)
}

/// Something that belongs to something with an id.
pub(crate) fn part(of: &str, name: &str) -> String {
    format!("{of}.{}", escaped(name))
}

/// The id of what a type names, as far as it names something.
pub(crate) fn of_type(model: &Model, ty: &Type) -> Option<String> {
    match ty {
        Type::Scalar(scalar) => Some(definition(&model[*scalar].name)),
        Type::Enum(of) => Some(definition(&model[*of].name)),
        Type::Object(object) => Some(definition(&model[*object].name)),
        Type::List(of) | Type::Map(of) => of_type(model, of),
        Type::Text
        | Type::Boolean
        | Type::Integer
        | Type::Decimal
        | Type::UnixSeconds
        | Type::Json => None,
    }
}

/// A link to an id.
pub(crate) fn link(id: &str) -> String {
    format!("#{id}")
}

fn id(kind: &str, name: &str) -> String {
    format!("{kind}-{}", escaped(name))
}

/// The name with what may not stand in an id, or in a link as it is, written as `:hex:`.
fn escaped(name: &str) -> String {
    name.chars().fold(String::new(), |mut id, char| {
        if char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.') {
            id.push(char);
        } else {
            let _ = write!(id, ":{:x}:", u32::from(char));
        }
        id
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_have_ids_that_differ() {
        assert_eq!(part("call-a.b", "filter[id]"), "call-a.b.filter:5b:id:5d:");
        assert_ne!(escaped("a b"), escaped("a_b"));
        assert_ne!(escaped("[5b]"), escaped(":5b:"));
    }
}
