//! Codecs: other ways to read and write a type than its own, for the habits of servers.

use super::{DecodeError, DecodeErrorKind, Kind, Map, Reader, Wire, Writer};
use crate::runtime::decimal::Decimal;
use std::marker::PhantomData;

/// A way to read and write values of type `T`.
pub trait Codec<T> {
    /// Reads exactly one JSON value.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or is not JSON of this shape.
    fn read(reader: &mut Reader<'_>) -> Result<T, DecodeError>;

    /// Writes exactly one JSON value.
    fn write(value: &T, writer: &mut Writer);
}

/// The type's own way.
#[derive(Clone, Copy, Debug)]
pub struct Plain;

/// A decimal that may arrive as a number or as a string, and goes out as it arrived.
#[derive(Clone, Copy, Debug)]
pub struct NumberOrText;

/// A map whose empty form may arrive as `[]`, as servers in PHP send it, and then goes out as `[]`
/// again. `C` reads and writes the map otherwise.
#[derive(Clone, Copy, Debug)]
pub struct EmptyListIsMap<C = Plain>(PhantomData<C>);

/// A vector whose items are read and written by `C`.
#[derive(Clone, Copy, Debug)]
pub struct Each<C>(PhantomData<C>);

/// A map whose values are read and written by `C`.
#[derive(Clone, Copy, Debug)]
pub struct Values<C>(PhantomData<C>);

/// The codec that a member names, or [`Plain`] when it names none.
#[doc(hidden)]
pub type Chosen<C = Plain> = C;

impl<T: Wire> Codec<T> for Plain {
    fn read(reader: &mut Reader<'_>) -> Result<T, DecodeError> {
        T::read(reader)
    }

    fn write(value: &T, writer: &mut Writer) {
        value.write(writer);
    }
}

impl Codec<Decimal> for NumberOrText {
    fn read(reader: &mut Reader<'_>) -> Result<Decimal, DecodeError> {
        match reader.kind()? {
            Kind::Number => Decimal::read(reader),
            Kind::String => {
                let text = reader.text()?;
                Decimal::from_json_string(&text).map_err(|error| {
                    reader.error(DecodeErrorKind::Number { why: error.to_string().into() })
                })
            }
            found => Err(reader.error(DecodeErrorKind::Expected {
                expected: "a number, plain or as a string",
                found,
            })),
        }
    }

    fn write(value: &Decimal, writer: &mut Writer) {
        if value.was_json_string() {
            writer.text(value.digits().as_str())
        } else {
            value.write(writer)
        }
    }
}

impl<V, C: Codec<Map<V>>> Codec<Map<V>> for EmptyListIsMap<C> {
    fn read(reader: &mut Reader<'_>) -> Result<Map<V>, DecodeError> {
        if reader.kind()? != Kind::Array {
            return C::read(reader);
        }
        let start = reader.offset();
        let mut empty = true;
        reader.array(&mut |reader| {
            empty = false;
            reader.raw().map(drop)
        })?;
        if empty {
            return Ok(Map::empty_list());
        }
        let kind = DecodeErrorKind::Expected {
            expected: "an object or an empty array",
            found: Kind::Array,
        };
        Err(DecodeError::new(start, kind))
    }

    fn write(value: &Map<V>, writer: &mut Writer) {
        if value.goes_as_list() { writer.array(|_| ()) } else { C::write(value, writer) }
    }
}

impl<T, C: Codec<T>> Codec<Vec<T>> for Each<C> {
    fn read(reader: &mut Reader<'_>) -> Result<Vec<T>, DecodeError> {
        let mut items = Vec::new();
        reader.array(&mut |reader| {
            items.push(C::read(reader)?);
            Ok(())
        })?;
        Ok(items)
    }

    fn write(value: &Vec<T>, writer: &mut Writer) {
        writer.array(|writer| {
            for item in value {
                writer.item();
                C::write(item, writer);
            }
        });
    }
}

impl<V, C: Codec<V>> Codec<Map<V>> for Values<C> {
    fn read(reader: &mut Reader<'_>) -> Result<Map<V>, DecodeError> {
        let mut map = Map::new();
        reader.object(&mut |name, reader| {
            let value = C::read(reader)?;
            match map.insert(name.to_owned(), value) {
                None => Ok(()),
                Some(_) => Err(reader.duplicate(name)),
            }
        })?;
        Ok(map)
    }

    fn write(value: &Map<V>, writer: &mut Writer) {
        writer.object(|writer| {
            for (name, value) in value {
                writer.member(name);
                C::write(value, writer);
            }
        });
    }
}
