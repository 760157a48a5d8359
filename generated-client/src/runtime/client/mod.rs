//! Clients: operations sent to a server, with retries, paging and reconciliation.
//!
//! What to do next is decided by small state machines that do no I/O (`machine.rs`); an asynchronous and a blocking driver run the
//! same ones.

pub mod blocking;
mod call;
mod door;
mod error;
mod machine;
mod once;
mod pages;
mod retry;
mod send;
mod settings;
mod watch;

pub use call::Call;
pub use door::{Client, Door, Unbound};
pub use error::{CallError, ErrorOf, Fault};
pub use once::{How, Made, Once, OnceError, Tries, Uncertain};
pub use pages::{Items, PageError, Pages};
pub use retry::Retry;
pub use settings::Settings;
pub use watch::{Watch, Watched};
