//! What follows from the answer to a write.

use super::knowledge::{Doubt, doubt_after, may_be_late};
use super::{Next, OnceMachine};
use crate::runtime::answer::Failure;
use crate::runtime::api::Outcome;
use crate::runtime::client::error::Fault;
use crate::runtime::client::once::{How, LookupError};
use crate::runtime::client::retry::retry_after;
use crate::runtime::operation::{Operation, OutputOf};
use crate::runtime::reconcile::Reconcile;
use crate::runtime::transport::{Cause, Response, Sent, TransportError};

/// An answer to the write that is no readable success.
type FailureOf<O> = Failure<<O as Operation>::Existing, <O as Operation>::Api>;

impl<O: Reconcile> OnceMachine<O> {
    pub(super) fn wrote(&mut self, response: Result<Response, TransportError>) -> Next<O> {
        let response = match response {
            Ok(response) => response,
            Err(error) => return self.lost(error),
        };
        match self.operation.read(&response) {
            Ok(output) => self.succeeded(output),
            Err(failure) => self.failed(failure, &response),
        }
    }

    /// No whole answer came. What was certainly not sent is sent again; of all else nothing is known.
    fn lost(&mut self, error: TransportError) -> Next<O> {
        let (sent, cause) = (error.sent(), error.cause());
        self.write_fault = Some(Fault::Transport(error));
        match sent {
            Sent::No if cause == Cause::Forbidden => self.give_up(),
            Sent::No => self.write_later(),
            Sent::Perhaps => {
                self.known.raise(Doubt::Perhaps);
                self.look(None)
            }
        }
    }

    /// A readable success. One that shows something of another key is none: the server is not to be believed. It has acted all the
    /// same, so nothing more is written, and it is asked what it did.
    fn succeeded(&mut self, output: OutputOf<O>) -> Next<O> {
        match O::done(output) {
            Some(resource) if self.operation.is_about(&resource) => {
                match self.operation.differences(&resource) {
                    differences if differences.is_empty() => self.made(resource, How::Answered),
                    differences => Self::other_use(resource, differences, true),
                }
            }
            Some(_) => {
                self.known.raise(Doubt::Perhaps);
                self.known.write_no_more();
                self.lookup_error = Some(LookupError::OtherKeys);
                self.look(None)
            }
            None => {
                self.known.raise(Doubt::Done);
                self.look(None)
            }
        }
    }

    fn failed(&mut self, failure: FailureOf<O>, response: &Response) -> Next<O> {
        match failure.outcome() {
            Outcome::NotDone => return self.refused(failure, response),
            Outcome::AlreadyDone => return self.existed(failure, response),
            Outcome::Done => self.known.raise(Doubt::Done),
            Outcome::Unknown => self.known.raise(doubt_after(&failure)),
        }
        self.look_into(failure, response)
    }

    /// The server says that it was not done. That is the end, unless something else may have been done before.
    fn refused(&mut self, failure: FailureOf<O>, response: &Response) -> Next<O> {
        if O::ACTS_ON_EXISTING && may_be_late(&failure) {
            // What it acts on may have been acted on by an earlier call: only a look tells.
            self.known.raise(Doubt::Refused);
        } else if self.known.doubt() <= Doubt::Answered {
            return self.not_done(Fault::Answer(failure));
        }
        // An earlier attempt may still be on its way, but this refusal will not change.
        self.known.write_no_more();
        self.look_into(failure, response)
    }

    /// The server says that it had been done before, and may show what was.
    fn existed(&mut self, failure: FailureOf<O>, response: &Response) -> Next<O> {
        self.known.raise(Doubt::Taken);
        match failure.into_existing().map(|existing| O::existing(*existing)) {
            Ok(Some(found)) if self.operation.is_about(&found) => {
                self.matching(found, How::Existed)
            }
            Ok(_) => {
                self.lookup_error = Some(LookupError::OtherKeys);
                self.look(retry_after(response))
            }
            Err(failure) => self.look_into(failure, response),
        }
    }

    /// Keeps what the server said of the write, and looks.
    fn look_into(&mut self, failure: FailureOf<O>, response: &Response) -> Next<O> {
        self.write_fault = Some(Fault::Answer(failure));
        self.look(retry_after(response))
    }
}
