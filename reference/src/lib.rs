//! The description as one page of HTML for people: every call with its statuses and what they direct to do, every model with every
//! member's type, need and source, life cycles as diagrams.
//!
//! The page is complete without JavaScript and loads nothing. The scripts that it carries search it, copy samples,
//! show where one is and, where a server is named to [`page`], try calls on it. Well-kept renderers of API descriptions exist, but they show nothing without
//! JavaScript and know neither outcomes and directives nor life cycles nor sources.

mod anchor;
mod answers;
mod bodies;
mod callbacks;
mod calls;
mod contents;
mod curl;
mod enums;
mod example;
mod frame;
mod glance;
mod json;
mod life_cycle;
mod life_cycles;
mod lost;
mod members;
mod models;
mod overview;
mod relationships;
mod statuses;
mod text;
mod try_it;
mod types;
mod uses;
mod words;

use codegen::model::Model;

pub use self::try_it::{Account, TryIt};

/// The page. The same model makes the same bytes.
///
/// With `try_it` each call has a form that sends it to the server that serves the page.
#[must_use]
pub fn page(model: &Model, try_it: Option<&TryIt>) -> String {
    frame::page(model, try_it).into_string()
}
