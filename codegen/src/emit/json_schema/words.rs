//! The words of a schema: descriptions made from the documentation of the model.

use super::shape::Direction;
use crate::model::{Doc, Enum, EnumValue, Sensitivity};

/// Says how to read an exact number.
pub(super) const EXACT: &str =
    "An exact decimal number: read its digits, not a binary floating-point number.";
/// Says what a time counts.
pub(super) const UNIX_SECONDS: &str = "Seconds since 1970-01-01T00:00:00Z.";
/// Says that a text is to be unescaped.
pub(super) const ESCAPED_TWICE: &str =
    "Its backslashes arrive doubled: replace two by one before use.";

/// Says that the list of an enum's values is not closed.
pub(super) const OPEN: &str =
    "The list is open: take a value that is not in it for one that was added, not for a mistake.";

/// The description of something documented: its words, the notes, and last its source.
pub(in crate::emit) fn description(doc: &Doc, notes: impl IntoIterator<Item = String>) -> String {
    let mut paragraphs = vec![doc.text.trim().to_owned()];
    paragraphs.extend(notes);
    paragraphs.push(format!("Source: {}.", doc.source));
    paragraphs.join("\n\n")
}

/// What holds for a value that is not to be shown.
pub(super) fn sensitivity(sensitivity: Sensitivity) -> Option<&'static str> {
    match sensitivity {
        Sensitivity::Open => None,
        Sensitivity::Personal => Some("Personal data: keep it out of logs."),
        Sensitivity::Secret => Some("A credential: keep it out of logs and error reports."),
    }
}

/// What the values of an enum say, as a Markdown list, and which facts hold for them.
pub(super) fn values(of: &Enum, direction: Direction) -> Vec<String> {
    let list = of
        .values
        .iter()
        .map(|value| value_line(value, &of.doc.source))
        .collect::<Vec<_>>()
        .join("\n");
    let facts = of.facts.iter().map(|fact| {
        let holding =
            of.values.iter().zip(&fact.holds).filter(|(_, holds)| **holds).map(|(value, _)| value);
        format!("Fact `{}`: {} Holds for {}.", fact.name, fact.doc.trim(), words(holding))
    });
    let open = (direction == Direction::Received).then(|| OPEN.to_owned());
    std::iter::once(list).chain(open).chain(facts).collect()
}

fn value_line(value: &EnumValue, enum_source: &str) -> String {
    let text = value.doc.text.trim().replace('\n', " ");
    if value.doc.source == enum_source {
        format!("- `{}`: {text}", value.word)
    } else {
        format!("- `{}`: {text} (Source: {}.)", value.word, value.doc.source)
    }
}

fn words<'a>(values: impl Iterator<Item = &'a EnumValue>) -> String {
    let words: Vec<_> = values.map(|value| format!("`{}`", value.word)).collect();
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
