//! The place where clients connect.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::connection;
use crate::plan::Plan;

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// A proxy on a port of its own. It takes no new connection once it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    upstream: SocketAddr,
    plan: Arc<Plan>,
    /// Whether anything is under way is whether anybody listens.
    underway: watch::Sender<()>,
    accepting: JoinHandle<io::Result<()>>,
}

/// Held by whatever may still deliver a request.
pub(crate) type Underway = watch::Receiver<()>;

impl Proxy {
    /// Starts a proxy before a server, within a Tokio runtime.
    ///
    /// # Errors
    /// Where there is no port.
    pub fn start(upstream: SocketAddr, plan: Plan) -> io::Result<Self> {
        let place = Place::reserve()?;
        let listener = place.listen()?;
        let (address, plan) = (place.address, Arc::new(plan));
        let underway = watch::Sender::default();
        let accepting =
            Accepting { place, upstream, plan: Arc::clone(&plan), underway: underway.clone() };
        let accepting = tokio::spawn(accepting.run(listener));
        Ok(Self { address, upstream, plan, underway, accepting })
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it is, as a base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Waits until every client has closed its connections and all that was late has been delivered, so that the server does
    /// nothing more.
    pub async fn settle(&self) {
        self.underway.closed().await;
        for late in self.plan.take_held_back() {
            connection::deliver(self.upstream, &late).await;
        }
    }

    /// The plan that it follows.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

/// A port that stays ours while nobody listens on it: connections to it are refused, and nobody else gets it.
struct Place {
    address: SocketAddr,
    _reserved: TcpSocket,
}

impl Place {
    fn reserve() -> io::Result<Self> {
        let socket = bound(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        Ok(Self { address: socket.local_addr()?, _reserved: socket })
    }

    fn listen(&self) -> io::Result<TcpListener> {
        bound(self.address)?.listen(BACKLOG)
    }
}

fn bound(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

struct Accepting {
    place: Place,
    upstream: SocketAddr,
    plan: Arc<Plan>,
    underway: watch::Sender<()>,
}

impl Accepting {
    async fn run(self, mut listener: TcpListener) -> io::Result<()> {
        let mut connections = 0_u32;
        loop {
            let stream = next(&listener).await;
            stream.set_nodelay(true)?;
            let (plan, underway) = (Arc::clone(&self.plan), self.underway.subscribe());
            tokio::spawn(connection::serve(stream, self.upstream, plan, underway));
            connections = connections.wrapping_add(1);
            if let Some(outages) = self.plan.outages
                && connections.is_multiple_of(outages.every)
            {
                drop(listener);
                tokio::time::sleep(outages.lasting).await;
                listener = self.place.listen()?;
            }
        }
    }
}

/// The next connection. One that broke off before it was accepted is none.
async fn next(listener: &TcpListener) -> TcpStream {
    loop {
        if let Ok((stream, _)) = listener.accept().await {
            return stream;
        }
        tokio::task::yield_now().await;
    }
}
