//! Whether money may move: within the limits of the command line, or with somebody's consent.

use std::io::{self, IsTerminal as _, Write as _};

use crate::Failure;
use crate::arguments::{Arguments, Limit};
use crate::history::{Step, Task};
use crate::host::Host;
use crate::say;
use crate::totals::Totals;

/// Refuses what is beyond the limits, and asks where nobody has answered on the command line.
pub(crate) fn consent(arguments: &Arguments, host: &Host, tasks: &[Task]) -> Result<(), Failure> {
    within(&arguments.max_total, tasks)?;
    let unsent: Vec<&Task> = tasks.iter().filter(|task| moves_money(&task.step)).collect();
    if unsent.is_empty() {
        return Ok(());
    }
    say(&format!("Pays as {}:", host.place()?));
    let totals = Totals::of(unsent.iter().map(|task| (task.currency.as_str(), task.amount)));
    for (currency, total) in &totals.0 {
        say(&format!("  {}, {} {currency}", total.payouts(), total.shown()));
    }
    let sent = tasks.len() - unsent.len();
    if sent > 0 {
        say(&format!("  {sent} more are made and confirmed already and are not paid again"));
    }
    if host.is_sandbox || arguments.yes || !arguments.max_total.is_empty() {
        return Ok(());
    }
    ask(unsent.len())
}

fn moves_money(step: &Step) -> bool {
    matches!(step, Step::Make(_) | Step::Resume(_) | Step::Confirm(_))
}

/// Limits count for the whole file, whatever of it was paid before: so they mean the same in every run.
fn within(limits: &[Limit], tasks: &[Task]) -> Result<(), Failure> {
    if limits.is_empty() {
        return Ok(());
    }
    let totals = Totals::of(tasks.iter().map(|task| (task.currency.as_str(), task.amount)));
    for (currency, total) in &totals.0 {
        let Some(limit) = limits.iter().find(|limit| limit.currency == *currency) else {
            return Err(format!(
                "the file pays {} {currency}, and --max-total sets no limit for it",
                total.shown()
            )
            .into());
        };
        if total.sum.is_none_or(|sum| sum > limit.amount) {
            let limit = limit.amount;
            return Err(format!(
                "the file pays {} {currency}, and --max-total allows {limit}",
                total.shown()
            )
            .into());
        }
    }
    Ok(())
}

fn ask(count: usize) -> Result<(), Failure> {
    if !io::stdin().is_terminal() {
        return Err("there is nobody to ask whether to pay: give --max-total or --yes".into());
    }
    let mut out = io::stderr();
    write!(out, "Type {count} to pay: ")?;
    out.flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    match answer.trim() == count.to_string() {
        true => Ok(()),
        false => Err("not paid".into()),
    }
}
