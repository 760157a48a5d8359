//! A table for people to read: how many cases of each kind there are, how many pass, and whether each can fail.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::apis::Bound;
use crate::cases::Cases;
use crate::mutation::mutants;
use crate::run::{Door, Verdicts, run};

/// A line of the table: a kind of cases, run through both doors.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How many cases there are.
    pub cases: usize,
    /// What is wrong, by case and door.
    pub wrong: Vec<String>,
    /// The cases that a client passes although they were changed to be wrong.
    pub blunt: Vec<String>,
}

/// Runs all cases as they are and, each changed once, as they should not be; the rows by kind.
pub fn table<B: Bound>(cases: &Cases) -> BTreeMap<&'static str, Row> {
    let mutants = mutants(cases);
    let mut rows: BTreeMap<&'static str, Row> = BTreeMap::new();
    for door in Door::ALL {
        for (kind, name, verdict) in run::<B>(cases, door) {
            let row = rows.entry(kind).or_default();
            if door == Door::Blocking {
                row.cases += 1;
            }
            row.wrong.extend(verdict.err().map(|error| format!("{name} ({door:?}): {error}")));
        }
        for (kind, name) in passed(run::<B>(&mutants, door)) {
            rows.entry(kind).or_default().blunt.push(format!("{name} ({door:?})"));
        }
    }
    rows
}

fn passed(verdicts: Verdicts) -> impl Iterator<Item = (&'static str, String)> {
    let passed = verdicts.into_iter().filter(|(_, _, verdict)| verdict.is_ok());
    passed.map(|(kind, name, _)| (kind, name))
}

impl Row {
    /// Whether all is as it should be.
    pub fn is_good(&self) -> bool {
        self.wrong.is_empty() && self.blunt.is_empty()
    }

    /// The line under this heading, and below it what is wrong.
    pub fn text(&self, kind: &str) -> String {
        let mut text = format!("  {kind:<12}{:>6} cases", self.cases);
        if self.is_good() {
            text.push_str(", all pass; changed once, none does\n");
            return text;
        }
        text.push('\n');
        for wrong in &self.wrong {
            let _ = writeln!(text, "    FAILS  {wrong}");
        }
        for blunt in &self.blunt {
            let _ = writeln!(text, "    CANNOT FAIL  {blunt}");
        }
        text
    }
}
