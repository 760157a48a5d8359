//! The confirmation of a payout, acting once, over sockets.

use cublox_payouts::models::PayoutStatus;
use cublox_payouts::operations::payout_invoices::process;
use cublox_payouts::runtime::{How, Once};
use network_tests::books::Books;
use network_tests::turn::{Reply, Turn};

use crate::scenario::{Claim, ERROR, PAGE, REFERENCE_ID, Verdict, instead, with_each};

fn a_payout(books: &mut Books) {
    books.enter(REFERENCE_ID, "10.55");
}

/// Confirms a payout against a script, with each client. `status` is what the books must say in the end.
fn check(script: &[Turn], expected: &Verdict, status: &str) {
    with_each(a_payout, script, |client, server| {
        let id = server.books(|books| books.of(REFERENCE_ID)[0].id.clone());
        let verdict = Verdict::of(&client.send_once(process(id)));
        assert_eq!(verdict, *expected, "{client:?} {script:?}");
        assert_eq!(server.books(|books| books.of(REFERENCE_ID)[0].status), status, "{script:?}");
        assert!(server.writes().windows(2).all(|pair| pair[0].raw == pair[1].raw));
    });
}

fn done(how: How, writes: u32, lookups: u32) -> Verdict {
    Verdict { claim: Claim::Done(how), writes, lookups: Some(lookups) }
}

#[test]
fn all_is_well() {
    check(&[], &done(How::Answered, 1, 0), "processing");
}

#[test]
fn lost_before_it_was_carried_out() {
    for reply in [
        Reply::ResetUnread,
        Reply::ResetHalfRead,
        Reply::Close,
        instead(500, ERROR),
        instead(400, PAGE),
    ] {
        check(&[Turn::before(reply)], &done(How::Answered, 2, 1), "processing");
    }
}

#[test]
fn lost_after_it_was_carried_out() {
    for reply in [Reply::Close, instead(500, ERROR), instead(400, PAGE)] {
        check(&[Turn::after(reply)], &done(How::MovedOn, 1, 1), "processing");
    }
    check(&[Turn::after(instead(200, PAGE))], &done(How::Found, 1, 1), "processing");
    check(&[Turn::half()], &done(How::MovedOn, 1, 1), "processing");
}

#[test]
fn a_late_one_overtakes_the_second() {
    check(&[Turn::late(Reply::Silence)], &done(How::MovedOn, 2, 2), "processing");
}

#[test]
fn what_expired_meanwhile_is_not_said_to_be_this_calls_doing() {
    let script = [Turn::before(Reply::Close)];
    let expired = |books: &mut Books| books.enter(REFERENCE_ID, "10.55").status = "expired";
    with_each(expired, &script, |client, server| {
        let id = server.books(|books| books.of(REFERENCE_ID)[0].id.clone());
        let Ok(Once::Done(made)) = client.send_once(process(id)) else { panic!("it is over") };
        assert_eq!(made.how, How::MovedOn, "whether it was confirmed before, nothing tells");
        assert_eq!(made.resource.attributes.status, PayoutStatus::Expired);
        assert_eq!(made.tries.writes, 1, "nothing is left to send");
    });
}

#[test]
fn what_is_still_created_is_not_done() {
    let script = [
        Turn::before(Reply::Close),
        Turn::honest(),
        Turn::before(instead(403, "")),
        Turn::before(instead(401, "")),
    ];
    check(&script, &Verdict { claim: Claim::Uncertain, writes: 2, lookups: Some(2) }, "created");
}

#[test]
fn a_conflict_alone_is_not_done() {
    let script = [Turn::before(instead(409, "")), Turn::honest(), Turn::before(instead(401, ""))];
    check(&script, &Verdict { claim: Claim::Uncertain, writes: 1, lookups: Some(2) }, "created");
}

#[test]
fn what_does_not_exist_is_not_processed() {
    with_each(
        |_| {},
        &[],
        |client, server| {
            let verdict = Verdict::of(&client.send_once(process("cpoi_VdHYVxq4RsLEebAQ")));
            assert_eq!(
                verdict,
                Verdict { claim: Claim::NotDone, writes: 1, lookups: None },
                "{client:?}"
            );
            assert_eq!(server.seen().len(), 1);
        },
    );
}
