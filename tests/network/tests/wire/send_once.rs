//! A create that acts once, over sockets: what the client claims, what the books say, and what went over the wire.

use std::time::Duration;

use cublox_payouts::Settings;
use cublox_payouts::runtime::{
    Directive, Errors, How, LookupError, Once, OnceError, Outcome, Retry,
};
use network_tests::books::{self, Answer, Books};
use network_tests::clients::{COUNT, all, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};

use crate::scenario::{Claim, ERROR, PAGE, REFERENCE_ID, Verdict, a_create, instead, with_each};

struct Expected {
    claim: Claim,
    writes: u32,
    lookups: u32,
    payouts: usize,
}

fn answered(writes: u32, lookups: u32) -> Expected {
    Expected { claim: Claim::Done(How::Answered), writes, lookups, payouts: 1 }
}

fn found(writes: u32, lookups: u32) -> Expected {
    Expected { claim: Claim::Done(How::Found), writes, lookups, payouts: 1 }
}

fn existed(writes: u32, lookups: u32) -> Expected {
    Expected { claim: Claim::Done(How::Existed), writes, lookups, payouts: 1 }
}

/// Runs a create against a script, with each client.
fn check(script: &[Turn], expected: &Expected) {
    with_each(
        |_| {},
        script,
        |client, server| {
            let verdict = Verdict::of(&client.send_once(a_create()));
            let Expected { claim, writes, lookups, payouts } = expected;
            assert_eq!((verdict.claim, verdict.writes), (*claim, *writes), "{client:?} {script:?}");
            if let Some(counted) = verdict.lookups {
                assert_eq!(counted, *lookups, "lookups by {client:?} {script:?}");
            }
            server.carry_out_late_requests();
            assert_eq!(server.books(|books| books.of(REFERENCE_ID).len()), *payouts, "{script:?}");
            repeats_are_equal(server);
        },
    );
}

