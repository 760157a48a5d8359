//! Runs the conformance cases of an API on the client that is generated for it.
//!
//! A client in another language is run by a program of the same parts: a table from the names of operations to the client's
//! own calls, a transport that plays the script of a case, and a comparison. `runner.py` is such a program, for the
//! small client in `client.py`.

pub mod apis;
mod cases;
mod mutation;
mod play;
mod report;
mod run;

pub use cases::{Cases, read};
pub use mutation::mutants;
pub use report::{Row, table};
pub use run::{Door, Verdicts, run};
