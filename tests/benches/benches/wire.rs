//! How fast a page of payout invoices is decoded and encoded, beside structs written by hand and `serde_json::Value`.

#![expect(clippy::expect_used, reason = "a benchmark may stop at the first surprise")]

use benches::{by_hand, document};
use cublox_payouts::operations::payout_invoices::List;
use cublox_payouts::runtime::{OutputOf, json};
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

/// How many items a page has.
const ITEMS: [usize; 2] = [2, 1_000];

/// A document, as what `decode` makes of it.
fn decode<T>(bencher: Bencher<'_, '_>, items: usize, decode: impl Fn(&[u8]) -> T + Sync) {
    let text = document::payout_invoices(items).expect("a document");
    bencher.counter(BytesCount::of_str(&text)).bench(|| decode(text.as_bytes()));
}

/// A document that `decode` has read, written by `encode`.
fn encode<T: Sync>(
    bencher: Bencher<'_, '_>,
    items: usize,
    decode: impl Fn(&[u8]) -> T,
    encode: impl Fn(&T) -> String + Sync,
) {
    let text = document::payout_invoices(items).expect("a document");
    let document = decode(text.as_bytes());
    bencher.counter(BytesCount::of_str(&text)).bench(|| encode(&document));
}

fn generated(bytes: &[u8]) -> OutputOf<List> {
    json::from_slice(bytes).expect("a page")
}

fn by_hand(bytes: &[u8]) -> by_hand::Page {
    serde_json::from_slice(bytes).expect("a page")
}

fn value(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[divan::bench(args = ITEMS, min_time = 1)]
fn decode_generated(bencher: Bencher<'_, '_>, items: usize) {
    decode(bencher, items, generated);
}

#[divan::bench(args = ITEMS, min_time = 1)]
fn decode_by_hand(bencher: Bencher<'_, '_>, items: usize) {
    decode(bencher, items, by_hand);
}

#[divan::bench(args = ITEMS, min_time = 1)]
fn decode_value(bencher: Bencher<'_, '_>, items: usize) {
    decode(bencher, items, value);
}

#[divan::bench(args = ITEMS, min_time = 1)]
fn encode_generated(bencher: Bencher<'_, '_>, items: usize) {
    encode(bencher, items, generated, json::to_string);
}

#[divan::bench(args = ITEMS, min_time = 1)]
fn encode_by_hand(bencher: Bencher<'_, '_>, items: usize) {
    encode(bencher, items, by_hand, |page| serde_json::to_string(page).expect("JSON"));
}

#[divan::bench(args = ITEMS, min_time = 1)]
fn encode_value(bencher: Bencher<'_, '_>, items: usize) {
    encode(bencher, items, value, |value| serde_json::to_string(value).expect("JSON"));
}
