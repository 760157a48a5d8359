//! JSON as it is read: highlighted without changing a character, and with single values put in place of others.

use codegen::model::{Example, Sample};
use maud::{Markup, html};

/// A documented sample, folded away unless `open`.
pub(crate) fn sample(title: &Markup, sample: &Sample, open: bool) -> Markup {
    panel(title, &highlighted(sample.text.trim_end()), open)
}

/// Something to copy under a title, folded away unless `open`.
pub(crate) fn panel(title: &Markup, text: &Markup, open: bool) -> Markup {
    html! {
        details.sample open[open] {
            summary { (title) }
            pre tabindex="0" { code { (text) } }
        }
    }
}

/// A value as it stands on the wire.
pub(crate) fn literal(example: &Example) -> String {
    match example {
        Example::Text(text) => string(text),
        Example::Literal(literal) => literal.clone(),
    }
}

pub(crate) fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// JSON with its names, texts and other values marked.
pub(crate) fn highlighted(text: &str) -> Markup {
    let tokens = tokens(text);
    html! {
        @for token in &tokens {
            @match token.kind {
                Kind::Other => (token.text),
                Kind::Name => span.name { (token.text) },
                Kind::Text => span.text { (token.text) },
                Kind::Literal => span.literal { (token.text) },
            }
        }
    }
}

/// The same JSON with other values for members of these names, wherever they hold a plain value. `values` are plain texts.
pub(crate) fn with_values<'a>(text: &str, value: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut replacement = None;
    let mut changed = String::new();
    for token in tokens(text) {
        match (token.kind, replacement) {
            (Kind::Name, _) => {
                replacement = value(token.text.trim_matches('"'));
                changed.push_str(token.text);
            }
            (Kind::Text | Kind::Literal, Some(new)) => {
                changed.push_str(&string(new));
                replacement = None;
            }
            _ => {
                if token.text.contains(['{', '[']) {
                    replacement = None;
                }
                changed.push_str(token.text);
            }
        }
    }
    changed
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Name,
    Text,
    Literal,
    Other,
}

#[derive(Debug)]
struct Token<'a> {
    kind: Kind,
    text: &'a str,
}

/// The pieces of a JSON text: together they are the text again, whatever it is.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_literal = |char: char| char.is_ascii_alphanumeric() || "+-.".contains(char);
        let (kind, length) = if first == '"' {
            let length = string_length(rest);
            let is_name = rest[length..].trim_start().starts_with(':');
            (if is_name { Kind::Name } else { Kind::Text }, length)
        } else if is_literal(first) {
            (Kind::Literal, rest.find(|char| !is_literal(char)).unwrap_or(rest.len()))
        } else {
            let starts = |char: char| char == '"' || is_literal(char);
            (Kind::Other, rest.find(starts).unwrap_or(rest.len()))
        };
        let (token, after) = rest.split_at(length);
        tokens.push(Token { kind, text: token });
        rest = after;
    }
    tokens
}

/// How many bytes the string takes with which the text begins, its quotes included.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    for (index, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'"' => return index + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"{ "a": "x \" : y", "b": [1.50, true, null], "ü": {} }"#;

    #[test]
    fn no_character_is_lost() {
        for text in [TEXT, "", "\"open", "{é", "plain text 1"] {
            assert_eq!(tokens(text).iter().map(|token| token.text).collect::<String>(), text);
        }
    }

    #[test]
    fn marks_names_texts_and_literals() {
        let marked = highlighted(TEXT).into_string();
        for part in [
            r#"<span class="name">&quot;a&quot;</span>"#,
            r#"<span class="text">&quot;x \&quot; : y&quot;</span>"#,
            r#"<span class="literal">1.50</span>"#,
            r#"<span class="literal">null</span>"#,
        ] {
            assert!(marked.contains(part), "{part} is not in {marked}");
        }
    }

    #[test]
    fn puts_values_in_place_of_plain_ones_only() {
        let value = |name: &str| match name {
            "a" => Some("q\"q"),
            "b" => Some("never"),
            _ => None,
        };
        let changed = with_values(r#"{"a": 1.50, "b": [1], "c": 10.00}"#, value);
        assert_eq!(changed, r#"{"a": "q\"q", "b": [1], "c": 10.00}"#);
    }
}
