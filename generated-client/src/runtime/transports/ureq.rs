//! The blocking transport: ureq, TLS by rustls.

use std::cell::Cell;
use std::time::Duration;

use ureq::tls::{Certificate, RootCerts, TlsConfig};
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, DefaultConnector, Either, NextTimeout,
    Transport as Connection,
};
use ureq::{Agent, Body, Error, ProxyProtocol};

use super::options::{OptionsError, Proxy, TransportOptions};
use super::plain_http::PlainHttp;
use super::{MAX_IDLE, MAX_IDLE_AGE, admit, has_content};
use crate::runtime::transport::{
    Bounds, Cause, Request, Response, Sent, Transport, TransportError,
};

/// Sends requests and blocks until they are answered, over HTTP/1.1, on connections that it keeps for a few seconds.
#[derive(Debug)]
pub struct UreqTransport {
    agent: Agent,
    plain_http: PlainHttp,
}

impl UreqTransport {
    /// A transport with these options.
    ///
    /// # Errors
    /// Where the proxy's host is none.
    pub fn new(options: &TransportOptions) -> Result<Self, OptionsError> {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .max_idle_connections(MAX_IDLE)
            .max_idle_connections_per_host(MAX_IDLE)
            .max_idle_age(MAX_IDLE_AGE)
            .proxy(options.proxy().map(proxy).transpose()?)
            .tls_config(tls_config(options))
            .build();
        let connector = DefaultConnector::new().chain(Watch { proxied: options.proxy().is_some() });
        let agent = Agent::with_parts(config, connector, DefaultResolver::default());
        Ok(Self { agent, plain_http: options.plain_http() })
    }

    fn exchange(&self, request: Request, bounds: &Bounds) -> Result<Response, Error> {
        let content = has_content(&request);
        let (parts, body) = request.into_parts();
        let answer = if content {
            self.run(http::Request::from_parts(parts, body.into_bytes()), bounds)
        } else {
            self.run(http::Request::from_parts(parts, ()), bounds)
        };
        let (parts, mut body) = answer?.into_parts();
        let limit = bounds.max_response as u64;
        if body.content_length().is_some_and(|length| length > limit) {
            return Err(Error::BodyExceedsLimit(limit));
        }
        let bytes = body.with_config().limit(limit).read_to_vec()?;
        Ok(Response::from_parts(parts, bytes))
    }

    fn run(
        &self,
        request: http::Request<impl ureq::AsSendBody>,
        bounds: &Bounds,
    ) -> Result<http::Response<Body>, Error> {
        let connect_timeout = finite(bounds.connect_timeout);
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(finite(bounds.timeout))
            .timeout_resolve(connect_timeout)
            .timeout_connect(connect_timeout)
            .build();
        self.agent.run(request)
    }
}

impl Transport for UreqTransport {
    fn send(&self, request: Request, bounds: &Bounds) -> Result<Response, TransportError> {
        admit(&request, bounds, self.plain_http)?;
        WRITTEN.set(false);
        self.exchange(request, bounds).map_err(|error| failure(error, WRITTEN.get()))
    }
}

/// A time as ureq takes it: it panics where one reaches beyond the end of its clock.
fn finite(time: Duration) -> Option<Duration> {
    const YEAR: Duration = Duration::from_secs(365 * 24 * 60 * 60);
    (time < YEAR).then_some(time)
}

fn proxy(proxy: &Proxy) -> Result<ureq::Proxy, OptionsError> {
    let builder = ureq::Proxy::builder(ProxyProtocol::Http).host(proxy.host()).port(proxy.port());
    let builder = match proxy.credentials() {
        Some(credentials) => builder.username(&credentials.user).password(&credentials.password),
        None => builder,
    };
    builder.build().map_err(|_| OptionsError::Proxy { why: "its host is none" })
}

fn tls_config(options: &TransportOptions) -> TlsConfig {
    let roots = match options.roots() {
        Some(roots) => roots.iter().map(|root| Certificate::from_der(root).to_owned()).into(),
        None => RootCerts::WebPki,
    };
    TlsConfig::builder().root_certs(roots).build()
}

/// What became of a request, given whether any of it was written.
fn failure(error: Error, written: bool) -> TransportError {
    let cause = match &error {
        Error::Timeout(_) => Cause::Timeout,
        Error::BodyExceedsLimit(_) | Error::LargeResponseHeader(..) => Cause::TooLarge,
        Error::Protocol(_) if written => Cause::NotHttp,
        Error::Http(_) | Error::BadUri(_) | Error::Protocol(_) => Cause::Other,
        _ if !written => Cause::Connect,
        _ => Cause::Interrupted,
    };
    let failure = TransportError::new(if written { Sent::Perhaps } else { Sent::No }, cause);
    match error {
        Error::Io(error) => failure.with_source(error),
        // The texts of these hold parts of the URL or of headers.
        Error::Http(_) | Error::BadUri(_) | Error::Protocol(_) | Error::RequireHttpsOnly(_) => {
            failure
        }
        error => failure.with_source(error),
    }
}

thread_local! {
    /// Whether any of the request that this thread is sending was written. ureq writes on the thread that calls it.
    static WRITTEN: Cell<bool> = const { Cell::new(false) };
}

/// The last link in the chain of connectors: what it is given is connected, through a proxy and TLS too.
#[derive(Debug)]
struct Watch {
    proxied: bool,
}

impl Watch {
    /// Whether this is the connection to the proxy itself, on which ureq writes a request of its own.
    fn leads_to_proxy(&self, details: &ConnectionDetails<'_>) -> bool {
        self.proxied && details.config.proxy().is_none()
    }
}

impl<In: Connection> Connector<In> for Watch {
    type Out = Either<In, Watched<In>>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let to_proxy = self.leads_to_proxy(details);
        Ok(chained
            .map(|chained| if to_proxy { Either::A(chained) } else { Either::B(Watched(chained)) }))
    }
}

/// A connection that notes when something is written to it.
#[derive(Debug)]
struct Watched<C>(C);

impl<C: Connection> Connection for Watched<C> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        WRITTEN.set(true);
        self.0.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}
