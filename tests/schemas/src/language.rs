//! The schema of the description's language, which editors use: it takes and refuses the same files as the loader does, as far as
//! their structure goes.

#[path = "../../../codegen/tests/bad_specs/support.rs"]
#[expect(dead_code, reason = "it serves the tests of the generator first")]
mod support;

use std::fs;
use std::path::Path;

use codegen::check::check;
use codegen::source::Sources;
use jsonschema::Validator;
use serde_json::Value;

use support::Files;

/// What the codes of mistakes in YAML itself begin with, and those of mistakes of structure.
const YAML: &str = "S02";
const STRUCTURE: &str = "S03";

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn text() -> String {
    fs::read_to_string(root().join("spec/spec.schema.json")).unwrap()
}

fn schema() -> Validator {
    jsonschema::draft202012::new(&serde_json::from_str(&text()).unwrap()).unwrap()
}

/// Where the two do not agree, and why that is right. Each must still be so.
const EXCEPTIONS: [(&str, &str); 1] = [(
    "S0402-api-twice",
    "the loader does not read a second `api`: which of the two is meant, it cannot know",
)];

/// The YAML files of a description as JSON. `None` where one of them is no plain YAML.
fn documents(files: &Files) -> Option<Vec<Value>> {
    let specs = files.iter().filter(|(name, _)| !name.starts_with("samples/"));
    specs
        .map(|(_, text)| {
            let value: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
            serde_json::to_value(value).ok()
        })
        .collect()
}

/// Whether the loader finds the structure right. `None` where it finds no YAML to judge.
fn loads(files: &Files) -> Option<bool> {
    let (sources, unread) = Sources::from_texts(files.clone());
    let problems = check(&sources, unread).err().unwrap_or_default();
    let of = |kind: &str| problems.iter().any(|problem| problem.code.as_str().starts_with(kind));
    (!of(YAML)).then(|| !of(STRUCTURE))
}

#[test]
fn the_schema_and_the_loader_agree_on_structure() {
    let schema = schema();
    let mut disagree = Vec::new();
    let mut refused = 0;
    for (name, case) in support::cases() {
        let files = support::patched(&case);
        let Some((loads, documents)) = loads(&files).zip(documents(&files)) else { continue };
        let fits = documents.iter().all(|document| schema.is_valid(document));
        refused += usize::from(!fits);
        if loads != fits {
            disagree.push(name);
        }
    }
    assert_eq!(disagree, EXCEPTIONS.map(|(name, _)| name));
    assert!(refused >= 8, "only {refused} cases have a mistake of structure");
}

#[test]
fn the_descriptions_fit_and_name_the_schema() {
    let schema = schema();
    let mut files = 0;
    for folder in ["spec", "spec/types", "spec/resources", "spec/operations", "tests/newsroom/spec"]
    {
        for entry in fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let document: Value = serde_yaml::from_str(&text).unwrap();
            let refused = schema.validate(&document).err();
            assert!(refused.is_none(), "{}: {refused:?}", path.display());
            let first = text.lines().next().unwrap_or_default();
            let named = first.strip_prefix("# yaml-language-server: $schema=").unwrap();
            let target = path.parent().unwrap().join(named);
            assert!(target.ends_with("spec.schema.json") && target.is_file(), "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 10, "{files}");
}

#[test]
fn every_key_is_explained() {
    let schema: Value = serde_json::from_str(&text()).unwrap();
    let definitions = schema["$defs"].as_object().unwrap().values().chain([&schema]);
    let keys = definitions.filter_map(|definition| definition["properties"].as_object()).flatten();
    let silent: Vec<&String> = keys
        .filter(|(_, key)| key["description"].as_str().is_none_or(str::is_empty))
        .map(|(name, _)| name)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}
