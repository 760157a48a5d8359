//! All transports as one type, and the requests that the tests send through them.

use std::error::Error;
use std::fmt::Write;
use std::time::Duration;

use cublox_payouts::runtime::transports::{
    HyperTransport, ReqwestTransport, TransportOptions, UreqTransport,
};
use cublox_payouts::runtime::{
    AsyncTransport, Body, Bounds, Request, Response, Transport, TransportError,
};
use tokio::runtime::{Builder, Runtime};

type Send = dyn Fn(Request, &Bounds) -> Result<Response, TransportError>;

/// A transport.
pub(crate) struct Door {
    pub(crate) name: &'static str,
    send: Box<Send>,
}

impl Door {
    fn blocking(name: &'static str, transport: impl Transport + 'static) -> Self {
        Self { name, send: Box::new(move |request, bounds| transport.send(request, bounds)) }
    }

    fn asynchronous(
        name: &'static str,
        runtime: Runtime,
        transport: impl AsyncTransport + 'static,
    ) -> Self {
        Self {
            name,
            send: Box::new(move |request, bounds| {
                runtime.block_on(transport.send(request, bounds))
            }),
        }
    }

    pub(crate) fn send(
        &self,
        request: Request,
        bounds: &Bounds,
    ) -> Result<Response, TransportError> {
        (self.send)(request, bounds)
    }

    /// Sends a request of which an error must come, one that does not show the key in the request.
    pub(crate) fn fail(&self, request: Request, bounds: &Bounds) -> TransportError {
        let error = self.send(request, bounds).expect_err(self.name);
        let shown = shown(&error);
        assert!(!shown.contains(KEY), "{}: {shown}", self.name);
        error
    }
}

/// Everything that an error shows of itself.
fn shown(error: &TransportError) -> String {
    let mut shown = format!("{error:?}");
    let mut next: Option<&dyn Error> = Some(error);
    while let Some(error) = next {
        write!(shown, "\n{error}").unwrap();
        next = error.source();
    }
    shown
}

/// Every transport as it is by default. A runtime of one thread does nothing between two requests, one of several does.
pub(crate) fn doors() -> Vec<Door> {
    let mut doors = doors_with(&TransportOptions::new());
    let client = reqwest::Client::builder().no_proxy();
    doors.push(Door::asynchronous(
        "reqwest",
        one_thread(),
        ReqwestTransport::from_builder(client).unwrap(),
    ));
    doors
}

/// The transports that bring connections of their own, with these options.
pub(crate) fn doors_with(options: &TransportOptions) -> Vec<Door> {
    vec![
        Door::blocking("ureq", UreqTransport::new(options).unwrap()),
        Door::asynchronous("hyper", one_thread(), HyperTransport::new(options).unwrap()),
        Door::asynchronous("hyper, threads", threads(), HyperTransport::new(options).unwrap()),
    ]
}

pub(crate) fn reqwest_door(client: reqwest::Client) -> Door {
    Door::asynchronous("reqwest", one_thread(), ReqwestTransport::new(client))
}

fn one_thread() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

fn threads() -> Runtime {
    Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap()
}

/// What must show nowhere.
pub(crate) const KEY: &str = "s3cret-key";

pub(crate) fn get(url: &str) -> Request {
    request("GET", url, Body::default())
}

pub(crate) fn post(url: &str) -> Request {
    request("POST", url, Body::resource("articles").finish())
}

pub(crate) fn post_nothing(url: &str) -> Request {
    request("POST", url, Body::default())
}

fn request(method: &str, url: &str, body: Body) -> Request {
    http::Request::builder()
        .method(method)
        .uri(format!("{url}/articles?key={KEY}"))
        .header("authorization", format!("Bearer {KEY}"))
        .body(body)
        .unwrap()
}

/// Bounds that no test reaches unless something hangs.
pub(crate) fn wide() -> Bounds {
    Bounds::new(Duration::from_secs(15), Duration::from_secs(10), 1 << 20)
}

/// The same with this time for all.
pub(crate) fn within(timeout: Duration) -> Bounds {
    Bounds::new(timeout, wide().connect_timeout, wide().max_response)
}

/// The same with this length of an answer's body.
pub(crate) fn at_most(max_response: usize) -> Bounds {
    Bounds::new(wide().timeout, wide().connect_timeout, max_response)
}

/// A time that a server reaches that does not answer.
pub(crate) const BRIEF: Duration = Duration::from_millis(200);
