//! Types, members and objects as schemas, each as it is sent or as it is received.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use super::page::{reference, type_path};
use super::{shared, words};
use crate::model::{Enum, Example, Member, Model, Scalar, ScalarKind, Sensitivity, Type};

/// The way that a body travels.
///
/// What is sent is strict: unknown members and words are refused, so that a slip is found before the server finds it.
/// What is received is open: a server may say more than it did when it was described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Direction {
    /// From the client to the server.
    Sent,
    /// From the server to the client.
    Received,
}

/// Makes schemas for one direction.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Shapes<'m> {
    pub(in crate::emit) model: &'m Model,
    pub(in crate::emit) direction: Direction,
}

impl Shapes<'_> {
    /// The schema of a type; of a named one a reference to it.
    fn ty(self, ty: &Type) -> Schema {
        match ty {
            Type::Text => json_schema!({ "type": "string" }),
            Type::Boolean => json_schema!({ "type": "boolean" }),
            Type::Integer | Type::UnixSeconds => json_schema!({ "type": "integer" }),
            Type::Decimal => json_schema!({ "type": "number" }),
            Type::Json => json_schema!({}),
            Type::Scalar(scalar) => {
                reference(&type_path(&self.model[*scalar].name, Direction::Received))
            }
            Type::Enum(of) => reference(&type_path(&self.model[*of].name, self.direction)),
            Type::Object(object) => {
                reference(&type_path(&self.model[*object].name, self.direction))
            }
            Type::List(of) => json_schema!({ "type": "array", "items": self.ty(of) }),
            Type::Map(of) => self.or_empty_list(
                json_schema!({ "type": "object", "additionalProperties": self.ty(of) }),
            ),
        }
    }

    /// The schema of a member, with its words.
    pub(in crate::emit) fn member(self, member: &Member) -> Schema {
        self.in_words(self.ty(&member.ty), member)
    }

    fn in_words(self, mut schema: Schema, member: &Member) -> Schema {
        if member.presence.may_be_null() {
            schema = or_null(schema);
        }
        let (examples, spelled_out) = example(member.example.as_ref());
        let notes =
            [type_note(&member.ty), words::sensitivity(member.sensitivity)].into_iter().flatten();
        let notes = notes.map(str::to_owned).chain(spelled_out);
        schema.insert("description".to_owned(), words::description(&member.doc, notes).into());
        if self.direction == Direction::Sent && member.sensitivity == Sensitivity::Secret {
            schema.insert("writeOnly".to_owned(), true.into());
        }
        if let Some(examples) = examples {
            schema.insert("examples".to_owned(), examples);
        }
        schema
    }

    /// The schema of an object with these members.
    pub(super) fn members(self, members: &[Member]) -> Schema {
        let mut object = ObjectSchema::default();
        for member in members {
            let guests: Vec<_> = self.guests(members, member).collect();
            let required = member.presence.is_always_there() && member.or_inside.is_none();
            object.property(&member.wire, self.host(member, &guests), required);
        }
        self.finish(object)
    }

    /// The members that may arrive inside this one.
    fn guests<'a>(
        self,
        members: &'a [Member],
        host: &'a Member,
    ) -> impl Iterator<Item = &'a Member> {
        let received = self.direction == Direction::Received;
        members
            .iter()
            .filter(move |member| received && member.or_inside.as_ref() == Some(&host.wire))
    }

    /// The schema of a member inside which others may arrive.
    fn host(self, member: &Member, guests: &[&Member]) -> Schema {
        match &member.ty {
            Type::Map(of) if !guests.is_empty() => {
                let properties: Map<_, _> = guests
                    .iter()
                    .map(|guest| (guest.wire.clone(), self.member(guest).to_value()))
                    .collect();
                let map = json_schema!({
                    "type": "object",
                    "properties": properties,
                    "additionalProperties": self.ty(of),
                });
                self.in_words(self.or_empty_list(map), member)
            }
            _ => self.member(member),
        }
    }

    /// The schema of an object whose members are known.
    pub(super) fn finish(self, object: ObjectSchema) -> Schema {
        let may_be_empty = !object.has_required();
        let schema = self.never_a_list(object);
        if may_be_empty { self.or_empty_list(schema) } else { schema }
    }

    /// The same, where not even the habits of the API let it arrive as `[]`.
    pub(super) fn never_a_list(self, object: ObjectSchema) -> Schema {
        let mut schema = json_schema!({ "type": "object" });
        schema.insert("properties".to_owned(), object.properties.into());
        if !object.required.is_empty() {
            schema.insert("required".to_owned(), object.required.into());
        }
        if self.direction == Direction::Sent {
            schema.insert("additionalProperties".to_owned(), false.into());
        }
        schema
    }

    /// The schema, or `[]` where an empty object may arrive so.
    fn or_empty_list(self, schema: Schema) -> Schema {
        if self.direction == Direction::Received && self.model.api.habits.empty_map_as_list {
            any_of([schema, shared::empty_list_reference()])
        } else {
            schema
        }
    }

    /// The schema of an enum: only its known words when sent, any word when received.
    pub(super) fn words_of(self, of: &Enum) -> Schema {
        let known: Vec<_> = of.values.iter().map(|value| value.word.as_str()).collect();
        let mut known = json_schema!({ "type": "string", "enum": known });
        match self.direction {
            Direction::Sent => known,
            Direction::Received => {
                known.insert("title".to_owned(), format!("Known{}", of.name).into());
                known.insert("description".to_owned(), "The values that are known.".into());
                json_schema!({ "anyOf": [known, { "type": "string" }] })
            }
        }
    }
}

