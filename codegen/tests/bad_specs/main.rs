//! Every kind of problem, shown as a user sees it.
//!
//! A case is a small patch to the description in `bad_specs/base`, which has no mistakes; its file name begins with the
//! code that it must report, and it must report nothing else. What is shown is pinned in `bad_specs/snapshots`.

#![expect(clippy::expect_used, reason = "a test that cannot go on says why")]

mod meaning;
mod support;

use std::collections::BTreeSet;

use codegen::check::{check, load};
use codegen::diagnostic::{Code, Diagnostic, render};
use codegen::source::Sources;
use proptest::prelude::*;

use support::{Files, base, cases, folder, patched};

/// Codes that no input is known to reach, and why they exist all the same.
const UNREACHED: [(Code, &str); 1] = [(
    Code::YamlReadersDisagree,
    "a guard against differences between the two YAML readers that nobody has found yet",
)];

fn problems(files: &Files) -> (Sources, Vec<Diagnostic>) {
    let (sources, unread) = Sources::from_texts(files.clone());
    let problems = check(&sources, unread).err().unwrap_or_default();
    (sources, problems)
}

fn pin(name: &str, description: &str, shown: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.set_description(description);
    settings.bind(|| insta::assert_snapshot!(name, shown));
}

fn codes(problems: &[Diagnostic]) -> BTreeSet<&'static str> {
    problems.iter().map(|problem| problem.code.as_str()).collect()
}

#[test]
fn the_base_has_no_mistakes() {
    let (sources, problems) = problems(&base());
    assert!(problems.is_empty(), "{}", render(&sources, &problems, false));
}

#[test]
fn each_case_shows_its_problem_and_no_other() {
    let mut noisy = Vec::new();
    for (name, case) in cases() {
        let (code, _) = name.split_once('-').expect("a code and a few words");
        let (sources, problems) = problems(&patched(&case));
        let shown = render(&sources, &problems, false);
        if codes(&problems) != BTreeSet::from([code]) {
            noisy.push(format!("{name}\n{shown}"));
        }
        pin(&name, case.lines().next().unwrap_or_default().trim_start_matches("# "), &shown);
    }
    assert!(noisy.is_empty(), "{}", noisy.join("\n"));
}

#[test]
fn every_code_has_a_case() {
    let shown: BTreeSet<String> = cases()
        .into_keys()
        .chain(support::made().into_iter().map(|(name, _)| name.to_owned()))
        .collect();
    let shown: BTreeSet<&str> = shown.iter().filter_map(|name| name.get(..5)).collect();
    for code in Code::ALL {
        let excused = UNREACHED.iter().any(|(known, _)| known == code);
        assert_eq!(shown.contains(code.as_str()), !excused, "{code:?} {}", code.as_str());
    }
}

/// What cannot be shown by a patch: files that are no text, no files, or huge.
#[test]
fn each_folder_shows_its_problem_and_no_other() {
    for (name, make) in support::made() {
        let folder = tempfile::tempdir().expect("a folder");
        let spec = folder.path().join("spec");
        support::write(&spec, &base());
        make(&spec);
        let failure = load(&spec).expect_err(name);
        let shown = failure.render(false).replace(&folder.path().display().to_string(), "…");
        let code = name.get(..5).unwrap_or_default();
        assert_eq!(codes(&failure.diagnostics), BTreeSet::from([code]), "{name}\n{shown}");
        pin(name, "A folder that the test makes.", &shown);
    }
}

