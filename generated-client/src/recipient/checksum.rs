//! Check digits of card numbers and of IBANs.

/// Whether the number has the right Luhn check digit (ISO/IEC 7812-1), as card numbers do.
///
/// Spaces between digits are ignored. False for anything but digits and for fewer than two of them.
///
/// ```
/// use cublox_payouts::recipient::is_luhn_valid;
///
/// assert!(is_luhn_valid("5123 8172 3406 0000"));
/// assert!(!is_luhn_valid("5123 8172 3406 0001"));
/// ```
#[must_use]
pub fn is_luhn_valid(number: &str) -> bool {
    let Some(digits) =
        without_spaces(number).map(|letter| letter.to_digit(10)).collect::<Option<Vec<u32>>>()
    else {
        return false;
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .fold(0, |sum, digit| (sum + digit) % 10);
    digits.len() >= 2 && sum == 0
}

/// Whether the text is built like an IBAN and its check digits are right (ISO 13616, mod 97).
///
/// Spaces are ignored and small letters taken for capital ones. What a country wants beyond that (its length, its own
/// check digits) is not looked at.
///
/// ```
/// use cublox_payouts::recipient::is_iban_valid;
///
/// assert!(is_iban_valid("GB82 WEST 1234 5698 7654 32"));
/// assert!(!is_iban_valid("GB82 WEST 1234 5698 7654 23"));
/// ```
#[must_use]
pub fn is_iban_valid(iban: &str) -> bool {
    let compact: String = without_spaces(iban).collect();
    let Some((head, account)) = compact.split_at_checked(4) else { return false };
    let Some((country, check)) = head.split_at_checked(2) else { return false };
    country.bytes().all(|letter| letter.is_ascii_alphabetic())
        && matches!(check.parse::<u8>(), Ok(2..=98))
        && (11..=30).contains(&account.len())
        && remainder_by_97(account.chars().chain(head.chars())) == Some(1)
}

/// The remainder of the number that the text makes when letters are written as 10 to 35. `None` for other characters.
fn remainder_by_97(text: impl Iterator<Item = char>) -> Option<u32> {
    text.map(|character| character.to_digit(36)).try_fold(0, |remainder, value| {
        let value = value?;
        let shift = if value < 10 { 10 } else { 100 };
        Some((remainder * shift + value) % 97)
    })
}

fn without_spaces(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&character| character != ' ')
}

#[cfg(test)]
mod tests {
    use super::{is_iban_valid, is_luhn_valid};

    /// From the platform's documentation (its test cards), card networks and Luhn's own example; those that are wrong
    /// differ in one digit. Judged by `stdnum` of Python.
    #[test]
    fn luhn_check_digits() {
        for right in [
            "5123817234060000",
            "5519283812030000",
            "4412397212080000",
            "4302912837020000",
            "4111111111111111",
            "378282246310005",
            "79927398713",
            "4111 1111 1111 1111",
            "00",
        ] {
            assert!(is_luhn_valid(right), "{right}");
        }
        for wrong in [
            "5123817234060001",
            "79927398710",
            "4111111111111112",
            "",
            "0",
            " ",
            "4111-1111-1111-1111",
            "٤١١١",
            "41x1",
        ] {
            assert!(!is_luhn_valid(wrong), "{wrong}");
        }
    }

    #[test]
    fn luhn_finds_every_wrong_digit() {
        let number = "5123817234060000";
        for place in 0..number.len() {
            for digit in '0'..='9' {
                let mut changed: Vec<char> = number.chars().collect();
                changed[place] = digit;
                let changed: String = changed.into_iter().collect();
                assert_eq!(is_luhn_valid(&changed), changed == number, "{changed}");
            }
        }
    }

    /// Examples of the IBAN registry. Judged by `stdnum` of Python.
    #[test]
    fn iban_check_digits() {
        for right in [
            "GB82 WEST 1234 5698 7654 32",
            "UA213223130000026007233566001",
            "MT84MALT011000012345MTLCAST001S",
            "DE89370400440532013000",
            "de89370400440532013000",
            "NO9386011117947",
            "LC55HEMM000100010012001200023015",
            "RU0304452522540817810538091310419",
        ] {
            assert!(is_iban_valid(right), "{right}");
        }
        for wrong in [
            "DE88370400440532013000",
            "GB82WEST12345698765423",
            "89DE370400440532013000",
            "DE+9370400440532013000",
            "DE89",
            "DE8937040044053201300٠",
            "Д89370400440532013000",
            "",
        ] {
            assert!(!is_iban_valid(wrong), "{wrong}");
        }
    }

    /// 97 less than check digits of 98 leaves the same remainder, and is no valid pair of check digits.
    #[test]
    fn check_digits_have_one_form() {
        let (right, alias) = ("NO9886011117954", "NO0186011117954");
        assert!(is_iban_valid(right));
        assert!(!is_iban_valid(alias));
    }
}
