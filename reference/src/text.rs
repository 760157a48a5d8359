//! The words of the description as HTML: paragraphs, lists of lines with `- `, code in backticks; all else is as it was written.

use codegen::model::Doc;
use maud::{Markup, Render, html};

use crate::anchor;

/// A text in paragraphs.
pub(crate) fn text(text: &str) -> Markup {
    html! { @for each in blocks(text) { (block(&each, None)) } }
}

fn block(block: &Block, behind: Option<Markup>) -> Markup {
    let last = |index: usize, items: &[String]| behind.clone().filter(|_| index + 1 == items.len());
    html! {
        @match block {
            Block::Paragraph(words) => p { (inline(words)) @if let Some(more) = &behind { " " (more) } },
            Block::List(items) => ul {
                @for (index, item) in items.iter().enumerate() {
                    li { (inline(item)) @if let Some(more) = last(index, items) { " " (more) } }
                }
            },
        }
    }
}

/// A text in paragraphs and, behind its last word, where it is documented.
pub(crate) fn doc(doc: &Doc) -> Markup {
    let blocks = blocks(&doc.text);
    let last = blocks.len().saturating_sub(1);
    html! {
        div.doc {
            @for (index, each) in blocks.iter().enumerate() {
                (block(each, (index == last).then(|| source(&doc.source))))
            }
        }
    }
}

/// A text in paragraphs, its source being shown elsewhere.
pub(crate) fn unsourced(doc: &Doc) -> Markup {
    html! { div.doc { (text(&doc.text)) } }
}

/// The short name of a source, linked to what it is.
pub(crate) fn source(name: &str) -> Markup {
    html! { a.source href=(anchor::link(&anchor::source(name))) title="Where this is documented" { (name) } }
}

/// Words without paragraphs.
pub(crate) fn inline(text: &str) -> Markup {
    let pieces = pieces(text);
    html! {
        @for piece in pieces {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Code(code) => code { (code) },
            }
        }
    }
}

/// A word or more in code, with "and" before the last of several.
pub(crate) fn codes<'a>(words: impl IntoIterator<Item = &'a str>) -> Markup {
    joined(words.into_iter().map(|word| html! { code { (word) } }).collect())
}

/// Pieces with commas between them and "and" before the last.
pub(crate) fn joined<T: Render>(pieces: Vec<T>) -> Markup {
    let last = pieces.len().saturating_sub(1);
    html! {
        @for (index, piece) in pieces.iter().enumerate() {
            @if index > 0 { @if index == last { " and " } @else { ", " } }
            (piece)
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    List(Vec<String>),
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(str::trim) {
        let item = line.strip_prefix("- ");
        match (item, blocks.last_mut()) {
            _ if line.is_empty() => is_open = false,
            (Some(item), Some(Block::List(items))) => {
                items.push(item.to_owned());
                is_open = true;
            }
            (Some(item), _) => {
                blocks.push(Block::List(vec![item.to_owned()]));
                is_open = true;
            }
            (None, Some(block)) if is_open => append(block, line),
            (None, _) => {
                blocks.push(Block::Paragraph(line.to_owned()));
                is_open = true;
            }
        }
    }
    blocks
}

fn append(block: &mut Block, line: &str) {
    let words = match block {
        Block::Paragraph(words) => Some(words),
        Block::List(items) => items.last_mut(),
    };
    if let Some(words) = words {
        words.push(' ');
        words.push_str(line);
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Piece<'a> {
    Words(&'a str),
    Code(&'a str),
}

/// A backtick that nothing closes is a word.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, code, after)) = next_code(rest) {
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        pieces.push(Piece::Code(code));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

fn next_code(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('`')?;
    let (code, after) = rest.split_once('`')?;
    Some((before, code, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_lists_and_code() {
        let html = text("One\nline.\n\nTwo `a < b`:\n- x\n  y\n- z\n\nEnd `of").into_string();
        assert_eq!(
            html,
            "<p>One line.</p><p>Two <code>a &lt; b</code>:</p><ul><li>x y</li><li>z</li></ul><p>End `of</p>"
        );
    }

    #[test]
    fn nothing_else_is_markup() {
        assert_eq!(inline("<b> *a* & \"b\"").into_string(), "&lt;b&gt; *a* &amp; &quot;b&quot;");
    }
}
