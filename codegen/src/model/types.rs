//! Scalars, enums and plain objects, and what a member of an object may be.

use super::{Doc, EnumId, ObjectId, ScalarId};

/// Whether a value may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sensitivity {
    /// It may be shown.
    Open,
    /// Personal data: not in logs.
    Personal,
    /// A credential: not in logs.
    Secret,
}

/// A named scalar.
#[derive(Clone, Debug)]
pub struct Scalar {
    /// Its name, in Rust and in the schemas.
    pub name: String,
    /// What it stands for.
    pub doc: Doc,
    /// Its form on the wire.
    pub kind: ScalarKind,
    /// Whether it may be shown.
    pub sensitivity: Sensitivity,
    /// A value on the wire.
    pub example: Option<Example>,
}

/// The form of a scalar on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScalarKind {
    /// A JSON string; `escaped_twice` says that its backslashes arrive doubled.
    Text {
        /// Its backslashes arrive doubled.
        escaped_twice: bool,
    },
    /// A JSON integer.
    Integer,
    /// An exact number; `or_text` says that it may also be a JSON string.
    Decimal {
        /// It may also be a JSON string.
        or_text: bool,
    },
}

/// An example value, in the form that it has on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Example {
    /// A JSON string with this content.
    Text(String),
    /// A JSON number or boolean, as its text.
    Literal(String),
}

/// An open set of words.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its name, in Rust and in the schemas.
    pub name: String,
    /// What the word says.
    pub doc: Doc,
    /// Facts that hold for some values.
    pub facts: Vec<Fact>,
    /// The known values.
    pub values: Vec<EnumValue>,
    /// The life cycle that the values describe.
    pub lifecycle: Option<Lifecycle>,
}

/// A fact about some values of an enum.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its name in the description.
    pub name: String,
    /// The name of its method: `is_…`.
    pub method: String,
    /// What it says.
    pub doc: String,
    /// For each value, in their order, whether it holds.
    pub holds: Vec<bool>,
}

/// A known value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// The word on the wire.
    pub word: String,
    /// The name of its variant in Rust.
    pub variant: String,
    /// What it says.
    pub doc: Doc,
}

/// Which values of an enum may follow which.
#[derive(Clone, Debug)]
pub struct Lifecycle {
    /// The value with which it begins.
    pub initial: usize,
    /// For each value, in their order, the values that may follow it.
    pub next: Vec<Vec<usize>>,
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A JSON string.
    Text,
    /// A JSON boolean.
    Boolean,
    /// A JSON integer.
    Integer,
    /// An exact JSON number.
    Decimal,
    /// Seconds since 1970-01-01T00:00:00Z, a JSON integer.
    UnixSeconds,
    /// Any JSON value.
    Json,
    /// A named scalar.
    Scalar(ScalarId),
    /// An open enum.
    Enum(EnumId),
    /// A plain object.
    Object(ObjectId),
    /// A JSON array.
    List(Box<Type>),
    /// A JSON object with free names.
    Map(Box<Type>),
}

impl Type {
    /// Whether it is this object, or a list or a map of it.
    pub fn holds(&self, object: ObjectId) -> bool {
        match self {
            Self::Object(held) => *held == object,
            Self::List(of) | Self::Map(of) => of.holds(object),
            _ => false,
        }
    }
}

/// Whether a member must be there and may be null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is there and not null.
    Required,
    /// It is there and may be null.
    Nullable,
    /// It may be absent, and is not null.
    Optional,
    /// It may be absent or null.
    Maybe,
}

impl Presence {
    /// The same, for a member that may also be absent.
    #[must_use]
    pub fn or_absent(self) -> Self {
        match self {
            Self::Required | Self::Optional => Self::Optional,
            Self::Nullable | Self::Maybe => Self::Maybe,
        }
    }

    /// The same, for a member that may also be null.
    #[must_use]
    pub fn or_null(self) -> Self {
        match self {
            Self::Required | Self::Nullable => Self::Nullable,
            Self::Optional | Self::Maybe => Self::Maybe,
        }
    }

    /// Whether the member is always there.
    pub fn is_always_there(self) -> bool {
        matches!(self, Self::Required | Self::Nullable)
    }

    /// Whether the member may be null.
    pub fn may_be_null(self) -> bool {
        matches!(self, Self::Nullable | Self::Maybe)
    }
}

pub(super) fn required_if(required: bool) -> Presence {
    if required { Presence::Required } else { Presence::Optional }
}

/// A member of an object, an attribute, or a parameter.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub field: String,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there and may be null.
    pub presence: Presence,
    /// What it says.
    pub doc: Doc,
    /// Whether it may be shown.
    pub sensitivity: Sensitivity,
    /// A value on the wire.
    pub example: Option<Example>,
    /// The wire name of the sibling (a map) inside which it may also arrive.
    pub or_inside: Option<String>,
}

/// Where a definition is used, which decides what is emitted for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// It is part of what is sent.
    pub request: bool,
    /// It is part of what is received.
    pub response: bool,
}

/// A plain object.
#[derive(Clone, Debug)]
pub struct Object {
    /// Its name, in Rust and in the schemas.
    pub name: String,
    /// What it is.
    pub doc: Doc,
    /// Its members, in the order of the text.
    pub members: Vec<Member>,
    /// Where it is used.
    pub usage: Usage,
}
