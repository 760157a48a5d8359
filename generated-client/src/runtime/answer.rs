//! Reading answers: a readable success, or a failure that says what became of the call.

use std::fmt;

use http::StatusCode;

use super::api::{Api, Directive, Outcome, StatusRule};
use super::errors::Errors;
use super::json::{self, DecodeError, DecodeErrorKind, Wire};
use super::operation::{Effect, Operation};

/// What the body of an answer may be read as.
pub trait AnswerBody: Sized {
    /// Reads the body.
    ///
    /// # Errors
    /// Where it is not of this shape.
    fn read_body(body: &[u8]) -> Result<Self, DecodeError>;

    /// What an answer that is documented to have no body is read as. `None` where every answer has one.
    fn without_body() -> Option<Self> {
        None
    }
}

impl<T: Wire> AnswerBody for T {
    fn read_body(body: &[u8]) -> Result<Self, DecodeError> {
        json::from_slice(body)
    }
}

/// An answer without a body. What a server sends all the same, under a status that is documented to have none, is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoContent;

impl AnswerBody for NoContent {
    fn read_body(body: &[u8]) -> Result<Self, DecodeError> {
        if body.is_empty() {
            return Ok(Self);
        }
        let why = "there is a body where none is documented".into();
        Err(DecodeError::new(0, DecodeErrorKind::Invalid { why }))
    }

    fn without_body() -> Option<Self> {
        Some(Self)
    }
}

/// A body that some statuses are documented not to have. Under every other it must be there.
impl<T: Wire> AnswerBody for Option<T> {
    fn read_body(body: &[u8]) -> Result<Self, DecodeError> {
        json::from_slice(body).map(Some)
    }

    fn without_body() -> Option<Self> {
        Some(None)
    }
}

/// An answer that is not a readable success.
#[derive(Clone)]
pub struct Failure<E, A: Api> {
    status: StatusCode,
    documented_success: bool,
    effect: Effect,
    reason: Reason<E, A>,
    body: Vec<u8>,
}

/// Why an answer is a failure.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Reason<E, A: Api> {
    /// The server says what is wrong.
    Refused(Errors<A::Error>),
    /// The server answers with a resource that was there before.
    Existing(Box<E>),
    /// A status of success, with a body that cannot be read.
    Undecodable(DecodeError),
    /// No success, and a body that does not say why: a gateway's page, an empty or a cut body, a status that the
    /// description does not name.
    Unexplained,
}

impl<E, A: Api> Failure<E, A> {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Why it is a failure.
    pub fn reason(&self) -> &Reason<E, A> {
        &self.reason
    }

    /// What the description says of the status. `None` where it does not know the status.
    pub fn rule(&self) -> Option<&'static StatusRule> {
        A::status(self.status.as_u16())
    }

    /// What became of the call. One that only reads has changed nothing, whatever the answer.
    ///
    /// A success that the call is documented to answer was done, even where it cannot be read. Any other that cannot be read
    /// (a gateway's page with 200 where 201 is documented), one that speaks of errors, and a status that the description does
    /// not know tell nothing.
    pub fn outcome(&self) -> Outcome {
        self.effect.outcome(match (&self.reason, self.rule()) {
            _ if self.status.is_success() && !self.documented_success => Outcome::Unknown,
            (Reason::Refused(_), _) if self.status.is_success() => Outcome::Unknown,
            _ if self.documented_success => Outcome::Done,
            (_, Some(rule)) => rule.outcome,
            (_, None) => Outcome::Unknown,
        })
    }

    /// What the documentation directs to do. Where the outcome is unknown, or the earlier resource that should be used
    /// cannot be read, that is to look it up. A call that does no harm when it is repeated has nothing to look up.
    pub fn directive(&self) -> Directive {
        match self.effect {
            Effect::None => self.directive_of_repeat(),
            Effect::Repeatable if self.existing().is_some() => self.directive_of_write(),
            Effect::Repeatable if self.outcome() == Outcome::Done => Directive::Proceed,
            Effect::Repeatable => self.directive_of_repeat(),
            Effect::EachTime => self.directive_of_write(),
        }
    }

    /// Of a call that may be repeated: what the server will not answer is to be corrected, all else to be asked again.
    fn directive_of_repeat(&self) -> Directive {
        match self.rule().map(|rule| rule.directive) {
            Some(correct @ (Directive::CorrectRequest | Directive::CorrectCredentials)) => correct,
            _ if self.status.is_client_error() && !is_transient(self.status) => {
                Directive::CorrectRequest
            }
            _ => Directive::Repeat,
        }
    }

    fn directive_of_write(&self) -> Directive {
        match (self.outcome(), self.rule()) {
            (Outcome::Unknown, _) => Directive::Reconcile,
            _ if self.documented_success => Directive::Proceed,
            (_, None) => Directive::Reconcile,
            (_, Some(rule))
                if rule.directive == Directive::UseExisting && self.existing().is_none() =>
            {
                Directive::Reconcile
            }
            (_, Some(rule)) => rule.directive,
        }
    }

    /// What the answer holds of an earlier call, or the failure where it holds nothing.
    pub(super) fn into_existing(self) -> Result<Box<E>, Self> {
        match self.reason {
            Reason::Existing(existing) => Ok(existing),
            reason => Err(Self { reason, ..self }),
        }
    }

    /// The errors that the body lists.
    pub fn errors(&self) -> Option<&Errors<A::Error>> {
        match &self.reason {
            Reason::Refused(errors) => Some(errors),
            _ => None,
        }
    }

    /// What the answer holds of an earlier call.
    pub fn existing(&self) -> Option<&E> {
        match &self.reason {
            Reason::Existing(existing) => Some(existing),
            _ => None,
        }
    }

    /// The body as it came, or its first 64 KiB. It may hold what no log should.
    pub fn body(&self) -> &[u8] {
        &self.body
    }
}

