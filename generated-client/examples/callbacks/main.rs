//! Receives callbacks about payouts.
//!
//! ```text
//! cargo run --example callbacks --features callbacks [address]
//! ```
//!
//! The secrets come from the environment, `LIVE_SECRETS` and `TEST_SECRETS`, separated by commas. Without any, the
//! secret for tests is `sk_test_example`. Without an address it listens on a free port of this computer.

mod receiver;

use std::env;

use cublox_payouts::callback_mode::{Mode, PayoutInvoiceVerifier};
use cublox_payouts::callbacks::PayoutInvoice;
use cublox_payouts::runtime::Callback as _;
use receiver::{News, PATH};

const SAMPLE: &str = r#"{"data":{"type":"payout-invoices","id":"cpoi_VdHYVxq4RsLEebAQ","attributes":{"status":"processed","amount":10.55,"currency":"USD","reference_id":"salary-2026-11-0042","test_mode":true,"updated":1597835933}}}"#;

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secrets = secrets();
    let example =
        secrets.iter().find(|(mode, _)| *mode == Mode::Test).and_then(|(_, secret)| sign(secret));
    let router = receiver::router(PayoutInvoiceVerifier::new(secrets)?, print);
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".to_owned());

    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        let url = format!("http://{}{PATH}", listener.local_addr()?);
        println!("Listening at {url}");
        if let Some(signature) = example {
            println!(
                "Try it: curl -i '{url}' -H 'X-Signature: {signature}' --data-binary '{SAMPLE}'"
            );
        }
        axum::serve(listener, router).await?;
        Ok(())
    })
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn print(news: News<'_>) {
    match news {
        News::State(callback) => {
            let invoice = &callback.body().data;
            println!("{:?}: {} is {}", callback.realm(), invoice.id, invoice.attributes.status);
        }
        News::Unclear(id) => println!("{id}: look it up"),
    }
}

/// The secrets of the environment, by mode.
fn secrets() -> Vec<(Mode, String)> {
    let mut secrets = Vec::new();
    for (variable, mode) in [("LIVE_SECRETS", Mode::Live), ("TEST_SECRETS", Mode::Test)] {
        if let Ok(listed) = env::var(variable) {
            secrets.extend(listed.split(',').map(|secret| (mode, secret.trim().to_owned())));
        }
    }
    if secrets.is_empty() {
        secrets.push((Mode::Test, "sk_test_example".to_owned()));
    }
    secrets
}

/// The signature that the platform would send with the sample.
fn sign(secret: &str) -> Option<String> {
    PayoutInvoice::SIGNATURE.map(|signature| signature.sign(secret, SAMPLE.as_bytes()))
}
