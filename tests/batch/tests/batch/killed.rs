//! Killed again and again: every row is paid exactly once.

use std::collections::{BTreeMap, HashSet};
use std::os::unix::process::ExitStatusExt as _;
use std::process::{Child, Command};
use std::time::Duration;

use rust_decimal::Decimal;
use sandbox::Options;

use crate::program::{Desk, HEADER, Said};

const ROWS: u32 = 200;
const KILLS: usize = 50;
const SIGKILL: i32 = 9;

/// Amounts of many digits, so that a sum by floats would show.
fn file() -> (String, BTreeMap<String, Decimal>) {
    let mut csv = format!("{HEADER}\n");
    let mut amounts = BTreeMap::new();
    for number in 1..=ROWS {
        let amount = Decimal::new(i64::from(number) * 10_007 + 1, 4);
        csv.push_str(&format!("row-{number},test_usd,{amount},account:{number}\n"));
        amounts.insert(format!("row-{number}"), amount);
    }
    (csv, amounts)
}

#[test]
fn a_batch_that_is_killed_fifty_times_pays_every_row_exactly_once() {
    kill(42, Options::default());
}

/// A platform that does not look whether a `reference_id` is in use leaves everything to the journal and the lookups.
#[test]
fn it_does_so_even_where_the_platform_would_pay_twice() {
    kill(43, Options { accept_repeats: true, ..Options::default() });
}

fn kill(seed: u64, options: Options) {
    let (csv, amounts) = file();
    let desk = Desk::with(&csv, options);
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut killed, mut left_open) = (0, 0);
    while killed < KILLS {
        let mut child = desk.start(&[]);
        // The first three requests ask for services. The moment is one of the sandbox, not of a clock, and some steps after it.
        let moment = desk.sandbox.books().requests + random.u64(2..=15);
        while desk.sandbox.books().requests < moment && is_running(&mut child) {
            std::thread::sleep(Duration::from_micros(100));
        }
        std::thread::sleep(Duration::from_micros(random.u64(0..3_000)));
        child.kill().expect("it is killed");
        let status = child.wait().expect("it has ended");
        assert_eq!(
            status.signal(),
            Some(SIGKILL),
            "it was too fast to be killed: make the file longer"
        );
        killed += 1;
        left_open += usize::from(open(&desk) > 0);
    }
    assert!(left_open > KILLS / 4, "only {left_open} kills came while a payout was on its way");

    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    paid_exactly_once(&desk, &amounts);
    let sum: Decimal = amounts.values().sum();
    let line =
        said.out.lines().find(|line| line.starts_with("paid")).expect("a line about what is paid");
    let words: Vec<&str> = line.split_whitespace().collect();
    assert_eq!(words, ["paid", "processed", &ROWS.to_string(), &sum.to_string(), "USD"]);
    assert_eq!(
        desk.results().lines().filter(|line| line.contains(",paid,processed,ok,cpoi_")).count(),
        amounts.len()
    );

    let requests = desk.writes();
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    assert_eq!(desk.writes(), requests, "a batch that is settled sends nothing");
}

#[test]
fn ctrl_c_brings_what_is_under_way_to_its_end_and_the_next_run_pays_the_rest() {
    let (csv, amounts) = file();
    let desk = Desk::new(&csv);
    let mut child = desk.start(&[]);
    while desk.sandbox.books().payouts.len() < 10 && is_running(&mut child) {
        std::thread::sleep(Duration::from_micros(100));
    }
    let sent =
        Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
    let said = Said::of(child.wait_with_output().expect("it ends"));
    assert_eq!(said.code, Some(2), "{}", said.err);
    assert!(
        said.err.contains("Stopping") && said.err.contains("stopped by Ctrl-C"),
        "{}",
        said.err
    );
    assert_eq!(open(&desk), 0, "nothing was left on its way");
    let results = desk.results();
    assert_eq!(results.lines().count(), amounts.len() + 1, "every row is in the results");
    assert!(results.contains(",not sent,"));

    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    paid_exactly_once(&desk, &amounts);
}

fn is_running(child: &mut Child) -> bool {
    child.try_wait().expect("it can be asked").is_none()
}

/// How many payouts the journal says were sent without saying what came of them.
fn open(desk: &Desk) -> usize {
    let Ok(journal) = std::fs::read_to_string(desk.journal()) else { return 0 };
    let mut open = HashSet::new();
    for line in journal.lines() {
        let Ok(record) = serde_json::from_str::<serde_json::Value>(line) else { continue };
        let id = record["reference_id"].as_str().unwrap_or_default().to_owned();
        match record["record"].as_str() {
            Some("ordered") => drop(open.insert(id)),
            Some("confirmed") => drop(open.remove(&id)),
            _ => {}
        }
    }
    open.len()
}

/// By the books of the sandbox, which know nothing of the program.
fn paid_exactly_once(desk: &Desk, amounts: &BTreeMap<String, Decimal>) {
    let books = desk.sandbox.books();
    assert_eq!(books.faults, Vec::<String>::new());
    assert_eq!(books.payouts.len(), amounts.len());
    let paid: BTreeMap<String, Decimal> =
        books.payouts.iter().map(|payout| (payout.reference_id.clone(), payout.moved)).collect();
    assert_eq!(&paid, amounts);
    for payout in &books.payouts {
        assert_eq!(
            payout.history,
            ["created", "processing", "processed"],
            "{}",
            payout.reference_id
        );
    }
    assert!(books.creates.values().all(|creates| creates.payouts == 1));
    assert_eq!(books.moved["USD"], amounts.values().sum::<Decimal>());
}
