//! Recipient data, checked against what a payout service asks for, before anything is sent.
//!
//! A pre-request names the fields of every service that fits an amount. [`PrerequestService::validate`] holds the fields
//! of a new payout against them; what is wrong comes with the label and the hint of the field in the languages that the
//! service has:
//!
//! ```
//! use cublox_payouts::models::PrerequestService;
//! use cublox_payouts::recipient::Problem;
//! use cublox_payouts::runtime::json;
//!
//! # fn main() -> Result<(), json::DecodeError> {
//! // One of the `services` in the answer to a pre-request.
//! let service: PrerequestService = json::from_str(
//!     r#"{"code": "card", "fields": [{
//!         "key": "card_number", "required": true, "regexp": "^\\\\d{13,19}$",
//!         "label": {"en": "Card number", "uk": "Номер картки"}, "hint": {"en": "16 digits"}
//!     }]}"#,
//! )?;
//!
//! let unchecked = service.validate([("card_number", "5123817234060000")]).expect("these are in order");
//! assert!(unchecked.is_empty());
//!
//! let errors = service.validate([("card_number", "5123 8172")]).expect_err("this is too short");
//! let error = errors.for_key("card_number").expect("it is about the card number");
//! assert_eq!(error.problem(), Problem::Pattern);
//! assert_eq!(error.label("uk"), "Номер картки");
//! assert_eq!(error.hint("uk"), Some("16 digits")); // there is none in Ukrainian: English
//!
//! // The services do not say which fields have check digits. Those who know may ask for them to be checked.
//! let validator = service.validator().luhn("card_number");
//! let errors = validator.validate([("card_number", "5123817234060001")]).expect_err("a digit is wrong");
//! assert_eq!(errors.to_string(), "recipient data: `card_number` (Card number) has a wrong check digit");
//! # Ok(())
//! # }
//! ```
//!
//! What cannot be checked, such as a pattern in a dialect that is not understood, is listed as [`Unchecked`] and never
//! refused: the platform has the last word. Errors name fields and never show values, which are personal data.

mod checksum;
mod error;
mod pattern;
mod validator;

pub use checksum::{is_iban_valid, is_luhn_valid};
pub use error::{FieldError, Problem, RecipientErrors, Unchecked, WhyUnchecked};
pub use validator::Validator;

use crate::models::PrerequestService;

impl PrerequestService {
    /// Checks the fields of a new payout: that required ones are there, that values match their patterns, and that the
    /// service knows every key. Returns what could not be checked.
    ///
    /// An empty value counts as none.
    ///
    /// # Errors
    /// What is wrong, at most one problem for each field.
    pub fn validate<K: AsRef<str>, V: AsRef<str>>(
        &self,
        fields: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Vec<Unchecked>, RecipientErrors> {
        self.validator().validate(fields)
    }

    /// A validator that can check more than the service tells, such as check digits.
    #[must_use]
    pub fn validator(&self) -> Validator<'_> {
        Validator::new(self)
    }
}
