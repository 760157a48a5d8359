//! Reads: what is tried again and what is not, waiting for a state, what the description does not know.

use std::time::Duration;

use cublox_payouts::models::PayoutStatus;
use cublox_payouts::operations::payout_invoices::{Get, get};
use cublox_payouts::runtime::{Directive, ErrorOf, Fault, Outcome, OutputOf, Retry, Watched};
use network_tests::books::{Answer, Books, document};
use network_tests::clients::{AnyClient, COUNT, all, quick};
use network_tests::server::Server;
use network_tests::turn::{Reply, Turn};

use crate::scenario::{ERROR, PAGE, instead};

fn with_status(status: &'static str) -> String {
    let mut books = Books::default();
    let payout = books.enter("a reference", "10.55");
    payout.status = status;
    document(payout)
}

fn shown(status: &'static str) -> Turn {
    Turn::answer(Answer::new(200, with_status(status)))
}

/// Reads a payout with each client; returns what came of it, and how many requests there were.
fn read(script: &[Turn], check: impl Fn(&Result<OutputOf<Get>, ErrorOf<Get>>, usize)) {
    for index in 0..COUNT {
        let server = Server::start(script.iter().cloned()).unwrap();
        let client = &all(&quick(&server.url()).unwrap()).unwrap()[index];
        check(&client.send(get("cpoi_1")), server.seen().len());
    }
}

#[test]
fn faults_that_may_pass_are_tried_again() {
    let replies = [
        Reply::Close,
        Reply::Silence,
        instead(408, ""),
        instead(429, ""),
        instead(500, ERROR),
        instead(502, PAGE),
        instead(503, ""),
        instead(504, PAGE),
    ];
    for reply in replies {
        read(&[Turn::before(reply.clone()), shown("created")], |result, requests| {
            assert!(result.is_ok(), "{reply:?}");
            assert_eq!(requests, 2, "{reply:?}");
        });
    }
}

#[test]
fn tries_are_limited() {
    let script = vec![Turn::before(instead(503, "")); 9];
    read(&script, |result, requests| {
        let error = result.as_ref().unwrap_err();
        assert_eq!((error.attempts(), requests), (3, 3));
        assert_eq!(error.status().unwrap(), 503);
    });
}

#[test]
fn refusals_are_not_tried_again() {
    for status in [400, 401, 403, 404, 405, 409, 410, 422] {
        read(&[Turn::before(instead(status, ERROR)), shown("created")], |result, requests| {
            assert_eq!(result.as_ref().unwrap_err().status().unwrap().as_u16(), status);
            assert_eq!(requests, 1, "{status}");
        });
    }
}

#[test]
fn retry_after_is_honoured() {
    let wait = |value: &str| Turn::answer(Answer::new(503, "").header("retry-after", value));
    for value in ["0", "Sun, 06 Nov 1994 08:49:37 GMT", "soon"] {
        read(&[wait(value), shown("created")], |result, requests| {
            assert!(result.is_ok(), "{value}");
            assert_eq!(requests, 2, "{value}");
        });
    }
    // Longer than the deadline: it is not worth waiting for, and it is not overstepped.
    for value in ["3600", "18446744073709551615", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        read(&[wait(value), shown("created")], |result, requests| {
            assert_eq!(result.as_ref().unwrap_err().status().unwrap(), 503, "{value}");
            assert_eq!(requests, 1, "{value}");
        });
    }
}

#[test]
fn a_server_cannot_make_a_call_wait_for_longer_than_allowed() {
    let wait = Turn::answer(Answer::new(503, "").header("retry-after", "3600"));
    for index in 0..COUNT {
        let server = Server::start([wait.clone(), shown("created")]).unwrap();
        let retry = Retry::default().longest_wait(Duration::from_millis(1));
        let settings = quick(&server.url()).unwrap().retry(retry).deadline(2 * HOUR);
        assert!(all(&settings).unwrap()[index].send(get("cpoi_1")).is_ok());
    }
}

const HOUR: Duration = Duration::from_secs(3600);

#[test]
fn a_read_that_failed_raises_no_doubt_about_anything() {
    let replies = [Reply::Close, Reply::Silence, instead(500, ERROR), instead(200, PAGE)];
    for reply in replies {
        read(&vec![Turn::before(reply.clone()); 3], |result, _| {
            let error = result.as_ref().unwrap_err();
            let told = (error.outcome(), error.directive());
            assert_eq!(told, (Outcome::NotDone, Directive::Repeat), "{error}");
            assert!(!error.to_string().contains("done"), "{error}");
            assert!(!error.to_string().contains("received"), "{error}");
        });
    }
}

