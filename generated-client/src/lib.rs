#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(feature = "hyper", doc = include_str!("../README.md"))]
#![cfg_attr(
    not(feature = "hyper"),
    doc = "A client for the Cublox payout API. Its README shows the feature `hyper` in use."
)]
//!
//! # Where things are
//!
//! - [`Client`] and [`blocking::Client`] with their [`Settings`]; [`Calls`] gives them the calls; [`Error`] is every error.
//! - [`operations`]: the calls, by group.
//! - [`models`]: what they send and receive.
//! - [`callbacks`]: what the platform sends by itself.
//! - `callback_mode` (feature `callbacks`): whether a callback is genuine, and whether it is a test.
//! - `recipient` (feature `validate`): recipient data checked before it is sent.
//! - [`runtime`]: what every call stands on: [`Operation`](runtime::Operation), [`Document`](runtime::Document),
//!   [`Decimal`](runtime::Decimal), [`Failure`](runtime::Failure).

#[cfg(feature = "callbacks")]
pub mod callback_mode;
#[cfg(feature = "validate")]
pub mod recipient;
pub mod runtime;

#[rustfmt::skip]
mod generated;

pub use generated::*;

/// The crate whose `Request` and `Response` a transport of one's own handles, in the version that is used here.
pub use http;

/// Any error of a client: all others become one with `?`.
pub type Error = runtime::Error<Api>;
