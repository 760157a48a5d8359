//! What may become of a request and of its answer.

use std::time::Duration;

/// What becomes of a request and of its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is delivered and answered.
    Pass,
    /// It is delivered and answered, and the connection closed as soon as the answer is out, without a word: whoever keeps it
    /// to use it again finds it broken.
    Stale,
    /// The connection is reset.
    Reset(Moment),
    /// It is delivered; of the answer's bytes come as many per mille, and the connection is closed.
    Cut {
        /// How much of the answer comes, head included, in thousandths.
        permille: u16,
    },
    /// It is delivered at once; the answer is held back for this long.
    Slow(Duration),
    /// The connection is reset, and the request is delivered later.
    Late(Lateness),
    /// It is delivered twice.
    Twice(Copy),
    /// Another answer comes in place of the server's.
    Instead(StandIn, Moment),
    /// The server's answer is damaged on its way.
    Damaged(Damage),
}

/// How late a request is delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lateness {
    /// This much later.
    Time(Duration),
    /// Just before this many requests of its key have come after it, or when the proxy is [settled](crate::Proxy::settle): what
    /// arrives first does not depend on who is quicker.
    Requests(u32),
}

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Before the request reaches the server.
    Before,
    /// When a part of it has reached the server.
    During,
    /// When the server has answered it.
    After,
}

/// One of the two answers to a request that was delivered twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// The answer to the first delivery.
    First,
    /// The answer to the second.
    Second,
}

/// An answer that is not the server's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StandIn {
    /// This status with a JSON body.
    Status(u16),
    /// This status with a gateway's HTML page.
    Page(u16),
    /// 429, with the request to come again at once.
    TooMany,
}

/// What happens to an answer on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It says that it is an HTML page; the body is the server's.
    ContentType,
    /// Its body is no JSON.
    Body,
    /// Its body is empty.
    NoBody,
}

impl StandIn {
    /// The whole answer, head included.
    pub(crate) fn bytes(self) -> Vec<u8> {
        match self {
            Self::Status(status) => answer(
                status,
                "application/json",
                "",
                &format!(r#"{{"error":"stand-in for {status}"}}"#),
            ),
            Self::Page(status) => {
                let page = format!(
                    "<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
                );
                answer(status, "text/html", "", &page)
            }
            Self::TooMany => answer(429, "application/json", "retry-after: 0\r\n", "{}"),
        }
    }
}

impl Damage {
    /// The answer as it comes after this.
    pub(crate) fn apply(self, status: u16, content_type: &str, body: &str) -> Vec<u8> {
        match self {
            Self::ContentType => answer(status, "text/html", "", body),
            Self::Body => answer(status, content_type, "", "{\"data\": {\"type\": \u{fffd}"),
            Self::NoBody => answer(status, content_type, "", ""),
        }
    }
}

fn answer(status: u16, content_type: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Stand-In\r\ncontent-type: {content_type}\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
    .into_bytes()
}
