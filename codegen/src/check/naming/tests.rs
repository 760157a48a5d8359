//! The lists of taken names against what the emitter writes: nothing that a generated file names without a path may be the
//! name of something described.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};

use super::{CALLS_TAKEN, TYPES_TAKEN};
use crate::model::Model;
use crate::{check, emit};

/// Names of the runtime that are only ever written with their module.
const WITH_MODULE: [&str; 2] = ["Door", "Unbound"];

/// The prelude of Rust 2024: every name with a capital that needs no import.
const PRELUDE: &str = "AsMut AsRef AsyncFn AsyncFnMut AsyncFnOnce Box Clone Copy Debug Default DoubleEndedIterator Drop Eq \
    Err ExactSizeIterator Extend Fn FnMut FnOnce From FromIterator Future Hash Into IntoFuture IntoIterator Iterator None Ok \
    Option Ord PartialEq PartialOrd Result Self Send Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec";

/// What the prelude has among the values only: a struct with named fields hides none of them.
const VALUES: [&str; 4] = ["Err", "None", "Ok", "Some"];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The names in quotes that follow one of these beginnings in a source text.
fn quoted<'t>(text: &'t str, beginnings: &[&str]) -> BTreeSet<&'t str> {
    let found = beginnings.iter().flat_map(|beginning| text.split(beginning).skip(1));
    found.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_name_of_the_runtime_that_an_emitter_writes_is_taken() {
    let mut files = vec![repository().join("codegen/src/emit/rust")];
    let mut names = BTreeSet::new();
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else {
            let text = fs::read_to_string(path).unwrap();
            let found = quoted(&text, &["runtime(\"", "codec_name(\""]);
            names.extend(found.into_iter().map(str::to_owned));
        }
    }
    let types = names.iter().filter(|name| name.starts_with(char::is_uppercase));
    let free: Vec<&str> =
        types.map(String::as_str).filter(|name| !TYPES_TAKEN.contains(name)).collect();
    assert_eq!(free, WITH_MODULE);
}

/// The names of types that stand in the tokens without a path before them, attributes left out.
fn bare(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let before = |steps: usize, mark: char| {
            let token = index.checked_sub(steps).and_then(|at| tokens.get(at));
            matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
        };
        match token {
            TokenTree::Group(group) if !before(1, '#') => bare(group.stream(), found),
            TokenTree::Ident(ident) if !(before(1, ':') && before(2, ':')) => {
                found.insert(ident.to_string());
            }
            _ => {}
        }
    }
}

/// The names with a capital that the runtime and the prelude have.
fn shared() -> BTreeSet<String> {
    let runtime = repository().join("generated-client/src/runtime/mod.rs");
    let runtime = fs::read_to_string(runtime).unwrap();
    let words = runtime.split(|char: char| !char.is_ascii_alphanumeric());
    let words = words.chain(PRELUDE.split_whitespace());
    let words = words.filter(|word| word.starts_with(|first: char| first.is_ascii_uppercase()));
    words.map(str::to_owned).collect()
}

/// The names that the description gives to types and variants: that those are not mistaken, only a compiler can tell.
fn described(model: &Model) -> BTreeSet<&str> {
    let scalars = model.scalars.iter().map(|scalar| scalar.name.as_str());
    let enums = model.enums.iter().map(|of| of.name.as_str());
    let values = model.enums.iter().flat_map(|of| &of.values).map(|value| value.variant.as_str());
    let objects = model.objects.iter().map(|object| object.name.as_str());
    let resources = model.resources.iter().map(|resource| resource.name.as_str());
    scalars.chain(enums).chain(values).chain(objects).chain(resources).collect()
}

/// Whether the file defines a type of this name itself.
fn defines(text: &str, name: &str) -> bool {
    let kinds = ["struct", "enum", "trait", "type"];
    kinds.iter().any(|kind| {
        let definition = format!("{kind} {name}");
        text.split(&definition)
            .skip(1)
            .any(|rest| !rest.starts_with(|next: char| next.is_ascii_alphanumeric()))
    })
}

/// Whether types with names of the description are defined in the file.
fn holds_described_types(path: &str) -> bool {
    let whole = ["/mod.rs", "/api.rs", "/operations/required.rs"];
    !whole.iter().any(|end| path.ends_with(end))
}

/// Whether no description may have this name where it stands in such a file.
fn is_taken(path: &str, name: &str) -> bool {
    if path.contains("/models/") {
        TYPES_TAKEN.contains(&name)
    } else {
        CALLS_TAKEN.contains(&name) || VALUES.contains(&name)
    }
}

#[test]
fn what_generated_files_name_without_a_path_is_taken() {
    let shared = shared();
    for spec in ["spec", "tests/newsroom/spec", "tests/awkward/spec"] {
        let model = check::load(&repository().join(spec)).unwrap();
        let described = described(&model);
        let files = emit::rust::emit(&model).unwrap().files;
        for file in files.iter().filter(|file| holds_described_types(&file.path)) {
            let mut names = BTreeSet::new();
            bare(file.text.parse().unwrap(), &mut names);
            names.retain(|name| shared.contains(name) && !described.contains(name.as_str()));
            names.retain(|name| !defines(&file.text, name) && !is_taken(&file.path, name));
            assert!(names.is_empty(), "{spec}: {} names {names:?}", file.path);
        }
    }
}
