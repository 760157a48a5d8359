//! JSON of any shape, kept as its exact text.

use super::{DecodeError, Map, Reader, Wire, Writer, from_str, to_string};
use crate::runtime::decimal::Decimal;
use std::fmt;

/// The kinds of JSON values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        })
    }
}

/// A JSON value of any shape, kept as its exact text: every digit, escape and blank as it came.
///
/// Two are equal when their texts are. `Debug` shows only the kind, because the content may be
/// personal.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// Checks a text and keeps it without the white space around it.
    ///
    /// # Errors
    ///
    /// When the text is not one JSON value, or is nested too deep.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        from_str(text)
    }

    /// `null`.
    #[must_use]
    pub fn null() -> Self {
        Self("null".into())
    }

    /// An array of these items.
    #[must_use]
    pub fn array(items: impl IntoIterator<Item = Self>) -> Self {
        Self::encode(&items.into_iter().collect::<Vec<_>>())
    }

    /// An object with these members, sorted by name; of equal names the last counts, as in any map.
    #[must_use]
    pub fn object<N: Into<String>>(members: impl IntoIterator<Item = (N, Self)>) -> Self {
        Self::encode(&members.into_iter().collect::<Map<_>>())
    }

    /// What a model is as JSON.
    #[must_use]
    pub fn encode<T: Wire>(value: &T) -> Self {
        Self(to_string(value).into())
    }

    /// Reads the value as a model.
    ///
    /// # Errors
    ///
    /// When it is of another shape. Places are relative to this value.
    pub fn decode<T: Wire>(&self) -> Result<T, DecodeError> {
        from_str(&self.0)
    }

    /// The exact text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of value it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self.0.as_bytes().first() {
            Some(b'{') => Kind::Object,
            Some(b'[') => Kind::Array,
            Some(b'"') => Kind::String,
            Some(b't' | b'f') => Kind::Boolean,
            Some(b'n') => Kind::Null,
            _ => Kind::Number,
        }
    }
}

impl Wire for Json {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.raw().map(|text| Self(text.into()))
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(self);
    }
}

impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind() {
            Kind::Null => "null",
            Kind::Boolean => "boolean",
            Kind::Number => "number",
            Kind::String => "string",
            Kind::Array => "array",
            Kind::Object => "object",
        };
        write!(f, "Json({kind})")
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::encode(&value)
    }
}

impl From<i64> for Json {
    fn from(value: i64) -> Self {
        Self::encode(&value)
    }
}

impl From<Decimal> for Json {
    fn from(value: Decimal) -> Self {
        Self::encode(&value)
    }
}

impl From<String> for Json {
    fn from(value: String) -> Self {
        Self::encode(&value)
    }
}

impl From<&str> for Json {
    /// The text as a JSON string; [`Json::parse`] reads JSON.
    fn from(value: &str) -> Self {
        let mut writer = Writer::new();
        writer.text(value);
        Self(writer.into_string().into())
    }
}
