//! Exact decimals, from the digits of a JSON text to the digits of a JSON text.

use crate::runtime::json::digits::Digits;
use crate::runtime::json::{DecodeError, DecodeErrorKind, Reader, Wire, Writer};
use rust_decimal::Decimal as Exact;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

/// An exact decimal number of up to 28 digits, up to 28 of them after the point.
///
/// It keeps its scale: `1.10` is written as `1.10` again. Comparison is by value: `1.10 == 1.1`.
/// Nothing converts it from or to a float.
#[derive(Clone, Copy)]
pub struct Decimal {
    exact: Exact,
    /// It was read from a JSON string, and goes out as one where that is a habit of the server.
    was_json_string: bool,
}

/// Most digits that are kept exactly, and most digits after the point.
const MAX_DIGITS: u32 = 28;
/// The first number with more digits.
const LIMIT: u128 = 10_u128.pow(MAX_DIGITS);

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self::exact(Exact::ZERO);

    /// `minor` units, of which `10^scale` make one: `from_minor(10_55, 2)` is `10.55`.
    ///
    /// Exact for every `scale` up to 28, which is as many places as a decimal has; what lies behind
    /// the 28th place is cut off.
    #[must_use]
    pub const fn from_minor(minor: i64, scale: u32) -> Self {
        let beyond = scale.saturating_sub(MAX_DIGITS);
        let kept = match 10_i64.checked_pow(beyond) {
            Some(divisor) => minor / divisor,
            None => 0,
        };
        let magnitude = kept.unsigned_abs();
        Self::exact(Exact::from_parts(
            magnitude as u32,
            (magnitude >> 32) as u32,
            0,
            kept < 0,
            scale - beyond,
        ))
    }

    /// The number in minor units, of which `10^scale` make one; `None` when it is no whole number
    /// of them or does not fit.
    #[must_use]
    pub fn to_minor(self, scale: u32) -> Option<i64> {
        let mantissa = self.exact.mantissa();
        let minor = if scale >= self.scale() {
            mantissa.checked_mul(power_of_ten(scale - self.scale())?)?
        } else {
            let divisor = power_of_ten(self.scale() - scale)?;
            if mantissa % divisor != 0 {
                return None;
            }
            mantissa / divisor
        };
        minor.try_into().ok()
    }

    /// How many digits there are after the point.
    #[must_use]
    pub const fn scale(self) -> u32 {
        self.exact.scale()
    }

    /// Is it zero?
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.exact.is_zero()
    }

    /// Is it less than zero?
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.exact.is_sign_negative() && !self.exact.is_zero()
    }

    /// The exact sum; `None` when it has too many digits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let scale = self.scale().max(other.scale());
        Self::from_parts(self.mantissa_at(scale)?.checked_add(other.mantissa_at(scale)?)?, scale)
    }

    /// The exact difference; `None` when it has too many digits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        let scale = self.scale().max(other.scale());
        Self::from_parts(self.mantissa_at(scale)?.checked_sub(other.mantissa_at(scale)?)?, scale)
    }

    /// The exact product; `None` when it has too many digits. Nothing is rounded.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        Self::from_parts(
            self.exact.mantissa().checked_mul(other.exact.mantissa())?,
            self.scale() + other.scale(),
        )
    }

    const fn exact(exact: Exact) -> Self {
        Self { exact, was_json_string: false }
    }

    /// The number times `10^scale`, where `scale` is not less than its own.
    fn mantissa_at(self, scale: u32) -> Option<i128> {
        self.exact.mantissa().checked_mul(power_of_ten(scale - self.scale())?)
    }

    fn from_parts(mantissa: i128, scale: u32) -> Option<Self> {
        if mantissa.unsigned_abs() >= LIMIT {
            return None;
        }
        Exact::try_from_i128_with_scale(mantissa, scale).ok().map(Self::exact)
    }

    pub(in crate::runtime) fn digits(self) -> Digits {
        Digits::new(self.is_negative(), self.exact.mantissa().unsigned_abs(), self.scale())
    }

    /// Reads the content of a JSON string, and remembers that it was one.
    pub(in crate::runtime) fn from_json_string(text: &str) -> Result<Self, ParseDecimalError> {
        text.parse().map(|decimal| Self { was_json_string: true, ..decimal })
    }

    pub(in crate::runtime) const fn was_json_string(self) -> bool {
        self.was_json_string
    }
}

