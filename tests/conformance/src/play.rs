//! A transport that plays the script of a case and keeps what it was given to send.

use std::collections::VecDeque;
use std::future::{Future, ready};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use codegen::emit::behavior::Json;
use codegen::emit::behavior::case::{Answer, Happening, Sent as Expected};
use cublox_payouts::runtime::{
    AsyncTransport, Bounds, BoxFuture, Cause, Request, Response, Sent, Transport, TransportError,
};
use percent_encoding::percent_decode_str;

/// Where every face is served in a run.
pub(crate) const BASE: &str = "https://api.example/base";

/// Plays a script. What is sent after its end is lost.
#[derive(Clone)]
pub(crate) struct Player(Arc<Mutex<Play>>);

struct Play {
    script: VecDeque<Happening>,
    seen: Vec<Seen>,
}

/// A request as it was given to the transport.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    method: String,
    uri: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Player {
    pub(crate) fn new(script: impl IntoIterator<Item = Happening>) -> Self {
        let script = script.into_iter().collect();
        Self(Arc::new(Mutex::new(Play { script, seen: Vec::new() })))
    }

    /// What was sent so far.
    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).seen.clone()
    }

    fn play(&self, request: &Request) -> Result<Response, TransportError> {
        let mut play = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        play.seen.push(Seen::of(request));
        match play.script.pop_front() {
            Some(Happening::Answered { answer }) => response(&answer),
            Some(Happening::ConnectionRefused) => {
                Err(TransportError::new(Sent::No, Cause::Connect))
            }
            Some(Happening::LostBeforeArrival | Happening::LostAfterArrival) | None => {
                Err(TransportError::new(Sent::Perhaps, Cause::Interrupted))
            }
        }
    }
}

fn response(answer: &Answer) -> Result<Response, TransportError> {
    let mut response = http::Response::builder().status(answer.status);
    for (name, value) in &answer.headers {
        response = response.header(name, value);
    }
    response
        .body(answer.body.clone().into_bytes())
        .map_err(|error| TransportError::new(Sent::Perhaps, Cause::Other).with_source(error))
}

impl Transport for Player {
    fn send(&self, request: Request, _: &Bounds) -> Result<Response, TransportError> {
        self.play(&request)
    }

    fn sleep(&self, _: Duration) {}
}

impl AsyncTransport for Player {
    fn send<'a>(
        &'a self,
        request: Request,
        _: &'a Bounds,
    ) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(ready(self.play(&request)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(ready(()))
    }
}

/// Runs a future that waits for nothing but the player, which never keeps it waiting.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(done) = future.as_mut().poll(&mut context) {
            return done;
        }
    }
}

impl Seen {
    fn of(request: &Request) -> Self {
        let headers = request.headers().iter().map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        });
        Self {
            method: request.method().to_string(),
            uri: request.uri().to_string(),
            headers: headers.collect(),
            body: request.body().as_str().to_owned(),
        }
    }

    /// Compares with what should have been sent.
    pub(crate) fn compare(&self, expected: &Expected) -> Result<(), String> {
        let rest = self.uri.strip_prefix(BASE).ok_or("it went to another host")?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        same("the method", &self.method, &expected.method)?;
        same("the path", &segments(path), &segments(&expected.path))?;
        same("the query", &pairs(query), &expected.query)?;
        for (name, value) in &expected.headers {
            let mut given = self.headers.iter().filter(|(given, _)| given == name);
            let first = given.next().map(|(_, value)| value.clone());
            same(&format!("the header {name}"), &first, value)?;
            same("the number of its further values", &given.count(), &0)?;
        }
        let body = if self.body.is_empty() { None } else { Json::parse(&self.body) };
        same("the body", &body, &expected.body)
    }
}

/// Compares what is there with what should be.
pub(crate) fn same<T: PartialEq + std::fmt::Debug>(
    what: &str,
    found: &T,
    expected: &T,
) -> Result<(), String> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("{what} is {found:?} and should be {expected:?}"))
    }
}

fn segments(path: &str) -> Vec<String> {
    path.split('/').map(decoded).collect()
}

/// Names and values of a query, in which `+` is a space.
fn pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let decoded = |text: &str| decoded(&text.replace('+', " "));
    pairs.map(|(name, value)| (decoded(name), decoded(value))).collect()
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
