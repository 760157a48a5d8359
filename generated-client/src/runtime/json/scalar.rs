//! How booleans, integers, strings, vectors and boxes read and write themselves.

use super::digits::Digits;
use super::{Codec, DecodeError, DecodeErrorKind, Drift, Each, Plain, Reader, Wire, Writer};

impl Wire for bool {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.boolean()
    }

    fn write(&self, writer: &mut Writer) {
        writer.boolean(*self);
    }
}

impl Wire for String {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.text().map(std::borrow::Cow::into_owned)
    }

    fn write(&self, writer: &mut Writer) {
        writer.text(self);
    }
}

macro_rules! integer {
    ($($integer:ident)*) => { $(
        impl Wire for $integer {
            fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
                let text = reader.number()?;
                text.parse().map_err(|_| {
                    let why = concat!("is not an integer that fits ", stringify!($integer));
                    reader.error(DecodeErrorKind::Number { why: why.into() })
                })
            }

            fn write(&self, writer: &mut Writer) {
                let value = i128::from(*self);
                writer.number(&Digits::new(value < 0, value.unsigned_abs(), 0));
            }
        }
    )* };
}

integer! { i32 i64 u32 u64 }

impl<T: Wire> Wire for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Each::<Plain>::read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        Each::<Plain>::write(self, writer);
    }

    fn drift(&self, drift: &mut Drift) {
        drift.items(self);
    }
}

impl<T: Wire> Wire for Box<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        T::read(reader).map(Self::new)
    }

    fn write(&self, writer: &mut Writer) {
        T::write(self, writer);
    }

    fn drift(&self, drift: &mut Drift) {
        T::drift(self, drift);
    }
}
