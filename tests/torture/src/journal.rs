//! What outlives a worker: for each payout what was kept before it was sent, and what was told in the end.

use cublox_payouts::models::PayoutInvoice;
use cublox_payouts::runtime::Decimal;

/// The journal of a payout.
#[derive(Clone, Debug, Default)]
pub(crate) struct Journal {
    /// The create, as it was kept before it was sent.
    pub(crate) create: Option<String>,
    /// What was told of the create.
    pub(crate) created: Option<Told>,
    /// The confirmation, as it was kept before it was sent.
    pub(crate) process: Option<String>,
    /// What was told of the confirmation.
    pub(crate) confirmed: Option<Told>,
    /// How many workers died over it.
    pub(crate) deaths: usize,
    /// Whether it was unknown when the network had calmed down.
    pub(crate) was_unknown: bool,
}

/// What was told of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// It was done; this is what was shown.
    Done(Shown),
    /// It was not done.
    NotDone(String),
    /// The `reference_id` belongs to another payout.
    OtherUse {
        /// Its id.
        id: String,
        /// Whether the client leaves open that it is ours.
        perhaps_ours: bool,
    },
    /// It is not known.
    Unknown(String),
    /// It was done, and the answer could not be read.
    Unread(String),
    /// Something that must not be: two payouts of one `reference_id`, a journal that cannot be resumed.
    Broken(String),
}

/// A payout as it was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Its id.
    pub id: String,
    /// Its amount.
    pub amount: Decimal,
    /// Its currency.
    pub currency: String,
    /// Its stage.
    pub status: String,
}

impl Told {
    /// Whether it is to be asked again.
    pub(crate) fn is_open(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Unread(_))
    }
}

impl Shown {
    pub(crate) fn of(payout: &PayoutInvoice) -> Self {
        let attributes = &payout.attributes;
        Self {
            id: payout.id.to_string(),
            amount: attributes.amount,
            currency: attributes.currency.to_string(),
            status: attributes.status.to_string(),
        }
    }
}

impl Journal {
    /// What was told last.
    pub(crate) fn last(&self) -> Option<&Told> {
        self.confirmed.as_ref().or(self.created.as_ref())
    }

    /// Finds a lie before it comes true: what was told as done but unread must be in the books before it is resumed, where the
    /// payout has entered so many stages.
    pub(crate) fn check_unread(&mut self, stages: usize) {
        let lie = || Some(Told::Broken("told as done before it was".to_owned()));
        if matches!(self.created, Some(Told::Unread(_))) && stages == 0 {
            self.created = lie();
        }
        if matches!(self.confirmed, Some(Told::Unread(_))) && stages < 2 {
            self.confirmed = lie();
        }
    }

    /// Whether it is to be gone on with: nothing was told, or not what the payout is.
    pub(crate) fn is_open(&self) -> bool {
        match self.last() {
            None => true,
            Some(told) if told.is_open() => true,
            Some(Told::Done(_)) => self.confirmed.is_none(),
            Some(_) => false,
        }
    }
}
