//! Goes through a schema and the schemas in it, and through a document and the schemas that apply to its parts.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::corpus::{Corpus, Page};

/// Calls `visit` with the place of a schema, as a JSON pointer, and the schema; then with those inside it.
///
/// Only keywords hold schemas: a property may have a keyword's name.
pub(crate) fn schemas<'a>(schema: &'a Value, place: &str, visit: &mut impl FnMut(&str, &'a Value)) {
    visit(place, schema);
    for (keyword, value) in schema.as_object().into_iter().flatten() {
        let place = format!("{place}/{keyword}");
        match (keyword.as_str(), value) {
            ("properties" | "$defs", Value::Object(named)) => {
                for (name, schema) in named {
                    schemas(schema, &format!("{place}/{name}"), visit);
                }
            }
            ("allOf" | "anyOf", Value::Array(alternatives)) => {
                for (index, schema) in alternatives.iter().enumerate() {
                    schemas(schema, &format!("{place}/{index}"), visit);
                }
            }
            ("items" | "additionalProperties", Value::Object(_)) => schemas(value, &place, visit),
            _ => {}
        }
    }
}

/// The plain schemas of which a value has to fit one: alternatives and references are followed.
#[derive(Clone, Default)]
pub(crate) struct Alternatives<'a>(pub(crate) Vec<Resolved<'a>>);

/// A schema and the page that it stands on.
#[derive(Clone, Copy)]
pub(crate) struct Resolved<'a> {
    pub(crate) schema: &'a Value,
    base: &'a str,
}

impl<'a> Alternatives<'a> {
    /// Those of a whole page.
    pub(crate) fn of_page(corpus: &'a Corpus, page: &'a Page) -> Self {
        let mut found = Self::default();
        found.follow(corpus, &page.schema, page.id());
        found
    }

    fn follow(&mut self, corpus: &'a Corpus, schema: &'a Value, base: &'a str) {
        if let Some(reference) = schema["$ref"].as_str() {
            let page = corpus.by_id(&resolve(base, reference));
            self.follow(corpus, page, page["$id"].as_str().expect("an $id"));
        } else if let Some([only]) = schema["allOf"].as_array().map(Vec::as_slice) {
            self.follow(corpus, only, base);
        } else if let Some(alternatives) = schema["anyOf"].as_array() {
            for alternative in alternatives {
                self.follow(corpus, alternative, base);
            }
        } else {
            self.0.push(Resolved { schema, base });
        }
    }

    /// Those of a member of an object.
    pub(crate) fn member(&self, corpus: &'a Corpus, name: &str) -> Self {
        let mut found = Self::default();
        for Resolved { schema, base } in self.of_type("object") {
            match schema["properties"].get(name).or_else(|| schema.get("additionalProperties")) {
                Some(member @ Value::Object(_)) => found.follow(corpus, member, base),
                Some(Value::Bool(false)) => {}
                _ => found.0.push(Resolved { schema: &Value::Null, base }),
            }
        }
        found
    }

    /// Those of an item of an array.
    pub(crate) fn item(&self, corpus: &'a Corpus) -> Self {
        let mut found = Self::default();
        for Resolved { schema, base } in self.of_type("array") {
            match schema.get("items") {
                Some(items) => found.follow(corpus, items, base),
                None if schema.get("maxItems").is_some() => {}
                None => found.0.push(Resolved { schema: &Value::Null, base }),
            }
        }
        found
    }

    /// The types that they accept; none where they accept everything.
    pub(crate) fn types(&self) -> Option<BTreeSet<&'a str>> {
        let mut types = BTreeSet::new();
        for Resolved { schema, .. } in &self.0 {
            match &schema["type"] {
                Value::String(name) => {
                    types.insert(name.as_str());
                }
                Value::Array(names) => types.extend(names.iter().filter_map(Value::as_str)),
                _ => return None,
            }
        }
        Some(types)
    }

    /// Those that accept a type.
    pub(crate) fn of_type(&self, name: &'static str) -> impl Iterator<Item = Resolved<'a>> + '_ {
        self.0.iter().copied().filter(move |resolved| match &resolved.schema["type"] {
            Value::String(only) => only == name,
            Value::Array(names) => names.iter().any(|one| one == name),
            _ => true,
        })
    }
}

/// The `$id` to which a reference between pages leads: `../folder/page` from a folder below the same base.
pub(crate) fn resolve(base: &str, reference: &str) -> String {
    let rest =
        reference.strip_prefix("../").unwrap_or_else(|| panic!("{base} refers to {reference}"));
    let (folder, _page) = base.rsplit_once('/').expect("an absolute $id");
    let (root, _folder) = folder.rsplit_once('/').expect("an absolute $id");
    format!("{root}/{rest}")
}
