//! What a client and a server see of every fate, over plain sockets.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::io::{self, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use faults::{Copy, Damage, Fate, Lateness, Moment, Outages, Plan, Proxy, Request, StandIn};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

const ORDER: &str = "POST /orders HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n\r\norder";
const ANSWER: &str = "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: 10\r\n\r\n{\"id\":\"1\"}";

/// A server that answers every whole request alike and keeps what it read.
struct Server {
    runtime: Runtime,
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start() -> Self {
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).enable_all().build().unwrap();
        let seen = Arc::<Mutex<Vec<String>>>::default();
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0")).unwrap();
        let address = listener.local_addr().unwrap();
        runtime.spawn({
            let seen = Arc::clone(&seen);
            async move {
                while let Ok((mut stream, _)) = listener.accept().await {
                    let seen = Arc::clone(&seen);
                    tokio::spawn(async move {
                        let mut request = vec![0; ORDER.len()];
                        while stream.read_exact(&mut request).await.is_ok() {
                            seen.lock().unwrap().push(String::from_utf8(request.clone()).unwrap());
                            stream.write_all(ANSWER.as_bytes()).await.unwrap();
                        }
                    });
                }
            }
        });
        Self { runtime, address, seen }
    }

    fn behind(&self, plan: Plan) -> Proxy {
        let _entered = self.runtime.enter();
        Proxy::start(self.address, plan).unwrap()
    }

    fn seen(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// Waits until as many requests have come.
    fn wait_for(&self, requests: usize) {
        while self.seen() < requests {
            std::thread::sleep(Duration::from_millis(1));
        }
    }
}

/// Sends an order on a connection of its own and reads until the connection ends or a whole answer is there.
fn order(proxy: &Proxy) -> io::Result<String> {
    let mut stream = TcpStream::connect(proxy.address())?;
    ask(&mut stream)
}

fn ask(stream: &mut TcpStream) -> io::Result<String> {
    stream.write_all(ORDER.as_bytes())?;
    let mut answer = Vec::new();
    let mut chunk = [0; 1024];
    while !is_whole(&answer) {
        match stream.read(&mut chunk)? {
            0 => break,
            read => answer.extend_from_slice(&chunk[..read]),
        }
    }
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn is_whole(answer: &[u8]) -> bool {
    let text = String::from_utf8_lossy(answer);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    length.is_some_and(|length| body.len() >= length.parse().unwrap())
}

#[test]
fn what_passes_is_not_changed() {
    let server = Server::start();
    let proxy = server.behind(Plan::calm());
    let mut stream = TcpStream::connect(proxy.address()).unwrap();
    for sent in 1..=3 {
        assert_eq!(ask(&mut stream).unwrap(), ANSWER);
        assert_eq!(server.seen(), sent);
    }
    assert_eq!(server.seen.lock().unwrap()[0], ORDER);
}

#[test]
fn a_reset_tells_nothing_of_what_the_server_did() {
    for (moment, seen) in [(Moment::Before, 0), (Moment::During, 0), (Moment::After, 1)] {
        let server = Server::start();
        let proxy = server.behind(Plan::script([Fate::Reset(moment)]));
        let error = order(&proxy).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::ConnectionReset, "{moment:?}");
        assert_eq!(server.seen(), seen, "{moment:?}");
        assert_eq!(order(&proxy).unwrap(), ANSWER, "only the first request meets it");
    }
}

#[test]
fn an_answer_is_cut_where_the_plan_says() {
    for (permille, length) in [(0, 0), (500, ANSWER.len() / 2), (999, ANSWER.len() - 1)] {
        let server = Server::start();
        let proxy = server.behind(Plan::script([Fate::Cut { permille }]));
        assert_eq!(order(&proxy).unwrap(), ANSWER[..length]);
        assert_eq!(server.seen(), 1);
    }
}

