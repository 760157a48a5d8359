//! Relationships: to one or to many, to what, and whether they may be absent.

use codegen::model::{Arity, Model, Relationship, ResourceId, Target};
use maud::{Markup, html};

use crate::members::Owner;
use crate::{anchor, text, types};

/// A list of relationships.
pub(crate) fn list(model: &Model, owner: Owner<'_>, relationships: &[Relationship]) -> Markup {
    html! {
        dl.members { @for relationship in relationships { (one(model, owner, relationship)) } }
    }
}

fn one(model: &Model, owner: Owner<'_>, relationship: &Relationship) -> Markup {
    let id = anchor::part(owner.id, &relationship.wire);
    let (class, need) =
        if relationship.optional { ("need", "optional") } else { ("need required", "required") };
    let kind = format!("{} of {}", owner.kind, owner.name);
    html! {
        div.member id=(id) data-find=(relationship.wire) data-kind=(kind) {
            dt {
                a.self href=(anchor::link(&id)) { code { (relationship.wire) } }
                " " span.of { (target(model, relationship)) }
                " " span class=(class) { (need) } " " (text::source(&relationship.doc.source))
            }
            dd { (text::unsourced(&relationship.doc)) }
        }
    }
}

fn target(model: &Model, relationship: &Relationship) -> Markup {
    let arity = match relationship.arity {
        Arity::One => "to one of ",
        Arity::Many => "to many of ",
    };
    html! {
        (arity)
        @match &relationship.target {
            Target::One { resource, id } => {
                (resource_name(model, *resource)) ", by " (types::definition(&model[*id].name))
            }
            Target::AnyOf { resources, .. } => {
                (text::joined(resources.iter().map(|each| resource_name(model, *each)).collect()))
            }
        }
    }
}

fn resource_name(model: &Model, resource: ResourceId) -> Markup {
    let resource = &model[resource];
    html! { a.type href=(anchor::link(&anchor::resource(resource))) { (resource.type_word) } }
}
