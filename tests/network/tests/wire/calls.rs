//! Every call, as the page documents it: the bytes that go out, and the documented answers that come back.

use std::fmt::Debug;

use cublox_payouts::models::{NewCustomer, PayoutOptions};
use cublox_payouts::operations::{
    payout_invoices, payout_prerequest, payout_services, public_payout_invoices,
};
use cublox_payouts::runtime::{AnswerBody, Operation};
use cublox_payouts::{Api, Face};
use network_tests::books::Answer;
use network_tests::clients::{COUNT, all, quick};
use network_tests::server::{Seen, Server};
use network_tests::turn::Turn;

/// A documented sample.
macro_rules! sample {
    ($name:literal) => {
        include_str!(concat!("../../../../spec/samples/", $name, ".json"))
    };
}

/// What a documented request is.
struct Documented {
    line: &'static str,
    face: Face,
    body: Body,
}

/// The body of a documented request.
enum Body {
    /// The request has no content.
    None,
    /// The request is one that has content, which is empty.
    Empty,
    /// The same JSON.
    Json(&'static str),
}

/// Sends a call with each client; it must be sent as documented, and each of the answers must be read.
fn check<O>(operation: &O, documented: &Documented, answers: &[(u16, &str)])
where
    O: Operation<Api = Api> + Clone,
    O::Output: AnswerBody + Debug,
{
    for (status, body) in answers {
        let server = Server::start(vec![Turn::answer(Answer::new(*status, *body)); COUNT]).unwrap();
        for client in all(&quick(&server.url()).unwrap()).unwrap() {
            client.send(operation.clone()).unwrap();
        }
        let seen = server.seen();
        assert_eq!(seen.len(), COUNT, "each client sends it once");
        for request in &seen {
            check_request(request, documented, &server.url());
        }
    }
}

fn check_request(seen: &Seen, documented: &Documented, url: &str) {
    let raw = String::from_utf8(seen.raw.clone()).unwrap();
    let (head, body) = raw.split_once("\r\n\r\n").unwrap();
    let (line, headers) = head.split_once("\r\n").unwrap();
    assert_eq!(line, format!("{} HTTP/1.1", documented.line));
    let mut expected = vec![
        ("accept", "application/json".to_owned()),
        ("host", url.trim_start_matches("http://").to_owned()),
        ("user-agent", concat!("cublox-payouts/", env!("CARGO_PKG_VERSION")).to_owned()),
    ];
    if documented.face == Face::Private {
        // `coma_gUEpjaHU3rrntdnB:api-key`, encoded by another tool.
        expected
            .push(("authorization", "Basic Y29tYV9nVUVwamFIVTNycm50ZG5COmFwaS1rZXk=".to_owned()));
    }
    match documented.body {
        Body::None => assert_eq!(body, ""),
        Body::Empty => expected.push(("content-length", "0".to_owned())),
        Body::Json(json) => {
            expected.push(("content-length", body.len().to_string()));
            expected.push(("content-type", "application/json".to_owned()));
            let values =
                [json, body].map(|json| serde_json::from_str::<serde_json::Value>(json).unwrap());
            assert_eq!(values[0], values[1]);
        }
    }
    expected.sort();
    let mut headers: Vec<_> =
        headers.lines().map(|header| header.split_once(": ").unwrap()).collect();
    headers.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    let headers: Vec<_> =
        headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let expected: Vec<_> =
        expected.iter().map(|(name, value)| ((*name).to_owned(), value.as_str())).collect();
    assert_eq!(headers, expected);
}

fn private(line: &'static str) -> Documented {
    Documented { line, face: Face::Private, body: Body::None }
}

fn public(line: &'static str) -> Documented {
    Documented { line, face: Face::Public, body: Body::None }
}

const ID: &str = "cpoi_VdHYVxq4RsLEebAQ";
const REFERENCE_ID: &str = "a5c22bfb-04c1-4dbf-8b46-9753bf1f6570";
const PUBLIC_KEY: &str = "pk_live_NM6Rpg6A29zNlSQHiCsprOJyT9WXuFa76WcwwBB69cS";

#[test]
fn create() {
    let customer = NewCustomer::builder()
        .reference_id("1203515")
        .email("somename@domain.com")
        .name("John Wick")
        .metadata([("key1", "value1"), ("key2", "value2")])
        .build();
    let options = PayoutOptions::builder();
    let options = options
        .split_mode(false)
        .parallel_mode(false)
        .allow_partially(false)
        .auto_process(false)
        .build();
    let create = payout_invoices::create()
        .service("card")
        .currency("USD")
        .amount(10_u8)
        .reference_id(REFERENCE_ID)
        .test_mode(true)
        .fields([("card_number", "5123817234060000")])
        .callback_url("https://webhook.site/1192f6ef-71c9-4b80-b43b-133d8fe14677")
        .options(options)
        .customer(customer)
        .metadata([("key", "value")])
        .build();
    let body = Body::Json(sample!("05-payout-invoice-create-request"));
    let documented = Documented { body, ..private("POST /payout-invoices") };
    check(&create, &documented, &[(201, sample!("06-payout-invoice-create-response"))]);
}

#[test]
fn process() {
    let documented = Documented {
        body: Body::Empty,
        ..private("POST /payout-invoices/cpoi_VdHYVxq4RsLEebAQ/process")
    };
    let answer = sample!("07-payout-invoice-process-response");
    check(&payout_invoices::process(ID), &documented, &[(200, answer), (201, answer)]);
}

#[test]
fn get() {
    let documented = private("GET /payout-invoices/cpoi_VdHYVxq4RsLEebAQ");
    check(&payout_invoices::get(ID), &documented, &[(200, sample!("09-payout-invoice-response"))]);
}

#[test]
fn find() {
    let find = payout_invoices::find().reference_id(REFERENCE_ID).build();
    let line = "GET /payout-invoices?filter%5Breference_id%5D=a5c22bfb-04c1-4dbf-8b46-9753bf1f6570";
    let one = sample!("09-payout-invoice-response");
    let list = sample!("10-payout-invoices-list-response");
    check(
        &find,
        &private(line),
        &[(200, list), (200, one), (200, r#"{"data":[]}"#), (200, r#"{"data":null}"#)],
    );
}

#[test]
fn list() {
    let answers = [(200, sample!("10-payout-invoices-list-response"))];
    check(&payout_invoices::list().build(), &private("GET /payout-invoices"), &answers);
    let list = payout_invoices::list().page_after("cpoi_S1zoJnT8x4iZ4oPr").page_size(20).build();
    let line = "GET /payout-invoices?page%5Bafter%5D=cpoi_S1zoJnT8x4iZ4oPr&page%5Bsize%5D=20";
    check(&list, &private(line), &answers);
}

#[test]
fn list_services() {
    let answers = [(200, sample!("03-payout-services-list-response"))];
    check(&payout_services::list().build(), &private("GET /payout-services"), &answers);
    let list = payout_services::list().page_number(2).page_size(20).build();
    check(&list, &private("GET /payout-services?page%5Bnumber%5D=2&page%5Bsize%5D=20"), &answers);
}

#[test]
fn get_service() {
    let get = payout_services::get("comcpos_RHUGUgEnmmedR7h3");
    let documented = private("GET /payout-services/comcpos_RHUGUgEnmmedR7h3");
    check(&get, &documented, &[(200, sample!("04-payout-service-response"))]);
}

#[test]
fn prerequest() {
    let create =
        payout_prerequest::create().currency("USD").amount(10_u8).public_key(PUBLIC_KEY).build();
    let body = Body::Json(sample!("01-payout-prerequest-request"));
    let documented = Documented { body, ..public("POST /public-api/payout-prerequest") };
    let answer = sample!("02-payout-prerequest-response");
    check(&create, &documented, &[(200, answer), (201, answer)]);
}

#[test]
fn get_publicly() {
    let answers = [(200, sample!("08-payout-invoice-public-response"))];
    let line = "GET /public-api/payout-invoices/cpoi_VdHYVxq4RsLEebAQ";
    check(&public_payout_invoices::get(ID).build(), &public(line), &answers);
}

#[test]
fn find_publicly() {
    let find = public_payout_invoices::find().reference_id(REFERENCE_ID).build();
    let line = "GET /public-api/payout-invoices?filter%5Breference_id%5D=a5c22bfb-04c1-4dbf-8b46-9753bf1f6570";
    let one = sample!("08-payout-invoice-public-response");
    check(&find, &public(line), &[(200, one), (200, r#"{"data":[]}"#)]);
}
