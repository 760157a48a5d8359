//! Exact amounts: read from the digits of the JSON, written by their digits.

use rust_decimal::{Decimal, RoundingStrategy};

/// The most places that a converted amount is given.
const PLACES: u32 = 8;

/// Reads an amount from its JSON: a number, or a text with a number in it.
pub(crate) fn read(json: &str) -> Option<Decimal> {
    let digits = match serde_json::from_str::<serde_json::Value>(json).ok()? {
        serde_json::Value::String(text) => text,
        serde_json::Value::Number(_) => json.trim().to_owned(),
        _ => return None,
    };
    if digits.contains(['e', 'E']) {
        Decimal::from_scientific(&digits).ok()
    } else {
        Decimal::from_str_exact(&digits).ok()
    }
}

/// An amount at a rate, or none where it is too large to be exact.
pub(crate) fn convert(amount: Decimal, rate: Decimal) -> Option<Decimal> {
    let exact = amount.checked_mul(rate)?;
    Some(if rate == Decimal::ONE { amount } else { rounded(exact) })
}

/// So many percent of an amount, or none where it is too large.
pub(crate) fn percent(amount: Decimal, rate: Decimal) -> Option<Decimal> {
    amount.checked_mul(rate)?.checked_div(Decimal::ONE_HUNDRED).map(rounded)
}

fn rounded(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(PLACES, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// How many units of a currency make one dollar, times 100: round figures, for conversion needs a rate and none is documented.
const CENTS_PER_DOLLAR: [(&str, i64); 14] = [
    ("USD", 100),
    ("EUR", 80),
    ("GBP", 75),
    ("JPY", 12_500),
    ("UAH", 4_000),
    ("ZAR", 2_000),
    ("KZT", 50_000),
    ("PLN", 400),
    ("TRY", 3_200),
    ("BRL", 500),
    ("INR", 8_000),
    ("CAD", 125),
    ("MXN", 1_600),
    ("USDT", 100),
];

/// The currencies that can be converted.
pub(crate) fn currencies() -> impl Iterator<Item = &'static str> {
    CENTS_PER_DOLLAR.into_iter().map(|(currency, _)| currency)
}

/// How many units of one currency a unit of another makes; none where one of them is not known.
pub(crate) fn rate(from: &str, to: &str) -> Option<Decimal> {
    let per_dollar = |code: &str| {
        let mut known = CENTS_PER_DOLLAR.into_iter();
        known.find(|(currency, _)| *currency == code).map(|(_, cents)| Decimal::from(cents))
    };
    per_dollar(to)?.checked_div(per_dollar(from)?).map(rounded)
}
