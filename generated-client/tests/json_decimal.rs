//! Exact decimals: digit for digit through JSON, and arithmetic against a schoolbook model on
//! strings of digits.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use cublox_payouts::runtime::decimal::{Decimal, ParseDecimalError};
use cublox_payouts::runtime::json::{self, Codec, NumberOrText, Reader, Writer};
use proptest::prelude::*;
use std::cmp::Ordering;
use std::collections::HashSet;

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn through_number_or_text(text: &str) -> String {
    let value = NumberOrText::read(&mut Reader::new(text)).unwrap();
    let mut writer = Writer::new();
    NumberOrText::write(&value, &mut writer);
    writer.into_string()
}

#[test]
fn digits_go_out_as_they_came() {
    let numbers = [
        "100.55",
        "0.00001000",
        "1.10",
        "0",
        "0.00",
        "-0.5",
        "9999999.99",
        "123456789012345.67",
        "94241371201720.55",
        "1234567890.0123456789",
        "18446744073709551616",
        "1234567890123456789012345678",
        "9999999999999999999999999999",
        "0.9999999999999999999999999999",
        "-1.234567890123456789012345678",
    ];
    for number in numbers {
        assert_eq!(json::to_string(&json::from_str::<Decimal>(number).unwrap()), number);
        assert_eq!(through_number_or_text(number), number);
        assert_eq!(through_number_or_text(&format!("\"{number}\"")), format!("\"{number}\""));
    }
}

