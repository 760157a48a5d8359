//! What each status says, whatever the call, and the forms of an error's body.

use codegen::model::{Model, StatusRule};
use maud::{Markup, html};

use crate::{anchor, json, text, types, words};

pub(crate) fn section(model: &Model) -> Markup {
    html! {
        section #statuses {
            h2 { "Statuses" }
            p {
                "What the status of an answer says has become of a call that changes something, and what to do "
                "then. A call's own table says what holds for that call. A status that is not listed tells "
                "nothing of a call that changes something: look it up."
            }
            div.scroll role="region" aria-label="Statuses" tabindex="0" {
                table.statuses {
                    thead { tr {
                        th scope="col" { "Status" }
                        th scope="col" { "What became of it" }
                        th scope="col" { "What to do" }
                    } }
                    tbody { @for rule in &model.api.statuses { (row(rule)) } }
                }
            }
        }
    }
}

fn row(rule: &StatusRule) -> Markup {
    let find = format!("{} {}", rule.status, rule.meaning);
    html! {
        tr id=(anchor::status(rule.status)) data-find=(find) data-kind="status" {
            th scope="row" { (code(rule)) }
            td { (outcome(rule)) }
            td {
                p.directive { (codegen::words::directive(rule.directive)) }
                (text::doc(&rule.doc))
            }
        }
    }
}

/// The code and what it is called.
pub(crate) fn code(rule: &StatusRule) -> Markup {
    html! { (number(rule.status)) " " span.meaning { (rule.meaning) } }
}

/// What became of a write.
pub(crate) fn outcome(rule: &StatusRule) -> Markup {
    html! { span class=(format!("outcome {}", outcome_class(rule))) { (words::outcome(rule.outcome)) } }
}

fn outcome_class(rule: &StatusRule) -> &'static str {
    use codegen::model::Outcome::{AlreadyDone, Done, NotDone, Unknown};
    match rule.outcome {
        Done | AlreadyDone => "done",
        NotDone => "not-done",
        Unknown => "unknown",
    }
}

/// A status in its colour.
pub(crate) fn number(status: u16) -> Markup {
    html! { span class=(class(status)) { (status) } }
}

/// How a status looks.
fn class(status: u16) -> &'static str {
    match status {
        200..300 => "status good",
        500.. => "status bad",
        _ => "status fair",
    }
}

pub(crate) fn errors(model: &Model) -> Markup {
    let errors = &model.api.errors;
    html! {
        section id=(anchor::ERRORS) data-find="errors" data-kind="bodies" {
            h2 { "Error bodies" }
            (text::doc(&errors.doc))
            p { "An error object is " (types::definition(&model[errors.object].name)) "." }
            @if let Some(fields) = &errors.fields {
                h3 { "Errors by member" }
                p { code { "errors" } " may also be an object whose names are members of the request." }
                (text::doc(fields))
            }
            @for (status, sample) in &errors.samples {
                (json::sample(&html! { "Answer " (number(*status)) }, sample, false))
            }
        }
    }
}
