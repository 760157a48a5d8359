//! The counts of campaigns side by side, for people.

use std::fmt::Write as _;

use crate::report::Tally;

type Cell = fn(&Tally) -> String;

const ROWS: [(&str, Cell); 17] = [
    ("payouts asked for", |tally| tally.asked.to_string()),
    ("made", |tally| tally.made.to_string()),
    ("made twice", |tally| tally.twice.to_string()),
    ("lost", |tally| tally.lost.to_string()),
    ("told otherwise than the books say", |tally| tally.contradicted.to_string()),
    ("refused by the platform, told so", |tally| tally.refused.to_string()),
    ("reference_id of another, told so", |tally| tally.other_use.to_string()),
    ("not made although good, told so", |tally| tally.not_made.to_string()),
    ("unknown or unread when it calmed", |tally| tally.unknown.to_string()),
    ("  resolved by resume", |tally| tally.resolved.to_string()),
    ("  unknown for good, not in the books", |tally| tally.unsettled.to_string()),
    ("workers killed", |tally| tally.killed.to_string()),
    ("requests", |tally| tally.requests.to_string()),
    ("  that met a fault", |tally| tally.faults.to_string()),
    ("money told to be paid", |tally| tally.told_paid.to_string()),
    ("money moved", |tally| tally.moved.to_string()),
    ("faults of the sandbox itself", |tally| tally.sandbox_faults.to_string()),
];

/// A table with a column for each campaign, its title in lines.
pub fn table(columns: &[(&[&str], &Tally)]) -> String {
    let width = |(title, tally): &(&[&str], &Tally)| {
        let cells = ROWS.iter().map(|(_, cell)| cell(tally).len());
        cells.chain(title.iter().map(|line| line.len())).max().unwrap_or(0)
    };
    let widths: Vec<usize> = columns.iter().map(width).collect();
    let names = ROWS.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let lines = columns.iter().map(|(title, _)| title.len()).max().unwrap_or(0);
    let mut text = String::new();
    let mut row = |name: &str, cells: Vec<String>| {
        let _ = write!(text, "{name:names$}");
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(text, "  {cell:>width$}");
        }
        text.push('\n');
    };
    for line in 0..lines {
        let cells = columns.iter().map(|(title, _)| title.get(line).copied().unwrap_or_default());
        row("", cells.map(str::to_owned).collect());
    }
    for (name, cell) in ROWS {
        row(name, columns.iter().map(|(_, tally)| cell(tally)).collect());
    }
    text
}
