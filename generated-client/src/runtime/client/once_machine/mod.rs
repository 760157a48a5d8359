//! Sends a write so that it acts exactly once, whatever the network does.
//!
//! After an answer that does not tell what became of the write, it is looked up by its key. Only where the lookup finds nothing is
//! it sent again, with the same key. The key is what makes this safe: a lookup may come before a write that is still on its way,
//! and then both arrive. The server refuses the second because the key is taken, and that refusal is the answer: the first one is
//! what was asked for.
//!
//! | file | says |
//! | --- | --- |
//! | `mod.rs` | what is sent next, and when |
//! | `knowledge.rs` | what is known of the writes that were sent |
//! | `wrote.rs` | what follows from the answer to a write |
//! | `looked.rs` | what follows from the answer to a lookup |
//! | `end.rs` | what it comes to |

mod end;
mod knowledge;
mod looked;
mod wrote;

use std::sync::Arc;
use std::time::Duration;

use self::knowledge::{Doubt, Knowledge};
use super::error::Fault;
use super::machine::{Deadline, Event, Machine, Sending, Step};
use super::once::{LookupError, Once, Tries};
use super::once_error::OnceError;
use super::retry::Retry;
use super::saved::Place;
use super::settings::Settings;
use crate::runtime::operation::Operation;
use crate::runtime::reconcile::Reconcile;

/// What a [`OnceMachine`] comes to.
pub(super) type OnceResult<O> = Result<Once<O>, OnceError<O>>;

/// What a [`OnceMachine`] does next.
type Next<O> = Step<OnceResult<O>>;

/// Sends a write and looks it up until it is known to be done.
pub(super) struct OnceMachine<O: Reconcile> {
    operation: O,
    place: Place,
    settings: Arc<Settings<O::Api>>,
    deadline: Deadline,
    retry: Retry,
    turn: Turn,
    tries: Tries,
    lookups_in_a_row: u32,
    /// The server asked for more time than the call has: nothing is sent any more.
    out_of_time: bool,
    known: Knowledge,
    /// What came of the last write, where it was no success.
    write_fault: Option<Fault<O::Existing, O::Api>>,
    /// Why the last lookup did not tell.
    lookup_error: Option<LookupError<O>>,
}

/// What is sent next, or was sent last.
#[derive(Clone, Copy, PartialEq)]
enum Turn {
    Write,
    Lookup,
}

impl<O: Reconcile> OnceMachine<O> {
    /// A machine that writes at once, or one that looks first, for a write that may have been sent before.
    pub(super) fn new(
        operation: O,
        place: Place,
        sent_before: bool,
        settings: Arc<Settings<O::Api>>,
        deadline: Deadline,
        retry: Retry,
    ) -> Self {
        let (turn, known) = if sent_before {
            (Turn::Lookup, Knowledge::of_resumed())
        } else {
            (Turn::Write, Knowledge::of_first())
        };
        Self {
            operation,
            place,
            settings,
            deadline,
            retry,
            turn,
            tries: Tries::default(),
            lookups_in_a_row: 0,
            out_of_time: false,
            known,
            write_fault: None,
            lookup_error: None,
        }
    }

    /// Sends what is next, or gives up where the time is over.
    fn send(&mut self) -> Next<O> {
        let Some(bounds) = self.deadline.bounds(&self.settings) else { return self.give_up() };
        let request = match self.turn {
            Turn::Write => self.settings.request(&self.operation),
            Turn::Lookup => self.settings.request(&self.operation.lookup()),
        };
        match request {
            Ok(request) => {
                self.count();
                Step::Send(Box::new(request), bounds)
            }
            Err(error) if self.known.doubt() == Doubt::Unsent => {
                self.not_done(Fault::Request(error))
            }
            Err(error) => {
                self.lookup_failed(Fault::Request(error));
                self.give_up()
            }
        }
    }

    fn count(&mut self) {
        match self.turn {
            Turn::Write => {
                self.tries.writes += 1;
                self.lookups_in_a_row = 0;
            }
            Turn::Lookup => {
                self.tries.lookups += 1;
                self.lookups_in_a_row += 1;
            }
        }
    }

    /// Writes again after a pause, or gives up where the limits are reached.
    fn write_later(&mut self) -> Next<O> {
        self.turn = Turn::Write;
        let writes = self.tries.writes;
        let pause = self.retry.pause(writes.max(1), None);
        if self.retry.allows_after(writes) && self.is_time_for(pause) {
            Step::Pause(pause)
        } else {
            self.give_up()
        }
    }

    /// Looks again after a pause, or gives up where the limits are reached.
    fn look_later(&mut self, asked: Option<Duration>) -> Next<O> {
        self.turn = Turn::Lookup;
        let lookups = self.lookups_in_a_row;
        let pause = self.retry.pause(lookups.max(1), asked);
        if self.retry.allows_lookup_after(lookups) && self.is_time_for(pause) {
            Step::Pause(pause)
        } else {
            self.give_up()
        }
    }

    fn is_time_for(&self, pause: Duration) -> bool {
        !self.out_of_time && self.deadline.allows(pause)
    }

    /// Looks after a write: at once, or after the pause that the server asks for. Where that pause reaches beyond the deadline, one
    /// lookup is made all the same, at once, and is the last that is sent: a read is little to ask of a server that wants to be left
    /// alone, and may settle what became of the write.
    fn look(&mut self, asked: Option<Duration>) -> Next<O> {
        self.turn = Turn::Lookup;
        match asked.map(|asked| self.retry.pause(1, Some(asked))) {
            Some(pause) if self.deadline.allows(pause) => Step::Pause(pause),
            Some(_) => {
                self.out_of_time = true;
                self.send()
            }
            None => self.send(),
        }
    }
}

impl<O: Reconcile> Machine for OnceMachine<O> {
    type Done = OnceResult<O>;

    fn sending(&self) -> Sending {
        match self.turn {
            Turn::Write => Sending { operation: O::NAME, attempt: self.tries.writes },
            Turn::Lookup => {
                Sending { operation: <O::Lookup as Operation>::NAME, attempt: self.tries.lookups }
            }
        }
    }

    fn step(&mut self, event: Event) -> Next<O> {
        match (event, self.turn) {
            (Event::Go, _) => self.send(),
            (Event::Answer(response), Turn::Write) => self.wrote(response),
            (Event::Answer(response), Turn::Lookup) => self.looked(response),
        }
    }
}
