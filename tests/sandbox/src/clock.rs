//! The sandbox's own time, which may run faster than the world's or stand still until it is moved.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// How time passes in the sandbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// This many times as fast as outside; 1 is real time.
    Times(u32),
    /// Not at all, except by `Sandbox::advance`. It begins at a fixed moment.
    Still,
}

/// When a clock that stands still begins, in Unix seconds.
const STILL_SINCE: u64 = 1_597_835_735;

/// A moment in the sandbox: milliseconds since 1970.
pub(crate) type Moment = u64;

/// The time in the sandbox.
#[derive(Debug)]
pub(crate) struct Clock {
    begin: Moment,
    started: Instant,
    speed: u32,
    advanced: Duration,
}

impl Clock {
    pub(crate) fn new(pace: Pace) -> Self {
        let (begin, speed) = match pace {
            Pace::Times(speed) => (milliseconds(since_1970()), speed),
            Pace::Still => (STILL_SINCE * 1000, 0),
        };
        Self { begin, started: Instant::now(), speed, advanced: Duration::ZERO }
    }

    pub(crate) fn now(&self) -> Moment {
        let passed = milliseconds(self.started.elapsed()).saturating_mul(self.speed.into());
        self.begin.saturating_add(passed).saturating_add(milliseconds(self.advanced))
    }

    pub(crate) fn advance(&mut self, by: Duration) {
        self.advanced = self.advanced.saturating_add(by);
    }

    /// How long it takes outside until that moment comes; none where it will not come by itself.
    pub(crate) fn until(&self, moment: Moment) -> Option<Duration> {
        let left = moment.saturating_sub(self.now());
        left.checked_div(self.speed.into()).map(|left| Duration::from_millis(left + 1))
    }
}

pub(crate) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

fn since_1970() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
