//! Members with their type, need, words and source: attributes, parameters and parts of objects alike.

use codegen::model::{Member, Model};
use maud::{Markup, html};

use crate::{anchor, json, text, types, words};

/// What members belong to.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    /// The id of what they belong to.
    pub(crate) id: &'a str,
    /// What to call it where a member is found by the search.
    pub(crate) name: &'a str,
    /// What to call a member of it there.
    pub(crate) kind: &'a str,
}

/// A list of members.
pub(crate) fn list(model: &Model, owner: Owner<'_>, members: &[Member]) -> Markup {
    html! {
        dl.members { @for member in members { (one(model, owner, member)) } }
    }
}

fn one(model: &Model, owner: Owner<'_>, member: &Member) -> Markup {
    let id = anchor::part(owner.id, &member.wire);
    html! {
        div.member id=(id) data-find=(member.wire) data-kind=(format!("{} of {}", owner.kind, owner.name)) {
            dt {
                a.self href=(anchor::link(&id)) { code { (member.wire) } }
                " " span.of { (types::ty(model, &member.ty)) }
                " " (need(member)) " " (text::source(&member.doc.source))
            }
            dd {
                (text::unsourced(&member.doc))
                (notes(member))
            }
        }
    }
}

/// Whether it must be there, may be null, and may be shown.
fn need(member: &Member) -> Markup {
    let class = if member.presence.is_always_there() { "need required" } else { "need" };
    html! {
        span class=(class) { (words::presence(member.presence)) }
        @if let Some((word, meaning)) = words::sensitivity(member.sensitivity) {
            " " span.sensitive title=(meaning) { (word) }
        }
    }
}

fn notes(member: &Member) -> Markup {
    html! {
        @if let Some(example) = &member.example {
            p.note { "Example: " code { (json::literal(example)) } }
        }
        @if let Some(sibling) = &member.or_inside {
            p.note { "It may also arrive inside " code { (sibling) } "." }
        }
    }
}
