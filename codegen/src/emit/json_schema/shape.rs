//! Types, members and objects as schemas, each as it is sent or as it is received.

use serde_json::Value;

use super::page::type_page;
use super::schema::{Object, Others, Schema, Shape, Text};
use super::{shared, words};
use crate::model::{Enum, Example, Member, Model, ObjectId, Scalar, ScalarKind, Sensitivity, Type};
use crate::titles;

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
            Type::Text => Schema::text(),
            Type::Boolean => Shape::Boolean.into(),
            Type::Integer | Type::UnixSeconds => Shape::Integer.into(),
            Type::Decimal => Shape::Number.into(),
            Type::Json => Schema::default(),
            Type::Scalar(scalar) => {
                Schema::reference(type_page(&self.model[*scalar].name, Direction::Received))
            }
            Type::Enum(of) => Schema::reference(type_page(&self.model[*of].name, self.direction)),
            Type::Object(object) => self.object(*object),
            Type::List(of) => Schema::list(self.ty(of)),
            Type::Map(of) => self.or_empty_list(Schema::map(self.ty(of))),
        }
    }

    /// An object where it may arrive as `[]` if it is empty. Its page is that of the object alone: tools make better types
    /// of it so.
    pub(super) fn object(self, id: ObjectId) -> Schema {
        let object = &self.model[id];
        let reference = Schema::reference(type_page(&object.name, self.direction));
        if requires_any(&object.members) { reference } else { self.or_empty_list(reference) }
    }

    /// The schema of a member, with its words.
    pub(in crate::emit) fn member(self, member: &Member) -> Schema {
        self.in_words(self.ty(&member.ty), member)
    }

    fn in_words(self, mut schema: Schema, member: &Member) -> Schema {
        schema.nullable = member.presence.may_be_null();
        let (examples, spelled_out) = example(member.example.as_ref());
        schema.examples = examples;
        schema.write_only =
            self.direction == Direction::Sent && member.sensitivity == Sensitivity::Secret;
        let notes =
            [type_note(&member.ty), words::sensitivity(member.sensitivity)].into_iter().flatten();
        let notes = notes.map(str::to_owned).chain(spelled_out);
        schema.described(words::description(&member.doc, notes))
    }

    /// The schema of an object with these members.
    pub(super) fn members(self, members: &[Member]) -> Object {
        let mut object = Object::default();
        for member in members {
            let guests: Vec<_> = self.guests(members, member).collect();
            object.property(&member.wire, self.host(member, &guests), titles::is_required(member));
        }
        self.closed(object)
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
                let others = Others::Of(Box::new(self.ty(of)));
                let mut map = Object { others, ..Object::default() };
                for guest in guests {
                    map.property(&guest.wire, self.member(guest), false);
                }
                self.in_words(self.or_empty_list(map.into()), member)
            }
            _ => self.member(member),
        }
    }

    /// An object with these members and, where it is sent, no others.
    pub(super) fn closed(self, mut object: Object) -> Object {
        if self.direction == Direction::Sent {
            object.others = Others::Refused;
        }
        object
    }

    /// The schema, or `[]` where an empty object may arrive so.
    pub(super) fn or_empty_list(self, schema: Schema) -> Schema {
        if self.has_empty_lists() {
            Schema::any_of(vec![schema, shared::empty_list_reference()])
        } else {
            schema
        }
    }

    /// Whether an empty object may arrive as `[]`.
    pub(super) fn has_empty_lists(self) -> bool {
        self.direction == Direction::Received && self.model.api.habits.empty_map_as_list
    }

    /// The schema of an enum: only its known words when sent, any word when received.
    pub(super) fn words_of(self, of: &Enum) -> Schema {
        let known = Text::OneOf(of.values.iter().map(|value| value.word.clone()).collect());
        match self.direction {
            Direction::Sent => known.into(),
            Direction::Received => {
                let known = Schema::from(known).titled(titles::known(&of.name));
                Schema::any_of(vec![known.described("The values that are known."), Schema::text()])
            }
        }
    }
}

/// Whether an object has a member that must be there.
pub(super) fn requires_any(members: &[Member]) -> bool {
    members.iter().any(titles::is_required)
}

/// The schema of a scalar.
pub(super) fn scalar(scalar: &Scalar) -> Schema {
    let schema = match scalar.kind {
        ScalarKind::Text { .. } => Schema::text(),
        ScalarKind::Integer => Shape::Integer.into(),
        ScalarKind::Decimal { or_text: false } => Shape::Number.into(),
        ScalarKind::Decimal { or_text: true } => Shape::NumberOrText.into(),
    };
    let kind_note = match scalar.kind {
        ScalarKind::Text { escaped_twice: true } => Some(words::ESCAPED_TWICE),
        ScalarKind::Decimal { .. } => Some(words::EXACT),
        ScalarKind::Text { .. } | ScalarKind::Integer => None,
    };
    let notes = [kind_note, words::sensitivity(scalar.sensitivity)].into_iter().flatten();
    let (examples, spelled_out) = example(scalar.example.as_ref());
    let words = words::description(&scalar.doc, notes.map(str::to_owned).chain(spelled_out));
    Schema { examples, ..schema }.described(words)
}

fn type_note(ty: &Type) -> Option<&'static str> {
    match ty {
        Type::Decimal => Some(words::EXACT),
        Type::UnixSeconds => Some(words::UNIX_SECONDS),
        _ => None,
    }
}

/// An example as it stands on the wire, digit by digit; in words where many could not read the number.
fn example(example: Option<&Example>) -> (Vec<String>, Option<String>) {
    match example {
        None => (Vec::new(), None),
        Some(Example::Text(text)) => (vec![Value::from(text.as_str()).to_string()], None),
        Some(Example::Literal(text)) => match serde_json::from_str::<Value>(text) {
            Ok(_) => (vec![text.clone()], None),
            Err(_) => (Vec::new(), Some(format!("Example: `{text}`."))),
        },
    }
}
