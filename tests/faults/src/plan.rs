//! Which request meets which fate.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use fastrand::Rng;

use crate::fate::{Copy, Damage, Fate, Moment, StandIn};
use crate::message::Request;

type KeyOf = Box<dyn Fn(&Request) -> Option<String> + Send + Sync>;

/// Which request meets which fate, by a seed.
pub struct Plan {
    seed: u64,
    key_of: KeyOf,
    script: Option<Vec<Fate>>,
    fault_permille: u32,
    most_faults: u32,
    slow: Duration,
    late: Range<Duration>,
    pub(crate) outages: Option<Outages>,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    keys: HashMap<String, Tally>,
    met: Vec<Met>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    requests: u32,
    faults: u32,
}

/// A request and the fate that it met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// The request's key.
    pub key: String,
    /// How many requests of this key came before.
    pub nth: u32,
    /// What became of it.
    pub fate: Fate,
}

/// Times in which every connection is refused. They follow the number of connections and not the plan's keys: a connection
/// that is refused carries no request to know a key by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outages {
    /// After this many connections each.
    pub every: u32,
    /// For this long.
    pub lasting: Duration,
}

impl Plan {
    /// A plan under which every third request meets a fault, and of one key no more than six. Requests of which `key_of` makes
    /// no key pass.
    pub fn new(
        seed: u64,
        key_of: impl Fn(&Request) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        Self {
            seed,
            key_of: Box::new(key_of),
            script: None,
            fault_permille: 333,
            most_faults: 6,
            slow: Duration::from_secs(1),
            late: Duration::from_millis(1)..Duration::from_millis(50),
            outages: None,
            progress: Mutex::default(),
        }
    }

    /// A plan under which everything passes.
    pub fn calm() -> Self {
        Self::new(0, |_| None)
    }

    /// A plan under which the first requests meet these fates, in this order, and all later ones pass.
    pub fn script(fates: impl IntoIterator<Item = Fate>) -> Self {
        let script = Some(fates.into_iter().collect());
        Self { script, ..Self::new(0, |_| Some(String::new())) }
    }

    /// How many of a thousand requests meet a fault.
    #[must_use]
    pub fn fault_permille(self, fault_permille: u32) -> Self {
        Self { fault_permille, ..self }
    }

    /// How many requests of one key meet a fault before all others pass.
    #[must_use]
    pub fn most_faults(self, most_faults: u32) -> Self {
        Self { most_faults, ..self }
    }

    /// How long an answer is held back: longer than the client waits.
    #[must_use]
    pub fn slow(self, slow: Duration) -> Self {
        Self { slow, ..self }
    }

    /// How much later a late request is delivered.
    #[must_use]
    pub fn late(self, late: Range<Duration>) -> Self {
        Self { late, ..self }
    }

    /// When connections are refused.
    #[must_use]
    pub fn outages(self, outages: Outages) -> Self {
        Self { outages: Some(outages), ..self }
    }

    /// What requests met so far, by key and in their order within it: the same for every run of a campaign with this seed.
    pub fn met(&self) -> Vec<Met> {
        let mut met = self.progress.lock().unwrap_or_else(PoisonError::into_inner).met.clone();
        met.sort_by(|left, right| (&left.key, left.nth).cmp(&(&right.key, right.nth)));
        met
    }

    /// The fate of a request that has come.
    pub(crate) fn fate(&self, request: &Request) -> Fate {
        let Some(key) = (self.key_of)(request) else { return Fate::Pass };
        let mut progress = self.progress.lock().unwrap_or_else(PoisonError::into_inner);
        let tally = progress.keys.entry(key.clone()).or_default();
        let nth = tally.requests;
        let fate = match &self.script {
            Some(script) => script.get(nth as usize).cloned().unwrap_or(Fate::Pass),
            None if tally.faults < self.most_faults => self.draw(&key, nth),
            None => Fate::Pass,
        };
        tally.requests += 1;
        tally.faults += u32::from(fate != Fate::Pass);
        progress.met.push(Met { key, nth, fate: fate.clone() });
        fate
    }

    fn draw(&self, key: &str, nth: u32) -> Fate {
        let mut rng = self.rng(key, nth);
        if rng.u32(0..1000) >= self.fault_permille {
            return Fate::Pass;
        }
        match rng.u32(0..12) {
            0 => Fate::Stale,
            1 => Fate::Reset(Moment::Before),
            2 => Fate::Reset(Moment::During),
            3 => Fate::Reset(Moment::After),
            4 => Fate::Cut { permille: rng.u16(0..1000) },
            5 => Fate::Slow(self.slow),
            6 => Fate::Late(self.lateness(&mut rng)),
            7 => Fate::Twice(if rng.bool() { Copy::First } else { Copy::Second }),
            8 | 9 => Fate::Instead(StandIn::Status(status(&mut rng)), moment(&mut rng)),
            10 => match rng.u32(0..3) {
                0 => Fate::Instead(StandIn::TooMany, Moment::Before),
                _ => Fate::Instead(StandIn::Page(status(&mut rng)), moment(&mut rng)),
            },
            _ => Fate::Damaged(match rng.u32(0..3) {
                0 => Damage::ContentType,
                1 => Damage::Body,
                _ => Damage::NoBody,
            }),
        }
    }

    /// Randomness that depends on the seed, the key and the number of the request alone.
    fn rng(&self, key: &str, nth: u32) -> Rng {
        let bytes = key.bytes().chain(nth.to_le_bytes());
        let seed = bytes.fold(self.seed, |seed, byte| {
            Rng::with_seed(seed.wrapping_mul(257).wrapping_add(u64::from(byte))).u64(..)
        });
        Rng::with_seed(seed)
    }

    fn lateness(&self, rng: &mut Rng) -> Duration {
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let (from, to) = (micros(self.late.start), micros(self.late.end));
        Duration::from_micros(rng.u64(from..=to.max(from)))
    }
}

fn status(rng: &mut Rng) -> u16 {
    [500, 502, 503, 504][rng.usize(0..4)]
}

fn moment(rng: &mut Rng) -> Moment {
    if rng.bool() { Moment::Before } else { Moment::After }
}

impl fmt::Debug for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Plan").field("seed", &self.seed).finish_non_exhaustive()
    }
}
