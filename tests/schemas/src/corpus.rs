//! The schemas and the samples on disk.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

const SCHEMAS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../generated-client/schemas");
const SAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec/samples");
/// The folders that the emitter fills. Beside them and the bundle other emitters have files of their own.
const FOLDERS: [&str; 7] =
    ["callbacks", "documents", "errors", "requests", "resources", "responses", "types"];

/// A schema on disk.
pub(crate) struct Page {
    /// Its path below the folder of the schemas.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its text, read.
    pub(crate) schema: Value,
}

impl Page {
    fn read(path: &Path) -> Self {
        let text = read(path);
        let schema = serde_json::from_str(&text)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let path = path
            .strip_prefix(SCHEMAS)
            .expect("below the folder")
            .to_str()
            .expect("UTF-8")
            .to_owned();
        Self { path, text, schema }
    }

    /// Its `$id`.
    pub(crate) fn id(&self) -> &str {
        self.schema["$id"].as_str().unwrap_or_else(|| panic!("{}: no $id", self.path))
    }

    /// The samples that it holds.
    pub(crate) fn examples(&self) -> &[Value] {
        self.schema["examples"].as_array().map_or(&[], Vec::as_slice)
    }

    /// Whether it describes a whole body.
    pub(crate) fn is_document(&self) -> bool {
        ["callbacks/", "errors/", "requests/", "responses/"]
            .iter()
            .any(|folder| self.path.starts_with(folder))
    }

    /// Whether it describes what a client sends.
    pub(crate) fn is_request(&self) -> bool {
        self.path.starts_with("requests/")
    }
}

/// All schemas on disk, the bundle apart.
pub(crate) struct Corpus {
    /// The bundle.
    pub(crate) bundle: Page,
    /// The others, sorted by path.
    pub(crate) pages: Vec<Page>,
}

impl Corpus {
    /// Reads the folder of the schemas.
    pub(crate) fn read() -> Self {
        let root = Path::new(SCHEMAS);
        let paths = FOLDERS.iter().flat_map(|folder| json_files(&root.join(folder)));
        Self {
            bundle: Page::read(&root.join("bundle.json")),
            pages: paths.map(|path| Page::read(&path)).collect(),
        }
    }

    /// The schema with an `$id`.
    pub(crate) fn by_id(&self, id: &str) -> &Value {
        &self
            .pages
            .iter()
            .find(|page| page.id() == id)
            .unwrap_or_else(|| panic!("no schema {id}"))
            .schema
    }

    /// Whole bodies with documented samples: each page with each of its samples.
    pub(crate) fn samples(&self) -> impl Iterator<Item = (&Page, &Value)> {
        let documents = self.pages.iter().filter(|page| page.is_document());
        documents.flat_map(|page| page.examples().iter().map(move |sample| (page, sample)))
    }

    /// Knows the bundle and nothing else.
    pub(crate) fn registry(&self) -> Registry<'_> {
        bundle_registry(&self.bundle.schema)
    }
}

/// Knows a bundle and nothing else.
pub(crate) fn bundle_registry(bundle: &Value) -> Registry<'_> {
    let id = bundle["$id"].as_str().expect("an $id");
    let registry = Registry::new().add(id, bundle).expect("a bundle");
    registry.prepare().expect("a bundle whose references resolve")
}

/// A validator for a schema of the bundle.
pub(crate) fn validator(registry: &Registry<'_>, id: &str) -> Validator {
    let options = jsonschema::options().with_draft(Draft::Draft202012).with_registry(registry);
    options.build(&json!({ "$ref": id })).unwrap_or_else(|error| panic!("{id}: {error}"))
}

/// Name, without its ending, and text of each documented sample.
pub(crate) fn documented_samples() -> BTreeMap<String, String> {
    let name =
        |path: &Path| path.file_stem().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
    json_files(Path::new(SAMPLES)).into_iter().map(|path| (name(&path), read(&path))).collect()
}

/// The text of a file.
pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn json_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut paths: Vec<_> =
        paths.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    paths.sort();
    paths
}
