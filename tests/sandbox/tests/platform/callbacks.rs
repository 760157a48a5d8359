//! Callbacks: signed, repeated on the documented schedule, in duplicate, out of order, or only at the end.

use std::time::Duration;

use sandbox::{Account, Pace, Sandbox, signature};
use serde_json::json;

use crate::support::{Inbox, attributes, created, shown, started, until};

/// A payout that is processed by itself and tells that inbox.
fn told(sandbox: &Sandbox, inbox: &Inbox, reference_id: &str) -> String {
    let mut attributes = attributes(reference_id);
    attributes["callback_url"] = inbox.url.as_str().into();
    attributes["options"] = json!({ "auto_process": true });
    created(sandbox, &attributes)
}

/// Lets a second pass at a time, and waits each time for the callbacks that fall into it.
fn pass(sandbox: &Sandbox, seconds: u32, inbox: &Inbox, expected: &[&str]) -> Vec<String> {
    for _ in 0..seconds {
        sandbox.advance(Duration::from_secs(1));
    }
    expected.iter().map(|_| inbox.next().status()).collect()
}

#[test]
fn the_signature_is_the_documented_one() {
    let body = br#"{"data":{"type":"payout-invoices","id":"cpoi_VdHYVxq4RsLEebAQ"}}"#;
    assert_eq!(signature("sk_test_example", body), "OI6RiRHbNAd/KkAEttmXiOIIXZ4=");
}

#[test]
fn a_callback_shows_the_payout_and_is_signed_with_the_key_of_its_mode() {
    let sandbox = started(|_| ());
    for test_mode in [true, false] {
        let inbox = Inbox::open([]);
        let mut attributes = attributes(&format!("signed-{test_mode}"));
        attributes["callback_url"] = inbox.url.as_str().into();
        attributes["test_mode"] = test_mode.into();
        let id = created(&sandbox, &attributes);
        sandbox.advance(Duration::from_secs(1));
        let callback = inbox.next();
        assert_eq!(callback.target, "/callbacks?from=sandbox");
        assert_eq!(callback.header("content-type"), "application/json");
        assert_eq!(callback.header("retry-count"), "1");
        let account = Account::first();
        let key = if test_mode { &account.signing_test } else { &account.signing_live };
        assert_eq!(callback.header("x-signature"), signature(key, callback.body.as_bytes()));
        let data = callback.data();
        assert_eq!((&data["type"], &data["id"]), (&json!("payout-invoices"), &json!(id)));
        let mut attributes = shown(&sandbox, &id)["attributes"].clone();
        attributes["callback_logs"] = json!([]);
        assert_eq!(data["attributes"], attributes);
    }
}

#[test]
fn each_stage_is_told_once_and_changes_close_together_as_one() {
    let sandbox = started(|_| ());
    let inbox = Inbox::open([]);
    told(&sandbox, &inbox, "each");
    let expected = ["created", "processing", "processed"];
    assert_eq!(pass(&sandbox, 10, &inbox, &expected), expected);

    let hasty = started(|options| options.stage = Duration::from_millis(100));
    let inbox = Inbox::open([]);
    told(&hasty, &inbox, "hasty");
    hasty.advance(Duration::from_secs(60));
    assert_eq!(inbox.next().status(), "processed");
    until(|| hasty.callbacks().len() == 1);
    assert_eq!(inbox.rest(), []);
}

#[test]
fn the_account_is_told_where_the_payout_names_no_url() {
    let inbox = Inbox::open([]);
    let sandbox = started(|options| options.accounts[0].callback_url = Some(inbox.url.clone()));
    let id = created(&sandbox, &attributes("account"));
    sandbox.advance(Duration::from_secs(1));
    assert_eq!(inbox.next().data()["id"], id.as_str());
}

