//! The documented answer to a request that makes no sense: a map from members of the request to messages.

use std::collections::BTreeMap;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use crate::fields::INVALID;
use crate::json::{Object, string};

/// Messages by the member that they are about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldErrors(BTreeMap<String, String>);

impl FieldErrors {
    /// One message.
    pub(crate) fn one(member: &str, message: &str) -> Self {
        let mut errors = Self::default();
        errors.add(member, message);
        errors
    }

    /// What a validator found, in the platform's words.
    pub(crate) fn of<'e>(found: impl Iterator<Item = ValidationError<'e>>) -> Self {
        let mut errors = Self::default();
        for error in found {
            let path = error.instance_path().to_string();
            match error.kind() {
                ValidationErrorKind::Required { property } => {
                    let property = property.as_str().unwrap_or_default();
                    errors.add(&member(&format!("{path}/{property}")), "This field is missing.");
                }
                ValidationErrorKind::AdditionalProperties { unexpected } => {
                    for property in unexpected {
                        let member = member(&format!("{path}/{property}"));
                        errors.add(&member, "This field was not expected.");
                    }
                }
                ValidationErrorKind::Type { .. } => {
                    errors.add(&member(&path), "This value should be of another type.");
                }
                _ => errors.add(&member(&path), INVALID),
            }
        }
        errors
    }

    /// Adds a message; a member keeps its first one.
    pub(crate) fn add(&mut self, member: &str, message: &str) {
        self.0.entry(member.to_owned()).or_insert_with(|| message.to_owned());
    }

    pub(crate) fn extend(&mut self, problems: impl IntoIterator<Item = (String, String)>) {
        for (member, message) in problems {
            self.add(&member, &message);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The body of the answer.
    pub(crate) fn body(&self) -> String {
        let fields = self
            .0
            .iter()
            .fold(Object::new(), |object, (member, message)| object.raw(member, string(message)));
        Object::new().raw("errors", fields.end()).end()
    }
}

/// The name of a member as the platform writes it: attributes by their own names, what lies in them behind a dot.
fn member(pointer: &str) -> String {
    let pointer = pointer.strip_prefix("/data").unwrap_or(pointer);
    let pointer = pointer.strip_prefix("/attributes/").unwrap_or(pointer);
    let name = pointer.trim_start_matches('/').replace('/', ".");
    let name = name.replace("~1", "/").replace("~0", "~");
    if name.is_empty() { "data".to_owned() } else { name }
}
