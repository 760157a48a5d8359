//! Which writes have the same cases, but for their names.

use super::super::super::describe;
use super::super::super::document::{Answer, Place};
use super::super::super::settle;
use super::scene::Scene;
use crate::model;

/// All of a write on which its cases depend, beside its names and the table of statuses, which is that of the API.
#[derive(PartialEq, Eq)]
pub(super) struct Kind {
    key: Place,
    successes: Vec<Answer>,
    existing: Vec<Answer>,
    tells_what_was_made: bool,
    found: Vec<Answer>,
    lookup_parameter: Place,
    acts_on_existing: bool,
    compares: bool,
}

impl Scene<'_> {
    pub(super) fn kind(&self) -> Kind {
        let answers = |of: &[model::Answer]| of.iter().map(describe::answer).collect();
        Kind {
            key: settle::place(self.uncertain.key),
            successes: answers(&self.operation.successes),
            existing: answers(&self.operation.existing),
            tells_what_was_made: self.tells_what_was_made(),
            found: answers(&self.lookup.successes),
            lookup_parameter: settle::place(self.uncertain.lookup_parameter),
            acts_on_existing: self.again.is_some(),
            compares: !self.same.is_empty(),
        }
    }
}
