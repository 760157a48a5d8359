//! What holds for the whole API: faces with their credentials, paging, habits of the wire, sources.

use codegen::model::{Face, Model, Paging, Server};
use maud::{Markup, html};

use crate::members::{self, Owner};
use crate::{anchor, text, types, words};

pub(crate) fn about(model: &Model) -> Markup {
    let api = &model.api;
    html! {
        section #about {
            h1 { (api.title) }
            (text::text(&api.doc))
            p { "Bodies are " code { (api.media_type) } "." }
            @if api.habits.empty_map_as_list {
                p { "An empty JSON object may arrive as an empty list, " code { "[]" } "." }
            }
            @if api.habits.empty_link_is_none {
                p { "A link may be " code { "\"\"" } " to say that there is none." }
            }
        }
    }
}

pub(crate) fn faces(model: &Model) -> Markup {
    html! {
        section #faces {
            h2 { "Faces and credentials" }
            @for each in &model.api.faces { (face(each)) }
        }
    }
}

fn face(face: &Face) -> Markup {
    let id = anchor::face(face);
    html! {
        article.model id=(id) data-find=(face.name) data-kind="face" {
            h3 { a.self href=(anchor::link(&id)) { (face.name) } " " span.of { (words::auth(face.auth)) } }
            (text::doc(&face.doc))
            dl.facts {
                @if !face.servers.is_empty() {
                    div { dt { "Served at" } dd {
                        @for server in &face.servers { div { code { (url(server)) } } }
                    } }
                }
                div { dt { "Credentials" } dd { (text::text(&face.auth_doc)) } }
            }
        }
    }
}

/// Where a server is found.
pub(crate) fn url(server: &Server) -> String {
    format!("{}://{}{}", server.scheme, server.host, server.prefix)
}

pub(crate) fn paging(model: &Model) -> Markup {
    html! {
        @if !model.api.paging.is_empty() {
            section #paging {
                h2 { "Paging" }
                @for each in &model.api.paging { (style(model, each)) }
            }
        }
    }
}

fn style(model: &Model, paging: &Paging) -> Markup {
    let id = anchor::paging(paging);
    let owner = Owner { id: &id, name: &paging.name, kind: "query parameter" };
    html! {
        article.model id=(id) data-find=(paging.name) data-kind="paging" {
            h3 { a.self href=(anchor::link(&id)) { (paging.name) } }
            (text::doc(&paging.doc))
            dl.facts {
                div { dt { "Links" } dd { (text::codes(paging.links.iter().map(String::as_str))) } }
                div { dt { "Next page" } dd { "The link " code { (paging.next) } "." } }
                div { dt { code { "meta" } } dd { (types::definition(&model[paging.meta].name)) } }
            }
            (members::list(model, owner, &paging.query))
        }
    }
}

pub(crate) fn sources(model: &Model) -> Markup {
    html! {
        section #sources {
            h2 { "Sources" }
            p { "Everything on this page names where it is documented." }
            dl.members {
                @for (name, doc) in &model.api.sources {
                    div.member id=(anchor::source(name)) data-find=(name) data-kind="source" {
                        dt { code { (name) } }
                        dd { (text::text(doc)) }
                    }
                }
            }
        }
    }
}