const fn power_of_ten(exponent: u32) -> Option<i128> {
    10_i128.checked_pow(exponent)
}

/// Why a text is no [`Decimal`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ParseDecimalError {
    /// It is not a number as JSON writes it.
    NotANumber,
    /// It has more than 28 digits, leading zeros not counted.
    TooManyDigits {
        /// How many it has when written without an exponent.
        digits: u64,
    },
    /// It has more than 28 digits after the point.
    TooManyPlaces {
        /// How many it has when written without an exponent.
        places: u64,
    },
}

impl fmt::Display for ParseDecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotANumber => f.write_str("is not a decimal number such as 10.55"),
            Self::TooManyDigits { digits } => {
                write!(f, "has {digits} digits, at most {MAX_DIGITS} are kept exactly")
            }
            Self::TooManyPlaces { places } => {
                write!(
                    f,
                    "has {places} digits after the point, at most {MAX_DIGITS} are kept exactly"
                )
            }
        }
    }
}

impl std::error::Error for ParseDecimalError {}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads a number as JSON writes it: `-?` digits without a leading zero, then perhaps `.` and
    /// digits, then perhaps an exponent, which is applied (`1e2` is `100`).
    fn from_str(text: &str) -> Result<Self, ParseDecimalError> {
        let mut scanner = Scanner { rest: text.as_bytes() };
        let negative = scanner.take(b'-');
        let mut digits = Significant::default();
        let whole = scanner.digits(&mut digits);
        let leading_zero = whole > 1 && text.as_bytes().get(usize::from(negative)) == Some(&b'0');
        let places = if scanner.take(b'.') { Some(scanner.digits(&mut digits)) } else { None };
        let exponent = scanner.exponent();
        match (exponent, scanner.rest) {
            (Some(exponent), []) if whole > 0 && places != Some(0) && !leading_zero => {
                digits.number(negative, places.unwrap_or_default(), exponent)
            }
            _ => Err(ParseDecimalError::NotANumber),
        }
    }
}

struct Scanner<'a> {
    rest: &'a [u8],
}

impl Scanner<'_> {
    fn take(&mut self, wanted: u8) -> bool {
        match self.rest {
            [first, rest @ ..] if *first == wanted => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    fn digit(&mut self) -> Option<u8> {
        match self.rest {
            [first @ b'0'..=b'9', rest @ ..] => {
                self.rest = rest;
                Some(first - b'0')
            }
            _ => None,
        }
    }

    /// Reads digits and says how many there were.
    fn digits(&mut self, digits: &mut Significant) -> i64 {
        let mut count = 0;
        while let Some(digit) = self.digit() {
            digits.push(digit);
            count += 1;
        }
        count
    }

    /// Reads an exponent, 0 if there is none; `None` when it has no digits. A huge one is cut down
    /// to one that is still too large.
    fn exponent(&mut self) -> Option<i64> {
        if !self.take(b'e') && !self.take(b'E') {
            return Some(0);
        }
        let negative = self.take(b'-');
        if !negative {
            self.take(b'+');
        }
        let mut exponent = i64::from(self.digit()?);
        while let Some(digit) = self.digit() {
            exponent = (exponent * 10 + i64::from(digit)).min(1_000_000_000_000);
        }
        Some(if negative { -exponent } else { exponent })
    }
}

/// The digits of a number from the first that is not zero.
#[derive(Default)]
struct Significant {
    count: u32,
    value: u128,
}

impl Significant {
    fn push(&mut self, digit: u8) {
        self.count += u32::from(self.count > 0 || digit > 0);
        if self.count <= MAX_DIGITS {
            self.value = self.value * 10 + u128::from(digit);
        }
    }

    fn number(
        self,
        negative: bool,
        places: i64,
        exponent: i64,
    ) -> Result<Decimal, ParseDecimalError> {
        let places = places - exponent;
        let zeros = if self.count == 0 { 0 } else { (-places).max(0).unsigned_abs() };
        let digits = u64::from(self.count) + zeros;
        let places = places.max(0).unsigned_abs();
        let parts = (
            u32::try_from(places),
            u32::try_from(zeros).ok().and_then(|zeros| 10_u128.checked_pow(zeros)),
        );
        match parts {
            _ if digits > u64::from(MAX_DIGITS) => Err(ParseDecimalError::TooManyDigits { digits }),
            (Ok(scale @ ..=MAX_DIGITS), Some(factor)) => {
                let mantissa = i128::try_from(self.value * factor)
                    .map_err(|_| ParseDecimalError::TooManyDigits { digits })?;
                let mantissa = if negative { -mantissa } else { mantissa };
                Decimal::from_parts(mantissa, scale)
                    .ok_or(ParseDecimalError::TooManyDigits { digits })
            }
            _ => Err(ParseDecimalError::TooManyPlaces { places }),
        }
    }
}

impl Wire for Decimal {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let text = reader.number()?;
        text.parse().map_err(|error: ParseDecimalError| {
            reader.error(DecodeErrorKind::Number { why: error.to_string().into() })
        })
    }

    fn write(&self, writer: &mut Writer) {
        writer.number(&self.digits());
    }
}

