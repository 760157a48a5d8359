//! A client for the newsroom, an invented JSON:API. Everything but these lines is generated; the runtime is that of the
//! published client.

#[rustfmt::skip]
mod generated;

pub use cublox_payouts::runtime;
pub use generated::*;
