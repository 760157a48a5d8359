//! Client for the Cublox payout API.

pub mod runtime;
#[rustfmt::skip]
mod generated;

pub use generated::*;