#[test]
fn a_deadline_ends_the_tries() {
    let server = Server::start(vec![Turn::before(Reply::Silence); 99]).unwrap();
    let retry =
        Retry::default().tries(99).pauses(Duration::from_millis(1), Duration::from_millis(1));
    let settings = quick(&server.url()).unwrap().retry(retry);
    let settings =
        settings.attempt_timeout(Duration::from_millis(60)).deadline(Duration::from_millis(150));
    for client in all(&settings).unwrap() {
        let error = client.send(get("cpoi_1")).unwrap_err();
        assert!(matches!(error.fault(), Fault::Transport(_) | Fault::Deadline), "{error:?}");
        assert!((1..9).contains(&error.attempts()), "{error:?}");
    }
}

#[test]
fn an_answer_that_is_too_long_is_not_kept() {
    for index in 0..COUNT {
        let server = Server::start(vec![Turn::before(instead(200, &"x".repeat(2000))); 9]).unwrap();
        let settings = quick(&server.url()).unwrap().max_response(1000);
        let error = all(&settings).unwrap()[index].send(get("cpoi_1")).unwrap_err();
        assert!(matches!(error.fault(), Fault::Transport(_)), "{error:?}");
    }
}

/// Waits with each client, for a time that is long or short.
fn wait(
    script: &[Turn],
    deadline: Duration,
    check: impl Fn(&AnyClient, Result<Watched<OutputOf<Get>>, ErrorOf<Get>>, usize),
) {
    for index in 0..COUNT {
        let server = Server::start(script.iter().cloned()).unwrap();
        let client = &all(&quick(&server.url()).unwrap()).unwrap()[index];
        let result = client.wait_until(get("cpoi_1"), PayoutStatus::is_settled, deadline);
        check(client, result, server.seen().len());
    }
}

#[test]
fn waiting_takes_any_test_of_the_state() {
    let server = Server::start([shown("created"), shown("processing")]).unwrap();
    let [client, ..] = all(&quick(&server.url()).unwrap()).unwrap();
    let AnyClient::Async(client, runtime) = client else { panic!("it is the first") };
    let awaited = PayoutStatus::Processing;
    let call = client.call(get("cpoi_1"));
    let watched = runtime.block_on(call.wait_until(|status| Some(*status == awaited))).unwrap();
    assert_eq!(status(&watched), "processing");
}

const LONG: Duration = Duration::from_secs(5);
const SHORT: Duration = Duration::from_millis(150);

fn status(watched: &Watched<OutputOf<Get>>) -> &str {
    let (Watched::Reached(answer) | Watched::Pending(answer)) = watched;
    answer.data.attributes.status.as_str()
}

#[test]
fn waiting_ends_when_the_state_is_reached() {
    let script = [
        shown("created"),
        shown("a_new_word"),
        Turn::before(instead(503, "")),
        shown("process_error"),
        shown("processed"),
    ];
    wait(&script, LONG, |client, result, requests| {
        let watched = result.unwrap();
        assert!(matches!(watched, Watched::Reached(_)), "{client:?}");
        assert_eq!((status(&watched), requests), ("processed", 5));
    });
}

#[test]
fn waiting_ends_with_the_deadline() {
    wait(&vec![shown("processing"); 99], SHORT, |client, result, _| {
        let watched = result.unwrap();
        assert!(matches!(watched, Watched::Pending(_)), "{client:?}");
        assert_eq!(status(&watched), "processing");
    });
}

#[test]
fn waiting_shows_what_was_seen_where_there_is_no_time_to_try_again() {
    let later = Turn::answer(Answer::new(503, "").header("retry-after", "3600"));
    wait(&[shown("processing"), later], LONG, |client, result, _| {
        assert!(matches!(result.unwrap(), Watched::Pending(_)), "{client:?}");
    });
}

#[test]
fn waiting_ends_where_a_read_fails_for_good() {
    wait(&[shown("processing"), Turn::before(instead(403, ERROR))], LONG, |_, result, requests| {
        assert_eq!((result.unwrap_err().status().unwrap().as_u16(), requests), (403, 2));
    });
}

#[test]
fn what_the_description_does_not_know_is_told() {
    let body = with_status("a_new_word").replace(r#""fee":0"#, r#""fee":0,"tip":1,"a/b":2"#);
    read(&[Turn::before(instead(200, &body))], |result, _| {
        let drift = result.as_ref().unwrap().drift();
        assert_eq!(
            drift,
            ["/data/attributes/status", "/data/attributes/tip", "/data/attributes/a~1b"]
        );
    });
}
