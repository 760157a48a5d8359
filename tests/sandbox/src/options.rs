//! How a sandbox is set up.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::accounts::Account;
use crate::clock::Pace;

/// The port of `cargo xtask sandbox` unless another is asked for.
pub const DEFAULT_PORT: u16 = 8765;

/// How a sandbox is set up. The default suits tests: a free port, no log, a clock that stands still until it is moved.
#[derive(Clone, Debug)]
pub struct Options {
    /// The folder of the description.
    pub spec: PathBuf,
    /// Where to listen; port 0 is any free one.
    pub address: SocketAddr,
    /// What ids and chances are drawn from: the same requests with the same seed give the same ones.
    pub seed: u64,
    /// Who may call.
    pub accounts: Vec<Account>,
    /// How time passes.
    pub pace: Pace,
    /// How long a payout stays in a stage before it enters the next, in the sandbox's time.
    pub stage: Duration,
    /// How long after a change its callback is sent, in the sandbox's time; changes in between are sent with it.
    pub callback_after: Duration,
    /// Whether callbacks tell of settled payouts only.
    pub only_final: bool,
    /// Whether every callback is sent twice.
    pub duplicate_callbacks: bool,
    /// Whether a callback is held back until the next one about the same payout was sent.
    pub reorder_callbacks: bool,
    /// Whether a second payout is made for a `reference_id` that is in use, as a platform might that does not look. The
    /// documented one answers 409.
    pub accept_repeats: bool,
    /// Whether a lookup by `reference_id` that finds nothing is answered with 404, not with an empty list. The page
    /// allows both.
    pub nothing_found_is_404: bool,
    /// Whether payouts are processed without a process call.
    pub auto_process: bool,
    /// Whether answers are held against the schemas. One that does not fit becomes a 500 that says why.
    pub check_answers: bool,
    /// How many of the last requests are kept to be looked at.
    pub keep_requests: usize,
    /// The largest body that is read, in bytes.
    pub largest_body: usize,
    /// Whether a line about each request is written to the standard error.
    pub log: bool,
    /// A page for `GET /`, in HTML.
    pub page: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            spec: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../spec")),
            address: SocketAddr::new(IpAddr::V4(Ipv4Addr::LOCALHOST), 0),
            seed: 0,
            accounts: vec![Account::first(), Account::second(), Account::without_rights()],
            pace: Pace::Still,
            stage: Duration::from_secs(2),
            callback_after: Duration::from_secs(1),
            only_final: false,
            duplicate_callbacks: false,
            reorder_callbacks: false,
            accept_repeats: false,
            nothing_found_is_404: false,
            auto_process: false,
            check_answers: true,
            keep_requests: 10_000,
            largest_body: 1 << 20,
            log: false,
            page: None,
        }
    }
}

impl Options {
    /// Those of `cargo xtask sandbox`: a fixed port, real time, a log.
    #[must_use]
    pub fn for_people() -> Self {
        let mut options = Self { pace: Pace::Times(1), log: true, ..Self::default() };
        options.address.set_port(DEFAULT_PORT);
        options
    }
}
