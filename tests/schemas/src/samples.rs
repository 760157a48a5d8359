//! Every documented sample stands in the schema of its body, and fits it.

use serde_json::Value;

use crate::corpus::{Corpus, documented_samples, validator};

/// The folder of the schema that a sample must stand in, by the name of the sample.
fn folder(sample: &str) -> &'static str {
    if sample.contains("-error-") {
        "errors/"
    } else if sample.ends_with("-request") {
        "requests/"
    } else if sample.ends_with("-callback") {
        "callbacks/"
    } else {
        "responses/"
    }
}

fn without_white_space(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn every_sample_is_an_example_token_for_token() {
    let corpus = Corpus::read();
    for (name, text) in documented_samples() {
        let tokens = without_white_space(&text);
        let holds = |text: &str| without_white_space(text).contains(&tokens);
        let mut documents = corpus.pages.iter().filter(|page| page.path.starts_with(folder(&name)));
        assert!(
            documents.any(|page| holds(&page.text)),
            "no schema in {} shows {name}",
            folder(&name)
        );
        assert!(holds(&corpus.bundle.text), "the bundle does not show {name}");
    }
}

#[test]
fn every_sample_fits_the_schema_of_its_body() {
    let corpus = Corpus::read();
    let registry = corpus.registry();
    let mut count = 0;
    for (page, sample) in corpus.samples() {
        let errors: Vec<_> =
            validator(&registry, page.id()).iter_errors(sample).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{}: {errors:#?}", page.path);
        count += 1;
    }
    assert!(count >= documented_samples().len(), "{count} samples");
}

#[test]
fn no_sample_fits_the_schema_of_another_direction() {
    let corpus = Corpus::read();
    let registry = corpus.registry();
    for (page, sample) in corpus.samples() {
        for other in corpus
            .pages
            .iter()
            .filter(|other| other.is_document() && direction(&other.path) != direction(&page.path))
        {
            assert!(
                !validator(&registry, other.id()).is_valid(sample),
                "a sample of {} fits {}: {}",
                page.path,
                other.path,
                shortened(sample)
            );
        }
    }
}

/// Answers and callbacks hold the same documents.
fn direction(path: &str) -> &str {
    let (folder, _) = path.split_once('/').expect("a folder");
    if folder == "callbacks" { "responses" } else { folder }
}

fn shortened(sample: &Value) -> String {
    sample.to_string().chars().take(80).collect()
}
