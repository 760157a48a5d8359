//! What a worker does with a payout, by the rules of the client and by those of many a program.

use std::sync::{Mutex, MutexGuard, PoisonError};

use cublox_payouts::Api;
use cublox_payouts::models::{PayoutInvoice, PayoutInvoiceId};
use cublox_payouts::operations::payout_invoices::{self, Create, Process};
use cublox_payouts::runtime::{
    Once, OnceError, Operation, OutputOf, Reconcile, ResumeError, Saved,
};

use crate::client::AnyClient;
use crate::journal::{Journal, Shown, Told};
use crate::order::Order;

/// How workers make payouts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Kept first, then `send_once`; what was left behind is resumed.
    Once,
    /// Sent again after any error, with the same `reference_id`, and from the start by the next worker.
    NaiveRetries,
}

/// How often the naive loop sends a call.
const NAIVE_TRIES: u32 = 5;

/// A payout in somebody's hands.
pub(crate) struct Task {
    pub(crate) order: Order,
    pub(crate) journal: Mutex<Journal>,
}

impl Task {
    pub(crate) fn journal(&self) -> MutexGuard<'_, Journal> {
        self.journal.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the payout and confirms it, from where the journal says that it was left.
    pub(crate) async fn work(&self, client: &AnyClient, manner: Manner) {
        let created = match self.settled(|journal| journal.created.clone()) {
            Some(told) => told,
            None => {
                let told = self.create(client, manner).await;
                self.journal().created = Some(told.clone());
                told
            }
        };
        if let Told::Done(shown) = created
            && self.settled(|journal| journal.confirmed.clone()).is_none()
        {
            let told = self.confirm(client, manner, &shown).await;
            self.journal().confirmed = Some(told);
        }
    }

    /// What was told, unless it is to be asked again.
    fn settled(&self, told: impl Fn(&Journal) -> Option<Told>) -> Option<Told> {
        told(&self.journal()).filter(|told| !told.is_open())
    }

    async fn create(&self, client: &AnyClient, manner: Manner) -> Told {
        let operation = self.order.create();
        if manner == Manner::NaiveRetries {
            return naive(client, &operation, |answer| Shown::of(&answer.data)).await;
        }
        let kept = self.journal().create.clone();
        let result = match kept {
            Some(text) => resume::<Create>(client, &text).await,
            None => match client.save(operation.clone()) {
                Ok(saved) => {
                    self.journal().create = Some(saved.text());
                    Ok(client.send_once(operation).await)
                }
                Err(error) => Err(format!("cannot be kept: {error}")),
            },
        };
        result.map_or_else(Told::Broken, told)
    }

    async fn confirm(&self, client: &AnyClient, manner: Manner, payout: &Shown) -> Told {
        let operation = payout_invoices::process(PayoutInvoiceId::from(payout.id.clone()));
        if manner == Manner::NaiveRetries {
            return naive(client, &operation, |answer| Shown::of(&answer.data)).await;
        }
        let kept = self.journal().process.clone();
        let result = match kept {
            Some(text) => resume::<Process>(client, &text).await,
            None => match client.save(operation.clone()) {
                Ok(saved) => {
                    self.journal().process = Some(saved.text());
                    Ok(client.send_once(operation).await)
                }
                Err(error) => Err(format!("cannot be kept: {error}")),
            },
        };
        result.map_or_else(Told::Broken, told)
    }
}

type OnceResult<O> = Result<Once<O>, OnceError<O>>;

/// Goes on with what was kept.
async fn resume<O: Reconcile<Api = Api>>(
    client: &AnyClient,
    text: &str,
) -> Result<OnceResult<O>, String> {
    let saved = Saved::parse(text).map_err(|error| format!("cannot be read: {error}"))?;
    let resumed = client.resume::<O>(&saved).await;
    resumed.map_err(|error: ResumeError| format!("cannot be resumed: {error}"))
}

fn told<O: Reconcile<Found = PayoutInvoice>>(result: OnceResult<O>) -> Told {
    match result {
        Ok(Once::Done(made)) => Told::Done(Shown::of(&made.resource)),
        Ok(Once::Uncertain(uncertain)) => Told::Unknown(uncertain.to_string()),
        Err(OnceError::NotDone(error)) => Told::NotDone(error.to_string()),
        Err(OnceError::OtherUse { found, perhaps_ours, .. }) => {
            Told::OtherUse { id: found.id.to_string(), perhaps_ours }
        }
        Err(OnceError::Unreadable(error)) => Told::Unread(error.to_string()),
        Err(error) => Told::Broken(error.to_string()),
    }
}

/// Sends a call again after every error: what people write who have no time.
async fn naive<O: Operation<Api = Api> + Clone>(
    client: &AnyClient,
    operation: &O,
    shown: fn(OutputOf<O>) -> Shown,
) -> Told {
    let mut why = String::new();
    for _ in 0..NAIVE_TRIES {
        match client.send(operation.clone()).await {
            Ok(answer) => return Told::Done(shown(answer)),
            Err(error) => why = error.to_string(),
        }
    }
    Told::NotDone(why)
}
