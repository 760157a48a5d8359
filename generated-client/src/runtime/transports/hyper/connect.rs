//! Connections: TCP, a proxy's tunnel, TLS, HTTP/1.1. Whatever fails here, no request has been sent.

use std::error::Error;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use http::{HeaderValue, Uri};
use http_body_util::Full;
use hyper::client::conn::http1::{self, SendRequest};
use hyper_rustls::{ConfigBuilderExt, HttpsConnector};
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::rt::TokioIo;
use rustls::ClientConfig;
use rustls::crypto::ring;
use tokio::net::TcpStream;
use tower_service::Service;

use super::pool::Origin;
use crate::runtime::transport::{Cause, TransportError};
use crate::runtime::transports::options::{
    OptionsError, Proxy, ProxyCredentials, TransportOptions, root_store,
};
use crate::runtime::transports::unsent;

type Stream = hyper_rustls::MaybeHttpsStream<TokioIo<TcpStream>>;
type BoxError = Box<dyn Error + Send + Sync>;

/// Makes connections.
pub(super) struct Connector {
    tcp: HttpConnector,
    tls: Arc<ClientConfig>,
    proxy: Option<Proxy>,
}

impl Connector {
    pub(super) fn new(options: &TransportOptions) -> Result<Self, OptionsError> {
        let mut tcp = HttpConnector::new();
        tcp.enforce_http(false);
        tcp.set_nodelay(true);
        Ok(Self { tcp, tls: Arc::new(tls_config(options)?), proxy: options.proxy().cloned() })
    }

    /// A connection to an origin. `limit` is shared among the addresses of its host; the caller keeps to it in all.
    pub(super) async fn connect(
        &self,
        origin: &Origin,
        limit: Duration,
    ) -> Result<SendRequest<Full<Bytes>>, TransportError> {
        let stream = self.stream(origin, limit).await.map_err(not_connected)?;
        let (sender, connection) =
            http1::handshake(stream).await.map_err(|error| not_connected(error.into()))?;
        // Its errors reach whoever waits for an answer.
        tokio::spawn(connection);
        Ok(sender)
    }

    async fn stream(&self, origin: &Origin, limit: Duration) -> Result<Stream, BoxError> {
        let uri = origin.uri()?;
        let mut tcp = self.tcp.clone();
        tcp.set_connect_timeout(Some(limit));
        match &self.proxy {
            None => call(HttpsConnector::from((tcp, self.tls.clone())), uri).await,
            Some(proxy) => {
                call(HttpsConnector::from((tunnel(proxy, tcp)?, self.tls.clone())), uri).await
            }
        }
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Connector").field("proxy", &self.proxy).finish_non_exhaustive()
    }
}

async fn call<S: Service<Uri>>(mut service: S, uri: Uri) -> Result<S::Response, S::Error> {
    poll_fn(|context| service.poll_ready(context)).await?;
    service.call(uri).await
}

fn tunnel(proxy: &Proxy, tcp: HttpConnector) -> Result<Tunnel<HttpConnector>, http::Error> {
    let authority = format!("{}:{}", proxy.host(), proxy.port());
    let uri = Uri::builder().scheme("http").authority(authority).path_and_query("/").build()?;
    let tunnel = Tunnel::new(uri, tcp);
    Ok(match proxy.credentials() {
        Some(credentials) => tunnel.with_auth(basic(credentials)?),
        None => tunnel,
    })
}

fn basic(credentials: &ProxyCredentials) -> Result<HeaderValue, http::Error> {
    let ProxyCredentials { user, password } = credentials;
    let value = format!("Basic {}", STANDARD.encode(format!("{user}:{password}")));
    Ok(HeaderValue::try_from(value)?)
}

fn tls_config(options: &TransportOptions) -> Result<ClientConfig, OptionsError> {
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(OptionsError::Tls)?;
    let builder = match options.roots() {
        Some(roots) => builder.with_root_certificates(root_store(roots)?),
        None => builder.with_webpki_roots(),
    };
    Ok(builder.with_no_client_auth())
}

fn not_connected(error: BoxError) -> TransportError {
    let cause = if timed_out(&*error) { Cause::Timeout } else { Cause::Connect };
    unsent(cause).with_source(error)
}

fn timed_out(error: &(dyn Error + 'static)) -> bool {
    let mut errors = std::iter::successors(Some(error), |error| (*error).source());
    errors.any(|error| {
        error
            .downcast_ref::<io::Error>()
            .is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
    })
}
