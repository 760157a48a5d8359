//! Which request meets which fate.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use fastrand::Rng;

use crate::fate::{Copy, Damage, Fate, Lateness, Moment, StandIn};
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
    in_step: bool,
    over: AtomicBool,
    pub(crate) outages: Option<Outages>,
    progress: Mutex<Progress>,
}

#[derive(Default)]
struct Progress {
    keys: HashMap<String, Tally>,
    met: Vec<Met>,
    /// Requests that are delivered before the next one of their key with at least this number.
    held_back: HashMap<String, Vec<(u32, Request)>>,
}

#[derive(Clone, Copy, Default)]
struct Tally {
    requests: u32,
    faults: u32,
}

/// What is to be done about a request that has come.
pub(crate) struct Turn {
    /// Requests of its key that are delivered before it, for they are late enough.
    pub(crate) overdue: Vec<Request>,
    pub(crate) fate: Fate,
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
            in_step: false,
            over: AtomicBool::new(false),
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

    /// Leaves nothing to who is quicker, so that a client that waits longer than an answer takes meets the same faults again: what
    /// is late arrives before a certain later request of its key, and no connection is left stale.
    #[must_use]
    pub fn in_step(self) -> Self {
        Self { in_step: true, ..self }
    }

    /// When connections are refused.
    #[must_use]
    pub fn outages(self, outages: Outages) -> Self {
        Self { outages: Some(outages), ..self }
    }

    /// What requests met so far, by key and in their order within it: the same for every run of a campaign with this seed.
    pub fn met(&self) -> Vec<Met> {
        let mut met = self.progress().met.clone();
        met.sort_by(|left, right| (&left.key, left.nth).cmp(&(&right.key, right.nth)));
        met
    }

    /// Lets everything pass from now on.
    pub fn end(&self) {
        self.over.store(true, Ordering::Relaxed);
    }

    /// What is to be done about a request that has come.
    pub(crate) fn turn(&self, request: &Request) -> Turn {
        let Some(key) = (self.key_of)(request) else {
            return Turn { overdue: Vec::new(), fate: Fate::Pass };
        };
        let mut progress = self.progress();
        let tally = progress.keys.get(&key).copied().unwrap_or_default();
        let fate = self.fate(&key, tally);
        let nth = tally.requests;
        let faults = tally.faults + u32::from(fate != Fate::Pass);
        progress.keys.insert(key.clone(), Tally { requests: nth + 1, faults });
        let held_back = progress.held_back.entry(key.clone()).or_default();
        let overdue = held_back.extract_if(.., |(due, _)| *due <= nth).map(|(_, late)| late);
        let overdue = overdue.collect();
        if let Fate::Late(Lateness::Requests(later)) = fate {
            held_back.push((nth.saturating_add(later), request.clone()));
        }
        progress.met.push(Met { key, nth, fate: fate.clone() });
        Turn { overdue, fate }
    }

    fn fate(&self, key: &str, tally: Tally) -> Fate {
        if self.over.load(Ordering::Relaxed) {
            return Fate::Pass;
        }
        match &self.script {
            Some(script) => script.get(tally.requests as usize).cloned().unwrap_or(Fate::Pass),
            None if tally.faults < self.most_faults => self.draw(key, tally.requests),
            None => Fate::Pass,
        }
    }

    /// Takes the requests that are still held back.
    pub(crate) fn take_held_back(&self) -> Vec<Request> {
        let held_back = std::mem::take(&mut self.progress().held_back);
        held_back.into_values().flatten().map(|(_, late)| late).collect()
    }

    fn progress(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn draw(&self, key: &str, nth: u32) -> Fate {
        let mut rng = self.rng(key, nth);
        if rng.u32(0..1000) >= self.fault_permille {
            return Fate::Pass;
        }
        match rng.u32(0..12) {
            0 if self.in_step => Fate::Reset(Moment::After),
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

    fn lateness(&self, rng: &mut Rng) -> Lateness {
        if self.in_step {
            return Lateness::Requests(rng.u32(1..6));
        }
        let micros = |time: Duration| u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let (from, to) = (micros(self.late.start), micros(self.late.end));
        Lateness::Time(Duration::from_micros(rng.u64(from..=to.max(from))))
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
