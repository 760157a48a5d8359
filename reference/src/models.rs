//! Every model: resources with their views, objects, open enums and scalars.

use std::collections::BTreeSet;

use codegen::model::{Member, Model, Object, Resource, Scalar, View};
use maud::{Markup, html};

use crate::members::{self, Owner};
use crate::uses::Uses;
use crate::{anchor, enums, json, relationships, text, types, words};

pub(crate) fn sections(model: &Model) -> Markup {
    let uses = Uses::of(model);
    html! {
        section #resources {
            h2 { "Resources" }
            @for each in &model.resources { (resource(model, &uses, each)) }
        }
        section #objects {
            h2 { "Objects" }
            @for each in &model.objects { (object(model, &uses, each)) }
        }
        section #enums {
            h2 { "Open enums" }
            @for each in &model.enums { (enums::one(each, &used(&uses, &anchor::definition(&each.name)))) }
        }
        section #scalars {
            h2 { "Scalars" }
            @for each in &model.scalars { (scalar(&uses, each)) }
        }
    }
}

fn resource(model: &Model, uses: &Uses, resource: &Resource) -> Markup {
    let id = anchor::resource(resource);
    let name = resource.type_word.as_str();
    html! {
        article.model id=(id) data-find=(name) data-kind="resource" {
            h3 { a.self href=(anchor::link(&id)) { (name) } " " span.of { "resource " (resource.name) } }
            (text::doc(&resource.doc))
            (used(uses, &id))
            dl.facts {
                div { dt { "type" } dd { code { (json::string(name)) } } }
                div { dt { "id" } dd { (types::definition(&model[resource.id].name)) } }
                @if !resource.links.is_empty() {
                    div { dt { "links" } dd { (text::codes(resource.links.iter().map(String::as_str))) } }
                }
            }
            @if !resource.attributes.is_empty() {
                h4 { "Attributes" }
                (members::list(model, Owner { id: &id, name, kind: "attribute" }, &resource.attributes))
            }
            @if !resource.relationships.is_empty() {
                h4 { "Relationships" }
                @let id = anchor::part(&id, "relationship");
                @let owner = Owner { id: &id, name, kind: "relationship" };
                (relationships::list(model, owner, &resource.relationships))
            }
            @if !resource.views.is_empty() { (views(&id, resource)) }
        }
    }
}

/// What each view shows that differs from the resource where no view is named.
fn views(id: &str, resource: &Resource) -> Markup {
    html! {
        h4 { "Views" }
        dl.members {
            @for view in &resource.views {
                @let own = anchor::part(id, &format!("view {}", view.name));
                div.member id=(own) data-find=(view.name) data-kind=(format!("view of {}", resource.type_word)) {
                    dt { a.self href=(anchor::link(&own)) { code { (view.name) } } " " (text::source(&view.doc.source)) }
                    dd { (text::unsourced(&view.doc)) (difference(resource, view)) }
                }
            }
        }
    }
}

fn difference(resource: &Resource, view: &View) -> Markup {
    let without = lacking(&resource.base, &view.attributes);
    let with = lacking(&view.attributes, &resource.base);
    html! {
        @if !without.is_empty() { p.note { "Without " (text::codes(without)) "." } }
        @if !with.is_empty() { p.note { "With " (text::codes(with)) " beside." } }
    }
}

/// The names of the members that the others lack.
fn lacking<'m>(members: &'m [Member], others: &[Member]) -> Vec<&'m str> {
    let others: BTreeSet<&str> = others.iter().map(|other| other.wire.as_str()).collect();
    let names = members.iter().map(|member| member.wire.as_str());
    names.filter(|name| !others.contains(name)).collect()
}

fn object(model: &Model, uses: &Uses, object: &Object) -> Markup {
    let id = anchor::definition(&object.name);
    let name = object.name.as_str();
    html! {
        article.model id=(id) data-find=(name) data-kind="object" {
            h3 { a.self href=(anchor::link(&id)) { (name) } " " span.of { "object" } }
            (text::doc(&object.doc))
            (used(uses, &id))
            (members::list(model, Owner { id: &id, name, kind: "member" }, &object.members))
        }
    }
}

fn scalar(uses: &Uses, scalar: &Scalar) -> Markup {
    let id = anchor::definition(&scalar.name);
    html! {
        article.model id=(id) data-find=(scalar.name) data-kind="scalar" {
            h3 {
                a.self href=(anchor::link(&id)) { (scalar.name) }
                " " span.of { (words::scalar(scalar.kind)) }
                @if let Some((word, meaning)) = words::sensitivity(scalar.sensitivity) {
                    " " span.sensitive title=(meaning) { (word) }
                }
            }
            (text::doc(&scalar.doc))
            @if let Some(example) = &scalar.example {
                p.note { "Example: " code { (json::literal(example)) } }
            }
            (used(uses, &id))
        }
    }
}

fn used(uses: &Uses, id: &str) -> Markup {
    let places = uses.places(id);
    html! {
        @if !places.is_empty() {
            p.note {
                "Used in "
                (text::joined(places.iter().map(|(id, name)| html! {
                    a href=(anchor::link(id)) { (name) }
                }).collect()))
                "."
            }
        }
    }
}
