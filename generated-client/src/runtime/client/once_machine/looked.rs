//! What follows from the answer to a lookup.

use super::knowledge::{Doubt, may_tell_later, says_none};
use super::{Next, OnceMachine, Step};
use crate::runtime::client::error::{CallError, Fault};
use crate::runtime::client::once::{How, LookupError};
use crate::runtime::client::once_error::OnceError;
use crate::runtime::client::retry::retry_after;
use crate::runtime::operation::Operation;
use crate::runtime::reconcile::Reconcile;
use crate::runtime::transport::{Response, TransportError};

/// Why a lookup failed.
type LookupFault<O> = Fault<
    <<O as Reconcile>::Lookup as Operation>::Existing,
    <<O as Reconcile>::Lookup as Operation>::Api,
>;

impl<O: Reconcile> OnceMachine<O> {
    pub(super) fn looked(&mut self, response: Result<Response, TransportError>) -> Next<O> {
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
                let again = may_tell_later(&failure);
                self.lookup_failed(Fault::Answer(failure));
                if again { self.look_later(retry_after(&response)) } else { self.give_up() }
            }
        }
    }

    pub(super) fn lookup_failed(&mut self, fault: LookupFault<O>) {
        let error = CallError::of::<O::Lookup>(fault, self.tries.lookups);
        self.lookup_error = Some(LookupError::Call(error));
    }

    /// The lookup was answered with these. Where there are some and none has the key, the server did not look by the key: that
    /// tells nothing.
    fn found(&mut self, found: Vec<O::Found>) -> Next<O> {
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
                self.lookup_error = Some(LookupError::OtherKeys);
                self.look_later(None)
            }
        }
    }

    fn how_found(&self) -> How {
        match self.known.doubt() {
            doubt if O::ACTS_ON_EXISTING && doubt < Doubt::Done => How::MovedOn,
            Doubt::Taken => How::Existed,
            _ => How::Found,
        }
    }

    /// The lookup says that there is none. Where the write was to act on something, that is missing; but what was just made may
    /// not be seen everywhere yet, so this is certain only where no write is at work.
    fn none_found(&mut self) -> Next<O> {
        match self.known.doubt() {
            _ if !O::ACTS_ON_EXISTING => self.not_done_yet(),
            Doubt::Unsent | Doubt::Refused | Doubt::Answered => {
                let fault = self.write_fault.take().unwrap_or(Fault::Deadline);
                self.not_done(fault)
            }
            Doubt::Perhaps | Doubt::Taken | Doubt::Done => self.look_later(None),
        }
    }

    /// The server shows that it was not done so far: the write is sent again where that can help.
    fn not_done_yet(&mut self) -> Next<O> {
        if !matches!(self.lookup_error, Some(LookupError::OtherKeys)) {
            self.lookup_error = None;
        }
        if self.known.may_write() { self.write_later() } else { self.look_later(None) }
    }

    /// Compares what was found with what was asked for. Where the server said that it was done, this is what it made of it.
    pub(super) fn matching(&mut self, found: O::Found, how: How) -> Next<O> {
        let differences = self.operation.differences(&found);
        if !differences.is_empty() {
            let perhaps_ours = self.known.perhaps_ours();
            return Self::other_use(found, differences, perhaps_ours);
        }
        if self.known.doubt() == Doubt::Done || !O::may_send_again(&found) {
            return self.made(found, how);
        }
        match self.write_fault.take() {
            Some(fault) if self.known.is_refused() => self.not_done(fault),
            fault => {
                self.write_fault = fault;
                self.not_done_yet()
            }
        }
    }
}
