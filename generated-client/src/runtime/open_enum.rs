//! Enumerations that may grow: a word that is not known yet is kept and written back unchanged.

use std::fmt;
use std::marker::PhantomData;

/// An enumeration over words that may grow.
pub trait OpenEnum: Clone + 'static {
    /// Every known word with its value.
    const WORDS: &'static [(&'static str, Self)];

    /// The value for a word that is not known.
    fn unknown(word: UnknownValue<Self>) -> Self;
}

/// A word that the enumeration `E` does not know. Only reading such a word makes one, so it never
/// holds a known word.
pub struct UnknownValue<E> {
    word: Box<str>,
    of: PhantomData<fn() -> E>,
}

impl<E> UnknownValue<E> {
    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.word
    }
}

/// The value for a word.
#[doc(hidden)]
#[must_use]
pub fn from_word<E: OpenEnum>(word: &str) -> E {
    match E::WORDS.iter().find(|(known, _)| *known == word) {
        Some((_, value)) => value.clone(),
        None => E::unknown(UnknownValue { word: word.into(), of: PhantomData }),
    }
}

impl<E> Clone for UnknownValue<E> {
    fn clone(&self) -> Self {
        Self { word: self.word.clone(), of: PhantomData }
    }
}

impl<E> PartialEq for UnknownValue<E> {
    fn eq(&self, other: &Self) -> bool {
        self.word == other.word
    }
}

impl<E> Eq for UnknownValue<E> {}

impl<E> std::hash::Hash for UnknownValue<E> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.word.hash(state);
    }
}

impl<E> fmt::Debug for UnknownValue<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.word.fmt(f)
    }
}

/// Defines an enumeration over words, with a variant `Unknown` for every other word.
///
/// ```ignore
/// open_enum! {
///     /// The stage of an article.
///     pub enum Stage {
///         /// Being written.
///         Draft = "draft",
///         /// Public.
///         Published = "published",
///     }
/// }
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($(#[$meta:meta])* $visibility:vis enum $name:ident {
        $($(#[$variant_meta:meta])* $variant:ident = $word:literal),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        $visibility enum $name {
            $($(#[$variant_meta])* $variant,)*
            /// A word that this version does not know, kept as it came.
            Unknown($crate::runtime::open_enum::UnknownValue<$name>),
        }

        impl $name {
            /// Every value that this version knows, in the order of its description.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),*];

            /// The word as it is sent.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $word,)*
                    Self::Unknown(word) => word.as_str(),
                }
            }

            /// Does this version know the word?
            #[must_use]
            pub const fn is_known(&self) -> bool {
                !matches!(self, Self::Unknown(_))
            }
        }

        impl $crate::runtime::open_enum::OpenEnum for $name {
            const WORDS: &'static [(&'static str, Self)] = &[$(($word, Self::$variant)),*];

            fn unknown(word: $crate::runtime::open_enum::UnknownValue<Self>) -> Self {
                Self::Unknown(word)
            }
        }

        impl ::std::convert::From<&str> for $name {
            fn from(word: &str) -> Self {
                $crate::runtime::open_enum::from_word(word)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(word: ::std::string::String) -> Self {
                $crate::runtime::open_enum::from_word(&word)
            }
        }

        impl ::std::convert::From<&::std::string::String> for $name {
            fn from(word: &::std::string::String) -> Self {
                $crate::runtime::open_enum::from_word(word)
            }
        }

        impl ::std::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                other.clone()
            }
        }

        impl ::std::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::std::option::Option<::std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl ::std::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::std::cmp::Ordering {
                self.as_str().cmp(other.as_str())
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::runtime::json::Wire for $name {
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::DecodeError> {
                reader.text().map(|word| $crate::runtime::open_enum::from_word(&word))
            }

            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.text(self.as_str());
            }

            fn drift(&self, drift: &mut $crate::runtime::json::Drift) {
                if !self.is_known() {
                    drift.here();
                }
            }
        }

        impl $crate::runtime::Parameter for $name {
            fn parameter(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        $crate::serde_bridge! { [] [$name] }
    };
}
