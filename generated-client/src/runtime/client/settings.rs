//! The settings of a client: where the faces are, who calls, and the bounds of every call.

use std::fmt;
use std::time::Duration;

use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};

use super::super::api::Api;
use super::super::authorization::Credentials;
use super::super::operation::Operation;
use super::super::request::{BaseUrl, RequestError};
use super::super::transport::Request;
use super::retry::Retry;

/// Where the faces of an API are, who calls, and the bounds of every call. The same for every kind of client.
#[derive(Clone)]
pub struct Settings<A: Api> {
    faces: Vec<FaceSettings<A>>,
    headers: HeaderMap,
    pub(super) deadline: Duration,
    pub(super) attempt_timeout: Duration,
    pub(super) connect_timeout: Duration,
    pub(super) max_response: usize,
    pub(super) retry: Retry,
}

#[derive(Clone, Debug)]
struct FaceSettings<A: Api> {
    face: A::Face,
    base_url: Option<BaseUrl>,
    credentials: Option<Credentials>,
}

impl<A: Api> Settings<A> {
    /// No face yet; a deadline of 60 s for a call with all its attempts and pauses, 20 s for an attempt, 5 s to connect,
    /// 16 MiB for an answer, and [`Retry::default`] for calls that are safe to repeat and for those that act once.
    pub fn new() -> Self {
        let mut headers = HeaderMap::new();
        let agent = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
        headers.insert(USER_AGENT, HeaderValue::from_static(agent));
        Self {
            faces: Vec::new(),
            headers,
            deadline: Duration::from_secs(60),
            attempt_timeout: Duration::from_secs(20),
            connect_timeout: Duration::from_secs(5),
            max_response: 16 * 1024 * 1024,
            retry: Retry::default(),
        }
    }

    /// Where a face is served: `https://api.example.org`, with a path prefix where the host has one.
    ///
    /// # Errors
    /// Where it is not a base URL.
    pub fn base_url(mut self, face: A::Face, url: &str) -> Result<Self, RequestError> {
        self.face(face).base_url = Some(BaseUrl::parse(url)?);
        Ok(self)
    }

    /// Who calls a face.
    #[must_use]
    pub fn credentials(mut self, face: A::Face, credentials: Credentials) -> Self {
        self.face(face).credentials = Some(credentials);
        self
    }

    /// How long a call may take with all its attempts, pauses, lookups and the reading of bodies.
    #[must_use]
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline, ..self }
    }

    /// How long one attempt may take, the reading of the answer included.
    #[must_use]
    pub fn attempt_timeout(self, attempt_timeout: Duration) -> Self {
        Self { attempt_timeout, ..self }
    }

    /// How long a connection may take to be made.
    #[must_use]
    pub fn connect_timeout(self, connect_timeout: Duration) -> Self {
        Self { connect_timeout, ..self }
    }

    /// How many bytes an answer may have.
    #[must_use]
    pub fn max_response(self, max_response: usize) -> Self {
        Self { max_response, ..self }
    }

    /// How calls are tried again: those that are safe to repeat, and those that act once with their lookups.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// What the client calls itself in `User-Agent`, in place of its package's name and version.
    #[must_use]
    pub fn user_agent(self, name: HeaderValue) -> Self {
        self.header(USER_AGENT, name)
    }

    /// Adds a header to every request, in place of one of the same name. `Authorization`, `Accept` and `Content-Type` come
    /// from the call all the same.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    fn face(&mut self, face: A::Face) -> &mut FaceSettings<A> {
        let index = self.faces.iter().position(|known| known.face == face).unwrap_or_else(|| {
            self.faces.push(FaceSettings { face, base_url: None, credentials: None });
            self.faces.len() - 1
        });
        &mut self.faces[index]
    }

    fn known(&self, face: A::Face) -> Option<&FaceSettings<A>> {
        self.faces.iter().find(|known| known.face == face)
    }

    pub(super) fn base_url_of(&self, face: A::Face) -> Result<&BaseUrl, RequestError> {
        let base_url = self.known(face).and_then(|face| face.base_url.as_ref());
        base_url.ok_or_else(|| RequestError::NoBaseUrl { face: format!("{face:?}") })
    }

    pub(super) fn credentials_of(&self, face: A::Face) -> Option<&Credentials> {
        self.known(face).and_then(|face| face.credentials.as_ref())
    }

    /// The request of an operation, ready to be sent.
    pub(super) fn request<O: Operation<Api = A>>(
        &self,
        operation: &O,
    ) -> Result<Request, RequestError> {
        let base_url = self.base_url_of(O::FACE)?;
        let mut request = operation.request(base_url, self.credentials_of(O::FACE))?;
        for (name, value) in &self.headers {
            request.headers_mut().entry(name).or_insert_with(|| value.clone());
        }
        Ok(request)
    }
}

impl<A: Api> fmt::Debug for Settings<A> {
    /// Shows the names of headers only: a value may be a key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Settings")
            .field("faces", &self.faces)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("deadline", &self.deadline)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("connect_timeout", &self.connect_timeout)
            .field("max_response", &self.max_response)
            .field("retry", &self.retry)
            .finish()
    }
}

impl<A: Api> Default for Settings<A> {
    fn default() -> Self {
        Self::new()
    }
}
