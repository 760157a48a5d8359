//! Schemas among the components, kept as text: as trees, those of a large API would take many times the memory of the
//! whole document.

use std::collections::{BTreeMap, BTreeSet};

use schemars::Schema;
use serde::ser::{Error as _, SerializeMap as _};
use serde::{Serialize, Serializer};

use super::schemas::names_within;

/// A schema as text.
#[derive(PartialEq, Eq)]
pub(super) struct Component {
    text: Box<str>,
    /// The names of the components to which it refers.
    pub(super) refers_to: BTreeSet<String>,
}

impl Component {
    pub(super) fn of(schema: &mut Schema) -> Self {
        let refers_to = names_within(schema);
        Self { text: schema.as_value().to_string().into(), refers_to }
    }

    pub(super) fn schema(&self) -> serde_json::Result<Schema> {
        serde_json::from_str(&self.text)
    }
}

/// Components by name, each a tree only while it is written.
pub(super) struct ComponentSchemas {
    pub(super) by_name: BTreeMap<String, Component>,
    /// Turns a schema into the dialect of the document.
    pub(super) translate: fn(&mut Schema),
}

impl Serialize for ComponentSchemas {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut schemas = serializer.serialize_map(Some(self.by_name.len()))?;
        for (name, component) in &self.by_name {
            let mut schema = component.schema().map_err(S::Error::custom)?;
            (self.translate)(&mut schema);
            schemas.serialize_entry(name, &schema)?;
        }
        schemas.end()
    }
}
