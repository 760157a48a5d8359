//! A sample with one mistake in it is refused, wherever the mistake is.
//!
//! The mistakes are made by going through each sample together with the schemas that apply to its parts. What is left
//! alone is what a schema leaves free; how much that may be is limited.

use serde_json::{Value, json};

use crate::corpus::{Corpus, Page, validator};
use crate::walk::Alternatives;

/// A part of a sample and what applies to it.
struct Part<'a> {
    place: String,
    value: &'a Value,
    alternatives: Alternatives<'a>,
}

/// All parts of a sample, the whole first.
fn parts<'a>(corpus: &'a Corpus, page: &'a Page, sample: &'a Value) -> Vec<Part<'a>> {
    let mut found = Vec::new();
    let mut open = vec![Part {
        place: String::new(),
        value: sample,
        alternatives: Alternatives::of_page(corpus, page),
    }];
    while let Some(part) = open.pop() {
        for (name, value) in part.value.as_object().into_iter().flatten() {
            let place = format!("{}/{}", part.place, name.replace('~', "~0").replace('/', "~1"));
            open.push(Part { place, value, alternatives: part.alternatives.member(corpus, name) });
        }
        for (index, value) in part.value.as_array().into_iter().flatten().enumerate() {
            let place = format!("{}/{index}", part.place);
            open.push(Part { place, value, alternatives: part.alternatives.item(corpus) });
        }
        found.push(part);
    }
    found
}

/// The sample with another value at a place.
fn with(sample: &Value, place: &str, value: Value) -> Value {
    let mut changed = sample.clone();
    *changed.pointer_mut(place).expect("a place in the sample") = value;
    changed
}

/// Calls `check` with every part of every sample and whether the sample with the part replaced is still valid.
fn each_part(mut check: impl FnMut(&Page, &Part<'_>, &mut dyn FnMut(Value) -> bool)) {
    let corpus = Corpus::read();
    let registry = corpus.registry();
    let mut count = 0;
    for (page, sample) in corpus.samples() {
        let validator = validator(&registry, page.id());
        for part in parts(&corpus, page, sample) {
            check(page, &part, &mut |value| validator.is_valid(&with(sample, &part.place, value)));
            count += 1;
        }
    }
    assert!(count > 100, "only {count} parts");
}

/// A value of each JSON type. A number that is not an integer stands for both.
fn one_of_each_type() -> [(&'static str, Value); 6] {
    [
        ("null", Value::Null),
        ("boolean", json!(true)),
        ("number", json!(1.5)),
        ("string", json!("text")),
        ("array", json!([0])),
        ("object", json!({ "a": 0 })),
    ]
}

#[test]
fn a_value_of_another_type_is_refused() {
    let (mut refused, mut free) = (0, 0);
    each_part(|page, part, still_valid| {
        let Some(types) = part.alternatives.types() else {
            free += 1;
            return;
        };
        for (name, value) in one_of_each_type() {
            if !types.contains(name) {
                assert!(!still_valid(value), "{}#{}: {name} is accepted", page.path, part.place);
                refused += 1;
            }
        }
    });
    assert!(refused > 20 * free, "{refused} refused, {free} free");
}

#[test]
fn a_number_is_never_a_boolean_and_a_boolean_never_a_number() {
    each_part(|page, part, still_valid| {
        let wrong = match part.value {
            Value::Number(_) => json!(true),
            Value::Bool(_) => json!(1),
            _ => return,
        };
        if part.alternatives.types().is_some() {
            assert!(!still_valid(wrong), "{}#{}", page.path, part.place);
        }
    });
}

#[test]
fn a_document_without_a_required_member_is_refused() {
    let mut refused = 0;
    each_part(|page, part, still_valid| {
        let Some(object) = part.value.as_object() else { return };
        let schemas: Vec<_> = part.alternatives.of_type("object").collect();
        for name in object.keys() {
            let required = |schema: &Value| {
                schema["required"]
                    .as_array()
                    .is_some_and(|names| names.iter().any(|required| required == name))
            };
            if schemas.iter().all(|resolved| required(resolved.schema)) {
                let mut less = object.clone();
                less.remove(name);
                assert!(
                    !still_valid(less.into()),
                    "{}#{}: {name} may be absent",
                    page.path,
                    part.place
                );
                refused += 1;
            }
        }
        assert!(!part.place.is_empty() || refused > 0, "{}: nothing is required", page.path);
    });
    assert!(refused > 100, "{refused} refused");
}

#[test]
fn an_unknown_member_is_refused_in_requests_and_kept_open_elsewhere() {
    each_part(|page, part, still_valid| {
        let Some(object) = part.value.as_object() else { return };
        let is_map = |schema: &Value| {
            schema["additionalProperties"].is_object() || schema.get("properties").is_none()
        };
        if part.alternatives.of_type("object").any(|resolved| is_map(resolved.schema)) {
            return;
        }
        let mut more = object.clone();
        more.insert("unheard-of".to_owned(), json!(1));
        assert_eq!(still_valid(more.into()), !page.is_request(), "{}#{}", page.path, part.place);
    });
}

#[test]
fn a_word_that_is_not_listed_is_refused_where_the_list_is_closed() {
    let mut refused = 0;
    each_part(|page, part, still_valid| {
        let limited = |schema: &Value| {
            ["const", "enum", "pattern"].iter().any(|keyword| schema.get(keyword).is_some())
        };
        let schemas: Vec<_> = part.alternatives.of_type("string").collect();
        if !schemas.is_empty() && schemas.iter().all(|resolved| limited(resolved.schema)) {
            assert!(!still_valid(json!("unheard of")), "{}#{}", page.path, part.place);
            refused += 1;
        }
        if page.is_request() {
            assert!(
                schemas.iter().all(|resolved| !is_open_enum(&part.alternatives, resolved.schema)),
                "{}",
                part.place
            );
        }
    });
    assert!(refused > 10, "{refused} refused");
}

/// Whether any string is accepted beside the listed ones.
fn is_open_enum(alternatives: &Alternatives<'_>, listed: &Value) -> bool {
    let any = |schema: &Value| {
        ["const", "enum", "pattern"].iter().all(|keyword| schema.get(keyword).is_none())
    };
    listed.get("enum").is_some()
        && alternatives.of_type("string").any(|resolved| any(resolved.schema))
}
