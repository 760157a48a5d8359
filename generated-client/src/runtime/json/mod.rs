//! JSON in and out: the small concrete layer on which every model reads and writes itself.
//!
//! The tokens come from `hifijson`, which hands out numbers as text, so no number passes through a
//! float. One reader, one writer and one trait, none of them generic, keep models quick to compile;
//! what a model does not know is kept as raw text, and every error names its place.

pub mod codec;
pub(in crate::runtime) mod digits;
mod drift;
mod error;
mod map;
mod maybe;
mod object;
#[doc(hidden)]
pub mod presence;
mod reader;
mod scalar;
mod scan;
mod unknown;
mod value;
mod visit;
mod writer;

pub use codec::{Codec, Each, EmptyListIsMap, NumberOrText, Plain, Values};
pub use drift::{Drift, Drifting, drift};
pub use error::{DecodeError, DecodeErrorKind};
pub use map::Map;
pub use maybe::Maybe;
#[doc(hidden)]
pub use object::{Member, ObjectRead, listed, read_object};
pub use reader::{MAX_DEPTH, Reader};
pub use unknown::UnknownMembers;
pub use value::{Json, Kind};
#[doc(hidden)]
pub use visit::{Members, Visit, debug_object, drift_object, write_object};
pub use writer::Writer;

use std::fmt::Debug;

/// A value that reads itself from JSON and writes itself as JSON.
///
/// `Debug` is part of it because models are printed in logs: an implementation must not show there
/// what is secret or personal.
pub trait Wire: Sized + Debug {
    /// Reads exactly one JSON value.
    ///
    /// # Errors
    ///
    /// When the text is not JSON, or is not JSON of this shape.
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;

    /// Writes exactly one JSON value.
    fn write(&self, writer: &mut Writer);

    /// Notes what it holds that the description does not name.
    fn drift(&self, _drift: &mut Drift) {}
}

/// Reads a whole document in UTF-8: one value with nothing but white space around it.
///
/// # Errors
///
/// When the bytes are not UTF-8, begin with a byte order mark, are not JSON, or are not JSON of
/// this shape.
pub fn from_slice<T: Wire>(bytes: &[u8]) -> Result<T, DecodeError> {
    match std::str::from_utf8(bytes) {
        Ok(text) => from_str(text),
        Err(error) => Err(DecodeError::new(error.valid_up_to(), DecodeErrorKind::NotUtf8)),
    }
}

/// Reads a whole document: one value with nothing but white space around it.
///
/// # Errors
///
/// When the text begins with a byte order mark, is not JSON, or is not JSON of this shape.
pub fn from_str<T: Wire>(text: &str) -> Result<T, DecodeError> {
    let mut reader = Reader::document(text)?;
    let value = T::read(&mut reader)?;
    reader.finish()?;
    Ok(value)
}

/// Writes a value as compact JSON.
#[must_use]
pub fn to_string<T: Wire>(value: &T) -> String {
    let mut writer = Writer::new();
    value.write(&mut writer);
    writer.into_string()
}
