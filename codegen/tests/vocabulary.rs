//! The generator and the runtime know no particular API: no name that the description of the payout API introduces
//! stands in their source, in their documentation or in their tests.

#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use codegen::check;
use codegen::model::{Member, Model, Operation, Resource};
use heck::ToSnakeCase as _;

/// The folders that must not know the API.
const GENERAL: [&str; 2] = ["codegen/src", "generated-client/src/runtime"];

/// The package that holds the runtime: an example in its documentation cannot do without the name.
const PACKAGE: &str = "cublox_payouts::";

/// Terms of the API that others use too, by why they are not its own. Every one must still be needed.
const SHARED: [(&str, &str); 4] = [
    (
        "words of HTTP, JSON:API and its paging",
        "after before code count create created detail error fields get id list meta metadata method methods page pages \
         page_meta position process service size source status title total type",
    ),
    (
        "words of the description's language",
        "api callback description example final label name options public required",
    ),
    (
        "words of programming",
        "access_error address amount api_error available context enabled field find key max min new pattern reference \
         request_error signature_error token",
    ),
    ("words of English", "account fee hide hint ok part resolution unknown"),
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What the API calls its types, its groups of calls and itself: each of their words is looked for.
fn titles(model: &Model) -> impl Iterator<Item = &str> {
    let scalars = model.scalars.iter().map(|scalar| scalar.name.as_str());
    let enums = model.enums.iter().map(|of| of.name.as_str());
    let objects = model.objects.iter().map(|object| object.name.as_str());
    let resources = model
        .resources
        .iter()
        .flat_map(|resource| [resource.type_word.as_str(), resource.name.as_str()]);
    let groups = model.operations.iter().map(|operation| operation.group.as_str());
    let callbacks = model.callbacks.iter().map(|callback| callback.name.as_str());
    let title = [model.api.title.as_str()].into_iter();
    title.chain(scalars).chain(enums).chain(objects).chain(resources).chain(groups).chain(callbacks)
}

/// What the API calls the parts of them: looked for as they stand, `reference_id` and not `reference`.
fn parts(model: &Model) -> impl Iterator<Item = &str> {
    let api = &model.api;
    let faces = api.faces.iter().map(|face| face.name.as_str());
    let sources = api.sources.iter().map(|(name, _)| name.as_str());
    let words = model.enums.iter().flat_map(|of| &of.values).map(|value| value.word.as_str());
    let facts = model.enums.iter().flat_map(|of| &of.facts).map(|fact| fact.name.as_str());
    let objects = model.objects.iter().flat_map(|object| wires(&object.members));
    let resources = model.resources.iter().flat_map(of_resource);
    let operations = model.operations.iter().flat_map(of_operation);
    let parts = faces.chain(sources).chain(words).chain(facts).chain(objects);
    parts.chain(resources).chain(operations)
}

fn wires(members: &[Member]) -> impl Iterator<Item = &str> {
    members.iter().map(|member| member.wire.as_str())
}

fn of_resource(resource: &Resource) -> impl Iterator<Item = &str> {
    let relationships =
        resource.relationships.iter().map(|relationship| relationship.wire.as_str());
    wires(&resource.attributes)
        .chain(relationships)
        .chain(resource.views.iter().map(|view| view.name.as_str()))
}

fn of_operation(operation: &Operation) -> impl Iterator<Item = &str> {
    let names = [operation.action.as_str(), operation.path_template.as_str()].into_iter();
    names.chain(wires(&operation.path_parameters)).chain(wires(&operation.query))
}

/// What to look for, in the form `snake_case`.
fn terms() -> BTreeSet<String> {
    let model = check::load(&repository().join("spec")).expect("a description without problems");
    let titles: BTreeSet<String> = titles(&model).map(|title| title.to_snake_case()).collect();
    let words = titles.iter().flat_map(|title| title.split('_')).map(str::to_owned);
    let parts = parts(&model).map(|part| part.to_snake_case());
    words.chain(titles.iter().cloned()).chain(parts).collect()
}

/// The files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("a file").path();
        if path.is_dir() { files.extend(self::files(&path)) } else { files.push(path) }
    }
    files
}

/// The terms that stand in the general folders, each with the first place.
fn found(terms: &BTreeSet<String>) -> BTreeMap<&str, String> {
    let mut found = BTreeMap::new();
    for file in GENERAL.iter().flat_map(|folder| files(&repository().join(folder))) {
        let text = fs::read_to_string(&file).expect("a text");
        for (index, line) in text.lines().enumerate() {
            let words = format!("_{}_", line.replace(PACKAGE, "").to_snake_case());
            for term in terms.iter().filter(|term| words.contains(&format!("_{term}_"))) {
                found
                    .entry(term.as_str())
                    .or_insert_with(|| format!("{}:{}", file.display(), index + 1));
            }
        }
    }
    found
}

#[test]
fn no_word_of_the_api() {
    let shared: BTreeSet<&str> =
        SHARED.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
    let terms = terms();
    let found = found(&terms);
    let own: Vec<_> = found.iter().filter(|(term, _)| !shared.contains(*term)).collect();
    assert!(
        own.is_empty(),
        "words of the API in general code, each with its first place: {own:#?}"
    );
    let stale: Vec<_> = shared.iter().filter(|word| !found.contains_key(*word)).collect();
    assert!(stale.is_empty(), "no longer words of both, take them out of the list: {stale:?}");
}

/// The search would find a word in whatever form it stands.
#[test]
fn the_search_finds() {
    for form in
        ["ReferenceId", "reference_id", "\"reference-id\"", "// its reference id.", "REFERENCE_ID"]
    {
        assert!(format!("_{}_", form.to_snake_case()).contains("_reference_id_"), "{form}");
    }
    let terms = terms();
    for word in ["payout", "cublox", "payout_invoices", "reference_id"] {
        assert!(terms.contains(word), "{word} is not looked for");
    }
}
