//! Why a write that acts exactly once did not come to what was asked for.

use std::error::Error;
use std::fmt;

use super::super::api::{Directive, Outcome};
use super::super::errors::FieldErrors;
use super::super::reconcile::Reconcile;
use super::error::{CallError, ErrorOf};

/// Why a write that acts once was not done, or is not the one asked for.
#[non_exhaustive]
pub enum OnceError<O: Reconcile> {
    /// It was not done, by the server's word or because nothing could be sent.
    NotDone(ErrorOf<O>),
    /// What has the key differs from what was asked for.
    OtherUse {
        /// What the key belongs to.
        found: Box<O::Found>,
        /// The members of the request that it differs in.
        differences: Vec<&'static str>,
        /// An attempt of this call may have made it, and the server changed what was asked for. Otherwise the key was used
        /// before, and nothing was made by this call.
        perhaps_ours: bool,
    },
    /// Several things have the key, which the server should refuse. Nothing more is sent.
    Several {
        /// All of them.
        found: Vec<O::Found>,
    },
    /// It was done, by the server's word, but neither the answer nor a lookup could be read.
    Unreadable(ErrorOf<O>),
}

impl<O: Reconcile> OnceError<O> {
    /// What became of the write.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NotDone(_) => Outcome::NotDone,
            Self::OtherUse { perhaps_ours: true, .. } => Outcome::Unknown,
            Self::OtherUse { .. } | Self::Several { .. } => Outcome::AlreadyDone,
            Self::Unreadable(_) => Outcome::Done,
        }
    }

    /// The error of the last attempt, where there is one.
    pub fn call_error(&self) -> Option<&ErrorOf<O>> {
        match self {
            Self::NotDone(error) | Self::Unreadable(error) => Some(error),
            Self::OtherUse { .. } | Self::Several { .. } => None,
        }
    }

    /// What the documentation directs to do.
    pub fn directive(&self) -> Directive {
        self.call_error().map_or(Directive::Reconcile, CallError::directive)
    }

    /// What is wrong, by the member of the request, where the server says so.
    pub fn field_errors(&self) -> Option<&FieldErrors> {
        self.call_error().and_then(CallError::field_errors)
    }
}

impl<O: Reconcile> fmt::Display for OnceError<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDone(error) => write!(formatter, "it was not done: {error}"),
            Self::Several { found } => {
                write!(formatter, "the server shows {} things of this key", found.len())
            }
            Self::OtherUse { differences, perhaps_ours: true, .. } => write!(
                formatter,
                "what has the key differs from what was asked for in {}; this call may have made it",
                differences.join(", ")
            ),
            Self::OtherUse { differences, .. } => {
                write!(
                    formatter,
                    "the key was used for something else, which differs in {}",
                    differences.join(", ")
                )
            }
            Self::Unreadable(error) => {
                write!(formatter, "it was done, but cannot be read: {error}")
            }
        }
    }
}

impl<O: Reconcile> fmt::Debug for OnceError<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDone(error) => formatter.debug_tuple("NotDone").field(error).finish(),
            Self::OtherUse { found, differences, perhaps_ours } => formatter
                .debug_struct("OtherUse")
                .field("found", found)
                .field("differences", differences)
                .field("perhaps_ours", perhaps_ours)
                .finish(),
            Self::Several { found } => {
                formatter.debug_struct("Several").field("found", found).finish()
            }
            Self::Unreadable(error) => formatter.debug_tuple("Unreadable").field(error).finish(),
        }
    }
}

impl<O: Reconcile> Error for OnceError<O> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.call_error().and_then(Error::source)
    }
}
