//! The schemas of a document: those of the JSON Schema emitter under names in place of files.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::super::json_schema::{Dialect, Page, PageName, Part, Schema, Whole};

/// The schemas of all pages.
#[derive(Default)]
pub(super) struct Schemas {
    titles: BTreeMap<String, String>,
    by_title: BTreeMap<String, Schema>,
}

impl Schemas {
    pub(super) fn add(&mut self, page: Page<'_>) {
        let PageName { path, title } = page.name;
        self.by_title.insert(title.clone(), page.schema);
        self.titles.insert(path, title);
    }

    /// The title of the page with this path.
    pub(super) fn title(&self, path: &str) -> Option<&str> {
        self.titles.get(path).map(String::as_str)
    }

    /// A reference to the page with this path.
    pub(super) fn reference(&self, path: &str) -> Option<Schema> {
        let title = self.title(path)?.to_owned();
        Some(Schema::reference(PageName { path: path.to_owned(), title }))
    }

    /// The pages that these schemas refer to, directly or through others, and the schemas with a title in any of them.
    pub(super) fn used_by<'s>(&'s self, roots: &[&Schema]) -> BTreeMap<&'s str, &'s Schema> {
        let mut used = BTreeMap::new();
        let mut open = Vec::new();
        for root in roots {
            self.note_references(root, &mut open);
        }
        while let Some(schema) = open.pop() {
            if let Some(title) = &schema.title
                && used.insert(title.as_str(), schema).is_some()
            {
                continue;
            }
            open.extend(schema.parts());
            open.extend(self.referred_to(schema));
        }
        used
    }

    fn note_references<'s>(&'s self, schema: &Schema, found: &mut Vec<&'s Schema>) {
        found.extend(self.referred_to(schema));
        schema.parts().for_each(|part| self.note_references(part, found));
    }

    fn referred_to(&self, schema: &Schema) -> Option<&Schema> {
        self.by_title.get(&schema.refers_to()?.title)
    }
}

/// A schema as a document writes it where it is used.
pub(super) struct Written {
    pub(super) schema: Schema,
    pub(super) dialect: Dialect,
}

impl Serialize for Written {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Part(&self.schema, self.dialect).serialize(serializer)
    }
}

/// The schemas among the components.
pub(super) struct ComponentSchemas<'s> {
    pub(super) by_title: BTreeMap<&'s str, &'s Schema>,
    pub(super) dialect: Dialect,
}

impl Serialize for ComponentSchemas<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let schemas = self.by_title.iter();
        serializer.collect_map(schemas.map(|(title, schema)| (title, Whole(schema, self.dialect))))
    }
}
