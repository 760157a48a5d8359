//! Numbers as plain decimal digits.

/// Digits of a number up to 28 digits long, written without allocating.
pub(in crate::runtime) struct Digits {
    buffer: [u8; CAPACITY],
    start: usize,
}

/// A sign, 28 digits, a zero before the point, the point.
const CAPACITY: usize = 31;
/// A number is split here, because dividing 64 bits is much faster than dividing 128.
const LOW_DIGITS: usize = 18;

impl Digits {
    /// The number `mantissa / 10^scale`, which has at most 28 digits and at most 28 of them after
    /// the point.
    pub(in crate::runtime) fn new(negative: bool, mantissa: u128, scale: u32) -> Self {
        let split = 10_u128.pow(LOW_DIGITS as u32);
        let (mut low, mut high) = if mantissa < split {
            (mantissa as u64, 0)
        } else {
            ((mantissa % split) as u64, (mantissa / split) as u64)
        };
        let mut digits = Self { buffer: [b'0'; CAPACITY], start: CAPACITY };
        let scale = scale as usize;
        for place in 0.. {
            if place == LOW_DIGITS {
                low = std::mem::take(&mut high);
            }
            if place > scale && low == 0 && high == 0 {
                break;
            }
            if place == scale && scale > 0 {
                digits.put(b'.');
            }
            digits.put(b'0' + (low % 10) as u8);
            low /= 10;
        }
        if negative {
            digits.put(b'-');
        }
        digits
    }

    fn put(&mut self, byte: u8) {
        self.start = self.start.saturating_sub(1);
        if let Some(place) = self.buffer.get_mut(self.start) {
            *place = byte;
        }
    }

    pub(in crate::runtime) fn as_str(&self) -> &str {
        self.buffer
            .get(self.start..)
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Digits;

    fn digits(negative: bool, mantissa: u128, scale: u32) -> String {
        Digits::new(negative, mantissa, scale).as_str().to_owned()
    }

    #[test]
    fn the_point_stands_behind_at_least_one_digit() {
        assert_eq!(digits(false, 0, 0), "0");
        assert_eq!(digits(false, 0, 2), "0.00");
        assert_eq!(digits(false, 5, 2), "0.05");
        assert_eq!(digits(true, 1055, 2), "-10.55");
        assert_eq!(digits(true, 1055, 4), "-0.1055");
    }

    #[test]
    fn every_length_up_to_28_digits() {
        let all = "1234567890123456789012345678";
        for length in 1..=all.len() {
            let text = &all[..length];
            assert_eq!(digits(false, text.parse().unwrap(), 0), text);
            assert_eq!(digits(false, text.parse().unwrap(), length as u32), format!("0.{text}"));
            let zeros = format!("1{}", "0".repeat(length - 1));
            assert_eq!(digits(false, zeros.parse().unwrap(), 0), zeros);
        }
        assert_eq!(
            digits(true, 9_999_999_999_999_999_999_999_999_999, 28),
            "-0.9999999999999999999999999999"
        );
    }
}
