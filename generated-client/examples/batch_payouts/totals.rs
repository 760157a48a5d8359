//! Exact sums by currency.

use std::collections::BTreeMap;

use cublox_payouts::runtime::Decimal;

/// How many payouts, and what they come to; `None` where the sum has more digits than are kept exactly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Total {
    pub(crate) count: usize,
    pub(crate) sum: Option<Decimal>,
}

impl Total {
    /// How many, as people read it.
    pub(crate) fn payouts(&self) -> String {
        let plural = if self.count == 1 { "" } else { "s" };
        format!("{} payout{plural}", self.count)
    }

    /// The sum, as people read it.
    pub(crate) fn shown(&self) -> String {
        self.sum.map_or_else(|| "more than can be added exactly".to_owned(), |sum| sum.to_string())
    }
}

/// Totals by something, in its order.
#[derive(Debug)]
pub(crate) struct Totals<K>(pub(crate) BTreeMap<K, Total>);

impl<K: Ord> Totals<K> {
    pub(crate) fn of(amounts: impl IntoIterator<Item = (K, Decimal)>) -> Self {
        let mut totals = BTreeMap::new();
        for (key, amount) in amounts {
            let total = totals.entry(key).or_insert(Total { count: 0, sum: Some(Decimal::ZERO) });
            total.count += 1;
            total.sum = total.sum.and_then(|sum| sum.checked_add(amount));
        }
        Self(totals)
    }
}
