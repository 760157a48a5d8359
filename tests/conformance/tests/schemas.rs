//! `behavior.json` and the cases are valid by their schemas, which an independent validator reads; changed, they are not.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

const CASES: [&str; 5] = ["answers", "callbacks", "paging", "reconcile", "requests"];

fn schemas() -> [PathBuf; 3] {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    ["generated-client/schemas", "tests/newsroom/schemas", "tests/awkward/schemas"]
        .map(|folder| repository.join(folder))
}

fn json(path: &Path) -> Value {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap()
}

/// The schema that a file names, which leads from its own folder.
fn validator(file: &Path, content: &Value) -> Validator {
    let schema = json(&file.parent().unwrap().join(content["$schema"].as_str().unwrap()));
    jsonschema::meta::validate(&schema).unwrap();
    jsonschema::options().with_draft(Draft::Draft202012).build(&schema).unwrap()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let cases = CASES.iter().map(|name| folder.join(format!("conformance/{name}.json")));
    std::iter::once(folder.join("behavior.json")).chain(cases).collect()
}

#[test]
fn every_file_is_valid_by_the_schema_that_it_names() {
    for file in schemas().iter().flat_map(|folder| files(folder)) {
        let content = json(&file);
        let errors: Vec<_> = validator(&file, &content)
            .iter_errors(&content)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", file.display());
    }
}

#[test]
fn what_no_one_would_understand_is_not_valid() {
    for file in schemas().iter().flat_map(|folder| files(folder)) {
        let content = json(&file);
        let validator = validator(&file, &content);
        let mut unknown = content.clone();
        unknown["one-more"] = json!(1);
        assert!(!validator.is_valid(&unknown), "{}", file.display());
        for member in content.as_object().unwrap().keys().filter(|name| *name != "$schema") {
            let mut changed = content.clone();
            changed[member] = json!({ "neither": "this" });
            assert!(!validator.is_valid(&changed), "{}: {member}", file.display());
        }
    }
}

#[test]
fn an_id_says_where_its_schema_is() {
    for folder in schemas() {
        let bundle = json(&folder.join("bundle.json"));
        let base = bundle["$id"].as_str().unwrap().strip_suffix("bundle.json").unwrap();
        for name in ["behavior.schema.json", "conformance.schema.json"] {
            assert_eq!(json(&folder.join(name))["$id"], json!(format!("{base}{name}")));
        }
    }
}

/// A schema that `behavior.json` refers to is there.
#[test]
fn every_schema_that_is_named_is_there() {
    fn named(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Array(items) => items.iter().for_each(|item| named(item, found)),
            Value::Object(members) => {
                found.extend(members.get("schema").and_then(Value::as_str).map(str::to_owned));
                members.values().for_each(|value| named(value, found));
            }
            _ => {}
        }
    }
    for folder in schemas() {
        let mut found = Vec::new();
        named(&json(&folder.join("behavior.json")), &mut found);
        assert!(found.len() > 2);
        for path in found {
            assert!(folder.join(&path).is_file(), "{path}");
        }
    }
}
