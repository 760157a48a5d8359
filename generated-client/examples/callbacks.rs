//! A stand-in until the example is written.

fn main() {}
