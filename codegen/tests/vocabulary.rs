//! The generator and the runtime know no particular API: no name that the description of the payout API introduces
//! stands in their source, in their documentation or in their tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use codegen::check;
use codegen::model::{Member, Model, Operation, Resource};
use heck::ToSnakeCase as _;

/// The folders that must not know the API.
const GENERAL: [&str; 2] = ["codegen/src", "generated-client/src/runtime"];

/// Words and pairs of words that the API uses too, each because it is not the API's own.
const SHARED: [(&str, &str); 5] = [
    (
        "words of HTTP and JSON:API",
        "after before code count create created data detail error fields filter forbidden get id key links list meta \
         metadata method methods number page pages position post request self size source status title total type url",
    ),
    (
        "words of the description's language",
        "api auth basic callback callbacks description docs example facts final found general label name next open \
         operation or public reconcile required signature unknown x",
    ),
    (
        "words of programming",
        "access client context credentials date enabled failed field find full get invalid is limit logs max min new \
         options pattern prev reference token",
    ),
    (
        "words of English",
        "account allow by details fee hide hint labels lost no not of ok part received resolution split strategy test \
         to were white",
    ),
    ("pairs of general words", "page_meta page_number request_error access_error x_signature"),
];

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every name of the description, in the form `snake_case`.
fn names(model: &Model) -> BTreeSet<String> {
    let api = &model.api;
    let mut names = vec![api.title.as_str()];
    names.extend(api.sources.iter().map(|(name, _)| name.as_str()));
    names.extend(api.faces.iter().map(|face| face.name.as_str()));
    names.extend(api.paging.iter().map(|paging| paging.name.as_str()));
    names.extend(api.paging.iter().flat_map(|paging| wires(&paging.query)));
    names.extend(model.scalars.iter().map(|scalar| scalar.name.as_str()));
    names.extend(model.enums.iter().map(|of| of.name.as_str()));
    names.extend(model.enums.iter().flat_map(|of| &of.facts).map(|fact| fact.name.as_str()));
    names.extend(model.enums.iter().flat_map(|of| &of.values).map(|value| value.word.as_str()));
    names.extend(model.objects.iter().map(|object| object.name.as_str()));
    names.extend(model.objects.iter().flat_map(|object| wires(&object.members)));
    names.extend(model.resources.iter().flat_map(of_resource));
    names.extend(model.operations.iter().flat_map(of_operation));
    names.extend(model.callbacks.iter().map(|callback| callback.name.as_str()));
    names.extend(model.callbacks.iter().filter_map(|callback| Some(callback.signature.as_ref()?.header.as_str())));
    names.into_iter().map(|name| name.to_snake_case()).collect()
}

fn wires(members: &[Member]) -> impl Iterator<Item = &str> {
    members.iter().map(|member| member.wire.as_str())
}

fn of_resource(resource: &Resource) -> impl Iterator<Item = &str> {
    let relationships = resource.relationships.iter().map(|relationship| relationship.wire.as_str());
    let views = resource.views.iter().map(|view| view.name.as_str());
    let links = resource.links.iter().map(String::as_str);
    let own = [resource.type_word.as_str(), resource.name.as_str()];
    own.into_iter().chain(wires(&resource.attributes)).chain(relationships).chain(views).chain(links)
}

fn of_operation(operation: &Operation) -> impl Iterator<Item = &str> {
    let name = operation.name.split('.').chain([operation.path_template.as_str()]);
    name.chain(wires(&operation.path_parameters)).chain(wires(&operation.query))
}

/// What to look for: every single word of the names, and the names of several words.
fn terms() -> BTreeSet<String> {
    let model = check::load(&repository().join("spec")).expect("a description without problems");
    let names = names(&model);
    let words: Vec<String> = names.iter().flat_map(|name| name.split('_')).map(str::to_owned).collect();
    names.into_iter().chain(words).filter(|term| !term.is_empty()).collect()
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
            let words = format!("_{}_", line.to_snake_case());
            for term in terms.iter().filter(|term| words.contains(&format!("_{term}_"))) {
                found.entry(term.as_str()).or_insert_with(|| format!("{}:{}", file.display(), index + 1));
            }
        }
    }
    found
}

#[test]
fn no_word_of_the_api() {
    let shared: BTreeSet<&str> = SHARED.iter().flat_map(|(_, words)| words.split_whitespace()).collect();
    let terms = terms();
    let found = found(&terms);
    let own: Vec<_> = found.iter().filter(|(term, _)| !shared.contains(*term)).collect();
    assert!(own.is_empty(), "words of the API in general code, each with its first place: {own:#?}");
    let stale: Vec<_> = shared.iter().filter(|word| !found.contains_key(*word)).collect();
    assert!(stale.is_empty(), "no longer words of both, take them out of the list: {stale:?}");
}

/// The search would find a word in whatever form it stands.
#[test]
fn the_search_finds() {
    for form in ["ReferenceId", "reference_id", "\"reference-id\"", "// its reference id.", "REFERENCE_ID"] {
        assert!(format!("_{}_", form.to_snake_case()).contains("_reference_id_"), "{form}");
    }
    let terms = terms();
    for word in ["payout", "cublox", "payout_invoices", "reference_id", "merchant"] {
        assert!(terms.contains(word), "{word} is not looked for");
    }
}
