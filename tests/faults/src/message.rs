//! Whole HTTP/1.1 messages off a connection. Bodies have a `Content-Length`; another framing is an error.

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt as _};

/// A head may have this many headers, and a message this many bytes.
const MAX_HEADERS: usize = 64;
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// A request that came to the proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: String,
    /// Its path and query.
    pub target: String,
    /// Its body.
    pub body: Vec<u8>,
    /// All of it, as it came.
    pub(crate) bytes: Vec<u8>,
}

/// An answer that came to the proxy.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: String,
    pub(crate) body: Vec<u8>,
    pub(crate) bytes: Vec<u8>,
    /// Whether the server closes the connection after it.
    pub(crate) last: bool,
}

/// The bytes of a connection that were read and not yet used.
#[derive(Debug, Default)]
pub(crate) struct Unread(Vec<u8>);

struct Head {
    length: usize,
    first: (String, String),
    status: u16,
    headers: Headers,
}

#[derive(Default)]
struct Headers {
    content_length: usize,
    content_type: String,
    close: bool,
}

impl Unread {
    /// The next request; `None` where the connection was closed before it.
    pub(crate) async fn request(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
    ) -> io::Result<Option<Request>> {
        let Some(head) = self.head(stream, parse_request).await? else { return Ok(None) };
        let (bytes, body) = self.body(stream, &head, head.headers.content_length).await?;
        let (method, target) = head.first;
        Ok(Some(Request { method, target, body, bytes }))
    }

    /// The answer to a request of this method.
    pub(crate) async fn response(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        method: &str,
    ) -> io::Result<Response> {
        let head = self.head(stream, parse_response).await?;
        let head = head.ok_or_else(|| io::Error::from(io::ErrorKind::UnexpectedEof))?;
        let empty = method == "HEAD" || matches!(head.status, 100..=199 | 204 | 304);
        let length = if empty { 0 } else { head.headers.content_length };
        let (bytes, body) = self.body(stream, &head, length).await?;
        let Headers { content_type, close: last, .. } = head.headers;
        Ok(Response { status: head.status, content_type, body, bytes, last })
    }

    async fn head(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        parse: fn(&[u8]) -> io::Result<Option<Head>>,
    ) -> io::Result<Option<Head>> {
        loop {
            if let Some(head) = parse(&self.0)? {
                return Ok(Some(head));
            }
            if !self.more(stream).await? {
                let cut = !self.0.is_empty();
                return if cut { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(None) };
            }
        }
    }

    /// Takes a whole message off what was read: all its bytes, and those of its body.
    async fn body(
        &mut self,
        stream: &mut (impl AsyncRead + Unpin),
        head: &Head,
        length: usize,
    ) -> io::Result<(Vec<u8>, Vec<u8>)> {
        let end = head.length.saturating_add(length);
        if end > MAX_BYTES {
            return Err(invalid("a message is longer than 16 MiB"));
        }
        while self.0.len() < end {
            if !self.more(stream).await? {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let rest = self.0.split_off(end);
        let bytes = std::mem::replace(&mut self.0, rest);
        let body = bytes[head.length..].to_vec();
        Ok((bytes, body))
    }

    /// Reads on; whether anything came.
    async fn more(&mut self, stream: &mut (impl AsyncRead + Unpin)) -> io::Result<bool> {
        self.0.reserve(8 * 1024);
        Ok(stream.read_buf(&mut self.0).await? > 0)
    }
}

fn parse_request(bytes: &[u8]) -> io::Result<Option<Head>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    let httparse::Status::Complete(length) = request.parse(bytes).map_err(invalid)? else {
        return Ok(None);
    };
    let first = (text(request.method), text(request.path));
    Ok(Some(Head { length, first, status: 0, headers: Headers::read(request.headers)? }))
}

fn parse_response(bytes: &[u8]) -> io::Result<Option<Head>> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = response.parse(bytes).map_err(invalid)? else {
        return Ok(None);
    };
    let status = response.code.unwrap_or_default();
    let headers = Headers::read(response.headers)?;
    Ok(Some(Head { length, first: Default::default(), status, headers }))
}

impl Headers {
    fn read(headers: &[httparse::Header<'_>]) -> io::Result<Self> {
        let mut read = Self::default();
        for header in headers {
            let value = std::str::from_utf8(header.value).map_err(invalid)?;
            match header.name.to_ascii_lowercase().as_str() {
                "content-length" => read.content_length = value.trim().parse().map_err(invalid)?,
                "content-type" => value.clone_into(&mut read.content_type),
                "connection" => read.close = value.eq_ignore_ascii_case("close"),
                "transfer-encoding" => return Err(invalid("the proxy reads no chunked bodies")),
                _ => {}
            }
        }
        Ok(read)
    }
}

fn text(part: Option<&str>) -> String {
    part.unwrap_or_default().to_owned()
}

fn invalid(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, error)
}
