//! A payout invoice in the books, and what its stages do with the money.

use rust_decimal::Decimal;

use crate::clock::Moment;
use crate::course::Course;
use crate::life_cycle::{LifeCycle, Status};

/// A payout invoice.
#[derive(Clone, Debug)]
pub(crate) struct Invoice {
    pub(crate) id: String,
    pub(crate) account: usize,
    pub(crate) order: Order,
    pub(crate) quote: Quote,
    pub(crate) status: Status,
    pub(crate) history: Vec<Status>,
    pub(crate) resolution: String,
    /// In Unix seconds, as the next one.
    pub(crate) created: u64,
    pub(crate) updated: u64,
    pub(crate) processed: Option<Processed>,
    /// What came back of the processed amount.
    pub(crate) returned: Decimal,
    pub(crate) course: Course,
    /// Whether it needs no process call any more.
    pub(crate) confirmed: bool,
    /// A callback about the last change is to be sent.
    pub(crate) callback_due: bool,
    /// The callbacks that were sent, each as JSON.
    pub(crate) callback_logs: Vec<String>,
}

/// What was asked for.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    pub(crate) reference_id: String,
    /// Its index among the services.
    pub(crate) service: usize,
    pub(crate) currency: String,
    pub(crate) amount: Decimal,
    pub(crate) test_mode: bool,
    pub(crate) description: Option<String>,
    /// As JSON, as it was sent.
    pub(crate) metadata: String,
    /// As JSON, masked.
    pub(crate) fields: String,
    pub(crate) callback_url: Option<String>,
    /// The platform's id of the customer.
    pub(crate) customer: Option<String>,
}

/// What it comes to.
#[derive(Clone, Debug)]
pub(crate) struct Quote {
    pub(crate) fee: Decimal,
    pub(crate) writeoff: Decimal,
    pub(crate) exchange_rate: Decimal,
    pub(crate) service_currency: String,
    pub(crate) service_amount: Decimal,
}

/// How it was paid.
#[derive(Clone, Debug)]
pub(crate) struct Processed {
    /// In Unix seconds.
    pub(crate) at: u64,
    pub(crate) amount: Decimal,
    pub(crate) writeoff: Decimal,
}

impl Invoice {
    /// The id without its prefix.
    pub(crate) fn serial_number(&self) -> &str {
        self.id.split_once('_').map_or(&self.id, |(_, serial_number)| serial_number)
    }

    /// What the recipient has of it.
    pub(crate) fn moved(&self) -> Decimal {
        self.processed.as_ref().map_or(Decimal::ZERO, |paid| paid.amount - self.returned)
    }

    /// Lets it enter a stage that may follow.
    pub(crate) fn enter(&mut self, cycle: &LifeCycle, to: Status, resolution: &str, at: Moment) {
        // No two states of a payout carry the same time, or nobody could tell which is the newer one.
        self.updated = (at / 1000).max(self.updated + 1);
        self.status = to;
        self.resolution.clear();
        self.resolution.push_str(resolution);
        self.history.push(to);
        let known = &cycle.known;
        if to == known.processed {
            self.pay(self.order.amount);
        } else if to == known.partially_processed {
            self.pay(half(self.order.amount));
        } else if to == known.canceled {
            self.returned = self.moved();
        } else if to == known.partially_canceled {
            self.returned = half(self.moved());
        }
    }

    fn pay(&mut self, amount: Decimal) {
        let writeoff = amount + self.quote.fee;
        self.processed = Some(Processed { at: self.updated, amount, writeoff });
    }
}

/// Half of an amount, or all of it where it has no half in hundredths.
fn half(amount: Decimal) -> Decimal {
    let half = (amount / Decimal::TWO).trunc_with_scale(2).normalize();
    if half.is_zero() { amount } else { half }
}
