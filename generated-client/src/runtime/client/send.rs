//! One call, tried again only where a repeat does no harm.

use std::sync::Arc;

use super::super::answer::is_transient;
use super::super::operation::Operation;
use super::super::transport::{Cause, Sent, TransportError};
use super::error::{CallError, ErrorOf, Fault};
use super::machine::{Deadline, Event, Machine, Sending, Step};
use super::retry::{Retry, retry_after};
use super::settings::Settings;

/// Sends an operation until it is answered.
pub(super) struct Send<O: Operation> {
    operation: O,
    settings: Arc<Settings<O::Api>>,
    deadline: Deadline,
    retry: Retry,
    attempts: u32,
    perhaps_sent: bool,
}

impl<O: Operation> Send<O> {
    pub(super) fn new(
        operation: O,
        settings: Arc<Settings<O::Api>>,
        deadline: Deadline,
        retry: Retry,
    ) -> Self {
        let retry = if O::SAFE_TO_REPEAT { retry } else { Retry::never() };
        Self { operation, settings, deadline, retry, attempts: 0, perhaps_sent: false }
    }

    fn error(&self, fault: Fault<O::Existing, O::Api>, sent_before: bool) -> ErrorOf<O> {
        CallError::of::<O>(fault, self.attempts).after_uncertain(sent_before)
    }

    fn send(&mut self) -> Step<Result<O::Output, ErrorOf<O>>> {
        let Some(bounds) = self.deadline.bounds(&self.settings) else {
            return Step::Done(Err(self.error(Fault::Deadline, self.perhaps_sent)));
        };
        match self.settings.request(&self.operation) {
            Ok(request) => {
                self.attempts += 1;
                Step::Send(Box::new(request), bounds)
            }
            Err(error) => Step::Done(Err(self.error(Fault::Request(error), false))),
        }
    }

    fn lost(&mut self, error: TransportError) -> Step<Result<O::Output, ErrorOf<O>>> {
        let sent_before = self.perhaps_sent;
        let forbidden = error.cause() == Cause::Forbidden;
        self.perhaps_sent |= error.sent() == Sent::Perhaps;
        let error = self.error(Fault::Transport(error), sent_before);
        if forbidden { Step::Done(Err(error)) } else { self.again(error, None) }
    }

    fn again(
        &self,
        error: ErrorOf<O>,
        asked: Option<std::time::Duration>,
    ) -> Step<Result<O::Output, ErrorOf<O>>> {
        let pause = self.retry.pause(self.attempts, asked);
        if self.retry.allows_after(self.attempts) && self.deadline.allows(pause) {
            Step::Pause(pause)
        } else {
            Step::Done(Err(error))
        }
    }
}

impl<O: Operation> Machine for Send<O> {
    type Done = Result<O::Output, ErrorOf<O>>;

    fn sending(&self) -> Sending {
        Sending { operation: O::NAME, attempt: self.attempts }
    }

    fn step(&mut self, event: Event) -> Step<Self::Done> {
        let response = match event {
            Event::Go => return self.send(),
            Event::Answer(Err(error)) => return self.lost(error),
            Event::Answer(Ok(response)) => response,
        };
        match self.operation.read(&response) {
            Ok(output) => Step::Done(Ok(output)),
            Err(failure) => {
                let transient = is_transient(failure.status());
                let error = self.error(Fault::Answer(failure), self.perhaps_sent);
                if transient {
                    self.again(error, retry_after(&response))
                } else {
                    Step::Done(Err(error))
                }
            }
        }
    }
}
