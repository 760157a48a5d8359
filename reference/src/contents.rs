//! The contents: a column beside the text, and on a phone a sheet that a button shows. It needs no script.

use codegen::model::{Model, Operation};
use maud::{Markup, html};

use crate::{anchor, calls, life_cycles};

/// How many definitions of a kind are listed unasked.
const MOST: usize = 12;
/// How many calls are.
const MOST_CALLS: usize = 60;

/// The id of the contents.
pub(crate) const ID: &str = "contents";

pub(crate) fn contents(model: &Model) -> Markup {
    html! {
        nav.contents id=(ID) popover aria-label="Contents" {
            ul {
                li { a href="#about" { "About" } }
                li { a href="#glance" { "In short" } }
                li { a href="#faces" { "Faces and credentials" } }
            }
            (calls_by_group(model))
            ul {
                @if !model.callbacks.is_empty() { li { a href="#callbacks" { "Callbacks" } } }
                @if life_cycles::any(model) { li { a href="#life-cycles" { "Life cycles" } } }
                li { a href="#statuses" { "Statuses" } }
                li { a href=(anchor::link(anchor::ERRORS)) { "Error bodies" } }
                @if !model.api.paging.is_empty() { li { a href="#paging" { "Paging" } } }
            }
            (list("Resources", model.resources.iter().map(|each| (anchor::resource(each), each.type_word.as_str()))))
            (definitions("Objects", model.objects.iter().map(|each| each.name.as_str())))
            (definitions("Open enums", model.enums.iter().map(|each| each.name.as_str())))
            (definitions("Scalars", model.scalars.iter().map(|each| each.name.as_str())))
            ul { li { a href="#sources" { "Sources" } } }
        }
    }
}

fn calls_by_group(model: &Model) -> Markup {
    let groups = model.operations.chunk_by(|one, other| one.group_name() == other.group_name());
    html! {
        details open[model.operations.len() <= MOST_CALLS] {
            summary { "Calls" }
            ul {
                @for group in groups {
                    li {
                        @if let [first, ..] = group { span.group { (first.group_name()) } }
                        ul { @for each in group { li { (call(each)) } } }
                    }
                }
            }
        }
    }
}

fn call(operation: &Operation) -> Markup {
    let action = operation.name.rsplit_once('.').map_or(operation.name.as_str(), |(_, name)| name);
    html! {
        a href=(anchor::link(&anchor::call(operation))) { (calls::method(operation)) " " (action) }
    }
}

fn definitions<'m>(title: &str, names: impl ExactSizeIterator<Item = &'m str>) -> Markup {
    list(title, names.map(|name| (anchor::definition(name), name)))
}

fn list<'m>(title: &str, items: impl ExactSizeIterator<Item = (String, &'m str)>) -> Markup {
    html! {
        @if items.len() > 0 {
            details open[items.len() <= MOST] {
                summary { (title) }
                ul { @for (id, name) in items { li { a href=(anchor::link(&id)) { (name) } } } }
            }
        }
    }
}
