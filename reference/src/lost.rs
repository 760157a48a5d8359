//! What to do where no answer comes, or one that tells nothing: what settles the call, and when it may be sent again.

use codegen::model::{AgainWhile, Member, Model, Operation, Resource, SameRule, Shown, Uncertain};
use maud::{Markup, html};

use crate::{calls, text};

/// What a repeat does, where that is said in a few words.
pub(crate) fn repeat(operation: &Operation) -> Option<&'static str> {
    match operation.uncertain {
        _ if operation.only_reads() => Some("Changes nothing"),
        _ if operation.safe_to_repeat => Some("A repeat does no harm"),
        _ => None,
    }
}

/// What to do, of a call that must not just be sent again.
pub(crate) fn notice(model: &Model, operation: &Operation) -> Markup {
    if repeat(operation).is_some() {
        return html! {};
    }
    html! {
        div.notice {
            p.title { "Never just send it again" }
            @match &operation.uncertain {
                Some(uncertain) => (steps(model, operation, uncertain)),
                None => p {
                    "It may then have its effect twice, and nothing is documented that tells what became of a lost call."
                },
            }
        }
    }
}

fn steps(model: &Model, operation: &Operation, uncertain: &Uncertain) -> Markup {
    let lookup = &model[uncertain.lookup];
    let found = &model[uncertain.found.item.resource];
    html! {
        p { "Where no answer comes, or one that does not tell what became of the call:" }
        ol {
            li {
                "Look it up: " (calls::name(lookup))
                " with " code { (model.input(lookup, uncertain.lookup_parameter).wire) }
                ", which is this call's " code { (model.input(operation, uncertain.key).wire) } "."
            }
            (same(model.body_members(&operation.request), &uncertain.same, found))
            li {
                @match &uncertain.again_while {
                    Some(again) => (again_while(model, again, found)),
                    None => "Send it again, unchanged, only where nothing is found.",
                }
            }
        }
    }
}

/// What must agree, as sent and as found.
fn same(sent: &[Member], rules: &[SameRule], found: &Resource) -> Markup {
    let pairs = rules.iter().map(|rule| {
        let (sent, shown) = (sent[rule.request].wire.as_str(), shown(rule.found, found));
        html! { code { (sent) } @if sent != shown { " (there " code { (shown) } ")" } }
    });
    html! {
        @if !rules.is_empty() {
            li {
                "What is found is this call's only where " (text::joined(pairs.collect()))
                @if rules.len() == 1 { " agrees." } @else { " agree." }
            }
        }
    }
}

fn again_while(model: &Model, again: &AgainWhile, found: &Resource) -> Markup {
    let values = &model[again.of].values;
    html! {
        "Send it again only while " code { (found.attributes[again.attribute].wire) } " is "
        (text::codes(again.values.iter().map(|index| values[*index].word.as_str()))) "."
    }
}

fn shown(shown: Shown, found: &Resource) -> &str {
    match shown {
        Shown::Attribute(index) => &found.attributes[index].wire,
        Shown::RelationshipId(index) => &found.relationships[index].wire,
    }
}
