//! Every form of an error at every status, in answer to a create that is sent once: what is known of the create, what the error
//! says, and that nothing the server repeats shows.

use cublox_payouts::models::ApiError;
use cublox_payouts::operations::payout_invoices::Create;
use cublox_payouts::runtime::{Cause, Directive, ErrorOf, Errors, Fault, Outcome, Reason, Sent};
use network_tests::books::Answer;
use network_tests::clients::{COUNT, all, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};

use crate::scenario::{PAGE, a_create};

/// A form of an error's body, and what is read of it.
struct Form {
    body: &'static str,
    read: fn(Option<&Errors<ApiError>>) -> bool,
}

/// What the server says of a value that was sent; it must not show.
const SAID: &str = "5123817234060000";

const FORMS: [Form; 10] = [
    Form {
        body: r#"{"errors":[{"status":"Unauthorized","code":"401"}]}"#,
        read: |errors| matches!(errors, Some(Errors::List(list)) if list.len() == 1),
    },
    Form {
        body: r#"{"errors":[{"status":"e","code":"500","title":"5123817234060000","detail":"5123817234060000"}]}"#,
        read: |errors| {
            let Some(Errors::List(list)) = errors else { return false };
            matches!(list.as_slice(), [error] if error.detail.as_deref() == Some(SAID))
        },
    },
    Form {
        body: r#"{"errors":{"amount":"not 5123817234060000"}}"#,
        read: |errors| matches!(errors, Some(Errors::Fields(fields)) if fields.about("amount") == ["not 5123817234060000"]),
    },
    Form {
        body: r#"{"errors":{"customer":{"email":["a 5123817234060000","b"]}}}"#,
        read: |errors| matches!(errors, Some(Errors::Fields(fields)) if fields.about("customer.email") == ["a 5123817234060000", "b"]),
    },
    Form { body: r#"{"error":"5123817234060000"}"#, read: says_it },
    Form { body: r#"{"error":{"code":7,"message":"5123817234060000"}}"#, read: says_it },
    Form { body: PAGE, read: |errors| errors.is_none() },
    Form { body: "", read: |errors| errors.is_none() },
    Form { body: r#"{"errors":[{"status":"Un"#, read: |errors| errors.is_none() },
    Form { body: r#"{"errors":[],"error":null}"#, read: |errors| errors.is_none() },
];

fn says_it(errors: Option<&Errors<ApiError>>) -> bool {
    matches!(errors, Some(Errors::Message(message)) if message.text().as_deref() == Some(SAID))
}

/// What the page says of every status, and of some that it does not know.
const STATUSES: [(u16, Outcome, Directive); 16] = [
    (202, Outcome::Unknown, Directive::Reconcile),
    (400, Outcome::Unknown, Directive::Reconcile),
    (401, Outcome::NotDone, Directive::CorrectCredentials),
    (402, Outcome::Unknown, Directive::Reconcile),
    (403, Outcome::NotDone, Directive::CorrectCredentials),
    (404, Outcome::NotDone, Directive::CorrectRequest),
    (405, Outcome::NotDone, Directive::CorrectRequest),
    (409, Outcome::AlreadyDone, Directive::Reconcile),
    (418, Outcome::Unknown, Directive::Reconcile),
    (422, Outcome::NotDone, Directive::CorrectRequest),
    (429, Outcome::Unknown, Directive::Reconcile),
    (500, Outcome::Unknown, Directive::Reconcile),
    (502, Outcome::Unknown, Directive::Reconcile),
    (503, Outcome::Unknown, Directive::Reconcile),
    (504, Outcome::Unknown, Directive::Reconcile),
    (302, Outcome::Unknown, Directive::Reconcile),
];

#[test]
fn an_answer_that_is_no_http_is_told_in_plain_words() {
    each_error(&[Turn::after(Reply::Garbage)], |_, error| {
        assert_eq!(error.outcome(), Outcome::Unknown);
        let Fault::Transport(lost) = error.fault() else { panic!("no answer came: {error:?}") };
        assert_eq!((lost.cause(), lost.sent()), (Cause::NotHttp, Sent::Perhaps));
        assert_eq!(
            error.to_string(),
            "what came back cannot be read as HTTP: look whether the base URL names the API's host and port; \
             the request may have been received"
        );
    });
}

#[test]
fn an_error_is_named_by_its_codes() {
    let answers = |body| [Turn::answer(Answer::new(500, body))];
    for (body, named) in [
        (
            r#"{"errors":[{"status":"internal_error","code":"500"}]}"#,
            ": the server lists an error, internal_error 500;",
        ),
        (
            r#"{"errors":[{"code":"x"},{"code":"y"},{"code":"x"}]}"#,
            ": the server lists 3 errors, x, y;",
        ),
        // What is no code might repeat a value of the request.
        (
            r#"{"errors":[{"status":"no ann@example.org","title":"Ann"}]}"#,
            ": the server lists an error;",
        ),
        (r#"{"errors":[{"code":"5123817234060000"}]}"#, ": the server lists an error;"),
    ] {
        each_error(&answers(body), |_, error| {
            assert!(error.to_string().contains(named), "{error}");
        });
    }
}

/// Sends a create to a server that answers with one of each, and hands on every error.
fn each_error(answers: &[Turn], check: impl Fn(usize, &ErrorOf<Create>)) {
    let server = Server::start(std::iter::repeat_n(answers, COUNT).flatten().cloned()).unwrap();
    for client in all(&quick(&server.url()).unwrap()).unwrap() {
        for index in 0..answers.len() {
            let error = client.send(a_create()).unwrap_err();
            assert_eq!(error.attempts(), 1);
            check(index, &error);
            assert!(!format!("{error} {error:?} {error:#?}").contains(SAID), "{error:?}");
        }
    }
    assert!(
        server.script_is_over() && server.seen().len() <= answers.len() * COUNT,
        "none is sent again"
    );
}

#[test]
fn every_form_at_every_status() {
    for (status, outcome, directive) in STATUSES {
        let answers: Vec<Turn> =
            FORMS.iter().map(|form| Turn::answer(Answer::new(status, form.body))).collect();
        each_error(&answers, |index, error| {
            let form = &FORMS[index];
            assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
            assert_eq!(
                (error.outcome(), error.directive()),
                (outcome, directive),
                "{status} {}",
                form.body
            );
            assert!((form.read)(error.errors()), "{status} {}: {error:?}", form.body);
            assert_eq!(error.failure().unwrap().body(), form.body.as_bytes());
        });
    }
}

#[test]
fn errors_under_a_success_tell_nothing() {
    let with_errors = &FORMS[..6];
    for status in [200, 201] {
        let answers: Vec<Turn> =
            with_errors.iter().map(|form| Turn::answer(Answer::new(status, form.body))).collect();
        each_error(&answers, |index, error| {
            assert_eq!(
                (error.outcome(), error.directive()),
                (Outcome::Unknown, Directive::Reconcile)
            );
            assert!((with_errors[index].read)(error.errors()), "{error:?}");
        });
    }
}

#[test]
fn a_success_that_cannot_be_read_is_done() {
    let bodies = ["", "{", PAGE, r#"{"data":null}"#, r#"{"errors":[]}"#, r#"{"error":false}"#];
    let answers = bodies.map(|body| Turn::answer(Answer::new(201, body)));
    each_error(&answers, |_, error| {
        assert_eq!((error.outcome(), error.directive()), (Outcome::Done, Directive::Proceed));
        assert!(
            matches!(error.fault(), Fault::Answer(failure) if matches!(failure.reason(), Reason::Undecodable(_)))
        );
    });
}

#[test]
fn without_a_whole_answer_nothing_is_known() {
    let broken = [
        Turn::after(Reply::Close),
        Turn::before(Reply::ResetUnread),
        Turn::before(Reply::ResetHalfRead),
        Turn::half(),
    ];
    for (turns, cause) in
        [(&broken[..], Cause::Interrupted), (&[Turn::after(Reply::Silence)], Cause::Timeout)]
    {
        each_error(turns, |index, error| {
            assert_eq!(
                (error.outcome(), error.directive()),
                (Outcome::Unknown, Directive::Reconcile)
            );
            let Fault::Transport(lost) = error.fault() else { panic!("no answer came: {error:?}") };
            assert_eq!((lost.cause(), lost.sent()), (cause, Sent::Perhaps), "{index}");
        });
    }
}
