//! Samples, each with one change, and what our validator says of them. `cargo xtask interop` has validators of other
//! languages judge the same cases, which are written to the file that `INTEROP_CASES` names.
//!
//! The changes are made blindly, without a look at the schemas, so that both verdicts occur.

use std::collections::BTreeMap;
use std::env;
use std::fs;

use serde_json::{Value, json};

use crate::corpus::{Corpus, bundle_registry, validator};

/// How many of the items of a list are changed: the others are of their kind.
const ITEMS: usize = 1;

/// A change of a sample: what was done, and what came of it.
type Change = (String, Value);

/// The places of a value and of those inside it, as JSON pointers, the whole first.
fn places(value: &Value, place: &str, found: &mut Vec<String>) {
    found.push(place.to_owned());
    for (name, member) in value.as_object().into_iter().flatten() {
        let name = name.replace('~', "~0").replace('/', "~1");
        places(member, &format!("{place}/{name}"), found);
    }
    for (index, item) in value.as_array().into_iter().flatten().take(ITEMS).enumerate() {
        places(item, &format!("{place}/{index}"), found);
    }
}

/// Everything that is put in the place of a value.
fn replacements(value: &Value) -> Vec<Change> {
    let mut found = vec![
        ("null".to_owned(), Value::Null),
        ("a boolean".to_owned(), json!(true)),
        ("a whole number".to_owned(), json!(1)),
        ("a fraction".to_owned(), json!(1.5)),
        ("a whole number with a fraction of zero".to_owned(), json!(1.0)),
        ("a negative number".to_owned(), json!(-1)),
        ("a text".to_owned(), json!("unheard of")),
        ("an empty text".to_owned(), json!("")),
        ("an amount as a text".to_owned(), json!("10.55")),
        ("an amount with a comma".to_owned(), json!("10,55")),
        ("an amount and a line break".to_owned(), json!("10.55\n")),
        ("an amount and a line break of Windows".to_owned(), json!("10.55\r\n")),
        ("an amount and a line separator".to_owned(), json!("10.55\u{2028}")),
        ("a line break and an amount".to_owned(), json!("\n10.55")),
        ("two amounts on two lines".to_owned(), json!("10.55\n1")),
        ("an amount with a sign".to_owned(), json!("+10.55")),
        ("an amount below zero".to_owned(), json!("-10.55")),
        ("an amount with an exponent".to_owned(), json!("1e5")),
        ("an amount with leading zeros".to_owned(), json!("010.55")),
        ("an amount without an end".to_owned(), json!("10.")),
        ("an amount in foreign digits".to_owned(), json!("\u{661}\u{660}")),
        ("an empty list".to_owned(), json!([])),
        ("a list".to_owned(), json!([0])),
        ("an empty object".to_owned(), json!({})),
        ("an object".to_owned(), json!({ "a": 0 })),
    ];
    if let Value::Object(members) = value {
        found.extend(members.keys().map(|name| {
            let mut less = members.clone();
            less.remove(name);
            (format!("without `{name}`"), less.into())
        }));
        let mut more = members.clone();
        more.insert("unheard-of".to_owned(), json!(1));
        found.push(("with an unknown member".to_owned(), more.into()));
    }
    if let Value::Array(items) = value {
        let mut more = items.clone();
        more.push(json!(7));
        found.push(("with another item".to_owned(), more.into()));
    }
    if let Value::String(text) = value {
        found.push(("in the other case".to_owned(), json!(other_case(text))));
        found.push(("with a blank".to_owned(), json!(format!("{text} "))));
    }
    found
}

fn other_case(text: &str) -> String {
    let turned = |c: char| {
        if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }
    };
    text.chars().map(turned).collect()
}

/// Every case, those in which nothing was changed first.
fn cases(corpus: &Corpus) -> Vec<Value> {
    let mut cases = Vec::new();
    for (page, sample) in corpus.samples() {
        let mut add = |place: &str, change: &str, instance: Value| {
            let (schema, valid) = (page.id(), Value::Null);
            cases.push(json!({
                "schema": schema,
                "place": place,
                "change": change,
                "valid": valid,
                "instance": instance,
            }));
        };
        add("", "as documented", sample.clone());
        let mut found = Vec::new();
        places(sample, "", &mut found);
        for place in found {
            let value = sample.pointer(&place).expect("a place in the sample");
            for (change, value) in replacements(value) {
                let mut instance = sample.clone();
                *instance.pointer_mut(&place).expect("a place in the sample") = value;
                add(&place, &change, instance);
            }
        }
    }
    judge(&corpus.bundle.schema, &mut cases);
    cases
}

/// Has our validator judge cases by a bundle.
fn judge(bundle: &Value, cases: &mut [Value]) {
    let registry = bundle_registry(bundle);
    let mut validators = BTreeMap::new();
    for case in cases {
        let schema = case["schema"].as_str().expect("an id").to_owned();
        let validator =
            validators.entry(schema).or_insert_with_key(|schema| validator(&registry, schema));
        case["valid"] = validator.is_valid(&case["instance"]).into();
    }
}

/// Lets the end of a text that a pattern asks for stand before a line break at the end, too, as `$` does in the regular
/// expressions of Python, Java, PHP and others. How many patterns there are.
fn loosen(schema: &mut Value) -> usize {
    match schema {
        Value::Object(members) => {
            let mut count = 0;
            if let Some(Value::String(pattern)) = members.get_mut("pattern") {
                *pattern = pattern.replace('$', r"(\r\n|[\n\r\x{85}\x{2028}\x{2029}])?$");
                count += 1;
            }
            count + members.values_mut().map(loosen).sum::<usize>()
        }
        Value::Array(items) => items.iter_mut().map(loosen).sum(),
        _ => 0,
    }
}

#[test]
fn the_verdicts_do_not_depend_on_what_the_end_of_a_text_is() {
    let corpus = Corpus::read();
    let cases = cases(&corpus);
    let (mut bundle, mut loosened) = (corpus.bundle.schema.clone(), cases.clone());
    assert!(loosen(&mut bundle) > 0, "no patterns");
    judge(&bundle, &mut loosened);
    let pairs = cases.iter().zip(&loosened);
    let differing: Vec<_> = pairs.filter(|(case, loosened)| case != loosened).collect();
    assert!(differing.is_empty(), "{} of {}: {}", differing.len(), cases.len(), differing[0].0);
}

#[test]
fn samples_are_accepted_and_many_changed_ones_are_refused() {
    let cases = cases(&Corpus::read());
    let with = |valid: bool, documented: bool| {
        let is = |case: &&Value| {
            case["valid"] == valid && (case["change"] == "as documented") == documented
        };
        cases.iter().filter(is).count()
    };
    assert_eq!(with(false, true), 0, "a documented sample is refused");
    assert!(with(true, true) >= 10, "{} samples", with(true, true));
    assert!(with(false, false) >= 200, "{} changed samples are refused", with(false, false));
    assert!(with(true, false) >= 200, "{} changed samples are accepted", with(true, false));
    if let Some(path) = env::var_os("INTEROP_CASES") {
        let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
        fs::write(path, lines).expect("a file that can be written");
    }
}
