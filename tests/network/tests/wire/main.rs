//! The clients on the wire: what they send, what they make of every answer, and what they do when something goes wrong.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what these tests stand on may stop them at the first surprise"
)]

mod calls;
mod choices;
mod errors;
mod every_fault;
mod fates;
mod one_error;
mod pages;
mod process_once;
mod reads;
mod redaction;
mod resume;
mod scenario;
mod send_once;
