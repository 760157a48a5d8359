//! What is wrong with a file is said of all of it at once, by line and column, before anything is sent.

use crate::program::{Desk, HEADER};

/// Nothing was sent, and everything was said.
fn refused(csv: &str) -> String {
    let desk = Desk::new(csv);
    let said = desk.run(&[]);
    assert_eq!(said.code, Some(1), "{}{}", said.out, said.err);
    assert_eq!(desk.writes(), 0);
    assert!(!desk.journal().exists(), "a file that is refused leaves nothing behind");
    desk.plain(&said.err)
}

#[test]
fn every_bad_row_is_reported_in_one_run() {
    let csv = "\
reference_id,service,service_amount,amount,currency,fields_data,description,customer,customer_metadata
good,test_usd,10.55,,,account:1,,,
,test_usd,10,,,account:1,,,
twice,test_usd,10,,,account:1,,,
twice,test_usd,10,,,account:1,,,
amounts,test_usd,\"1,000.00\",,,account:1,,,
amounts-2,test_usd,-5,,,account:1,,,
amounts-3,test_usd,0.00,,,account:1,,,
amounts-4,test_usd,1e3,,,account:1,,,
amounts-5,test_usd,0.123456789,,,account:1,,,
amounts-6,test_usd,1.,,,account:1,,,
amounts-7,test_usd,,,,account:1,,,
amounts-8,test_usd,1,2,USD,account:1,,,
amounts-9,test_usd,,2,,account:1,,,
amounts-10,test_usd,,,USD,account:1,,,
amounts-11,test_usd,99999999999999999999999999999,,,account:1,,,
currency,test_usd,,10,usd,account:1,,,
currency-2,test_usd,,10,US Dollar,account:1,,,
fields,test_usd,10,,,,,,
fields-2,test_usd,10,,,account,,,
fields-3,test_usd,10,,,account:,,,
fields-4,test_usd,10,,,account:1;account:2,,,
fields-5,test_usd,10,,,:1,,,
customer,test_usd,10,,,account:1,,name:Ada,
customer-2,test_usd,10,,,account:1,,reference_id:1;nick:Ada,
customer-3,test_usd,10,,,account:1,,,team:red
customer-4,test_usd,10,,,account:1,,reference_id:1,team
short,test_usd,10
long,test_usd,10,,,account:1,,,,more
several,,abc,,,account,,,
service,no_such,10,,,account:1,,,
service-2,card,10,,,card_number:5123817234060000,,,
service-3,test_usd,0.001,,,account:1,,,
service-4,swift_jpy,1000000,,,account_number:DE89370400440532013000;bic:COBADEFF;beneficiary_name:Eve,,,
recipient,test_usd,10,,,account:abc,,,
recipient-2,test_usd,10,,,acount:1,,,
\"open,test_usd,10,,,account:1,,,
last,test_usd,10,,,account:1,,,
";
    insta::assert_snapshot!(refused(csv));
}

#[test]
fn a_faulty_header_is_reported_column_by_column() {
    insta::assert_snapshot!(refused("reference,service,service,amount\n1,2,3,4\n"));
}

#[test]
fn semicolons_between_columns_are_recognised() {
    insta::assert_snapshot!(refused("reference_id;service;service_amount;fields_data\n1;2;3;4\n"));
}

#[test]
fn a_file_without_payouts_is_refused() {
    insta::assert_snapshot!(refused(&format!("{HEADER}\n")));
}

#[test]
fn an_empty_file_is_refused() {
    insta::assert_snapshot!(refused(""));
}

#[test]
fn text_that_is_not_utf_8_is_named_by_its_cell() {
    let desk = Desk::new("");
    std::fs::write(
        desk.csv(),
        b"reference_id,service,service_amount,fields_data\nr,test_usd,1,account:\xe9\n",
    )
    .expect("the file is written");
    let said = desk.run(&[]);
    assert_eq!(said.code, Some(1));
    assert!(
        said.err.contains("line 2, column 4 (fields_data): it is not UTF-8 text"),
        "{}",
        said.err
    );
}

#[test]
fn what_spreadsheets_add_is_no_problem() {
    let desk = Desk::new(
        "\u{feff}fields_data , service,reference_id,amount,currency\r\n account:1; ,test_usd, a-1 ,\"2.50\",USD\r\n\r\n",
    );
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let books = desk.sandbox.books();
    assert_eq!(books.payouts[0].reference_id, "a-1");
    assert_eq!(books.moved["USD"].to_string(), "2.50");
}

#[test]
fn recipient_data_is_never_shown_in_a_complaint() {
    let secrets = ["Ada Example", "5123817234060009", "12x45"];
    let csv = "\
reference_id,service,service_amount,amount,currency,fields_data,customer
a,test_usd,1,,,account:12x45,
b,card,,1,USD,number:5123817234060009,
c,test_usd,1,,,Ada Example,
d,test_usd,1,,,account:1,name:Ada Example
";
    let said = refused(csv);
    assert!(secrets.iter().all(|secret| !said.contains(secret)), "{said}");
}

#[test]
fn the_example_that_is_shipped_is_paid() {
    let desk =
        Desk::new(include_str!("../../../../generated-client/examples/batch_payouts/payouts.csv"));
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(2), "one of its rows fails on purpose: {}", said.err);
    let statuses =
        desk.sandbox.books().payouts.iter().filter(|payout| payout.status == "processed").count();
    assert_eq!(statuses, 7);
    insta::assert_snapshot!(desk.plain(&said.out));
}