/// The members of an object on their way into its schema.
#[derive(Default)]
pub(super) struct ObjectSchema {
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl ObjectSchema {
    /// Adds a member.
    pub(super) fn property(&mut self, name: &str, schema: Schema, required: bool) {
        self.properties.insert(name.to_owned(), schema.to_value());
        if required {
            self.required.push(name.into());
        }
    }

    /// Whether there is a member that must be there.
    pub(super) fn has_required(&self) -> bool {
        !self.required.is_empty()
    }
}

/// The schema of a scalar.
pub(super) fn scalar(scalar: &Scalar) -> (Schema, String) {
    let mut schema = match scalar.kind {
        ScalarKind::Text { .. } => json_schema!({ "type": "string" }),
        ScalarKind::Integer => json_schema!({ "type": "integer" }),
        ScalarKind::Decimal { or_text: false } => json_schema!({ "type": "number" }),
        ScalarKind::Decimal { or_text: true } => json_schema!({
            "anyOf": [{ "type": "number" }, { "type": "string", "pattern": DECIMAL_PATTERN }],
        }),
    };
    let (examples, spelled_out) = example(scalar.example.as_ref());
    if let Some(examples) = examples {
        schema.insert("examples".to_owned(), examples);
    }
    let kind_note = match scalar.kind {
        ScalarKind::Text { escaped_twice: true } => Some(words::ESCAPED_TWICE),
        ScalarKind::Decimal { .. } => Some(words::EXACT),
        ScalarKind::Text { .. } | ScalarKind::Integer => None,
    };
    let notes = [kind_note, words::sensitivity(scalar.sensitivity)].into_iter().flatten();
    (schema, words::description(&scalar.doc, notes.map(str::to_owned).chain(spelled_out)))
}

/// An exact decimal as text, without an exponent.
const DECIMAL_PATTERN: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$";

fn type_note(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Decimal => Some(words::EXACT),
        Type::UnixSeconds => Some(words::UNIX_SECONDS),
        _ => None,
    }
}

/// What fits one of these.
///
/// Not by `json_schema!`: it copies the schemas that it is given, and they are copied again at every level around them.
pub(super) fn any_of(schemas: impl IntoIterator<Item = Schema>) -> Schema {
    let schemas: Vec<Value> = schemas.into_iter().map(Schema::to_value).collect();
    let mut schema = Schema::default();
    schema.insert("anyOf".to_owned(), schemas.into());
    schema
}

/// The same, or null.
pub(super) fn or_null(mut schema: Schema) -> Schema {
    if let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        alternatives.push(json!({ "type": "null" }));
        return schema;
    }
    match schema.get("type").cloned() {
        Some(Value::String(name)) => {
            schema.insert("type".to_owned(), json!([name, "null"]));
            schema
        }
        _ if schema.as_object().is_some_and(Map::is_empty) => schema,
        _ => any_of([schema, json_schema!({ "type": "null" })]),
    }
}

/// An example as the keyword `examples`; in words where the keyword would not keep its digits.
fn example(example: Option<&Example>) -> (Option<Value>, Option<String>) {
    match example {
        None => (None, None),
        Some(Example::Text(text)) => (Some(json!([text])), None),
        Some(Example::Literal(text)) => match unchanged(text) {
            Some(value) => (Some(json!([value])), None),
            None => (None, Some(format!("Example: `{text}`."))),
        },
    }
}

/// A value that is written with the very text that it was read from.
fn unchanged(text: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(text).ok()?;
    let written = value.to_string();
    (written == text).then_some(value)
}