#[test]
fn a_late_request_arrives_after_its_client_has_given_up() {
    let server = Server::start();
    let proxy =
        server.behind(Plan::script([Fate::Late(Lateness::Time(Duration::from_millis(20)))]));
    assert_eq!(order(&proxy).unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    server.wait_for(1);
}

#[test]
fn a_late_request_arrives_before_a_certain_later_one() {
    let server = Server::start();
    let proxy = server.behind(Plan::script([Fate::Late(Lateness::Requests(2))]));
    for (sent, seen) in [(1, 0), (2, 1), (3, 3), (4, 4)] {
        assert_eq!(order(&proxy).is_err(), sent == 1, "{sent}");
        assert_eq!(server.seen(), seen, "{sent}");
    }
}

#[test]
fn a_settled_proxy_has_delivered_all_that_was_late() {
    for lateness in [Lateness::Requests(9), Lateness::Time(Duration::from_millis(20))] {
        let server = Server::start();
        let proxy = server.behind(Plan::script([Fate::Late(lateness)]));
        order(&proxy).unwrap_err();
        assert_eq!(server.seen(), 0);
        server.runtime.block_on(proxy.settle());
        assert_eq!(server.seen(), 1, "{lateness:?}");
    }
}

#[test]
fn a_plan_that_was_ended_lets_everything_pass() {
    let server = Server::start();
    let proxy = server.behind(Plan::script([Fate::Cut { permille: 0 }, Fate::Cut { permille: 0 }]));
    assert_eq!(order(&proxy).unwrap(), "");
    proxy.plan().end();
    assert_eq!(order(&proxy).unwrap(), ANSWER);
}

#[test]
fn a_slow_answer_comes_when_the_server_has_acted() {
    let server = Server::start();
    let proxy = server.behind(Plan::script([Fate::Slow(Duration::from_secs(3600))]));
    let mut stream = TcpStream::connect(proxy.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
    let kind = ask(&mut stream).unwrap_err().kind();
    assert!(matches!(kind, io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut), "{kind}");
    server.wait_for(1);
}

#[test]
fn a_request_arrives_twice_and_is_answered_once() {
    for copy in [Copy::First, Copy::Second] {
        let server = Server::start();
        let proxy = server.behind(Plan::script([Fate::Twice(copy)]));
        let mut stream = TcpStream::connect(proxy.address()).unwrap();
        assert_eq!(ask(&mut stream).unwrap(), ANSWER);
        assert_eq!(server.seen(), 2);
        assert_eq!(ask(&mut stream).unwrap(), ANSWER);
    }
}

#[test]
fn a_stand_in_comes_before_or_after_the_server_has_acted() {
    let cases = [
        (StandIn::Status(503), Moment::Before, 0, "HTTP/1.1 503 "),
        (StandIn::Status(500), Moment::After, 1, "HTTP/1.1 500 "),
        (StandIn::Page(502), Moment::After, 1, "<h1>502</h1>"),
        (StandIn::TooMany, Moment::Before, 0, "retry-after: 0\r\n"),
    ];
    for (stand_in, moment, seen, part) in cases {
        let server = Server::start();
        let proxy = server.behind(Plan::script([Fate::Instead(stand_in, moment)]));
        let answer = order(&proxy).unwrap();
        assert!(answer.contains(part), "{answer}");
        assert_eq!(server.seen(), seen, "{stand_in:?} {moment:?}");
    }
}

#[test]
fn an_answer_is_damaged_after_the_server_has_acted() {
    let cases = [
        (
            Damage::ContentType,
            "content-type: text/html\r\ncontent-length: 10\r\n\r\n{\"id\":\"1\"}",
        ),
        (Damage::Body, "content-type: application/json"),
        (Damage::NoBody, "content-length: 0\r\n\r\n"),
    ];
    for (damage, part) in cases {
        let server = Server::start();
        let proxy = server.behind(Plan::script([Fate::Damaged(damage)]));
        let answer = order(&proxy).unwrap();
        assert!(answer.starts_with("HTTP/1.1 201 ") && answer.contains(part), "{answer}");
        assert_eq!(server.seen(), 1);
    }
}

#[test]
fn a_stale_connection_is_closed_after_its_answer() {
    let server = Server::start();
    let proxy = server.behind(Plan::script([Fate::Stale]));
    let mut stream = TcpStream::connect(proxy.address()).unwrap();
    assert_eq!(ask(&mut stream).unwrap(), ANSWER);
    let end = ask(&mut stream).unwrap_or_default();
    assert_eq!((end.as_str(), server.seen()), ("", 1));
}

#[test]
fn connections_are_refused_in_an_outage_and_accepted_after_it() {
    let server = Server::start();
    let lasting = Duration::from_millis(50);
    let proxy = server.behind(Plan::calm().outages(Outages { every: 1, lasting }));
    assert_eq!(order(&proxy).unwrap(), ANSWER);
    let mut refused = 0;
    while let Err(error) = order(&proxy) {
        assert!(
            matches!(
                error.kind(),
                io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionReset
            ),
            "{error}"
        );
        refused += 1;
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(refused > 0);
}

/// Sends as many orders of each of three targets, whatever comes of them, and tells what they met.
fn campaign(seed: u64, order: &[usize]) -> Vec<(String, u32, Fate)> {
    let server = Server::start();
    let plan = Plan::new(seed, |request: &Request| Some(request.target.clone()));
    let plan = plan.slow(Duration::ZERO).late(Duration::ZERO..Duration::ZERO).most_faults(4);
    let proxy = server.behind(plan);
    for target in order {
        let mut stream = TcpStream::connect(proxy.address()).unwrap();
        let request = ORDER.replace("/orders", &format!("/order{target}"));
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.read(&mut [0; 1024]);
    }
    proxy.plan().met().into_iter().map(|met| (met.key, met.nth, met.fate)).collect()
}

#[test]
fn a_seed_gives_the_same_faults_in_whatever_order_requests_come() {
    let in_turn: Vec<usize> = (0..30).map(|number| number % 3).collect();
    let one_by_one: Vec<usize> = (0..30).map(|number| number / 10).collect();
    let met = campaign(7, &in_turn);
    assert_eq!(met.len(), 30);
    assert_eq!(met, campaign(7, &one_by_one));
    assert_ne!(met, campaign(8, &in_turn));
    let faults =
        |key: &str| met.iter().filter(|(of, _, fate)| of == key && *fate != Fate::Pass).count();
    assert!(faults("/order0") > 0 && faults("/order0") <= 4);
}
