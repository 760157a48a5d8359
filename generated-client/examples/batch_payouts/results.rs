//! What became of every row: a CSV file beside the one that was paid, and a summary.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::batch::Finished;
use crate::journal;
use crate::pay::{Outcome, Reason};
use crate::stage::{Known, Stage};
use crate::table::Header;
use crate::totals::Totals;
use crate::{say, tell};

/// How many rows that somebody should look at are shown; all of them are in the file.
const MOST_SHOWN: usize = 20;

const COLUMNS: [&str; 9] = [
    "line",
    "reference_id",
    "outcome",
    "status",
    "resolution",
    "payout_id",
    "amount",
    "currency",
    "message",
];

/// Writes the results: a whole new file in the place of an old one, or nothing.
pub(crate) fn write(csv: &Path, header: &Header, rows: &[Finished]) -> Result<PathBuf, Failure> {
    let path = journal::beside(csv, "results.csv");
    let partial = journal::beside(csv, "results.csv.partial");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows {
        writer.write_record(cells(row, header))?;
    }
    let text = writer.into_inner()?;
    let mut file = journal::private(OpenOptions::new().write(true).create(true).truncate(true))
        .open(&partial)?;
    file.write_all(&text)?;
    file.sync_all()?;
    fs::rename(&partial, &path)?;
    journal::sync_folder(&path)?;
    Ok(path)
}

fn cells(row: &Finished, header: &Header) -> [String; 9] {
    let known = known(&row.outcome);
    let text = |of: fn(&Known) -> String| known.map(of).unwrap_or_default();
    [
        row.task.line.to_string(),
        row.task.reference_id.clone(),
        word(&row.outcome).to_owned(),
        text(|known| known.status.to_string()),
        text(|known| known.resolution.as_ref().map(ToString::to_string).unwrap_or_default()),
        text(|known| known.id.to_string()),
        row.task.amount.to_string(),
        row.task.currency.clone(),
        message(&row.outcome, header),
    ]
}

fn known(outcome: &Outcome) -> Option<&Known> {
    match outcome {
        Outcome::There(known) | Outcome::Unconfirmed { known, .. } => Some(known),
        Outcome::Refused { .. } | Outcome::Uncertain(_) | Outcome::NotSent => None,
    }
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::There(known) => match Stage::of(&known.status) {
            Stage::Paid => "paid",
            Stage::PaidInPart => "paid in part",
            Stage::UnderWay => "under way",
            Stage::Failed => "failed",
        },
        Outcome::Unconfirmed { .. } => "not confirmed",
        Outcome::Refused { .. } => "refused",
        Outcome::Uncertain(_) => "uncertain",
        Outcome::NotSent => "not sent",
    }
}

fn message(outcome: &Outcome, header: &Header) -> String {
    let shown = |Reason { column, message }: &Reason| match column {
        Some(column) => format!("{}: {message}", header.place(*column)),
        None => message.clone(),
    };
    match outcome {
        Outcome::There(known) => of_known(known).join("; "),
        Outcome::NotSent => String::new(),
        Outcome::Refused { why, .. } => why.iter().map(shown).collect::<Vec<_>>().join("; "),
        Outcome::Unconfirmed { known, why } => {
            let of_known = of_known(known).into_iter().map(str::to_owned);
            of_known.chain(why.iter().map(shown)).collect::<Vec<_>>().join("; ")
        }
        Outcome::Uncertain(why) => why.clone(),
    }
}

/// What is to be said of a payout that is there.
fn of_known(known: &Known) -> Vec<&'static str> {
    let mut said = Vec::new();
    if Stage::of(&known.status) == Stage::Failed {
        said.push("it ended unpaid; to pay it again, give the row a new reference_id");
    }
    if known.made_before {
        said.push(
            "this reference_id was used before this file was paid, and that payout counts as this row's; recipients are not compared, \
             the platform shows them masked: look whom it went to",
        );
    }
    said
}

/// Whether somebody must look at this row, or run again for it.
pub(crate) fn is_trouble(row: &Finished, waited: bool) -> bool {
    match &row.outcome {
        Outcome::There(known) => match Stage::of(&known.status) {
            Stage::Paid => false,
            Stage::UnderWay => waited,
            Stage::PaidInPart | Stage::Failed => true,
        },
        _ => true,
    }
}

/// Whether something else had made this payout before.
fn is_older(row: &Finished) -> bool {
    known(&row.outcome).is_some_and(|known| known.made_before)
}

/// Shows what went wrong or asks for a look, and how much came to what.
pub(crate) fn summarize(header: &Header, rows: &[Finished]) {
    let shown: Vec<&Finished> = rows
        .iter()
        .filter(|row| is_trouble(row, false) || is_older(row))
        .filter(|row| !matches!(row.outcome, Outcome::NotSent))
        .collect();
    for row in shown.iter().take(MOST_SHOWN) {
        let (line, id, word) = (row.task.line, &row.task.reference_id, word(&row.outcome));
        let known =
            known(&row.outcome).map(|known| format!(" {}", known.status)).unwrap_or_default();
        let message = message(&row.outcome, header);
        let message = if message.is_empty() { message } else { format!(": {message}") };
        say(&format!("line {line}: {id} {word}{known}{message}"));
    }
    if let Some(more) = shown.len().checked_sub(MOST_SHOWN).filter(|more| *more > 0) {
        say(&format!("and {more} more, see the results"));
    }
    let totals = Totals::of(rows.iter().map(|row| {
        let status = known(&row.outcome).map(|known| known.status.to_string()).unwrap_or_default();
        ((word(&row.outcome), status, row.task.currency.as_str()), row.task.amount)
    }));
    tell(&format!("{:<14} {:<20} {:>8}  {:>20}", "outcome", "status", "payouts", "sum"));
    for ((word, status, currency), total) in &totals.0 {
        tell(&format!(
            "{word:<14} {status:<20} {:>8}  {:>20} {currency}",
            total.count,
            total.shown()
        ));
    }
}
