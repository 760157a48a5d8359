//! Sends a write so that it acts exactly once, whatever the network does.
//!
//! After an answer that does not tell what became of the write, it is looked up by its key. Only where the lookup finds nothing is
//! it sent again, with the same key. The key is what makes this safe: a lookup may come before a write that is still on its way,
//! and then both arrive. The server refuses the second because the key is taken, and that refusal is the answer: the first one is
//! what was asked for.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::super::answer::{Failure, is_transient};
use super::super::api::{Api, Directive, Outcome};
use super::super::operation::{Operation, OutputOf};
use super::super::reconcile::Reconcile;
use super::super::transport::{Cause, Response, Sent, TransportError};
use super::error::{CallError, ErrorOf, Fault};
use super::machine::{Deadline, Event, Machine, Sending, Step};
use super::once::{How, LookupError, Made, Once, OnceError, Tries, Uncertain};
use super::retry::{Retry, retry_after};
use super::saved::Place;
use super::settings::Settings;

/// Whether a refusal may come from an earlier call that has acted already, and not from who asks.
fn may_be_late<E, A: Api>(failure: &Failure<E, A>) -> bool {
    failure.directive() != Directive::CorrectCredentials
        && failure.status() != StatusCode::NOT_FOUND
}

/// Whether a server that answers so is done with the request, although the answer does not tell what became of it.
fn is_last_word<E, A: Api>(failure: &Failure<E, A>) -> bool {
    let status = failure.status();
    status.is_client_error() && !is_transient(status) && failure.rule().is_some()
}

/// Whether the answer to a lookup says that there is none. A page that a gateway shows in the server's place does not.
fn says_none<E, A: Api>(failure: &Failure<E, A>) -> bool {
    failure.status() == StatusCode::NOT_FOUND && failure.errors().is_some()
}

/// Why a lookup failed.
type LookupFault<O> = Fault<
    <<O as Reconcile>::Lookup as Operation>::Existing,
    <<O as Reconcile>::Lookup as Operation>::Api,
>;

/// What a [`OnceMachine`] comes to.
pub(super) type OnceResult<O> = Result<Once<O>, OnceError<O>>;

/// Sends a write and looks it up until it is known to be done.
pub(super) struct OnceMachine<O: Reconcile> {
    operation: O,
    place: Place,
    settings: Arc<Settings<O::Api>>,
    deadline: Deadline,
    retry: Retry,
    next: Next,
    tries: Tries,
    lookups_in_a_row: u32,
    doubt: Doubt,
    may_write: bool,
    /// Another process may have sent it.
    sent_before: bool,
    last: Option<Fault<O::Existing, O::Api>>,
    last_lookup: Option<LookupError<O>>,
}

/// What is sent next, or was sent last.
#[derive(Clone, Copy, PartialEq)]
enum Next {
    Write,
    Lookup,
}

