//! Every call: face, credentials, parameters, body, answers, and beside them what goes over the wire.

use codegen::model::{Member, Model, Operation};
use maud::{Markup, html};

use crate::members::{self, Owner};
use crate::try_it::TryIt;
use crate::{anchor, answers, bodies, curl, json, lost, text, try_it, words};

pub(crate) fn section(model: &Model, try_it: Option<&TryIt>) -> Markup {
    html! {
        section #calls {
            h2 { "Calls" }
            @for operation in &model.operations { (call(model, operation, try_it)) }
        }
    }
}

fn call(model: &Model, operation: &Operation, try_it: Option<&TryIt>) -> Markup {
    let id = anchor::call(operation);
    let line = format!("{} {}", operation.method.as_str(), operation.path_template);
    html! {
        article.call id=(id) data-find=(operation.name) data-kind=(line) {
            div.words {
                h3 { a.self href=(anchor::link(&id)) { (operation.name) } }
                p.line { (method(operation)) " " code.path { (operation.path_template) } }
                (text::doc(&operation.doc))
                (tags(model, operation))
                (lost::notice(model, operation))
                (parameters(model, operation))
                (bodies::section(model, operation))
                (answers::section(model, operation))
            }
            div.wire {
                (request(model, operation))
                @if let Some(try_it) = try_it { (try_it::form(model, operation, try_it)) }
                (answers::samples(operation))
            }
        }
    }
}

/// The name of a call, as a link to it.
pub(crate) fn name(operation: &Operation) -> Markup {
    html! { a href=(anchor::link(&anchor::call(operation))) { (operation.name) } }
}

/// The method, in its colour.
pub(crate) fn method(operation: &Operation) -> Markup {
    let word = operation.method.as_str();
    html! { span class=(format!("method {}", word.to_ascii_lowercase())) { (word) } }
}

/// Where it is served and how a caller shows who it is.
fn tags(model: &Model, operation: &Operation) -> Markup {
    let face = &model.api.faces[operation.face];
    html! {
        ul.tags aria-label="Face, credentials, repeats" {
            li { a href=(anchor::link(&anchor::face(face))) { (face.name) " face" } }
            li { (words::auth(face.auth)) }
            @if let Some(word) = lost::repeat(operation) { li { (word) } }
        }
    }
}

fn request(model: &Model, operation: &Operation) -> Markup {
    let title = match operation.request_sample {
        Some(_) => "Request, as documented",
        None => "Request, an example",
    };
    json::panel(&html! { (title) }, &curl::command(model, operation), true)
}

fn parameters(model: &Model, operation: &Operation) -> Markup {
    let id = anchor::call(operation);
    let list = |title: &str, kind: &str, members: &[Member]| {
        html! {
            @if !members.is_empty() {
                h4 { (title) }
                (members::list(model, Owner { id: &id, name: &operation.name, kind }, members))
            }
        }
    };
    html! {
        (list("In the path", "path parameter", &operation.path_parameters))
        (list("In the query", "query parameter", &operation.query))
        (list("In the query, for pages", "query parameter", operation.paging_query(model)))
    }
}
