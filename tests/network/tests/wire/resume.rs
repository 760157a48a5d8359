//! An uncertain write, taken up again in another process: nothing goes from one to the other but text.

use cublox_payouts::operations::payout_invoices::Create;
use cublox_payouts::runtime::{How, Json, Once, Reconcile};
use network_tests::clients::{AnyClient, both, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};

use crate::scenario::{Claim, ERROR, REFERENCE_ID, Verdict, a_create, instead};

/// Sends a create until it is uncertain, and returns what a process would keep.
fn saved(client: &AnyClient) -> String {
    let Ok(Once::Uncertain(uncertain)) = client.send_once(a_create()) else {
        panic!("it is uncertain")
    };
    uncertain.save().as_str().to_owned()
}

/// Takes up what was kept.
fn resumed(client: &AnyClient, saved: &str) -> Verdict {
    let operation = Create::restore(&Json::parse(saved).unwrap()).unwrap();
    Verdict::of(&client.resume(operation))
}

/// The first process loses the answer to this turn and may not look; another goes on.
fn check(turn: &Turn, expected: Claim, writes: u32) {
    for index in 0..2 {
        let server = Server::start([turn.clone(), Turn::before(instead(401, ERROR))]).unwrap();
        let clients = || both(&quick(&server.url()).unwrap()).unwrap();
        let saved = saved(&clients()[index]);
        let verdict = resumed(&clients()[1 - index], &saved);
        assert_eq!((verdict.claim, verdict.writes), (expected, writes), "{turn:?}");
        assert_eq!(server.seen()[2].request.method, "GET", "it looks before it writes");
        assert_eq!(server.books(|books| books.of(REFERENCE_ID).len()), 1);
        let bodies: Vec<_> = server.writes().into_iter().map(|write| write.request.body).collect();
        assert!(bodies.windows(2).all(|pair| pair[0] == pair[1]), "{bodies:?}");
    }
}

#[test]
fn what_was_done_is_found() {
    check(&Turn::after(Reply::Close), Claim::Done(How::Found), 0);
}

#[test]
fn what_was_not_done_is_sent_again() {
    check(&Turn::before(Reply::Close), Claim::Done(How::Answered), 1);
}
