//! The dry run: what would be sent, with recipient data masked.

use crate::history::{Step, Task};
use crate::row::{Row, Sum};
use crate::tell;
use crate::totals::Totals;

/// What a dry run shows instead of what it hides.
const MASK: &str = "****";

/// Shows the rows that would be paid, and how many others there are.
pub(crate) fn show(rows: &[Row], tasks: &[Task], show_recipients: bool) {
    for row in rows {
        tell(&line(row, &sum(&row.sum), show_recipients));
    }
    for task in tasks {
        let action = match &task.step {
            Step::Make(payment) => {
                let sum = format!("{} {}", task.amount, task.currency);
                tell(&line(&payment.row, &sum, show_recipients));
                continue;
            }
            Step::Resume(_) => {
                "was sent before: would be looked up, and made only where there is none"
            }
            Step::Confirm(_) => "is made: would be confirmed",
            Step::Look(_) => "is made and confirmed: would be looked at",
            Step::Nothing(_) => "is settled: nothing would be done",
        };
        tell(&format!("line {}: {}  {action}", task.line, task.reference_id));
    }
    let made = tasks.iter().filter(|task| matches!(task.step, Step::Make(_)));
    for (currency, total) in &Totals::of(made.map(|task| (task.currency.as_str(), task.amount))).0 {
        tell(&format!("would pay {} {currency} in {}", total.shown(), total.payouts()));
    }
    tell("dry run: nothing was sent");
}

fn sum(sum: &Sum) -> String {
    match sum {
        Sum::Amount { amount, currency } => format!("{amount} {currency}"),
        Sum::ServiceAmount(amount) => format!("{amount} in the currency of the service"),
    }
}

fn line(row: &Row, sum: &str, show_recipients: bool) -> String {
    let shown = |value: &str| if show_recipients { value.to_owned() } else { masked(value) };
    let mut line = format!("line {}: {}  {sum} by {}", row.line, row.reference_id, row.service);
    for (key, value) in &row.fields {
        line.push_str(&format!("  {key}={}", shown(value)));
    }
    if let Some(customer) = &row.customer {
        line.push_str(&format!("  customer={}", shown(&customer.reference_id)));
    }
    line
}

/// The last four digits of a long number, such as a card's; nothing of anything else.
fn masked(value: &str) -> String {
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    match value.len().checked_sub(4).and_then(|hidden| value.get(hidden..)) {
        Some(end) if is_number && value.len() >= 12 => format!("{MASK}{end}"),
        _ => MASK.to_owned(),
    }
}
