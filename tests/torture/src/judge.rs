//! Holds what was told of a payout against the books.

use rust_decimal::Decimal;
use sandbox::Payout;

use crate::journal::{Journal, Shown, Told};
use crate::order::{CURRENCY, Kind, Order};

/// Something that must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// It was made or paid more than once.
    Twice(String),
    /// It was to be made, and nobody knows of it: it is not there, or nothing certain was told.
    Lost(String),
    /// What was told is not what the books say.
    Contradicted(String),
}

/// A payout with all that is known of it.
pub(crate) struct Case<'a> {
    pub(crate) order: &'a Order,
    pub(crate) journal: &'a Journal,
    /// The payout that had the `reference_id` before.
    pub(crate) earlier: Option<&'a Payout>,
    /// The payouts of the `reference_id` beside that.
    pub(crate) made: Vec<&'a Payout>,
}

/// The stage that a confirmed payout passes through.
const CONFIRMED: &str = "processing";

impl Case<'_> {
    pub(crate) fn judge(&self) -> Vec<Finding> {
        let confirmed = match &self.journal.created {
            Some(Told::Done(shown)) => self.made.iter().find(|payout| payout.id == shown.id),
            _ => None,
        };
        let findings = [
            self.is_twice(),
            self.check_created(),
            confirmed.and_then(|payout| self.check_confirmed(payout)),
            confirmed.and_then(|payout| self.check_money(payout)),
        ];
        findings.into_iter().flatten().collect()
    }

    fn is_twice(&self) -> Option<Finding> {
        let payouts = self.made.len() + usize::from(self.earlier.is_some());
        let passes = |payout: &&Payout| stages(payout, CONFIRMED);
        let paid = self.made.iter().map(passes).max().unwrap_or_default();
        if payouts > 1 {
            return Some(Finding::Twice(format!("{payouts} payouts have its reference_id")));
        }
        (paid > 1).then(|| Finding::Twice(format!("it was processed {paid} times")))
    }

    fn check_created(&self) -> Option<Finding> {
        let wanted = matches!(self.order.kind, Kind::Good | Kind::Fails);
        match &self.journal.created {
            None => lost("nothing was told"),
            Some(Told::Unknown(_)) if wanted => lost("it is still unknown"),
            Some(Told::Unknown(_)) => None,
            Some(Told::Unread(_)) if self.made.is_empty() => {
                lost("told: made; it is not in the books")
            }
            Some(Told::Unread(_)) => lost("what was made is still unread"),
            Some(Told::Done(shown)) => self.check_shown(shown),
            Some(Told::NotDone(_)) if self.made.is_empty() => None,
            Some(Told::NotDone(_)) => contradicted("told: not made; it is in the books"),
            Some(Told::OtherUse { id, .. }) => match self.earlier {
                Some(earlier) if earlier.id == *id => None,
                _ => contradicted("told: the reference_id is another's; it is not"),
            },
            Some(Told::Broken(_)) if self.made.len() > 1 => None,
            Some(Told::Broken(_)) => contradicted("told: what must not be"),
        }
    }

    fn check_shown(&self, shown: &Shown) -> Option<Finding> {
        if self.made.is_empty() {
            return lost("told: made; it is not in the books");
        }
        let Some(payout) = self.made.iter().find(|payout| payout.id == shown.id) else {
            return contradicted("the id that was shown is another payout's");
        };
        let amount = exact(&shown.amount);
        if amount != Some(payout.amount) || amount != exact(&self.order.amount) {
            return contradicted(
                "the amount that was shown is not that of the order and the books",
            );
        }
        if shown.currency != payout.currency || shown.currency != CURRENCY {
            return contradicted(
                "the currency that was shown is not that of the order and the books",
            );
        }
        check_status(shown, payout)
    }

    fn check_confirmed(&self, payout: &Payout) -> Option<Finding> {
        let was_confirmed = stages(payout, CONFIRMED) > 0;
        match &self.journal.confirmed {
            None => lost("it was made, and of its confirmation nothing was told"),
            Some(Told::Unknown(_)) => lost("whether it was confirmed is still unknown"),
            Some(Told::Unread(_)) => lost("what was confirmed is still unread"),
            Some(Told::Done(_)) if !was_confirmed => {
                contradicted("told: confirmed; by the books it is not")
            }
            Some(Told::Done(shown)) if shown.id != payout.id => {
                contradicted("another payout was shown as confirmed")
            }
            Some(Told::Done(shown)) => check_status(shown, payout),
            Some(Told::NotDone(_)) if !was_confirmed => None,
            Some(Told::NotDone(_)) => contradicted("told: not confirmed; by the books it is"),
            Some(_) => contradicted("told of the confirmation: what must not be"),
        }
    }

    /// A payout that was confirmed has moved its amount, unless it was to fail.
    fn check_money(&self, payout: &Payout) -> Option<Finding> {
        let was_confirmed = stages(payout, CONFIRMED) > 0;
        let due = if self.order.pays() && was_confirmed { payout.amount } else { Decimal::ZERO };
        (payout.moved != due)
            .then(|| Finding::Contradicted(format!("{} moved, not {due}", payout.moved)))
    }
}

fn stages(payout: &Payout, stage: &str) -> usize {
    payout.history.iter().filter(|word| *word == stage).count()
}

fn check_status(shown: &Shown, payout: &Payout) -> Option<Finding> {
    if payout.history.contains(&shown.status) {
        return None;
    }
    contradicted("the status that was shown is none that the payout ever had")
}

/// The same number in the terms of the books, by its digits.
pub(crate) fn exact(amount: &cublox_payouts::runtime::Decimal) -> Option<Decimal> {
    Decimal::from_str_exact(&amount.to_string()).ok()
}

fn lost(why: &str) -> Option<Finding> {
    Some(Finding::Lost(why.to_owned()))
}

fn contradicted(why: &str) -> Option<Finding> {
    Some(Finding::Contradicted(why.to_owned()))
}