#[test]
fn all_problems_of_all_files_are_shown_at_once() {
    let case = "\
@@ api.yaml
-  title: Library API
+  titel: Library API
@@ articles.yaml
-      slug: Slug
-      price: Price
-      tags: { type: { list: text }, optional: true, doc: Words to find it by. }
+      slug: Slog
+      price: { type: Price, secret: true, personal: true }
+      tags: { type: { list: text }, optional: true }
@@ articles.yaml
-      city: { type: text, doc: The city. }
+      city: { type: text, doc: \"\", example: 5 }
@@ operations.yaml
-    call: GET /articles
+    call: FETCH /articles
@@ operations.yaml
-    acknowledge: 200
+    acknowledge: 404
@@ samples/article.json
-      \"stage\": \"draft\",
+      \"stage\": \"drafted\",
@@ broken.yaml
+objects: [
";
    let (sources, problems) = problems(&patched(case));
    pin(
        "many-problems",
        "Problems of all kinds in all files, in one run.",
        &render(&sources, &problems, false),
    );
    let files: BTreeSet<_> =
        problems.iter().filter_map(|problem| Some(problem.primary.as_ref()?.place.file)).collect();
    assert_eq!(files.len(), 5);
}

/// A definition with several structural mistakes shows all of them, at every depth, and none that only follows from another.
#[test]
fn all_structural_mistakes_of_a_definition_are_shown_at_once() {
    let case = "\
@@ api.yaml
-  title: Library API
-  doc: Publishes articles.
+  titel: Library API
+  doc: [Publishes articles.]
@@ api.yaml
-    200: { meaning: OK, outcome: done, directive: proceed, doc: It worked. }
+    200: { meaning: 200, outcome: doen, directive: proceed }
@@ articles.yaml
-      slug: Slug
-      price: Price
-      tags: { type: { list: text }, optional: true, doc: Words to find it by. }
-      notes: { type: text, optional: true, nullable: true, doc: Remarks of the editor. }
+      slug: { typ: Slug, optional: maybe, colour: red }
+      price: [Price]
+      tags: { type: { lst: text }, optional: true, doc: Words to find it by. }
+      notes: { optional: true, nullable: 1, doc: Remarks of the editor. }
@@ articles.yaml
-    links: [self]
+    links: [self, 5, { a: b }]
@@ operations.yaml
-      201: { one: articles }
-      409: { one: articles, doc: The article that has this slug. }
+      201: articles
+      409: { won: articles, empty: nothing }
@@ operations.yaml
-    acknowledge: 200
-    order_by: published
+    acknowledge: soon
+    order: published
";
    let (sources, problems) = problems(&patched(case));
    let shown = render(&sources, &problems, false);
    pin("many-mistakes-of-a-definition", "Several mistakes in each of some definitions.", &shown);
    assert_eq!(problems.len(), 19, "{shown}");
}

/// Swaps, drops and repeats lines, and puts odd pieces between them.
fn mutated(text: &str, edits: &[(usize, usize, usize)]) -> String {
    const PIECES: [&str; 12] = [
        "",
        ":",
        "{",
        "[",
        "- ",
        "type: ",
        "&a",
        "\u{2028}",
        "\"",
        "Self",
        "{ list: { map: Address } }",
        "😀",
    ];
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for (kind, at, other) in edits {
        let (at, other) = (at % lines.len(), other % lines.len());
        match kind % 5 {
            0 => lines.swap(at, other),
            1 => lines[at].clear(),
            2 => lines[at] = lines[other].clone(),
            3 => {
                let cut = lines[at].char_indices().nth(other % 20).map_or(0, |(cut, _)| cut);
                lines[at].insert_str(cut, PIECES[other % PIECES.len()]);
            }
            _ => {
                let cut = lines[at].char_indices().nth(other % 40).map_or(0, |(cut, _)| cut);
                lines[at].truncate(cut);
            }
        }
    }
    lines.join("\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Whatever is done to a description, the answer is a model or problems that can be shown.
    #[test]
    fn no_description_panics(file in 0_usize..8, edits in prop::collection::vec((0_usize..5, 0_usize..200, 0_usize..200), 1..6)) {
        let mut files: Vec<(String, String)> = base().into_iter().collect();
        let count = files.len();
        let (_, text) = &mut files[file % count];
        *text = mutated(text, &edits);
        let (sources, unread) = Sources::from_texts(files);
        if let Err(problems) = check(&sources, unread) {
            prop_assert!(!problems.is_empty());
            prop_assert!(!render(&sources, &problems, false).is_empty());
        }
    }
}
