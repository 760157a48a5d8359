//! Any bytes as each kind of body: none panics, and what was decoded is the same after it was encoded and decoded again.

#![no_main]

use cublox_payouts::operations::{
    payout_invoices, payout_prerequest, payout_services, public_payout_invoices,
};
use cublox_payouts::runtime::{Callback, Errors, OutputOf, Wire, json};
use cublox_payouts::{callbacks, models};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    round_trip::<OutputOf<payout_invoices::Get>>(bytes);
    round_trip::<OutputOf<payout_invoices::List>>(bytes);
    round_trip::<OutputOf<payout_invoices::Find>>(bytes);
    round_trip::<OutputOf<payout_services::List>>(bytes);
    round_trip::<OutputOf<payout_prerequest::Create>>(bytes);
    round_trip::<OutputOf<public_payout_invoices::Find>>(bytes);
    round_trip::<<callbacks::PayoutInvoice as Callback>::Body>(bytes);
    round_trip::<models::NewPayoutInvoice>(bytes);
    round_trip::<Errors<models::ApiError>>(bytes);
});

fn round_trip<T: Wire + PartialEq>(bytes: &[u8]) {
    let decoded: T = match json::from_slice(bytes) {
        Ok(decoded) => decoded,
        Err(error) => {
            assert!(!error.to_string().is_empty(), "an error without words");
            assert!(error.offset() <= bytes.len(), "an error behind the end");
            return;
        }
    };
    let encoded = json::to_string(&decoded);
    let again: T = json::from_str(&encoded).expect("what was encoded can be decoded");
    assert!(decoded == again, "changed by {encoded}");
    assert_eq!(encoded, json::to_string(&again), "the text changed");
    assert!(!format!("{decoded:?}").is_empty(), "nothing to show");
}
