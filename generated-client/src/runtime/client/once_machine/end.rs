//! What a write that acts once comes to.

use super::knowledge::Doubt;
use super::{Next, OnceMachine, Step, Turn};
use crate::runtime::client::error::{CallError, ErrorOf, Fault};
use crate::runtime::client::once::{How, Made, Once, Uncertain};
use crate::runtime::client::once_error::OnceError;
use crate::runtime::reconcile::Reconcile;

impl<O: Reconcile> OnceMachine<O> {
    pub(super) fn made(&self, resource: O::Found, how: How) -> Next<O> {
        Step::Done(Ok(Once::Done(Made { resource, how, tries: self.tries })))
    }

    /// It is certain that it was not done.
    pub(super) fn not_done(&self, fault: Fault<O::Existing, O::Api>) -> Next<O> {
        let error = CallError::of::<O>(fault, self.tries.writes).found_not_done();
        Step::Done(Err(OnceError::NotDone(error)))
    }

    pub(super) fn other_use(
        found: O::Found,
        differences: Vec<&'static str>,
        perhaps_ours: bool,
    ) -> Next<O> {
        let found = Box::new(found);
        Step::Done(Err(OnceError::OtherUse { found, differences, perhaps_ours }))
    }

    /// The limits are reached.
    pub(super) fn give_up(&mut self) -> Next<O> {
        let fault = self.write_fault.take();
        match self.known.doubt() {
            Doubt::Unsent => self.not_done(fault.unwrap_or(Fault::Deadline)),
            Doubt::Refused | Doubt::Answered if self.is_shown_not_done() => {
                self.not_done(fault.unwrap_or(Fault::Deadline))
            }
            Doubt::Done => {
                let error = self.error(fault.unwrap_or(Fault::Deadline));
                Step::Done(Err(OnceError::Unreadable(error)))
            }
            Doubt::Refused | Doubt::Answered | Doubt::Perhaps | Doubt::Taken => {
                let write_error = fault.map(|fault| self.error(fault));
                Step::Done(Ok(Once::Uncertain(self.uncertain(write_error))))
            }
        }
    }

    /// Whether the last lookup has shown that it was not done, so that the next to be sent would have been a write.
    fn is_shown_not_done(&self) -> bool {
        self.turn == Turn::Write && self.lookup_error.is_none()
    }

    fn error(&self, fault: Fault<O::Existing, O::Api>) -> ErrorOf<O> {
        let perhaps_sent = self.known.doubt() > Doubt::Answered;
        CallError::of::<O>(fault, self.tries.writes).after_uncertain(perhaps_sent)
    }

    fn uncertain(&mut self, write_error: Option<ErrorOf<O>>) -> Uncertain<O> {
        Uncertain {
            operation: self.operation.clone(),
            place: self.place.clone(),
            tries: self.tries,
            write_error,
            lookup_error: self.lookup_error.take(),
        }
    }
}
