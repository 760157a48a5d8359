//! Every described transition is reached, every other one refused.

use std::collections::BTreeSet;
use std::time::Duration;

use sandbox::{MoveError, Sandbox};
use serde_json::json;

use crate::support::{attributes, body, created, names, post, process, send, shown, started};

/// The transitions as the platform's documentation draws them.
const DRAWN: [(&str, &[&str]); 15] = [
    ("created", &["processing", "expired", "terminated"]),
    ("expired", &[]),
    ("terminated", &[]),
    (
        "processing",
        &[
            "process_pending",
            "process_error",
            "process_failed",
            "processed",
            "partially_processed",
            "expired",
            "terminated",
        ],
    ),
    ("process_pending", &["processing"]),
    ("process_error", &["processing"]),
    ("process_failed", &[]),
    ("processed", &["canceling"]),
    ("partially_processed", &["canceling"]),
    (
        "canceling",
        &["cancel_pending", "cancel_error", "cancel_failed", "partially_canceled", "canceled"],
    ),
    ("cancel_pending", &["canceling"]),
    ("cancel_error", &["canceling"]),
    ("cancel_failed", &[]),
    ("partially_canceled", &[]),
    ("canceled", &[]),
];

/// A payout whose test fields ask for these stages, after all the time it needs.
fn after(sandbox: &Sandbox, reference_id: &str, stages: &str) -> String {
    let mut attributes = attributes(reference_id);
    attributes["options"] = json!({ "auto_process": true });
    attributes["fields"]["test_details_payout_status"] = stages.replace('_', "-").into();
    let id = created(sandbox, &attributes);
    sandbox.advance(Duration::from_secs(60));
    id
}

fn history(sandbox: &Sandbox, id: &str) -> Vec<String> {
    let books = sandbox.books();
    let payout = books.payouts.iter().find(|payout| payout.id == id).expect("the payout");
    payout.history.clone()
}

#[test]
fn every_drawn_transition_is_reached_in_the_course_of_time() {
    let sandbox = started(|_| ());
    for (from, next) in DRAWN {
        for to in next {
            let id = after(&sandbox, &format!("{from}-{to}"), &format!("{from} {to}"));
            let history = history(&sandbox, &id);
            let is_there = history.windows(2).any(|pair| pair == [from, to]);
            assert!(is_there, "{from} to {to}: {history:?}");
            assert_eq!(shown(&sandbox, &id)["attributes"]["status"], *to);
        }
    }
    assert_eq!(sandbox.books().faults, Vec::<String>::new());
}

#[test]
fn every_drawn_transition_is_allowed_by_hand_and_every_other_refused() {
    let sandbox = started(|_| ());
    let drawn: BTreeSet<(&str, &str)> =
        DRAWN.iter().flat_map(|(from, next)| next.iter().map(move |to| (*from, *to))).collect();
    assert_eq!(drawn.len(), 21);
    for (from, _) in DRAWN {
        for (to, _) in DRAWN {
            let id = after(&sandbox, &format!("by-hand-{from}-{to}"), from);
            let moved = sandbox.move_payout(&id, to);
            if drawn.contains(&(from, to)) {
                assert_eq!(moved, Ok(()), "{from} to {to}");
                assert_eq!(shown(&sandbox, &id)["attributes"]["status"], to);
            } else {
                assert!(
                    matches!(moved, Err(MoveError::NotAllowed(_))),
                    "{from} to {to}: {moved:?}"
                );
                let url = format!("http://{}/_sandbox/payouts/{id}?status={to}", sandbox.address());
                assert_eq!(send("POST", &url, &[], Some("")).status, 409, "{from} to {to}");
                assert_eq!(shown(&sandbox, &id)["attributes"]["status"], from);
            }
        }
    }
}

#[test]
fn the_test_service_refuses_stages_that_cannot_follow() {
    let sandbox = started(|_| ());
    for stages in ["canceled processed", "processed created", "paid", "expired processing", "--"] {
        let mut attributes = attributes("impossible");
        attributes["fields"]["test_details_payout_status"] = stages.into();
        let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
        assert_eq!(answer.status, 422, "{}", answer.text);
        assert_eq!(names(&answer.json()["errors"]), ["fields.test_details_payout_status"].into());
    }
    assert_eq!(sandbox.books().payouts, Vec::new());
}

