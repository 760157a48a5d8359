//! All that may happen to a request.

use network_tests::books::{self, Answer, Books, Request};
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

/// What may happen to a request.
pub(crate) type Fates = fn(&Request) -> Vec<Fate>;

/// All that may happen where a lookup that is answered in good order is up to date.
pub(crate) fn any(request: &Request) -> Vec<Fate> {
    if request.is_write() {
        let mut fates = of_write();
        fates.push(Fate::Turn(Turn::after(instead(400, PAGE))));
        fates
    } else {
        of_lookup()
    }
}

/// All that may happen where a lookup may miss what was just done. What a lookup says after an answer of 400 is then worth
/// nothing, so a write that is answered with 400 is not carried out here.
pub(crate) fn stale(request: &Request) -> Vec<Fate> {
    if request.is_write() {
        return of_write();
    }
    let none = [
        Answer::new(200, r#"{"data":[]}"#),
        Answer::new(200, r#"{"data":null}"#),
        books::not_found(),
    ];
    let mut fates = of_lookup();
    fates.extend(none.map(|answer| Fate::Turn(Turn::answer(answer))));
    fates
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

fn of_lookup() -> Vec<Fate> {
    let another = books::resource(Books::default().enter("another", "10.55"));
    let turns = [
        Turn::honest(),
        Turn::before(Reply::Close),
        Turn::before(instead(503, PAGE)),
        Turn::before(instead(404, PAGE)),
        Turn::before(instead(200, ERROR)),
        Turn::before(instead(200, "{")),
        Turn::before(instead(200, &format!(r#"{{"data":[{another}]}}"#))),
        Turn::answer(books::unauthorized()),
    ];
    turns.map(Fate::Turn).to_vec()
}
