//! Doc comments: the words of the description, with their source and what a reader must know beside them.

mod markdown;

use proc_macro2::TokenStream;
use quote::quote;

use self::markdown::Author;
use crate::model::{Doc, Example, Member, Sensitivity};

/// Doc comment lines of these paragraphs.
pub(super) fn paragraphs<'a>(texts: impl IntoIterator<Item = &'a str>) -> TokenStream {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.extend(
            wrapped(text)
                .iter()
                .map(|line| if line.is_empty() { String::new() } else { format!(" {line}") }),
        );
    }
    quote! { #(#[doc = #lines])* }
}

/// The lines of a doc comment inside a macro call.
pub(super) fn lines<'a>(texts: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        if !lines.is_empty() {
            lines.push("///".to_owned());
        }
        lines.extend(wrapped(text).iter().map(|line| format!("/// {line}").trim_end().to_owned()));
    }
    lines
}

/// A doc comment of one paragraph.
pub(super) fn line(text: &str) -> TokenStream {
    paragraphs([text])
}

/// The doc comment of a definition: its words and its source.
pub(super) fn definition(doc: &Doc) -> TokenStream {
    paragraphs([words(&doc.text).as_str(), &source(doc)])
}

/// The same, inside a macro call.
pub(super) fn definition_lines(doc: &Doc) -> Vec<String> {
    lines([words(&doc.text).as_str(), &source(doc)])
}

/// The same, for a part of a definition.
pub(super) fn part_lines(doc: &Doc, definition: &Doc) -> Vec<String> {
    if doc.source == definition.source {
        lines([words(&doc.text).as_str()])
    } else {
        definition_lines(doc)
    }
}

/// The doc comment of a part of a definition: it names its source only where that is another one.
pub(super) fn part(doc: &Doc, definition: &Doc) -> TokenStream {
    if doc.source == definition.source { line(&words(&doc.text)) } else { self::definition(doc) }
}

/// The doc comment of a member.
pub(super) fn member(member: &Member, definition: &Doc) -> TokenStream {
    let sensitivity = match member.sensitivity {
        Sensitivity::Open => None,
        Sensitivity::Personal => Some("Personal data: `Debug` shows `[redacted]`."),
        Sensitivity::Secret => Some("Secret: `Debug` shows `[redacted]`."),
    };
    let example = member.example.as_ref().map(|example| match example {
        Example::Text(text) | Example::Literal(text) => {
            format!("Example: {}.", code(text))
        }
    });
    let source = (member.doc.source != definition.source).then(|| source(&member.doc));
    let extras = [sensitivity.map(str::to_owned), example, source];
    let extras: Vec<String> = extras.into_iter().flatten().collect();
    let words = words(&member.doc.text);
    if extras.is_empty() { line(&words) } else { paragraphs([words.as_str(), &extras.join(" ")]) }
}

fn source(doc: &Doc) -> String {
    format!("Source: {}.", doc.source)
}

/// The lines of a text of the emitter, those that are too long wrapped.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    markdown::lines(text, Author::Emitter)
}

/// The words of a description, as Markdown that shows them as they are written.
pub(super) fn words(text: &str) -> String {
    markdown::lines(text, Author::Description).join("\n")
}

/// A text of the API as code.
pub(super) fn code(text: &str) -> String {
    markdown::code(text)
}

/// The first sentence of a description's words, for a file's purpose.
pub(super) fn first_sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = text.find(". ").and_then(|end| text.get(..=end)).unwrap_or(&text);
    words(sentence).replace('\n', " ")
}
