//! Waiting until a resource has come to a state.

use std::sync::Arc;
use std::time::Duration;

use super::super::answer::is_transient;
use super::super::api::Api;
use super::super::operation::{Operation, OutputOf};
use super::super::transport::Cause;
use super::error::{CallError, ErrorOf, Fault};
use super::machine::{Deadline, Event, Machine, Sending, Step};
use super::retry::Retry;
use super::send::Send;
use super::settings::Settings;

/// A read that shows the state of something in a described life cycle.
pub trait Watch: Operation + Clone {
    /// The state.
    type State;

    /// The state that an answer shows.
    fn state(answer: &Self::Output) -> Option<&Self::State>;
}

/// What waiting came to.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub enum Watched<T> {
    /// The state was reached.
    Reached(T),
    /// The deadline came first; what was seen last.
    Pending(T),
}

/// Reads until the state is reached. `F` tests a state; `None` says that the state is not known, which never ends the waiting.
pub(super) struct WatchMachine<O: Watch, F> {
    operation: O,
    settings: Arc<Settings<O::Api>>,
    deadline: Deadline,
    retry: Retry,
    fact: F,
    reads: u32,
    read: Option<Send<O>>,
    seen: Option<OutputOf<O>>,
}

impl<O: Watch, F: Fn(&O::State) -> Option<bool>> WatchMachine<O, F> {
    pub(super) fn new(
        operation: O,
        settings: Arc<Settings<O::Api>>,
        deadline: Deadline,
        retry: Retry,
        fact: F,
    ) -> Self {
        Self { operation, settings, deadline, retry, fact, reads: 0, read: None, seen: None }
    }

    fn next_read(&self) -> Send<O> {
        Send::new(self.operation.clone(), Arc::clone(&self.settings), self.deadline, self.retry)
    }

    fn saw(&mut self, answer: OutputOf<O>) -> Step<<Self as Machine>::Done> {
        self.reads += 1;
        if O::state(&answer).and_then(&self.fact) == Some(true) {
            return Step::Done(Ok(Watched::Reached(answer)));
        }
        let pause = self.retry.pause(self.reads, Some(MIN_PAUSE));
        if !self.deadline.allows(pause) {
            return Step::Done(Ok(Watched::Pending(answer)));
        }
        self.seen = Some(answer);
        Step::Pause(pause)
    }

    /// A read that failed for now does not end the waiting, unless the server asks for more time than is left.
    fn failed(&mut self, error: ErrorOf<O>) -> Step<<Self as Machine>::Done> {
        self.reads += 1;
        let pause = self.retry.pause(self.reads, Some(MIN_PAUSE));
        let had_its_tries = !self.retry.allows_after(error.attempts());
        if is_passing(&error) && had_its_tries && self.deadline.allows(pause) {
            return Step::Pause(pause);
        }
        match self.seen.take() {
            Some(seen) if is_passing(&error) => Step::Done(Ok(Watched::Pending(seen))),
            _ => Step::Done(Err(error)),
        }
    }
}

/// Whether a later read may fare better.
fn is_passing<E, A: Api>(error: &CallError<E, A>) -> bool {
    match error.fault() {
        Fault::Deadline => true,
        Fault::Transport(error) => error.cause() != Cause::Forbidden,
        Fault::Answer(failure) => is_transient(failure.status()),
        Fault::Request(_) | Fault::Page(_) => false,
    }
}

/// The shortest pause between two reads.
const MIN_PAUSE: Duration = Duration::from_millis(100);

impl<O: Watch, F: Fn(&O::State) -> Option<bool>> Machine for WatchMachine<O, F> {
    type Done = Result<Watched<OutputOf<O>>, ErrorOf<O>>;

    fn sending(&self) -> Sending {
        let first = Sending { operation: O::NAME, attempt: 1 };
        self.read.as_ref().map_or(first, Machine::sending)
    }

    fn step(&mut self, event: Event) -> Step<Self::Done> {
        let mut read = self.read.take().unwrap_or_else(|| self.next_read());
        match read.step(event) {
            Step::Send(request, bounds) => {
                self.read = Some(read);
                Step::Send(request, bounds)
            }
            Step::Pause(pause) => {
                self.read = Some(read);
                Step::Pause(pause)
            }
            Step::Done(Ok(answer)) => self.saw(answer),
            Step::Done(Err(error)) => self.failed(error),
        }
    }
}
