//! A server of one test: it plays one script on each connection and notes every request. Dropping it ends it.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// An answer after which the connection stays open.
pub(crate) const OK: &str = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

/// What the server does next on a connection. After the last step it closes it.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    /// Reads a request.
    Read,
    /// Waits until something of a request has come, and leaves it unread.
    Peek,
    /// Writes this.
    Write(&'static str),
    /// Waits until the client closes the connection.
    Hold,
}

/// What the server does on a connection that no script is for: it answers every request.
const ANSWER_ALL: [Step; 8] = {
    let [read, write] = [Step::Read, Step::Write(OK)];
    [read, write, read, write, read, write, read, write]
};

pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
    acceptor: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Shared {
    stopping: AtomicBool,
    streams: Mutex<Vec<TcpStream>>,
    requests: Mutex<Vec<String>>,
}

impl Server {
    /// Plays the first script on the first connection, and so on.
    pub(crate) fn start<const N: usize>(scripts: [&'static [Step]; N]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let acceptor = thread::spawn({
            let shared = Arc::clone(&shared);
            move || accept(&listener, &scripts, &shared)
        });
        Self { address, shared, acceptor: Some(acceptor) }
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections it has accepted.
    pub(crate) fn connections(&self) -> usize {
        self.shared.streams.lock().unwrap().len()
    }

    /// Ends it, and gives the requests that it has read.
    pub(crate) fn finish(mut self) -> Vec<String> {
        self.stop();
        std::mem::take(&mut self.shared.requests.lock().unwrap())
    }

    fn stop(&mut self) {
        let Some(acceptor) = self.acceptor.take() else { return };
        self.shared.stopping.store(true, Ordering::SeqCst);
        for stream in self.shared.streams.lock().unwrap().iter() {
            let _ = stream.shutdown(Shutdown::Both);
        }
        // Wakes the acceptor.
        let _ = TcpStream::connect(self.address);
        acceptor.join().unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.stop();
    }
}

fn accept(listener: &TcpListener, scripts: &[&'static [Step]], shared: &Arc<Shared>) {
    let mut players = Vec::new();
    for index in 0.. {
        let (stream, _) = listener.accept().unwrap();
        if shared.stopping.load(Ordering::SeqCst) {
            break;
        }
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        shared.streams.lock().unwrap().push(stream.try_clone().unwrap());
        let script = scripts.get(index).copied().unwrap_or(&ANSWER_ALL);
        let shared = Arc::clone(shared);
        players.push(thread::spawn(move || play(script, stream, &shared)));
    }
    for player in players {
        player.join().unwrap();
    }
}

/// Plays a script until it or the connection ends.
fn play(script: &[Step], mut stream: TcpStream, shared: &Shared) {
    for step in script {
        let went_on = match step {
            Step::Read => match read_request(&mut stream) {
                Some(request) => {
                    shared.requests.lock().unwrap().push(request);
                    true
                }
                None => false,
            },
            Step::Peek => stream.peek(&mut [0]).is_ok(),
            Step::Write(text) => stream.write_all(text.as_bytes()).is_ok(),
            Step::Hold => stream.read(&mut [0; 64]).is_ok_and(|read| read > 0),
        };
        if !went_on {
            break;
        }
    }
    let _ = stream.shutdown(Shutdown::Both);
}

/// Reads a request: its head, and as many bytes as that says. `None` where the connection ends before.
pub(crate) fn read_request(stream: &mut impl Read) -> Option<String> {
    let mut bytes = Vec::new();
    while !bytes.ends_with(b"\r\n\r\n") {
        bytes.push(read_byte(stream)?);
    }
    let head = String::from_utf8(bytes).unwrap();
    let length: usize = header(&head, "content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).ok()?;
    Some(head + &String::from_utf8(body).unwrap())
}

fn read_byte(stream: &mut impl Read) -> Option<u8> {
    let mut byte = [0];
    stream.read_exact(&mut byte).ok()?;
    Some(byte[0])
}

/// The value of a header of a request.
pub(crate) fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut headers = request.lines().skip(1).take_while(|line| !line.is_empty());
    headers.find_map(|line| {
        let (found, value) = line.split_once(':')?;
        found.eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

/// The names of the headers of a request, in lower case and alphabetical order.
pub(crate) fn header_names(request: &str) -> Vec<String> {
    let headers = request.lines().skip(1).take_while(|line| !line.is_empty());
    let mut names: Vec<_> =
        headers.filter_map(|line| Some(line.split_once(':')?.0.to_lowercase())).collect();
    names.sort();
    names
}
