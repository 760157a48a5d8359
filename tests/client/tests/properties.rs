//! Whatever a description allows is read and written without a loss, and whatever it does not allow is an error at a place
//! that exists. Documents, amounts and names are random.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::sync::LazyLock;

use client_tests::apis::{self, Api};
use client_tests::call::Rewrite;
use client_tests::documents::{Choose, Documents, Here, Leaf, resources};
use client_tests::json::{Value, quote};
use codegen::model::{Presence, ViewId};
use cublox_payouts::operations::payout_invoices;
use cublox_payouts::runtime::{Decimal, DecodeError, Operation, json};
use proptest::prelude::*;

static APIS: LazyLock<[Api; 2]> = LazyLock::new(apis::all);

/// Chooses by numbers that proptest shrinks towards 0, which stands for the least in every choice.
struct Decisions<'a> {
    numbers: std::slice::Iter<'a, u32>,
}

/// JSON of any shape.
const JSON: &[&str] = &[
    "null",
    "[1.10,-0,1e400]",
    r#"{"a":{"b":[]}}"#,
    r#""\u00e9\n""#,
    "123456789012345678901234567890.10",
    "{ }",
    "false",
];

/// Texts with all that is to be escaped, in JSON and elsewhere.
const TEXTS: &[&str] = &[
    "",
    "plain",
    "a/b~c",
    "\"\\\u{0}\n\u{1f}\u{7f}",
    "é💸\u{2028}",
    "{\"a\":1}",
    " ",
    "null",
    "1.50",
];

impl Decisions<'_> {
    fn number(&mut self) -> usize {
        self.numbers.next().map_or(0, |number| *number as usize)
    }

    fn chance(&mut self) -> bool {
        self.number() % 2 == 1
    }

    fn digits(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b'0' + (self.number() % 10) as u8)).collect()
    }
}

impl Choose for Decisions<'_> {
    fn here(&mut self, presence: Presence) -> Here {
        let is_there = presence.is_always_there() || self.chance();
        match (is_there, presence.may_be_null() && self.chance()) {
            (false, _) => Here::Absent,
            (true, true) => Here::Null,
            (true, false) => Here::Value,
        }
    }

    fn length(&mut self) -> usize {
        self.number() % 3
    }

    fn one_of(&mut self, count: usize) -> usize {
        self.number() % count
    }

    fn name(&mut self, index: usize) -> String {
        format!("x-{index}{}", TEXTS[self.number() % TEXTS.len()])
    }

    fn text(&mut self, _: &Leaf) -> String {
        TEXTS[self.number() % TEXTS.len()].to_owned()
    }

    fn integer(&mut self, _: &Leaf) -> String {
        ["0", "7", "-1", "9223372036854775807", "-9223372036854775808"][self.number() % 5]
            .to_owned()
    }

    fn decimal(&mut self, _: &Leaf) -> String {
        let (whole, places) = (self.number() % 14, self.number() % 15);
        let sign = if self.chance() { "-" } else { "" };
        let whole = format!("{sign}1{}", self.digits(whole));
        if places == 0 { whole } else { format!("{whole}.{}", self.digits(places)) }
    }

    fn boolean(&mut self) -> bool {
        self.chance()
    }

    fn json(&mut self, _: &Leaf) -> String {
        JSON[self.number() % JSON.len()].to_owned()
    }

    fn unknown_word(&mut self) -> Option<String> {
        self.number().is_multiple_of(4).then(|| format!("x {}", TEXTS[self.number() % TEXTS.len()]))
    }

    fn unknown_members(&mut self) -> Vec<(String, String)> {
        (0..self.number() % 3)
            .map(|index| (self.name(index), self.json(&Leaf { marked: None })))
            .collect()
    }

    fn link(&mut self) -> String {
        [r#""""#, "null", r#""/a?b""#, r#"{"href":"/a","meta":[1.0]}"#][self.number() % 4]
            .to_owned()
    }
}