impl fmt::Display for Decimal {
    /// All digits without an exponent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(!self.is_negative(), "", self.digits().as_str().trim_start_matches('-'))
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.exact == other.exact
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.exact.cmp(&other.exact)
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.exact.hash(state);
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

/// What can be given where an exact decimal is wanted: a [`Decimal`] or an integer, never a float.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an exact decimal",
    label = "expected a `Decimal` or an integer of up to 64 bits",
    note = "from a text: `\"10.55\".parse::<Decimal>()?`",
    note = "from minor units: `Decimal::from_minor(10_55, 2)` is 10.55",
    note = "there is no way from a float: it cannot hold money exactly"
)]
pub trait IntoDecimal {
    /// The same number as a decimal.
    fn into_decimal(self) -> Decimal;
}

#[diagnostic::do_not_recommend]
impl IntoDecimal for Decimal {
    fn into_decimal(self) -> Decimal {
        self
    }
}

macro_rules! from_integer {
    ($($integer:ident)*) => { $(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self::exact(value.into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl IntoDecimal for $integer {
            fn into_decimal(self) -> Decimal {
                self.into()
            }
        }
    )* };
}

from_integer! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

crate::serde_bridge! { [] [Decimal] }

#[cfg(test)]
mod tests {
    use super::{Decimal, IntoDecimal};

    /// Compiles only while the type does *not* implement the trait: otherwise `check` is ambiguous.
    macro_rules! assert_not_implemented {
        ($type:ty: $($bound:tt)*) => {{
            trait Unless<Marker> {
                fn check() {}
            }
            struct Implemented;
            impl<T> Unless<()> for T {}
            impl<T: $($bound)*> Unless<Implemented> for T {}
            <$type as Unless<_>>::check();
        }};
    }

    #[test]
    fn no_float_becomes_a_decimal() {
        assert_not_implemented!(f64: Into<Decimal>);
        assert_not_implemented!(f32: Into<Decimal>);
        assert_not_implemented!(f64: IntoDecimal);
        assert_not_implemented!(f32: IntoDecimal);
        assert_not_implemented!(Decimal: Into<f64>);
    }

    #[test]
    fn integers_are_taken_whole() {
        assert_eq!(i64::MIN.into_decimal().to_string(), "-9223372036854775808");
        assert_eq!(u64::MAX.into_decimal().to_string(), "18446744073709551615");
        assert_eq!(Decimal::from(10), Decimal::from_minor(10_00, 2));
    }
}
