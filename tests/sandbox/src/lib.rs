//! The platform in a box: a stateful server that speaks the documented API.
//!
//! Routes, schemas and the life cycle come from the description in `spec/`; what the calls do is written here by hand,
//! against the documentation and with none of the client's types, so that client and server can disagree. Requests are
//! held against the emitted JSON Schemas, and so is every answer.
//!
//! A test starts a [`Sandbox`] and looks into its [`Books`]; [`Options`] make it slow, hasty, forgetful or talkative.
//! People start it with `cargo xtask sandbox`; the README says more.

mod accounts;
mod answer;
mod behavior;
mod books;
mod callbacks;
mod chance;
mod clock;
mod course;
mod create;
mod deliver;
mod example;
mod field_errors;
mod fields;
mod inspection;
mod invoice;
mod json;
mod ledger;
mod life_cycle;
mod lists;
mod log;
mod money;
mod options;
mod prerequest;
mod routes;
mod sandbox;
mod schemas;
mod seen;
mod server;
mod services;
mod view;
mod world;

pub use self::accounts::Account;
pub use self::books::{Books, Creates, MoveError, Payout};
pub use self::callbacks::{Sent, signature};
pub use self::clock::Pace;
pub use self::ledger::NotAllowed;
pub use self::options::{DEFAULT_PORT, Options};
pub use self::sandbox::{Sandbox, StartError};
pub use self::seen::SeenRequest;
