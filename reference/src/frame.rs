//! The page around its sections: head, search, contents.

use codegen::model::Model;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::try_it::TryIt;
use crate::{anchor, callbacks, calls, life_cycles, models, overview, statuses};

const STYLE: &str = include_str!("assets/page.css");
const SEARCH: &str = include_str!("assets/search.js");
const TRY: &str = include_str!("assets/try.js");

pub(crate) fn page(model: &Model, try_it: Option<&TryIt>) -> Markup {
    let title = model.api.title.as_str();
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title, try_it.is_some()))
            body {
                a.skip href="#main" { "Skip to the text" }
                header.top {
                    h1 { (title) }
                    (search())
                }
                (contents(model))
                main #main tabindex="-1" {
                    @if let Some(try_it) = try_it { (crate::try_it::banner(try_it)) }
                    (overview::about(model))
                    (overview::faces(model))
                    (calls::section(model, try_it))
                    (callbacks::section(model))
                    (life_cycles::section(model))
                    (statuses::section(model))
                    (statuses::errors(model))
                    (overview::paging(model))
                    (models::sections(model))
                    (overview::sources(model))
                }
                script { (PreEscaped(SEARCH)) }
                @if try_it.is_some() { script { (PreEscaped(TRY)) } }
            }
        }
    }
}

/// The page may load nothing, and speak to nobody but the server that offers to try calls.
fn head(title: &str, tries: bool) -> Markup {
    let connect = if tries { "'self'" } else { "'none'" };
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; \
         form-action 'none'; base-uri 'none'; connect-src {connect}"
    );
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy);
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="referrer" content="no-referrer";
            link rel="icon" href="data:,";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// Hidden until the script that does the work shows it.
fn search() -> Markup {
    html! {
        div #search role="search" hidden {
            label for="query" { "Search" }
            input #query type="search" placeholder="A call, a member, a status" autocomplete="off"
                spellcheck="false" aria-controls="found";
            p #count role="status" {}
            ol #found {}
        }
    }
}

fn contents(model: &Model) -> Markup {
    html! {
        nav.contents aria-label="Contents" {
            ul {
                li { a href="#about" { "About" } }
                li { a href="#faces" { "Faces and credentials" } }
                li {
                    a href="#calls" { "Calls" }
                    ul {
                        @for each in &model.operations {
                            li {
                                a href=(anchor::link(&anchor::call(each))) {
                                    (calls::method(each)) " " span { (each.name) }
                                }
                            }
                        }
                    }
                }
                @if !model.callbacks.is_empty() { li { a href="#callbacks" { "Callbacks" } } }
                @if life_cycles::any(model) { li { a href="#life-cycles" { "Life cycles" } } }
                li { a href="#statuses" { "Statuses" } }
                li { a href=(anchor::link(anchor::ERRORS)) { "Error bodies" } }
                @if !model.api.paging.is_empty() { li { a href="#paging" { "Paging" } } }
                li {
                    a href="#resources" { "Resources" }
                    ul {
                        @for each in &model.resources {
                            li { a href=(anchor::link(&anchor::resource(each))) { (each.type_word) } }
                        }
                    }
                }
                (definitions("objects", "Objects", model.objects.iter().map(|each| each.name.as_str())))
                (definitions("enums", "Open enums", model.enums.iter().map(|each| each.name.as_str())))
                (definitions("scalars", "Scalars", model.scalars.iter().map(|each| each.name.as_str())))
                li { a href="#sources" { "Sources" } }
            }
        }
    }
}

fn definitions<'m>(id: &str, title: &str, names: impl Iterator<Item = &'m str>) -> Markup {
    html! {
        li {
            a href=(anchor::link(id)) { (title) }
            ul {
                @for name in names { li { a href=(anchor::link(&anchor::definition(name))) { (name) } } }
            }
        }
    }
}
