//! Connections are used again, and never at the price of a request that is sent twice.

use cublox_payouts::runtime::{Cause, Sent};

use crate::door::{doors, get, post, wide};
use crate::server::Step::{Read, Write};
use crate::server::{OK, Server};

#[test]
fn a_connection_is_used_again() {
    for door in doors() {
        let server = Server::start([]);
        for _ in 0..3 {
            door.send(post(&server.url()), &wide()).expect(door.name);
        }
        assert_eq!(server.connections(), 1, "{}", door.name);
        assert_eq!(server.finish().len(), 3, "{}", door.name);
    }
}

#[test]
fn a_connection_that_the_server_keeps_no_longer_is_not_used_again() {
    const LAST: &str = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok";
    for door in doors() {
        let server = Server::start([&[Read, Write(LAST)]]);
        for _ in 0..2 {
            door.send(post(&server.url()), &wide()).expect(door.name);
        }
        assert_eq!(server.finish().len(), 2, "{}", door.name);
    }
}

#[test]
fn a_connection_closed_while_idle_costs_no_second_copy() {
    for request in [get, post] {
        for door in doors() {
            // The client may see the close before it sends the second request, or not.
            let server = Server::start([&[Read, Write(OK)]]);
            door.send(request(&server.url()), &wide()).expect(door.name);
            let second = door.send(request(&server.url()), &wide());
            let received = server.finish().len() - 1;
            match second {
                Ok(answer) => {
                    assert_eq!((answer.status().as_u16(), received), (200, 1), "{}", door.name)
                }
                Err(error) => {
                    assert_eq!(error.sent(), Sent::Perhaps, "{}: {error:?}", door.name);
                    assert_eq!(received, 0, "{}: {error:?}", door.name);
                }
            }
        }
    }
}

#[test]
fn a_request_lost_on_a_connection_used_again_is_not_sent_again() {
    for request in [get, post] {
        for door in doors() {
            let server = Server::start([&[Read, Write(OK), Read]]);
            door.send(request(&server.url()), &wide()).expect(door.name);
            let error = door.fail(request(&server.url()), &wide());
            assert_eq!(
                (error.sent(), error.cause()),
                (Sent::Perhaps, Cause::Interrupted),
                "{}",
                door.name
            );
            assert_eq!(server.finish().len(), 2, "{}", door.name);
        }
    }
}

#[test]
fn a_connection_is_not_used_again_after_an_answer_cut_short() {
    for door in doors() {
        let server =
            Server::start([&[Read, Write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")]]);
        door.fail(post(&server.url()), &wide());
        let answer = door.send(post(&server.url()), &wide()).expect(door.name);
        assert_eq!(answer.body(), b"ok", "{}", door.name);
    }
}
