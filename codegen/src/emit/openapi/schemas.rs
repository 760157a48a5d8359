//! The schemas of a document: those of the JSON Schema emitter under names in place of files.

use std::collections::{BTreeMap, BTreeSet};

use schemars::Schema;
use schemars::transform::{RecursiveTransform, Transform as _, transform_subschemas};
use serde_json::Value;

use super::super::json_schema::Page;
use super::component::Component;

const COMPONENTS: &str = "#/components/schemas/";

/// Schemas by name, and the name of each file.
#[derive(Default)]
pub(super) struct Schemas {
    names: BTreeMap<String, String>,
    by_name: BTreeMap<String, Component>,
}

impl Schemas {
    /// Takes in a page. What it refers to is still files.
    pub(super) fn add(&mut self, page: Page<'_>) {
        let name = self.free_name(&page.title);
        let mut schema = page.schema;
        schema.insert("title".to_owned(), page.title.into());
        schema.insert("description".to_owned(), page.description.into());
        self.by_name.insert(name.clone(), Component::of(&mut schema));
        self.names.insert(page.path, name);
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

    /// When all pages are there: lets them refer to each other by name, and gives those that stand in them under a title a
    /// name of their own.
    ///
    /// # Errors
    /// Where a schema is not JSON.
    pub(super) fn link(&mut self) -> serde_json::Result<()> {
        for name in self.names.values().cloned().collect::<Vec<_>>() {
            let page = self.by_name.get(&name).map(Component::schema).transpose()?;
            if let Some(mut schema) = page {
                self.refer_by_name(&mut schema);
                self.lift(&mut schema);
                self.by_name.insert(name, Component::of(&mut schema));
            }
        }
        Ok(())
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
            let title = title.to_owned();
            let component = Component::of(inner);
            if self.by_name.get(&title).is_none_or(|known| *known == component) {
                *inner = Schema::new_ref(format!("{COMPONENTS}{title}"));
                self.by_name.insert(title, component);
            }
        };
        transform_subschemas(&mut within, schema);
    }

    /// Takes those schemas out that these refer to, directly or through others.
    pub(super) fn take_used(&mut self, roots: BTreeSet<String>) -> BTreeMap<String, Component> {
        let mut used = BTreeMap::new();
        let mut open: Vec<_> = roots.into_iter().collect();
        while let Some(name) = open.pop() {
            if let Some(component) = self.by_name.remove(&name) {
                open.extend(component.refers_to.iter().cloned());
                used.insert(name, component);
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
