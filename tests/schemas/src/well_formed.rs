//! The schemas are schemas, they are described throughout, and they hang together.

use std::collections::BTreeSet;

use codegen::emit::json_schema::KEYWORDS;
use serde_json::Value;

use crate::corpus::{Corpus, validator};
use crate::walk::{resolve, schemas};

/// Checks something at every place of every schema and reports all places where it does not hold.
fn everywhere(corpus: &Corpus, mut wrong: impl FnMut(&str, &Value) -> Option<String>) {
    let mut found = Vec::new();
    for page in corpus.pages.iter().chain([&corpus.bundle]) {
        schemas(&page.schema, "", &mut |place, schema| {
            found.extend(
                wrong(place, schema).map(|wrong| format!("{}#{place}: {wrong}", page.path)),
            );
        });
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_kind_of_schema_is_there() {
    let corpus = Corpus::read();
    for folder in ["callbacks", "errors", "requests", "resources", "responses", "types"] {
        assert!(corpus.pages.iter().any(|page| page.path.starts_with(folder)), "no {folder}");
    }
}

#[test]
fn every_schema_is_valid_by_the_meta_schema() {
    let corpus = Corpus::read();
    for page in corpus.pages.iter().chain([&corpus.bundle]) {
        assert_eq!(
            page.schema["$schema"], "https://json-schema.org/draft/2020-12/schema",
            "{}",
            page.path
        );
        if let Err(error) = jsonschema::meta::validate(&page.schema) {
            panic!("{}: {error} at {}", page.path, error.instance_path());
        }
    }
}

#[test]
fn only_known_keywords_are_used() {
    everywhere(&Corpus::read(), |_, schema| {
        let unknown =
            schema.as_object()?.keys().find(|keyword| !KEYWORDS.contains(&keyword.as_str()))?;
        Some(format!("unknown keyword {unknown}"))
    });
}

#[test]
fn every_known_keyword_is_used() {
    let mut used = BTreeSet::new();
    everywhere(&Corpus::read(), |_, schema| {
        used.extend(schema.as_object().into_iter().flat_map(|schema| schema.keys().cloned()));
        None
    });
    // Links must not be empty only where the description does not say that an empty one means none.
    let unused: Vec<_> = KEYWORDS.iter().filter(|keyword| !used.contains(**keyword)).collect();
    assert_eq!(unused, [&"minLength"]);
}

#[test]
fn every_schema_and_every_property_is_described() {
    let corpus = Corpus::read();
    everywhere(&corpus, |place, schema| {
        let named =
            place.is_empty() || place.rsplit('/').nth(1).is_some_and(|above| above == "properties");
        let described =
            schema["description"].as_str().is_some_and(|words| !words.trim().is_empty());
        (named && !described).then(|| "no description".to_owned())
    });
}

#[test]
fn titles_name_one_schema_each() {
    let corpus = Corpus::read();
    let mut titles = BTreeSet::new();
    for page in &corpus.pages {
        let title =
            page.schema["title"].as_str().unwrap_or_else(|| panic!("{}: no title", page.path));
        assert!(titles.insert(title), "{}: another schema is titled {title}", page.path);
        assert!(
            title.chars().all(|c| c.is_ascii_alphanumeric()),
            "{}: {title} does not name a type",
            page.path
        );
    }
}

#[test]
fn an_id_says_where_its_schema_is() {
    let corpus = Corpus::read();
    let base = corpus.bundle.id().strip_suffix("bundle.json").expect("the bundle's $id");
    for page in &corpus.pages {
        assert_eq!(page.id().strip_prefix(base), Some(page.path.as_str()));
    }
}

#[test]
fn the_bundle_holds_every_schema_as_it_is() {
    let corpus = Corpus::read();
    let bundled = corpus.bundle.schema["$defs"].as_object().expect("definitions");
    assert_eq!(bundled.len(), corpus.pages.len());
    for page in &corpus.pages {
        assert_eq!(bundled.get(&page.path), Some(&page.schema), "{}", page.path);
    }
}

#[test]
fn every_reference_resolves_within_the_bundle() {
    let corpus = Corpus::read();
    for page in &corpus.pages {
        schemas(&page.schema, "", &mut |_, schema| {
            if let Some(reference) = schema["$ref"].as_str() {
                corpus.by_id(&resolve(page.id(), reference));
            }
        });
    }
    let registry = corpus.registry();
    for page in &corpus.pages {
        validator(&registry, page.id());
    }
}

#[test]
fn every_example_is_valid() {
    let corpus = Corpus::read();
    let registry = corpus.registry();
    for page in &corpus.pages {
        let validator = validator(&registry, page.id());
        for example in page.examples() {
            let errors: Vec<_> =
                validator.iter_errors(example).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {errors:#?}", page.path);
        }
    }
}

#[test]
fn the_text_is_laid_out_for_readers() {
    for page in Corpus::read().pages {
        assert!(page.text.starts_with("{\n  \"$schema\": "), "{}", page.path);
        assert!(page.text.ends_with("\n}\n"), "{}", page.path);
    }
}
