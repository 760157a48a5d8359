//! What a test may ask of the sandbox: the books at one moment, what came and what was sent, and to move a payout by hand.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::callbacks::{self, Sent};
use crate::ledger::NotAllowed;
use crate::seen::SeenRequest;
use crate::world::World;

/// What the sandbox has on its books at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Books {
    /// Every payout, in the order in which they were made.
    pub payouts: Vec<Payout>,
    /// Every use of a `reference_id`, by account and reference.
    pub creates: BTreeMap<(String, String), Creates>,
    /// What recipients have, by currency, test payouts included.
    pub moved: BTreeMap<String, Decimal>,
    /// How many requests came in all.
    pub requests: u64,
    /// Where the sandbox itself departed from the description; nothing, unless it has a fault.
    pub faults: Vec<String>,
}

/// A payout on the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// The platform's id.
    pub id: String,
    /// The account.
    pub account: String,
    /// The merchant's id.
    pub reference_id: String,
    /// The code of the service.
    pub service: String,
    /// The currency of the amount.
    pub currency: String,
    /// What was asked for.
    pub amount: Decimal,
    /// What the recipient has of it.
    pub moved: Decimal,
    /// Whether it is a test.
    pub test_mode: bool,
    /// The stage it is in.
    pub status: String,
    /// Why.
    pub resolution: String,
    /// The stages it went through, the present one last.
    pub history: Vec<String>,
}

/// The uses of a `reference_id`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Creates {
    /// How many valid creates named it, those that were answered with 409 included.
    pub requests: u64,
    /// How many payouts were made: one, unless the sandbox accepts repeats.
    pub payouts: u64,
}

/// Why a payout was not moved.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoveError {
    /// There is no such payout.
    #[error("there is no payout `{0}`")]
    NoPayout(String),
    /// There is no such stage.
    #[error("the life cycle has no stage `{0}`")]
    NoStatus(String),
    /// The life cycle does not allow it.
    #[error(transparent)]
    NotAllowed(#[from] NotAllowed),
}

impl World {
    pub(crate) fn books(&self) -> Books {
        self.with(|state, _| {
            let ledger = &state.ledger;
            let account = |index: usize| self.options.accounts[index].id.clone();
            let word = |status| ledger.cycle.word(status).to_owned();
            let payouts = ledger.invoices().iter().map(|invoice| Payout {
                id: invoice.id.clone(),
                account: account(invoice.account),
                reference_id: invoice.order.reference_id.clone(),
                service: self.catalogue.get(invoice.order.service).code.clone(),
                currency: invoice.order.currency.clone(),
                amount: invoice.order.amount,
                moved: invoice.moved(),
                test_mode: invoice.order.test_mode,
                status: word(invoice.status),
                resolution: invoice.resolution.clone(),
                history: invoice.history.iter().map(|status| word(*status)).collect(),
            });
            let payouts: Vec<Payout> = payouts.collect();
            let mut moved: BTreeMap<String, Decimal> = BTreeMap::new();
            for payout in &payouts {
                let sum = moved.entry(payout.currency.clone()).or_default();
                *sum = sum.saturating_add(payout.moved);
            }
            let creates = ledger.creates().map(|(index, reference, creates)| {
                let payouts = creates.payouts.len() as u64;
                let uses = Creates { requests: creates.requests, payouts };
                ((account(index), reference.to_owned()), uses)
            });
            Books {
                creates: creates.collect(),
                payouts,
                moved,
                requests: state.seen.total,
                faults: state.faults.clone(),
            }
        })
    }

    pub(crate) fn requests(&self) -> Vec<SeenRequest> {
        self.with(|state, _| state.seen.kept().cloned().collect())
    }

    pub(crate) fn callbacks(&self) -> Vec<Sent> {
        self.with(|state, _| state.sent.clone())
    }

    pub(crate) fn move_payout(&self, id: &str, status: &str) -> Result<(), MoveError> {
        self.with(|state, now| {
            let no_payout = || MoveError::NoPayout(id.to_owned());
            let no_status = || MoveError::NoStatus(status.to_owned());
            let index = state.ledger.by_id(id).ok_or_else(no_payout)?;
            let to = state.ledger.cycle.find(status).ok_or_else(no_status)?;
            state.ledger.move_by_hand(index, to, now)?;
            callbacks::changed(&mut state.ledger, index, now);
            Ok(())
        })
    }
}
