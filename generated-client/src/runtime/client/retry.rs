//! When to try again, and how long to wait before.

use std::time::{Duration, SystemTime};

use http::header::RETRY_AFTER;

use super::super::transport::Response;

/// How often a call is tried, and the pauses between: doubling from `base` to `cap`, each drawn at random between nothing and
/// that ("full jitter"), and not shorter than the server asks for in `Retry-After`, up to a limit.
///
/// Beside these, the deadline of the call ends it: a pause that reaches beyond the deadline is not begun. Where it is the server that
/// asks for such a pause in answer to a write that acts once, the write is looked up at once, one time, and nothing else is sent: a read
/// costs the server little, and may settle what became of the write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retry {
    tries: u32,
    base: Duration,
    cap: Duration,
    lookups: u32,
    longest_wait: Duration,
}

impl Default for Retry {
    /// Up to 4 tries, with pauses of up to 200 ms, 400 ms and 800 ms; up to 10 lookups in a row, with pauses that grow to
    /// 10 s; and at most 5 minutes where the server asks to wait.
    fn default() -> Self {
        Self {
            tries: 4,
            base: Duration::from_millis(200),
            cap: Duration::from_secs(10),
            lookups: 10,
            longest_wait: Duration::from_secs(300),
        }
    }
}

impl Retry {
    /// One try and no other. Lookups are no tries: see [`Retry::lookups`].
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

    /// How many lookups in a row may leave open what became of a write that acts once; then it is uncertain. The count
    /// begins again after each write. Zero counts as one.
    ///
    /// A lookup changes nothing, so this may be larger than the number of tries: it is what turns "perhaps" into an answer.
    #[must_use]
    pub fn lookups(self, lookups: u32) -> Self {
        Self { lookups: lookups.max(1), ..self }
    }

    /// The longest that a server can make a call wait by `Retry-After`. After that the server is asked again, although it
    /// asked for more time.
    #[must_use]
    pub fn longest_wait(self, longest_wait: Duration) -> Self {
        Self { longest_wait, ..self }
    }

    /// Whether there may be another lookup after this many in a row.
    pub(super) fn allows_lookup_after(&self, lookups: u32) -> bool {
        lookups < self.lookups
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
        let asked = asked.unwrap_or_default();
        let longest = u64::try_from(doubled.min(self.cap).as_micros()).unwrap_or(u64::MAX);
        Duration::from_micros(fastrand::u64(0..=longest)).max(asked.min(self.longest_wait))
    }
}

/// No limit on pauses may let a server be asked without any.
const MIN_PAUSE: Duration = Duration::from_millis(1);

/// How long the server asks to wait: seconds, or a date.
pub(super) fn retry_after(response: &Response) -> Option<Duration> {
    let value = response.headers().get(RETRY_AFTER)?.to_str().ok()?.trim();
    match value.parse() {
        Ok(seconds) => Some(Duration::from_secs(seconds)),
        Err(_) => httpdate::parse_http_date(value).ok()?.duration_since(SystemTime::now()).ok(),
    }
}
