//! The payouts that are asked for.

use cublox_payouts::operations::payout_invoices::{self, Create};
use cublox_payouts::runtime::Decimal;

use crate::chance::{happens, rng};

/// A payout that is asked for.
#[derive(Clone, Debug)]
pub struct Order {
    /// The merchant's id.
    pub reference_id: String,
    /// What is to be paid.
    pub amount: Decimal,
    /// What is special about it.
    pub kind: Kind,
}

/// What is special about a payout that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing: it is to be made, and paid.
    Good,
    /// It is to be made, and its processing fails.
    Fails,
    /// The platform refuses it.
    Invalid,
    /// Its `reference_id` belongs to another payout.
    Taken,
}

/// The currency of every payout.
pub(crate) const CURRENCY: &str = "USD";

impl Order {
    /// The payouts that a seed asks for.
    pub fn list(seed: u64, payouts: u32) -> Vec<Self> {
        (1..=payouts).map(|number| Self::new(seed, number)).collect()
    }

    fn new(seed: u64, number: u32) -> Self {
        let reference_id = format!("order-{number:06}");
        let mut rng = rng(seed, &reference_id);
        let amount = Decimal::from_minor(rng.i64(10_000..1_000_000), rng.u32(0..=4));
        let kind = match rng.u32(0..100) {
            0..4 => Kind::Fails,
            4..7 => Kind::Invalid,
            7..10 => Kind::Taken,
            _ => Kind::Good,
        };
        Self { reference_id, amount, kind }
    }

    /// The call that makes it.
    pub(crate) fn create(&self) -> Create {
        let account = if self.kind == Kind::Invalid { "no digits" } else { "12345" };
        let course = if self.kind == Kind::Fails { "process-failed" } else { "processed" };
        payout_invoices::create()
            .reference_id(self.reference_id.as_str())
            .service("test_usd")
            .currency(CURRENCY)
            .amount(self.amount)
            .fields([("account", account), ("test_details_payout_status", course)])
            .build()
    }

    /// The other payout that has its `reference_id` before.
    pub(crate) fn earlier(&self) -> Option<Self> {
        let amount = self.amount.checked_add(Decimal::from(1))?;
        (self.kind == Kind::Taken).then(|| Self { amount, kind: Kind::Good, ..self.clone() })
    }

    /// Whether money is to move.
    pub(crate) fn pays(&self) -> bool {
        self.kind == Kind::Good
    }
}

/// When the worker that has a payout in hand dies, and when its connections are refused: by the seed and the payout, so that a
/// campaign can be replayed.
#[derive(Clone, Debug)]
pub(crate) struct Hazards {
    deaths: Vec<Option<Death>>,
    refused: Vec<bool>,
}

/// A worker dies at an exchange with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Death {
    /// Counted from zero since the worker took the payout in hand.
    pub(crate) exchange: u32,
    /// Before the request is sent, or when the answer is there.
    pub(crate) after: bool,
}

/// A payout outlives no more workers than this.
const MOST_DEATHS: usize = 3;

impl Hazards {
    pub(crate) fn of(seed: u64, order: &Order, permille: u32) -> Self {
        let mut rng = rng(seed, &format!("hazards of {}", order.reference_id));
        let mut death = || {
            happens(&mut rng, permille / 2)
                .then(|| Death { exchange: rng.u32(0..5), after: rng.bool() })
        };
        let deaths = (0..MOST_DEATHS).map(|_| death()).collect();
        let refused = (0..12).map(|_| happens(&mut rng, permille / 6)).collect();
        Self { deaths, refused }
    }

    /// When the worker dies that takes the payout in hand after so many others died over it.
    pub(crate) fn death(&self, died_before: usize) -> Option<Death> {
        self.deaths.get(died_before).copied().flatten()
    }

    /// Whether the connection of an exchange is refused.
    pub(crate) fn is_refused(&self, exchange: u32) -> bool {
        self.refused.get(exchange as usize).copied().unwrap_or(false)
    }
}