#[test]
fn a_string_is_a_decimal_only_where_that_is_the_habit() {
    assert!(json::from_str::<Decimal>("\"10.00\"").is_err());
    assert_eq!(through_number_or_text(r#""1\u0030.00""#), "\"10.00\"");
    for text in ["\"\"", "\" 1\"", "\"1,5\"", "\"ten\"", "null", "true", "[1]"] {
        assert!(NumberOrText::read(&mut Reader::new(text)).is_err(), "{text}");
    }
}

#[test]
fn exponents_are_applied() {
    for (text, digits) in [
        ("1e2", "100"),
        ("1.50e1", "15.0"),
        ("1.5E+3", "1500"),
        ("125e-2", "1.25"),
        ("1e-28", &format!("0.{}1", "0".repeat(27))),
        ("0e999999999", "0"),
        ("-0.0", "0.0"),
    ] {
        assert_eq!(decimal(text).to_string(), digits);
    }
}

#[test]
fn more_digits_than_are_kept_exactly_are_refused() {
    let error = |text: &str| text.parse::<Decimal>().unwrap_err();
    assert_eq!(
        error("12345678901234567890123456789"),
        ParseDecimalError::TooManyDigits { digits: 29 }
    );
    assert_eq!(error("1e28"), ParseDecimalError::TooManyDigits { digits: 29 });
    assert_eq!(
        error("1e999999999").to_string(),
        "has 1000000000 digits, at most 28 are kept exactly"
    );
    assert_eq!(error("1e-29"), ParseDecimalError::TooManyPlaces { places: 29 });
    assert_eq!(
        error("0.00000000000000000000000000000"),
        ParseDecimalError::TooManyPlaces { places: 29 }
    );
    let error = json::from_str::<Vec<Decimal>>("[1,1234567890123456789012345678.901]").unwrap_err();
    assert_eq!(
        error.to_string(),
        "/1: the number has 31 digits, at most 28 are kept exactly (at byte 35)"
    );
}

#[test]
fn only_numbers_as_json_writes_them_are_parsed() {
    for text in [
        "", "-", "+1", "01", "-01", "00", ".5", "5.", "1e", "1e+", "1.e2", "1_000", " 1", "1 ",
        "1.2.3", "NaN", "inf", "0x10", "１",
    ] {
        assert_eq!(text.parse::<Decimal>(), Err(ParseDecimalError::NotANumber), "{text}");
    }
}

#[test]
fn minor_units_convert_both_ways() {
    assert_eq!(Decimal::from_minor(10_55, 2).to_string(), "10.55");
    assert_eq!(Decimal::from_minor(-5, 3).to_string(), "-0.005");
    assert_eq!(Decimal::from_minor(i64::MIN, 28).to_string(), "-0.0000000009223372036854775808");
    assert_eq!(decimal("10.5").to_minor(2), Some(10_50));
    assert_eq!(decimal("10.550").to_minor(2), Some(10_55));
    assert_eq!(decimal("10.555").to_minor(2), None);
    assert_eq!(decimal("92233720368547758.08").to_minor(2), None);
    assert_eq!(decimal("-92233720368547758.08").to_minor(2), Some(i64::MIN));
    assert_eq!(decimal("1").to_minor(u32::MAX), None);
    assert_eq!(decimal("0").to_minor(38), Some(0));
}

#[test]
fn a_scale_beyond_28_cuts_off_and_does_not_panic() {
    assert_eq!(Decimal::from_minor(123, 29).to_string(), "0.0000000000000000000000000012");
    assert_eq!(
        Decimal::from_minor(i64::MAX, u32::MAX).to_string(),
        "0.0000000000000000000000000000"
    );
}

#[test]
fn equal_values_are_equal_whatever_their_scale() {
    let values = HashSet::from([
        decimal("10"),
        decimal("10.00"),
        decimal("1e1"),
        decimal("-0"),
        decimal("0.00"),
    ]);
    assert_eq!(values.len(), 2);
    assert!(!decimal("-0.0").is_negative());
}

#[test]
fn formatting_fills_and_aligns() {
    assert_eq!(
        format!(
            "{:>8}|{:<8}|{:08}|{:+}",
            decimal("1.10"),
            decimal("-1.10"),
            decimal("-1.10"),
            decimal("1.10")
        ),
        "    1.10|-1.10   |-0001.10|+1.10"
    );
}

/// A number as a schoolbook sees it: sign, digits from the last to the first, places after the
/// point.
#[derive(Clone, Debug)]
struct Model {
    negative: bool,
    digits: Vec<u8>,
    places: usize,
}

impl Model {
    fn new(text: &str) -> Self {
        let unsigned = text.trim_start_matches('-');
        let places = unsigned.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let digits =
            unsigned.bytes().rev().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect();
        Self { negative: text.starts_with('-'), digits, places }
    }

    fn with_places(mut self, places: usize) -> Self {
        self.digits.splice(..0, std::iter::repeat_n(0, places - self.places));
        Self { places, ..self }
    }

    fn compare_digits(&self, other: &Self) -> Ordering {
        let length = self.digits.len().max(other.digits.len());
        let from_first = |model: &Self| {
            (0..length)
                .rev()
                .map(|at| model.digits.get(at).copied().unwrap_or(0))
                .collect::<Vec<_>>()
        };
        from_first(self).cmp(&from_first(other))
    }

    fn add(self, other: Self) -> Self {
        let places = self.places.max(other.places);
        let (left, right) = (self.with_places(places), other.with_places(places));
        let (large, small) = if left.compare_digits(&right) == Ordering::Less {
            (right, left)
        } else {
            (left, right)
        };
        let same_sign = large.negative == small.negative;
        let mut carry = 0_i8;
        let mut digits = Vec::new();
        for at in 0..=large.digits.len() {
            let digit = |model: &Self| model.digits.get(at).copied().unwrap_or(0) as i8;
            let sum = if same_sign {
                digit(&large) + digit(&small)
            } else {
                digit(&large) - digit(&small)
            } + carry;
            digits.push(sum.rem_euclid(10) as u8);
            carry = sum.div_euclid(10);
        }
        Self { negative: large.negative, digits, places }
    }

    fn multiply(self, other: Self) -> Self {
        let mut digits = vec![0_u8; self.digits.len() + other.digits.len() + 1];
        for (at, left) in self.digits.iter().enumerate() {
            for (beside, right) in other.digits.iter().enumerate() {
                let mut place = at + beside;
                let mut carry = left * right;
                while carry > 0 {
                    let sum = digits[place] + carry;
                    digits[place] = sum % 10;
                    carry = sum / 10;
                    place += 1;
                }
            }
        }
        Self {
            negative: self.negative != other.negative,
            digits,
            places: self.places + other.places,
        }
    }

    fn negate(self) -> Self {
        Self { negative: !self.negative, ..self }
    }

    /// The text, if a decimal keeps so many digits and places.
    fn text(&self) -> Option<String> {
        let significant =
            self.digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
        if significant > 28 || self.places > 28 {
            return None;
        }
        let mut text: String = (0..significant.max(self.places + 1))
            .rev()
            .map(|at| char::from(b'0' + self.digits.get(at).copied().unwrap_or(0)))
            .collect();
        if self.places > 0 {
            text.insert(text.len() - self.places, '.');
        }
        Some(if self.negative && significant > 0 { format!("-{text}") } else { text })
    }
}

fn number() -> impl Strategy<Value = String> {
    (any::<bool>(), 0..=28_usize, 0..=28_usize, prop::collection::vec(0..=9_u8, 28)).prop_map(
        |(negative, length, places, digits)| {
            let mut digits: String =
                digits.iter().take(length).map(|digit| char::from(b'0' + digit)).collect();
            while digits.len() <= places {
                digits.insert(0, '0');
            }
            let (whole, fraction) = digits.split_at(digits.len() - places);
            let whole = whole.trim_start_matches('0');
            let whole = if whole.is_empty() { "0" } else { whole };
            let point = if fraction.is_empty() { "" } else { "." };
            format!("{}{whole}{point}{fraction}", if negative { "-" } else { "" })
        },
    )
}

fn text(result: Option<Decimal>) -> Option<String> {
    result.map(|decimal| decimal.to_string())
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 5_000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_number_of_28_digits_is_kept(number in number()) {
        let model = Model::new(&number).text().unwrap();
        prop_assert_eq!(decimal(&number).to_string(), model.clone());
        prop_assert_eq!(json::to_string(&json::from_str::<Decimal>(&number).unwrap()), model);
    }

    #[test]
    fn sums_and_differences_are_exact_or_none(left in number(), right in number()) {
        let (model_left, model_right) = (Model::new(&left), Model::new(&right));
        let sum = model_left.clone().add(model_right.clone()).text();
        let difference = model_left.add(model_right.negate()).text();
        prop_assert_eq!(text(decimal(&left).checked_add(decimal(&right))), sum);
        prop_assert_eq!(text(decimal(&left).checked_sub(decimal(&right))), difference);
    }

    #[test]
    fn products_are_exact_or_none(left in number(), right in number()) {
        let product = Model::new(&left).multiply(Model::new(&right)).text();
        prop_assert_eq!(text(decimal(&left).checked_mul(decimal(&right))), product);
    }

    #[test]
    fn order_is_that_of_the_exact_difference(left in number(), right in number()) {
        let difference = Model::new(&left).add(Model::new(&right).negate());
        let order = match (difference.digits.iter().all(|digit| *digit == 0), difference.negative) {
            (true, _) => Ordering::Equal,
            (false, true) => Ordering::Less,
            (false, false) => Ordering::Greater,
        };
        prop_assert_eq!(decimal(&left).cmp(&decimal(&right)), order);
    }

    #[test]
    fn no_text_causes_a_panic(text in "[-+0-9.eE]{0,40}") {
        if let Ok(decimal) = text.parse::<Decimal>() {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok() || text.contains(['e', 'E']));
            prop_assert_eq!(decimal.to_string().parse::<Decimal>(), Ok(decimal));
        }
    }
}
