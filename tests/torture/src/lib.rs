//! Makes payouts through a network that fails, with workers that die, and holds what was told against the books of the platform.
//!
//! A [`Campaign`] starts a sandbox and a proxy before it, lets workers make payouts, resumes what is left unknown when the network
//! has calmed down, and compares. Orders, faults, refused connections and deaths follow from the seed and the payout alone, so
//! that a campaign, or a single payout of it, can be replayed. `cargo xtask torture` runs it and prints the counts.

mod campaign;
mod chance;
mod client;
mod journal;
mod judge;
mod key;
mod order;
mod report;
mod story;
mod table;
mod transport;
mod worker;

pub use self::campaign::{Campaign, CampaignError};
pub use self::journal::{Shown, Told};
pub use self::judge::Finding;
pub use self::order::{Kind, Order};
pub use self::report::{Failure, Report, Tally};
pub use self::story::Manner;
pub use self::table::table;
