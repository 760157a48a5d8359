//! How a schema is written: its keywords in their order, in each dialect.

use serde::ser::{SerializeMap, SerializeSeq as _};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::schema::{Object, Others, Property, Schema, Shape, Text};

/// The keywords that the schemas use, and no others.
pub const KEYWORDS: &[&str] = &[
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "description",
    "enum",
    "examples",
    "items",
    "maxItems",
    "minLength",
    "not",
    "pattern",
    "properties",
    "required",
    "title",
    "type",
    "writeOnly",
];

/// An exact decimal as text, without an exponent.
const DECIMAL: &str = r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?$";
/// What no decimal has in it. `DECIMAL` says so too, but not everywhere: in the regular expressions of Python, Java, PHP
/// and others `$` also matches before a line break at the end.
const NOT_IN_DECIMAL: &str = "[^-.0-9]";

/// Where and how schemas are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emit) enum Dialect {
    /// JSON Schema, each page a file.
    Files,
    /// OpenAPI 3.1: the same, each page and each titled schema a component.
    Components,
    /// OpenAPI 3.0: components in a dialect of its own.
    OlderComponents,
}

impl Dialect {
    fn is_older(self) -> bool {
        self == Self::OlderComponents
    }

    fn reference(self, path: &str, title: &str) -> String {
        match self {
            // Every page but the bundle, which is not referred to, stands in a folder below the base.
            Self::Files => format!("../{path}"),
            Self::Components | Self::OlderComponents => format!("#/components/schemas/{title}"),
        }
    }
}

/// A schema with all that it says, even where it has a title.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Whole<'s>(pub(in crate::emit) &'s Schema, pub(in crate::emit) Dialect);

/// A schema within another: where it is a component of its own, a reference to it.
#[derive(Clone, Copy)]
pub(in crate::emit) struct Part<'s>(pub(in crate::emit) &'s Schema, pub(in crate::emit) Dialect);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(schema, dialect) = *self;
        match &schema.title {
            Some(title) if dialect != Dialect::Files => {
                Reference(dialect.reference("", title)).serialize(serializer)
            }
            _ => Whole(schema, dialect).serialize(serializer),
        }
    }
}

impl Serialize for Whole<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(schema, dialect) = *self;
        let mut map = serializer.serialize_map(None)?;
        if let Some(title) = &schema.title {
            map.serialize_entry("title", title)?;
        }
        if let Some(description) = &schema.description {
            map.serialize_entry("description", description)?;
        }
        write_shape(&mut map, schema, dialect)?;
        if schema.write_only {
            map.serialize_entry("writeOnly", &true)?;
        }
        match &schema.examples[..] {
            [] => {}
            [first, ..] if dialect.is_older() => map.serialize_entry("example", &raw(first)?)?,
            examples => {
                let examples = examples.iter().map(|text| raw(text)).collect::<Result<Vec<_>, _>>();
                map.serialize_entry("examples", &examples?)?;
            }
        }
        map.end()
    }
}

fn raw<E: serde::ser::Error>(text: &str) -> Result<&RawValue, E> {
    serde_json::from_str(text).map_err(E::custom)
}

fn write_shape<M: SerializeMap>(
    map: &mut M,
    schema: &Schema,
    dialect: Dialect,
) -> Result<(), M::Error> {
    match &schema.shape {
        Shape::Anything => Ok(()),
        Shape::Reference(page) => {
            let reference = Reference(dialect.reference(&page.path, &page.title));
            if schema.nullable {
                map.serialize_entry("anyOf", &(reference, Null(dialect)))
            } else if stands_alone(schema) {
                map.serialize_entry("$ref", &reference.0)
            } else {
                // The standard lets a description stand beside a reference, but many tools ignore it, or take the two for
                // a type of its own.
                map.serialize_entry("allOf", &[reference])
            }
        }
        Shape::AnyOf(schemas) => {
            let nullable = schema.nullable;
            match &schemas[..] {
                [text, object]
                    if dialect != Dialect::Files && are_text_and_object(text, object) =>
                {
                    let text = Schema { nullable, ..text.clone() };
                    map.serialize_entry("oneOf", &(Part(&text, dialect), Part(object, dialect)))
                }
                _ => map.serialize_entry("anyOf", &Alternatives { schemas, nullable, dialect }),
            }
        }
        // Null is none of these texts, so that it is an alternative to them.
        Shape::Text(Text::Constant(_) | Text::OneOf(_)) if schema.nullable => {
            let of_text = Schema { shape: schema.shape.clone(), ..Schema::default() };
            map.serialize_entry("anyOf", &(Whole(&of_text, dialect), Null(dialect)))
        }
        Shape::Text(text) => {
            write_type(map, "string", schema.nullable, dialect)?;
            write_text(map, text, dialect)
        }
        Shape::Number => write_type(map, "number", schema.nullable, dialect),
        Shape::NumberOrText => {
            // Beside the alternatives and not in the second: some tools take a type with `not` for none.
            let number = Schema::from(Shape::Number);
            let number = Whole(&number, dialect);
            match schema.nullable {
                false => map.serialize_entry("anyOf", &(number, Matching::new(DECIMAL)))?,
                true => {
                    map.serialize_entry("anyOf", &(number, Matching::new(DECIMAL), Null(dialect)))?;
                }
            }
            map.serialize_entry("not", &Matching::new(NOT_IN_DECIMAL))
        }
        Shape::Integer => write_type(map, "integer", schema.nullable, dialect),
        Shape::Boolean => write_type(map, "boolean", schema.nullable, dialect),
        Shape::List(items) => {
            write_type(map, "array", schema.nullable, dialect)?;
            map.serialize_entry("items", &Part(items, dialect))
        }
        Shape::EmptyList => {
            write_type(map, "array", schema.nullable, dialect)?;
            map.serialize_entry("items", &Part(&Schema::default(), dialect))?;
            map.serialize_entry("maxItems", &0)
        }
        Shape::Object(object) => {
            write_type(map, "object", schema.nullable, dialect)?;
            write_object(map, object, dialect)
        }
    }
}

