//! Connections that lie idle, to be used again.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Uri};
use http_body_util::Full;
use hyper::client::conn::http1::SendRequest;

use crate::runtime::transport::{Cause, TransportError};
use crate::runtime::transports::{MAX_IDLE, MAX_IDLE_AGE, unsent};

type Connection = SendRequest<Full<Bytes>>;

/// Where a connection leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Origin {
    scheme: Scheme,
    authority: Authority,
}

impl Origin {
    pub(super) fn of(uri: &Uri) -> Result<Self, TransportError> {
        match (uri.scheme(), uri.authority()) {
            (Some(scheme), Some(authority)) => {
                Ok(Self { scheme: scheme.clone(), authority: authority.clone() })
            }
            _ => Err(unsent(Cause::Other).with_source("the URL names no host")),
        }
    }

    /// Its URI, always with the port: a tunnel needs it.
    pub(super) fn uri(&self) -> Result<Uri, http::Error> {
        let port = match self.authority.port_u16() {
            Some(port) => port,
            None if self.scheme == Scheme::HTTPS => 443,
            None => 80,
        };
        let authority = format!("{}:{port}", self.authority.host());
        Uri::builder().scheme(self.scheme.clone()).authority(authority).path_and_query("/").build()
    }

    /// The value of the `Host` header: host and port as the URL has them.
    pub(super) fn host_header(&self) -> Result<HeaderValue, TransportError> {
        let authority = self.authority.as_str();
        let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
        HeaderValue::from_str(host).map_err(|error| unsent(Cause::Other).with_source(error))
    }
}

/// Idle connections, the one used last at the end.
#[derive(Default)]
pub(super) struct Pool(Mutex<Vec<Idle>>);

struct Idle {
    origin: Origin,
    connection: Connection,
    since: Instant,
}

impl Pool {
    /// Takes a connection to this origin on which a request can be sent at once, as far as can be told.
    pub(super) async fn take(&self, origin: &Origin) -> Option<Connection> {
        while let Some(mut connection) = self.take_last(origin) {
            if connection.ready().await.is_ok() {
                return Some(connection);
            }
        }
        None
    }

    fn take_last(&self, origin: &Origin) -> Option<Connection> {
        let mut idle = self.fresh();
        let index = idle.iter().rposition(|idle| idle.origin == *origin)?;
        Some(idle.remove(index).connection)
    }

    /// Keeps a connection whose last answer has been read to its end.
    pub(super) fn put(&self, origin: Origin, connection: Connection) {
        let mut idle = self.fresh();
        if idle.len() < MAX_IDLE {
            idle.push(Idle { origin, connection, since: Instant::now() });
        }
    }

    /// The connections that are still open and have not lain idle for too long; the others are closed.
    fn fresh(&self) -> MutexGuard<'_, Vec<Idle>> {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|idle| !idle.connection.is_closed() && idle.since.elapsed() < MAX_IDLE_AGE);
        idle
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pool")
    }
}
