//! The four ways in which a member is present, one module each: what [`object!`](crate::object)
//! calls for a member of that way.
//!
//! `Slot` holds what has been read until the object ends; `finish` makes the field of it, or `None`
//! when the member had to be there.

/// The member is there and is not null: a field of type `T`.
pub mod required {
    use crate::runtime::json::{Codec, DecodeError, Name, Reader, Writer};

    #[doc(hidden)]
    pub const IN_EVERY_OBJECT: bool = true;

    #[doc(hidden)]
    pub fn slot<T>() -> Option<T> {
        None
    }

    #[doc(hidden)]
    pub fn read<C: Codec<T>, T>(
        slot: &mut Option<T>,
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError> {
        *slot = Some(C::read(reader)?);
        Ok(())
    }

    #[doc(hidden)]
    pub fn finish<T>(slot: Option<T>) -> Option<T> {
        slot
    }

    #[doc(hidden)]
    pub fn write<C: Codec<T>, T>(name: Name, field: &T, writer: &mut Writer) {
        writer.listed_member(name);
        C::write(field, writer);
    }
}

/// The member may be absent and is not null: a field of type `Option<T>`.
pub mod optional {
    use super::required;
    use crate::runtime::json::{Codec, Name, Writer};

    #[doc(hidden)]
    pub const IN_EVERY_OBJECT: bool = false;

    #[doc(hidden)]
    pub use super::required::{read, slot};

    #[doc(hidden)]
    pub fn finish<T>(slot: Option<T>) -> Option<Option<T>> {
        Some(slot)
    }

    #[doc(hidden)]
    pub fn write<C: Codec<T>, T>(name: Name, field: &Option<T>, writer: &mut Writer) {
        if let Some(value) = field {
            required::write::<C, T>(name, value, writer);
        }
    }
}

/// The member is there and may be null: a field of type `Option<T>`.
pub mod nullable {
    use super::required;
    use crate::runtime::json::{Codec, DecodeError, Name, Reader, Writer};

    #[doc(hidden)]
    pub const IN_EVERY_OBJECT: bool = true;

    #[doc(hidden)]
    pub fn slot<T>() -> Option<Option<T>> {
        None
    }

    #[doc(hidden)]
    pub fn read<C: Codec<T>, T>(
        slot: &mut Option<Option<T>>,
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError> {
        *slot = Some(if reader.take_null()? { None } else { Some(C::read(reader)?) });
        Ok(())
    }

    #[doc(hidden)]
    pub fn finish<T>(slot: Option<Option<T>>) -> Option<Option<T>> {
        slot
    }

    #[doc(hidden)]
    pub fn write<C: Codec<T>, T>(name: Name, field: &Option<T>, writer: &mut Writer) {
        match field {
            Some(value) => required::write::<C, T>(name, value, writer),
            None => {
                writer.listed_member(name);
                writer.null();
            }
        }
    }
}

/// The member may be absent and may be null: a field of type [`Maybe<T>`](super::Maybe).
pub mod maybe {
    use super::required;
    use crate::runtime::json::{Codec, DecodeError, Maybe, Name, Reader, Writer};

    #[doc(hidden)]
    pub const IN_EVERY_OBJECT: bool = false;

    #[doc(hidden)]
    pub fn slot<T>() -> Maybe<T> {
        Maybe::Absent
    }

    #[doc(hidden)]
    pub fn read<C: Codec<T>, T>(
        slot: &mut Maybe<T>,
        reader: &mut Reader<'_>,
    ) -> Result<(), DecodeError> {
        *slot = if reader.take_null()? { Maybe::Null } else { Maybe::Value(C::read(reader)?) };
        Ok(())
    }

    #[doc(hidden)]
    pub fn finish<T>(slot: Maybe<T>) -> Option<Maybe<T>> {
        Some(slot)
    }

    #[doc(hidden)]
    pub fn write<C: Codec<T>, T>(name: Name, field: &Maybe<T>, writer: &mut Writer) {
        match field {
            Maybe::Value(value) => required::write::<C, T>(name, value, writer),
            Maybe::Null => {
                writer.listed_member(name);
                writer.null();
            }
            Maybe::Absent => {}
        }
    }
}
