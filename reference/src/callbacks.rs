//! The requests that the server sends: when, with what, how they are signed and acknowledged.

use codegen::model::{AnswerBody, Callback, Model, SignatureScheme};
use maud::{Markup, html};

use crate::{anchor, example, json, text, types};

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
            div.words {
            h3 { a.self href=(anchor::link(&id)) { (callback.name) } }
            (text::doc(&callback.doc))
            dl.facts {
                div { dt { "Body" } dd { (types::body(model, &callback.body)) } }
                @if let Some(signature) = &callback.signature {
                    div { dt { "Signature" } dd {
                        p { "Header " code { (signature.header) } ". " (codegen::words::signature(signature.scheme)) }
                        (text::text(&signature.doc))
                        p { "Compare it in constant time." }
                    } }
                }
                div { dt { "Acknowledge with" } dd { code { (callback.acknowledge) } } }
                @if let Some(member) = order(model, callback) {
                    div { dt { "Ordered by" } dd {
                        "Of two about the same resource, the one with the greater " code { (member) } " is the newer."
                    } }
                }
            }
            }
            div.wire {
                (arrives(model, callback))
                @if let Some(signature) = &callback.signature {
                    (json::panel(&html! { "The signature, computed" }, &html! { (computed(signature.scheme)) }, true))
                }
            }
        }
    }
}

/// The request as it comes in.
fn arrives(model: &Model, callback: &Callback) -> Markup {
    let (title, body) = match &callback.sample {
        Some(sample) => ("What arrives, as documented", sample.text.trim_end().to_owned()),
        None => ("What arrives, an example", example::of_answer(model, &callback.body)),
    };
    let request = html! {
        "POST /your/path HTTP/1.1\n"
        "Content-Type: " (model.api.media_type) "\n"
        @if let Some(signature) = &callback.signature { (signature.header) ": …\n" }
        "\n" (json::highlighted(&body))
    };
    json::panel(&html! { (title) }, &request, true)
}

/// The signature of a body that lies in a file, for a shell.
fn computed(scheme: SignatureScheme) -> &'static str {
    match scheme {
        SignatureScheme::Sha1SandwichBase64 => {
            "{ printf %s \"$SECRET\"; cat body; printf %s \"$SECRET\"; } |\n  openssl dgst -sha1 -binary | base64"
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
