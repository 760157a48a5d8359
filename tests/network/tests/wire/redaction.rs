//! Nothing secret or personal shows: not in `Debug`, `Display`, chains of errors or panics, and not in what is told to `tracing`
//! at its finest level.

use std::error::Error;
use std::fmt::{Debug, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex};

use cublox_payouts::models::{CustomerAddress, NewCustomer};
use cublox_payouts::operations::payout_invoices::{Create, create, get};
use cublox_payouts::operations::{payout_prerequest, public_payout_invoices};
use cublox_payouts::runtime::{Credentials, Once};
use cublox_payouts::{Face, Settings};
use http::{HeaderName, HeaderValue};
use network_tests::books::{Answer, Books, document};
use network_tests::clients::{AnyClient, COUNT, all, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::scenario::{ERROR, REFERENCE_ID, instead};

/// What every canary begins with.
const CANARY: &str = "canary-";

/// Remembers all that is told.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<String>>);

impl Told {
    fn note(&self, text: &str) {
        self.0.lock().unwrap().push_str(text);
    }

    fn show(&self, value: &dyn Debug) {
        self.note(&format!("{value:?} {value:#?}\n"));
    }

    /// Shows an error with all that lies under it, and in a panic.
    fn show_error(&self, error: &(dyn Error + 'static)) {
        for error in std::iter::successors(Some(error), |error| (*error).source()) {
            self.note(&format!("{error} {error:#}\n"));
            self.show(error as &dyn Debug);
        }
        let panic = catch_unwind(AssertUnwindSafe(|| {
            panic!("{:?}", Err::<(), _>(error).map_err(|error| format!("{error:?}")))
        }));
        self.note(panic.unwrap_err().downcast_ref::<String>().unwrap());
    }

    fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }
}

impl Visit for &Told {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let mut text = String::new();
        writeln!(text, "{}={value:?}", field.name()).unwrap();
        self.note(&text);
    }
}

impl Subscriber for Told {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut &*self);
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut &*self);
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        self.note(event.metadata().target());
        event.record(&mut &*self);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// A create in which all that is secret or personal is a canary.
fn a_create() -> Create {
    let address =
        CustomerAddress::builder().city("canary-city").full_address("canary-address").build();
    let customer =
        NewCustomer::builder().reference_id("1203515").email("canary-mail").name("canary-name");
    let customer = customer
        .phone("canary-phone")
        .individual_tax_id("canary-tax")
        .date_of_birth("canary-birth");
    create()
        .service("card")
        .currency("USD")
        .amount(10_u8)
        .reference_id(REFERENCE_ID)
        .fields([("card_number", "canary-card")])
        .token("canary-token")
        .description("canary-description")
        .metadata([("key", "canary-metadata")])
        .context([("card", "canary-holder")])
        .customer(customer.metadata([("key", "canary-metadata")]).address(address).build())
        .build()
}

fn settings(url: &str) -> Settings {
    quick(url)
        .unwrap()
        .credentials(Face::Private, Credentials::basic("coma_1", "canary-key"))
        .header(
            HeaderName::from_static("x-gateway-key"),
            HeaderValue::from_static("canary-gateway"),
        )
}

/// What the platform may say: it repeats what it was sent.
fn answers() -> Vec<Turn> {
    let mut books = Books::default();
    let whole =
        document(books.enter(REFERENCE_ID, "10")).replace("512381******0000", "canary-card");
    let bodies = [
        r#"{"errors":[{"status":"s","code":"c","title":"canary-title","detail":"canary-detail"}]}"#,
        r#"{"errors":{"amount":"canary-message","fields":{"card_number":["canary-message"]}}}"#,
        r#"{"error":"canary-message"}"#,
        r#"{"error":{"message":"canary-message"}}"#,
        r#"{"errors":"canary-message"}"#,
        r#"{"data":{"type":"payout-invoices","id":"cpoi_1","attributes":{"status":7,"fields":{"a":"canary-value"}}}}"#,
        r#"{"data":"canary-value"}"#,
        "canary-page",
        whole.as_str(),
    ];
    let statuses = [200, 201, 401, 409, 422, 500];
    let answer = |status| bodies.map(|body| Turn::answer(Answer::new(status, body)));
    let mut turns: Vec<Turn> = statuses.into_iter().flat_map(answer).collect();
    turns.extend([Reply::Close, Reply::ResetUnread, Reply::Silence].map(Turn::before));
    turns.push(Turn::half());
    turns
}

