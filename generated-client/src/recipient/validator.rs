//! Holds the fields of a new payout against the fields that a service asks for.

use std::collections::BTreeMap;

use super::checksum::{is_iban_valid, is_luhn_valid};
use super::error::{FieldError, Problem, RecipientErrors, Unchecked, WhyUnchecked};
use super::pattern::{self, Match};
use crate::models::{FieldDescriptor, PrerequestService};

/// Checks recipient data for one service. [`PrerequestService::validator`] makes one.
#[derive(Clone, Debug)]
pub struct Validator<'a> {
    service: &'a PrerequestService,
    checksums: Vec<(String, Checksum)>,
}

/// A kind of check digits.
#[derive(Clone, Copy, Debug)]
enum Checksum {
    Luhn,
    Iban,
}

/// What is to be said of one field.
enum Finding {
    Wrong(Problem),
    Unchecked(WhyUnchecked),
}

impl<'a> Validator<'a> {
    pub(super) fn new(service: &'a PrerequestService) -> Self {
        Self { service, checksums: Vec::new() }
    }

    /// Checks the Luhn check digit of the field with this key too, as card numbers have it.
    #[must_use]
    pub fn luhn(self, key: impl Into<String>) -> Self {
        self.with(key, Checksum::Luhn)
    }

    /// Checks that the field with this key is an IBAN, too.
    #[must_use]
    pub fn iban(self, key: impl Into<String>) -> Self {
        self.with(key, Checksum::Iban)
    }

    fn with(mut self, key: impl Into<String>, checksum: Checksum) -> Self {
        self.checksums.push((key.into(), checksum));
        self
    }

    /// Checks the fields of a new payout. Returns what could not be checked. See [`PrerequestService::validate`].
    ///
    /// # Errors
    /// What is wrong, at most one problem for each field.
    pub fn validate<K: AsRef<str>, V: AsRef<str>>(
        &self,
        fields: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Vec<Unchecked>, RecipientErrors> {
        let fields: Vec<(K, V)> = fields.into_iter().collect();
        let fields = fields.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect();
        match &self.service.fields {
            Some(descriptors) => self.check(descriptors, &fields),
            None => Ok(fields
                .into_keys()
                .map(|key| unchecked(key, WhyUnchecked::NotDescribed))
                .collect()),
        }
    }

    fn check(
        &self,
        descriptors: &[FieldDescriptor],
        fields: &BTreeMap<&str, &str>,
    ) -> Result<Vec<Unchecked>, RecipientErrors> {
        let (mut errors, mut not_checked) = (Vec::new(), Vec::new());
        for descriptor in descriptors {
            match self.finding(descriptor, fields.get(descriptor.key.as_str()).copied()) {
                Some(Finding::Wrong(problem)) => errors.push(FieldError::new(descriptor, problem)),
                Some(Finding::Unchecked(why)) => not_checked.push(unchecked(&descriptor.key, why)),
                None => {}
            }
        }
        let unknown = fields
            .keys()
            .filter(|key| descriptors.iter().all(|descriptor| descriptor.key != **key));
        errors.extend(unknown.map(|key| FieldError::unknown(key)));
        RecipientErrors::verdict(errors, not_checked)
    }

    fn finding(&self, descriptor: &FieldDescriptor, value: Option<&str>) -> Option<Finding> {
        let Some(value) = value.filter(|value| !value.is_empty()) else {
            return (descriptor.required == Some(true)).then_some(Finding::Wrong(Problem::Missing));
        };
        match by_pattern(descriptor, value) {
            Some(Finding::Wrong(problem)) => Some(Finding::Wrong(problem)),
            other => self.by_checksum(&descriptor.key, value).or(other),
        }
    }

    fn by_checksum(&self, key: &str, value: &str) -> Option<Finding> {
        let mut wanted = self.checksums.iter().filter(|(wanted, _)| wanted == key);
        wanted.find_map(|(_, checksum)| checksum.problem(value)).map(Finding::Wrong)
    }
}

impl Checksum {
    fn problem(self, value: &str) -> Option<Problem> {
        match self {
            Self::Luhn => (!is_luhn_valid(value)).then_some(Problem::Luhn),
            Self::Iban => (!is_iban_valid(value)).then_some(Problem::Iban),
        }
    }
}

fn by_pattern(descriptor: &FieldDescriptor, value: &str) -> Option<Finding> {
    match pattern::matches(descriptor.regexp.as_ref()?, value) {
        Match::Yes => None,
        Match::No => Some(Finding::Wrong(Problem::Pattern)),
        Match::Unknown(why) => Some(Finding::Unchecked(why)),
    }
}

fn unchecked(key: &str, why: WhyUnchecked) -> Unchecked {
    Unchecked { key: key.to_owned(), why }
}