/// Whether a status says that the same call may fare better later.
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(
        status,
        StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT
    )
}

/// How many bytes of a body a failure keeps.
const KEPT_BODY: usize = 64 * 1024;

/// Reads an answer to `O`. Errors are looked for first: a body that holds them beside data, even under a status of
/// success, must not pass for what was asked for, such as a lookup that failed for one that found nothing.
pub(super) fn read<O: Operation>(
    status: StatusCode,
    body: &[u8],
) -> Result<O::Output, Failure<O::Existing, O::Api>> {
    let reason = match existing::<O>(status, body).or_else(|| refused(body)) {
        Some(reason) => reason,
        None if !is_success::<O>(status) => Reason::Unexplained,
        None => match output::<O>(status, body) {
            Ok(output) => return Ok(output),
            Err(error) => Reason::Undecodable(error),
        },
    };
    let kept = body.get(..KEPT_BODY).unwrap_or(body);
    let documented_success = O::SUCCESSES.contains(&status.as_u16());
    let effect = Effect::of::<O>();
    Err(Failure { status, documented_success, effect, reason, body: kept.to_vec() })
}

/// Reads a success. Only under a status that is documented to have no body does nothing stand for one: under any other a body
/// that is empty was cut off.
fn output<O: Operation>(status: StatusCode, body: &[u8]) -> Result<O::Output, DecodeError> {
    let without_body = O::EMPTY.contains(&status.as_u16()).then(O::Output::without_body).flatten();
    without_body.map_or_else(|| O::Output::read_body(body), Ok)
}

/// Whether the description has the status as a success of `O`, or says of it that what was asked for is done.
fn is_success<O: Operation>(status: StatusCode) -> bool {
    let rule = O::Api::status(status.as_u16());
    O::SUCCESSES.contains(&status.as_u16())
        || status.is_success() && rule.is_some_and(|rule| rule.outcome == Outcome::Done)
}

fn existing<O: Operation>(status: StatusCode, body: &[u8]) -> Option<Reason<O::Existing, O::Api>> {
    if !O::EXISTING.contains(&status.as_u16()) {
        return None;
    }
    O::Existing::read_body(body).ok().map(|existing| Reason::Existing(Box::new(existing)))
}

fn refused<E, A: Api>(body: &[u8]) -> Option<Reason<E, A>> {
    Errors::read_body(body).map(Reason::Refused)
}

impl<E, A: Api> fmt::Debug for Failure<E, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct("Failure");
        shown.field("status", &self.status.as_u16()).field("outcome", &self.outcome());
        match &self.reason {
            Reason::Refused(errors) => shown.field("errors", errors),
            Reason::Existing(_) => shown.field("reason", &"existing"),
            Reason::Undecodable(error) => shown.field("undecodable", error),
            Reason::Unexplained => shown.field("reason", &"unexplained"),
        };
        shown.finish_non_exhaustive()
    }
}

impl<E, A: Api> Failure<E, A> {
    /// What was answered, without what became of the call.
    pub(super) fn fmt_answer(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status.as_u16();
        match self.rule() {
            Some(rule) => write!(formatter, "status {status}, {}", rule.meaning)?,
            None => write!(formatter, "status {status}, which the API does not document")?,
        }
        match &self.reason {
            Reason::Refused(errors) => write!(formatter, ": {errors}"),
            Reason::Existing(_) => formatter.write_str(": the answer holds the earlier one"),
            Reason::Undecodable(error) => write!(formatter, ": the body cannot be read: {error}"),
            Reason::Unexplained => formatter.write_str(": the body does not say why"),
        }
    }
}

impl<E, A: Api> fmt::Display for Failure<E, A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fmt_answer(formatter)?;
        self.effect.fmt_outcome(self.outcome(), formatter)
    }
}

impl<E, A: Api> std::error::Error for Failure<E, A> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.reason {
            Reason::Undecodable(error) => Some(error),
            _ => None,
        }
    }
}