/// What is known of the writes that were sent.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Doubt {
    /// No write has reached the server.
    Unsent,
    /// The server answered every write that reached it with a refusal that the description knows and that repeating does not
    /// change. It is not at work on any; whether one was done, a lookup tells.
    Answered,
    /// A write may be on its way still.
    Perhaps,
    /// The server said that the key is taken.
    Taken,
    /// The server said that it was done.
    Done,
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
        let (next, doubt) =
            if sent_before { (Next::Lookup, Doubt::Perhaps) } else { (Next::Write, Doubt::Unsent) };
        Self {
            operation,
            place,
            settings,
            deadline,
            retry,
            next,
            tries: Tries::default(),
            lookups_in_a_row: 0,
            doubt,
            may_write: true,
            sent_before,
            last: None,
            last_lookup: None,
        }
    }

    fn error(&self, fault: Fault<O::Existing, O::Api>) -> ErrorOf<O> {
        CallError::of::<O>(fault, self.tries.writes).after_uncertain(self.doubt > Doubt::Answered)
    }

    /// The error of a write of which it is certain that it was not done.
    fn not_done(&self, fault: Fault<O::Existing, O::Api>) -> OnceError<O> {
        OnceError::NotDone(CallError::of::<O>(fault, self.tries.writes).found_not_done())
    }

    fn lookup_failed(&mut self, fault: LookupFault<O>) {
        let error = CallError::of::<O::Lookup>(fault, self.tries.lookups);
        self.last_lookup = Some(LookupError::Call(error));
    }

    fn go(&mut self) -> Step<OnceResult<O>> {
        let Some(bounds) = self.deadline.bounds(&self.settings) else { return self.give_up() };
        let request = match self.next {
            Next::Write => self.settings.request(&self.operation),
            Next::Lookup => self.settings.request(&self.operation.lookup()),
        };
        match request {
            Ok(request) => {
                match self.next {
                    Next::Write => {
                        self.tries.writes += 1;
                        self.lookups_in_a_row = 0;
                    }
                    Next::Lookup => {
                        self.tries.lookups += 1;
                        self.lookups_in_a_row += 1;
                    }
                }
                Step::Send(Box::new(request), bounds)
            }
            Err(error) if self.doubt == Doubt::Unsent => {
                Step::Done(Err(self.not_done(Fault::Request(error))))
            }
            Err(error) => {
                self.lookup_failed(Fault::Request(error));
                self.give_up()
            }
        }
    }

    /// Writes again after a pause, or gives up where the limits are reached.
    fn write_later(&mut self, asked: Option<Duration>) -> Step<OnceResult<O>> {
        self.next = Next::Write;
        let tries = self.tries.writes;
        self.later(self.retry.allows_after(tries), tries, asked)
    }

    /// Looks again after a pause, or gives up where the limits are reached.
    fn look_later(&mut self, asked: Option<Duration>) -> Step<OnceResult<O>> {
        self.next = Next::Lookup;
        let tries = self.lookups_in_a_row;
        self.later(self.retry.allows_lookup_after(tries), tries, asked)
    }

    fn later(&mut self, allowed: bool, tries: u32, asked: Option<Duration>) -> Step<OnceResult<O>> {
        let pause = self.retry.pause(tries.max(1), asked);
        if allowed && self.deadline.allows(pause) { Step::Pause(pause) } else { self.give_up() }
    }

    /// Looks at once after a write, unless the server asks to wait.
    fn look(&mut self, asked: Option<Duration>) -> Step<OnceResult<O>> {
        if self.next == Next::Write && asked.is_none() {
            self.next = Next::Lookup;
            return self.go();
        }
        self.look_later(asked)
    }

    fn wrote(&mut self, response: Result<Response, TransportError>) -> Step<OnceResult<O>> {
        let response = match response {
            Ok(response) => response,
            Err(error) => return self.write_lost(error),
        };
        let failure = match self.operation.read(&response) {
            Ok(output) => return self.answered(output),
            Err(failure) => failure,
        };
        let asked = retry_after(&response);
        match failure.outcome() {
            Outcome::NotDone if O::ACTS_ON_EXISTING && may_be_late(&failure) => {
                // What it acts on may have been acted on by an earlier call: only a look tells.
                self.raise(Doubt::Answered);
                self.may_write = false;
                self.last = Some(Fault::Answer(failure));
                self.look(asked)
            }
            Outcome::NotDone if self.doubt <= Doubt::Answered => {
                Step::Done(Err(self.not_done(Fault::Answer(failure))))
            }
            Outcome::NotDone => {
                // An earlier attempt may still be on its way, but this refusal will not change: only look from here on.
                self.may_write = false;
                self.last = Some(Fault::Answer(failure));
                self.look(asked)
            }
            Outcome::AlreadyDone => {
                self.raise(Doubt::Taken);
                match failure.into_existing().map(|existing| O::existing(*existing)) {
                    Ok(Some(found)) if self.operation.is_about(&found) => {
                        self.matching(found, How::Existed)
                    }
                    Ok(_) => {
                        self.last_lookup = Some(LookupError::OtherKeys);
                        self.look(asked)
                    }
                    Err(failure) => {
                        self.last = Some(Fault::Answer(failure));
                        self.look(asked)
                    }
                }
            }
            Outcome::Done => {
                self.raise(Doubt::Done);
                self.last = Some(Fault::Answer(failure));
                self.look(asked)
            }
            Outcome::Unknown => {
                self.raise(if is_last_word(&failure) { Doubt::Answered } else { Doubt::Perhaps });
                self.last = Some(Fault::Answer(failure));
                self.look(asked)
            }
        }
    }

    /// A readable success. One that shows something of another key is none: the server is not to be believed. It has acted all the
    /// same, so nothing more is written, and it is asked what it did.
    fn answered(&mut self, output: OutputOf<O>) -> Step<OnceResult<O>> {
        match O::done(output) {
            Some(resource) if self.operation.is_about(&resource) => {
                match self.operation.differences(&resource) {
                    differences if differences.is_empty() => self.made(resource, How::Answered),
                    differences => Self::other_use(resource, differences, true),
                }
            }
            Some(_) => {
                self.raise(Doubt::Perhaps);
                self.may_write = false;
                self.last_lookup = Some(LookupError::OtherKeys);
                self.look(None)
            }
            None => {
                self.raise(Doubt::Done);
                self.look(None)
            }
        }
    }

    fn write_lost(&mut self, error: TransportError) -> Step<OnceResult<O>> {
        let (sent, cause) = (error.sent(), error.cause());
        self.last = Some(Fault::Transport(error));
        match sent {
            Sent::No if cause == Cause::Forbidden => self.give_up(),
            Sent::No => self.write_later(None),
            Sent::Perhaps => {
                self.raise(Doubt::Perhaps);
                self.look(None)
            }
        }
    }

    fn looked(&mut self, response: Result<Response, TransportError>) -> Step<OnceResult<O>> {
        let response = match response {
            Ok(response) => response,
            Err(error) => {
                self.lookup_failed(Fault::Transport(error));
                return self.look_later(None);
            }
        };
        match self.operation.lookup().read(&response) {
            Ok(answer) => self.found(O::found(answer)),
            Err(failure) if says_none(&failure) => self.none_found(),
            Err(failure) => {
                let status = failure.status();
                let again =
                    is_transient(status) || status.is_success() || status == StatusCode::NOT_FOUND;
                self.lookup_failed(Fault::Answer(failure));
                if again { self.look_later(retry_after(&response)) } else { self.give_up() }
            }
        }
    }

    /// The lookup was answered with these. Where there are some and none has the key, the server did not look by the key: that
    /// tells nothing.
    fn found(&mut self, found: Vec<O::Found>) -> Step<OnceResult<O>> {
        if found.is_empty() {
            return self.none_found();
        }
        let mut found: Vec<O::Found> =
            found.into_iter().filter(|found| self.operation.is_about(found)).collect();
        if found.len() > 1 {
            return Step::Done(Err(OnceError::Several { found }));
        }
        match found.pop() {
            Some(found) => self.matching(found, self.how_found()),
            None => {
                self.last_lookup = Some(LookupError::OtherKeys);
                self.look_later(None)
            }
        }
    }

    fn how_found(&self) -> How {
        match self.doubt {
            _ if O::ACTS_ON_EXISTING && self.doubt < Doubt::Done => How::MovedOn,
            Doubt::Taken => How::Existed,
            _ => How::Found,
        }
    }

    /// The lookup says that there is none. Where the write was to act on something, that is missing; but what was just made may
    /// not be seen everywhere yet, so this is certain only where no write is at work.
    fn none_found(&mut self) -> Step<OnceResult<O>> {
        match self.doubt {
            _ if !O::ACTS_ON_EXISTING => self.not_done_yet(),
            Doubt::Unsent | Doubt::Answered => {
                let fault = self.last.take().unwrap_or(Fault::Deadline);
                Step::Done(Err(self.not_done(fault)))
            }
            Doubt::Perhaps | Doubt::Taken | Doubt::Done => self.look_later(None),
        }
    }

    /// The server shows that it was not done so far: the write is sent again where that can help.
    fn not_done_yet(&mut self) -> Step<OnceResult<O>> {
        if !matches!(self.last_lookup, Some(LookupError::OtherKeys)) {
            self.last_lookup = None;
        }
        if self.doubt < Doubt::Taken && self.may_write {
            self.write_later(None)
        } else {
            self.look_later(None)
        }
    }

    /// Compares what was found with what was asked for. Where the server said that it was done, this is what it made of it.
    fn matching(&mut self, found: O::Found, how: How) -> Step<OnceResult<O>> {
        let differences = self.operation.differences(&found);
        if !differences.is_empty() {
            let perhaps_ours = matches!(self.doubt, Doubt::Perhaps | Doubt::Done)
                || self.tries.writes > 1
                || self.sent_before;
            return Self::other_use(found, differences, perhaps_ours);
        }
        if self.doubt == Doubt::Done {
            return self.made(found, how);
        }
        match (O::may_send_again(&found), self.last.take()) {
            (true, Some(fault)) if !self.may_write && self.doubt <= Doubt::Answered => {
                Step::Done(Err(self.not_done(fault)))
            }
            (true, fault) => {
                self.last = fault;
                self.not_done_yet()
            }
            (false, _) => self.made(found, how),
        }
    }

    fn other_use(
        found: O::Found,
        differences: Vec<&'static str>,
        perhaps_ours: bool,
    ) -> Step<OnceResult<O>> {
        let found = Box::new(found);
        Step::Done(Err(OnceError::OtherUse { found, differences, perhaps_ours }))
    }

    fn made(&self, resource: O::Found, how: How) -> Step<OnceResult<O>> {
        Step::Done(Ok(Once::Done(Made { resource, how, tries: self.tries })))
    }

    fn raise(&mut self, doubt: Doubt) {
        if doubt > self.doubt {
            self.doubt = doubt;
        }
    }

    /// The limits are reached.
    fn give_up(&mut self) -> Step<OnceResult<O>> {
        let last = self.last.take();
        let not_done = match self.doubt {
            Doubt::Unsent => true,
            Doubt::Answered => self.next == Next::Write && self.last_lookup.is_none(),
            Doubt::Perhaps | Doubt::Taken | Doubt::Done => false,
        };
        Step::Done(if not_done {
            Err(self.not_done(last.unwrap_or(Fault::Deadline)))
        } else if self.doubt == Doubt::Done {
            Err(OnceError::Unreadable(self.error(last.unwrap_or(Fault::Deadline))))
        } else {
            let write_error = last.map(|fault| self.error(fault));
            Ok(Once::Uncertain(self.uncertain(write_error)))
        })
    }

    fn uncertain(&mut self, write_error: Option<ErrorOf<O>>) -> Uncertain<O> {
        Uncertain {
            operation: self.operation.clone(),
            place: self.place.clone(),
            tries: self.tries,
            write_error,
            lookup_error: self.last_lookup.take(),
        }
    }
}

impl<O: Reconcile> Machine for OnceMachine<O> {
    type Done = OnceResult<O>;

    fn sending(&self) -> Sending {
        match self.next {
            Next::Write => Sending { operation: O::NAME, attempt: self.tries.writes },
            Next::Lookup => {
                Sending { operation: <O::Lookup as Operation>::NAME, attempt: self.tries.lookups }
            }
        }
    }

    fn step(&mut self, event: Event) -> Step<OnceResult<O>> {
        match (event, self.next) {
            (Event::Go, _) => self.go(),
            (Event::Answer(response), Next::Write) => self.wrote(response),
            (Event::Answer(response), Next::Lookup) => self.looked(response),
        }
    }
}
