//! Decodes a read YAML value into a Rust type, and says exactly where and why it cannot.
//!
//! `serde_yaml`'s own decoder puts its errors into prose and points at the mapping around the culprit. This one keeps
//! what was expected as data and the whole way to the culprit, and it takes stand-ins for what is wrong. An enum value is written as a name (`text`) or, if it
//! carries something, as a mapping of one key (`list: text`).

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, Expected, IntoDeserializer, MapAccess,
    SeqAccess, Unexpected, VariantAccess, Visitor,
};
use serde::{Deserialize, forward_to_deserialize_any};
use serde_yaml::{Mapping, Value};

use super::document::key_text;
use super::stand_in::{self, StandIn};
use super::{Pointer, Segment};

/// Decodes `value`, up to the first mistake.
pub(super) fn decode_once<'de, T: Deserialize<'de>>(value: &'de Value) -> Result<T, Failure> {
    read(PhantomData, value)
}

fn read<'de, S: DeserializeSeed<'de>>(seed: S, value: &'de Value) -> Result<S::Value, Failure> {
    if stand_in::is_mark(value) {
        seed.deserialize(StandIn)
    } else {
        seed.deserialize(Reader { value })
    }
}

/// Why a value could not be decoded.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) cause: Cause,
    /// Whether a key is at fault rather than its value.
    pub(super) at_key: bool,
    /// The steps to the culprit, innermost first.
    steps: Vec<Segment>,
}

#[derive(Debug)]
pub(super) enum Cause {
    UnknownMember { name: String, known: &'static [&'static str] },
    MissingMember(&'static str),
    UnknownValue { name: String, known: &'static [&'static str] },
    WrongType { found: Found, expected: String },
    Other(String),
}

/// What stands where something else was expected.
#[derive(Debug)]
pub(super) enum Found {
    Nothing,
    /// A number, `true` or `false`, as written.
    Bare(String),
    Text(String),
    List,
    Mapping,
    Other(String),
}

impl Failure {
    fn new(cause: Cause) -> Self {
        Self { cause, at_key: false, steps: Vec::new() }
    }

    fn inside(mut self, segment: impl Into<Segment>) -> Self {
        self.steps.push(segment.into());
        self
    }

    fn on_key(mut self, name: &str) -> Self {
        self.at_key = true;
        self.inside(name)
    }

    /// The way to the culprit from the top of the file, if `base` is the way to the decoded value.
    pub(super) fn pointer(&self, base: &Pointer) -> Pointer {
        base.iter().cloned().chain(self.path()).collect()
    }

    /// The way to the culprit from the decoded value.
    pub(super) fn path(&self) -> Vec<Segment> {
        self.steps.iter().rev().cloned().collect()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.cause)
    }
}

impl std::error::Error for Failure {}

impl Error for Failure {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Cause::Other(message.to_string()))
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(Cause::WrongType { found: found.into(), expected: expected.to_string() })
    }

    fn unknown_variant(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(Cause::UnknownValue { name: name.to_owned(), known })
    }

    fn unknown_field(name: &str, known: &'static [&'static str]) -> Self {
        Self::new(Cause::UnknownMember { name: name.to_owned(), known })
    }

    fn missing_field(name: &'static str) -> Self {
        Self::new(Cause::MissingMember(name))
    }
}

impl From<Unexpected<'_>> for Found {
    fn from(found: Unexpected<'_>) -> Self {
        match found {
            Unexpected::Unit => Self::Nothing,
            Unexpected::Bool(value) => Self::Bare(value.to_string()),
            Unexpected::Unsigned(value) => Self::Bare(value.to_string()),
            Unexpected::Signed(value) => Self::Bare(value.to_string()),
            Unexpected::Float(value) => Self::Bare(serde_yaml::Number::from(value).to_string()),
            Unexpected::Str(text) => Self::Text(text.to_owned()),
            Unexpected::Seq => Self::List,
            Unexpected::Map => Self::Mapping,
            other => Self::Other(other.to_string()),
        }
    }
}

struct Reader<'de> {
    value: &'de Value,
}

impl<'de> Deserializer<'de> for Reader<'de> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => visit_number(number, visitor),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Sequence(items) => visit_sequence(items, visitor),
            Value::Mapping(members) => visit_mapping(members, visitor),
            Value::Tagged(_) => Err(Failure::custom("tags are not part of the language")),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    /// Serde would take a list for a struct too; a reader of the description would not.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.value {
            Value::Sequence(_) => Err(Failure::new(Cause::WrongType {
                found: Found::List,
                expected: "a mapping".to_owned(),
            })),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        match self.value {
            Value::String(name) => {
                visitor.visit_enum(Choice { name: name.as_str().into(), content: None })
            }
            Value::Mapping(members) if members.len() == 1 => {
                let only =
                    members.iter().next().and_then(|(key, value)| Some((key_text(key)?, value)));
                let (name, content) = only.ok_or_else(|| Failure::custom("a key must be text"))?;
                visitor.visit_enum(Choice { name, content: Some(content) })
            }
            other => Err(Failure::new(Cause::WrongType {
                found: found(other),
                expected: one_of(variants),
            })),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map identifier ignored_any
    }
}

