//! JSON whose numbers stay as they are written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A JSON value. Members are sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`, a boolean or a number, as its text.
    Literal(String),
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads a text; `None` where it is not JSON.
    pub fn parse(text: &str) -> Option<Self> {
        let raw: &RawValue = serde_json::from_str(text).ok()?;
        let text = raw.get();
        Some(match text.as_bytes().first()? {
            b'{' => {
                let members: BTreeMap<String, &RawValue> = serde_json::from_str(text).ok()?;
                let members = members.into_iter();
                let read = members.map(|(name, value)| Some((name, Self::parse(value.get())?)));
                Self::Object(read.collect::<Option<_>>()?)
            }
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                Self::List(
                    items.into_iter().map(|item| Self::parse(item.get())).collect::<Option<_>>()?,
                )
            }
            b'"' => Self::Text(serde_json::from_str(text).ok()?),
            _ => Self::Literal(text.to_owned()),
        })
    }

    /// A string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// `null`, a boolean or a number.
    pub fn literal(text: impl Into<String>) -> Self {
        Self::Literal(text.into())
    }

    /// An object of these members.
    pub fn object<N: Into<String>>(members: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }

    /// The value at a JSON pointer that leads through objects.
    pub fn at(&self, pointer: &str) -> Option<&Self> {
        steps(pointer).try_fold(self, |value, step| match value {
            Self::Object(members) => members.get(step.as_ref()),
            _ => None,
        })
    }

    /// The same with another value at a JSON pointer; objects on the way to it are made.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: Self) -> Self {
        self.set(pointer, value);
        self
    }

    /// Puts another value at a JSON pointer; objects on the way to it are made.
    pub fn set(&mut self, pointer: &str, value: Self) {
        let mut place = self;
        for step in steps(pointer) {
            if !matches!(place, Self::Object(_)) {
                *place = Self::Object(BTreeMap::new());
            }
            let Self::Object(members) = place else { return };
            place =
                members.entry(step.into_owned()).or_insert_with(|| Self::Object(BTreeMap::new()));
        }
        *place = value;
    }

    /// The text of a string, of a number or of a boolean.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Literal(text) | Self::Text(text) => Some(text),
            Self::List(_) | Self::Object(_) => None,
        }
    }
}

/// The steps of a JSON pointer.
fn steps(pointer: &str) -> impl Iterator<Item = Cow<'_, str>> {
    pointer.split('/').skip(1).map(|step| match step.contains('~') {
        true => Cow::Owned(step.replace("~1", "/").replace("~0", "~")),
        false => Cow::Borrowed(step),
    })
}

/// A name as a step of a JSON pointer.
pub(super) fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

impl fmt::Display for Json {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Literal(text) => {
                let raw: &RawValue = serde_json::from_str(text).map_err(S::Error::custom)?;
                raw.serialize(serializer)
            }
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members),
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Self::parse(raw.get()).ok_or_else(|| D::Error::custom("not JSON"))
    }
}

impl JsonSchema for Json {
    fn schema_name() -> Cow<'static, str> {
        "Json".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "Any JSON value. Compare numbers by their decimal digits, not as binary floating point."
        })
    }
}
