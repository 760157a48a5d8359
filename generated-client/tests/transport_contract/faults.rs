//! What an error says when no whole answer came.

use std::net::TcpListener;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use cublox_payouts::runtime::transports::{HyperTransport, ReqwestTransport, TransportOptions};
use cublox_payouts::runtime::{AsyncTransport, Bounds, Cause, Sent};

use crate::door::{BRIEF, at_most, doors, doors_with, get, post, reqwest_door, wide, within};
use crate::server::Step::{Hold, Peek, Read, Write};
use crate::server::{OK, Server, Step};

/// The URL of a port on which nothing listens.
fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

/// Each transport sends one request to a server that plays this script; says what the errors must say.
fn each_fails(script: &'static [Step], bounds: &Bounds, cause: Cause) {
    for request in [get, post] {
        for door in doors() {
            let server = Server::start([script]);
            let error = door.fail(request(&server.url()), bounds);
            assert_eq!(
                (error.sent(), error.cause()),
                (Sent::Perhaps, cause),
                "{}: {error:?}",
                door.name
            );
            assert_eq!(server.connections(), 1, "{}", door.name);
        }
    }
}

#[test]
fn a_refused_connection_sends_nothing() {
    for door in doors() {
        let error = door.fail(post(&nobody()), &wide());
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Connect),
            "{}: {error:?}",
            door.name
        );
    }
}

#[test]
fn what_became_of_one_request_says_nothing_of_the_next() {
    for door in doors() {
        let server = Server::start([&[Read]]);
        assert_eq!(door.fail(post(&server.url()), &wide()).sent(), Sent::Perhaps, "{}", door.name);
        assert_eq!(door.fail(post(&nobody()), &wide()).sent(), Sent::No, "{}", door.name);
    }
}

#[test]
fn a_host_that_cannot_exist_gets_nothing() {
    // A label has 63 characters at most (RFC 1035): no resolver needs to ask for this one.
    let url = format!("http://{}.invalid", "b".repeat(64));
    for door in doors_with(&TransportOptions::new().allow_plain_http()) {
        let error = door.fail(post(&url), &wide());
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Connect),
            "{}: {error:?}",
            door.name
        );
    }
}

#[test]
fn a_connection_closed_before_the_request_is_read_may_have_brought_it() {
    each_fails(&[Peek], &wide(), Cause::Interrupted);
}

#[test]
fn a_connection_closed_after_the_request_is_read_has_brought_it() {
    each_fails(&[Read], &wide(), Cause::Interrupted);
}

#[test]
fn half_a_head_is_no_answer() {
    each_fails(&[Read, Write("HTTP/1.1 200 OK\r\nContent-")], &wide(), Cause::Interrupted);
}

#[test]
fn half_a_body_is_no_answer() {
    each_fails(
        &[Read, Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")],
        &wide(),
        Cause::Interrupted,
    );
}

#[test]
fn half_a_body_in_chunks_is_no_answer() {
    let script = &[Read, Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf")];
    each_fails(script, &wide(), Cause::Interrupted);
}

#[test]
fn a_server_that_does_not_answer_is_not_waited_for() {
    each_fails(&[Read, Hold], &within(BRIEF), Cause::Timeout);
}

#[test]
fn a_body_that_does_not_end_is_not_waited_for() {
    each_fails(
        &[Read, Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), Hold],
        &within(BRIEF),
        Cause::Timeout,
    );
}

#[test]
fn a_body_that_says_it_is_too_long_is_refused_before_it_comes() {
    let bounds = at_most(4);
    each_fails(
        &[Read, Write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"), Hold],
        &bounds,
        Cause::TooLarge,
    );
}

#[test]
fn a_body_that_turns_out_too_long_is_not_read_on() {
    let bounds = at_most(4);
    let script =
        &[Read, Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbooks\r\n"), Hold];
    each_fails(script, &bounds, Cause::TooLarge);
}

#[test]
fn a_body_may_be_as_long_as_allowed() {
    for door in doors() {
        let server = Server::start([&[Read, Write(OK)]]);
        assert_eq!(
            door.send(get(&server.url()), &at_most(2)).expect(door.name).body(),
            b"ok",
            "{}",
            door.name
        );
    }
}

#[test]
fn what_is_no_http_is_an_error() {
    for door in doors() {
        let server = Server::start([&[Read, Write("220 books.example ESMTP\r\n\r\n")]]);
        let error = door.fail(post(&server.url()), &wide());
        assert_eq!(error.sent(), Sent::Perhaps, "{}: {error:?}", door.name);
    }
}

#[test]
fn plain_http_to_another_machine_is_refused() {
    for door in doors() {
        let error = door.fail(post("http://books.invalid"), &wide());
        // Had it looked for the host, it would have found none: `Connect`.
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Forbidden),
            "{}: {error:?}",
            door.name
        );
    }
}

#[test]
fn no_time_at_all_sends_nothing() {
    for door in doors() {
        let server = Server::start([]);
        let error = door.fail(post(&server.url()), &within(Duration::ZERO));
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Timeout),
            "{}: {error:?}",
            door.name
        );
        assert_eq!(server.connections(), 0, "{}", door.name);
    }
}

#[test]
fn time_without_end_is_no_trouble() {
    for door in doors() {
        let server = Server::start([]);
        let bounds = Bounds::new(Duration::MAX, Duration::MAX, usize::MAX);
        assert_eq!(
            door.send(get(&server.url()), &bounds).expect(door.name).status(),
            200,
            "{}",
            door.name
        );
    }
}

#[test]
fn an_answer_that_a_users_client_was_redirected_to_is_an_error() {
    const MOVED: &str = "HTTP/1.1 302 Found\r\nLocation: /people\r\nContent-Length: 0\r\n\r\n";
    let server = Server::start([&[Read, Write(MOVED), Read, Write(OK)]]);
    let door = reqwest_door(reqwest::Client::builder().no_proxy().build().unwrap());
    let error = door.fail(post(&server.url()), &wide());
    assert_eq!((error.sent(), error.cause()), (Sent::Perhaps, Cause::Other));
}

#[test]
fn outside_of_a_runtime_nothing_is_sent() {
    let hyper = HyperTransport::new(&TransportOptions::new()).unwrap();
    let reqwest = ReqwestTransport::new(reqwest::Client::new());
    let transports: [(&str, &dyn AsyncTransport); 2] = [("hyper", &hyper), ("reqwest", &reqwest)];
    for (name, transport) in transports {
        let bounds = wide();
        let mut answer = transport.send(post(&nobody()), &bounds);
        let Poll::Ready(Err(error)) = answer.as_mut().poll(&mut Context::from_waker(Waker::noop()))
        else {
            panic!("{name}: no error");
        };
        assert_eq!((error.sent(), error.cause()), (Sent::No, Cause::Other), "{name}: {error:?}");
    }
}
