//! The page around its sections: head, search, scripts.

use codegen::model::Model;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::try_it::TryIt;
use crate::{callbacks, calls, contents, glance, life_cycles, models, overview, statuses};

const STYLES: [&str; 3] = [
    include_str!("assets/page.css"),
    include_str!("assets/text.css"),
    include_str!("assets/print.css"),
];
const SCRIPTS: [&str; 2] = [include_str!("assets/page.js"), include_str!("assets/search.js")];
const TRY_STYLE: &str = include_str!("assets/try.css");
const TRY_SCRIPT: &str = include_str!("assets/try.js");

/// From how many articles on a browser lays out only those that are looked at.
const MANY: usize = 400;

pub(crate) fn page(model: &Model, try_it: Option<&TryIt>) -> Markup {
    let title = model.api.title.as_str();
    let is_large = articles(model) > MANY;
    html! {
        (DOCTYPE)
        html lang="en" {
            (head(title, try_it.is_some()))
            body.large[is_large] {
                a.skip href="#main" { "Skip to the text" }
                header.top {
                    p.title { a href="#about" { (title) } }
                    button.menu type="button" popovertarget=(contents::ID) { "Contents" }
                    (search())
                    button #colours type="button" hidden { "Dark" }
                }
                (contents::contents(model))
                main #main tabindex="-1" {
                    @if let Some(try_it) = try_it { (crate::try_it::banner(try_it)) }
                    (overview::about(model))
                    (glance::section(model))
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
                p #said role="status" {}
                @for script in SCRIPTS { script { (PreEscaped(script)) } }
                @if try_it.is_some() { script { (PreEscaped(TRY_SCRIPT)) } }
            }
        }
    }
}

fn articles(model: &Model) -> usize {
    let models =
        [model.resources.len(), model.objects.len(), model.enums.len(), model.scalars.len()];
    models.iter().sum::<usize>() + model.operations.len()
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
            @for style in STYLES { style { (PreEscaped(style)) } }
            @if tries { style { (PreEscaped(TRY_STYLE)) } }
        }
    }
}

/// Hidden until the script that does the work shows it.
fn search() -> Markup {
    html! {
        div #search role="search" hidden {
            label.unseen for="query" { "Search" }
            input #query type="search" placeholder="Search: a call, a member, a status" autocomplete="off"
                spellcheck="false" aria-controls="found" aria-keyshortcuts="/";
            p #count role="status" {}
            ol #found {}
        }
    }
}
