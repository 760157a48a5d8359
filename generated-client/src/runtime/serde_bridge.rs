//! `serde` for every type of the wire layer, behind the feature `serde`: one bridge over the same
//! reader and writer, never a second decoder.
//!
//! A value passes through `serde_json`'s raw text, so that every digit stays; other formats than
//! JSON are refused by it.

/// Implements `Serialize` and `Deserialize` for types that are
/// [`Wire`](crate::runtime::json::Wire).
#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! serde_bridge {
    ([$($generics:tt)*] [$type:ty]) => {
        const _: () = {
            use $crate::runtime::serde_bridge::{self, serde};

            impl<$($generics)*> serde::Serialize for $type {
                fn serialize<Output: serde::Serializer>(
                    &self,
                    serializer: Output,
                ) -> Result<Output::Ok, Output::Error> {
                    serde_bridge::serialize(self, serializer)
                }
            }

            impl<'de, $($generics)*> serde::Deserialize<'de> for $type {
                fn deserialize<Input: serde::Deserializer<'de>>(
                    deserializer: Input,
                ) -> Result<Self, Input::Error> {
                    serde_bridge::deserialize(deserializer)
                }
            }
        };
    };
}

/// Implements nothing: the feature `serde` is off. Two macros, because a `cfg` inside one would ask
/// the calling crate for its features.
#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! serde_bridge {
    ($($ignored:tt)*) => {};
}

#[cfg(feature = "serde")]
pub use enabled::{deserialize, serde, serialize};

#[cfg(feature = "serde")]
mod enabled {
    use crate::runtime::json::{Json, Map, Maybe, Wire, from_str, to_string};
    #[doc(hidden)]
    pub use serde;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
    use serde_json::value::RawValue;

    /// Writes a value as raw JSON.
    ///
    /// # Errors
    ///
    /// Those of the serializer.
    pub fn serialize<T: Wire, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        RawValue::from_string(to_string(value)).map_err(ser::Error::custom)?.serialize(serializer)
    }

    /// Reads a value from raw JSON.
    ///
    /// # Errors
    ///
    /// When the text is not JSON of this shape.
    pub fn deserialize<'de, T: Wire, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        from_str(raw.get()).map_err(de::Error::custom)
    }

    crate::serde_bridge! { [] [Json] }
    crate::serde_bridge! { [V: Wire] [Map<V>] }

    impl<T: Wire> Serialize for Maybe<T> {
        /// Absent is written as null: an absent member must be skipped by the object around it.
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            match self {
                Self::Value(value) => serialize(value, serializer),
                Self::Absent | Self::Null => serializer.serialize_unit(),
            }
        }
    }

    impl<'de, T: Wire> Deserialize<'de> for Maybe<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            let json: Json = deserialize(deserializer)?;
            match json.as_str() {
                "null" => Ok(Self::Null),
                text => from_str(text).map(Self::Value).map_err(de::Error::custom),
            }
        }
    }
}
