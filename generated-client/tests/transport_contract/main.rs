//! What every transport keeps to, over real sockets: a request is sent once at most, and an error says truly whether
//! it may have been received.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test may stop at the first surprise"
)]

mod answers;
mod connections;
mod door;
mod faults;
mod proxies;
mod server;
mod tls;
