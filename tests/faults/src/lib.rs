//! A proxy that stands between an HTTP client and a server and damages their traffic by a [`Plan`]: connections refused and
//! reset, requests lost, doubled and delivered late, answers cut, held back and replaced. It knows HTTP/1.1 and no API. What
//! meets a request follows from the plan's seed, the request's key and how many requests of that key came before, and from
//! nothing else: the same seed gives the same faults, however the work is spread over connections and threads.

mod connection;
mod fate;
mod message;
mod plan;
mod proxy;

pub use fate::{Copy, Damage, Fate, Lateness, Moment, StandIn};
pub use message::Request;
pub use plan::{Met, Outages, Plan};
pub use proxy::Proxy;
