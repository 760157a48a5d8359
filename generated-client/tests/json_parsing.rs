//! What counts as JSON: the public parsing cases, agreement with `serde_json` on mutated documents,
//! and hostile input.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use cublox_payouts::object;
use cublox_payouts::runtime::decimal::Decimal;
use cublox_payouts::runtime::json::{
    self, DecodeErrorKind, Json, MAX_DEPTH, Map, Maybe, UnknownMembers,
};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fs;

fn cases(prefix: &str) -> Vec<(String, Vec<u8>)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/json-test-suite");
    let mut cases: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap())
        })
        .filter(|(name, _)| name.starts_with(prefix))
        .collect();
    cases.sort();
    cases
}

fn is_json(bytes: &[u8]) -> bool {
    json::from_slice::<Json>(bytes).is_ok()
}

#[test]
fn what_must_be_accepted_is() {
    let cases = cases("y_");
    assert_eq!(cases.len(), 95);
    for (name, bytes) in cases {
        assert!(is_json(&bytes), "{name}");
    }
}

#[test]
fn what_must_be_refused_is() {
    let cases = cases("n_");
    assert_eq!(cases.len(), 188);
    for (name, bytes) in cases {
        assert!(!is_json(&bytes), "{name}");
    }
}

/// Numbers of any size are text here, and the grammar allows half a surrogate pair as an escape.
/// Bytes that are not UTF-8, a byte order mark and deep nesting are refused.
#[test]
fn of_what_may_be_either_this_is_accepted() {
    let accepted: Vec<_> =
        cases("i_").into_iter().filter(|(_, bytes)| is_json(bytes)).map(|(name, _)| name).collect();
    assert_eq!(
        accepted,
        [
            "i_number_double_huge_neg_exp",
            "i_number_huge_exp",
            "i_number_neg_int_huge_exp",
            "i_number_pos_double_huge_exp",
            "i_number_real_neg_overflow",
            "i_number_real_pos_overflow",
            "i_number_real_underflow",
            "i_number_too_big_neg_int",
            "i_number_too_big_pos_int",
            "i_number_very_big_negative_int",
            "i_object_key_lone_2nd_surrogate",
            "i_string_1st_surrogate_but_2nd_missing",
            "i_string_1st_valid_surrogate_2nd_invalid",
            "i_string_incomplete_surrogate_and_escape_valid",
            "i_string_incomplete_surrogate_pair",
            "i_string_incomplete_surrogates_escape_valid",
            "i_string_invalid_lonely_surrogate",
            "i_string_invalid_surrogate",
            "i_string_inverted_surrogates_U+1D11E",
            "i_string_lone_second_surrogate",
        ]
    );
}

