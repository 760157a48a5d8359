//! The requests that the server sends: when, with what, how they are signed and acknowledged.

use codegen::model::{AnswerBody, Callback, Model};
use maud::{Markup, html};

use crate::{anchor, json, text, types, words};

pub(crate) fn section(model: &Model) -> Markup {
    html! {
        @if !model.callbacks.is_empty() {
            section #callbacks {
                h2 { "Callbacks" }
                @for callback in &model.callbacks { (one(model, callback)) }
            }
        }
    }
}

fn one(model: &Model, callback: &Callback) -> Markup {
    let id = anchor::callback(callback);
    html! {
        article.call id=(id) data-find=(callback.name) data-kind="callback" {
            h3 { a.self href=(anchor::link(&id)) { (callback.name) } }
            (text::doc(&callback.doc))
            dl.facts {
                div { dt { "Body" } dd { (types::body(model, &callback.body)) } }
                @if let Some(signature) = &callback.signature {
                    div { dt { "Signature" } dd {
                        p { "Header " code { (signature.header) } ". " (words::signature(signature.scheme)) }
                        (text::text(&signature.doc))
                    } }
                }
                div { dt { "Acknowledge with" } dd { code { (callback.acknowledge) } } }
                @if let Some(member) = order(model, callback) {
                    div { dt { "Ordered by" } dd {
                        "Of two about the same resource, the one with the greater " code { (member) } " is the newer."
                    } }
                }
            }
            @if let Some(sample) = &callback.sample { (json::sample("Sample", sample, false)) }
        }
    }
}

fn order<'m>(model: &'m Model, callback: &Callback) -> Option<&'m str> {
    let (AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. }) = &callback.body else {
        return None;
    };
    let index = callback.order_by?;
    Some(model[item.resource].attributes.get(index)?.wire.as_str())
}
