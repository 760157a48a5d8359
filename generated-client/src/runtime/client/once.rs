//! A write that acts exactly once, whatever the network does.
//!
//! After an answer that does not tell what became of the write, it is looked up by its key. Only where the lookup finds nothing is
//! it sent again, with the same key. The key is what makes this safe: a lookup may come before a write that is still on its way,
//! and then both arrive. The server refuses the second because the key is taken, and that refusal is the answer: the first one is
//! what was asked for.

use std::error::Error;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;

use super::super::answer::Failure;
use super::super::api::{Api, Directive, Outcome};
use super::super::errors::FieldErrors;
use super::super::json::Json;
use super::super::operation::{Operation, OutputOf};
use super::super::reconcile::Reconcile;
use super::super::request::RequestError;
use super::super::transport::{Cause, Response, Sent, TransportError};
use super::error::{CallError, ErrorOf, Fault};
use super::machine::{Deadline, Event, Machine, Sending, Step};
use super::retry::{Retry, is_transient, retry_after};
use super::settings::Settings;

/// What a write that acts once came to. Neither can be passed over unseen: the uncertain one is no error that `?` hands on.
#[derive(Debug)]
#[must_use = "an uncertain outcome must be resumed before anything is sent again"]
pub enum Once<O: Reconcile> {
    /// It was done, once.
    Done(Made<O::Found>),
    /// It may have been done; the limits were reached before the server told.
    Uncertain(Uncertain<O>),
}

impl<O: Reconcile> Once<O> {
    /// What was made, where that is certain.
    #[must_use = "`None` says that the outcome is uncertain"]
    pub fn done(self) -> Option<Made<O::Found>> {
        match self {
            Self::Done(made) => Some(made),
            Self::Uncertain(_) => None,
        }
    }
}

/// What was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Made<R> {
    /// The resource as the server showed it last.
    pub resource: R,
    /// How it came to be known.
    pub how: How,
    /// What it took.
    pub tries: Tries,
}

/// How it came to be known that a write was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum How {
    /// The server answered the write itself.
    Answered,
    /// A lookup found it after an answer was lost or did not tell.
    Found,
    /// The server said that it had been done before: by an earlier attempt, or by an earlier call with the same key.
    Existed,
}

/// How often the server was asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tries {
    /// How often the write was sent, always with the same key.
    pub writes: u32,
    /// How often it was looked up.
    pub lookups: u32,
}

/// A write of which it is not known whether it was done. Keep it, and resume it later, in this process or in another.
pub struct Uncertain<O: Reconcile> {
    operation: O,
    tries: Tries,
    last: Box<dyn Error + Send + Sync>,
}

impl<O: Reconcile> Uncertain<O> {
    /// The write.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// The write, to be resumed: see [`Call::resume`](super::Call::resume).
    pub fn into_operation(self) -> O {
        self.operation
    }

    /// What it took so far.
    pub fn tries(&self) -> Tries {
        self.tries
    }

    /// What happened at the last attempt.
    pub fn last_error(&self) -> &(dyn Error + Send + Sync + 'static) {
        &*self.last
    }

    /// All that is needed to resume it in another process: [`Reconcile::restore`] makes the operation of it again.
    ///
    /// It holds what the request holds, recipient data included. Keep it where such data may be kept.
    pub fn save(&self) -> Json {
        self.operation.save()
    }
}

impl<O: Reconcile> fmt::Debug for Uncertain<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Uncertain")
            .field("operation", &O::NAME)
            .field("tries", &self.tries)
            .field("last_error", &self.last.to_string())
            .finish()
    }
}

/// Why a write that acts once was not done, or is not the one asked for.
#[derive(Debug)]
#[non_exhaustive]
pub enum OnceError<O: Reconcile> {
    /// It was not done, by the server's word or because nothing could be sent.
    NotDone(ErrorOf<O>),
    /// What has the key differs from what was asked for.
    OtherUse {
        /// What the key belongs to.
        found: Box<O::Found>,
        /// The members of the request that it differs in.
        differences: Vec<&'static str>,
        /// An attempt of this call may have made it, and the server changed what was asked for. Otherwise the key was used
        /// before, and nothing was made by this call.
        perhaps_ours: bool,
    },
    /// Several things have the key, which the server should refuse. Nothing more is sent.
    Several {
        /// All of them.
        found: Vec<O::Found>,
    },
    /// It was done, by the server's word, but neither the answer nor a lookup could be read.
    Unreadable(ErrorOf<O>),
}

