//! Life cycles: a diagram, and the same in words.

use codegen::model::{Enum, Lifecycle, Model, Type};
use maud::{Markup, html};

use crate::life_cycle::diagram;
use crate::{anchor, enums, text};

pub(crate) fn any(model: &Model) -> bool {
    model.enums.iter().any(|of| of.lifecycle.is_some())
}

pub(crate) fn section(model: &Model) -> Markup {
    html! {
        @if any(model) {
            section #life-cycles {
                h2 { "Life cycles" }
                @for of in &model.enums {
                    @if let Some(cycle) = &of.lifecycle { (one(model, of, cycle)) }
                }
            }
        }
    }
}

fn one(model: &Model, of: &Enum, cycle: &Lifecycle) -> Markup {
    let id = anchor::life_cycle(&of.name);
    html! {
        article.life-cycle id=(id) data-find=(format!("life cycle of {}", of.name)) data-kind="diagram" {
            h3 { a.self href=(anchor::link(&id)) { (of.name) } }
            p { (shown_by(model, of)) }
            figure {
                div.scroll role="region" tabindex="0" aria-label=(format!("Diagram: {}", of.name)) {
                    (diagram(of, cycle, &id))
                }
                figcaption { (legend(of)) }
            }
            div.scroll role="region" tabindex="0" aria-label=(format!("Table: {}", of.name)) {
                (table(of, cycle))
            }
        }
    }
}

/// Where the word stands.
fn shown_by(model: &Model, of: &Enum) -> Markup {
    let shown = model.resources.iter().flat_map(|resource| {
        let attributes = resource.attributes.iter();
        let is_it = |ty: &Type| matches!(ty, Type::Enum(id) if model[*id].name == of.name);
        attributes.filter(move |attribute| is_it(&attribute.ty)).map(move |attribute| {
            let id = anchor::part(&anchor::resource(resource), &attribute.wire);
            html! { a href=(anchor::link(&id)) { (attribute.wire) } " of " (resource.type_word) }
        })
    });
    let shown: Vec<Markup> = shown.collect();
    html! {
        a.type href=(anchor::link(&anchor::definition(&of.name))) { (of.name) }
        @if !shown.is_empty() { ", shown by " (text::joined(shown)) }
        "."
    }
}

fn legend(of: &Enum) -> Markup {
    html! {
        "It begins with the stage in a thick frame; nothing follows one in a double frame. A line with two arrows leads both ways."
        @if !of.facts.is_empty() { " Small words in a filled stage are facts that hold for it." }
    }
}

fn table(of: &Enum, cycle: &Lifecycle) -> Markup {
    html! {
        table.next {
            thead { tr {
                th scope="col" { "Stage" }
                th scope="col" { "What may follow" }
            } }
            tbody {
                @for (index, next) in cycle.next.iter().enumerate() {
                    tr {
                        th scope="row" {
                            (enums::value(of, index))
                            @if index == cycle.initial { " " span.need { "first" } }
                            @for fact in enums::facts_of(of, index) { " " span.need { (fact) } }
                        }
                        td {
                            @if next.is_empty() { "Nothing" }
                            (text::joined(next.iter().map(|next| enums::value(of, *next)).collect()))
                        }
                    }
                }
            }
        }
    }
}
