//! Why a call did not succeed: what happened, what became of it, what to do.

use std::error::Error;
use std::fmt;

use http::StatusCode;

use super::super::answer::Failure;
use super::super::api::{Api, Directive, Outcome};
use super::super::errors::{Errors, FieldErrors};
use super::super::operation::{Effect, LinkError, Operation};
use super::super::request::RequestError;
use super::super::transport::{Sent, TransportError};

/// Why a call did not succeed.
pub struct CallError<E, A: Api> {
    fault: Box<Fault<E, A>>,
    attempts: u32,
    beside: Beside,
    effect: Effect,
}

/// What is known beside the last attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// Nothing.
    Nothing,
    /// An earlier attempt may have been received.
    PerhapsSent,
    /// A lookup has shown that it was not done.
    NotDone,
}

/// The error of an operation.
pub type ErrorOf<O> = CallError<<O as Operation>::Existing, <O as Operation>::Api>;

/// What happened.
#[non_exhaustive]
pub enum Fault<E, A: Api> {
    /// The request could not be made; nothing was sent.
    Request(RequestError),
    /// No whole answer came.
    Transport(TransportError),
    /// An answer came that is no readable success.
    Answer(Failure<E, A>),
    /// The time for the call was over before it could be sent again.
    Deadline,
    /// A list does not go on. The pages that were handed out before stay good.
    Page(PageFault),
}

/// Why a list does not go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PageFault {
    /// The server's link leads back to a page that was read before.
    Loop,
    /// As many pages were read as were allowed, and there are more.
    Budget,
    /// The server says that there are more pages, and not where.
    Link(LinkError),
}

impl fmt::Display for PageFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Loop => formatter.write_str("the list leads back to a page that was read before"),
            Self::Budget => formatter.write_str("the list has more pages than were to be read"),
            Self::Link(error) => error.fmt(formatter),
        }
    }
}

impl<E, A: Api> CallError<E, A> {
    /// An error of `O` after so many attempts.
    pub(super) fn of<O>(fault: Fault<E, A>, attempts: u32) -> Self
    where
        O: Operation<Existing = E, Api = A>,
    {
        let effect = Effect::of::<O>();
        Self { fault: Box::new(fault), attempts, beside: Beside::Nothing, effect }
    }

    /// The same after an earlier attempt that may have been received.
    pub(super) fn after_uncertain(mut self, perhaps_sent_before: bool) -> Self {
        if perhaps_sent_before {
            self.beside = Beside::PerhapsSent;
        }
        self
    }

    /// The same after a lookup has shown that it was not done.
    pub(super) fn found_not_done(self) -> Self {
        Self { beside: Beside::NotDone, ..self }
    }

    /// What happened, at the last attempt.
    pub fn fault(&self) -> &Fault<E, A> {
        &self.fault
    }

    /// How often the call was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What became of the call. One that only reads has changed nothing, whatever happened.
    pub fn outcome(&self) -> Outcome {
        let outcome = match &*self.fault {
            Fault::Request(_) | Fault::Deadline | Fault::Page(_) => Outcome::NotDone,
            Fault::Transport(error) if error.sent() == Sent::No => Outcome::NotDone,
            Fault::Transport(_) => Outcome::Unknown,
            Fault::Answer(failure) => failure.outcome(),
        };
        self.effect.outcome(match (self.beside, outcome) {
            (Beside::NotDone, _) => Outcome::NotDone,
            (Beside::PerhapsSent, Outcome::NotDone) => Outcome::Unknown,
            (_, outcome) => outcome,
        })
    }

    /// What the documentation directs to do.
    pub fn directive(&self) -> Directive {
        match (self.outcome(), &*self.fault) {
            (Outcome::Unknown, _) if self.effect == Effect::EachTime => Directive::Reconcile,
            (_, Fault::Answer(failure)) => match (self.beside, failure.directive()) {
                (Beside::NotDone, Directive::Reconcile | Directive::UseExisting) => {
                    Directive::CorrectRequest
                }
                (_, directive) => directive,
            },
            (_, Fault::Request(error)) => error.directive(),
            (_, Fault::Page(PageFault::Budget)) => Directive::Proceed,
            (_, Fault::Transport(_) | Fault::Deadline | Fault::Page(_)) => Directive::Repeat,
        }
    }

    /// The answer, where one came.
    pub fn failure(&self) -> Option<&Failure<E, A>> {
        match &*self.fault {
            Fault::Answer(failure) => Some(failure),
            _ => None,
        }
    }

    /// The HTTP status, where an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.failure().map(Failure::status)
    }

    /// The errors that the answer lists.
    pub fn errors(&self) -> Option<&Errors<A::Error>> {
        self.failure().and_then(Failure::errors)
    }

    /// What is wrong, by the member of the request, where the answer says so.
    pub fn field_errors(&self) -> Option<&FieldErrors> {
        match self.errors() {
            Some(Errors::Fields(fields)) => Some(fields),
            _ => None,
        }
    }

    /// What the answer holds of an earlier call.
    pub fn existing(&self) -> Option<&E> {
        self.failure().and_then(Failure::existing)
    }
}

impl<E, A: Api> fmt::Debug for CallError<E, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("CallError")
            .field("fault", &self.fault)
            .field("outcome", &self.outcome())
            .field("attempts", &self.attempts)
            .finish()
    }
}

impl<E, A: Api> fmt::Debug for Fault<E, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(error) => error.fmt(formatter),
            Self::Transport(error) => error.fmt(formatter),
            Self::Answer(failure) => failure.fmt(formatter),
            Self::Deadline => formatter.write_str("Deadline"),
            Self::Page(fault) => fault.fmt(formatter),
        }
    }
}

impl<E, A: Api> fmt::Display for CallError<E, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.fault {
            Fault::Request(error) => write!(formatter, "{error}; nothing was sent")?,
            Fault::Transport(error) if self.effect == Effect::None => {
                error.cause().fmt(formatter)?
            }
            Fault::Transport(error) => error.fmt(formatter)?,
            Fault::Answer(failure) => {
                failure.fmt_answer(formatter)?;
                self.effect.fmt_outcome(self.outcome(), formatter)?;
            }
            Fault::Page(fault) => fault.fmt(formatter)?,
            Fault::Deadline => {
                formatter.write_str("the time for the call was over before it was sent")?
            }
        }
        match self.attempts {
            0 | 1 => Ok(()),
            attempts => write!(formatter, " (attempt {attempts})"),
        }
    }
}

impl<E, A: Api> Error for CallError<E, A> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &*self.fault {
            Fault::Request(error) => error.source(),
            Fault::Transport(error) => error.source(),
            Fault::Answer(failure) => failure.source(),
            Fault::Deadline | Fault::Page(_) => None,
        }
    }
}
