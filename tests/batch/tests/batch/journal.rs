//! The journal: torn, damaged, edited, of another account, in use.

use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;

use sandbox::Options;

use crate::program::{Desk, HEADER, Said, program};

const TWO: &str = "reference_id,service,service_amount,fields_data\na,test_usd,1.10,account:1\nb,test_usd,2.20,account:2\n";

/// Cuts the journal off after so many bytes.
fn cut(desk: &Desk, bytes: usize) {
    let whole = std::fs::read(desk.journal()).expect("the journal is there");
    std::fs::write(desk.journal(), &whole[..bytes]).expect("it is written");
}

#[test]
fn a_journal_that_is_torn_anywhere_pays_nothing_twice() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let whole = std::fs::read(desk.journal()).expect("the journal is there");
    for bytes in (0..whole.len()).step_by(97).chain([whole.len() - 1]) {
        std::fs::write(desk.journal(), &whole[..bytes]).expect("it is written");
        let said = desk.run(&["--wait"]);
        assert_eq!(said.code, Some(0), "torn after {bytes} bytes: {}", said.err);
    }
    let books = desk.sandbox.books();
    assert_eq!(books.payouts.len(), 2);
    assert_eq!(books.moved["USD"].to_string(), "3.30");
}

#[test]
fn what_a_power_cut_leaves_behind_the_last_record_is_removed() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let mut file = std::fs::OpenOptions::new()
        .append(true)
        .open(desk.journal())
        .expect("the journal is there");
    file.write_all(b"\0\0\0\0{\"record\":\"ordered\"").expect("it is written");
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    assert!(!desk.read("payouts.csv.journal").contains('\0'));
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}

#[test]
fn a_journal_that_is_damaged_in_the_middle_is_refused() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let journal = desk.read("payouts.csv.journal").replacen("\"ordered\"", "\"odered\"", 1);
    std::fs::write(desk.journal(), journal).expect("it is written");
    let writes = desk.writes();
    let said = desk.run(&[]);
    assert_eq!(said.code, Some(1));
    assert_eq!(desk.writes(), writes);
    insta::assert_snapshot!(desk.plain(&said.err));
}

#[test]
fn without_its_journal_a_file_is_found_to_be_paid() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    std::fs::remove_file(desk.journal()).expect("it was there");
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}

#[test]
fn a_row_that_was_edited_after_it_was_sent_is_reported_and_not_paid() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let edits = [
        TWO.replace("1.10", "11.10"),
        TWO.replace("account:2", "account:3"),
        TWO.replace("a,test", "a-again,test"),
        TWO.replace("b,test_usd,2.20,account:2\n", ""),
    ];
    let mut complaints = String::new();
    for edited in edits {
        desk.write(&edited);
        let writes = desk.writes();
        let said = desk.run(&[]);
        assert_eq!(said.code, Some(1), "{edited}");
        assert_eq!(desk.writes(), writes, "{edited}");
        complaints.push_str(&desk.plain(&said.err));
    }
    insta::assert_snapshot!(complaints);
    desk.write(&format!("{TWO}c,test_usd,3.30,account:3\n"));
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(0), "rows may be added: {}", said.err);
    assert_eq!(desk.sandbox.books().payouts.len(), 3);
}

#[test]
fn columns_may_change_places_after_a_row_was_sent() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    desk.write("service,reference_id,fields_data,service_amount\ntest_usd,a,account:1,1.10\ntest_usd,b,account:2,2.20\n");
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}

#[test]
fn two_runs_at_once_on_a_file_are_refused() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let held = std::fs::File::open(desk.journal()).expect("the journal is there");
    held.lock().expect("it is free");
    desk.write(&format!("{TWO}c,test_usd,3.30,account:3\n"));
    let said = desk.run(&[]);
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!(desk.plain(&said.err));
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}

#[test]
fn many_runs_at_once_pay_once() {
    let mut csv = format!("{HEADER}\n");
    for number in 0..40 {
        csv.push_str(&format!("row-{number},test_usd,1.00,account:{number}\n"));
    }
    let desk = Desk::new(&csv);
    let children: Vec<_> = (0..4).map(|_| desk.start(&["--wait"])).collect();
    let said: Vec<Said> = children
        .into_iter()
        .map(|child| Said::of(child.wait_with_output().expect("it ends")))
        .collect();
    assert!(said.iter().any(|said| said.code == Some(0)));
    assert!(said.iter().all(|said| matches!(said.code, Some(0 | 1))), "the others were refused");
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    let books = desk.sandbox.books();
    assert_eq!(books.payouts.len(), 40);
    assert!(books.creates.values().all(|creates| creates.requests == 1));
}

#[test]
fn a_journal_of_another_account_or_server_is_refused() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let second = &desk.sandbox.accounts()[1];
    let mut command = program(&desk.csv());
    command.arg("--yes").env("CUBLOX_URL", desk.sandbox.private_url());
    command.env("CUBLOX_ACCOUNT", &second.id).env("CUBLOX_API_KEY", &second.api_key);
    let said = Said::of(command.output().expect("the program runs"));
    assert_eq!(said.code, Some(1));
    insta::assert_snapshot!(desk.plain(&said.err));
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}

#[test]
fn only_its_owner_may_read_what_holds_recipient_data() {
    let desk = Desk::with(TWO, Options { auto_process: true, ..Options::default() });
    assert_eq!(desk.run(&[]).code, Some(0));
    for name in ["payouts.csv.journal", "payouts.csv.results.csv"] {
        let mode = std::fs::metadata(desk.path(name)).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_power_cut_between_two_steps_leaves_what_the_next_run_goes_on_with() {
    let desk = Desk::new(TWO);
    assert_eq!(desk.run(&[]).code, Some(0));
    let journal = desk.read("payouts.csv.journal");
    let lengths: Vec<usize> = journal.split_inclusive('\n').map(str::len).collect();
    for kept in 0..lengths.len() {
        std::fs::write(desk.journal(), &journal).expect("it is written");
        cut(&desk, lengths[..kept].iter().sum());
        assert_eq!(desk.run(&["--wait"]).code, Some(0), "after {kept} records");
    }
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}
