//! Requests arrive as they are, and answers are read whole.

use cublox_payouts::runtime::transports::TransportOptions;

use crate::door::{KEY, doors, doors_with, get, post, post_nothing, wide};
use crate::server::Step::{Read, Write};
use crate::server::{OK, Server, header, header_names};

#[test]
fn an_answer_has_status_headers_and_body() {
    for door in doors() {
        let server = Server::start([&[
            Read,
            Write("HTTP/1.1 422 Unwell\r\nX-Page: 7\r\nContent-Length: 6\r\n\r\n{\"a\":1"),
        ]]);
        let answer = door.send(get(&server.url()), &wide()).expect(door.name);
        assert_eq!(answer.status(), 422, "{}", door.name);
        assert_eq!(answer.headers()["x-page"], "7", "{}", door.name);
        assert_eq!(answer.body(), b"{\"a\":1", "{}", door.name);
    }
}

#[test]
fn a_body_in_chunks_is_put_together() {
    for door in doors() {
        let server = Server::start([&[
            Read,
            Write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbook"),
            Write("\r\n2\r\ns!\r\n0\r\n\r\n"),
        ]]);
        let answer = door.send(get(&server.url()), &wide()).expect(door.name);
        assert_eq!(answer.body(), b"books!", "{}", door.name);
    }
}

#[test]
fn a_body_may_end_with_the_connection() {
    for door in doors() {
        let server = Server::start([&[
            Read,
            Write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nto the end"),
        ]]);
        let answer = door.send(get(&server.url()), &wide()).expect(door.name);
        assert_eq!(answer.body(), b"to the end", "{}", door.name);
    }
}

#[test]
fn an_answer_may_have_no_body() {
    for door in doors() {
        let server = Server::start([&[Read, Write("HTTP/1.1 204 No Content\r\n\r\n")]]);
        let answer = door.send(get(&server.url()), &wide()).expect(door.name);
        assert_eq!((answer.status().as_u16(), answer.body().len()), (204, 0), "{}", door.name);
    }
}

#[test]
fn a_request_arrives_with_its_body() {
    for door in doors() {
        let server = Server::start([&[Read, Write(OK)]]);
        door.send(post(&server.url()), &wide()).expect(door.name);
        let host = format!("127.0.0.1:{}", server.port());
        let requests = server.finish();
        let [request] = &requests[..] else { panic!("{}: {requests:?}", door.name) };
        assert!(
            request.starts_with(&format!("POST /articles?key={KEY} HTTP/1.1\r\n")),
            "{}: {request}",
            door.name
        );
        assert!(
            request.ends_with("\r\n\r\n{\"data\":{\"type\":\"articles\"}}"),
            "{}: {request}",
            door.name
        );
        assert_eq!(
            header(request, "authorization"),
            Some(&*format!("Bearer {KEY}")),
            "{}",
            door.name
        );
        assert_eq!(header(request, "host"), Some(&*host), "{}", door.name);
    }
}

#[test]
fn a_post_without_a_body_says_so() {
    for door in doors() {
        let server = Server::start([&[Read, Write(OK)]]);
        door.send(post_nothing(&server.url()), &wide()).expect(door.name);
        let requests = server.finish();
        assert_eq!(
            header(&requests[0], "content-length"),
            Some("0"),
            "{}: {}",
            door.name,
            requests[0]
        );
        assert_eq!(
            header(&requests[0], "transfer-encoding"),
            None,
            "{}: {}",
            door.name,
            requests[0]
        );
    }
}

#[test]
fn nothing_is_added_to_a_request_but_what_http_needs() {
    for door in doors_with(&TransportOptions::new()) {
        let server = Server::start([&[Read, Write(OK), Read, Write(OK)]]);
        door.send(get(&server.url()), &wide()).expect(door.name);
        door.send(post(&server.url()), &wide()).expect(door.name);
        let requests = server.finish();
        assert_eq!(header_names(&requests[0]), ["authorization", "host"], "{}", door.name);
        assert_eq!(
            header_names(&requests[1]),
            ["authorization", "content-length", "host"],
            "{}",
            door.name
        );
    }
}

#[test]
fn a_redirect_is_an_answer() {
    const MOVED: &str = "HTTP/1.1 302 Found\r\nLocation: /people\r\nContent-Length: 0\r\n\r\n";
    for request in [get, post] {
        for door in doors() {
            let server = Server::start([&[Read, Write(MOVED), Read, Write(OK)]]);
            let answer = door.send(request(&server.url()), &wide()).expect(door.name);
            assert_eq!(answer.status(), 302, "{}", door.name);
            assert_eq!(answer.headers()["location"], "/people", "{}", door.name);
            assert_eq!(server.finish().len(), 1, "{}", door.name);
        }
    }
}
