//! The generated clients pass every case, and no case is one that nothing can fail.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use conformance::apis::{Awkward, Bound, Newsroom, Payouts};
use conformance::{Cases, Door, mutants, read, run};

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn cases<B: Bound>() -> Cases {
    read(&repository().join(B::CASES)).unwrap()
}

fn assert_passes<B: Bound>() {
    for door in Door::ALL {
        let wrong: Vec<_> = run::<B>(&cases::<B>(), door)
            .into_iter()
            .filter_map(|(_, name, verdict)| Some(format!("{name}: {}", verdict.err()?)))
            .collect();
        assert!(wrong.is_empty(), "{door:?}: {wrong:#?}");
    }
}

fn assert_can_fail<B: Bound>() {
    for door in Door::ALL {
        let passed: Vec<_> = run::<B>(&mutants(&cases::<B>()), door)
            .into_iter()
            .filter(|(_, _, verdict)| verdict.is_ok())
            .map(|(_, name, _)| name)
            .collect();
        assert!(passed.is_empty(), "{door:?}: {passed:#?}");
    }
}

#[test]
fn the_published_client_passes_every_case() {
    assert_passes::<Payouts>();
}

#[test]
fn the_clients_of_the_invented_apis_pass_every_case() {
    assert_passes::<Newsroom>();
    assert_passes::<Awkward>();
}

#[test]
fn every_case_changed_once_is_failed() {
    assert_can_fail::<Payouts>();
    assert_can_fail::<Newsroom>();
    assert_can_fail::<Awkward>();
}

/// No operation and no kind is left out, and a name tells one case.
#[test]
fn every_operation_has_cases() {
    fn check<B: Bound>(description: &str) {
        let model = codegen::check::load(&repository().join(description)).unwrap();
        let cases = cases::<B>();
        for operation in &model.operations {
            let name = &operation.name;
            assert!(cases.requests.iter().any(|case| &case.operation == name), "{name}");
            assert!(cases.answers.iter().any(|case| &case.operation == name), "{name}");
            let is_uncertain = operation.uncertain.is_some();
            assert_eq!(cases.reconcile.iter().any(|case| &case.operation == name), is_uncertain);
            let is_paged = operation.paging().is_some();
            assert_eq!(cases.paging.iter().any(|case| &case.operation == name), is_paged);
        }
        let is_signed = model.callbacks.iter().any(|callback| callback.signature.is_some());
        assert_eq!(!cases.callbacks.is_empty(), is_signed);
        let verdicts = run::<B>(&cases, Door::Blocking);
        let mut names = BTreeSet::new();
        for (kind, name, _) in verdicts {
            assert!(names.insert((kind, name.clone())), "{kind}: two cases are named {name}");
        }
    }
    check::<Payouts>("spec");
    check::<Newsroom>("tests/newsroom/spec");
    check::<Awkward>("tests/awkward/spec");
}

#[test]
fn a_folder_without_cases_says_what_is_missing() {
    let error = read(Path::new("no such folder")).unwrap_err();
    assert!(error.contains("requests.json"), "{error}");
}
