//! TLS: whom it trusts, and that nothing is sent before it stands.

use std::io::Write as _;
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use std::time::Duration;

use cublox_payouts::runtime::transports::TransportOptions;
use cublox_payouts::runtime::{Bounds, Cause, Sent};
use rcgen::CertifiedKey;
use rustls::crypto::ring;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::door::{BRIEF, doors_with, post, wide, within};
use crate::server::Step::{Hold, Peek, Write};
use crate::server::{OK, Server, read_request};

/// A certificate for this machine, and a server that answers one request under it.
struct TlsServer {
    certificate: CertificateDer<'static>,
    url: String,
    player: JoinHandle<Option<String>>,
}

impl TlsServer {
    fn start() -> Self {
        let CertifiedKey { cert, signing_key } =
            rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
        let certificate = cert.der().clone();
        let key = PrivatePkcs8KeyDer::from(signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.clone()], key.into())
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let player = thread::spawn(move || answer_one(&listener, config));
        Self { certificate, url, player }
    }

    /// The request that it has read.
    fn finish(self) -> Option<String> {
        self.player.join().unwrap()
    }
}

fn answer_one(listener: &TcpListener, config: ServerConfig) -> Option<String> {
    let (stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let connection = ServerConnection::new(Arc::new(config)).unwrap();
    let mut stream: StreamOwned<ServerConnection, TcpStream> = StreamOwned::new(connection, stream);
    let request = read_request(&mut stream)?;
    stream.write_all(OK.as_bytes()).ok()?;
    Some(request)
}

#[test]
fn a_server_under_a_trusted_root_is_spoken_to() {
    for index in 0..3 {
        let server = TlsServer::start();
        let options = TransportOptions::new().trust_only([&server.certificate]).unwrap();
        let door = &doors_with(&options)[index];
        let answer = door.send(post(&server.url), &wide()).expect(door.name);
        assert_eq!(answer.body(), b"ok", "{}", door.name);
        assert!(
            server.finish().is_some_and(|request| request.starts_with("POST /articles?")),
            "{}",
            door.name
        );
    }
}

#[test]
fn a_server_under_another_root_gets_nothing() {
    for index in 0..3 {
        let server = TlsServer::start();
        let door = &doors_with(&TransportOptions::new())[index];
        let error = door.fail(post(&server.url), &wide());
        assert_eq!(
            (error.sent(), error.cause()),
            (Sent::No, Cause::Connect),
            "{}: {error:?}",
            door.name
        );
        assert_eq!(server.finish(), None, "{}", door.name);
    }
}

#[test]
fn a_server_without_tls_gets_nothing() {
    for script in
        [&[Peek, Write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")][..], &[Peek], &[]]
    {
        for index in 0..3 {
            let server = Server::start([script]);
            let door = &doors_with(&TransportOptions::new())[index];
            let error = door.fail(post(&server.url().replace("http:", "https:")), &wide());
            assert_eq!(
                (error.sent(), error.cause()),
                (Sent::No, Cause::Connect),
                "{}: {error:?}",
                door.name
            );
        }
    }
}

#[test]
fn a_handshake_that_does_not_end_is_not_waited_for() {
    let brief_connect = Bounds::new(wide().timeout, BRIEF, wide().max_response);
    for bounds in [brief_connect, within(BRIEF)] {
        for index in 0..3 {
            let server = Server::start([&[Peek, Hold, Hold, Hold, Hold, Hold, Hold, Hold, Hold]]);
            let door = &doors_with(&TransportOptions::new())[index];
            let error = door.fail(post(&server.url().replace("http:", "https:")), &bounds);
            assert_eq!(
                (error.sent(), error.cause()),
                (Sent::No, Cause::Timeout),
                "{}: {error:?}",
                door.name
            );
        }
    }
}
