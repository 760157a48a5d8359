//! A plain HTTP client, requests as the page shows them, and a receiver of callbacks.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use sandbox::{Account, Options, Sandbox};
use serde_json::{Value, json};

/// How long a test waits for what has to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: ureq::http::HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|error| panic!("{error}: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// Starts a sandbox with the default options, as changed.
pub(crate) fn started(change: impl FnOnce(&mut Options)) -> Sandbox {
    let mut options = Options::default();
    change(&mut options);
    Sandbox::start_with(options).expect("a sandbox")
}

/// Sends a request with these headers.
pub(crate) fn send(
    method: &str,
    url: &str,
    headers: &[(&str, &str)],
    body: Option<&str>,
) -> Answer {
    let agent: ureq::Agent =
        ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let mut request = ureq::http::Request::builder().method(method).uri(url);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let answer = match body {
        Some(body) => agent.run(request.body(body.to_owned()).expect("a request")),
        None => agent.run(request.body(()).expect("a request")),
    };
    let mut answer = answer.unwrap_or_else(|error| panic!("{method} {url}: {error}"));
    Answer {
        status: answer.status().as_u16(),
        headers: answer.headers().clone(),
        text: answer.body_mut().read_to_string().expect("text"),
    }
}

/// The header that shows who calls.
pub(crate) fn basic(account: &Account) -> String {
    use base64::Engine as _;
    let text = format!("{}:{}", account.id, account.api_key);
    format!("Basic {}", base64::engine::general_purpose::STANDARD.encode(text))
}

/// Gets a path of the private face, as the first account.
pub(crate) fn get(sandbox: &Sandbox, path: &str) -> Answer {
    get_as(&Account::first(), sandbox, path)
}

pub(crate) fn get_as(account: &Account, sandbox: &Sandbox, path: &str) -> Answer {
    let url = format!("{}{path}", sandbox.private_url());
    send("GET", &url, &[("authorization", &basic(account))], None)
}

/// Gets a path of the public face.
pub(crate) fn get_public(sandbox: &Sandbox, path: &str) -> Answer {
    send("GET", &format!("{}{path}", sandbox.public_url()), &[], None)
}

/// Posts to a path of the private face, as the first account.
pub(crate) fn post(sandbox: &Sandbox, path: &str, body: &str) -> Answer {
    post_as(&Account::first(), sandbox, path, body)
}

pub(crate) fn post_as(account: &Account, sandbox: &Sandbox, path: &str, body: &str) -> Answer {
    let url = format!("{}{path}", sandbox.private_url());
    let authorization = basic(account);
    let headers = [("authorization", authorization.as_str()), ("content-type", "application/json")];
    send("POST", &url, &headers, Some(body))
}

/// The attributes of a create that the sandbox takes: ten dollars to the test service.
pub(crate) fn attributes(reference_id: &str) -> Value {
    json!({
        "reference_id": reference_id,
        "service": "test_usd",
        "currency": "USD",
        "amount": 10,
        "fields": { "account": "12345" },
    })
}

/// The body of a create.
pub(crate) fn body(attributes: &Value) -> String {
    json!({ "data": { "type": "payout-invoice", "attributes": attributes } }).to_string()
}

/// Creates a payout. Its id.
pub(crate) fn created(sandbox: &Sandbox, attributes: &Value) -> String {
    let answer = post(sandbox, "/payout-invoices", &body(attributes));
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["data"]["id"].as_str().expect("an id").to_owned()
}

/// Confirms a payout.
pub(crate) fn process(sandbox: &Sandbox, id: &str) -> Answer {
    post(sandbox, &format!("/payout-invoices/{id}/process"), "")
}

/// A payout as the private face shows it.
pub(crate) fn shown(sandbox: &Sandbox, id: &str) -> Value {
    let answer = get(sandbox, &format!("/payout-invoices/{id}"));
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["data"].clone()
}

/// A documented sample.
pub(crate) fn sample(name: &str) -> String {
    let path = format!("{}/../../spec/samples/{name}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of an object's members.
pub(crate) fn names(object: &Value) -> BTreeSet<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// Waits until it holds.
pub(crate) fn until(holds: impl Fn() -> bool) {
    let begin = std::time::Instant::now();
    while !holds() {
        assert!(begin.elapsed() < PATIENCE, "it never came to hold");
        std::thread::sleep(Duration::from_millis(2));
    }
}

/// A callback that arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Arrived {
    pub(crate) target: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut headers = self.headers.iter();
        let found = headers.find(|(known, _)| known == name);
        found.map_or_else(|| panic!("no header {name}"), |(_, value)| value)
    }

    pub(crate) fn data(&self) -> Value {
        serde_json::from_str::<Value>(&self.body).expect("JSON")["data"].clone()
    }

    pub(crate) fn status(&self) -> String {
        self.data()["attributes"]["status"].as_str().expect("a status").to_owned()
    }
}

/// Receives callbacks and answers them with the scripted statuses, then with 200. Its thread ends with it.
pub(crate) struct Inbox {
    pub(crate) url: String,
    arrived: Receiver<Arrived>,
    stop: std::net::SocketAddr,
}

impl Inbox {
    pub(crate) fn open(script: impl IntoIterator<Item = u16>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let stop = listener.local_addr().expect("an address");
        let mut script: Vec<u16> = script.into_iter().collect();
        script.reverse();
        let (sender, arrived) = channel();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let connection = connection.expect("a connection");
                let Some(callback) = read(&connection) else { continue };
                let status = script.pop().unwrap_or(200);
                if sender.send(callback).is_err() {
                    break;
                }
                reply(&connection, status);
            }
        });
        Self { url: format!("http://{stop}/callbacks?from=sandbox"), arrived, stop }
    }

    /// The next callback.
    pub(crate) fn next(&self) -> Arrived {
        self.arrived.recv_timeout(PATIENCE).expect("a callback")
    }

    /// The callbacks that arrived and were not asked for.
    pub(crate) fn rest(&self) -> Vec<Arrived> {
        self.arrived.try_iter().collect()
    }
}

impl Drop for Inbox {
    fn drop(&mut self) {
        // A last connection, so that the thread wakes and sees that nobody listens.
        let (_, closed) = channel();
        self.arrived = closed;
        if let Ok(mut connection) = TcpStream::connect(self.stop) {
            let _ = connection.write_all(b"POST / HTTP/1.1\r\ncontent-length: 0\r\n\r\n");
        }
    }
}

fn read(connection: &TcpStream) -> Option<Arrived> {
    let mut reader = BufReader::new(connection);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let target = line.split(' ').nth(1)?.to_owned();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        headers.push((name.to_ascii_lowercase(), value.to_owned()));
    }
    let length = headers.iter().find(|(name, _)| name == "content-length")?;
    let mut body = vec![0; length.1.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some(Arrived { target, headers, body: String::from_utf8(body).ok()? })
}

fn reply(mut connection: &TcpStream, status: u16) {
    // A redirect leads back here: whoever follows it is seen.
    let head = format!("HTTP/1.1 {status} X\r\ncontent-length: 0\r\nlocation: /followed\r\n\r\n");
    let _ = connection.write_all(head.as_bytes());
    let _ = connection.shutdown(Shutdown::Write);
}
