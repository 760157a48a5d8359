//! A small platform to send calls to: its [books](books), [turns](turn) that go wrong, a [server](server) that plays them over
//! sockets, and the two [clients](clients) under test.

pub mod books;
pub mod clients;
pub mod server;
pub mod turn;
