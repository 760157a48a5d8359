//! Strange input: always a documented answer, never a 500, never silence.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use sandbox::{Account, Sandbox};
use serde_json::{Value, json};

use crate::support::{attributes, basic, body, created, get, post, sample, send, started};

/// The answer to these bytes.
fn raw(sandbox: &Sandbox, bytes: &[u8]) -> String {
    let mut connection = TcpStream::connect(sandbox.address()).expect("a connection");
    connection.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
    connection.write_all(bytes).expect("sent");
    let mut answer = Vec::new();
    let _ = connection.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn documented(name: &str) -> Value {
    serde_json::from_str(&sample(name)).expect("JSON")
}

#[test]
fn bodies_that_cannot_be_read_are_bad_requests() {
    let sandbox = started(|_| ());
    let deep = "[".repeat(100_000);
    let twice = body(&attributes("twice")).replace(r#""amount":10"#, r#""amount":10,"amount":20"#);
    let huge = body(&attributes("huge")).replace(r#""amount":10"#, r#""amount":1e999"#);
    let lone = body(&attributes("lone")).replace("lone", r"\ud800");
    for text in ["", "{", "nul", "\u{0}", "{}{}", "{'a':1}", &deep, &twice, &huge, &lone] {
        let answer = post(&sandbox, "/payout-invoices", text);
        let start: String = text.chars().take(40).collect();
        assert_eq!(answer.status, 400, "{start}: {}", answer.text);
        assert_eq!(answer.json()["errors"][0]["code"], "400");
    }
    let head = format!(
        "POST /api/payout-invoices HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: {}\r\ncontent-type: application/json\r\n",
        basic(&Account::first())
    );
    let not_utf8 = [head.as_bytes(), b"content-length: 2\r\n\r\n\xff\xfe"].concat();
    assert!(raw(&sandbox, &not_utf8).starts_with("HTTP/1.1 400"));
    assert_eq!(sandbox.books().payouts, Vec::new());
}

#[test]
fn json_of_another_shape_is_unprocessable() {
    let sandbox = started(|_| ());
    for text in ["null", "[]", "1", "\"text\"", "{}", r#"{"data":null}"#, r#"{"data":[]}"#] {
        let answer = post(&sandbox, "/payout-invoices", text);
        assert_eq!(answer.status, 422, "{text}: {}", answer.text);
        assert!(answer.json()["errors"].is_object());
    }
    let plural = body(&attributes("plural")).replace("payout-invoice\"", "payout-invoices\"");
    let answer = post(&sandbox, "/payout-invoices", &plural);
    assert!(answer.status == 422 && answer.json()["errors"]["type"].is_string(), "{}", answer.text);
}

#[test]
fn another_content_type_is_a_bad_request() {
    let sandbox = started(|_| ());
    let url = format!("{}/payout-invoices", sandbox.private_url());
    let authorization = basic(&Account::first());
    for (media_type, status) in [
        ("text/plain", 400),
        ("application/x-www-form-urlencoded", 400),
        ("application/json; charset=utf-8", 201),
        ("APPLICATION/JSON", 409),
    ] {
        let headers = [("authorization", authorization.as_str()), ("content-type", media_type)];
        let answer = send("POST", &url, &headers, Some(&body(&attributes("typed"))));
        assert_eq!(answer.status, status, "{media_type}: {}", answer.text);
    }
}

#[test]
fn a_body_that_is_too_large_is_refused() {
    let sandbox = started(|options| options.largest_body = 1000);
    let answer = post(&sandbox, "/payout-invoices", &" ".repeat(1001));
    assert_eq!(answer.status, 413, "{}", answer.text);
    assert_eq!(answer.json()["errors"][0]["code"], "413");
    created(&sandbox, &attributes("fits"));
}

#[test]
fn other_methods_are_refused_with_those_that_there_are() {
    let sandbox = started(|_| ());
    for (path, allowed) in [
        ("/api/payout-invoices", "GET, HEAD, OPTIONS, POST"),
        ("/api/payout-invoices/cpoi_1", "GET, HEAD, OPTIONS"),
        ("/api/payout-invoices/cpoi_1/process", "OPTIONS, POST"),
        ("/public-api/payout-prerequest", "OPTIONS, POST"),
    ] {
        for method in ["PUT", "DELETE", "PATCH", "TRACE", "QUERY", "x"] {
            let answer = raw(
                &sandbox,
                format!("{method} {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n")
                    .as_bytes(),
            );
            assert!(answer.starts_with("HTTP/1.1 405"), "{method} {path}: {answer}");
            assert!(answer.contains(&format!("allow: {allowed}\r\n")), "{method} {path}: {answer}");
            let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
            assert_eq!(serde_json::from_str::<Value>(body).ok(), Some(documented("13-error-405")));
        }
        let options = send("OPTIONS", &format!("http://{}{path}", sandbox.address()), &[], None);
        assert_eq!((options.status, options.header("allow")), (204, Some(allowed)), "{path}");
    }
}

#[test]
fn a_head_is_a_get_without_its_body() {
    let sandbox = started(|_| ());
    let url = format!("{}/payout-services", sandbox.private_url());
    let answer = send("HEAD", &url, &[("authorization", &basic(&Account::first()))], None);
    assert_eq!((answer.status, answer.text.as_str()), (200, ""));
}

#[test]
fn paths_that_lead_nowhere_are_not_found() {
    let sandbox = started(|_| ());
    for path in [
        "/",
        "/api",
        "/api/",
        "//",
        "/api//payout-invoices",
        "/api/payout-invoices/cpoi_1/process/again",
        "/api/payout-prerequest",
        "/public-api/payout-services",
        "/public-apis/payout-prerequest",
        "/payout-invoicesx",
        "/_sandbox/nothing",
        "/_sandboxes",
    ] {
        let url = format!("http://{}{path}", sandbox.address());
        let answer = send("GET", &url, &[("authorization", &basic(&Account::first()))], None);
        assert_eq!((answer.status, answer.json()), (404, documented("12-error-404")), "{path}");
    }
}

#[test]
fn odd_targets_are_answered() {
    let sandbox = started(|_| ());
    for (target, status) in [
        ("/api/payout-invoices/%00", 404),
        ("/api/payout-invoices/%2F%2e%2e", 404),
        ("/api/payout-invoices/%ff", 400),
        ("/api/payout-invoices?%ff=1", 400),
        ("/api/payout-invoices?&&=&a=b=c&page%5Bsize%5D=1", 200),
        ("/api/payout-invoices?filter[reference_id]", 200),
        ("/api/payout-services?page[size]=5&page[size]=6", 200),
        ("/public-api/payout-invoices", 422),
    ] {
        let head = format!(
            "GET {target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nauthorization: {}\r\n\r\n",
            basic(&Account::first())
        );
        let answer = raw(&sandbox, head.as_bytes());
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{target}: {answer}");
    }
    let long = format!("/payout-invoices/{}", "x".repeat(10_000));
    assert_eq!(get(&sandbox, &long).status, 404);
    assert_eq!(sandbox.books().faults, Vec::<String>::new());
}

#[test]
fn who_may_not_call_learns_nothing_about_parameters() {
    let sandbox = started(|_| ());
    let url = format!("{}/payout-services?page[number]=x", sandbox.private_url());
    assert_eq!(send("GET", &url, &[], None).status, 401);
    assert_eq!(get(&sandbox, "/payout-services?page[number]=x").status, 422);
}

#[test]
fn requests_are_kept_to_be_looked_at() {
    let sandbox = started(|options| options.keep_requests = 2);
    for number in 0..3 {
        get(&sandbox, &format!("/payout-invoices/cpoi_{number}?x=1"));
    }
    let seen = sandbox.requests();
    let targets: Vec<_> = seen.iter().map(|request| request.target.as_str()).collect();
    assert_eq!(targets, ["/api/payout-invoices/cpoi_1?x=1", "/api/payout-invoices/cpoi_2?x=1"]);
    assert_eq!(seen[0].operation.as_deref(), Some("payout-invoices.get"));
    assert_eq!((seen[0].status, seen[0].account.clone()), (404, Some(Account::first().id)));
    assert_eq!(sandbox.books().requests, 3);
}

#[test]
fn the_window_shows_the_books_and_moves_the_clock() {
    let sandbox = started(|options| options.auto_process = true);
    let id = created(&sandbox, &attributes("window"));
    let at = |path: &str| format!("http://{}/_sandbox{path}", sandbox.address());
    assert_eq!(send("POST", &at("/clock?advance=60"), &[], Some("")).status, 200);
    let books = send("GET", &at("/books"), &[], None).json();
    assert_eq!((&books["payouts"][0]["id"], &books["moved"]["USD"]), (&id.into(), &10.into()));
    assert_eq!(send("GET", &at("/requests"), &[], None).json()[0]["status"], 201);
    assert_eq!(send("POST", &at("/clock?advance=-1"), &[], Some("")).status, 422);
    assert_eq!(send("DELETE", &at("/books"), &[], None).status, 405);
    assert_eq!(send("GET", &at(""), &[], None).status, 200);
}

#[test]
fn a_page_may_stand_at_the_root() {
    let sandbox = started(|options| options.page = Some("<h1>Here</h1>".to_owned()));
    let answer = send("GET", &format!("http://{}/", sandbox.address()), &[], None);
    assert_eq!((answer.status, answer.text.as_str()), (200, "<h1>Here</h1>"));
    assert_eq!(answer.header("content-type"), Some("text/html; charset=utf-8"));
}

/// The pointers of all values in a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    if let Some(members) = value.as_object() {
        for (name, member) in members {
            pointers(member, &format!("{at}/{name}"), found);
        }
    }
}

#[test]
fn no_value_anywhere_in_a_request_makes_the_platform_fail() {
    let sandbox = started(|_| ());
    let sample = documented("05-payout-invoice-create-request");
    let mut places = Vec::new();
    pointers(&sample, "", &mut places);
    assert!(places.len() > 20, "{places:?}");
    let long = "x".repeat(10_000);
    let odd = [
        json!(null),
        json!(true),
        json!(-0.0),
        json!(u64::MAX),
        json!(1e308),
        json!(5e-324),
        json!(""),
        json!("\u{0}\u{7f}\u{202e}\u{1F4B8}"),
        json!(long),
        json!("79228162514264337593543950336"),
        json!("0.00000000000000000000000000000000001"),
        json!([]),
        json!([[[]]]),
        json!({}),
        json!({ "": { "a/b~c": null } }),
    ];
    for place in &places {
        for value in &odd {
            let mut request = sample.clone();
            *request.pointer_mut(place).expect("there") = value.clone();
            let answer = post(&sandbox, "/payout-invoices", &request.to_string());
            let is_documented = [201, 400, 409, 422].contains(&answer.status);
            let value: String = value.to_string().chars().take(60).collect();
            assert!(is_documented, "{place}: {value}: {} {}", answer.status, answer.text);
        }
    }
    let books = sandbox.books();
    assert_eq!(books.faults, Vec::<String>::new());
    assert!(books.payouts.iter().all(|payout| payout.amount.is_sign_positive()));
}
