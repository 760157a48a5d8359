//! A client for an invented JSON:API of odd names and shapes. Everything but these lines is generated; the runtime is that of
//! the published client.

#[rustfmt::skip]
mod generated;

pub use cublox_payouts::runtime;
pub use generated::*;
