//! Points in time as JSON:APIs of this style send them: whole seconds since the Unix epoch.

use crate::runtime::json::{DecodeError, Reader, Wire, Writer};
use std::fmt;
use std::time::{Duration, SystemTime};

/// A point in time in whole seconds since 1970-01-01T00:00:00Z; negative before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnixSeconds(i64);

impl UnixSeconds {
    /// The time so many seconds after the epoch.
    #[must_use]
    pub const fn new(seconds: i64) -> Self {
        Self(seconds)
    }

    /// Seconds since the epoch.
    #[must_use]
    pub const fn as_i64(self) -> i64 {
        self.0
    }
}

/// A time is too far from the epoch for the type it should be converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeOutOfRange;

impl fmt::Display for TimeOutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the time is too far from the Unix epoch")
    }
}

impl std::error::Error for TimeOutOfRange {}

impl TryFrom<SystemTime> for UnixSeconds {
    type Error = TimeOutOfRange;

    /// Cuts off the part of a second, towards the past.
    fn try_from(time: SystemTime) -> Result<Self, TimeOutOfRange> {
        let seconds = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(after) => i64::try_from(after.as_secs()).ok(),
            Err(error) => {
                let before = error.duration();
                let part = i64::from(before.subsec_nanos() > 0);
                i64::try_from(before.as_secs()).ok().and_then(|whole| (-whole).checked_sub(part))
            }
        };
        seconds.map(Self).ok_or(TimeOutOfRange)
    }
}

impl TryFrom<UnixSeconds> for SystemTime {
    type Error = TimeOutOfRange;

    fn try_from(time: UnixSeconds) -> Result<Self, TimeOutOfRange> {
        let distance = Duration::from_secs(time.0.unsigned_abs());
        let converted = if time.0 < 0 {
            Self::UNIX_EPOCH.checked_sub(distance)
        } else {
            Self::UNIX_EPOCH.checked_add(distance)
        };
        converted.ok_or(TimeOutOfRange)
    }
}

impl From<i64> for UnixSeconds {
    fn from(seconds: i64) -> Self {
        Self(seconds)
    }
}

impl fmt::Display for UnixSeconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Wire for UnixSeconds {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        i64::read(reader).map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

crate::serde_bridge! { [] [UnixSeconds] }

#[cfg(test)]
mod tests {
    use super::UnixSeconds;
    use crate::runtime::json;
    use std::time::{Duration, SystemTime};

    #[test]
    fn a_part_of_a_second_is_cut_off_towards_the_past() {
        let after = SystemTime::UNIX_EPOCH + Duration::from_millis(1_500);
        let before = SystemTime::UNIX_EPOCH - Duration::from_millis(1_500);
        assert_eq!(UnixSeconds::try_from(after), Ok(UnixSeconds::new(1)));
        assert_eq!(UnixSeconds::try_from(before), Ok(UnixSeconds::new(-2)));
    }

    #[test]
    fn whole_seconds_convert_both_ways() {
        for seconds in [0, 1, -1, 1_700_000_000, -1_700_000_000] {
            let time = SystemTime::try_from(UnixSeconds::new(seconds)).unwrap();
            assert_eq!(UnixSeconds::try_from(time), Ok(UnixSeconds::new(seconds)));
        }
    }

    #[test]
    fn the_ends_of_time_do_not_panic() {
        let _ = SystemTime::try_from(UnixSeconds::new(i64::MAX));
        let _ = SystemTime::try_from(UnixSeconds::new(i64::MIN));
    }

    #[test]
    fn only_integers_are_times() {
        assert_eq!(json::from_str("-5"), Ok(UnixSeconds::new(-5)));
        for text in ["1.0", "1e3", "\"1\"", "null", "9223372036854775808"] {
            assert!(json::from_str::<UnixSeconds>(text).is_err(), "{text}");
        }
    }
}
