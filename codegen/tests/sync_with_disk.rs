//! The generated files in the repository are what the generator makes of the descriptions beside them.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::path::{Path, PathBuf};

use codegen::generate::{OWNED_FOLDERS, generate};
use codegen::language::{self, LANGUAGE_SCHEMA};
use codegen::sync::{File, plan};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Fails with the difference and the command that removes it.
#[track_caller]
fn assert_in_sync(root: &Path, files: &[File], folders: &[&str], command: &str) {
    let plan = plan(root, files, folders).expect("a comparison");
    assert!(plan.is_clean(), "{}\nout of date: run `{command}`", plan.diff());
    assert!(
        plan.foreign().is_empty(),
        "not written by the generator, yet in its folders: {:?}",
        plan.foreign()
    );
}

#[track_caller]
fn assert_crate_in_sync(spec: &str, root: &str, command: &str) {
    let generated = generate(&repository().join(spec)).expect("a description without problems");
    assert_in_sync(&repository().join(root), &generated.files, &OWNED_FOLDERS, command);
}

#[test]
fn the_client() {
    assert_crate_in_sync("spec", "generated-client", "cargo xtask generate");
}

#[test]
fn the_newsroom() {
    let command = "cargo xtask generate --spec tests/newsroom/spec --out tests/newsroom";
    assert_crate_in_sync("tests/newsroom/spec", "tests/newsroom", command);
}

#[test]
fn the_schema_of_the_language() {
    assert_in_sync(
        &repository().join("spec"),
        &[language::schema()],
        &[LANGUAGE_SCHEMA],
        "cargo xtask generate",
    );
}
