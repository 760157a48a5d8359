//! State machines that say what to do next, and the two drivers that do it.

use std::time::{Duration, Instant};

use super::super::api::Api;
use super::super::transport::{AsyncTransport, Bounds, Request, Response, Transport, TransportError};
use super::settings::Settings;

/// What happened since the last step.
pub(super) enum Event {
    /// Nothing: it begins, or a pause is over.
    Go,
    /// A request was sent, with this result.
    Answer(Result<Response, TransportError>),
}

/// What to do next.
pub(super) enum Step<T> {
    /// Send this.
    Send(Request, Bounds),
    /// Wait this long.
    Pause(Duration),
    /// It is over.
    Done(T),
}

/// Something that goes on until it is done.
pub(super) trait Machine {
    /// What it comes to.
    type Done;

    /// The next step.
    fn step(&mut self, event: Event) -> Step<Self::Done>;
}

/// Runs a machine on an asynchronous transport.
pub(super) async fn run<M: Machine>(transport: &dyn AsyncTransport, mut machine: M) -> M::Done {
    let mut event = Event::Go;
    loop {
        event = match machine.step(event) {
            Step::Send(request, bounds) => Event::Answer(transport.send(request, &bounds).await),
            Step::Pause(pause) => {
                transport.sleep(pause).await;
                Event::Go
            }
            Step::Done(done) => return done,
        };
    }
}

/// Runs a machine on a blocking transport.
pub(super) fn run_blocking<M: Machine>(transport: &dyn Transport, mut machine: M) -> M::Done {
    let mut event = Event::Go;
    loop {
        event = match machine.step(event) {
            Step::Send(request, bounds) => Event::Answer(transport.send(request, &bounds)),
            Step::Pause(pause) => {
                transport.sleep(pause);
                Event::Go
            }
            Step::Done(done) => return done,
        };
    }
}

/// The time that a call has left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Deadline {
    end: Option<Instant>,
}

impl Deadline {
    /// Counts from now. A time that no clock can show has no end.
    pub(super) fn after(time: Duration) -> Self {
        Self { end: Instant::now().checked_add(time) }
    }

    /// The time that is left; `None` when it is over.
    pub(super) fn left(&self) -> Option<Duration> {
        match self.end {
            None => Some(Duration::MAX),
            Some(end) => end.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()),
        }
    }

    /// Whether there is time for a pause and something after it.
    pub(super) fn allows(&self, pause: Duration) -> bool {
        self.left().is_some_and(|left| pause < left)
    }

    /// The bounds of the next attempt; `None` when the time is over.
    pub(super) fn bounds<A: Api>(&self, settings: &Settings<A>) -> Option<Bounds> {
        let left = self.left()?;
        let timeout = settings.attempt_timeout.min(left);
        Some(Bounds::new(timeout, settings.connect_timeout.min(left), settings.max_response))
    }
}
