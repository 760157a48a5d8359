//! What a write that acts exactly once comes to.

use std::error::Error;
use std::fmt;

use super::super::reconcile::Reconcile;
use super::error::ErrorOf;
use super::saved::{Place, Saved};

/// What a write that acts once came to. Neither can be passed over unseen: the uncertain one is no error that `?` hands on.
#[must_use = "an uncertain outcome must be resumed before anything is sent again"]
pub enum Once<O: Reconcile> {
    /// It was done, once.
    Done(Made<O::Found>),
    /// It may have been done; the limits were reached before the server told.
    Uncertain(Uncertain<O>),
}

impl<O: Reconcile> Once<O> {
    /// What was made, where that is certain.
    #[must_use = "`None` says that the outcome is uncertain"]
    pub fn done(self) -> Option<Made<O::Found>> {
        match self {
            Self::Done(made) => Some(made),
            Self::Uncertain(_) => None,
        }
    }
}

impl<O: Reconcile> fmt::Debug for Once<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done(made) => made.fmt(formatter),
            Self::Uncertain(uncertain) => uncertain.fmt(formatter),
        }
    }
}

/// What was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made<R> {
    /// The resource as the server showed it last.
    pub resource: R,
    /// How it came to be known.
    pub how: How,
    /// What it took.
    pub tries: Tries,
}

/// How it came to be known that a write was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The server answered the write itself.
    Answered,
    /// A lookup found it after an answer was lost or did not tell.
    Found,
    /// A lookup shows that what the call acts on has left the state in which the call can act. The call has done that, or
    /// something else has: another caller, or a limit of time. Nothing is left to send; look at the state that it is in now.
    MovedOn,
    /// The server said that it had been done before: by an earlier attempt, or by an earlier call with the same key.
    Existed,
}

/// How often the server was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tries {
    /// How often the write was sent, always with the same key.
    pub writes: u32,
    /// How often it was looked up.
    pub lookups: u32,
}

impl fmt::Display for Tries {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count| if count == 1 { "" } else { "s" };
        let Self { writes, lookups } = *self;
        write!(
            formatter,
            "{writes} write{} and {lookups} lookup{}",
            plural(writes),
            plural(lookups)
        )
    }
}

/// A write of which it is not known whether it was done. [Save](Self::save) it, and resume it later, in this process or in
/// another; send no other in its place.
///
/// A write that the server refuses when it is sent again, after an attempt whose answer was lost, stays uncertain: the first attempt
/// may be on its way still. [`write_error`](Self::write_error) shows the refusal. Where it comes back each time it is resumed, and
/// lookups answer that there is none, nothing more can be learned from the server: how long an attempt may be on its way is for
/// you to decide, in hours rather than seconds.
pub struct Uncertain<O: Reconcile> {
    pub(super) operation: O,
    pub(super) place: Place,
    pub(super) tries: Tries,
    pub(super) write_error: Option<ErrorOf<O>>,
    pub(super) lookup_error: Option<LookupError<O>>,
}

impl<O: Reconcile> Uncertain<O> {
    /// The write.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// Where it was sent to, and as whom.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What it took so far.
    pub fn tries(&self) -> Tries {
        self.tries
    }

    /// What came of the write that was sent last. `None` where none was sent, or where the server said that it was done.
    pub fn write_error(&self) -> Option<&ErrorOf<O>> {
        self.write_error.as_ref()
    }

    /// Why the last lookup did not tell. `None` where none was made, or where the last one did tell.
    pub fn lookup_error(&self) -> Option<&LookupError<O>> {
        self.lookup_error.as_ref()
    }

    /// All that is needed to resume it, in another process too: `client.resume(&saved)`.
    pub fn save(&self) -> Saved {
        Saved::of(&self.operation, self.place.clone())
    }
}

/// Tells in plain words what is not known, and why.
impl<O: Reconcile> fmt::Display for Uncertain<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "whether it was done is not known after {}; resume it", self.tries)?;
        if let Some(error) = &self.write_error {
            write!(formatter, "; the write: {error}")?;
        }
        match &self.lookup_error {
            Some(error) => write!(formatter, "; the lookup: {error}"),
            None => Ok(()),
        }
    }
}

impl<O: Reconcile> fmt::Debug for Uncertain<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Uncertain")
            .field("operation", &O::NAME)
            .field("place", &self.place)
            .field("tries", &self.tries)
            .field("write_error", &self.write_error)
            .field("lookup_error", &self.lookup_error)
            .finish()
    }
}

/// Why a lookup does not tell what became of a write.
#[non_exhaustive]
pub enum LookupError<O: Reconcile> {
    /// It failed.
    Call(ErrorOf<O::Lookup>),
    /// The answer holds things of other keys: the server did not look by the key.
    OtherKeys,
}

impl<O: Reconcile> fmt::Display for LookupError<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(formatter),
            Self::OtherKeys => formatter.write_str("the answer holds things of other keys"),
        }
    }
}

impl<O: Reconcile> fmt::Debug for LookupError<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call(error) => error.fmt(formatter),
            Self::OtherKeys => formatter.write_str("OtherKeys"),
        }
    }
}

impl<O: Reconcile> Error for LookupError<O> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Call(error) => error.source(),
            Self::OtherKeys => None,
        }
    }
}
