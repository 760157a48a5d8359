//! Pays one row: makes the payout, confirms it, sees what has become of it. Each step is in the journal before the next is taken.

use cublox_payouts::Calls as _;
use cublox_payouts::models::PayoutStatus;
use cublox_payouts::operations::payout_invoices::Create;
use cublox_payouts::runtime::{Directive, How, Once, OnceError, Reconcile, Saved, Tries};
use cublox_payouts::{Api, Client};

use crate::Failure;
use crate::history::{Step, Task};
use crate::journal::{Journal, Record};
use crate::services::Payment;
use crate::stage::Known;
use crate::table::Column;

/// What came of a row.
#[derive(Clone, Debug)]
pub(crate) enum Outcome {
    /// The payout is there, and nothing is left to send.
    There(Known),
    /// It is there, and not known to have been confirmed.
    Unconfirmed { known: Known, why: Vec<Reason> },
    /// It was not made.
    Refused { why: Vec<Reason>, by_credentials: bool },
    /// Whether it was made is not known. The next run goes on with it.
    Uncertain(String),
    /// This run did not come to it.
    NotSent,
}

impl Outcome {
    /// What is known of a row that this run does not come to.
    pub(crate) fn before(step: &Step) -> Self {
        match step {
            Step::Make(_) => Self::NotSent,
            Step::Resume(_) => Self::Uncertain(
                "an earlier run sent it and did not learn what became of it".to_owned(),
            ),
            Step::Confirm(known) => Self::Unconfirmed { known: known.clone(), why: Vec::new() },
            Step::Look(known) | Step::Nothing(known) => Self::There(known.clone()),
        }
    }
}

/// Why something went wrong, with the column that is at fault where the host says so.
#[derive(Clone, Debug)]
pub(crate) struct Reason {
    pub(crate) column: Option<Column>,
    pub(crate) message: String,
}

/// Pays rows, with a journal.
#[derive(Debug)]
pub(crate) struct Payer {
    client: Client,
    journal: Journal,
}

impl Payer {
    pub(crate) fn new(client: Client, journal: Journal) -> Self {
        Self { client, journal }
    }

    /// Does what is to be done with a row.
    ///
    /// # Errors
    /// Where the journal cannot be written. What was sent is found out by the next run.
    pub(crate) async fn advance(&self, task: &Task) -> Result<Outcome, Failure> {
        match &task.step {
            Step::Make(payment) => self.make(task, payment).await,
            Step::Resume(create) => {
                let resumed = self.client.resume::<Create>(&Saved::parse(create)?)?;
                self.made(task, resumed.send_once().await).await
            }
            Step::Confirm(known) => self.confirm(task, known.clone(), true).await,
            Step::Look(known) => self.look(task, known).await,
            Step::Nothing(known) => Ok(Outcome::There(known.clone())),
        }
    }

    async fn make(&self, task: &Task, payment: &Payment) -> Result<Outcome, Failure> {
        let call = self.client.call(payment.row.create(&payment.currency));
        let ordered = Record::Ordered {
            reference_id: task.reference_id.clone(),
            line: task.line,
            row: payment.row.digest.clone(),
            amount: task.amount.to_string(),
            currency: task.currency.clone(),
            create: call.save()?.text(),
        };
        self.journal.write(ordered).await?;
        self.made(task, call.send_once().await).await
    }

