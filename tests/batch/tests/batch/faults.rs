//! Rows that fail, and hosts that do.

use faults::{Plan, Proxy, Request};

use crate::program::{Desk, HEADER, Said, program};

#[test]
fn a_sandbox_that_is_not_running_is_named() {
    let desk = Desk::new(&format!("{HEADER}\na,test_usd,1,account:1\n"));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0")
        .expect("a port")
        .local_addr()
        .expect("its address");
    let said = Said::of(
        program(&desk.csv()).arg(format!("--sandbox=http://{nobody}")).output().expect("it runs"),
    );
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("Start it with: cargo xtask sandbox"), "{}", said.err);
}

#[test]
fn wrong_keys_are_named_before_anything_is_sent() {
    let desk = Desk::new(&format!("{HEADER}\na,test_usd,1,account:1\n"));
    let mut command = program(&desk.csv());
    command.arg("--yes").env("CUBLOX_URL", desk.sandbox.private_url());
    command.env("CUBLOX_ACCOUNT", "coma_gUEpjaHU3rrntdnB").env("CUBLOX_API_KEY", "wrong");
    let said = Said::of(command.output().expect("it runs"));
    assert_eq!(said.code, Some(1));
    assert!(said.err.contains("Check the account and its keys"), "{}", said.err);
    assert!(!desk.journal().exists());
}

#[test]
fn what_the_host_refuses_or_fails_is_told_row_by_row_and_may_be_corrected() {
    let rows = |status: &str, id: &str| {
        format!(
            "{HEADER}\na,test_usd,1.00,account:1\n\
             b,test_usd,2.00,account:22222;test_details_payout_status:{status}\n\
             {id},test_usd,3.00,account:3;test_details_payout_status:process-failed\n"
        )
    };
    // No payout that is created becomes canceled without being paid first, says the sandbox; only the create tells.
    let desk = Desk::new(&rows("expired processed", "c"));
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(2));
    insta::assert_snapshot!("refused_and_failed", desk.plain(&said.err));
    assert!(desk.results().contains("3,b,refused,,,,2.00,USD,"), "{}", desk.results());
    assert!(
        desk.results().contains("4,c,failed,process_failed,declined_error,cpoi_"),
        "{}",
        desk.results()
    );

    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(2), "the same again comes to the same");
    assert_eq!(desk.sandbox.books().payouts.len(), 2, "what failed is not made again by itself");

    desk.write(&rows("processed", "c").replace("process-failed", "processed"));
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(1), "what failed keeps its reference_id for ever");
    assert!(said.err.contains("line 4: it was changed after it had been sent"), "{}", said.err);

    desk.write(&rows("processed", "c-2").replace("process-failed", "processed"));
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(desk.sandbox.books().moved["USD"].to_string(), "6.00");
}

#[test]
fn a_reference_id_that_pays_for_something_else_is_not_taken_for_ours() {
    let desk = Desk::new(&format!("{HEADER}\na,test_usd,1.00,account:1\n"));
    assert_eq!(desk.run(&["--wait"]).code, Some(0));
    std::fs::remove_file(desk.journal()).expect("it was there");
    desk.write(&format!("{HEADER}\na,test_usd,5.00,account:1\n"));
    let said = desk.run(&["--wait"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("line 2: a refused: the key was used for something else"),
        "{}",
        said.err
    );
    assert_eq!(desk.sandbox.books().moved["USD"].to_string(), "1.00");
}

#[test]
fn what_is_uncertain_is_reported_and_the_next_run_goes_on_with_it() {
    let mut csv = format!("{HEADER}\n");
    for number in 1..=20 {
        csv.push_str(&format!("row-{number},test_usd,1.01,account:{number}\n"));
    }
    let desk = Desk::new(&csv);
    let about_payouts = |request: &Request| {
        request.target.contains("payout-invoices").then(|| request.target.clone())
    };
    let plan = Plan::new(7, about_payouts).fault_permille(1000).most_faults(u32::MAX);
    let runtime = tokio::runtime::Runtime::new().expect("threads for the proxy");
    let inside = runtime.enter();
    let proxy = Proxy::start(desk.sandbox.address(), plan).expect("the proxy starts");
    drop(inside);
    let through_proxy = |arguments: &[&str]| {
        let mut command = program(&desk.csv());
        command.arg(format!("--sandbox={}", proxy.url())).args(arguments);
        Said::of(command.output().expect("it runs"))
    };

    let said = through_proxy(&["--patience=1"]);
    assert_eq!(said.code, Some(2));
    assert!(desk.results().contains(",uncertain,"), "{}", desk.results());
    assert!(said.err.contains("uncertain"), "{}", said.err);

    proxy.plan().end();
    let said = through_proxy(&["--wait"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let books = desk.sandbox.books();
    assert_eq!(books.payouts.len(), 20);
    assert!(
        books.payouts.iter().all(|payout| payout.history == ["created", "processing", "processed"])
    );
    assert_eq!(books.moved["USD"].to_string(), "20.20");
}

#[test]
fn without_waiting_what_is_confirmed_is_enough() {
    let desk = Desk::new(&format!("{HEADER}\na,test_usd,1.00,account:1\n"));
    let said = desk.run(&[]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(desk.results().contains("2,a,under way,"), "{}", desk.results());
}
