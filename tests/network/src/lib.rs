//! A small platform to send calls to: its [books], [turns](turn) that go wrong, a [server] that plays them over
//! sockets, and the [clients] under test.

pub mod books;
pub mod clients;
pub mod server;
pub mod turn;
