//! What an error says when no whole answer came.

use std::net::TcpListener;
use std::time::Duration;

use cublox_payouts::runtime::{Bounds, Cause, Sent};

use crate::door::{doors, get, post, reqwest_door, short, wide};
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
fn a_host_that_does_not_exist_gets_nothing() {
    for door in doors() {
        // RFC 6761: no such name ever resolves. reqwest has no TLS here, and does not get as far.
        let error = door.fail(post("https://books.invalid"), &wide());
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
    each_fails(&[Read, Hold], &short(), Cause::Timeout);
}

#[test]
fn a_body_that_does_not_end_is_not_waited_for() {
    each_fails(
        &[Read, Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"), Hold],
        &short(),
        Cause::Timeout,
    );
}

#[test]
fn a_body_that_says_it_is_too_long_is_not_read() {
    let bounds = Bounds { max_response: 4, ..wide() };
    each_fails(
        &[Read, Write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbooks"), Hold],
        &bounds,
        Cause::TooLarge,
    );
}

#[test]
fn a_body_that_turns_out_too_long_is_not_read_on() {
    let bounds = Bounds { max_response: 4, ..wide() };
    let script =
        &[Read, Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nbooks\r\n"), Hold];
    each_fails(script, &bounds, Cause::TooLarge);
}

#[test]
fn a_body_may_be_as_long_as_allowed() {
    for door in doors() {
        let server = Server::start([&[Read, Write(OK)]]);
        let bounds = Bounds { max_response: 2, ..wide() };
        assert_eq!(
            door.send(get(&server.url()), &bounds).expect(door.name).body(),
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
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::Perhaps, Cause::Other),
            "{}: {error:?}",
            door.name
        );
    }
}

#[test]
fn plain_http_to_another_machine_is_refused() {
    for door in doors() {
        let error = door.fail(post("http://books.invalid"), &wide());
        // Had it looked for the host, it would have found none: `Connect`.
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Other),
            "{}: {error:?}",
            door.name
        );
    }
}

#[test]
fn no_time_at_all_sends_nothing() {
    for door in doors() {
        let server = Server::start([]);
        let bounds = Bounds { timeout: Duration::ZERO, ..wide() };
        let error = door.fail(post(&server.url()), &bounds);
        assert_eq!(error.cause(), Cause::Timeout, "{}: {error:?}", door.name);
        let nothing_came = server.finish().is_empty();
        assert!(error.sent() == Sent::Perhaps || nothing_came, "{}: {error:?}", door.name);
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
