//! What a call sends: the form of the body and its members.

use codegen::model::{Model, Operation, RequestBody};
use maud::{Markup, html};

use crate::members::{self, Owner};
use crate::{anchor, json, relationships, types};

pub(crate) fn section(model: &Model, operation: &Operation) -> Markup {
    if matches!(operation.request, RequestBody::Empty) {
        return html! {};
    }
    let id = anchor::part(&anchor::call(operation), "body");
    let owner = Owner { id: &id, name: &operation.name, kind: "body member" };
    html! {
        h4 { "Body" }
        p { (shape(model, operation)) }
        (members::list(model, owner, model.body_members(&operation.request)))
        @if let RequestBody::Resource { relationships, .. } = &operation.request {
            @if !relationships.is_empty() {
                h5 { "Relationships" }
                @let owner = Owner { kind: "relationship", ..owner };
                (relationships::list(model, owner, relationships))
            }
        }
    }
}

fn shape(model: &Model, operation: &Operation) -> Markup {
    match &operation.request {
        RequestBody::Empty => html! {},
        RequestBody::Object(object) => {
            html! { "A JSON object " (types::definition(&model[*object].name)) ":" }
        }
        RequestBody::Resource { type_word, id, attributes, .. } => html! {
            "A JSON:API document: " code { "data.type" } " is " code { (json::string(type_word)) }
            @if let Some(index) = id {
                ", " code { "data.id" } " is " code { (operation.path_parameters[*index].wire) } " of the path"
            }
            @if let Some(object) = attributes {
                ", " code { "data.attributes" } " is " (types::definition(&model[*object].name)) ":"
            } @else { "." }
        },
    }
}
