//! The asynchronous transport: hyper over tokio, TLS by rustls.

mod connect;
mod pool;

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HOST};
use http::uri::PathAndQuery;
use http::{HeaderValue, Uri};
use http_body_util::{BodyExt, Full};
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::SendRequest;
use tokio::time::timeout;

use self::connect::Connector;
use self::pool::{Origin, Pool};
use super::options::{OptionsError, TransportOptions};
use super::plain_http::PlainHttp;
use super::{admit, has_content, require_tokio, unsent};
use crate::runtime::transport::{
    AsyncTransport, Bounds, BoxFuture, Cause, Request, Response, Sent, TransportError,
};

type WireRequest = http::Request<Full<Bytes>>;

/// Sends requests asynchronously, over HTTP/1.1, on connections that it keeps for a few seconds.
///
/// It must be used within a tokio runtime that has I/O and time enabled. A future that is dropped closes its connection.
#[derive(Debug)]
pub struct HyperTransport {
    connector: Connector,
    pool: Pool,
    plain_http: PlainHttp,
}

impl HyperTransport {
    /// A transport with these options.
    ///
    /// # Errors
    /// Where TLS cannot be set up with them.
    pub fn new(options: &TransportOptions) -> Result<Self, OptionsError> {
        let connector = Connector::new(options)?;
        Ok(Self { connector, pool: Pool::default(), plain_http: options.plain_http() })
    }

    /// Sends a request on the first connection that takes it. `progress` says how far it got.
    async fn exchange(
        &self,
        request: Request,
        bounds: &Bounds,
        progress: &Progress,
    ) -> Result<Response, TransportError> {
        let origin = Origin::of(request.uri())?;
        let mut request = wire_request(request, &origin)?;
        loop {
            let idle = self.pool.take(&origin).await;
            let reused = idle.is_some();
            let mut connection = match idle {
                Some(connection) => connection,
                None => self.connect(&origin, bounds.connect_timeout).await?,
            };
            progress.handed_over();
            match connection.try_send_request(request).await {
                Ok(answer) => {
                    let answer = collect(answer, bounds.max_response).await?;
                    self.pool.put(origin, connection);
                    return Ok(answer);
                }
                // hyper hands a request back only where it has not begun to write it.
                Err(mut error) => match error.take_message() {
                    Some(handed_back) if reused => {
                        progress.handed_back();
                        request = handed_back;
                    }
                    Some(_) => {
                        return Err(unsent(Cause::Interrupted).with_source(error.into_error()));
                    }
                    None => return Err(broken_off(error.into_error())),
                },
            }
        }
    }

    async fn connect(
        &self,
        origin: &Origin,
        limit: Duration,
    ) -> Result<SendRequest<Full<Bytes>>, TransportError> {
        match timeout(limit, self.connector.connect(origin, limit)).await {
            Ok(connected) => connected,
            Err(elapsed) => Err(unsent(Cause::Timeout).with_source(elapsed)),
        }
    }
}

impl AsyncTransport for HyperTransport {
    fn send<'a>(
        &'a self,
        request: Request,
        bounds: &'a Bounds,
    ) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            admit(&request, bounds, self.plain_http)?;
            require_tokio()?;
            let progress = Progress::default();
            match timeout(bounds.timeout, self.exchange(request, bounds, &progress)).await {
                Ok(result) => result,
                Err(elapsed) => {
                    Err(TransportError::new(progress.sent(), Cause::Timeout).with_source(elapsed))
                }
            }
        })
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(pause))
    }
}

/// Whether hyper has the request, and may have written some of it.
#[derive(Default)]
struct Progress(AtomicBool);

impl Progress {
    fn handed_over(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn handed_back(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    fn sent(&self) -> Sent {
        if self.0.load(Ordering::Relaxed) { Sent::Perhaps } else { Sent::No }
    }
}

/// The request as HTTP/1.1 writes it: the path without the host, which is a header.
fn wire_request(request: Request, origin: &Origin) -> Result<WireRequest, TransportError> {
    let length = has_content(&request).then(|| request.body().as_str().len());
    let (mut parts, body) = request.into_parts();
    let path = parts.uri.path_and_query().cloned().unwrap_or(PathAndQuery::from_static("/"));
    parts.uri = Uri::from(path);
    parts.headers.insert(HOST, origin.host_header()?);
    if let Some(length) = length {
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    Ok(WireRequest::from_parts(parts, Full::new(Bytes::from(body.into_bytes()))))
}

/// Reads the body of an answer to its end, if it is not longer than allowed.
async fn collect(
    answer: http::Response<Incoming>,
    limit: usize,
) -> Result<Response, TransportError> {
    let too_large = || TransportError::new(Sent::Perhaps, Cause::TooLarge);
    let (parts, mut body) = answer.into_parts();
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(broken_off)?.into_data() else { continue };
        if data.len() > limit - bytes.len() {
            return Err(too_large());
        }
        bytes.extend_from_slice(&data);
    }
    Ok(Response::from_parts(parts, bytes))
}

/// What hyper reports once it has begun to write a request. Its errors show nothing of it.
fn broken_off(error: hyper::Error) -> TransportError {
    let cause = if error.is_parse() { Cause::NotHttp } else { Cause::Interrupted };
    TransportError::new(Sent::Perhaps, cause).with_source(error)
}
