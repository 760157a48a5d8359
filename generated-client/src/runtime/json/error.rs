//! Why a text could not be read, and where: a JSON pointer and a byte offset, never a value of the
//! text.

use super::Kind;
use std::borrow::Cow;
use std::fmt::{self, Write as _};

/// Longest pointer kept, in bytes; of a longer one the beginning is left out.
const MAX_POINTER: usize = 256;
/// Longest member name kept in a pointer or a reason, in characters; of a longer one the end is
/// left out.
const MAX_NAME: usize = 64;

/// Why and where JSON could not be read.
///
/// Neither `Display` nor `Debug` shows a value of the text, which may be secret: only names of
/// members, kinds of values and what was expected.
#[derive(Clone, Debug, PartialEq)]
pub struct DecodeError(Box<Details>);

#[derive(Clone, Debug, PartialEq)]
struct Details {
    pointer: String,
    offset: usize,
    kind: DecodeErrorKind,
}

/// What was wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The text is not JSON.
    Syntax {
        /// What the grammar wants at this place.
        expected: &'static str,
    },
    /// The text is not UTF-8.
    NotUtf8,
    /// The text begins with a byte order mark.
    ByteOrderMark,
    /// There is text after the end of the value.
    TrailingText,
    /// Arrays and objects are nested deeper than [`MAX_DEPTH`](super::MAX_DEPTH).
    TooDeep,
    /// An object lacks a member.
    Missing {
        /// Name of the member.
        member: Cow<'static, str>,
    },
    /// An object names a member twice.
    Duplicate {
        /// Name of the member.
        member: String,
    },
    /// A value is of another kind.
    Expected {
        /// What should be there.
        expected: &'static str,
        /// What is there.
        found: Kind,
    },
    /// A number cannot be kept exactly, or is not of the form that is wanted.
    Number {
        /// What is wrong with it, such as "has 31 digits, at most 28 are kept exactly".
        why: Cow<'static, str>,
    },
    /// A value is of the right kind and still not acceptable.
    Invalid {
        /// What is wrong with it. It must not quote the value.
        why: Cow<'static, str>,
    },
}

impl DecodeError {
    /// An error at a place given by its offset in bytes; the pointer grows while the error passes
    /// [`in_member`](Self::in_member) and [`in_item`](Self::in_item).
    #[must_use]
    pub fn new(offset: usize, kind: DecodeErrorKind) -> Self {
        Self(Box::new(Details { pointer: String::new(), offset, kind }))
    }

    /// The place as a JSON pointer (RFC 6901); the empty pointer is the whole text. A very long one
    /// begins with `…` instead of its first parts.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0.pointer
    }

    /// Offset in bytes at which reading stopped.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// What was wrong.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Says that the text in which the error occurred starts this many bytes into the document.
    #[must_use]
    pub fn starting_at(mut self, start: usize) -> Self {
        self.0.offset += start;
        self
    }

    /// Says that the value in which the error occurred is this member of an object.
    #[must_use]
    pub fn in_member(self, name: &str) -> Self {
        let mut reference = String::with_capacity(name.len().min(MAX_NAME) + 1);
        reference.push('/');
        for character in shorten(name).chars() {
            match character {
                '~' => reference.push_str("~0"),
                '/' => reference.push_str("~1"),
                other => reference.push(other),
            }
        }
        self.inside(&reference)
    }

    /// Says that the value in which the error occurred is this item of an array.
    #[must_use]
    pub fn in_item(self, index: usize) -> Self {
        self.inside(&format!("/{index}"))
    }

    fn inside(mut self, reference: &str) -> Self {
        let pointer = &mut self.0.pointer;
        if pointer.starts_with('…') {
            return self;
        }
        let fits = pointer.len() + reference.len() <= MAX_POINTER;
        pointer.insert_str(0, if fits { reference } else { "…" });
        self
    }
}

/// The name, or its beginning when it is too long to show.
pub(super) fn shorten(name: &str) -> Cow<'_, str> {
    match name.char_indices().nth(MAX_NAME) {
        None => Cow::Borrowed(name),
        Some((end, _)) => Cow::Owned(format!("{}…", name.get(..end).unwrap_or_default())),
    }
}

/// Shows a name that the sender chose, with everything unprintable escaped.
struct Printable<'a>(&'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '"' | '\'' | '\\' => f.write_char(character),
            other => other.escape_debug().try_for_each(|part| f.write_char(part)),
        })
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Details { pointer, offset, kind } = &*self.0;
        match pointer.as_str() {
            "" => write!(f, "{kind} (at byte {offset})"),
            pointer => write!(f, "{}: {kind} (at byte {offset})", Printable(pointer)),
        }
    }
}

impl fmt::Display for DecodeErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { expected } => write!(f, "not JSON, expected {expected}"),
            Self::NotUtf8 => f.write_str("not UTF-8"),
            Self::ByteOrderMark => f.write_str("begins with a byte order mark"),
            Self::TrailingText => f.write_str("more text after the end of the value"),
            Self::TooDeep => write!(f, "nested deeper than {} levels", super::MAX_DEPTH),
            Self::Missing { member } => write!(f, "member `{}` is missing", Printable(member)),
            Self::Duplicate { member } => write!(f, "member `{}` occurs twice", Printable(member)),
            Self::Expected { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Number { why } => write!(f, "the number {why}"),
            Self::Invalid { why } => f.write_str(why),
        }
    }
}

impl std::error::Error for DecodeError {}