#[test]
fn half_a_surrogate_pair_is_kept_but_is_no_text() {
    let json = Json::parse(r#""\ud800""#).unwrap();
    assert_eq!(json.as_str(), r#""\ud800""#);
    assert!(json.decode::<String>().is_err());
    assert_eq!(json::from_str::<String>(r#""\ud83d\ude00""#).unwrap(), "😀");
}

#[derive(Clone, PartialEq)]
struct Article {
    id: String,
    title: Option<String>,
    words: i64,
    price: Decimal,
    prices: Vec<Decimal>,
    draft: bool,
    notes: Map<String>,
    author: Maybe<Box<Article>>,
    unknown: UnknownMembers,
}

object! { Article {
    "id" => id: required,
    "title" => title: nullable,
    "words" => words: required,
    "price" => price: required as json::NumberOrText,
    "prices" => prices: required as json::Each<json::NumberOrText>,
    "draft" => draft: required,
    "notes" => notes: required as json::EmptyListIsMap,
    "author" => author: maybe,
} }

const DOCUMENTS: [&str; 4] = [
    r#"{"id":"1","title":"On \"trees\"\n\u00e9\ud83d\ude00","words":1200,"price":10.50,"prices":[1.10,"2.00",0],"draft":false,"notes":{"a":"b"},"author":null}"#,
    r#" { "id" : "2" , "title" : null , "words" : -5 , "price" : "100.55" , "prices" : [ ] , "draft" : true , "notes" : [ ] , "more" : { "x" : [ 1e5 , -0.0 , {} ] } } "#,
    r#"{"notes":{},"draft":false,"prices":[0.00001000],"price":9999999.99,"words":0,"title":"ä","id":"","author":{"id":"3","title":"t","words":7,"price":1e2,"prices":[],"draft":true,"notes":[]}}"#,
    r#"[[], {}, "", "\\\/\b\f\n\r\t", 1, -1, 1.5, 1e-7, 1E+7, true, false, null, [[["deep"]]]]"#,
];

const TOKENS: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud800",
    "null",
    "true",
    "-",
    "0",
    "1",
    ".5",
    "e9",
    "E-",
    " ",
    "\t",
    "\u{0}",
    "\u{1f}",
    "é",
    "\"words\":1,",
];

#[derive(Clone, Debug)]
enum Mutation {
    Insert(Index, &'static str),
    Remove(Index, usize),
    SetByte(Index, u8),
    Repeat(Index, usize),
}

fn mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        (any::<Index>(), select(&TOKENS[..])).prop_map(|(at, token)| Mutation::Insert(at, token)),
        (any::<Index>(), 1..4_usize).prop_map(|(at, length)| Mutation::Remove(at, length)),
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Mutation::SetByte(at, byte)),
        (any::<Index>(), 1..20_usize).prop_map(|(at, length)| Mutation::Repeat(at, length)),
    ]
}

fn mutate(document: &str, mutations: &[Mutation]) -> Vec<u8> {
    let mut bytes = document.as_bytes().to_vec();
    for mutation in mutations {
        let range = |at: &Index, length: usize| {
            let start = at.index(bytes.len() + 1);
            start..(start + length).min(bytes.len())
        };
        match mutation {
            Mutation::Insert(at, token) => drop(bytes.splice(range(at, 0), token.bytes())),
            Mutation::Remove(at, length) => drop(bytes.drain(range(at, *length))),
            Mutation::SetByte(at, byte) => {
                let range = range(at, 1);
                bytes[range].fill(*byte);
            }
            Mutation::Repeat(at, length) => {
                let range = range(at, *length);
                let slice = bytes[range.clone()].to_vec();
                drop(bytes.splice(range.end..range.end, slice));
            }
        }
    }
    bytes
}

/// `serde_json`'s judgement of the grammar alone. A `Value` would also refuse numbers beyond `f64`
/// and half surrogate pairs, and nesting from 128 levels on.
fn serde_json_accepts(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok_and(|text| serde_json::from_str::<Box<RawValue>>(text).is_ok())
}

/// JSON as `serde_json` reads it, except that numbers stay text, and so does what holds half a
/// surrogate pair.
#[derive(Debug, PartialEq)]
enum Tree {
    Scalar(String),
    Number(String),
    Array(Vec<Tree>),
    Object(BTreeMap<String, Tree>),
}

fn tree(text: &str) -> Tree {
    match text.as_bytes()[0] {
        b'{' => {
            let Ok(members) = serde_json::from_str::<BTreeMap<String, Box<RawValue>>>(text) else {
                return Tree::Scalar(text.to_owned());
            };
            Tree::Object(
                members.into_iter().map(|(name, value)| (name, tree(value.get()))).collect(),
            )
        }
        b'[' => {
            let items: Vec<Box<RawValue>> = serde_json::from_str(text).unwrap();
            Tree::Array(items.iter().map(|item| tree(item.get())).collect())
        }
        b'"' => Tree::Scalar(serde_json::from_str(text).map_or(text.to_owned(), applied)),
        b'-' | b'0'..=b'9' => Tree::Number(plain_digits(text)),
        _ => Tree::Scalar(text.to_owned()),
    }
}

/// The string; of one that is a number with an exponent the digits, as a decimal in a string is
/// written.
fn applied(text: String) -> String {
    let number = text.contains(['e', 'E']) && text.parse::<serde_json::Number>().is_ok();
    if number { plain_digits(&text) } else { text }
}

/// The number without an exponent, moved digit by digit; one with a huge exponent stays as it is,
/// unless it is zero.
fn plain_digits(number: &str) -> String {
    let number = number.to_ascii_lowercase();
    let (number, exponent) = number.split_once('e').unwrap_or((&number, "0"));
    let is_zero = !number.contains(|digit| matches!(digit, '1'..='9'));
    let exponent = exponent.parse::<isize>().unwrap_or(isize::MAX);
    let exponent = if is_zero { exponent.min(99) } else { exponent };
    if exponent.unsigned_abs() > 99 {
        return format!("{number}e{exponent}");
    }
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |number| ("-", number));
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let mut digits = format!("{whole}{fraction}");
    let mut point = whole.len() as isize + exponent;
    while point < 1 {
        digits.insert(0, '0');
        point += 1;
    }
    while digits.len() < point as usize {
        digits.push('0');
    }
    let (whole, fraction) = digits.split_at(point as usize);
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let sign = if digits.bytes().all(|digit| digit == b'0') { "" } else { sign };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn mutated_documents_are_judged_as_serde_json_judges_them(
        document in select(&DOCUMENTS[..]),
        mutations in prop::collection::vec(mutation(), 1..4),
    ) {
        let bytes = mutate(document, &mutations);
        prop_assert_eq!(is_json(&bytes), serde_json_accepts(&bytes), "{}", String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn what_is_decoded_is_encoded_again_without_loss(
        document in select(&DOCUMENTS[..3]),
        mutations in prop::collection::vec(mutation(), 0..3),
    ) {
        let bytes = mutate(document, &mutations);
        if let Ok(article) = json::from_slice::<Article>(&bytes) {
            let encoded = json::to_string(&article);
            prop_assert_eq!(tree(&encoded), tree(std::str::from_utf8(&bytes).unwrap().trim()));
            prop_assert_eq!(json::from_str::<Article>(&encoded), Ok(article));
        }
    }

    #[test]
    fn any_text_goes_there_and_back(text in any::<String>()) {
        let encoded = json::to_string(&text);
        prop_assert_eq!(serde_json::from_str::<String>(&encoded).unwrap(), text.clone());
        prop_assert_eq!(encoded, serde_json::to_string(&text).unwrap());
        prop_assert_eq!(json::from_str::<String>(&json::to_string(&text)), Ok(text));
    }

    #[test]
    fn no_bytes_cause_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        prop_assert_eq!(is_json(&bytes), serde_json_accepts(&bytes));
        let _ = json::from_slice::<Article>(&bytes);
    }
}

#[test]
fn the_documents_themselves_decode() {
    for document in &DOCUMENTS[..3] {
        let article: Article = json::from_str(document).unwrap();
        assert_eq!(tree(&json::to_string(&article)), tree(document.trim()));
    }
}

#[test]
fn nesting_ends_at_the_limit() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let limit = usize::from(MAX_DEPTH);
    assert!(Json::parse(&nested(limit)).is_ok());
    let error = Json::parse(&nested(limit + 1)).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::TooDeep);
    assert_eq!(error.offset(), limit);
    let unknown = format!(r#"{{"new":{}}}"#, nested(limit));
    assert_eq!(json::from_str::<Article>(&unknown).unwrap_err().kind(), &DecodeErrorKind::TooDeep);
}

