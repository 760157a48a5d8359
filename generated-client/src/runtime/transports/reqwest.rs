//! The asynchronous transport over a `reqwest::Client` of the user's.

use std::error::Error;
use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Response as HttpResponse};
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, retry};

use super::plain_http::PlainHttp;
use super::{admit, has_content, require_tokio, unsent};
use crate::runtime::transport::{
    AsyncTransport, Bounds, BoxFuture, Cause, Request, Response, Sent, TransportError,
};

/// Sends requests asynchronously, through a [`reqwest::Client`].
///
/// TLS, proxies, the pool of connections and the time to connect are that client's business: reqwest has no setting for
/// them that is made for one request, so [`Bounds::connect_timeout`] is not kept to here. Set
/// [`ClientBuilder::connect_timeout`] instead.
///
/// It must be used within a tokio runtime that has I/O and time enabled. A future that is dropped cancels its request.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: Client,
    plain_http: PlainHttp,
}

impl ReqwestTransport {
    /// A transport over a client that follows no redirects and repeats nothing. reqwest does both by default, and neither
    /// can be switched off for one request: build the client with
    /// [`redirect(Policy::none())`](ClientBuilder::redirect) and [`retry(retry::never())`](ClientBuilder::retry), or let
    /// [`from_builder`](Self::from_builder) do it.
    ///
    /// With a client that follows redirects, an answer from another URL than the request's is an error; and after a
    /// redirect to the very same URL, a connection that fails is taken for one of a request that was never sent.
    pub fn new(client: Client) -> Self {
        Self { client, plain_http: PlainHttp::default() }
    }

    /// A transport over the client of this builder, with redirects and repetitions switched off.
    ///
    /// # Errors
    /// Where the client cannot be built.
    pub fn from_builder(builder: ClientBuilder) -> Result<Self, reqwest::Error> {
        let client = builder.redirect(Policy::none()).retry(retry::never()).build()?;
        Ok(Self::new(client))
    }

    /// Lets plain `http://` go anywhere. It shows credentials and content to everybody on the way.
    #[must_use]
    pub fn allow_plain_http(self) -> Self {
        Self { plain_http: PlainHttp::Allowed, ..self }
    }

    async fn exchange(
        &self,
        request: Request,
        bounds: &Bounds,
    ) -> Result<Response, TransportError> {
        let request = client_request(request, bounds.timeout)?;
        let url = request.url().clone();
        let answer = self.client.execute(request).await.map_err(|error| {
            let redirected = error.url().is_some_and(|last| *last != url);
            failure(error, redirected)
        })?;
        if *answer.url() != url {
            return Err(perhaps(Cause::Other).with_source("the client followed a redirect"));
        }
        collect(answer, bounds.max_response).await
    }
}

impl AsyncTransport for ReqwestTransport {
    fn send<'a>(
        &'a self,
        request: Request,
        bounds: &'a Bounds,
    ) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            admit(&request, bounds, self.plain_http)?;
            require_tokio()?;
            self.exchange(request, bounds).await
        })
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(pause))
    }
}

fn client_request(request: Request, timeout: Duration) -> Result<reqwest::Request, TransportError> {
    let length = has_content(&request).then(|| request.body().as_str().len());
    let request = request.map(|body| body.into_bytes());
    let mut request = reqwest::Request::try_from(request)
        .map_err(|_| unsent(Cause::Other).with_source("the URL is none to reqwest"))?;
    *request.timeout_mut() = Some(timeout);
    if let Some(length) = length {
        request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(request)
}

/// Reads the body of an answer to its end, if it is not longer than allowed.
async fn collect(mut answer: reqwest::Response, limit: usize) -> Result<Response, TransportError> {
    if answer.content_length().is_some_and(|length| length > limit as u64) {
        return Err(perhaps(Cause::TooLarge));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| failure(error, false))? {
        if chunk.len() > limit - bytes.len() {
            return Err(perhaps(Cause::TooLarge));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(HttpResponse::from(answer).map(|_| bytes))
}

fn perhaps(cause: Cause) -> TransportError {
    TransportError::new(Sent::Perhaps, cause)
}

/// What an error of reqwest's means for the request.
fn failure(error: reqwest::Error, redirected: bool) -> TransportError {
    let unsent = !redirected && (error.is_connect() || error.is_builder());
    let cause = match &error {
        error if error.is_timeout() => Cause::Timeout,
        error if error.is_connect() => Cause::Connect,
        error if error.is_builder() || error.is_redirect() => Cause::Other,
        error if is_no_http(error) => Cause::NotHttp,
        _ => Cause::Interrupted,
    };
    let failure = TransportError::new(if unsent { Sent::No } else { Sent::Perhaps }, cause);
    let error = error.without_url();
    if names_url(&error) { failure } else { failure.with_source(error) }
}

/// Whether the answer could not be read as HTTP: hyper, on which reqwest stands, says so.
fn is_no_http(error: &reqwest::Error) -> bool {
    let mut errors = std::iter::successors(error.source(), |error| (*error).source());
    errors.any(|error| error.downcast_ref::<hyper::Error>().is_some_and(hyper::Error::is_parse))
}

/// Whether an error within this one still names a URL, whose query may hold a key.
fn names_url(error: &reqwest::Error) -> bool {
    let mut errors = std::iter::successors(error.source(), |error| (*error).source());
    errors.any(|error| {
        error.downcast_ref::<reqwest::Error>().is_some_and(|error| error.url().is_some())
    })
}
