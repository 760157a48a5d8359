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
    let Some(digits) = without_spaces(number).map(|letter| letter.to_digit(10)).collect::<Option<Vec<u32>>>() else {
        return false;
    };
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, &digit)| if place % 2 == 0 { digit } else { digit * 2 % 10 + digit / 5 })
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
    let letters: Vec<char> = without_spaces(iban).collect();
    match letters.as_slice() {
        [country @ .., _, _] if country.len() < 2 => false,
        [first, second, tens, ones, account @ ..] => {
            (11..=30).contains(&account.len())
                && first.is_ascii_alphabetic()
                && second.is_ascii_alphabetic()
                && remainder(&[*tens, *ones]).is_some_and(|check| (2..=98).contains(&check))
                && remainder(&[account, &[*first, *second, *tens, *ones]].concat()) == Some(1)
        }
        _ => false,
    }
}
