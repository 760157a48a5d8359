//! Any text as a file of a description: it is accepted or refused with problems that can be shown, and what is accepted
//! can be emitted.

#![no_main]

use codegen::check::check;
use codegen::diagnostic::render;
use codegen::generate::from_model;
use codegen::source::Sources;
use libfuzzer_sys::fuzz_target;

/// The part of a description that the text may rely on.
const API: &str = include_str!("../../tests/newsroom/spec/api.yaml");

fuzz_target!(|text: &str| {
    read(vec![("spec/fuzzed.yaml", text)]);
    read(vec![("spec/api.yaml", API), ("spec/fuzzed.yaml", text)]);
});

fn read(files: Vec<(&str, &str)>) {
    let (sources, unread) = Sources::from_texts(files);
    match check(&sources, unread) {
        Ok(model) => {
            from_model(&model).expect("what is accepted can be emitted");
        }
        Err(problems) => {
            assert!(!problems.is_empty(), "refused without a problem");
            assert!(!render(&sources, &problems, false).is_empty(), "a problem cannot be shown");
        }
    }
}
