#![doc = include_str!("../README.md")]
//!
//! # Where things are
//!
//! - [`operations`]: the calls, by group. Start here.
//! - [`models`]: what they send and receive.
//! - [`callbacks`]: what the platform sends by itself.
//! - [`runtime`]: what every call stands on: [`Operation`](runtime::Operation), [`Document`](runtime::Document),
//!   [`Decimal`](runtime::Decimal), [`Failure`](runtime::Failure).

pub mod runtime;

#[rustfmt::skip]
mod generated;

pub use generated::*;