#[test]
fn stages_are_read_with_blanks_in_capitals_and_by_their_longest_names() {
    let sandbox = started(|_| ());
    let id = after(&sandbox, "blanks", "PROCESS PENDING process failed");
    let stages = ["created", "processing", "process_pending", "processing", "process_failed"];
    assert_eq!(history(&sandbox, &id), stages);
}

#[test]
fn a_payout_waits_for_the_process_call_and_a_second_one_changes_nothing() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("waits"));
    sandbox.advance(Duration::from_secs(3600));
    assert_eq!(shown(&sandbox, &id)["attributes"]["status"], "created");
    for _ in 0..2 {
        let answer = process(&sandbox, &id);
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(answer.json()["data"]["attributes"]["status"], "created");
    }
    sandbox.advance(Duration::from_secs(60));
    assert_eq!(history(&sandbox, &id), ["created", "processing", "processed"]);
    assert_eq!(process(&sandbox, &id).status, 409);
    sandbox.advance(Duration::from_secs(60));
    assert_eq!(history(&sandbox, &id), ["created", "processing", "processed"]);
}

#[test]
fn a_payout_ends_unprocessed_where_its_course_says_so() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("never-processed");
    attributes["fields"]["test_details_payout_status"] = "expired".into();
    attributes["fields"]["test_details_payout_resolution"] = "operation-expired".into();
    let id = created(&sandbox, &attributes);
    sandbox.advance(Duration::from_secs(60));
    let shown = shown(&sandbox, &id);
    assert_eq!(shown["attributes"]["status"], "expired");
    assert_eq!(shown["attributes"]["resolution"], "operation_expired");
    assert_eq!(process(&sandbox, &id).status, 409);
}

#[test]
fn the_success_rate_decides_and_the_seed_decides_the_luck() {
    let outcomes = |seed: u64, rate: &str| {
        let sandbox = started(|options| options.seed = seed);
        for number in 0..40 {
            let mut attributes = attributes(&format!("luck-{number}"));
            attributes["options"] = json!({ "auto_process": true });
            attributes["fields"]["test_details_success_rate"] = rate.into();
            created(&sandbox, &attributes);
        }
        sandbox.advance(Duration::from_secs(60));
        let payouts = sandbox.books().payouts.into_iter();
        payouts.map(|payout| (payout.id, payout.status, payout.resolution)).collect::<Vec<_>>()
    };
    let paid = |outcomes: &[(String, String, String)]| {
        outcomes.iter().filter(|(_, status, _)| status == "processed").count()
    };
    assert_eq!(paid(&outcomes(1, "0")), 0);
    assert_eq!(paid(&outcomes(1, "100")), 40);
    let half = outcomes(1, "50");
    assert!((5..=35).contains(&paid(&half)), "{} of 40", paid(&half));
    let failed = half.iter().filter(|(_, status, _)| status == "process_failed");
    assert!(failed.into_iter().all(|(_, _, resolution)| resolution == "declined_error"));
    assert_eq!(half, outcomes(1, "50"), "the same seed, the same ids and luck");
    assert_ne!(half, outcomes(2, "50"));
}

#[test]
fn the_documented_cards_fail() {
    let sandbox = started(|options| options.auto_process = true);
    for (card, status) in [
        ("5123817234060000", "processed"),
        ("5519283812030000", "processed"),
        ("4412397212080000", "process_failed"),
        ("4302912837020000", "process_failed"),
    ] {
        let mut attributes = attributes(card);
        attributes["service"] = "card".into();
        attributes["fields"] = json!({ "card_number": card });
        let id = created(&sandbox, &attributes);
        sandbox.advance(Duration::from_secs(60));
        assert_eq!(shown(&sandbox, &id)["attributes"]["status"], status, "{card}");
    }
}

#[test]
fn money_moves_when_it_is_paid_and_comes_back_when_that_is_canceled() {
    let sandbox = started(|_| ());
    let moved = |id: &str| {
        let books = sandbox.books();
        let payout = books.payouts.iter().find(|payout| payout.id == id).expect("the payout");
        payout.moved.to_string()
    };
    for (stages, expected) in [
        ("processing", "0"),
        ("process_failed", "0"),
        ("processed", "10"),
        ("partially_processed", "5"),
        ("processed canceling", "10"),
        ("processed canceled", "0"),
        ("processed partially_canceled", "5"),
        ("partially_processed canceled", "0"),
    ] {
        let id = after(&sandbox, stages, stages);
        assert_eq!(moved(&id), expected, "{stages}");
    }
    assert_eq!(sandbox.books().moved["USD"].to_string(), "30");
}
