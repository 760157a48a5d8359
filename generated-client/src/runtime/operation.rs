//! Operations: calls as plain values, without I/O. Each knows its request and how to read the answer.

use std::fmt;

pub use http::Method;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::answer::{self, AnswerBody, Failure};
use super::api::{Api, Outcome};
use super::authorization::Credentials;
use super::document::Document;
use super::json::Wire;
use super::request::{BaseUrl, Body, Query, RequestError};

/// A call.
pub trait Operation {
    /// The API that serves it.
    type Api: Api;
    /// What a success holds.
    type Output: AnswerBody;
    /// What other documented statuses hold beside errors: [`NoContent`](super::NoContent) where nothing.
    type Existing: AnswerBody;

    /// Its name in the description: `group.action`.
    const NAME: &'static str;
    /// Its method.
    const METHOD: Method;
    /// The face that serves it.
    const FACE: <Self::Api as Api>::Face;
    /// The documented statuses of a success, ascending.
    const SUCCESSES: &'static [u16];
    /// Those of them whose answers have no body, ascending.
    const EMPTY: &'static [u16];
    /// The documented statuses that hold an [`Operation::Existing`], ascending.
    const EXISTING: &'static [u16];
    /// Whether sending it a second time does no harm.
    const SAFE_TO_REPEAT: bool;

    /// Its path below the base URL, percent-encoded.
    ///
    /// # Errors
    /// A path parameter that would make another path: an empty one, `.` or `..`.
    fn path(&self) -> Result<String, RequestError>;

    /// Its query.
    fn query(&self) -> Query {
        Query::new()
    }

    /// Its body.
    fn body(&self) -> Option<Body> {
        None
    }

    /// The whole request.
    ///
    /// # Errors
    /// Where a path parameter would make another path, credentials are missing or of another kind than the face wants, or
    /// the URL is longer than a URI may be.
    fn request(
        &self,
        base: &BaseUrl,
        credentials: Option<&Credentials>,
    ) -> Result<http::Request<Body>, RequestError> {
        let uri = base.join(&self.path()?, &self.query())?;
        let mut request = http::Request::builder()
            .method(Self::METHOD)
            .uri(uri)
            .header(ACCEPT, HeaderValue::from_static(Self::Api::MEDIA_TYPE));
        if let Some(value) = Credentials::header(credentials, Self::FACE)? {
            request = request.header(AUTHORIZATION, value);
        }
        let body = self.body();
        if body.is_some() {
            request = request.header(CONTENT_TYPE, HeaderValue::from_static(Self::Api::MEDIA_TYPE));
        }
        request.body(body.unwrap_or_default()).map_err(RequestError::Uri)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// Every answer that is not a readable success. The failure says what became of the call.
    fn read<B: AsRef<[u8]>>(
        &self,
        response: &http::Response<B>,
    ) -> Result<Self::Output, Failure<Self::Existing, Self::Api>>
    where
        Self: Sized,
    {
        answer::read::<Self>(response.status(), response.body().as_ref())
    }
}

/// An operation that may be sent a second time without harm. Only the description can say so.
#[diagnostic::on_unimplemented(
    message = "`{Self}` must not be tried again: sent twice, it may act twice",
    label = "only calls that are safe to repeat can be",
    note = "where the call has `send_once`, that looks before it sends again"
)]
pub trait SafeToRepeat: Operation {}

/// What a success of an operation holds.
pub type OutputOf<O> = <O as Operation>::Output;

/// An operation that answers a list in pages.
pub trait Paged: Operation + Clone {
    /// The link that leads to the page that follows.
    const NEXT: &'static str;

    /// The same call with this query in place of its own.
    #[must_use]
    fn continued(&self, query: Query) -> Self;

    /// The call for the page that follows, or `None` at the end of the list.
    ///
    /// Only the query of the server's link is used: where the call goes and who makes it stay as they are.
    ///
    /// # Errors
    /// Where there is a link without a query: the list goes on, and it is not known where.
    fn next_page<D, A: Api, M>(&self, page: &Document<D, A, M>) -> Result<Option<Self>, LinkError>
    where
        Self: Operation<Api = A, Output = Document<D, A, M>>,
        D: Wire,
        M: Wire,
    {
        let Some(link) = page.links.as_ref().and_then(|links| links.get(Self::NEXT)) else {
            return Ok(None);
        };
        let link = link.split_once('#').map_or(link, |(link, _)| link);
        let query = link.split_once('?').map(|(_, query)| Query::parse(query));
        let query = query.filter(|query| !query.is_empty()).ok_or(LinkError)?;
        Ok(Some(self.continued(query)))
    }
}

/// The link to the page that follows has no query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkError;

impl fmt::Display for LinkError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(
            "the link to the next page has no query: where the list goes on is not known",
        )
    }
}

impl std::error::Error for LinkError {}

/// What sending a call may do, as far as its method and its description tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// It changes nothing.
    None,
    /// A repeat does no harm.
    Repeatable,
    /// Each time it is sent it may act.
    EachTime,
}

impl Effect {
    /// The effect of an operation.
    pub(super) fn of<O: Operation>() -> Self {
        match (O::METHOD.is_safe(), O::SAFE_TO_REPEAT) {
            (true, _) => Self::None,
            (false, true) => Self::Repeatable,
            (false, false) => Self::EachTime,
        }
    }

    /// What became of a call of this effect, where the answer to a write would tell this.
    pub(super) fn outcome(self, of_write: Outcome) -> Outcome {
        if self == Self::None { Outcome::NotDone } else { of_write }
    }

    /// Says at the end of a message what became of a call, unless it only reads.
    pub(super) fn fmt_outcome(
        self,
        outcome: Outcome,
        formatter: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        formatter.write_str(match outcome {
            _ if self == Self::None => "",
            Outcome::Done => "; it was done",
            Outcome::NotDone => "; it was not done",
            Outcome::AlreadyDone => "; it had been done before",
            Outcome::Unknown => "; whether it was done is not known",
        })
    }
}
