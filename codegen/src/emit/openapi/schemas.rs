//! The schemas of a document: those of the JSON Schema emitter under names in place of files.

use std::collections::{BTreeMap, BTreeSet};

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform as _, transform_subschemas};
use serde_json::Value;

use super::super::json_schema::Page;

const COMPONENTS: &str = "#/components/schemas/";

/// Schemas by name, and the name of each file.
pub(super) struct Schemas {
    names: BTreeMap<String, String>,
    by_name: BTreeMap<String, Schema>,
}

impl Schemas {
    /// Takes the schemas of all pages, and gives those that stand in them under a title a name of their own.
    pub(super) fn of(pages: &[&Page<'_>]) -> Self {
        let mut schemas = Self { names: BTreeMap::new(), by_name: BTreeMap::new() };
        for page in pages {
            let name = schemas.free_name(&page.title);
            schemas.by_name.insert(name.clone(), described(page));
            schemas.names.insert(page.path.clone(), name);
        }
        for name in schemas.names.values().cloned().collect::<Vec<_>>() {
            if let Some(mut schema) = schemas.by_name.remove(&name) {
                schemas.refer_by_name(&mut schema);
                schemas.by_name.insert(name.clone(), schema.clone());
                schemas.lift(&mut schema);
                schemas.by_name.insert(name, schema);
            }
        }
        schemas
    }

    /// The title, or with a number behind it where another schema has it.
    fn free_name(&self, title: &str) -> String {
        let mut name = title.to_owned();
        let mut number = 1;
        while self.by_name.contains_key(&name) {
            number += 1;
            name = format!("{title}{number}");
        }
        name
    }

    /// The name of the schema in a file.
    pub(super) fn name(&self, path: &str) -> Option<&str> {
        self.names.get(path).map(String::as_str)
    }

    /// A reference to the schema in a file.
    pub(super) fn reference(&self, path: &str) -> Option<Schema> {
        self.name(path).map(|name| Schema::new_ref(format!("{COMPONENTS}{name}")))
    }

    /// Makes references to files references to names.
    pub(super) fn refer_by_name(&self, schema: &mut Schema) {
        RecursiveTransform(|schema: &mut Schema| {
            let path = schema.get("$ref").and_then(Value::as_str);
            let name = path.and_then(|path| self.name(path.strip_prefix("../")?));
            if let Some(name) = name.map(|name| format!("{COMPONENTS}{name}")) {
                schema.insert("$ref".to_owned(), name.into());
            }
        })
        .transform(schema);
    }

    /// Gives titled schemas within a schema a name of their own.
    fn lift(&mut self, schema: &mut Schema) {
        let mut within = |inner: &mut Schema| {
            self.lift(inner);
            let Some(title) = inner.get("title").and_then(Value::as_str) else { return };
            let known = self.by_name.get(title);
            if known.is_none_or(|known| known == inner) {
                let reference = Schema::new_ref(format!("{COMPONENTS}{title}"));
                self.by_name.insert(title.to_owned(), inner.clone());
                *inner = reference;
            }
        };
        transform_subschemas(&mut within, schema);
    }

    /// Only those schemas that these refer to, directly or through others.
    pub(super) fn used_by(&self, roots: BTreeSet<String>) -> BTreeMap<String, Schema> {
        let mut used = BTreeMap::new();
        let mut open: Vec<_> = roots.into_iter().collect();
        while let Some(name) = open.pop() {
            if let Some(schema) = self.by_name.get(&name).filter(|_| !used.contains_key(&name)) {
                open.extend(names_within(&mut schema.clone()));
                used.insert(name, schema.clone());
            }
        }
        used
    }
}

/// The names that a schema refers to.
pub(super) fn names_within(schema: &mut Schema) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    RecursiveTransform(|schema: &mut Schema| {
        let reference = schema.get("$ref").and_then(Value::as_str);
        names.extend(
            reference.and_then(|reference| reference.strip_prefix(COMPONENTS)).map(str::to_owned),
        );
    })
    .transform(schema);
    names
}

fn described(page: &Page<'_>) -> Schema {
    let mut schema = page.schema.clone();
    schema.insert("title".to_owned(), page.title.as_str().into());
    schema.insert("description".to_owned(), page.description.as_str().into());
    schema
}
