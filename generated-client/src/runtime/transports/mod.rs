//! Ready-made transports: `HyperTransport`, `UreqTransport` and `ReqwestTransport`, each behind the feature of its name.
//!
//! All of them send a request at most once, follow no redirects, and refuse plain `http://` before anything is sent,
//! except to this machine. Nothing is read from the environment.

#[cfg(feature = "hyper")]
mod hyper;
#[cfg(any(feature = "hyper", feature = "ureq"))]
mod options;
mod plain_http;
#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "ureq")]
mod ureq;

#[cfg(feature = "hyper")]
pub use self::hyper::HyperTransport;
#[cfg(any(feature = "hyper", feature = "ureq"))]
pub use self::options::{OptionsError, Proxy, TransportOptions};
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
#[cfg(feature = "ureq")]
pub use self::ureq::UreqTransport;

use http::Method;

use self::plain_http::PlainHttp;
use super::transport::{Bounds, Cause, Request, Sent, TransportError};

/// How long a connection may lie idle and still be used again. Servers close idle connections by themselves, the hastiest
/// of the common ones after five seconds, and a request that crosses such a close may or may not have been received.
#[cfg(any(feature = "hyper", feature = "ureq"))]
const MAX_IDLE_AGE: std::time::Duration = std::time::Duration::from_secs(4);

/// How many connections lie idle at most.
#[cfg(any(feature = "hyper", feature = "ureq"))]
const MAX_IDLE: usize = 16;

/// Whether a request has content, be it empty: RFC 9110 (8.6) wants its length said.
fn has_content(request: &Request) -> bool {
    let expected = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
    expected || !request.body().as_str().is_empty()
}

/// An error for a request that was not begun.
fn unsent(cause: Cause) -> TransportError {
    TransportError::new(Sent::No, cause)
}

/// Refuses what must not even be begun.
fn admit(request: &Request, bounds: &Bounds, plain_http: PlainHttp) -> Result<(), TransportError> {
    plain_http.check(request.uri())?;
    if bounds.timeout.is_zero() { Err(unsent(Cause::Timeout)) } else { Ok(()) }
}

/// Refuses to begin outside of a tokio runtime, where connections cannot be made.
#[cfg(any(feature = "hyper", feature = "reqwest"))]
fn require_tokio() -> Result<(), TransportError> {
    match tokio::runtime::Handle::try_current() {
        Ok(_) => Ok(()),
        Err(error) => Err(unsent(Cause::Other).with_source(error)),
    }
}
