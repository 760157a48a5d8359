//! All that the sandbox holds: what it read at the start, and the state that requests and time change.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use codegen::model::Model;
use tokio::sync::Notify;

use crate::callbacks::{self, Delivery, Sent};
use crate::chance::Chance;
use crate::clock::{Clock, Moment, milliseconds};
use crate::fields::Patterns;
use crate::ledger::{Event, Ledger, Pauses};
use crate::life_cycle::LifeCycle;
use crate::options::Options;
use crate::sandbox::StartError;
use crate::schemas::Schemas;
use crate::seen::Seen;
use crate::services::Catalogue;
use crate::view::Viewer;

/// The sandbox without its sockets.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) options: Options,
    pub(crate) model: Model,
    pub(crate) schemas: Schemas,
    pub(crate) catalogue: Catalogue,
    pub(crate) patterns: Patterns,
    pub(crate) chance: Chance,
    state: Mutex<State>,
    /// Told when there is something to send or to wait for.
    pub(crate) work: Notify,
}

/// What requests and time change.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) clock: Clock,
    pub(crate) ledger: Ledger<Task>,
    pub(crate) seen: Seen,
    /// Callbacks to be sent, by payout, each list in its order.
    pub(crate) outbox: BTreeMap<usize, Vec<Delivery>>,
    /// The payouts about which callbacks are under way; others about them wait.
    pub(crate) telling: HashSet<usize>,
    /// The moment for which whoever sends callbacks waits.
    awaited: Option<Moment>,
    /// Callbacks that wait for the next one about their payout.
    pub(crate) held: HashMap<usize, Delivery>,
    pub(crate) sent: Vec<Sent>,
    /// Where the sandbox itself departed from the description.
    pub(crate) faults: Vec<String>,
}

/// What is to happen beside the steps of payouts.
#[derive(Debug)]
pub(crate) enum Task {
    /// A callback about a payout is to be sent.
    Callback(usize),
    /// A callback that failed is to be sent again.
    Again(Delivery),
    /// A callback about a payout was held back long enough.
    Release(usize),
}

impl State {
    /// Puts callbacks into the outbox, in their order.
    pub(crate) fn post(&mut self, deliveries: impl IntoIterator<Item = Delivery>) {
        for delivery in deliveries {
            self.outbox.entry(delivery.invoice).or_default().push(delivery);
        }
    }
}

impl World {
    pub(crate) fn new(options: Options) -> Result<Self, StartError> {
        let model = codegen::check::load(&options.spec)
            .map_err(|failure| StartError::Description(failure.render(false)))?;
        let schemas = Schemas::of(&model).map_err(StartError::Schemas)?;
        let cycle =
            LifeCycle::of(&model, "payout-invoices", "status").map_err(StartError::Lacks)?;
        let catalogue = Catalogue::new();
        let patterns = Patterns::of(&catalogue).map_err(StartError::Schemas)?;
        let pauses = Pauses {
            step: milliseconds(options.stage),
            callback: milliseconds(options.callback_after),
        };
        let state = State {
            clock: Clock::new(options.pace),
            ledger: Ledger::new(cycle, options.accounts.len(), pauses),
            seen: Seen::new(options.keep_requests),
            outbox: BTreeMap::new(),
            telling: HashSet::new(),
            awaited: None,
            held: HashMap::new(),
            sent: Vec::new(),
            faults: Vec::new(),
        };
        let chance = Chance::new(options.seed);
        let state = Mutex::new(state);
        let work = Notify::new();
        Ok(Self { options, model, schemas, catalogue, patterns, chance, state, work })
    }

    /// Lets what is due happen, then does something with the state.
    pub(crate) fn with<T>(&self, act: impl FnOnce(&mut State, Moment) -> T) -> T {
        let mut state = self.lock();
        let now = state.clock.now();
        self.catch_up(&mut state, now);
        let result = act(&mut state, now);
        let next = state.ledger.next_moment();
        let is_earlier =
            next.is_some_and(|next| state.awaited.is_none_or(|awaited| next < awaited));
        let is_work = is_earlier || !state.outbox.is_empty();
        drop(state);
        if is_work {
            self.work.notify_one();
        }
        result
    }

    /// Moves the clock and lets what became due happen.
    pub(crate) fn advance(&self, by: Duration) {
        self.lock().clock.advance(by);
        self.with(|_, _| ());
    }

    /// The callbacks to send now, and how long to wait for more; for ever where that is up to others.
    pub(crate) fn work(&self) -> (Vec<Vec<Delivery>>, Option<Duration>) {
        let mut state = self.lock();
        let now = state.clock.now();
        self.catch_up(&mut state, now);
        let next = state.ledger.next_moment();
        state.awaited = next;
        let wait = next.and_then(|moment| state.clock.until(moment));
        let (waiting, free): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(&mut state.outbox)
            .into_iter()
            .partition(|(invoice, _)| state.telling.contains(invoice));
        state.outbox = waiting;
        state.telling.extend(free.keys());
        (free.into_values().collect(), wait)
    }

    fn catch_up(&self, state: &mut State, now: Moment) {
        while let Some((at, event)) = state.ledger.next_due(now) {
            match event {
                Event::Step(invoice) => {
                    if state.ledger.step(invoice, at) {
                        callbacks::changed(&mut state.ledger, invoice, at);
                    }
                }
                Event::Task(Task::Callback(invoice)) => self.send_callback(state, invoice, at),
                Event::Task(Task::Again(delivery)) => state.post([delivery]),
                Event::Task(Task::Release(invoice)) => {
                    let held = state.held.remove(&invoice);
                    state.post(held);
                }
            }
        }
    }

    /// Shows payouts.
    pub(crate) fn viewer<'a>(&'a self, state: &'a State) -> Viewer<'a> {
        Viewer { cycle: &state.ledger.cycle, catalogue: &self.catalogue }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
