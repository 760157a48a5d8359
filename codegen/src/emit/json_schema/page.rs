//! One file of schemas: its path, its `$id` and its text.

use std::collections::BTreeMap;

use serde::ser::{Error as _, SerializeMap as _};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::schema::{PageName, Schema};
use super::shape::Direction;
use super::written::{Dialect, Whole};
use crate::model::Sample;
use crate::titles;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What the page of a named type is called.
///
/// The form in which an enum or an object is sent is a schema of its own, even where nothing receives the type: what a
/// path stands for must not change when the description grows.
pub(super) fn type_page(name: &str, direction: Direction) -> PageName {
    let title = match direction {
        Direction::Sent => titles::sent(name),
        Direction::Received => name.to_owned(),
    };
    PageName { path: type_path(name, direction), title }
}

/// The path of the schema of a named type.
pub(in crate::emit) fn type_path(name: &str, direction: Direction) -> String {
    match direction {
        Direction::Sent => format!("types/{name}.request.json"),
        Direction::Received => format!("types/{name}.json"),
    }
}

/// A schema that is a file.
pub(in crate::emit) struct Page<'m> {
    /// What it is called.
    pub(in crate::emit) name: PageName,
    /// The schema, under the page's title.
    pub(in crate::emit) schema: Schema,
    /// The documented samples that it describes.
    pub(in crate::emit) samples: Vec<&'m Sample>,
}

impl<'m> Page<'m> {
    pub(super) fn new(name: PageName, schema: Schema, samples: Vec<&'m Sample>) -> Self {
        let schema = schema.titled(&name.title);
        Self { name, schema, samples }
    }
    /// The text of the file. The samples stand in it token for token, so that no number loses a digit.
    ///
    /// # Errors
    ///
    /// Where a sample is not JSON.
    pub(super) fn text(&self, base: &str) -> serde_json::Result<String> {
        let examples = self
            .samples
            .iter()
            .map(|sample| indented(&sample.text, 2))
            .collect::<Result<_, _>>()?;
        text(&Root {
            dialect: DIALECT,
            id: format!("{base}{}", self.name.path),
            schema: Whole(&self.schema, Dialect::Files),
            examples,
            definitions: Definitions(None),
        })
    }
}

/// The path of the bundle, from the schemas' base.
pub(super) const BUNDLE: &str = "bundle.json";

/// The text of the bundle: all pages by their paths, each with its own `$id`, so that references between them resolve
/// without another file.
///
/// # Errors
///
/// Where a page is not JSON.
pub(super) fn bundle(
    base: &str,
    api_title: &str,
    pages: &BTreeMap<String, String>,
) -> serde_json::Result<String> {
    let words = format!("All schemas of the {api_title}. Refer to one by its `$id`.");
    text(&Root {
        dialect: DIALECT,
        id: format!("{base}{BUNDLE}"),
        schema: Whole(&Schema::default().titled("Bundle").described(words), Dialect::Files),
        examples: Vec::new(),
        definitions: Definitions(Some(pages)),
    })
}

/// The root of a file, in the order in which it is read.
#[derive(Serialize)]
struct Root<'a> {
    #[serde(rename = "$schema")]
    dialect: &'static str,
    #[serde(rename = "$id")]
    id: String,
    #[serde(flatten)]
    schema: Whole<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    examples: Vec<Box<RawValue>>,
    #[serde(rename = "$defs", skip_serializing_if = "Definitions::is_empty")]
    definitions: Definitions<'a>,
}

/// The texts of pages by their paths, each indented only when it is written: together they are as large as the bundle.
struct Definitions<'a>(Option<&'a BTreeMap<String, String>>);

impl Definitions<'_> {
    fn is_empty(&self) -> bool {
        self.0.is_none_or(BTreeMap::is_empty)
    }
}

impl Serialize for Definitions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let pages = self.0.into_iter().flatten();
        let mut definitions = serializer.serialize_map(None)?;
        for (path, page) in pages {
            definitions.serialize_entry(path, &indented(page, 2).map_err(S::Error::custom)?)?;
        }
        definitions.end()
    }
}

fn text(root: &Root<'_>) -> serde_json::Result<String> {
    let mut text = serde_json::to_string_pretty(root)? + "\n";
    text.shrink_to_fit();
    Ok(text)
}

/// The same JSON as it stands some levels deep. Line breaks occur only between tokens.
pub(in crate::emit) fn indented(json: &str, levels: usize) -> serde_json::Result<Box<RawValue>> {
    let line_break = format!("\n{}", "  ".repeat(levels));
    RawValue::from_string(json.trim().lines().collect::<Vec<_>>().join(&line_break))
}
