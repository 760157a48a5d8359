//! The sandbox as its callers meet it: over real HTTP, with a plain client that knows nothing of the API.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod callbacks;
mod creating;
mod description;
mod life_cycle;
mod lists;
mod reading;
mod strange;
mod support;
