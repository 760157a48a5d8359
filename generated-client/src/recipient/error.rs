//! What is wrong with recipient data, and what could not be checked. Neither ever holds a value.

use std::fmt;

use crate::models::FieldDescriptor;
use crate::runtime::Map;

/// The language that services are said to have always.
const FALLBACK: &str = "en";

/// What is wrong with the fields of a new payout: one error or more, in the order of the service's fields; unknown keys
/// come last.
#[derive(Clone, Debug, PartialEq)]
pub struct RecipientErrors {
    errors: Vec<FieldError>,
    unchecked: Vec<Unchecked>,
}

impl RecipientErrors {
    /// The verdict: what could not be checked where nothing is wrong.
    pub(super) fn verdict(
        errors: Vec<FieldError>,
        unchecked: Vec<Unchecked>,
    ) -> Result<Vec<Unchecked>, Self> {
        if errors.is_empty() { Ok(unchecked) } else { Err(Self { errors, unchecked }) }
    }

    /// The errors.
    pub fn iter(&self) -> std::slice::Iter<'_, FieldError> {
        self.errors.iter()
    }

    /// The error of the field with this key.
    pub fn for_key(&self, key: &str) -> Option<&FieldError> {
        self.iter().find(|error| error.key == key)
    }

    /// What could not be checked beside that.
    pub fn unchecked(&self) -> &[Unchecked] {
        &self.unchecked
    }
}

impl<'a> IntoIterator for &'a RecipientErrors {
    type Item = &'a FieldError;
    type IntoIter = std::slice::Iter<'a, FieldError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for RecipientErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("recipient data: ")?;
        for (index, error) in self.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(formatter, "{separator}{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for RecipientErrors {}

/// What is wrong with one field. `Display` speaks English.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldError {
    key: String,
    problem: Problem,
    labels: Option<Map<String>>,
    hints: Option<Map<String>>,
}

impl FieldError {
    pub(super) fn new(descriptor: &FieldDescriptor, problem: Problem) -> Self {
        Self {
            key: descriptor.key.clone(),
            problem,
            labels: descriptor.label.clone(),
            hints: descriptor.hint.clone(),
        }
    }

    pub(super) fn unknown(key: &str) -> Self {
        Self { key: key.to_owned(), problem: Problem::Unknown, labels: None, hints: None }
    }

    /// The key of the field in the `fields` of a new payout.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What is wrong.
    pub fn problem(&self) -> Problem {
        self.problem
    }

    /// What to call the field, in this language (`uk`, `uk-UA`), else in English, else its key.
    pub fn label(&self, language: &str) -> &str {
        in_language(self.labels.as_ref(), language).unwrap_or(&self.key)
    }

    /// What to write there, in this language, else in English. `None` where the service has no hint.
    pub fn hint(&self, language: &str) -> Option<&str> {
        in_language(self.hints.as_ref(), language)
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "`{}`", self.key.escape_debug())?;
        if let Some(label) = in_language(self.labels.as_ref(), FALLBACK) {
            write!(formatter, " ({})", label.escape_debug())?;
        }
        write!(formatter, " {}", self.problem)
    }
}

/// The text in the language that is asked for, in its main language (`uk` for `uk-UA`), or in English.
fn in_language<'a>(texts: Option<&'a Map<String>>, language: &str) -> Option<&'a str> {
    let main = language.split(['-', '_']).next().unwrap_or(language);
    [language, main, FALLBACK].into_iter().find_map(|wanted| {
        let (_, text) =
            texts?.iter().find(|(language, _)| language.eq_ignore_ascii_case(wanted))?;
        (!text.is_empty()).then_some(text.as_str())
    })
}

/// What can be wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Problem {
    /// It is required, and absent or empty.
    Missing,
    /// The value does not match the pattern of the field.
    Pattern,
    /// The service has no such field.
    Unknown,
    /// The Luhn check digit is wrong: a mistyped card number.
    Luhn,
    /// The check digits are wrong: a mistyped IBAN.
    Iban,
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Missing => "is missing",
            Self::Pattern => "does not have the form that the service wants",
            Self::Unknown => "is not a field of the service",
            Self::Luhn => "has a wrong check digit",
            Self::Iban => "is not a valid IBAN",
        })
    }
}

/// A field that could not be checked in full.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unchecked {
    /// The key of the field in the `fields` of a new payout.
    pub key: String,
    /// Why not.
    pub why: WhyUnchecked,
}

/// Why a field could not be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WhyUnchecked {
    /// The pattern is not understood, or larger than the limits.
    PatternNotUnderstood,
    /// The value does not match, but might where the platform matches letters and digits beyond ASCII, which the pattern
    /// does not tell.
    PatternUnsure,
    /// The value is longer than 1 KiB.
    ValueTooLong,
    /// The service came without its fields.
    NotDescribed,
}

impl fmt::Display for WhyUnchecked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::PatternNotUnderstood => "its pattern is not understood",
            Self::PatternUnsure => {
                "its pattern does not tell whether letters and digits beyond ASCII are meant"
            }
            Self::ValueTooLong => "its value is too long to check",
            Self::NotDescribed => "the service came without its fields",
        })
    }
}
