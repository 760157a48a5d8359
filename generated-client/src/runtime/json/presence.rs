//! The four ways in which a member is present: what is kept of it while its object is read.

use super::{Codec, DecodeError, Maybe, Reader};

/// A field that is being read.
#[doc(hidden)]
pub struct Slot<F, R> {
    /// The field, once it is known; never for a member that must be there and is not.
    pub field: Option<F>,
    read: R,
}

/// What reads the value of a member into its slot.
#[doc(hidden)]
pub trait Fill {
    /// Reads exactly one JSON value.
    ///
    /// # Errors
    ///
    /// When it is not of the shape of this member.
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}

impl<F, R: Fn(&mut Reader<'_>) -> Result<F, DecodeError>> Fill for Slot<F, R> {
    fn fill(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        self.field = Some((self.read)(reader)?);
        Ok(())
    }
}

/// The member is there and is not null: a field of type `T`.
#[doc(hidden)]
pub fn required<C: Codec<T>, T>() -> Slot<T, impl Fn(&mut Reader<'_>) -> Result<T, DecodeError>> {
    Slot { field: None, read: C::read }
}

/// The member may be absent and is not null: a field of type `Option<T>`.
#[doc(hidden)]
pub fn optional<C: Codec<T>, T>()
-> Slot<Option<T>, impl Fn(&mut Reader<'_>) -> Result<Option<T>, DecodeError>> {
    Slot { field: Some(None), read: |reader: &mut Reader<'_>| C::read(reader).map(Some) }
}

/// The member is there and may be null: a field of type `Option<T>`.
#[doc(hidden)]
pub fn nullable<C: Codec<T>, T>()
-> Slot<Option<T>, impl Fn(&mut Reader<'_>) -> Result<Option<T>, DecodeError>> {
    Slot {
        field: None,
        read: |reader: &mut Reader<'_>| {
            if reader.take_null()? { Ok(None) } else { C::read(reader).map(Some) }
        },
    }
}

/// The member may be absent and may be null: a field of type [`Maybe<T>`](Maybe).
#[doc(hidden)]
pub fn maybe<C: Codec<T>, T>()
-> Slot<Maybe<T>, impl Fn(&mut Reader<'_>) -> Result<Maybe<T>, DecodeError>> {
    Slot {
        field: Some(Maybe::Absent),
        read: |reader: &mut Reader<'_>| {
            if reader.take_null()? { Ok(Maybe::Null) } else { C::read(reader).map(Maybe::Value) }
        },
    }
}
