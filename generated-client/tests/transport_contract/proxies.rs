//! Requests that go through a proxy.

use cublox_payouts::runtime::transports::{Proxy, TransportOptions};
use cublox_payouts::runtime::{Cause, Sent};

use crate::door::{doors_with, post, wide};
use crate::server::Step::{Read, Write};
use crate::server::{OK, Server, header};

const TUNNEL: &str = "HTTP/1.1 200 Connection established\r\n\r\n";

fn through(server: &Server) -> Proxy {
    Proxy::parse(&server.url()).unwrap()
}

#[test]
fn a_request_goes_through_a_tunnel() {
    for index in 0..3 {
        let proxy = Server::start([&[Read, Write(TUNNEL), Read, Write(OK)]]);
        let options = TransportOptions::new().with_proxy(through(&proxy)).allow_plain_http();
        let door = &doors_with(&options)[index];
        let answer = door.send(post("http://books.invalid"), &wide()).expect(door.name);
        assert_eq!(answer.body(), b"ok", "{}", door.name);
        let requests = proxy.finish();
        assert!(
            requests[0].starts_with("CONNECT books.invalid:80 HTTP/1.1\r\n"),
            "{}: {requests:?}",
            door.name
        );
        assert_eq!(header(&requests[0], "authorization"), None, "{}", door.name);
        assert_eq!(header(&requests[0], "proxy-authorization"), None, "{}", door.name);
        assert!(requests[1].starts_with("POST /articles?"), "{}: {requests:?}", door.name);
        assert_eq!(header(&requests[1], "host"), Some("books.invalid"), "{}", door.name);
    }
}

#[test]
fn credentials_of_the_proxy_go_to_the_proxy_only() {
    for index in 0..3 {
        let proxy = Server::start([&[Read, Write(TUNNEL), Read, Write(OK)]]);
        let credentials = through(&proxy).with_credentials("ann", "p: @/%").unwrap();
        let options = TransportOptions::new().with_proxy(credentials).allow_plain_http();
        let door = &doors_with(&options)[index];
        door.send(post("http://books.invalid"), &wide()).expect(door.name);
        let requests = proxy.finish();
        // printf 'ann:p: @/%%' | base64
        assert_eq!(
            header(&requests[0], "proxy-authorization"),
            Some("Basic YW5uOnA6IEAvJQ=="),
            "{}",
            door.name
        );
        assert_eq!(header(&requests[1], "proxy-authorization"), None, "{}", door.name);
    }
}

#[test]
fn a_proxy_that_opens_no_tunnel_gets_no_request() {
    for script in [
        &[Read, Write("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")][..],
        &[Read, Write("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")],
        &[Read],
    ] {
        for index in 0..3 {
            let proxy = Server::start([script]);
            let options = TransportOptions::new().with_proxy(through(&proxy));
            let door = &doors_with(&options)[index];
            let error = door.fail(post("https://books.invalid"), &wide());
            assert_eq!(
                (error.sent(), error.cause()),
                (Sent::No, Cause::Connect),
                "{}: {error:?}",
                door.name
            );
            assert_eq!(proxy.finish().len(), 1, "{}", door.name);
        }
    }
}

#[test]
fn behind_a_proxy_localhost_is_another_machine() {
    for index in 0..3 {
        let proxy = Server::start([]);
        let options = TransportOptions::new().with_proxy(through(&proxy));
        let door = &doors_with(&options)[index];
        let error = door.fail(post("http://127.0.0.1:9"), &wide());
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Forbidden),
            "{}: {error:?}",
            door.name
        );
        assert_eq!(proxy.connections(), 0, "{}", door.name);
    }
}
