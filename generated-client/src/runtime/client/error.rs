//! Why a call did not succeed: what happened, what became of it, what to do.

use std::error::Error;
use std::fmt;

use http::StatusCode;

use super::super::answer::Failure;
use super::super::api::{Api, Directive, Outcome};
use super::super::errors::{Errors, FieldErrors};
use super::super::operation::Operation;
use super::super::request::RequestError;
use super::super::transport::{Sent, TransportError};

/// Why a call did not succeed.
pub struct CallError<E, A: Api> {
    fault: Box<Fault<E, A>>,
    attempts: u32,
    perhaps_sent_before: bool,
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
}

impl<E, A: Api> CallError<E, A> {
    pub(super) fn new(fault: Fault<E, A>, attempts: u32) -> Self {
        Self { fault: Box::new(fault), attempts, perhaps_sent_before: false }
    }

    /// The same after an earlier attempt that may have been received.
    pub(super) fn after_uncertain(mut self, perhaps_sent_before: bool) -> Self {
        self.perhaps_sent_before |= perhaps_sent_before;
        self
    }

    /// What happened, at the last attempt.
    pub fn fault(&self) -> &Fault<E, A> {
        &self.fault
    }

    /// How often the call was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// What became of the call, if it was a write.
    pub fn outcome(&self) -> Outcome {
        let outcome = match &*self.fault {
            Fault::Request(_) | Fault::Deadline => Outcome::NotDone,
            Fault::Transport(error) if error.sent() == Sent::No => Outcome::NotDone,
            Fault::Transport(_) => Outcome::Unknown,
            Fault::Answer(failure) => failure.outcome(),
        };
        if outcome == Outcome::NotDone && self.perhaps_sent_before {
            Outcome::Unknown
        } else {
            outcome
        }
    }

    /// What the documentation directs to do.
    pub fn directive(&self) -> Directive {
        match (self.outcome(), &*self.fault) {
            (Outcome::Unknown, _) => Directive::Reconcile,
            (_, Fault::Answer(failure)) => failure.directive(),
            (_, Fault::Request(RequestError::Credentials { .. } | RequestError::Header)) => {
                Directive::CorrectCredentials
            }
            (_, Fault::Request(_)) => Directive::CorrectRequest,
            (_, Fault::Transport(_) | Fault::Deadline) => Directive::Repeat,
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
        }
    }
}

impl<E, A: Api> fmt::Display for CallError<E, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.fault {
            Fault::Request(error) => write!(formatter, "{error}; nothing was sent")?,
            Fault::Transport(error) => error.fmt(formatter)?,
            Fault::Answer(failure) => failure.fmt(formatter)?,
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
            Fault::Deadline => None,
        }
    }
}
