//! Members and the types they are of.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::Targets;

/// The type of a member: a name, or a list or a map of another type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeExpr {
    /// A built-in type (`text`, `boolean`, `integer`, `decimal`, `unix-seconds`, `json`) or a definition's name.
    Named(String),
    /// `{ list: T }`: a JSON array.
    List(Box<TypeExpr>),
    /// `{ map: T }`: a JSON object with free names.
    Map(Box<TypeExpr>),
}

impl<'de> Deserialize<'de> for TypeExpr {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TypeVisitor;

        impl<'de> Visitor<'de> for TypeVisitor {
            type Value = TypeExpr;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("the name of a type, `{ list: … }` or `{ map: … }`")
            }

            fn visit_str<E>(self, name: &str) -> Result<TypeExpr, E> {
                Ok(TypeExpr::Named(name.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<TypeExpr, A::Error> {
                match Collection::deserialize(MapAccessDeserializer::new(map))? {
                    Collection { list: Some(of), map: None } => Ok(TypeExpr::List(Box::new(of))),
                    Collection { list: None, map: Some(of) } => Ok(TypeExpr::Map(Box::new(of))),
                    _ => Err(A::Error::custom("expected one of `{ list: … }` and `{ map: … }`")),
                }
            }
        }

        deserializer.deserialize_any(TypeVisitor)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collection {
    list: Option<TypeExpr>,
    map: Option<TypeExpr>,
}

impl JsonSchema for TypeExpr {
    fn schema_name() -> Cow<'static, str> {
        "TypeExpr".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let of = generator.subschema_for::<TypeExpr>();
        json_schema!({
            "description": "A built-in type (`text`, `boolean`, `integer`, `decimal`, `unix-seconds`, `json`), the name of a definition, or a list or map of a type.",
            "anyOf": [
                { "type": "string" },
                { "type": "object", "properties": { "list": of }, "required": ["list"], "additionalProperties": false },
                { "type": "object", "properties": { "map": of }, "required": ["map"], "additionalProperties": false },
            ],
        })
    }
}

/// A member of an object, an attribute, or a parameter. A bare type name is short for `{ type: … }`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(remote = "Self", deny_unknown_fields)]
#[schemars(transform = allow_bare_type)]
pub struct Member {
    /// Its type.
    #[serde(rename = "type")]
    pub ty: TypeExpr,
    /// What it says, with its unit or form. May be left out where the type's own words are enough.
    pub doc: Option<String>,
    /// Where this is documented, if not where the definition is.
    pub source: Option<String>,
    /// It may be absent.
    #[serde(default)]
    pub optional: bool,
    /// It may be null.
    #[serde(default)]
    pub nullable: bool,
    /// A credential: never shown in `Debug`, logs or errors.
    #[serde(default)]
    pub secret: bool,
    /// Personal data: never shown in `Debug`, logs or errors.
    #[serde(default)]
    pub personal: bool,
    /// A value as one would write it, in quotes.
    pub example: Option<String>,
    /// The Rust name, where the one made from the member's name will not do (`type` is a keyword).
    pub rust: Option<String>,
    /// The server may write this member inside that sibling (a map) in place of beside it.
    pub or_inside: Option<String>,
}

fn allow_bare_type(schema: &mut Schema) {
    let full = schema.clone();
    *schema = json_schema!({ "anyOf": [{ "type": "string" }, full] });
}

impl Member {
    fn of_type(name: &str) -> Self {
        Self {
            ty: TypeExpr::Named(name.to_owned()),
            doc: None,
            source: None,
            optional: false,
            nullable: false,
            secret: false,
            personal: false,
            example: None,
            rust: None,
            or_inside: None,
        }
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MemberVisitor;

        impl<'de> Visitor<'de> for MemberVisitor {
            type Value = Member;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(
                    "the name of a type or a member's description, `{ type: …, doc: … }`",
                )
            }

            fn visit_str<E>(self, name: &str) -> Result<Member, E> {
                Ok(Member::of_type(name))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Member, A::Error> {
                Member::deserialize(MapAccessDeserializer::new(map))
            }
        }

        deserializer.deserialize_any(MemberVisitor)
    }
}

impl<'de> Deserialize<'de> for Targets {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TargetsVisitor;

        impl<'de> Visitor<'de> for TargetsVisitor {
            type Value = Targets;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("a resource type or a list of them")
            }

            fn visit_str<E>(self, name: &str) -> Result<Targets, E> {
                Ok(Targets::One(name.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Targets, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(seq)).map(Targets::AnyOf)
            }
        }

        deserializer.deserialize_any(TargetsVisitor)
    }
}