fn found(value: &Value) -> Found {
    match value {
        Value::Null => Found::Nothing,
        Value::Bool(value) => Found::Bare(value.to_string()),
        Value::Number(number) => Found::Bare(number.to_string()),
        Value::String(text) => Found::Text(text.clone()),
        Value::Sequence(_) => Found::List,
        Value::Mapping(_) => Found::Mapping,
        Value::Tagged(_) => Found::Other("a tag".to_owned()),
    }
}

fn one_of(variants: &[&str]) -> String {
    let names: Vec<String> = variants.iter().map(|name| format!("`{name}`")).collect();
    format!("one of {}", names.join(", "))
}

fn visit_number<'de, V: Visitor<'de>>(
    number: &serde_yaml::Number,
    visitor: V,
) -> Result<V::Value, Failure> {
    if let Some(value) = number.as_u64() {
        visitor.visit_u64(value)
    } else if let Some(value) = number.as_i64() {
        visitor.visit_i64(value)
    } else if let Some(value) = number.as_f64() {
        visitor.visit_f64(value)
    } else {
        Err(Failure::custom("this number cannot be read"))
    }
}

fn visit_sequence<'de, V: Visitor<'de>>(
    items: &'de [Value],
    visitor: V,
) -> Result<V::Value, Failure> {
    let mut rest = Items { items, next: 0 };
    let value = visitor.visit_seq(&mut rest)?;
    if rest.next < items.len() {
        return Err(Failure::custom(format!(
            "the list has {} items, {} are expected",
            items.len(),
            rest.next
        )));
    }
    Ok(value)
}

fn visit_mapping<'de, V: Visitor<'de>>(
    members: &'de Mapping,
    visitor: V,
) -> Result<V::Value, Failure> {
    visitor.visit_map(Members { rest: members.iter(), current: None })
}

struct Items<'de> {
    items: &'de [Value],
    next: usize,
}

impl<'de> SeqAccess<'de> for &mut Items<'de> {
    type Error = Failure;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        let index = self.next;
        let Some(value) = self.items.get(index) else { return Ok(None) };
        self.next += 1;
        read(seed, value).map(Some).map_err(|failure| failure.inside(index))
    }

    fn size_hint(&self) -> Option<usize> {
        self.items.len().checked_sub(self.next)
    }
}

struct Members<'de> {
    rest: serde_yaml::mapping::Iter<'de>,
    /// The name and value whose key was handed out last.
    current: Option<(Cow<'de, str>, &'de Value)>,
}

impl<'de> MapAccess<'de> for Members<'de> {
    type Error = Failure;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Failure> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        let name = key_text(key).ok_or_else(|| Failure::custom("a key must be text"))?;
        self.current = Some((name.clone(), value));
        seed.deserialize(Key { key, name: &name })
            .map(Some)
            .map_err(|failure| failure.on_key(&name))
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Failure> {
        let (name, value) = self
            .current
            .take()
            .ok_or_else(|| Failure::custom("a value was asked for before its key"))?;
        read(seed, value).map_err(|failure| failure.inside(name.into_owned()))
    }
}

/// A key, which is text for who wants text and a number for who wants a number.
struct Key<'a> {
    key: &'a Value,
    name: &'a str,
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        match self.key {
            Value::Number(number) => visit_number(number, visitor),
            _ => visitor.visit_str(self.name),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_str(self.name)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_str(self.name)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_str(self.name)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        self.name.into_deserializer().deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct seq tuple tuple_struct
        map struct ignored_any
    }
}

/// One of several possible values: its name and, if it is written as a mapping, what it carries.
struct Choice<'de> {
    name: Cow<'de, str>,
    content: Option<&'de Value>,
}

impl<'de> EnumAccess<'de> for Choice<'de> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<(S::Value, Self), Failure> {
        let known = seed.deserialize(self.name.as_ref().into_deserializer());
        let variant = known.map_err(|failure: Failure| match self.content {
            Some(_) => failure.on_key(&self.name),
            None => failure,
        })?;
        Ok((variant, self))
    }
}

impl<'de> Choice<'de> {
    fn content(&self) -> Result<&'de Value, Failure> {
        self.content.ok_or_else(|| {
            let name = &self.name;
            Failure::custom(format!("`{name}` needs something to go with it: write `{name}: …`"))
        })
    }

    fn inside(name: Cow<'de, str>) -> impl FnOnce(Failure) -> Failure {
        |failure| failure.inside(name.into_owned())
    }
}

impl<'de> VariantAccess<'de> for Choice<'de> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.content {
            None => Ok(()),
            Some(_) => {
                let name = &self.name;
                Err(Failure::custom(format!(
                    "`{name}` stands alone: write `{name}` without a value"
                ))
                .on_key(name))
            }
        }
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, Failure> {
        read(seed, self.content()?).map_err(Self::inside(self.name))
    }

    fn tuple_variant<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Failure> {
        Reader { value: self.content()? }
            .deserialize_tuple(length, visitor)
            .map_err(Self::inside(self.name))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        Reader { value: self.content()? }
            .deserialize_struct("", fields, visitor)
            .map_err(Self::inside(self.name))
    }
}
