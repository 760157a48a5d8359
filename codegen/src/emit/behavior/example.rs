//! Example values and documents, made from what the model says of them.

use std::collections::BTreeMap;

use super::case::Answer;
use super::json::Json;
use crate::model::{
    self, AnswerBody, Arity, Example, Member, Model, ObjectId, Presence, Relationship, ScalarKind,
    Target, Type, ViewId,
};

/// A value for a member.
pub(super) fn value(model: &Model, member: &Member) -> Json {
    if member.presence == Presence::Nullable {
        return Json::literal("null");
    }
    given(model, member)
}

/// A value for a member that is not null.
pub(super) fn given(model: &Model, member: &Member) -> Json {
    member.example.as_ref().map_or_else(|| typed(model, &member.ty), example)
}

fn example(example: &Example) -> Json {
    match example {
        Example::Text(text) => Json::text(text),
        Example::Literal(text) => Json::literal(text),
    }
}

/// A value of a type.
fn typed(model: &Model, ty: &Type) -> Json {
    match ty {
        Type::Text => Json::text("text"),
        Type::Boolean => Json::literal("true"),
        Type::Integer | Type::Decimal => Json::literal("1"),
        Type::UnixSeconds => Json::literal("1600000000"),
        Type::Json | Type::Map(_) => Json::Object(BTreeMap::new()),
        Type::List(_) => Json::List(Vec::new()),
        Type::Enum(id) => Json::text(model[*id].values.first().map_or("", |value| &value.word)),
        Type::Object(id) => object(model, *id),
        Type::Scalar(id) => {
            let scalar = &model[*id];
            scalar.example.as_ref().map_or_else(|| of_kind(scalar.kind), example)
        }
    }
}

fn of_kind(kind: ScalarKind) -> Json {
    match kind {
        ScalarKind::Text { .. } => Json::text("text"),
        ScalarKind::Integer | ScalarKind::Decimal { .. } => Json::literal("1"),
    }
}

/// Whether values of a type are strings.
pub(super) fn is_text(model: &Model, ty: &Type) -> bool {
    match ty {
        Type::Text => true,
        Type::Scalar(id) => matches!(model[*id].kind, ScalarKind::Text { .. }),
        _ => false,
    }
}

/// An object with what it must have.
fn object(model: &Model, id: ObjectId) -> Json {
    members(model, &model[id].members)
}

/// The members that must be there.
pub(super) fn members(model: &Model, members: &[Member]) -> Json {
    let required = members.iter().filter(|member| member.presence.is_always_there());
    Json::object(required.map(|member| (&member.wire, value(model, member))))
}

/// The relationships that must be there.
pub(super) fn relationships(model: &Model, relationships: &[Relationship]) -> Json {
    let required = relationships.iter().filter(|relationship| !relationship.optional);
    let linkages = required.map(|relationship| {
        let linkage = match (&relationship.arity, &relationship.target) {
            (Arity::Many, _) => Json::List(Vec::new()),
            (Arity::One, Target::One { resource, id }) => Json::object([
                ("type", Json::text(&model[*resource].type_word)),
                ("id", typed(model, &Type::Scalar(*id))),
            ]),
            (Arity::One, Target::AnyOf { .. }) => Json::literal("null"),
        };
        (&relationship.wire, Json::object([("data", linkage)]))
    });
    Json::object(linkages)
}

/// A resource with what it must have.
pub(super) fn resource(model: &Model, view: ViewId) -> Json {
    let resource = &model[view.resource];
    let attributes = members(model, resource.attributes_of(view.view));
    let relationships = relationships(model, &resource.relationships);
    Json::object([
        ("type", Json::text(&resource.type_word)),
        ("id", typed(model, &Type::Scalar(resource.id))),
        ("attributes", attributes),
        ("relationships", relationships),
    ])
}

/// A document about this.
pub(super) fn document(data: Json) -> Json {
    Json::object([("data", data)])
}

/// The text of a document about this.
pub(super) fn document_text(data: &Json) -> String {
    format!("{{\"data\":{data}}}")
}

/// The text of a body of this shape, with the least that it must have.
pub(super) fn body(model: &Model, answer: &model::Answer) -> String {
    let body = match answer.body {
        AnswerBody::Empty => return String::new(),
        AnswerBody::Object(id) => object(model, id),
        AnswerBody::Resource { item, .. } => document(resource(model, item)),
        AnswerBody::List { item, .. } => document(Json::List(vec![resource(model, item)])),
        AnswerBody::Data { object: id, .. } => document(object(model, id)),
        AnswerBody::DataList { object: id, .. } => document(Json::List(vec![object(model, id)])),
    };
    body.to_string()
}

/// An answer in JSON.
pub(super) fn answer(model: &Model, status: u16, body: impl Into<String>) -> Answer {
    answer_as(status, &model.api.media_type, body)
}

/// An answer of a media type.
pub(super) fn answer_as(status: u16, media_type: &str, body: impl Into<String>) -> Answer {
    let headers = BTreeMap::from([("Content-Type".to_owned(), media_type.to_owned())]);
    Answer { status, headers, body: body.into() }
}

/// An answer with a list of errors.
pub(super) fn errors(model: &Model, status: u16) -> Answer {
    answer(model, status, error_list(model, status))
}

/// A page that a server in front of the API shows in its place.
pub(super) fn gateway_page(status: u16) -> Answer {
    answer_as(status, "text/html", "<html><body><h1>Please try again</h1></body></html>")
}

/// The body of errors as a list: the documented sample of the status, or an error object with all its members.
pub(super) fn error_list(model: &Model, status: u16) -> String {
    let errors = &model.api.errors;
    let samples = errors.samples.iter().filter(|(of, _)| *of == status);
    let mut lists = samples.filter(|(_, sample)| {
        let read = Json::parse(&sample.text);
        matches!(read.as_ref().and_then(|body| body.at("/errors")), Some(Json::List(_)))
    });
    if let Some((_, sample)) = lists.next() {
        return sample.text.clone();
    }
    let members = model[errors.object].members.iter();
    let error = Json::object(members.map(|member| (&member.wire, value(model, member))));
    Json::object([("errors", Json::List(vec![error]))]).to_string()
}