/// The key is the same in every repeat, as is all else: read off the wire.
fn repeats_are_equal(server: &Server) {
    let writes = server.writes();
    let key = format!(r#""reference_id":"{REFERENCE_ID}""#);
    assert!(writes.iter().all(|write| write.request.body.contains(&key)));
    assert!(writes.windows(2).all(|pair| pair[0].raw == pair[1].raw));
}

#[test]
fn all_is_well() {
    check(&[], &answered(1, 0));
}

#[test]
fn lost_before_it_was_carried_out() {
    for reply in [Reply::ResetUnread, Reply::ResetHalfRead, Reply::Close, Reply::Silence] {
        check(&[Turn::before(reply)], &answered(2, 1));
    }
}

#[test]
fn lost_after_it_was_carried_out() {
    check(&[Turn::after(Reply::Close)], &found(1, 1));
    check(&[Turn::after(Reply::Silence)], &found(1, 1));
    check(&[Turn::half()], &found(1, 1));
}

#[test]
fn answers_that_do_not_tell_before_it_was_carried_out() {
    for (status, body) in
        [(400, ERROR), (429, ""), (500, ERROR), (502, PAGE), (503, ""), (504, PAGE), (202, "")]
    {
        check(&[Turn::before(instead(status, body))], &answered(2, 1));
    }
}

#[test]
fn answers_that_do_not_tell_after_it_was_carried_out() {
    for (status, body) in
        [(400, ERROR), (429, ""), (500, ERROR), (502, PAGE), (503, ""), (504, PAGE), (202, "")]
    {
        check(&[Turn::after(instead(status, body))], &found(1, 1));
    }
}

#[test]
fn a_success_that_cannot_be_read() {
    for body in ["", "{", "[]", PAGE, r#"{"data":{"type":"payout-invoices"}}"#, ERROR] {
        check(&[Turn::after(instead(201, body))], &found(1, 1));
    }
}

#[test]
fn a_late_create_overtakes_the_second_one() {
    check(&[Turn::late(Reply::Silence)], &existed(2, 1));
}

#[test]
fn a_conflict_without_a_body_is_looked_up() {
    let script = [Turn::late(Reply::Silence), Turn::honest(), Turn::after(instead(409, ""))];
    check(&script, &existed(2, 2));
}

#[test]
fn a_conflict_over_something_else_is_looked_up() {
    let other = books::document(Books::default().enter("another", "10.55"));
    check(&[Turn::after(instead(409, &other))], &existed(1, 1));
}

#[test]
fn lookups_that_fail_are_repeated() {
    let script = [
        Turn::after(Reply::Close),
        Turn::before(instead(503, "")),
        Turn::before(Reply::Close),
        Turn::before(instead(200, PAGE)),
        Turn::before(instead(404, PAGE)),
        Turn::before(instead(200, ERROR)),
    ];
    check(&script, &found(1, 6));
}

#[test]
fn a_lookup_may_say_none_with_404() {
    check(&[Turn::before(Reply::Close), Turn::answer(books::not_found())], &answered(2, 1));
}

#[test]
fn refusals_are_not_repeated() {
    for status in [401, 403, 404, 405, 422] {
        let expected = Expected { claim: Claim::NotDone, writes: 1, lookups: 0, payouts: 0 };
        check(&[Turn::before(instead(status, ERROR))], &expected);
    }
}

#[test]
fn a_request_that_is_always_bad_is_not_done() {
    let round = [Turn::before(instead(400, ERROR)), Turn::honest()];
    let expected = Expected { claim: Claim::NotDone, writes: 3, lookups: 3, payouts: 0 };
    check(&[round.clone(), round.clone(), round].concat(), &expected);
}

#[test]
fn what_lookups_showed_not_to_be_done_leaves_no_doubt() {
    let round = [Turn::before(instead(400, ERROR)), Turn::honest()];
    with_each(
        |_| {},
        &[round.clone(), round.clone(), round].concat(),
        |client, _| {
            let error = client.send_once(a_create()).unwrap_err();
            assert_eq!(error.directive(), Directive::CorrectRequest);
            assert_eq!(error.call_error().unwrap().outcome(), Outcome::NotDone);
            assert!(!error.to_string().contains("not known"), "{error}");
        },
    );
}

#[test]
fn limits_end_in_uncertainty() {
    let round = [Turn::before(Reply::Close), Turn::honest()];
    let expected = Expected { claim: Claim::Uncertain, writes: 3, lookups: 3, payouts: 0 };
    check(&[round.clone(), round.clone(), round].concat(), &expected);
}

#[test]
fn a_lookup_that_is_forbidden_ends_in_uncertainty() {
    for status in [401, 403] {
        let expected = Expected { claim: Claim::Uncertain, writes: 1, lookups: 1, payouts: 1 };
        check(&[Turn::after(Reply::Close), Turn::before(instead(status, ERROR))], &expected);
    }
}

#[test]
fn a_refusal_after_a_lost_answer_is_no_refusal() {
    let script = [
        Turn::late(Reply::Close),
        Turn::honest(),
        Turn::before(instead(403, ERROR)),
        Turn::honest(),
    ];
    check(&script, &found(2, 2));
}

#[test]
fn where_nobody_listens_nothing_is_done() {
    let server = Server::start([]).unwrap();
    let settings = quick(&server.url()).unwrap();
    drop(server);
    for client in all(&settings).unwrap() {
        let verdict = Verdict::of(&client.send_once(a_create()));
        assert_eq!(
            verdict,
            Verdict { claim: Claim::NotDone, writes: 3, lookups: None },
            "{client:?}"
        );
    }
}

#[test]
fn a_deadline_ends_in_uncertainty() {
    let server = Server::start(std::iter::repeat_n(Turn::before(instead(503, "")), 2000)).unwrap();
    let retry = Retry::default().lookups(u32::MAX);
    let retry = retry.pauses(Duration::from_millis(1), Duration::from_millis(5));
    let settings = quick(&server.url()).unwrap().retry(retry).deadline(Duration::from_millis(150));
    for client in all(&settings).unwrap() {
        let verdict = Verdict::of(&client.send_once(a_create()));
        assert_eq!((verdict.claim, verdict.writes), (Claim::Uncertain, 1), "{client:?}");
        assert!(verdict.lookups > Some(1), "{client:?}");
    }
}

/// A pause that reaches beyond the deadline of every scenario here.
fn ask_again_in_an_hour(status: u16) -> Reply {
    Reply::Instead(Answer::new(status, "").header("retry-after", "3600"))
}

#[test]
fn where_there_is_no_time_for_the_pause_asked_for_it_is_looked_up_at_once() {
    for status in [429, 503] {
        check(&[Turn::after(ask_again_in_an_hour(status))], &found(1, 1));
        // Nothing is there, and the server asks not to be written to.
        let expected = Expected { claim: Claim::Uncertain, writes: 1, lookups: 1, payouts: 0 };
        check(&[Turn::before(ask_again_in_an_hour(status))], &expected);
    }
}

#[test]
fn one_look_at_once_is_the_last_that_is_sent() {
    let again = ask_again_in_an_hour(503);
    let expected = Expected { claim: Claim::Uncertain, writes: 1, lookups: 1, payouts: 1 };
    check(&[Turn::after(again.clone()), Turn::before(again)], &expected);
    let expected = Expected { claim: Claim::Uncertain, writes: 1, lookups: 1, payouts: 1 };
    check(&[Turn::after(ask_again_in_an_hour(503)), Turn::before(Reply::Close)], &expected);
}

#[test]
fn counts_are_told_in_the_right_number() {
    let script = [Turn::after(Reply::Close), Turn::before(instead(401, ERROR))];
    with_each(
        |_| {},
        &script,
        |client, _| {
            let Ok(Once::Uncertain(uncertain)) = client.send_once(a_create()) else {
                panic!("it is uncertain")
            };
            let shown = uncertain.to_string();
            assert!(shown.contains("after 1 write and 1 lookup; resume it"), "{shown}");
        },
    );
    let round = [Turn::before(Reply::Close), Turn::honest()];
    with_each(
        |_| {},
        &[round.clone(), round.clone(), round].concat(),
        |client, _| {
            let Ok(Once::Uncertain(uncertain)) = client.send_once(a_create()) else {
                panic!("it is uncertain")
            };
            let shown = uncertain.to_string();
            assert!(shown.contains("after 3 writes and 3 lookups; resume it"), "{shown}");
        },
    );
}

fn quick_lookups(server: &Server, lookups: u32) -> Settings {
    let retry = Retry::default().tries(3).lookups(lookups);
    let retry = retry.pauses(Duration::from_millis(1), Duration::from_millis(5));
    quick(&server.url()).unwrap().retry(retry)
}

#[test]
fn lookups_that_tell_nothing_are_limited() {
    for index in 0..COUNT {
        let server = Server::start(vec![Turn::after(instead(503, "")); 50]).unwrap();
        let client = &all(&quick_lookups(&server, 4)).unwrap()[index];
        let expected = Verdict { claim: Claim::Uncertain, writes: 1, lookups: Some(4) };
        assert_eq!(Verdict::of(&client.send_once(a_create())), expected);
        assert_eq!(server.seen().len(), 5);
    }
}

#[test]
fn after_each_write_there_are_as_many_lookups() {
    let lost = Turn::before(Reply::Close);
    let round = [lost.clone(), lost.clone(), Turn::honest()];
    for index in 0..COUNT {
        let server = Server::start([round.clone(), round.clone()].concat()).unwrap();
        let client = &all(&quick_lookups(&server, 2)).unwrap()[index];
        let expected = Verdict { claim: Claim::Done(How::Answered), writes: 3, lookups: Some(4) };
        assert_eq!(Verdict::of(&client.send_once(a_create())), expected);
    }
}

#[test]
fn what_is_uncertain_tells_what_happened() {
    let script = [
        Turn::after(instead(500, ERROR)),
        Turn::before(instead(401, r#"{"errors":[{"status":"Unauthorized","code":"401"}]}"#)),
    ];
    with_each(
        |_| {},
        &script,
        |client, _| {
            let Ok(Once::Uncertain(uncertain)) = client.send_once(a_create()) else {
                panic!("it is uncertain")
            };
            let error = uncertain.write_error().unwrap();
            assert_eq!(error.status().unwrap(), 500);
            assert_eq!(error.outcome(), Outcome::Unknown);
            assert!(
                matches!(error.errors(), Some(Errors::List(list)) if list[0].code.as_deref() == Some("500"))
            );
            let Some(LookupError::Call(error)) = uncertain.lookup_error() else {
                panic!("the lookup failed")
            };
            assert_eq!(error.directive(), Directive::CorrectCredentials);
            let shown = uncertain.to_string();
            assert!(shown.contains("500") && shown.contains("401"), "{shown}");
        },
    );
}

#[test]
fn an_earlier_create_of_the_same_is_the_result() {
    with_each(
        |books| drop(books.enter(REFERENCE_ID, "10.550").id.clone()),
        &[],
        |client, server| {
            let result = client.send_once(a_create());
            assert_eq!(Verdict::of(&result).claim, Claim::Done(How::Existed));
            let Ok(Once::Done(made)) = result else { panic!("it is done") };
            assert_eq!(
                made.resource.id.as_str(),
                server.books(|books| books.of(REFERENCE_ID)[0].id.clone())
            );
        },
    );
}

#[test]
fn a_key_that_was_used_for_another_is_an_error() {
    for script in [vec![], vec![Turn::before(Reply::Close)], vec![Turn::before(instead(409, ""))]] {
        with_each(
            |books| {
                let payout = books.enter(REFERENCE_ID, "10.56");
                (payout.currency, payout.service) = ("EUR".to_owned(), "iban".to_owned());
            },
            &script,
            |client, server| {
                let error = client.send_once(a_create()).unwrap_err();
                let OnceError::OtherUse { differences, .. } = error else {
                    panic!("it is another: {error}")
                };
                assert_eq!(differences, ["amount", "currency", "service"]);
                assert_eq!(server.books(|books| books.of(REFERENCE_ID).len()), 1);
            },
        );
    }
}

fn shown(reference_id: &str, amount: &str) -> String {
    let mut books = Books::default();
    books::document(books.enter(reference_id, amount))
}

#[test]
fn what_is_made_otherwise_than_asked_for_is_no_silent_success() {
    for amount in ["99", "10.56"] {
        with_each(
            |_| {},
            &[Turn::after(instead(201, &shown(REFERENCE_ID, amount)))],
            |client, server| {
                let error = client.send_once(a_create()).unwrap_err();
                assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
                let OnceError::OtherUse { differences, perhaps_ours: true, .. } = error else {
                    panic!("it differs: {error}")
                };
                assert_eq!(differences, ["amount"]);
                assert_eq!(server.writes().len(), 1);
            },
        );
    }
}

/// Only a server that says that nothing was made, or that the key is taken, rules out that this call made what differs.
#[test]
fn what_differs_may_be_ours_unless_the_server_says_that_it_is_not() {
    let refused = |status| Turn::after(instead(status, "{}"));
    let cases = [
        (refused(400), true),
        (refused(500), true),
        (Turn::after(Reply::Close), true),
        (Turn::before(instead(409, "")), false),
    ];
    for (first, ours) in cases {
        let script = [first];
        with_each(
            |books| {
                books.enter(REFERENCE_ID, "10.56");
            },
            &script,
            |client, server| {
                let error = client.send_once(a_create()).unwrap_err();
                let OnceError::OtherUse { perhaps_ours, .. } = error else {
                    panic!("it differs: {error}")
                };
                assert_eq!(perhaps_ours, ours, "{script:?}");
                assert_eq!(server.writes().len(), 1);
            },
        );
    }
}

#[test]
fn a_success_that_shows_another_key_is_not_followed_by_another_write() {
    with_each(
        |_| {},
        &[Turn::before(instead(201, &shown("another", "10.55")))],
        |client, server| {
            let Ok(Once::Uncertain(uncertain)) = client.send_once(a_create()) else {
                panic!("it is uncertain")
            };
            assert!(matches!(uncertain.lookup_error(), Some(LookupError::OtherKeys)));
            assert_eq!(server.writes().len(), 1, "the server has acted");
        },
    );
}
