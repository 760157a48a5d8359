//! `generate` as somebody runs it: where it reads and writes, and what it says.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A description with one call, and a second object that the call may answer too.
const SPEC: &str = r"
source: handbook
api:
  title: Library API
  doc: Keeps books.
  schema_base: https://schemas.example.org/library/
  sources: { handbook: { doc: The handbook of the library. } }
  faces: { office: { doc: For editors., auth: { scheme: none, doc: Nobody asks. } } }
  statuses:
    200: { meaning: OK, outcome: done, directive: proceed, doc: It worked. }
  errors: { doc: A list of errors., object: Problem }
objects:
  Problem: { doc: One error., members: { title: { type: text, doc: The error in a word. } } }
  Book: { doc: A book., members: { title: { type: text, doc: What it is called. } } }
operations:
  books.get:
    doc: Reads a book.
    face: office
    call: GET /book
    answers: { 200: { body: Book } }
";

/// A repository with a description, and nothing made of it yet.
fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "spec/api.yaml", SPEC);
    put(folder.path(), "generated-client/Cargo.toml", "");
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("a file");
}

/// What `generate` says when the program is called by its path, in this folder.
fn generate(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("generate").args(arguments).current_dir(folder).env_remove("CARGO_MANIFEST_DIR");
    let output = command.output().expect("the program");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).expect("text"))
}

#[test]
fn it_works_on_the_repository_in_which_it_is_called() {
    let repository = repository();
    let (good, said) = generate(repository.path(), &[]);
    assert!(good, "{said}");
    assert!(repository.path().join("generated-client/src/generated/models/book.rs").is_file());
    assert!(repository.path().join("spec/spec.schema.json").is_file());

    let below = repository.path().join("spec");
    let (good, said) = generate(&below, &["--check"]);
    assert!(good && said.contains("up to date"), "{said}");
    let spec = fs::canonicalize(&below).expect("a folder");
    assert!(said.contains(&spec.display().to_string()), "{said}");
}

#[test]
fn outside_of_a_repository_it_says_what_to_give() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (good, said) = generate(elsewhere.path(), &[]);
    assert!(!good && said.contains("--spec") && said.contains("--out"), "{said}");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 0);
}

#[test]
fn it_names_what_it_has_written_and_removed() {
    let repository = repository();
    let (_, said) = generate(repository.path(), &[]);
    let named = said.lines().filter(|line| line.starts_with("  written  ")).count();
    assert_eq!(named, 20, "{said}");
    let more = said.lines().find(|line| line.starts_with("  … and ")).expect("how many more");
    let rest: usize = more.split(' ').find_map(|word| word.parse().ok()).expect("a number");
    let total: usize = said.split(' ').next().and_then(|word| word.parse().ok()).expect("a number");
    assert_eq!(named + rest, total, "{said}");

    let renamed = SPEC.replace("Book:", "Tome:").replace("body: Book", "body: Tome");
    put(repository.path(), "spec/api.yaml", &renamed);
    let (_, said) = generate(repository.path(), &[]);
    assert!(
        said.contains("\n  written  generated-client/src/generated/models/tome.rs\n"),
        "{said}"
    );
    assert!(
        said.contains("\n  removed  generated-client/src/generated/models/book.rs\n"),
        "{said}"
    );

    let (_, said) = generate(repository.path(), &[]);
    assert!(!said.contains("  written  ") && !said.contains("  removed  "), "{said}");
}

#[test]
fn what_an_output_leaves_out_is_named_when_asked_for() {
    let repository = repository();
    generate(repository.path(), &[]);
    let (_, brief) = generate(repository.path(), &[]);
    assert!(!brief.contains("Problem"), "{brief}");
    let (_, said) = generate(repository.path(), &["--verbose"]);
    assert!(said.contains("not in Behavior: it has a shape and no behaviour"), "{said}");
    assert!(said.contains("Book") && said.contains("Problem"), "{said}");
    assert!(brief.lines().count() < said.lines().count(), "{brief}\n{said}");
}
