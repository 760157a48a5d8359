//! The clients on the wire: what they send, what they make of every answer, and what they do when something goes wrong.

mod choices;
mod every_fault;
