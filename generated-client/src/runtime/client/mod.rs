//! Clients: operations sent to a server, with retries, paging and reconciliation.
//!
//! What to do next is decided by small state machines that do no I/O (`machine.rs`); an asynchronous and a blocking driver run the
//! same ones.

mod any_error;
pub mod blocking;
mod call;
mod door;
mod error;
mod machine;
mod once;
mod once_error;
mod once_machine;
mod pages;
mod resumed;
mod retry;
mod saved;
mod send;
mod settings;
mod watch;

pub use any_error::Error;
pub use call::Call;
pub use door::{Client, Door, Unbound};
pub use error::{CallError, ErrorOf, Fault, PageFault};
pub use once::{How, LookupError, Made, Once, Tries, Uncertain};
pub use once_error::OnceError;
pub use pages::{Items, Pages};
pub use resumed::Resumed;
pub use retry::Retry;
pub use saved::{Place, ResumeError, Saved};
pub use settings::Settings;
pub use watch::{Watch, Watched};
