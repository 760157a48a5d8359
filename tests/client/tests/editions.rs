//! The platform is older than its documentation and served by several operators: bodies of other editions are read, and
//! written as they came.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use client_tests::apis;
use client_tests::call::Rewritten;
use client_tests::json::{Value, assert_same};
use cublox_payouts::callbacks::PayoutInvoice as PayoutInvoiceCallback;
use cublox_payouts::models::{Included, PayoutPrerequest};
use cublox_payouts::runtime::{Callback, json};

fn read(call: &str, status: u16, text: &str) -> Rewritten {
    let read = apis::payouts().call(call).read(status, text.as_bytes());
    let read = read.unwrap_or_else(|failed| panic!("{call}: {}", failed.message)).unwrap();
    assert_same(text, &read.json, call);
    read
}

fn sample(call: &str) -> Value {
    let api = apis::payouts();
    let operation = api.model.operations.iter().find(|operation| operation.name == call).unwrap();
    Value::parse(&operation.successes[0].sample.as_ref().unwrap().text).unwrap()
}

#[test]
fn an_older_payout_lacks_members_that_came_later() {
    let text = r#"{"data":{"type":"payout-invoices","id":"cpoi_S1zoJnT8x4iZ4oPr",
        "attributes":{"status":"processed","resolution":"ok","amount":"100.78","payout_amount":100.78,"currency":"UAH",
            "service_currency":"UAH","reference_id":"1565","test_mode":false,"description":null,"fee":0,"writeoff":"100.78",
            "processed":1565177163,"processed_amount":100.78,"metadata":[],"created":1565177161,"updated":1565177163,
            "fields":[],"payload":[],"flow_data":[],"hpp_url":""},
        "relationships":[],"links":[]}}"#;
    read("payout-invoices.get", 200, text);
}

#[test]
fn a_payout_is_read_whatever_is_missing_that_a_caller_can_do_without() {
    let sample = sample("payout-invoices.get");
    let call = apis::payouts().call("payout-invoices.get");
    for pointer in sample.pointers().iter().filter(|pointer| !pointer.is_empty()) {
        let lacking = sample.without(pointer).to_string();
        assert_eq!(call.read(200, lacking.as_bytes()).is_err(), is_needed(pointer), "{pointer}");
    }
}

/// Whether a payout is not worth reading without this.
fn is_needed(pointer: &str) -> bool {
    let attribute = pointer.strip_prefix("/data/attributes/");
    let identifier = pointer.starts_with("/data/relationships/");
    matches!(pointer, "/data" | "/data/type" | "/data/id" | "/data/attributes")
        || attribute
            .is_some_and(|name| matches!(name, "status" | "amount" | "currency" | "reference_id"))
        || identifier && (pointer.ends_with("/data/type") || pointer.ends_with("/data/id"))
}

#[test]
fn new_words_and_members_do_not_stop_a_payout() {
    let sample = sample("payout-invoices.get");
    for pointer in
        ["/data/attributes/status", "/data/attributes/resolution", "/data/attributes/source"]
    {
        let text = sample.with(pointer, Value::text("never heard of")).to_string();
        read("payout-invoices.get", 200, &text);
    }
    let text =
        sample.to_string().replacen('{', r#"{"jsonapi":{"version":"2.0"},"debug":[1.50],"#, 1);
    read("payout-invoices.get", 200, &text);
}

#[test]
fn money_arrives_as_text_from_some_operators() {
    let mut text = sample("payout-invoices.get").to_string();
    for name in ["amount", "payout_amount", "fee", "writeoff", "exchange_rate", "processed_amount"]
    {
        for digits in ["10", "0", "1"] {
            text = text.replace(
                &format!(r#""{name}":{digits},"#),
                &format!(r#""{name}":"{digits}.00000","#),
            );
        }
    }
    assert!(text.matches(".00000\"").count() >= 5, "{text}");
    read("payout-invoices.get", 200, &text);
}

#[test]
fn the_prerequest_of_other_editions() {
    let beside = r#"{"data":{"services":{"card_usd":{"code":"card_usd","fields":[],"amount_min":"0.01"}},
        "methods":{"card":{"code":"card","name":{"en":"Card"}}},"account":{"name":"Shop"}}}"#;
    read("payout-prerequest.create", 200, beside);
    read("payout-prerequest.create", 201, beside);
    read(
        "payout-prerequest.create",
        200,
        r#"{"data":{"services":[],"methods":[],"currency":"USD","amount":"10"}}"#,
    );
    let prerequest: PayoutPrerequest =
        json::from_str(&sample("payout-prerequest.create").at("/data").unwrap().to_string())
            .unwrap();
    assert_eq!(
        prerequest.services.keys().collect::<Vec<_>>(),
        ["test_usd"],
        "methods and account are no services"
    );
    assert!(prerequest.methods.is_some() && prerequest.account.is_some());
    let pattern =
        prerequest.services["test_usd"].fields.as_ref().unwrap()[0].regexp.as_ref().unwrap();
    assert_eq!(pattern.unescaped(), r"^\d{1,15}$");
}

#[test]
fn a_callback_may_include_its_customer_and_what_is_not_known() {
    let text = r#"{"data":{"type":"payout-invoices","id":"cpoi_1","attributes":{"status":"partially_processed",
            "resolution":"ok","moderation_required":false,"amount":"10.00","currency":"USD","reference_id":"r1",
            "updated":1597835933,"callback_logs":[{"status":200,"id":1}],
            "payouts":[{"id":"po_1","status":"processed"}]},
            "relationships":{"customer":{"data":{"type":"customers","id":"cus_1"}},"active-payment":{"data":null}}},
        "included":[{"type":"customers","id":"cus_1","attributes":{"reference_id":null,"email":"a@example.org",
            "metadata":[],"processing_options":null,"archived":false}},
            {"type":"payments","id":"pay_1","attributes":{"amount":1.10}}]}"#;
    let callback = PayoutInvoiceCallback::read(text.as_bytes()).unwrap();
    assert_same(text, &json::to_string(&callback), "callback");
    let included = callback.included.as_deref().unwrap();
    assert!(matches!(included, [Included::Customer(_), Included::Unknown(_)]));
    assert_eq!(PayoutInvoiceCallback::order(&callback), Some(1_597_835_933));
}

#[test]
fn an_empty_list_of_services_of_the_account() {
    read("payout-services.list", 200, r#"{"meta":[],"links":[],"data":[]}"#);
    read(
        "payout-services.list",
        200,
        r#"{"meta":{"total":0,"pages":0,"page":1},"links":{"first":"/a","next":""},"data":[]}"#,
    );
}

#[test]
fn a_lookup_of_the_public_face_may_answer_in_three_forms() {
    let sample = sample("public-payout-invoices.get").at("/data").unwrap().to_string();
    for data in [format!("[{sample}]"), sample.clone(), "null".to_owned(), "[]".to_owned()] {
        read("public-payout-invoices.find", 200, &format!(r#"{{"data":{data}}}"#));
    }
}

#[test]
fn errors_at_the_top_of_the_body_are_no_payout() {
    let create = apis::payouts().call("payout-invoices.create");
    for body in [
        r#"{"error":"no"}"#,
        r#"{"error":{"message":"no"}}"#,
        r#"{"error_type":"a","error_codes":[]}"#,
    ] {
        for status in [200, 201, 400, 422, 500] {
            assert!(create.read(status, body.as_bytes()).is_err(), "{status} {body}");
        }
    }
}
