//! Every call, as the page documents it: the bytes that go out, and the documented answers that come back.

use std::fmt::Debug;

use cublox_payouts::models::{
    CustomerAddress, NewCustomer, PayoutOptions,
};
use cublox_payouts::operations::{payout_invoices, payout_prerequest, payout_services, public_payout_invoices};
use cublox_payouts::runtime::{AnswerBody, Json, Operation};
use cublox_payouts::{Api, Face};
use network_tests::books::Answer;
use network_tests::clients::{both, quick};
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

/// Sends a call with both clients; it must be sent as documented, and each of the answers must be read.
fn check<O>(operation: &O, documented: &Documented, answers: &[(u16, &str)])
where
    O: Operation<Api = Api> + Clone,
    O::Output: AnswerBody + Debug,
{
    for (status, body) in answers {
        let server = Server::start(vec![Turn::answer(Answer::new(*status, *body)); 2]).unwrap();
        for client in both(&quick(&server.url()).unwrap()).unwrap() {
            client.send(operation.clone()).unwrap();
        }
        let seen = server.seen();
        assert_eq!(seen.len(), 2, "each client sends it once");
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
        expected.push(("authorization", "Basic Y29tYV9nVUVwamFIVTNycm50ZG5COmFwaS1rZXk=".to_owned()));
    }
    match documented.body {
        Body::None => assert_eq!(body, ""),
        Body::Empty => expected.push(("content-length", "0".to_owned())),
        Body::Json(json) => {
            expected.push(("content-length", body.len().to_string()));
            expected.push(("content-type", "application/json".to_owned()));
            let values = [json, body].map(|json| serde_json::from_str::<serde_json::Value>(json).unwrap());
            assert_eq!(values[0], values[1]);
        }
    }
    expected.sort();
    let mut headers: Vec<_> = headers.lines().map(|header| header.split_once(": ").unwrap()).collect();
    headers.sort_by_key(|(name, _)| name.to_ascii_lowercase());
    let headers: Vec<_> = headers.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value)).collect();
    let expected: Vec<_> = expected.iter().map(|(name, value)| ((*name).to_owned(), value.as_str())).collect();
    assert_eq!(headers, expected);
}

fn private(line: &'static str) -> Documented {
    Documented { line, face: Face::Private, body: Body::None }
}

fn public(line: &'static str) -> Documented {
    Documented { line, face: Face::Public, body: Body::None }
}

#[test]
fn create() {
    let sample: serde_json::Value = serde_json::from_str(sample!("05-payout-invoice-create-request")).unwrap();
    let asked = &sample["data"]["attributes"];
    let text = |pointer: &str| asked.pointer(pointer).and_then(|value| value.as_str()).unwrap().to_owned();
    let flag = |pointer: &str| asked.pointer(pointer).and_then(|value| value.as_bool()).unwrap();
    let metadata = |value: &serde_json::Value| -> Vec<(String, Json)> {
        let members = value.as_object().unwrap().iter();
        members.map(|(name, value)| (name.clone(), Json::parse(&value.to_string()).unwrap())).collect()
    };
    let _ = (&metadata, &text, &flag);
    let operation: payout_invoices::Create = payout_invoices::create()
        .service(text("/service"))
        .currency(text("/currency"))
        .amount(asked["amount"].as_u64().unwrap())
        .reference_id(text("/reference_id"))
        .fields([("card_number", text("/fields/card_number"))])
        .test_mode(flag("/test_mode"))
        .callback_url(text("/callback_url"))
        .metadata(metadata(&asked["metadata"]))
        .build();
    drop((operation, CustomerAddress::builder, NewCustomer::builder, PayoutOptions::builder));
}
