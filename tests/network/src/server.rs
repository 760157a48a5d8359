//! The platform on a socket: plays a script of turns, then answers honestly, and keeps the bytes of every request.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::books::{Answer, Books, Request};
use crate::turn::{Platform, Reply, Turn};

/// A server on a port of its own. It ends when it is dropped.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    accepting: Option<JoinHandle<()>>,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    ending: AtomicBool,
}

#[derive(Debug, Default)]
struct State {
    platform: Platform,
    script: VecDeque<Turn>,
    seen: Vec<Seen>,
    /// Other handles of the connections that are served, to end them with.
    open: HashMap<SocketAddr, TcpStream>,
}

/// A request that was read to its end.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What it says.
    pub request: Request,
    /// Its bytes.
    pub raw: Vec<u8>,
}

impl Seen {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = String::from_utf8_lossy(&self.raw);
        let lines = text.lines().skip(1).take_while(|line| !line.is_empty());
        let mut headers = lines.filter_map(|line| line.split_once(": "));
        headers
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.to_owned())
    }
}

/// A thread may have to do with a connection for this long.
const PATIENCE: Duration = Duration::from_secs(10);

impl Server {
    /// Starts a server that plays these turns, one for each request, and is honest from then on.
    ///
    /// # Errors
    /// Where there is no port.
    pub fn start(script: impl IntoIterator<Item = Turn>) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let shared = Arc::<Shared>::default();
        shared.state().script = script.into_iter().collect();
        let accepting = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &shared)
        });
        Ok(Self { address, shared, accepting: Some(accepting) })
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The requests that were read so far.
    pub fn seen(&self) -> Vec<Seen> {
        self.shared.state().seen.clone()
    }

    /// The requests for a change that were read so far.
    pub fn writes(&self) -> Vec<Seen> {
        self.seen().into_iter().filter(|seen| seen.request.is_write()).collect()
    }

    /// Works on the books.
    pub fn books<T>(&self, work: impl FnOnce(&mut Books) -> T) -> T {
        work(&mut self.shared.state().platform.books)
    }

    /// Lets the requests arrive that are still on their way.
    pub fn carry_out_late_requests(&self) {
        self.shared.state().platform.carry_out_late_requests();
    }

    /// Whether every turn of the script was played.
    pub fn script_is_over(&self) -> bool {
        self.shared.state().script.is_empty()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.ending.store(true, Ordering::SeqCst);
        // Wakes the thread that accepts.
        drop(TcpStream::connect(self.address));
        for (_, open) in self.shared.state().open.drain() {
            drop(open.shutdown(Shutdown::Both));
        }
        if let Some(accepting) = self.accepting.take() {
            drop(accepting.join());
        }
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn accept(listener: &TcpListener, shared: &Arc<Shared>) {
    std::thread::scope(|threads| {
        while let Ok((stream, peer)) = listener.accept() {
            if shared.ending.load(Ordering::SeqCst) {
                return;
            }
            if let Ok(handle) = stream.try_clone() {
                shared.state().open.insert(peer, handle);
            }
            threads.spawn(move || {
                let mut stream = stream;
                // A connection that breaks is what many scenarios are about.
                drop(serve(&mut stream, shared));
                // With its last handle it is closed. The system sends a reset where not all was read.
                shared.state().open.remove(&peer);
            });
        }
    });
}

/// Plays a turn for every request on a connection, until one closes it.
fn serve(stream: &mut TcpStream, shared: &Shared) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    while stream.peek(&mut [0])? > 0 {
        let turn = shared.state().script.pop_front().unwrap_or(Turn::honest());
        if !serve_one(stream, shared, turn)? {
            return Ok(());
        }
    }
    Ok(())
}

/// Returns whether the connection stays open.
fn serve_one(stream: &mut TcpStream, shared: &Shared, turn: Turn) -> io::Result<bool> {
    match turn.cut() {
        Some(Cut::Unread) => return Ok(false),
        Some(Cut::HalfRead) => {
            stream.read_exact(&mut [0; 40])?;
            return Ok(false);
        }
        None => {}
    }
    let seen = read_request(stream)?;
    let request = seen.request.clone();
    let (own, reply) = {
        let mut state = shared.state();
        state.seen.push(seen);
        let was_late = state.platform.has_late_requests();
        let played = state.platform.play(&request, turn);
        if was_late {
            state.platform.carry_out_late_requests();
        }
        played
    };
    match (reply, own) {
        (Reply::Own, Some(answer)) | (Reply::Instead(answer), _) => {
            stream.write_all(&bytes(&answer))?;
            Ok(true)
        }
        (Reply::Half, Some(answer)) => {
            let bytes = bytes(&answer);
            stream.write_all(&bytes[..bytes.len() - answer.body.len() / 2])?;
            Ok(false)
        }
        (Reply::Garbage, _) => {
            stream.write_all(b"220 mail.example ESMTP ready\r\n")?;
            Ok(false)
        }
        (Reply::Silence, _) => {
            drop(stream.read(&mut [0]));
            Ok(false)
        }
        _ => Ok(false),
    }
}

fn bytes(answer: &Answer) -> Vec<u8> {
    let mut head = format!(
        "HTTP/1.1 {} Reason\r\ncontent-type: application/json\r\ncontent-length: {}\r\n",
        answer.status,
        answer.body.len()
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    format!("{head}\r\n{}", answer.body).into_bytes()
}

fn read_request(stream: &mut TcpStream) -> io::Result<Seen> {
    let mut raw = Vec::new();
    let mut byte = [0];
    while !raw.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte)?;
        raw.push(byte[0]);
    }
    let head = String::from_utf8_lossy(&raw).into_owned();
    let mut words = head.split(' ');
    let method = words.next().unwrap_or_default().to_owned();
    let target = words.next().unwrap_or_default().to_owned();
    let mut seen = Seen { request: Request { method, target, body: String::new() }, raw };
    let length = seen.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    stream.read_exact(&mut body)?;
    seen.raw.extend_from_slice(&body);
    seen.request.body = String::from_utf8_lossy(&body).into_owned();
    Ok(seen)
}

/// Where a connection is cut while the request comes in.
enum Cut {
    Unread,
    HalfRead,
}

impl Turn {
    fn cut(&self) -> Option<Cut> {
        match self.reply() {
            Reply::ResetUnread => Some(Cut::Unread),
            Reply::ResetHalfRead => Some(Cut::HalfRead),
            _ => None,
        }
    }
}