#[test]
fn whatever_is_not_a_200_is_repeated_a_minute_later_each_time_and_99_times_at_most() {
    let sandbox = started(|_| ());
    let answers = [500, 201, 204, 302, 404, 200];
    let inbox = Inbox::open(answers.into_iter().take(5).chain([503; 200]));
    let mut attributes = attributes("never");
    attributes["callback_url"] = inbox.url.as_str().into();
    created(&sandbox, &attributes);
    sandbox.advance(Duration::from_secs(1));
    let begin = {
        until(|| sandbox.callbacks().len() == 1);
        sandbox.callbacks()[0].at
    };
    let mut expected_at = begin;
    for attempt in 1..=100_u32 {
        let callback = inbox.next();
        assert_eq!(callback.target, "/callbacks?from=sandbox", "a redirect is not followed");
        assert_eq!(callback.header("retry-count"), attempt.to_string());
        until(|| sandbox.callbacks().len() == attempt as usize);
        let sent = sandbox.callbacks().pop().expect("it was sent");
        assert_eq!((sent.attempt, sent.at), (attempt, expected_at));
        expected_at += u64::from(attempt) * 60;
        if attempt < 100 {
            assert_eq!(callback.header("next-retry"), expected_at.to_string());
        }
        // A second too early nothing is due; then it is.
        sandbox.advance(Duration::from_secs(u64::from(attempt) * 60));
    }
    sandbox.advance(Duration::from_secs(90 * 86_400));
    let other = Inbox::open([]);
    told(&sandbox, &other, "other");
    sandbox.advance(Duration::from_secs(1));
    other.next();
    assert_eq!(inbox.rest(), [], "the hundredth was the last");
}

#[test]
fn repeats_end_with_a_200_and_are_in_the_log() {
    // A minute is a tenth of a second here.
    let sandbox = started(|options| options.pace = Pace::Times(600));
    let inbox = Inbox::open([500, 404, 200]);
    let mut attributes = attributes("repeated");
    attributes["callback_url"] = inbox.url.as_str().into();
    let id = created(&sandbox, &attributes);
    let bodies: Vec<String> = (0..3).map(|_| inbox.next().body).collect();
    assert!(bodies.iter().all(|body| *body == bodies[0]), "the same bytes each time");
    until(|| sandbox.callbacks().len() == 3);
    let logs = shown(&sandbox, &id)["attributes"]["callback_logs"].clone();
    let answers: Vec<_> =
        logs.as_array().expect("a list").iter().map(|log| &log["answer"]).collect();
    assert_eq!(answers, [500, 404, 200]);
}

#[test]
fn a_receiver_that_is_not_there_is_tried_again() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("nobody");
    // The discard port, where nobody listens.
    attributes["callback_url"] = "http://127.0.0.1:9/".into();
    created(&sandbox, &attributes);
    // After 1 second, and 60, 120 and 180 seconds later.
    sandbox.advance(Duration::from_secs(400));
    until(|| sandbox.callbacks().len() == 4);
    assert!(sandbox.callbacks().iter().all(|sent| sent.answer.is_err()));
}

#[test]
fn duplicates_come_on_request() {
    let sandbox = started(|options| options.duplicate_callbacks = true);
    let inbox = Inbox::open([]);
    told(&sandbox, &inbox, "duplicates");
    let expected = ["created", "created", "processing", "processing", "processed", "processed"];
    let mut seen = Vec::new();
    for _ in 0..3 {
        seen.extend(pass(&sandbox, 2, &inbox, &["", ""]));
    }
    assert_eq!(seen, expected);
}

#[test]
fn disorder_comes_on_request() {
    let sandbox = started(|options| options.reorder_callbacks = true);
    let inbox = Inbox::open([]);
    told(&sandbox, &inbox, "disorder");
    let expected = ["processing", "created", "processed"];
    assert_eq!(pass(&sandbox, 4, &inbox, &expected[..2]), expected[..2]);
    assert_eq!(pass(&sandbox, 4, &inbox, &expected[2..]), expected[2..]);

    // One that no other follows is not held back for ever.
    let mut attributes = attributes("alone");
    attributes["callback_url"] = inbox.url.as_str().into();
    created(&sandbox, &attributes);
    sandbox.advance(Duration::from_secs(120));
    assert_eq!(inbox.next().status(), "created");
}

#[test]
fn only_settled_payouts_are_told_of_on_request() {
    let sandbox = started(|options| options.only_final = true);
    let inbox = Inbox::open([]);
    told(&sandbox, &inbox, "final");
    assert_eq!(pass(&sandbox, 10, &inbox, &["processed"]), ["processed"]);
    until(|| sandbox.callbacks().len() == 1);
    assert_eq!(inbox.rest(), []);
}