/// Reads a text and tells what is written of it, or why it cannot be read.
type Read = Box<dyn Fn(&str) -> Result<Option<String>, Option<DecodeError>>>;

/// A random document, and what reads it.
struct Sample {
    text: String,
    read: Read,
}

fn sample(which: usize, numbers: &[u32]) -> Sample {
    let api = &APIS[which % 2];
    let mut choose = Decisions { numbers: numbers.iter() };
    let mut documents = Documents { model: &api.model, choose: &mut choose };
    let objects: Vec<_> = api.model.object_ids().collect();
    let resources: Vec<_> = resources(&api.model).into_iter().collect();
    let which = which / 2 % (objects.len() + resources.len() + api.model.operations.len());
    if let Some(object) = objects.get(which) {
        return Sample {
            text: documents.object(*object),
            read: model(api.rewrite(&api.model[*object].name)),
        };
    }
    let which = which - objects.len();
    if let Some(resource) = resources.get(which) {
        let text = documents.resource(ViewId { resource: *resource, view: None });
        return Sample { text, read: model(api.rewrite(&api.model[*resource].name)) };
    }
    let operation = &api.model.operations[which - resources.len()];
    let call = api.call(&operation.name);
    let answer = &operation.successes[0];
    let text = documents.body(&answer.body).unwrap_or_default();
    let read = move |text: &str| match call.read(answer.status, text.as_bytes()) {
        Ok(read) => Ok(read.map(|read| read.json)),
        Err(failed) => Err(failed.error),
    };
    Sample { text, read: Box::new(read) }
}

fn model(rewrite: Rewrite) -> Read {
    Box::new(move |text| rewrite(text).map(|read| Some(read.json)).map_err(Some))
}

fn numbers() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(0..1000_u32, 0..400)
}

