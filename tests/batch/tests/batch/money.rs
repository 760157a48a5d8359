//! Before money moves: dry runs, limits, consent. After: exact sums.

use crate::program::{Desk, Said, program};

const FILE: &str = "\
reference_id,service,service_amount,amount,currency,fields_data,customer
a,test_usd,0.10,,,account:100001,reference_id:emp-1;name:Ada Example
b,test_usd,0.20,,,account:100002,
c,card,,75.25,USD,card_number:5123817234060000,
d,swift_jpy,184000,,,account_number:DE89370400440532013000;bic:COBADEFF;beneficiary_name:Eve Example,
";

#[test]
fn a_dry_run_shows_what_would_be_sent_and_sends_nothing() {
    let desk = Desk::new(FILE);
    let said = desk.run(&["--dry-run"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(desk.writes(), 0);
    assert_eq!(desk.sandbox.books().payouts.len(), 0);
    assert!(!desk.journal().exists());
    insta::assert_snapshot!(said.out);
    let shown = desk.run(&["--dry-run", "--show-recipients"]);
    assert!(shown.out.contains("card_number=5123817234060000"), "{}", shown.out);
}

#[test]
fn a_dry_run_needs_no_host() {
    let desk = Desk::new(FILE);
    let said = Said::of(program(&desk.csv()).arg("--dry-run").output().expect("the program runs"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(
        said.out.contains("line 2: a  0.10 in the currency of the service by test_usd"),
        "{}",
        said.out
    );
    assert_eq!(desk.sandbox.books().requests, 0);
}

#[test]
fn a_file_beyond_its_limits_is_refused() {
    let desk = Desk::new(FILE);
    let said = desk.run(&["--max-total", "75.54-USD", "--max-total", "184000-JPY"]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("the file pays 75.55 USD, and --max-total allows 75.54"),
        "{}",
        said.err
    );
    let said = desk.run(&["--max-total", "75.55-USD"]);
    assert!(
        said.err.contains("the file pays 184000 JPY, and --max-total sets no limit for it"),
        "{}",
        said.err
    );
    assert_eq!(desk.writes(), 0);
    let said = desk.run(&["--max-total", "75.55-USD", "--max-total", "184000-JPY", "--wait"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    insta::assert_snapshot!(desk.plain(&said.out));
}

/// The platform shows recipients masked, so nobody can tell whether the earlier payout went to the same one.
#[test]
fn what_another_file_has_paid_under_the_same_reference_id_counts_and_is_told() {
    let desk =
        Desk::new("reference_id,service,service_amount,fields_data\na,test_usd,1,account:1\n");
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    let other = desk.path("other.csv");
    let rows = "reference_id,service,service_amount,fields_data\na,test_usd,1,account:2\nb,test_usd,1,account:3\n";
    std::fs::write(&other, rows).expect("the file is written");
    let run = || {
        let mut command = program(&other);
        command.arg(format!("--sandbox=http://{}", desk.sandbox.address())).arg("--wait");
        Said::of(command.output().expect("the program runs"))
    };
    for _ in 0..2 {
        let said = run();
        assert_eq!(said.code, Some(0), "{}", said.err);
        assert!(
            said.err.contains("line 2: a paid processed: this reference_id was used before"),
            "{}",
            said.err
        );
        assert!(!said.err.contains("line 3"), "{}", said.err);
        assert!(desk.read("other.csv.results.csv").contains("used before this file was paid"));
    }
    assert_eq!(desk.sandbox.books().payouts.len(), 2);
}

#[test]
fn the_help_says_what_a_reference_id_is() {
    let said =
        Said::of(program(&Desk::new(FILE).csv()).arg("--help").output().expect("the program runs"));
    assert!(
        said.out.contains("A reference_id names one payment in the whole account"),
        "{}",
        said.out
    );
}

#[test]
fn real_money_moves_only_with_consent() {
    let desk = Desk::new(FILE);
    let account = &desk.sandbox.accounts()[0];
    let real = || {
        let mut command = program(&desk.csv());
        command.env("CUBLOX_URL", desk.sandbox.private_url());
        command.env("CUBLOX_ACCOUNT", &account.id).env("CUBLOX_API_KEY", &account.api_key);
        command
    };
    let said = Said::of(real().output().expect("the program runs"));
    assert_eq!(said.code, Some(1));
    assert_eq!(desk.writes(), 0);
    insta::assert_snapshot!(desk.plain(&said.err));
    let said = Said::of(real().arg("--yes").output().expect("the program runs"));
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(desk.sandbox.books().payouts.len(), 4);
    let key = &account.api_key;
    assert!(!said.err.contains(key.as_str()) && !said.out.contains(key.as_str()));
}

#[test]
fn without_a_place_to_pay_nothing_happens() {
    let desk = Desk::new(FILE);
    let said = Said::of(program(&desk.csv()).output().expect("the program runs"));
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("say where to pay"), "{}", said.err);
}

#[test]
fn a_command_that_is_not_understood_sends_nothing() {
    let desk = Desk::new(FILE);
    for arguments in
        [&["--concurrency", "0"][..], &["--max-total", "5,00-USD"], &["--api-key", "x"]]
    {
        assert_eq!(desk.run(arguments).code, Some(1), "{arguments:?}");
    }
    assert_eq!(desk.sandbox.books().requests, 0);
}