impl<O: Reconcile> OnceError<O> {
    /// What became of the write.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NotDone(_) => Outcome::NotDone,
            Self::OtherUse { perhaps_ours: true, .. } => Outcome::Unknown,
            Self::OtherUse { .. } | Self::Several { .. } => Outcome::AlreadyDone,
            Self::Unreadable(_) => Outcome::Done,
        }
    }

    /// The error of the last attempt, where there is one.
    pub fn call_error(&self) -> Option<&ErrorOf<O>> {
        match self {
            Self::NotDone(error) | Self::Unreadable(error) => Some(error),
            Self::OtherUse { .. } | Self::Several { .. } => None,
        }
    }

    /// What the documentation directs to do.
    pub fn directive(&self) -> Directive {
        self.call_error().map_or(Directive::Reconcile, CallError::directive)
    }

    /// What is wrong, by the member of the request, where the server says so.
    pub fn field_errors(&self) -> Option<&FieldErrors> {
        self.call_error().and_then(CallError::field_errors)
    }
}

impl<O: Reconcile> fmt::Display for OnceError<O> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotDone(error) => write!(formatter, "it was not done: {error}"),
            Self::Several { found } => {
                write!(formatter, "the server shows {} things of this key", found.len())
            }
            Self::OtherUse { differences, perhaps_ours: true, .. } => write!(
                formatter,
                "what has the key differs from what was asked for in {}; this call may have made it",
                differences.join(", ")
            ),
            Self::OtherUse { differences, .. } => {
                write!(
                    formatter,
                    "the key was used for something else, which differs in {}",
                    differences.join(", ")
                )
            }
            Self::Unreadable(error) => {
                write!(formatter, "it was done, but cannot be read: {error}")
            }
        }
    }
}

impl<O: Reconcile + fmt::Debug> Error for OnceError<O>
where
    O::Found: fmt::Debug,
{
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.call_error().and_then(Error::source)
    }
}

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

/// What a [`OnceMachine`] comes to.
pub(super) type OnceResult<O> = Result<Once<O>, OnceError<O>>;

/// Sends a write and looks it up until it is known to be done.
pub(super) struct OnceMachine<O: Reconcile> {
    operation: O,
    settings: Arc<Settings<O::Api>>,
    deadline: Deadline,
    retry: Retry,
    next: Next,
    tries: Tries,
    doubt: Doubt,
    may_write: bool,
    last: Option<Fault<O::Existing, O::Api>>,
    last_lookup: Option<Box<dyn Error + Send + Sync>>,
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
    pub(super) fn new(
        operation: O,
        settings: Arc<Settings<O::Api>>,
        deadline: Deadline,
        retry: Retry,
    ) -> Self {
        Self {
            operation,
            settings,
            deadline,
            retry,
            next: Next::Write,
            tries: Tries::default(),
            doubt: Doubt::Unsent,
            may_write: true,
            last: None,
            last_lookup: None,
        }
    }

    /// A machine for a write that was sent before: it looks first.
    pub(super) fn resumed(
        operation: O,
        settings: Arc<Settings<O::Api>>,
        deadline: Deadline,
        retry: Retry,
    ) -> Self {
        Self {
            next: Next::Lookup,
            doubt: Doubt::Perhaps,
            ..Self::new(operation, settings, deadline, retry)
        }
    }

    fn error(&self, fault: Fault<O::Existing, O::Api>) -> ErrorOf<O> {
        CallError::new(fault, self.tries.writes).after_uncertain(self.doubt > Doubt::Answered)
    }

    fn go(&mut self) -> Step<OnceResult<O>> {
        if self.operation.key().trim().is_empty() {
            let fault = Fault::Request(RequestError::EmptyKey);
            return Step::Done(Err(OnceError::NotDone(self.error(fault))));
        }
        let Some(bounds) = self.deadline.bounds(&self.settings) else { return self.give_up() };
        let request = match self.next {
            Next::Write => self.settings.request(&self.operation),
            Next::Lookup => self.settings.request(&self.operation.lookup()),
        };
        match request {
            Ok(request) => {
                match self.next {
                    Next::Write => self.tries.writes += 1,
                    Next::Lookup => self.tries.lookups += 1,
                }
                Step::Send(Box::new(request), bounds)
            }
            Err(error) if self.doubt == Doubt::Unsent => {
                Step::Done(Err(OnceError::NotDone(self.error(Fault::Request(error)))))
            }
            Err(error) => {
                self.last_lookup = Some(Box::new(error));
                self.give_up()
            }
        }
    }

    /// Goes on with `next` after a pause, or gives up where the limits are reached.
    fn later(&mut self, next: Next, tries: u32, asked: Option<Duration>) -> Step<OnceResult<O>> {
        self.next = next;
        let pause = self.retry.pause(tries.max(1), asked);
        let within = next == Next::Lookup || self.retry.allows_after(tries);
        if within && self.deadline.allows(pause) { Step::Pause(pause) } else { self.give_up() }
    }