/// One way to make a document wrong, or at least another.
fn spoil(document: &Value, place: usize, how: usize) -> Value {
    let pointers = document.pointers();
    let pointer = &pointers[place % pointers.len()];
    let wrong =
        ["null", "true", "[]", "{}", "\"x\"", "1.5", "[[]]", "-99999999999999999999999999999999"];
    match wrong.get(how % (wrong.len() + 1)) {
        Some(wrong) => document.with(pointer, Value::parse(wrong).unwrap()),
        None => document.without(pointer),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_a_description_allows_survives(which in 0..1000_usize, numbers in numbers()) {
        let sample = sample(which, &numbers);
        let written = (sample.read)(&sample.text).map_err(|error| TestCaseError::fail(format!("{error:?}")))?;
        if let Some(written) = written {
            prop_assert_eq!(Value::parse(&written).unwrap(), Value::parse(&sample.text).unwrap());
            let again = (sample.read)(&written).unwrap().unwrap();
            prop_assert_eq!(again, written, "what was written is written the same again");
        }
    }

    #[test]
    fn an_error_names_a_place_that_exists(
        which in 0..1000_usize,
        numbers in numbers(),
        spoiled in prop::collection::vec((0..10_000_usize, 0..9_usize), 1..3),
    ) {
        let sample = sample(which, &numbers);
        prop_assume!(!sample.text.is_empty());
        let mut document = Value::parse(&sample.text).unwrap();
        for (place, how) in spoiled {
            document = spoil(&document, place, how);
        }
        let text = document.to_string();
        match (sample.read)(&text) {
            Ok(None) | Err(None) => {}
            Ok(Some(written)) => prop_assert_eq!(Value::parse(&written).unwrap(), document, "read, but changed"),
            Err(Some(error)) => {
                prop_assert!(document.at(error.pointer()).is_some(), "{} in {}", error, text);
                prop_assert!(error.offset() <= text.len());
            }
        }
    }

    #[test]
    fn no_bytes_make_it_panic(
        which in 0..1000_usize,
        numbers in numbers(),
        edits in prop::collection::vec((0..100_000_usize, any::<u8>()), 0..4),
        end in 0..100_000_usize,
    ) {
        let sample = sample(which, &numbers);
        prop_assume!(!sample.text.is_empty());
        let mut bytes = sample.text.into_bytes();
        let length = bytes.len();
        for (place, byte) in edits {
            bytes[place % length] = byte;
        }
        bytes.truncate(end % (length + 1));
        for api in APIS.iter() {
            for call in api.calls() {
                for status in [200, 201, 409, 422, 502] {
                    let _ = call.read(status, &bytes);
                }
            }
        }
    }

    #[test]
    fn amounts_of_up_to_28_digits_survive(sign in "-?", whole in "0|[1-9][0-9]{0,13}", places in "|[.][0-9]{1,14}") {
        let text = format!("{sign}{whole}{places}");
        prop_assume!(!text.starts_with('-') || text.contains(|digit: char| ('1'..='9').contains(&digit)));
        let amount: Decimal = json::from_str(&text).unwrap();
        prop_assert_eq!(json::to_string(&amount), text.clone());
        prop_assert_eq!(amount.to_string(), text.clone());
        prop_assert_eq!(text.parse::<Decimal>().unwrap(), amount);
    }

    #[test]
    fn amounts_of_more_digits_are_refused(whole in "[1-9][0-9]{14,30}", places in "[0-9]{14,30}") {
        let error = json::from_str::<Decimal>(&format!("{whole}.{places}")).unwrap_err();
        let digits = whole.len() + places.len();
        prop_assert_eq!(error.kind().to_string(), format!("the number has {digits} digits, at most 28 are kept exactly"));
    }

    #[test]
    fn minor_units_are_the_same_amount(minor in any::<i64>(), scale in 0..=9_u32) {
        let amount = Decimal::from_minor(minor, scale);
        prop_assert_eq!(amount.to_minor(scale), Some(minor));
        let digits: String = json::to_string(&amount).chars().filter(char::is_ascii_digit).collect();
        let magnitude = minor.unsigned_abs().to_string();
        prop_assert_eq!(digits.trim_start_matches('0'), magnitude.trim_start_matches('0'));
    }

    #[test]
    fn an_id_of_any_characters_is_one_segment(id in "\\PC{1,20}|[/?#%. \\x00-\\x1f]{1,6}") {
        prop_assume!(id != "." && id != "..");
        let path = payout_invoices::process(id.as_str()).path().unwrap();
        let segments: Vec<&str> = path.split('/').collect();
        prop_assert_eq!(segments.len(), 4);
        prop_assert!(path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%/".contains(&byte)), "{}", path);
        prop_assert_eq!(decoded(segments[2]), id.as_bytes());
    }

    #[test]
    fn a_filter_of_any_characters_is_one_parameter(id in "\\PC{0,20}|[&=+?#%\\[\\] ]{1,6}") {
        let query = payout_invoices::find().reference_id(id.as_str()).build().query().encode();
        let (name, value) = query.split_once('=').unwrap();
        prop_assert_eq!(decoded(name), b"filter[reference_id]");
        prop_assert_eq!(decoded(value), id.as_bytes());
        prop_assert!(!value.contains(['=', '&', '+', '#']));
    }

    #[test]
    fn a_key_in_a_map_and_its_text_survive(name in "\\PC{0,20}", text in any::<String>()) {
        let map = format!("{{{}:{}}}", quote(&name), quote(&text));
        let read: json::Map<String> = json::from_str(&map).unwrap();
        prop_assert_eq!(read.get(&name), Some(&text));
        prop_assert_eq!(Value::parse(&json::to_string(&read)), Value::parse(&map));
    }
}

/// The bytes that percent-encoding stands for (RFC 3986, section 2.1).
fn decoded(text: &str) -> Vec<u8> {
    let mut parts = text.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(&part.as_bytes()[2..]);
    }
    bytes
}
