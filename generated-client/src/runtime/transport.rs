//! The way to the server: the one method that a person with an HTTP stack of their own implements.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use super::request::Body;

/// Bounds of one attempt. A transport keeps to all of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Bounds {
    /// How long the whole attempt may take, the reading of the answer's body included.
    pub timeout: Duration,
    /// How long a connection may take to be made.
    pub connect_timeout: Duration,
    /// How many bytes the body of the answer may have.
    pub max_response: usize,
}

impl Bounds {
    /// Bounds with these values.
    pub fn new(timeout: Duration, connect_timeout: Duration, max_response: usize) -> Self {
        Self { timeout, connect_timeout, max_response }
    }
}

/// A request as a transport sends it: as it is, without following redirects, without retrying.
///
/// Its `Debug` shows the whole URI, whose query may hold a key, so it is not for logs. The body and the header with the
/// credentials show nothing.
pub type Request = http::Request<Body>;

/// An answer with its whole body, whatever its status.
pub type Response = http::Response<Vec<u8>>;

/// Sends requests and waits for their answers.
pub trait Transport: Send + Sync {
    /// Sends a request once.
    ///
    /// # Errors
    /// Where no whole answer came. The error says whether anything may have been sent.
    fn send(&self, request: Request, bounds: &Bounds) -> Result<Response, TransportError>;

    /// Waits.
    fn sleep(&self, pause: Duration) {
        std::thread::sleep(pause);
    }
}

/// A future that can be sent between threads.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends requests and waits for their answers, asynchronously.
pub trait AsyncTransport: Send + Sync {
    /// Sends a request once.
    ///
    /// # Errors
    /// Where no whole answer came. The error says whether anything may have been sent.
    fn send<'a>(
        &'a self,
        request: Request,
        bounds: &'a Bounds,
    ) -> BoxFuture<'a, Result<Response, TransportError>>;

    /// Waits.
    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()>;
}

/// Why no whole answer came.
#[derive(Debug)]
pub struct TransportError {
    sent: Sent,
    cause: Cause,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// Whether a request may have reached the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// Not a byte of it was sent.
    No,
    /// Some or all of it may have been sent, and may have been acted on.
    Perhaps,
}

/// What kept the answer from coming.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// No connection could be made.
    Connect,
    /// The attempt took longer than its bounds allow.
    Timeout,
    /// The connection broke off.
    Interrupted,
    /// The answer is longer than its bounds allow.
    TooLarge,
    /// What came back cannot be read as HTTP.
    NotHttp,
    /// The transport's own rules forbid it: plain `http://` to another machine.
    Forbidden,
    /// Anything else.
    Other,
}

impl fmt::Display for Cause {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Connect => "no connection could be made",
            Self::Timeout => "no answer came in time",
            Self::Interrupted => "the connection broke off",
            Self::TooLarge => "the answer is longer than allowed",
            Self::NotHttp => {
                "what came back cannot be read as HTTP: look whether the base URL names the API's host and port"
            }
            Self::Forbidden => "the transport refuses to send it",
            Self::Other => "the request could not be carried out",
        })
    }
}

impl TransportError {
    /// An error. Where it is not certain that nothing was sent, say [`Sent::Perhaps`].
    pub fn new(sent: Sent, cause: Cause) -> Self {
        Self { sent, cause, source: None }
    }

    /// The same with the error that lies under it. Its text must not show the request.
    #[must_use]
    pub fn with_source(self, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { source: Some(source.into()), ..self }
    }

    /// Whether anything may have been sent.
    pub fn sent(&self) -> Sent {
        self.sent
    }

    /// What kept the answer from coming.
    pub fn cause(&self) -> Cause {
        self.cause
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.cause.fmt(formatter)?;
        formatter.write_str(match self.sent {
            Sent::No => "; nothing was sent",
            Sent::Perhaps => "; the request may have been received",
        })
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}
