//! A write that acts once, against a script, by each client: what it came to beside what the books say.

use cublox_payouts::Api;
use cublox_payouts::operations::payout_invoices::{Create, create};
use cublox_payouts::runtime::{How, Once, OnceError, Reconcile};
use network_tests::books::{Answer, Books};
use network_tests::clients::{AnyClient, COUNT, all, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};

pub(crate) const REFERENCE_ID: &str = "ada8c01f-f5d4-4037-88f1-d222ee6497ad";
pub(crate) const ERROR: &str =
    r#"{"errors":[{"status":"internal_error","code":"500","title":"t","detail":"d"}]}"#;
pub(crate) const PAGE: &str = "<html><body>gateway</body></html>";

pub(crate) fn a_create() -> Create {
    let builder = create()
        .service("card")
        .currency("USD")
        .amount("10.55".parse::<cublox_payouts::models::Amount>().unwrap());
    builder.reference_id(REFERENCE_ID).fields([("card_number", "5123817234060000")]).build()
}

pub(crate) fn instead(status: u16, body: &str) -> Reply {
    Reply::Instead(Answer::new(status, body))
}

/// What a write that acts once comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Claim {
    Done(How),
    NotDone,
    Uncertain,
    OtherUse,
}

/// What it comes to, and after how many writes and lookups.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Verdict {
    pub(crate) claim: Claim,
    pub(crate) writes: u32,
    pub(crate) lookups: Option<u32>,
}

impl Verdict {
    pub(crate) fn of<O: Reconcile<Api = Api>>(result: &Result<Once<O>, OnceError<O>>) -> Self {
        let (claim, tries) = match result {
            Ok(Once::Done(made)) => (Claim::Done(made.how), made.tries),
            Ok(Once::Uncertain(uncertain)) => (Claim::Uncertain, uncertain.tries()),
            Err(OnceError::OtherUse { .. }) => {
                return Self { claim: Claim::OtherUse, writes: 0, lookups: None };
            }
            Err(error @ OnceError::NotDone(_)) => {
                let writes = error.call_error().unwrap().attempts();
                return Self { claim: Claim::NotDone, writes, lookups: None };
            }
            Err(error) => panic!("unexpected: {error}"),
        };
        Self { claim, writes: tries.writes, lookups: Some(tries.lookups) }
    }
}

/// Runs a scenario with each client against a server of its own.
pub(crate) fn with_each(
    books: impl Fn(&mut Books),
    script: &[Turn],
    run: impl Fn(&AnyClient, &Server),
) {
    for index in 0..COUNT {
        let server = Server::start(script.iter().cloned()).unwrap();
        server.books(&books);
        let clients = all(&quick(&server.url()).unwrap()).unwrap();
        run(&clients[index], &server);
        assert!(server.script_is_over(), "client {index} did not come to the end of the script");
    }
}