/// Sends all that may hold a canary and shows whatever comes back.
fn show_all(client: &AnyClient, turns: usize, told: &Told) {
    told.show(client);
    let operation = a_create();
    told.show(&operation);
    for _ in 0..turns {
        match client.send(operation.clone()) {
            Ok(answer) => told.show(&answer),
            Err(error) => told.show_error(&error),
        }
    }
    match client.send(public_payout_invoices::get("cpoi_1").public_key("canary-public-key").build())
    {
        Ok(answer) => told.show(&answer),
        Err(error) => told.show_error(&error),
    }
    let prerequest = payout_prerequest::create()
        .currency("USD")
        .amount(10_u8)
        .public_key("canary-public-key")
        .build();
    told.show(&prerequest);
    told.show_error(&client.send(prerequest).unwrap_err());
}

#[test]
fn no_canary_shows() {
    let turns = answers();
    for index in 0..COUNT {
        let server = Server::start(turns.clone()).unwrap();
        let client = &all(&settings(&server.url())).unwrap()[index];
        let told = Told::default();
        tracing::subscriber::with_default(told.clone(), || show_all(client, turns.len(), &told));
        let text = told.text();
        assert!(text.contains("payout-invoices.create"), "the attempts are told to `tracing`");
        assert_eq!(server.seen().len(), turns.len() + 1, "all but one request are read");
        assert!(server.seen()[0].request.body.contains(CANARY), "what is sent has canaries");
        let shown: Vec<&str> = text.lines().filter(|line| line.contains(CANARY)).collect();
        assert!(shown.is_empty(), "{shown:#?}");
    }
}

#[test]
fn no_canary_shows_in_what_a_write_once_comes_to() {
    let found = document(Books::default().enter(REFERENCE_ID, "99"))
        .replace("512381******0000", "canary-card");
    let scripts = [
        vec![
            Turn::after(Reply::Close),
            Turn::before(instead(401, r#"{"error":"canary-message"}"#)),
        ],
        vec![Turn::before(instead(422, r#"{"errors":{"amount":"canary-message"}}"#))],
        vec![Turn::before(instead(409, &found))],
        vec![],
    ];
    for script in scripts {
        for index in 0..COUNT {
            let server = Server::start(script.iter().cloned()).unwrap();
            let client = &all(&settings(&server.url())).unwrap()[index];
            let told = Told::default();
            let result =
                tracing::subscriber::with_default(told.clone(), || client.send_once(a_create()));
            match result {
                Ok(Once::Uncertain(uncertain)) => {
                    told.show(&uncertain);
                    told.note(&uncertain.to_string());
                    told.show_error(uncertain.write_error().unwrap());
                    told.show_error(uncertain.lookup_error().unwrap());
                    let saved = uncertain.save();
                    told.show(&saved);
                    assert!(saved.text().contains("canary-card"), "what is saved is whole");
                    assert!(!saved.text().contains("canary-key"), "and holds no key");
                }
                Ok(done) => told.show(&done),
                Err(error) => told.show_error(&error),
            }
            assert!(!told.text().contains(CANARY), "{}", told.text());
        }
    }
}

#[test]
fn the_tracing_of_attempts_tells_what_is_needed() {
    for index in 0..COUNT {
        let server =
            Server::start([Turn::before(instead(503, ERROR)), Turn::before(Reply::Close)]).unwrap();
        server.books(|books| drop(books.enter(REFERENCE_ID, "10").id.clone()));
        let client = &all(&settings(&server.url())).unwrap()[index];
        let told = Told::default();
        tracing::subscriber::with_default(told.clone(), || {
            client.send(get("cpoi_0000000000000001"))
        })
        .unwrap();
        let text = told.text();
        for part in [
            "operation=\"payout-invoices.get\"",
            "attempt=1",
            "attempt=2",
            "attempt=3",
            "status=503",
            "status=200",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }
}
