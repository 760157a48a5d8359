//! Operations: calls as plain values, without I/O. Each knows its request and how to read the answer.

pub use http::Method;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};

use super::answer::{self, AnswerBody, Failure};
use super::api::Api;
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
    fn next_page<D, A: Api, M>(&self, page: &Document<D, A, M>) -> Option<Self>
    where
        Self: Operation<Api = A, Output = Document<D, A, M>>,
        D: Wire,
        M: Wire,
    {
        let link = page.links.as_ref()?.get(Self::NEXT)?;
        let link = link.split_once('#').map_or(link, |(link, _)| link);
        let (_, query) = link.split_once('?')?;
        Some(self.continued(Query::parse(query)))
    }
}
