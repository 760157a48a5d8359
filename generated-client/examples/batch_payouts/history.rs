//! What earlier runs did to the rows of a file, and what is left to do.

use std::collections::{BTreeMap, HashSet};

use cublox_payouts::models::{PayoutInvoiceId, PayoutStatus, Resolution};
use cublox_payouts::runtime::Decimal;

use crate::Failure;
use crate::journal::Record;
use crate::problem::Problem;
use crate::row::Row;
use crate::services::Payment;
use crate::stage::{Known, Stage};
use crate::table::{Column, Line};

/// A payout of the file and what is to be done with it next.
#[derive(Clone, Debug)]
pub(crate) struct Task {
    pub(crate) line: u64,
    pub(crate) reference_id: String,
    pub(crate) amount: Decimal,
    pub(crate) currency: String,
    /// Recipient data, to keep it out of what is shown.
    pub(crate) private: Vec<String>,
    pub(crate) step: Step,
}

/// What is to be done next.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// Make it: it was never sent, or certainly not made.
    Make(Box<Payment>),
    /// Go on with what may have been sent: this is the saved call.
    Resume(String),
    /// It is there, and it is not known to have been confirmed.
    Confirm(Known),
    /// See what has become of it.
    Look(Known),
    /// Nothing: its outcome is known.
    Nothing(Known),
}

/// What the journal tells of a payout.
#[derive(Debug)]
struct Past {
    line: u64,
    row: String,
    amount: Decimal,
    currency: String,
    state: State,
}

#[derive(Debug)]
enum State {
    Open { create: String },
    NotMade,
    Made { known: Known, confirmed: bool },
}

impl State {
    /// Whether money has moved or may move on its account.
    fn may_pay(&self) -> bool {
        match self {
            Self::Open { .. } => true,
            Self::NotMade => false,
            Self::Made { known, .. } => Stage::of(&known.status) != Stage::Failed,
        }
    }
}

/// What the journal tells, by `reference_id`.
#[derive(Debug, Default)]
pub(crate) struct History(BTreeMap<String, Past>);

impl History {
    /// Reads the records in their order.
    pub(crate) fn of(records: Vec<Record>) -> Result<Self, Failure> {
        let mut history = Self::default();
        for record in records {
            history.add(record)?;
        }
        Ok(history)
    }

    fn add(&mut self, record: Record) -> Result<(), Failure> {
        match record {
            Record::Batch { .. } => {}
            Record::Ordered { reference_id, line, row, amount, currency, create } => {
                let amount = amount.parse()?;
                self.0.insert(
                    reference_id,
                    Past { line, row, amount, currency, state: State::Open { create } },
                );
            }
            Record::NotMade { reference_id } => self.past(&reference_id)?.state = State::NotMade,
            Record::Seen { reference_id, id, status, resolution, made_before } => {
                let past = self.past(&reference_id)?;
                let confirmed = matches!(past.state, State::Made { confirmed: true, .. });
                let known = Known {
                    id: PayoutInvoiceId::from(id),
                    status: PayoutStatus::from(status),
                    resolution: resolution.map(Resolution::from),
                    made_before,
                };
                past.state = State::Made { known, confirmed };
            }
            Record::Confirmed { reference_id } => {
                if let State::Made { confirmed, .. } = &mut self.past(&reference_id)?.state {
                    *confirmed = true;
                }
            }
        }
        Ok(())
    }

    fn past(&mut self, reference_id: &str) -> Result<&mut Past, Failure> {
        let unknown = || {
            format!(
                "the journal tells of {reference_id} before it was ordered; it is not a journal of this program"
            )
        };
        Ok(self.0.get_mut(reference_id).ok_or_else(unknown)?)
    }

    /// Parts the rows into those to be paid and those that earlier runs have sent. What no longer fits what was sent is a problem.
    pub(crate) fn part(
        &self,
        lines: &[Line],
        rows: Vec<Row>,
    ) -> (Vec<Row>, Vec<Task>, Vec<Problem>) {
        let mut problems = self.vanished(lines);
        let (mut fresh, mut sent) = (Vec::new(), Vec::new());
        for row in rows {
            match self.0.get(&row.reference_id) {
                Some(past) if past.may_not_change(&row) => problems.push(past.changed(&row)),
                Some(past) => match past.step() {
                    Some(step) => sent.push(past.task(&row, step)),
                    None => fresh.push(row),
                },
                None => fresh.push(row),
            }
        }
        (fresh, sent, problems)
    }

    /// Payouts that were sent from this file and are no longer in it: perhaps somebody gave them another id.
    fn vanished(&self, lines: &[Line]) -> Vec<Problem> {
        let there: HashSet<&str> =
            lines.iter().filter_map(|line| line.get(Column::ReferenceId)).collect();
        let vanished =
            self.0.iter().filter(|(id, past)| past.state.may_pay() && !there.contains(id.as_str()));
        vanished
            .map(|(id, past)| {
                let message = format!(
                    "`{}` was sent from this line and is no longer in the file; put the row back, and pay what is new in a row of its own",
                    id.escape_debug()
                );
                Problem::cell(past.line, Column::ReferenceId, message)
            })
            .collect()
    }
}

impl Past {
    fn may_not_change(&self, row: &Row) -> bool {
        self.row != row.digest && !matches!(self.state, State::NotMade)
    }

    fn changed(&self, row: &Row) -> Problem {
        let advice = if self.state.may_pay() {
            "undo the change, and pay what is new in a row of its own"
        } else {
            "it failed, so give the changed row a new reference_id"
        };
        let (amount, currency) = (self.amount, &self.currency);
        Problem::line(
            row.line,
            format!("it was changed after it had been sent with {amount} {currency}; {advice}"),
        )
    }

    /// What is left to do; `None` where it is as if it had never been sent.
    fn step(&self) -> Option<Step> {
        match &self.state {
            State::NotMade => None,
            State::Open { create } => Some(Step::Resume(create.clone())),
            State::Made { known, .. } if known.status.is_settled() == Some(true) => {
                Some(Step::Nothing(known.clone()))
            }
            State::Made { known, confirmed: false } => Some(Step::Confirm(known.clone())),
            State::Made { known, confirmed: true } => Some(Step::Look(known.clone())),
        }
    }

    fn task(&self, row: &Row, step: Step) -> Task {
        Task {
            line: row.line,
            reference_id: row.reference_id.clone(),
            amount: self.amount,
            currency: self.currency.clone(),
            private: private(row),
            step,
        }
    }
}

impl From<Payment> for Task {
    fn from(payment: Payment) -> Self {
        Self {
            line: payment.row.line,
            reference_id: payment.row.reference_id.clone(),
            amount: payment.row.sum.amount(),
            currency: payment.currency.clone(),
            private: private(&payment.row),
            step: Step::Make(Box::new(payment)),
        }
    }
}

fn private(row: &Row) -> Vec<String> {
    let fields = row.fields.iter().map(|(_, value)| value);
    let customer = row.customer.iter().flat_map(|customer| {
        [&customer.name, &customer.email, &customer.phone, &customer.individual_tax_id]
    });
    fields.chain(customer.flatten()).chain(&row.description).cloned().collect()
}
