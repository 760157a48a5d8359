//! Every call: face, credentials, parameters, body, samples, answers, and what to do where the answer is lost.

use codegen::model::{
    AgainWhile, Member, Model, Operation, RequestBody, SameRule, Shown, Type, Uncertain, ViewId,
};
use maud::{Markup, html};

use crate::members::{self, Owner};
use crate::try_it::TryIt;
use crate::{anchor, answers, json, relationships, text, try_it, types, words};

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
            h3 { a.self href=(anchor::link(&id)) { (operation.name) } }
            (request_line(operation))
            (text::doc(&operation.doc))
            (facts(model, operation))
            (parameters(model, operation))
            (body(model, operation))
            (answers::section(model, operation))
            @if let Some(try_it) = try_it { (try_it::form(model, operation, try_it)) }
        }
    }
}

fn request_line(operation: &Operation) -> Markup {
    html! { p.line { (method(operation)) " " code.path { (operation.path_template) } } }
}

/// The method, in its colour.
pub(crate) fn method(operation: &Operation) -> Markup {
    let word = operation.method.as_str();
    html! { span class=(format!("method {}", word.to_ascii_lowercase())) { (word) } }
}

/// Where it is served, how a caller shows who it is, and what a repeat does.
fn facts(model: &Model, operation: &Operation) -> Markup {
    let face = &model.api.faces[operation.face];
    html! {
        dl.facts {
            div { dt { "Face" } dd { a href=(anchor::link(&anchor::face(face))) { (face.name) } } }
            div { dt { "Credentials" } dd { (words::auth(face.auth)) } }
            div { dt { "Sent again" } dd { (repeat(model, operation)) } }
        }
    }
}

fn repeat(model: &Model, operation: &Operation) -> Markup {
    match &operation.uncertain {
        _ if words::reads(operation) => html! { "Changes nothing." },
        _ if operation.safe_to_repeat => html! { "Does no harm." },
        Some(uncertain) => lost(model, operation, uncertain),
        None => {
            html! { "May have its effect twice. Nothing is documented that tells what became of a lost call." }
        }
    }
}

/// What to do where no answer came, or one that tells nothing.
fn lost(model: &Model, operation: &Operation, uncertain: &Uncertain) -> Markup {
    let lookup = &model[uncertain.lookup];
    let found = found_view(lookup);
    html! {
        "Never blindly. Where no answer comes, or one that does not tell what became of the call, "
        "look it up: "
        a href=(anchor::link(&anchor::call(lookup))) { (lookup.name) }
        " with " code { (model.input(lookup, uncertain.lookup_parameter).wire) }
        ", which is this call's " code { (model.input(operation, uncertain.key).wire) } "."
        @if let Some(view) = found { (same(model, operation, &uncertain.same, view)) }
        @match (&uncertain.again_while, found) {
            (Some(again), Some(view)) => (again_while(model, again, view)),
            _ => " Send it again only where nothing is found.",
        }
    }
}

fn same(model: &Model, operation: &Operation, rules: &[SameRule], found: ViewId) -> Markup {
    let members = model.body_members(&operation.request);
    let pairs = rules.iter().map(|rule| {
        let (sent, shown) = (members[rule.request].wire.as_str(), shown(model, rule.found, found));
        html! { code { (sent) } @if sent != shown { " (there " code { (shown) } ")" } }
    });
    html! {
        @if !rules.is_empty() {
            " It is the one only where " (text::joined(pairs.collect()))
            @if rules.len() == 1 { " agrees." } @else { " agree." }
        }
    }
}

fn again_while(model: &Model, again: &AgainWhile, found: ViewId) -> Markup {
    let attribute = &model[found.resource].attributes[again.attribute];
    let values: &[_] = match &attribute.ty {
        Type::Enum(of) => &model[*of].values,
        _ => &[],
    };
    let words = again.values.iter().filter_map(|index| values.get(*index));
    html! {
        " Send it again only while " code { (attribute.wire) } " is "
        (text::codes(words.map(|value| value.word.as_str()))) "."
    }
}

fn shown(model: &Model, shown: Shown, found: ViewId) -> &str {
    let resource = &model[found.resource];
    match shown {
        Shown::Attribute(index) => &resource.attributes[index].wire,
        Shown::RelationshipId(index) => &resource.relationships[index].wire,
    }
}

/// What a lookup finds.
fn found_view(lookup: &Operation) -> Option<ViewId> {
    use codegen::model::AnswerBody::{List, Resource};
    lookup.successes.iter().find_map(|answer| match answer.body {
        Resource { item, .. } | List { item, .. } => Some(item),
        _ => None,
    })
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

fn body(model: &Model, operation: &Operation) -> Markup {
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
        @if let Some(sample) = &operation.request_sample { (json::sample("Sample: the request", sample, true)) }
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
