//! Genuine callbacks, live and test kept apart.
//!
//! The platform signs the callbacks of live payouts with the account's live secret and those of tests with its test
//! secret. A [`PayoutInvoiceVerifier`] tries all secrets that it has, tells by which [`Mode`]'s a callback is signed, and
//! refuses one whose body is of the other mode: who knows the test secret must not be able to report a live payout.
//!
//! ```
//! use cublox_payouts::callback_mode::{Mode, PayoutInvoiceVerifier};
//! use cublox_payouts::callbacks::PayoutInvoice;
//! use cublox_payouts::runtime::Callback as _;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! // While a secret is changed, both are valid.
//! let verifier = PayoutInvoiceVerifier::new([
//!     (Mode::Live, "sk_live_new"),
//!     (Mode::Live, "sk_live_old"),
//!     (Mode::Test, "sk_test_example"),
//! ])?;
//!
//! // What the web server hands over: the headers, and the body byte by byte as it came.
//! let body = br#"{"data": {"type": "payout-invoices", "id": "cpoi_VdHYVxq4RsLEebAQ", "attributes": {
//!     "status": "processed", "amount": 10, "currency": "USD", "reference_id": "salary-2026-11-0042",
//!     "test_mode": true, "updated": 1597835933}}}"#;
//! let mut headers = http::HeaderMap::new();
//! # let signature = PayoutInvoice::SIGNATURE.ok_or("signed")?.sign("sk_test_example", body);
//! headers.insert("X-Signature", signature.parse()?);
//!
//! let callback = verifier.verify(&headers, body)?;
//! assert_eq!(callback.realm(), Mode::Test);
//! assert_eq!(callback.body().data.attributes.reference_id.as_str(), "salary-2026-11-0042");
//!
//! // Callbacks come twice and out of order.
//! let key = callback.dedup_key().map(|key| key.to_string());
//! assert_eq!(key.as_deref(), Some("cpoi_VdHYVxq4RsLEebAQ@1597835933"));
//! assert!(!callback.supersedes(callback.body()));
//!
//! headers.insert("X-Signature", "OI6RiRHbNAd/KkAEttmXiOIIXZ4=".parse()?);
//! assert!(verifier.verify(&headers, body).is_err());
//! # Ok(())
//! # }
//! ```
//!
//! Answer exactly [`ACKNOWLEDGE`](crate::runtime::Callback::ACKNOWLEDGE), which is 200, once the callback is stored; everything
//! else makes the platform send it again. `examples/callbacks` is a whole receiver.

use crate::callbacks::PayoutInvoice;
use crate::runtime::{Callback, Realm, Verifier};

/// Whether money moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// It does: secrets of the form `sk_live_…`.
    Live,
    /// It does not: secrets of the form `sk_test_…`.
    Test,
}

impl Realm<PayoutInvoice> for Mode {
    /// False where `test_mode` says otherwise; a body that does not tell is admitted.
    fn admits(self, body: &<PayoutInvoice as Callback>::Body) -> bool {
        let test_mode = body.data.attributes.test_mode;
        test_mode.is_none_or(|test_mode| test_mode == (self == Self::Test))
    }
}

/// Verifies callbacks about payouts.
pub type PayoutInvoiceVerifier = Verifier<PayoutInvoice, Mode>;
