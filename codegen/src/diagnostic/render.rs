//! Shows diagnostics the way rustc does.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Renderer, Snippet, normalize_untrusted_str,
};

use super::{Diagnostic, Label};
use crate::source::{FileId, SourceFile, Sources};

/// Columns of a source line that are shown; the rest is cut around the place in question.
const LINE_WIDTH: usize = 120;
/// Characters of a place that are underlined.
const MAX_UNDERLINED: usize = 80;
/// Characters of a message, label or help that are shown: they may quote a description of any size.
const MAX_TEXT: usize = 600;
/// Diagnostics that are shown; of more only the number is told.
const MAX_SHOWN: usize = 100;

/// The text for a terminal: every diagnostic with its code, file, line and column, the line itself and a caret.
///
/// Diagnostics are sorted by file, position and code, and equal ones are shown once. The text ends with a line break
/// unless there is nothing to show. Of more than a hundred, the rest is only counted.
#[must_use]
pub fn render(sources: &Sources, diagnostics: &[Diagnostic], color: bool) -> String {
    let renderer =
        if color { Renderer::styled() } else { Renderer::plain() }.term_width(LINE_WIDTH);
    let mut ordered: Vec<&Diagnostic> = diagnostics.iter().collect();
    ordered.sort_by(|a, b| a.order().cmp(&b.order()));
    ordered.dedup();
    let mut out = String::new();
    for diagnostic in ordered.iter().take(MAX_SHOWN) {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&renderer.render(&[group(sources, diagnostic)]));
        out.push('\n');
    }
    if let Some(hidden) = ordered.len().checked_sub(MAX_SHOWN).filter(|hidden| *hidden > 0) {
        let more = Level::ERROR.primary_title(format!("{hidden} more problems are not shown"));
        out.push_str(&format!("\n{}\n", renderer.render(&[Group::with_title(more)])));
    }
    out
}

fn group<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> Group<'a> {
    let title =
        Level::ERROR.primary_title(shortened(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title).elements(snippets(sources, diagnostic));
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(shortened(help)));
    }
    group
}

/// One snippet per file: the file of the primary place first, the others in the order in which they are named.
fn snippets<'a>(
    sources: &'a Sources,
    diagnostic: &'a Diagnostic,
) -> Vec<Snippet<'a, Annotation<'a>>> {
    let primary = diagnostic.primary.as_deref().map(|label| (AnnotationKind::Primary, label));
    let labels: Vec<(AnnotationKind, &Label)> = primary
        .into_iter()
        .chain(diagnostic.secondary.iter().map(|label| (AnnotationKind::Context, label)))
        .collect();
    let mut files: Vec<FileId> = Vec::new();
    for (_, label) in &labels {
        if !files.contains(&label.place.file) {
            files.push(label.place.file);
        }
    }
    files
        .into_iter()
        .filter_map(|id| {
            let labels = labels.iter().filter(|(_, label)| label.place.file == id);
            Some(snippet(sources.file(id)?, labels.copied()))
        })
        .collect()
}

/// The lines from the first to the last labelled place; the renderer folds what lies between.
fn snippet<'a>(
    file: &'a SourceFile,
    labels: impl Iterator<Item = (AnnotationKind, &'a Label)>,
) -> Snippet<'a, Annotation<'a>> {
    let text = file.text();
    let labels: Vec<_> =
        labels.map(|(kind, label)| (kind, clamped(text, &label.place.span), &label.text)).collect();
    let first = labels.iter().map(|(_, span, _)| span.start).min().unwrap_or(0);
    let last = labels.iter().map(|(_, span, _)| span.end).max().unwrap_or(0);
    let start = text[..first].rfind('\n').map_or(0, |at| at + 1);
    let end = text[last..].find('\n').map_or(text.len(), |at| last + at);
    let line = text[..start].matches('\n').count() + 1;
    Snippet::source(&text[start..end]).path(file.name()).line_start(line).annotations(
        labels.into_iter().map(|(kind, span, label)| {
            let annotation = kind.span(span.start - start..span.end - start);
            if label.is_empty() { annotation } else { annotation.label(shortened(label)) }
        }),
    )
}

/// The part of a span that can be shown: inside the text, on character boundaries, within one line, not too long.
fn clamped(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    let end = text.floor_char_boundary(span.end.max(start));
    let line = text[start..end].lines().next().unwrap_or("");
    let shown: usize = line.chars().take(MAX_UNDERLINED).map(char::len_utf8).sum();
    start..start + shown
}

/// The text without control characters and cut to a length that can be read.
fn shortened(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_TEXT).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    normalize_untrusted_str(&shown)
}