    fn look(&mut self, asked: Option<Duration>) -> Step<OnceResult<O>> {
        if self.next == Next::Write && asked.is_none() {
            self.next = Next::Lookup;
            return self.go();
        }
        self.later(Next::Lookup, self.tries.lookups, asked)
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
                Step::Done(Err(OnceError::NotDone(self.error(Fault::Answer(failure)))))
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
                        self.last_lookup = Some("the answer holds something of another key".into());
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

    /// A readable success. One that shows something of another key is none: the server is not to be believed, and is asked again.
    fn answered(&mut self, output: OutputOf<O>) -> Step<OnceResult<O>> {
        match O::done(output) {
            Some(resource) if self.operation.is_about(&resource) => {
                self.made(resource, How::Answered)
            }
            Some(_) => {
                self.raise(Doubt::Perhaps);
                self.last_lookup = Some("the answer holds something of another key".into());
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
            Sent::No => self.later(Next::Write, self.tries.writes, None),
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
                self.last_lookup = Some(Box::new(error));
                return self.later(Next::Lookup, self.tries.lookups, None);
            }
        };
        match self.operation.lookup().read(&response) {
            Ok(answer) => self.found(O::found(answer)),
            Err(failure) if says_none(&failure) => self.none_found(),
            Err(failure) => {
                let status = failure.status();
                let again =
                    is_transient(status) || status.is_success() || status == StatusCode::NOT_FOUND;
                self.last_lookup = Some(failure.to_string().into());
                if again {
                    self.later(Next::Lookup, self.tries.lookups, retry_after(&response))
                } else {
                    self.give_up()
                }
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
            Some(found) => self.matching(
                found,
                if self.doubt == Doubt::Taken { How::Existed } else { How::Found },
            ),
            None => {
                self.last_lookup = Some("the lookup was answered with things of other keys".into());
                self.later(Next::Lookup, self.tries.lookups, None)
            }
        }
    }

    /// The lookup says that there is none. Where the write was to act on something, that is missing; but what was just made may
    /// not be seen everywhere yet, so this is certain only where no write is at work.
    fn none_found(&mut self) -> Step<OnceResult<O>> {
        match self.doubt {
            _ if !O::ACTS_ON_EXISTING => self.not_done_yet(),
            Doubt::Unsent | Doubt::Answered => {
                let fault = self.last.take().unwrap_or(Fault::Deadline);
                Step::Done(Err(OnceError::NotDone(self.error(fault))))
            }
            Doubt::Perhaps | Doubt::Taken | Doubt::Done => {
                self.later(Next::Lookup, self.tries.lookups, None)
            }
        }
    }

    /// The server shows that it was not done so far: the write is sent again where that can help.
    fn not_done_yet(&mut self) -> Step<OnceResult<O>> {
        self.last_lookup = None;
        if self.doubt < Doubt::Taken && self.may_write {
            self.later(Next::Write, self.tries.writes, None)
        } else {
            self.later(Next::Lookup, self.tries.lookups, None)
        }
    }

    /// Compares what was found with what was asked for. Where the server said that it was done, this is what it made of it.
    fn matching(&mut self, found: O::Found, how: How) -> Step<OnceResult<O>> {
        if self.doubt == Doubt::Done {
            return self.made(found, how);
        }
        let differences = self.operation.differences(&found);
        if !differences.is_empty() {
            let perhaps_ours = self.doubt == Doubt::Perhaps || self.tries.writes > 1;
            let found = Box::new(found);
            return Step::Done(Err(OnceError::OtherUse { found, differences, perhaps_ours }));
        }
        match (O::may_send_again(&found), self.last.take()) {
            (true, Some(fault)) if !self.may_write && self.doubt <= Doubt::Answered => {
                Step::Done(Err(OnceError::NotDone(self.error(fault))))
            }
            (true, fault) => {
                self.last = fault;
                self.not_done_yet()
            }
            (false, _) => self.made(found, how),
        }
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
        let fault = self.last.take().unwrap_or(Fault::Deadline);
        let error = self.error(fault);
        Step::Done(match self.doubt {
            Doubt::Unsent => Err(OnceError::NotDone(error)),
            Doubt::Answered if self.next == Next::Write && self.last_lookup.is_none() => {
                Err(OnceError::NotDone(error))
            }
            Doubt::Done => Err(OnceError::Unreadable(error)),
            _ => Ok(Once::Uncertain(self.uncertain(error))),
        })
    }

    fn uncertain(&mut self, error: ErrorOf<O>) -> Uncertain<O> {
        let last = self.last_lookup.take().unwrap_or_else(|| error.to_string().into());
        Uncertain { operation: self.operation.clone(), tries: self.tries, last }
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
