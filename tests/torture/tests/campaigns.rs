//! Small campaigns: what must hold holds, what breaks it is found, and a seed gives the same campaign again.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::time::Duration;

use torture::{Campaign, Finding, Manner, Report, table};

/// With a patience that a busy machine does not exhaust.
fn small(payouts: u32, seed: u64) -> Campaign {
    let patience = Duration::from_millis(1500);
    Campaign { payouts, seed, concurrency: 32, patience, ..Campaign::default() }
}

fn run(campaign: &Campaign) -> Report {
    campaign.run(|| ()).unwrap()
}

fn assert_holds(campaign: &Campaign) -> Report {
    let report = run(campaign);
    let stories: Vec<_> = report.failures.iter().map(|failure| &failure.story).collect();
    assert!(report.holds(), "{campaign:?}\n{}{stories:#?}", table(&[(&[], &report.tally)]));
    report
}

/// What a campaign must have met, or it proves nothing.
fn assert_hard(report: &Report) {
    let tally = &report.tally;
    assert_eq!(tally.asked, 200);
    assert!(tally.made > 170 && tally.killed > 9 && tally.faults > 99, "{tally:?}");
    assert!(tally.refused + tally.other_use > 0, "{tally:?}");
    assert_eq!(tally.told_paid, tally.moved, "{tally:?}");
}

#[test]
fn send_once_holds_with_the_asynchronous_client() {
    for seed in 1..=2 {
        assert_hard(&assert_holds(&small(200, seed)));
    }
}

#[test]
fn send_once_holds_with_the_blocking_client() {
    for seed in 3..=4 {
        assert_hard(&assert_holds(&Campaign { blocking: true, ..small(200, seed) }));
    }
}

#[test]
fn send_once_holds_in_races() {
    for blocking in [false, true] {
        assert_hard(&assert_holds(&Campaign { races: true, blocking, ..small(200, 5) }));
    }
}

#[test]
fn a_naive_loop_makes_payouts_twice_where_the_platform_does_not_look() {
    let manner = Manner::NaiveRetries;
    let report = run(&Campaign { manner, accepts_repeats: true, ..small(200, 1) });
    assert!(report.tally.twice > 0 && !report.holds(), "{:?}", report.tally);
    let is_twice = |finding: &Finding| matches!(finding, Finding::Twice(_));
    assert!(report.failures.iter().any(|failure| failure.findings.iter().any(is_twice)));
}

#[test]
fn a_naive_loop_takes_payouts_that_were_made_for_failures() {
    let report = run(&Campaign { manner: Manner::NaiveRetries, ..small(200, 1) });
    assert!(report.tally.contradicted > 0 && !report.holds(), "{:?}", report.tally);
    assert_eq!(report.tally.twice, 0, "the documented platform refuses the second");
}

#[test]
fn a_seed_gives_the_same_campaign_again_with_either_client() {
    let campaign = small(100, 6);
    let first = run(&campaign);
    assert!(!first.met.is_empty());
    let again = Campaign { blocking: true, concurrency: 5, ..campaign.clone() };
    assert_eq!(first, run(&again));
    assert_ne!(first.met, run(&Campaign { seed: 7, ..campaign }).met);
}

#[test]
fn one_payout_of_a_campaign_meets_the_same_alone() {
    let campaign = Campaign { manner: Manner::NaiveRetries, ..small(100, 8) };
    let failure = run(&campaign).failures.swap_remove(0);
    let only = Some(failure.reference_id.clone());
    let alone = run(&Campaign { only, ..campaign });
    assert_eq!(alone.tally.asked, 1);
    assert_eq!(alone.failures, [failure]);
}

#[test]
fn a_payout_that_is_not_of_the_campaign_is_an_error() {
    let only = Some("order-9".to_owned());
    let error = Campaign { only, ..small(8, 0) }.run(|| ()).unwrap_err();
    assert!(error.to_string().contains("no payout `order-9`"), "{error}");
}
