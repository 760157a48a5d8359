//! What a service needs to know about the recipient: its descriptors, whether given details fit them, and how they are
//! masked.

use std::collections::BTreeMap;
use std::collections::HashMap;

use regex_lite::Regex;

use crate::json::{Object, string};
use crate::services::Catalogue;

/// One detail that a service needs.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Descriptor {
    pub(crate) key: &'static str,
    label: &'static str,
    pattern: &'static str,
    required: bool,
}

/// What the messages about members say, in the manner of the documented one.
pub(crate) const BLANK: &str = "This value should not be blank.";
pub(crate) const INVALID: &str = "This value is not valid.";

impl Descriptor {
    pub(crate) const fn required(
        key: &'static str,
        label: &'static str,
        pattern: &'static str,
    ) -> Self {
        Self { key, label, pattern, required: true }
    }

    pub(crate) const fn optional(
        key: &'static str,
        label: &'static str,
        pattern: &'static str,
    ) -> Self {
        Self { required: false, ..Self::required(key, label, pattern) }
    }

    /// As the pre-request shows it: the pattern with its backslashes doubled, every position 0.
    pub(crate) fn shown(&self) -> String {
        let words = || {
            ["ru", "en", "uk"]
                .into_iter()
                .fold(Object::new(), |words, language| words.text(language, self.label))
                .end()
        };
        Object::new()
            .text("key", self.key)
            .text("type", "string")
            .raw("label", words())
            .raw("example", "null")
            .raw("hint", words())
            .text("regexp", &self.pattern.replace('\\', r"\\"))
            .raw("required", self.required)
            .raw("position", 0)
            .end()
    }
}

/// The patterns of all descriptors, ready to match.
#[derive(Debug)]
pub(crate) struct Patterns(HashMap<&'static str, Regex>);

impl Patterns {
    /// # Errors
    /// Where a pattern is none.
    pub(crate) fn of(catalogue: &Catalogue) -> Result<Self, String> {
        let mut patterns = HashMap::new();
        for descriptor in catalogue.all().iter().flat_map(|service| service.method.fields) {
            let pattern = Regex::new(descriptor.pattern)
                .map_err(|error| format!("the pattern {}: {error}", descriptor.pattern))?;
            patterns.insert(descriptor.pattern, pattern);
        }
        Ok(Self(patterns))
    }

    /// What is wrong with the details, by member.
    pub(crate) fn problems(
        &self,
        descriptors: &[Descriptor],
        fields: &BTreeMap<String, String>,
        has_token: bool,
    ) -> Vec<(String, String)> {
        let problem = |descriptor: &Descriptor| {
            let stands_for_card = has_token && descriptor.key == "card_number";
            let given = fields.get(descriptor.key).filter(|value| !value.is_empty());
            match given {
                None if descriptor.required && !stands_for_card => Some(BLANK),
                Some(value) if !self.fits(descriptor, value) => Some(INVALID),
                _ => None,
            }
        };
        let named = |descriptor: &Descriptor| {
            Some((format!("fields.{}", descriptor.key), problem(descriptor)?.to_owned()))
        };
        descriptors.iter().filter_map(named).collect()
    }

    fn fits(&self, descriptor: &Descriptor, value: &str) -> bool {
        self.0.get(descriptor.pattern).is_some_and(|pattern| pattern.is_match(value))
    }
}

/// The details as the platform shows them: a JSON object of masked values.
pub(crate) fn masked(fields: &BTreeMap<String, String>) -> String {
    fields
        .iter()
        .fold(Object::new(), |object, (key, value)| object.raw(key, string(&mask(key, value))))
        .end_as_map()
}

/// A number as long as a card's keeps its first six and last four digits, as the page shows it; others keep their ends.
/// What tells the test service what to do is nobody's secret.
fn mask(key: &str, value: &str) -> String {
    if key.starts_with("test_details_") {
        return value.to_owned();
    }
    let letters: Vec<char> = value.chars().collect();
    let (first, last) = match letters.len() {
        12.. => (6, 4),
        5..12 => (1, 1),
        _ => (0, 0),
    };
    let kept = |index: usize| index < first || index >= letters.len() - last;
    letters
        .iter()
        .enumerate()
        .map(|(index, letter)| if kept(index) { *letter } else { '*' })
        .collect()
}
