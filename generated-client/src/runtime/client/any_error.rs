//! One error for everything that a program does with a client.

use std::error::Error as StdError;
use std::fmt;

use http::StatusCode;

use super::super::api::{Api, Directive, Outcome};
use super::super::errors::{Errors, FieldErrors};
use super::super::json::DecodeError;
use super::super::reconcile::Reconcile;
use super::super::request::RequestError;
#[cfg(any(feature = "hyper", feature = "ureq"))]
use super::super::transports::OptionsError;
use super::error::CallError;
use super::once_error::OnceError;
use super::saved::ResumeError;

/// Any error of a client, for functions that make calls of several kinds: every other error of a client becomes one with `?`, and
/// [`downcast_ref`](Self::downcast_ref) gives it back with its types.
///
/// An uncertain outcome is no error and does not become one: [`Once::Uncertain`](super::Once::Uncertain) must be met where it
/// comes up.
pub struct Error<A: Api>(Box<dyn Told<A>>);

/// What every error tells.
trait Told<A: Api>: Send + Sync {
    fn outcome(&self) -> Outcome;
    fn directive(&self) -> Directive;
    fn status(&self) -> Option<StatusCode> {
        None
    }
    fn errors(&self) -> Option<&Errors<A::Error>> {
        None
    }
    fn error(&self) -> &(dyn StdError + 'static);
}

impl<A: Api> Error<A> {
    /// What became of the call. What could not be made or sent was not done; of a write that was saved and cannot be resumed
    /// it is unknown, for it may have been sent before.
    pub fn outcome(&self) -> Outcome {
        self.0.outcome()
    }

    /// What to do, as the documentation directs.
    pub fn directive(&self) -> Directive {
        self.0.directive()
    }

    /// The HTTP status, where an answer came.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status()
    }

    /// The errors that the answer lists.
    pub fn errors(&self) -> Option<&Errors<A::Error>> {
        self.0.errors()
    }

    /// What is wrong, by the member of the request, where the answer says so.
    pub fn field_errors(&self) -> Option<&FieldErrors> {
        match self.errors() {
            Some(Errors::Fields(fields)) => Some(fields),
            _ => None,
        }
    }

    /// The error that it was made of, where it is of this type.
    pub fn downcast_ref<E: StdError + 'static>(&self) -> Option<&E> {
        self.0.error().downcast_ref()
    }
}

impl<A: Api> fmt::Display for Error<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0.error(), formatter)
    }
}

impl<A: Api> fmt::Debug for Error<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0.error(), formatter)
    }
}

impl<A: Api> StdError for Error<A> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.error().source()
    }
}

impl<A: Api, E: Send + Sync + 'static> Told<A> for CallError<E, A> {
    fn outcome(&self) -> Outcome {
        self.outcome()
    }

    fn directive(&self) -> Directive {
        self.directive()
    }

    fn status(&self) -> Option<StatusCode> {
        self.status()
    }

    fn errors(&self) -> Option<&Errors<A::Error>> {
        self.errors()
    }

    fn error(&self) -> &(dyn StdError + 'static) {
        self
    }
}

impl<A: Api, E: Send + Sync + 'static> From<CallError<E, A>> for Error<A> {
    fn from(error: CallError<E, A>) -> Self {
        Self(Box::new(error))
    }
}

impl<A: Api, O> Told<A> for OnceError<O>
where
    O: Reconcile<Api = A> + 'static,
    O::Existing: Send + Sync + 'static,
{
    fn outcome(&self) -> Outcome {
        self.outcome()
    }

    fn directive(&self) -> Directive {
        self.directive()
    }

    fn status(&self) -> Option<StatusCode> {
        self.call_error()?.status()
    }

    fn errors(&self) -> Option<&Errors<A::Error>> {
        self.call_error()?.errors()
    }

    fn error(&self) -> &(dyn StdError + 'static) {
        self
    }
}

impl<A: Api, O> From<OnceError<O>> for Error<A>
where
    O: Reconcile<Api = A> + 'static,
    O::Existing: Send + Sync + 'static,
{
    fn from(error: OnceError<O>) -> Self {
        Self(Box::new(error))
    }
}

/// An error that came up before anything was sent, and what it says of the call.
struct Unsent<E> {
    error: E,
    outcome: Outcome,
    directive: Directive,
}

impl<A: Api, E: StdError + Send + Sync + 'static> Told<A> for Unsent<E> {
    fn outcome(&self) -> Outcome {
        self.outcome
    }

    fn directive(&self) -> Directive {
        self.directive
    }

    fn error(&self) -> &(dyn StdError + 'static) {
        &self.error
    }
}

impl<A: Api> From<RequestError> for Error<A> {
    fn from(error: RequestError) -> Self {
        let directive = error.directive();
        Self(Box::new(Unsent { error, outcome: Outcome::NotDone, directive }))
    }
}

/// Nothing was sent now; whether the write was sent before is not known.
impl<A: Api> From<ResumeError> for Error<A> {
    fn from(error: ResumeError) -> Self {
        Self(Box::new(sent_before(error)))
    }
}

/// For [`Saved::parse`](super::Saved::parse): what was saved cannot be read, and whether it was sent before is not known.
impl<A: Api> From<DecodeError> for Error<A> {
    fn from(error: DecodeError) -> Self {
        Self(Box::new(sent_before(error)))
    }
}

/// An error about a write that may have been sent before.
fn sent_before<E>(error: E) -> Unsent<E> {
    Unsent { error, outcome: Outcome::Unknown, directive: Directive::Reconcile }
}

#[cfg(any(feature = "hyper", feature = "ureq"))]
impl<A: Api> From<OptionsError> for Error<A> {
    fn from(error: OptionsError) -> Self {
        let directive = Directive::CorrectRequest;
        Self(Box::new(Unsent { error, outcome: Outcome::NotDone, directive }))
    }
}
