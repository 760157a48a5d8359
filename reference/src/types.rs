//! Types in words, linked to where they are explained.

use codegen::model::{AnswerBody, Model, ObjectId, Type, ViewId};
use maud::{Markup, html};

use crate::anchor;

/// A type: what it is on the wire, or the name under which it is explained.
pub(crate) fn ty(model: &Model, of: &Type) -> Markup {
    match of {
        Type::Text => html! { "text" },
        Type::Boolean => html! { "boolean" },
        Type::Integer => html! { "integer" },
        Type::Decimal => html! { "exact number" },
        Type::UnixSeconds => {
            html! { span title="Seconds since 1970-01-01T00:00:00Z" { "Unix seconds" } }
        }
        Type::Json => html! { "any JSON" },
        Type::Scalar(scalar) => definition(&model[*scalar].name),
        Type::Enum(of) => definition(&model[*of].name),
        Type::Object(object) => definition(&model[*object].name),
        Type::List(of) => html! { "list of " (ty(model, of)) },
        Type::Map(of) => html! { "map of " (ty(model, of)) },
    }
}

/// The name of a scalar, an enum or an object.
pub(crate) fn definition(name: &str) -> Markup {
    html! { a.type href=(anchor::link(&anchor::definition(name))) { (name) } }
}

/// A resource as a view shows it.
pub(crate) fn view(model: &Model, view: ViewId) -> Markup {
    let resource = &model[view.resource];
    let id = anchor::resource(resource);
    match view.view {
        None => html! { a.type href=(anchor::link(&id)) { (resource.type_word) } },
        Some(index) => {
            let name = &resource.views[index].name;
            html! {
                a.type href=(anchor::link(&anchor::part(&id, &format!("view {name}")))) {
                    (resource.type_word)
                }
                " (as " (name) ")"
            }
        }
    }
}

/// What the body of an answer holds, in a few words.
pub(crate) fn body(model: &Model, body: &AnswerBody) -> Markup {
    match body {
        AnswerBody::Empty => html! { "No body" },
        AnswerBody::Object(object) => html! { "An object " (object_name(model, *object)) },
        AnswerBody::Resource { item, meta } => {
            html! { "A document with one of " (view(model, *item)) (with_meta(model, *meta)) }
        }
        AnswerBody::List { item, paging, meta, or_one } => html! {
            "A document with a list of " (view(model, *item))
            @if *or_one { ", or with a single one in its place" }
            @if let Some(index) = paging {
                @let paging = &model.api.paging[*index];
                ", paged as " a href=(anchor::link(&anchor::paging(paging))) { (paging.name) }
            }
            (with_meta(model, *meta))
        },
        AnswerBody::Data { object, meta } => html! {
            "A document whose " code { "data" } " is " (object_name(model, *object)) (with_meta(model, *meta))
        },
        AnswerBody::DataList { object, meta, or_one } => html! {
            "A document whose " code { "data" } " is a list of " (object_name(model, *object))
            @if *or_one { ", or a single one in its place" }
            (with_meta(model, *meta))
        },
    }
}

fn object_name(model: &Model, object: ObjectId) -> Markup {
    definition(&model[object].name)
}

fn with_meta(model: &Model, meta: Option<ObjectId>) -> Markup {
    html! {
        @if let Some(meta) = meta { ", " code { "meta" } " is " (object_name(model, meta)) }
    }
}
