//! Client for the Cublox payout API.

pub mod runtime;
