//! Open enums: every known word and the facts that hold for it.

use codegen::model::{Enum, EnumValue};
use maud::{Markup, html};

use crate::{anchor, text};

pub(crate) fn one(of: &Enum, used: &Markup) -> Markup {
    let id = anchor::definition(&of.name);
    html! {
        article.model id=(id) data-find=(of.name) data-kind="open enum" {
            h3 { a.self href=(anchor::link(&id)) { (of.name) } " " span.of { "open enum" } }
            (text::doc(&of.doc))
            (used)
            @if of.lifecycle.is_some() {
                p { a href=(anchor::link(&anchor::life_cycle(&of.name))) { "Life cycle" } }
            }
            (facts(of))
            dl.members {
                @for (index, value) in of.values.iter().enumerate() { (word(&id, of, index, value)) }
            }
            p.note { "The list is open: take a word that is not in it for one that was added, not for a mistake." }
        }
    }
}

fn facts(of: &Enum) -> Markup {
    html! {
        @if !of.facts.is_empty() {
            dl.facts {
                @for fact in &of.facts { div { dt { (fact.name) } dd { (text::text(&fact.doc)) } } }
            }
        }
    }
}

fn word(id: &str, of: &Enum, index: usize, value: &EnumValue) -> Markup {
    let own = anchor::part(id, &value.word);
    html! {
        div.member id=(own) data-find=(value.word) data-kind=(format!("value of {}", of.name)) {
            dt {
                a.self href=(anchor::link(&own)) { code { (value.word) } }
                @for fact in facts_of(of, index) { " " span.need { (fact) } }
                " " (text::source(&value.doc.source))
            }
            dd { (text::unsourced(&value.doc)) }
        }
    }
}

/// A value, as a link to it.
pub(crate) fn value(of: &Enum, index: usize) -> Markup {
    let word = &of.values[index].word;
    let id = anchor::part(&anchor::definition(&of.name), word);
    html! { a href=(anchor::link(&id)) { code { (word) } } }
}

/// The facts that hold for a value, by its index.
pub(crate) fn facts_of(of: &Enum, value: usize) -> impl Iterator<Item = &str> {
    let holding = of.facts.iter().filter(move |fact| fact.holds.get(value) == Some(&true));
    holding.map(|fact| fact.name.as_str())
}
