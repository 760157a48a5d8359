//! Strings with a meaning of their own: ids, codes, secrets, each as a type.

use std::borrow::Cow;

/// Defines a type for strings of one meaning.
///
/// - `pub struct ArticleId;` is shown by `Debug` and `Display` and derefs to nothing: `as_str` is
///   explicit.
/// - `pub struct AccessKey: secret;` has no `Display` and no `as_str`; `Debug` shows `[redacted]`
///   and `expose` hands the text out.
/// - `pub struct Pattern: escaped_twice;` has `unescaped` beside `as_str`, for text whose
///   backslashes arrive doubled.
#[doc(hidden)]
#[macro_export]
macro_rules! text_newtype {
    ($(#[$meta:meta])* $visibility:vis struct $name:ident;) => {
        $crate::text_newtype! { @common [$(#[$meta])*] $visibility $name }
        $crate::text_newtype! { @shown $name }
    };
    ($(#[$meta:meta])* $visibility:vis struct $name:ident: escaped_twice;) => {
        $crate::text_newtype! { @common [$(#[$meta])*] $visibility $name }
        $crate::text_newtype! { @shown $name }

        impl $name {
            /// The text with each doubled backslash made one.
            #[must_use]
            pub fn unescaped(&self) -> ::std::borrow::Cow<'_, str> {
                $crate::runtime::text::unescape(&self.0)
            }
        }
    };
    ($(#[$meta:meta])* $visibility:vis struct $name:ident: secret;) => {
        $crate::text_newtype! { @common [$(#[$meta])*] $visibility $name }

        impl $name {
            /// The secret itself. Do not log it.
            #[must_use]
            pub fn expose(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str("[redacted]")
            }
        }
    };
    (@common [$(#[$meta:meta])*] $visibility:vis $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility struct $name(::std::boxed::Box<str>);

        impl $name {
            /// Takes the text as it is.
            #[must_use]
            pub fn new(text: impl ::std::convert::Into<::std::boxed::Box<str>>) -> Self {
                Self(text.into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self(text.into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl ::std::convert::From<&::std::string::String> for $name {
            fn from(text: &::std::string::String) -> Self {
                Self(text.as_str().into())
            }
        }

        #[diagnostic::do_not_recommend]
        impl ::std::convert::From<&$name> for $name {
            fn from(other: &$name) -> Self {
                other.clone()
            }
        }

        impl $crate::runtime::json::Wire for $name {
            fn read(
                reader: &mut $crate::runtime::json::Reader<'_>,
            ) -> Result<Self, $crate::runtime::json::DecodeError> {
                reader.text().map(|text| Self(text.into()))
            }

            fn write(&self, writer: &mut $crate::runtime::json::Writer) {
                writer.text(&self.0);
            }
        }

        impl $crate::runtime::Parameter for $name {
            fn parameter(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(&self.0)
            }
        }

        $crate::serde_bridge! { [] [$name] }
    };
    (@shown $name:ident) => {
        impl $name {
            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text itself.
            #[must_use]
            pub fn into_string(self) -> ::std::string::String {
                self.0.into()
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0).finish()
            }
        }
    };
}

/// Makes each doubled backslash one; a single one stays.
#[doc(hidden)]
#[must_use]
pub fn unescape(text: &str) -> Cow<'_, str> {
    if text.contains(r"\\") { Cow::Owned(text.replace(r"\\", r"\")) } else { Cow::Borrowed(text) }
}
