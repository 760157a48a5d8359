//! A program's own functions, with one error for calls of every kind: all become it with `?`, what is uncertain does not, and
//! nothing of what they tell is lost.

use cublox_payouts::models::{PayoutInvoice, PayoutStatus};
use cublox_payouts::operations::payout_invoices::{Create, Get};
use cublox_payouts::runtime::{
    Directive, ErrorOf, Fault, Once, OnceError, Outcome, PageFault, Retry, Saved, Watched,
};
use cublox_payouts::{Calls as _, Error, Face, Settings, blocking};
use network_tests::books::{Answer, refused};
use network_tests::clients::quick;
use network_tests::server::Server;
use network_tests::turn::Turn;

use crate::scenario::a_create;

/// Everything that a program does, in one function.
fn everything(settings: Settings, kept: &str) -> Result<Option<PayoutInvoice>, Error> {
    let client = blocking::Client::new(settings)?;
    let saved = Saved::parse(kept)?;
    let Once::Done(made) = client.resume::<Create>(&saved)?.send_once()? else { return Ok(None) };
    let id = made.resource.id;
    for item in client.payout_invoices().list().build().items().at_most(1) {
        let _ = item?;
    }
    let read = client.payout_invoices().get(id).retry(Retry::never());
    let watched = read.wait_until(PayoutStatus::is_known_at_all)?;
    let (Watched::Reached(document) | Watched::Pending(document)) = watched;
    Ok(Some(document.data))
}

/// A fact that holds of every state.
trait AnyState {
    fn is_known_at_all(&self) -> Option<bool>;
}

impl AnyState for PayoutStatus {
    fn is_known_at_all(&self) -> Option<bool> {
        Some(true)
    }
}

fn server_and_kept(script: impl IntoIterator<Item = Turn>) -> (Server, Settings, String) {
    let server = Server::start(script).unwrap();
    let settings = quick(&server.url()).unwrap();
    let client = blocking::Client::new(settings.clone()).unwrap();
    let kept = client.call(a_create()).save().unwrap().text();
    (server, settings, kept)
}

fn list(next: &str) -> Turn {
    Turn::answer(Answer::new(200, format!(r#"{{"data":[],"links":{{"next":"{next}"}}}}"#)))
}

#[test]
fn all_may_go_well() {
    let script = [Turn::honest(), Turn::honest(), list("")];
    let (_server, settings, kept) = server_and_kept(script);
    let paid = everything(settings, &kept).unwrap().unwrap();
    assert_eq!(paid.attributes.status, PayoutStatus::Created);
}

#[test]
fn a_refused_write_tells_the_members() {
    let (_server, settings, _) = server_and_kept([Turn::answer(refused())]);
    let client = blocking::Client::new(settings).unwrap();
    let error: Error = client.call(a_create()).send_once().unwrap_err().into();
    assert_eq!((error.outcome(), error.directive()), (Outcome::NotDone, Directive::CorrectRequest));
    assert_eq!(error.status().unwrap(), 422);
    assert_eq!(error.field_errors().unwrap().about("amount"), ["This value is not valid."]);
    let typed = error.downcast_ref::<OnceError<Create>>().unwrap();
    assert!(matches!(typed, OnceError::NotDone(_)));
}

#[test]
fn a_list_that_is_too_long_and_a_read_that_fails_tell_what_happened() {
    let script = [Turn::honest(), Turn::honest(), list("?page[after]=x")];
    let (_server, settings, kept) = server_and_kept(script);
    let error = everything(settings, &kept).unwrap_err();
    assert_eq!((error.outcome(), error.directive()), (Outcome::NotDone, Directive::Proceed));
    assert!(error.to_string().contains("more pages"), "{error}");

    let script = [Turn::honest(), Turn::honest(), list(""), Turn::answer(Answer::new(403, ""))];
    let (_server, settings, kept) = server_and_kept(script);
    let error = everything(settings, &kept).unwrap_err();
    assert_eq!(error.directive(), Directive::CorrectCredentials);
    let typed = error.downcast_ref::<ErrorOf<Get>>().unwrap();
    assert!(!matches!(typed.fault(), Fault::Page(PageFault::Budget)));
}

#[test]
fn what_was_saved_and_cannot_be_resumed_leaves_the_outcome_open() {
    let (server, settings, kept) = server_and_kept([]);
    for kept in ["", "{}", &kept.replace("coma_", "coma_x")] {
        let error = everything(settings.clone(), kept).unwrap_err();
        assert_eq!((error.outcome(), error.directive()), (Outcome::Unknown, Directive::Reconcile));
    }
    assert!(server.seen().is_empty());
}

#[test]
fn what_was_never_sent_is_not_done() {
    let error: Error = Settings::new().base_url(Face::Private, "nonsense").unwrap_err().into();
    assert_eq!((error.outcome(), error.directive()), (Outcome::NotDone, Directive::CorrectRequest));
}
