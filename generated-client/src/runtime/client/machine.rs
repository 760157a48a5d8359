//! State machines that say what to do next, and the two drivers that do it.

use std::time::{Duration, Instant};

use super::super::api::Api;
use super::super::transport::{
    AsyncTransport, Bounds, Request, Response, Transport, TransportError,
};
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
    Send(Box<Request>, Bounds),
    /// Wait this long.
    Pause(Duration),
    /// It is over.
    Done(T),
}

/// Something that goes on until it is done.
pub(super) trait Machine {
    /// What it comes to.
    type Done;

    /// What is sent next or was sent last, and how often: for those who watch.
    fn sending(&self) -> Sending;

    /// The next step.
    fn step(&mut self, event: Event) -> Step<Self::Done>;
}

/// What is sent.
#[cfg_attr(
    not(feature = "tracing"),
    expect(dead_code, reason = "read by the feature `tracing` alone")
)]
#[derive(Clone, Copy)]
pub(super) struct Sending {
    /// The name of the operation.
    pub(super) operation: &'static str,
    /// Which attempt it is, counted from 1.
    pub(super) attempt: u32,
}

/// Runs a machine on an asynchronous transport.
pub(super) async fn run<M: Machine>(transport: &dyn AsyncTransport, mut machine: M) -> M::Done {
    let mut event = Event::Go;
    loop {
        event = match machine.step(event) {
            Step::Send(request, bounds) => {
                let watched = Watched::start(machine.sending());
                Event::Answer(watched.end(transport.send(*request, &bounds).await))
            }
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
            Step::Send(request, bounds) => {
                let watched = Watched::start(machine.sending());
                Event::Answer(watched.end(transport.send(*request, &bounds)))
            }
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

/// An attempt, told to `tracing` where that feature is on: operation, attempt, status or fault, duration. Never a value.
#[cfg_attr(
    not(feature = "tracing"),
    expect(dead_code, reason = "read by the feature `tracing` alone")
)]
struct Watched {
    sending: Sending,
    started: Instant,
}

impl Watched {
    fn start(sending: Sending) -> Self {
        Self { sending, started: Instant::now() }
    }

    #[cfg(feature = "tracing")]
    fn end(self, result: Result<Response, TransportError>) -> Result<Response, TransportError> {
        let Sending { operation, attempt } = self.sending;
        let duration_ms = u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &result {
            Ok(response) => {
                let status = response.status().as_u16();
                tracing::debug!(operation, attempt, status, duration_ms, "answered");
            }
            Err(error) => {
                let (cause, sent) = (error.cause(), error.sent());
                tracing::warn!(operation, attempt, ?cause, ?sent, duration_ms, "no answer");
            }
        }
        result
    }

    #[cfg(not(feature = "tracing"))]
    fn end(self, result: Result<Response, TransportError>) -> Result<Response, TransportError> {
        result
    }
}
