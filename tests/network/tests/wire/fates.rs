//! All that may happen to a request.

use network_tests::books::{self, Books, Request};
use network_tests::turn::{Reply, Turn};

use crate::scenario::{ERROR, PAGE, instead};

/// What happens to a request.
#[derive(Clone, Debug)]
pub(crate) enum Fate {
    /// No connection could be made.
    Unsent,
    /// It is the platform's turn.
    Turn(Turn),
}

/// All that may happen to requests.
#[derive(Debug)]
pub(crate) struct Fates {
    of_write: Vec<Fate>,
    of_lookup: Vec<Fate>,
}

impl Fates {
    /// Where a lookup that is answered in good order is up to date.
    pub(crate) fn with_lookups_up_to_date() -> Self {
        let mut of_write = of_write();
        of_write.push(Fate::Turn(Turn::after(instead(400, PAGE))));
        let another = books::resource(Books::default().enter("another", "10.55"));
        let of_lookup = [
            Turn::honest(),
            Turn::before(Reply::Close),
            Turn::before(instead(503, PAGE)),
            Turn::before(instead(404, PAGE)),
            Turn::before(instead(200, ERROR)),
            Turn::before(instead(200, "{")),
            Turn::before(instead(200, &format!(r#"{{"data":[{another}]}}"#))),
            Turn::answer(books::unauthorized()),
        ];
        Self { of_write, of_lookup: of_lookup.map(Fate::Turn).to_vec() }
    }

    /// Where a lookup may miss what was just done. What it says after an answer of 400 is then worth nothing, so no write is
    /// carried out here that is answered with 400.
    pub(crate) fn with_stale_lookups() -> Self {
        let of_lookup = [
            Turn::honest(),
            Turn::before(Reply::Close),
            Turn::before(instead(200, r#"{"data":[]}"#)),
            Turn::answer(books::not_found()),
        ];
        Self { of_write: of_write(), of_lookup: of_lookup.map(Fate::Turn).to_vec() }
    }

    /// All that may happen to this one.
    pub(crate) fn of(&self, request: &Request) -> &[Fate] {
        if request.is_write() { &self.of_write } else { &self.of_lookup }
    }
}

/// A status of 4xx that the page documents is the server's last word on a request: it is not carried out later. All else may be.
fn of_write() -> Vec<Fate> {
    let turns = [
        Turn::honest(),
        Turn::before(Reply::Close),
        Turn::after(Reply::Close),
        Turn::late(Reply::Close),
        Turn::before(instead(503, PAGE)),
        Turn::after(instead(500, ERROR)),
        Turn::late(instead(504, PAGE)),
        Turn::before(instead(400, ERROR)),
        Turn::late(instead(429, "")),
        Turn::late(instead(418, PAGE)),
        Turn::late(instead(202, "")),
        Turn::before(instead(409, "")),
        Turn::after(instead(409, ERROR)),
        Turn::before(instead(200, ERROR)),
        Turn::after(instead(201, r#"{"data":{"#)),
        Turn::answer(books::unauthorized()),
        Turn::answer(books::refused()),
    ];
    turns.map(Fate::Turn).into_iter().chain([Fate::Unsent]).collect()
}