/// Whether of these exactly one fits, as generators of clients have to be told: otherwise they lose the text. Of other
/// alternatives, of lists and maps above all, they make nothing better when told so, and often something worse.
fn are_text_and_object(one: &Schema, other: &Schema) -> bool {
    matches!(
        (&one.shape, &other.shape),
        (Shape::Text(Text::Any | Text::NotEmpty), Shape::Object(_))
    )
}

/// Whether nothing stands beside the shape.
fn stands_alone(schema: &Schema) -> bool {
    schema.title.is_none()
        && schema.description.is_none()
        && !schema.write_only
        && schema.examples.is_empty()
}

/// In the older dialect only one type may be named; that null may stand in its place is a keyword.
fn write_type<M: SerializeMap>(
    map: &mut M,
    name: &str,
    nullable: bool,
    dialect: Dialect,
) -> Result<(), M::Error> {
    match nullable {
        false => map.serialize_entry("type", name),
        true if dialect.is_older() => {
            map.serialize_entry("type", name)?;
            map.serialize_entry("nullable", &true)
        }
        true => map.serialize_entry("type", &[name, "null"]),
    }
}

fn write_text<M: SerializeMap>(map: &mut M, text: &Text, dialect: Dialect) -> Result<(), M::Error> {
    match text {
        Text::Any => Ok(()),
        Text::NotEmpty => map.serialize_entry("minLength", &1),
        Text::Constant(word) if dialect.is_older() => map.serialize_entry("enum", &[word]),
        Text::Constant(word) => map.serialize_entry("const", word),
        Text::OneOf(words) => map.serialize_entry("enum", words),
    }
}

/// A string with something in it that matches.
#[derive(Serialize)]
struct Matching {
    #[serde(rename = "type")]
    kind: &'static str,
    pattern: &'static str,
}

impl Matching {
    fn new(pattern: &'static str) -> Self {
        Self { kind: "string", pattern }
    }
}

fn write_object<M: SerializeMap>(
    map: &mut M,
    object: &Object,
    dialect: Dialect,
) -> Result<(), M::Error> {
    // A mere map has no members that are known.
    if !(object.properties.is_empty() && matches!(object.others, Others::Of(_))) {
        map.serialize_entry("properties", &Properties(&object.properties, dialect))?;
    }
    if object.has_required() {
        let required = object.properties.iter().filter(|property| property.required);
        let required: Vec<_> = required.map(|property| &property.name).collect();
        map.serialize_entry("required", &required)?;
    }
    match &object.others {
        Others::Open => Ok(()),
        Others::Refused => map.serialize_entry("additionalProperties", &false),
        Others::Of(values) => map.serialize_entry("additionalProperties", &Part(values, dialect)),
    }
}

struct Properties<'s>(&'s [Property], Dialect);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let properties = self.0.iter().map(|known| (&known.name, Part(&known.schema, self.1)));
        serializer.collect_map(properties)
    }
}

struct Alternatives<'s> {
    schemas: &'s [Schema],
    nullable: bool,
    dialect: Dialect,
}

impl Serialize for Alternatives<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(None)?;
        for schema in self.schemas {
            list.serialize_element(&Part(schema, self.dialect))?;
        }
        if self.nullable {
            list.serialize_element(&Null(self.dialect))?;
        }
        list.end()
    }
}

struct Reference(String);

impl Serialize for Reference {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([("$ref", &self.0)])
    }
}

/// Null alone. The older dialect has no such type, and its keyword `nullable` allows null only beside one.
struct Null(Dialect);

impl Serialize for Null {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if self.0.is_older() {
            map.serialize_entry("type", "string")?;
            map.serialize_entry("nullable", &true)?;
            map.serialize_entry("enum", &[()])?;
        } else {
            map.serialize_entry("type", "null")?;
        }
        map.end()
    }
}
