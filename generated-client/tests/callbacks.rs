//! Callbacks about payouts: genuine or not, live or test, in what order; and the receiver of the example, over a socket.
#![cfg(feature = "callbacks")]
#![expect(clippy::expect_used, reason = "a test stops where its ground is missing")]

#[path = "../examples/callbacks/receiver.rs"]
mod receiver;

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::mpsc;

use cublox_payouts::callback_mode::{Mode, PayoutInvoiceVerifier};
use cublox_payouts::callbacks::PayoutInvoice;
use cublox_payouts::runtime::{Callback as _, CallbackError, SignatureError, Verified};
use http::HeaderMap;
use receiver::{News, PATH};

const LIVE: &str = "sk_live_example";
const TEST: &str = "sk_test_example";

fn verifier() -> PayoutInvoiceVerifier {
    PayoutInvoiceVerifier::new([(Mode::Live, LIVE), (Mode::Test, TEST)]).expect("two secrets")
}

/// A body with these attributes beside the required ones.
fn body(status: &str, more: &str) -> String {
    format!(
        r#"{{"data":{{"type":"payout-invoices","id":"cpoi_VdHYVxq4RsLEebAQ","attributes":{{"status":"{status}","amount":10,
        "currency":"USD","reference_id":"salary-2026-11-0042","callback_url":"https:\/\/shop.example\/"{more}}}}}}}"#
    )
}

fn sign(secret: &str, body: &str) -> String {
    PayoutInvoice::SIGNATURE.expect("they are signed").sign(secret, body.as_bytes())
}

fn signed(secret: &str, body: &str) -> HeaderMap {
    HeaderMap::from_iter([(
        http::HeaderName::from_static("x-signature"),
        sign(secret, body).parse().expect("a value"),
    )])
}

fn verify(secret: &str, body: &str) -> Result<Verified<PayoutInvoice, Mode>, CallbackError> {
    verifier().verify(&signed(secret, body), body.as_bytes())
}

fn verified(more: &str) -> Verified<PayoutInvoice, Mode> {
    verify(TEST, &body("processed", more)).expect("a genuine callback")
}

#[test]
fn the_vector_of_the_documentation_holds() {
    let body = r#"{"data":{"type":"payout-invoices","id":"cpoi_VdHYVxq4RsLEebAQ"}}"#;
    let headers = signed(TEST, body);
    assert_eq!(headers["X-Signature"], "OI6RiRHbNAd/KkAEttmXiOIIXZ4=");
    assert_eq!(verifier().authenticate(&headers, body.as_bytes()), Ok(Mode::Test));
    let error = verifier().verify(&headers, body.as_bytes()).expect_err("it has no attributes");
    assert!(matches!(error, CallbackError::Undecodable(_)), "{error}");
}

#[test]
fn live_and_test_are_kept_apart() {
    let (live, test) =
        (body("processed", r#","test_mode":false"#), body("processed", r#","test_mode":true"#));
    assert_eq!(verify(LIVE, &live).map(|callback| callback.realm()), Ok(Mode::Live));
    assert_eq!(verify(TEST, &test).map(|callback| callback.realm()), Ok(Mode::Test));
    assert_eq!(
        verify(TEST, &live).map(|callback| callback.realm()),
        Err(CallbackError::WrongRealm)
    );
    assert_eq!(
        verify(LIVE, &test).map(|callback| callback.realm()),
        Err(CallbackError::WrongRealm)
    );

    let silent = body("processed", "");
    assert_eq!(verify(LIVE, &silent).map(|callback| callback.realm()), Ok(Mode::Live));
    assert_eq!(
        verify("sk_live_other", &live).map(|callback| callback.realm()),
        Err(CallbackError::Signature(SignatureError::Mismatch))
    );
}

#[test]
fn the_later_state_supersedes() {
    let (earlier, later, ageless) =
        (verified(r#","updated":10"#), verified(r#","updated":11"#), verified(""));
    assert!(later.supersedes(earlier.body()));
    assert!(!earlier.supersedes(later.body()));
    assert!(!later.supersedes(later.body()));
    assert!(!later.supersedes(ageless.body()) && !ageless.supersedes(earlier.body()));

    let text = body("processed", r#","updated":12"#)
        .replace("cpoi_VdHYVxq4RsLEebAQ", "cpoi_0000000000000000");
    let other = verify(TEST, &text).expect("a genuine callback");
    assert!(!other.supersedes(earlier.body()));
    assert_ne!(other.dedup_key(), later.dedup_key());
}

#[test]
fn a_repeat_has_the_same_key() {
    let key = verified(r#","updated":10"#).dedup_key();
    assert_eq!(key.as_ref().map(ToString::to_string).as_deref(), Some("cpoi_VdHYVxq4RsLEebAQ@10"));
    assert_eq!(verified(r#","updated":10,"source":"api""#).dedup_key(), key);
    assert_ne!(verified(r#","updated":11"#).dedup_key(), key);
    assert_eq!(verified("").dedup_key(), None);
}

/// The receiver of the example on a port of its own, and what it tells.
fn serve() -> (SocketAddr, mpsc::Receiver<String>) {
    let (sender, told) = mpsc::channel();
    let router = receiver::router(verifier().with_body_limit(4096), move |news| {
        let news = match news {
            News::State(callback) => callback.body().data.attributes.status.to_string(),
            News::Unclear(id) => format!("look up {id}"),
        };
        sender.send(news).expect("somebody who listens");
    });
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a socket that does not block");
    let address = listener.local_addr().expect("its address");
    std::thread::spawn(move || {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
            axum::serve(listener, router).await
        })
    });
    (address, told)
}

/// Sends a callback and returns the status line of the answer.
fn post(address: SocketAddr, signature: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let length = body.len();
    write!(
        stream,
        "POST {PATH} HTTP/1.1\r\nHost: shop.example\r\n{signature}Content-Type: application/json\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    )
    .expect("the request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("the answer");
    answer.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn the_example_answers_exactly_200_to_what_is_genuine() {
    let (address, told) = serve();
    let send = |secret: &str, body: &str| {
        post(address, &format!("X-Signature: {}\r\n", sign(secret, body)), body)
    };
    let state = |status: &str, updated: u32| {
        body(status, &format!(r#","test_mode":true,"updated":{updated}"#))
    };
    let told = || told.try_iter().collect::<Vec<String>>();

    let processed = state("processed", 20);
    assert_eq!(send("sk_test_other", &processed), "HTTP/1.1 401 Unauthorized");
    assert_eq!(send(LIVE, &processed), "HTTP/1.1 401 Unauthorized");
    assert_eq!(post(address, "", &processed), "HTTP/1.1 401 Unauthorized");
    assert_eq!(send(TEST, r#"{"data":null}"#), "HTTP/1.1 400 Bad Request");
    assert_eq!(send(TEST, &" ".repeat(5000)), "HTTP/1.1 413 Payload Too Large");
    assert_eq!(told(), [""; 0]);

    for body in [&processed, &processed, &state("processing", 10), &state("canceling", 30)] {
        assert_eq!(send(TEST, body), "HTTP/1.1 200 OK");
    }
    assert_eq!(told(), ["processed", "canceling"]);

    assert_eq!(send(TEST, &state("canceled", 30)), "HTTP/1.1 200 OK");
    assert_eq!(told(), ["look up cpoi_VdHYVxq4RsLEebAQ"]);
}
