//! Any bytes as JSON: the reader accepts what `serde_json` accepts, keeps it unchanged, and reads the same strings.

#![no_main]

use cublox_payouts::runtime::json::{DecodeErrorKind, Json, from_slice};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

fuzz_target!(|bytes: &[u8]| {
    accepts_the_same(bytes);
    reads_the_same_string(bytes);
});

/// `serde_json` checks UTF-8 only where it keeps text, and nesting only where it keeps values.
fn accepts_the_same(bytes: &[u8]) {
    let expected = std::str::from_utf8(bytes)
        .ok()
        .filter(|text| serde_json::from_str::<IgnoredAny>(text).is_ok());
    match from_slice::<Json>(bytes) {
        Ok(json) => {
            let text = expected.expect("serde_json refuses this");
            assert_eq!(
                json.as_str(),
                text.trim_matches([' ', '\t', '\n', '\r']),
                "the text changed"
            );
        }
        Err(error) if matches!(error.kind(), DecodeErrorKind::TooDeep) => {}
        Err(error) => assert_eq!(expected, None, "serde_json accepts this: {error}"),
    }
}

fn reads_the_same_string(bytes: &[u8]) {
    let expected: Option<String> = serde_json::from_slice(bytes).ok();
    assert_eq!(from_slice::<String>(bytes).ok(), expected);
}
