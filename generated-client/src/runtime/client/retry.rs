//! When to try again, and how long to wait before.

use std::time::{Duration, SystemTime};

use http::StatusCode;
use http::header::RETRY_AFTER;

use super::super::transport::Response;

/// How often a call is tried, and the pauses between: doubling from `base` to `cap`, each drawn at random between nothing and
/// that ("full jitter"), and never shorter than the server asks for in `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
    base: Duration,
    cap: Duration,
}

impl Default for Retry {
    /// Up to 4 tries, with pauses of up to 200 ms, 400 ms and 800 ms.
    fn default() -> Self {
        Self { tries: 4, base: Duration::from_millis(200), cap: Duration::from_secs(10) }
    }
}

impl Retry {
    /// One try and no other.
    pub fn never() -> Self {
        Self { tries: 1, ..Self::default() }
    }

    /// How often a call is tried, the first time included. Zero counts as one.
    #[must_use]
    pub fn tries(self, tries: u32) -> Self {
        Self { tries: tries.max(1), ..self }
    }

    /// The longest first pause, and the longest any may become; a millisecond at the least.
    #[must_use]
    pub fn pauses(self, base: Duration, cap: Duration) -> Self {
        Self { base: base.max(MIN_PAUSE), cap: cap.max(MIN_PAUSE), ..self }
    }

    /// Whether there may be another try after this many.
    pub(super) fn allows_after(&self, tries: u32) -> bool {
        tries < self.tries
    }

    /// The pause after this many tries.
    pub(super) fn pause(&self, tries: u32, asked: Option<Duration>) -> Duration {
        let doubled = self
            .base
            .saturating_mul(1_u32.checked_shl(tries.saturating_sub(1)).unwrap_or(u32::MAX));
        let longest = u64::try_from(doubled.min(self.cap).as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(fastrand::u64(0..=longest)).max(asked.unwrap_or_default())
    }
}

/// No limit on pauses may let a server be asked without any.
const MIN_PAUSE: Duration = Duration::from_millis(1);

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

/// How long the server asks to wait: seconds, or a date.
pub(super) fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    match value.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(value).ok()?.duration_since(SystemTime::now()).ok(),
    }
}
