//! What a call answers: each status with its body, what became of the call, and what to do.

use codegen::model::{Answer, Model, Operation, Outcome, StatusRule};
use maud::{Markup, html};

use crate::{anchor, json, statuses, text, types, words};

const NOT_FOUND: u16 = 404;

pub(crate) fn section(model: &Model, operation: &Operation) -> Markup {
    html! {
        h4 { "Answers" }
        div.scroll role="region" tabindex="0" aria-label=(format!("Answers of {}", operation.name)) {
            table.answers {
                thead { tr {
                    th scope="col" { "Status" }
                    @if !operation.only_reads() { th scope="col" { "What became of it" } }
                    th scope="col" { "What to do" }
                } }
                tbody {
                    @for status in listed(model, operation) { (row(model, operation, status)) }
                }
            }
        }
    }
}

/// The documented answers, the first unfolded.
pub(crate) fn samples(operation: &Operation) -> Markup {
    let answers = operation.successes.iter().chain(&operation.existing);
    let samples = answers.filter_map(|answer| Some((answer.status, answer.sample.as_ref()?)));
    html! {
        @for (index, (status, sample)) in samples.enumerate() {
            (json::sample(&html! { "Answer " (statuses::number(status)) }, sample, index == 0))
        }
    }
}

/// The statuses that the call answers, and those that any call may be answered with.
fn listed(model: &Model, operation: &Operation) -> Vec<u16> {
    let own = operation.successes.iter().chain(&operation.existing).map(|answer| answer.status);
    let any = model.api.statuses.iter().filter(|rule| {
        rule.status >= 300 || (rule.outcome == Outcome::Unknown && !operation.only_reads())
    });
    let mut listed: Vec<u16> = own.chain(any.map(|rule| rule.status)).collect();
    listed.sort_unstable();
    listed.dedup();
    listed
}

fn row(model: &Model, operation: &Operation, status: u16) -> Markup {
    let rule = model.api.statuses.iter().find(|rule| rule.status == status);
    let mut answers = operation.successes.iter().chain(&operation.existing);
    let answer = answers.find(|answer| answer.status == status);
    html! {
        tr data-status=(status) {
            th scope="row" {
                (code(status, rule))
                @if let Some(answer) = answer { div.body { (types::body(model, &answer.body)) } }
            }
            @if !operation.only_reads() {
                td { @if let Some(rule) = rule { (statuses::outcome(rule)) } @else { "Not known" } }
            }
            td {
                @if let Some(rule) = rule { p.directive { (words::directive_for(operation, rule)) } }
                @if let Some(doc) = answer.and_then(|answer: &Answer| answer.doc.as_ref()) {
                    (text::doc(doc))
                }
                @if status == NOT_FOUND && looks_up(model, operation) {
                    p { "In answer to a valid lookup it says that there is nothing of the kind." }
                }
            }
        }
    }
}

/// Whether the call tells what became of another.
fn looks_up(model: &Model, operation: &Operation) -> bool {
    let uncertain = model.operations.iter().filter_map(|other| other.uncertain.as_ref());
    let mut uncertain = uncertain;
    uncertain.any(|uncertain| model[uncertain.lookup].name == operation.name)
}

fn code(status: u16, rule: Option<&StatusRule>) -> Markup {
    html! {
        @match rule {
            Some(rule) => a href=(anchor::link(&anchor::status(status))) { (statuses::code(rule)) },
            None => (statuses::number(status)),
        }
    }
}