#[derive(Clone, PartialEq)]
struct Chapter {
    chapters: Vec<Chapter>,
    unknown: UnknownMembers,
}

object! { Chapter { "chapters" => chapters: required } }

#[test]
fn types_that_nest_end_at_the_limit_too() {
    let nested =
        |levels: usize| format!("{}{}", r#"{"chapters":["#.repeat(levels), "]}".repeat(levels));
    assert!(json::from_str::<Chapter>(&nested(64)).is_ok());
    let error = json::from_str::<Chapter>(&nested(100_000)).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::TooDeep);
    assert!(
        error.pointer().starts_with('…') && error.pointer().ends_with("/chapters/0"),
        "{error}"
    );
    assert!(error.pointer().len() < 300);
}

#[test]
fn hostile_input_is_refused_or_kept_in_passing() {
    for opening in ["[", "{\"a\":", "[{\"a\":["] {
        assert!(Json::parse(&opening.repeat(300_000 / opening.len())).is_err());
    }
    let digits = "9".repeat(300_000);
    assert_eq!(Json::parse(&digits).unwrap().as_str(), digits);
    for number in [digits.as_str(), "1e999999999", "-1e-999999999", "1e99999999999999999999999999"]
    {
        assert!(Json::parse(number).is_ok());
        let error = json::from_str::<Decimal>(number).unwrap_err();
        assert!(matches!(error.kind(), DecodeErrorKind::Number { .. }), "{error}");
        assert!(json::from_str::<i64>(number).is_err());
    }
    let error =
        json::from_str::<Map<bool>>(&format!(r#"{{"{}":1}}"#, "n".repeat(300_000))).unwrap_err();
    assert!(error.pointer().len() < 300 && error.to_string().len() < 400);
}

#[test]
fn many_unknown_members_cost_little_and_two_of_one_name_are_refused() {
    let members: Vec<_> = (0..100_000).map(|number| format!(r#""n{number}":1"#)).collect();
    let object = |extra: &str| format!(r#"{{"chapters":[],{}{extra}}}"#, members.join(","));
    assert_eq!(json::from_str::<Chapter>(&object("")).unwrap().unknown.len(), 100_000);
    let error = json::from_str::<Chapter>(&object(r#","n5":2"#)).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::Duplicate { member: "n5".to_owned() });
}

#[test]
fn only_one_document_in_utf_8_without_a_mark_is_read() {
    let kind = |bytes: &[u8]| json::from_slice::<Json>(bytes).unwrap_err().kind().clone();
    assert_eq!(kind(b"{} {}"), DecodeErrorKind::TrailingText);
    assert_eq!(kind(b"\xef\xbb\xbf{}"), DecodeErrorKind::ByteOrderMark);
    assert_eq!(kind(b"\"\xff\""), DecodeErrorKind::NotUtf8);
    assert_eq!(kind(b""), DecodeErrorKind::Syntax { expected: "a value" });
    assert_eq!(Json::parse(" \t\r\n{ } ").unwrap().as_str(), "{ }");
}
