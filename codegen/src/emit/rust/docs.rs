//! Doc comments: the words of the description, with their source and what a reader must know beside them.

use proc_macro2::TokenStream;
use quote::quote;

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
    paragraphs([doc.text.as_str(), &source(doc)])
}

/// The same, inside a macro call.
pub(super) fn definition_lines(doc: &Doc) -> Vec<String> {
    lines([doc.text.as_str(), &source(doc)])
}

/// The same, for a part of a definition.
pub(super) fn part_lines(doc: &Doc, definition: &Doc) -> Vec<String> {
    if doc.source == definition.source { lines([doc.text.as_str()]) } else { definition_lines(doc) }
}

/// The doc comment of a part of a definition: it names its source only where that is another one.
pub(super) fn part(doc: &Doc, definition: &Doc) -> TokenStream {
    if doc.source == definition.source {
        line(&doc.text)
    } else {
        paragraphs([doc.text.as_str(), &source(doc)])
    }
}

/// The doc comment of a member.
pub(super) fn member(member: &Member, definition: &Doc) -> TokenStream {
    let sensitivity = match member.sensitivity {
        Sensitivity::Open => None,
        Sensitivity::Personal => Some("Personal data: `Debug` shows `[redacted]`."),
        Sensitivity::Secret => Some("Secret: `Debug` shows `[redacted]`."),
    };
    let example = member.example.as_ref().map(|example| match example {
        Example::Text(text) | Example::Literal(text) => format!("Example: `{text}`."),
    });
    let source = (member.doc.source != definition.source).then(|| source(&member.doc));
    let extras = [sensitivity.map(str::to_owned), example, source];
    let extras: Vec<String> = extras.into_iter().flatten().collect();
    if extras.is_empty() {
        line(&member.doc.text)
    } else {
        paragraphs([member.doc.text.as_str(), &extras.join(" ")])
    }
}

fn source(doc: &Doc) -> String {
    format!("Source: {}.", doc.source)
}

/// The widest line of a doc comment, without its mark.
const WIDTH: usize = 110;

/// The lines of a text, those that are too long wrapped; items of a list stay as they are. No line is indented, which would
/// make code of it.
pub(super) fn wrapped(text: &str) -> Vec<String> {
    text.trim().lines().map(str::trim).flat_map(wrapped_line).collect()
}

fn wrapped_line(line: &str) -> Vec<String> {
    if line.len() <= WIDTH || line.starts_with(['-', '*', '|']) {
        return vec![line.to_owned()];
    }
    let mut lines = vec![String::new()];
    for word in line.split_whitespace() {
        let fits =
            lines.last().is_none_or(|last| last.is_empty() || last.len() + 1 + word.len() <= WIDTH);
        if !fits {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

/// The first sentence, for a file's purpose.
pub(super) fn first_sentence(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.find(". ") {
        Some(end) => text[..=end].to_owned(),
        None => text,
    }
}
