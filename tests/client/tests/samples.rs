//! Every documented sample is read by the client and written again without a loss. The samples are taken from the checked
//! descriptions, so that a new one is tried as soon as it is bound there.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use client_tests::apis::{self, Api};
use client_tests::call::Call;
use client_tests::json::{Value, assert_same};
use cublox_payouts::runtime::{BaseUrl, Credentials};

fn body_of(call: &dyn Call, api: &Api) -> String {
    let base = BaseUrl::parse("https://api.example.org").unwrap();
    let credentials = match api.name {
        "payouts" => Credentials::basic("user", "password"),
        _ => Credentials::bearer("desk", "token"),
    };
    call.request(&base, Some(&credentials)).unwrap().into_body().as_str().to_owned()
}

#[test]
fn documented_requests_are_what_the_builders_make() {
    let mut seen = 0;
    for api in apis::all() {
        for operation in &api.model.operations {
            if let Some(sample) = &operation.request_sample {
                let body = body_of(&*api.call(&operation.name), &api);
                assert_same(&sample.text, &body, &sample.name);
                seen += 1;
            }
        }
    }
    assert!(seen >= 3, "the descriptions document requests");
}

#[test]
fn documented_answers_survive_the_operation_that_reads_them() {
    let mut seen = 0;
    for api in apis::all() {
        for operation in &api.model.operations {
            let call = api.call(&operation.name);
            for answer in &operation.successes {
                let Some(sample) = &answer.sample else { continue };
                let output = call.read(answer.status, sample.text.as_bytes());
                let output =
                    output.unwrap_or_else(|failed| panic!("{}: {}", sample.name, failed.message));
                assert_same(&sample.text, &output.unwrap().json, &sample.name);
                seen += 1;
            }
            for answer in &operation.existing {
                let Some(sample) = &answer.sample else { continue };
                let failed = call.read(answer.status, sample.text.as_bytes()).unwrap_err();
                assert_same(&sample.text, &failed.existing.unwrap().json, &sample.name);
                seen += 1;
            }
        }
    }
    assert!(seen >= 9, "the descriptions document answers");
}

#[test]
fn documented_errors_survive_and_are_failures_of_every_operation() {
    let mut seen = 0;
    for api in apis::all() {
        for (status, sample) in &api.model.api.errors.samples {
            let errors = (api.errors)(&sample.text).unwrap();
            assert_same(&sample.text, &format!(r#"{{"errors":{errors}}}"#), &sample.name);
            for call in api.calls() {
                let failed = call.read(*status, sample.text.as_bytes()).unwrap_err();
                assert_eq!(failed.reason, "refused", "{} of {}", sample.name, call.name());
                assert_eq!(failed.body, sample.text.as_bytes());
            }
            seen += 1;
        }
    }
    assert!(seen >= 5, "the descriptions document errors");
}

#[test]
fn documented_callbacks_survive() {
    for api in apis::all() {
        for callback in &api.model.callbacks {
            let read = (api.callback)(&callback.name);
            let read = read
                .unwrap_or_else(|| panic!("bind the callback {} in {}", callback.name, api.name));
            if let Some(sample) = &callback.sample {
                assert_same(&sample.text, &read(&sample.text).unwrap().json, &sample.name);
            }
        }
    }
}

#[test]
fn every_sample_file_is_bound_to_something() {
    for (api, folder) in apis::all().iter().zip(["../../spec/samples", "../newsroom/spec/samples"])
    {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        let mut files: Vec<String> =
            std::fs::read_dir(folder).unwrap().map(|entry| name(&entry.unwrap())).collect();
        let mut bound = bound_samples(api);
        files.sort();
        bound.sort();
        assert_eq!(files, bound, "{}", api.name);
    }
}

fn name(entry: &std::fs::DirEntry) -> String {
    entry.path().file_stem().unwrap().to_str().unwrap().to_owned()
}

fn bound_samples(api: &Api) -> Vec<String> {
    let operations = &api.model.operations;
    let answers = operations
        .iter()
        .flat_map(|operation| operation.successes.iter().chain(&operation.existing));
    let answers = answers.filter_map(|answer| answer.sample.as_ref());
    let requests = operations.iter().filter_map(|operation| operation.request_sample.as_ref());
    let callbacks = api.model.callbacks.iter().filter_map(|callback| callback.sample.as_ref());
    let errors = api.model.api.errors.samples.iter().map(|(_, sample)| sample);
    let mut names: Vec<String> = answers
        .chain(requests)
        .chain(callbacks)
        .chain(errors)
        .map(|sample| sample.name.clone())
        .collect();
    names.dedup();
    names
}

/// So that the tests above can fail: a lost member and a changed digit are found in every sample.
#[test]
fn the_comparison_finds_every_loss() {
    let api = apis::payouts();
    let operation = api
        .model
        .operations
        .iter()
        .find(|operation| operation.name == "payout-invoices.get")
        .unwrap();
    let sample = Value::parse(&operation.successes[0].sample.as_ref().unwrap().text).unwrap();
    for pointer in sample.pointers().iter().filter(|pointer| !pointer.is_empty()) {
        assert_ne!(sample.without(pointer), sample, "{pointer}");
        assert_ne!(sample.with(pointer, Value::Literal("10.0".to_owned())), sample, "{pointer}");
    }
}
