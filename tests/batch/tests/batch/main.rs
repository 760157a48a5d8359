//! The program that pays a CSV file, run as people run it, against a sandbox whose books are the judge.
#![cfg(unix)]
#![expect(clippy::expect_used, reason = "a test may stop at the first surprise")]

mod faults;
mod file;
mod journal;
mod killed;
mod money;
mod program;