    async fn made(
        &self,
        task: &Task,
        result: Result<Once<Create>, OnceError<Create>>,
    ) -> Result<Outcome, Failure> {
        match result {
            Ok(Once::Done(made)) => {
                // Whoever made it before may have confirmed it, too.
                let perhaps_confirmed = made.how != How::Answered;
                let known = Known::first(made.resource, is_older(&task.step, made.how, made.tries));
                self.seen(task, &known).await?;
                match known.status {
                    PayoutStatus::Created => self.confirm(task, known, perhaps_confirmed).await,
                    _ => Ok(Outcome::There(known)),
                }
            }
            Ok(Once::Uncertain(uncertain)) => Ok(Outcome::Uncertain(uncertain.to_string())),
            Err(
                error @ (OnceError::NotDone(_) | OnceError::OtherUse { perhaps_ours: false, .. }),
            ) => {
                self.journal
                    .write(Record::NotMade { reference_id: task.reference_id.clone() })
                    .await?;
                let by_credentials = error.directive() == Directive::CorrectCredentials;
                Ok(Outcome::Refused { why: reasons(task, &error), by_credentials })
            }
            Err(error) => {
                Ok(Outcome::Uncertain(format!("{error}; ask the operator about this reference_id")))
            }
        }
    }

    /// Confirms a payout. One that may have been confirmed before is looked at first.
    async fn confirm(
        &self,
        task: &Task,
        known: Known,
        perhaps_sent: bool,
    ) -> Result<Outcome, Failure> {
        let call = self.client.payout_invoices().process(known.id.clone());
        let result = match perhaps_sent {
            true => call.perhaps_sent()?.send_once().await,
            false => call.send_once().await,
        };
        match result {
            Ok(Once::Done(made)) => {
                self.journal
                    .write(Record::Confirmed { reference_id: task.reference_id.clone() })
                    .await?;
                let now = known.again(made.resource);
                if now != known {
                    self.seen(task, &now).await?;
                }
                Ok(Outcome::There(now))
            }
            Ok(Once::Uncertain(uncertain)) => {
                let why = vec![Reason { column: None, message: uncertain.to_string() }];
                Ok(Outcome::Unconfirmed { known, why })
            }
            Err(error) => Ok(Outcome::Unconfirmed { known, why: reasons(task, &error) }),
        }
    }

    /// Sees what has become of a payout. Where that cannot be told now, it is as it was.
    async fn look(&self, task: &Task, known: &Known) -> Result<Outcome, Failure> {
        let Ok(answer) = self.client.payout_invoices().get(known.id.clone()).send().await else {
            return Ok(Outcome::There(known.clone()));
        };
        let now = known.again(answer.data);
        if now != *known {
            self.seen(task, &now).await?;
        }
        Ok(Outcome::There(now))
    }

    async fn seen(&self, task: &Task, known: &Known) -> Result<(), Failure> {
        let seen = Record::Seen {
            reference_id: task.reference_id.clone(),
            id: known.id.to_string(),
            status: known.status.to_string(),
            resolution: known.resolution.as_ref().map(ToString::to_string),
            made_before: known.made_before,
        };
        self.journal.write(seen).await
    }
}

/// Whether a payout was certainly made by something else: it was there when the row was sent for the very first time.
fn is_older(step: &Step, how: How, tries: Tries) -> bool {
    matches!(step, Step::Make(_)) && how == How::Existed && tries.writes == 1
}

/// What the host says is wrong, without recipient data that it may repeat.
fn reasons<O: Reconcile<Api = Api>>(task: &Task, error: &OnceError<O>) -> Vec<Reason> {
    let hidden = |text: &str| {
        let private = task.private.iter().filter(|value| value.len() > 3);
        private.fold(text.to_owned(), |text, value| text.replace(value.as_str(), "…"))
    };
    match error.field_errors() {
        Some(fields) => fields
            .messages()
            .iter()
            .map(|(member, message)| Reason {
                column: column(member),
                message: hidden(&format!("{member}: {message}")),
            })
            .collect(),
        None => vec![Reason { column: None, message: error.to_string() }],
    }
}

/// The column that a member of the request came from.
fn column(member: &str) -> Option<Column> {
    match member.split('.').collect::<Vec<_>>().as_slice() {
        ["fields", ..] => Some(Column::FieldsData),
        ["customer", "metadata", ..] => Some(Column::CustomerMetadata),
        [name, ..] => Column::ALL.into_iter().find(|column| column.name() == *name),
        [] => None,
    }
}
