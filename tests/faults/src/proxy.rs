//! The place where clients connect.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::task::JoinHandle;

use crate::connection;
use crate::plan::Plan;

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// A proxy on a port of its own. It takes no new connection once it is dropped.
#[derive(Debug)]
pub struct Proxy {
    address: SocketAddr,
    plan: Arc<Plan>,
    accepting: JoinHandle<io::Result<()>>,
}

impl Proxy {
    /// Starts a proxy before a server, within a Tokio runtime.
    ///
    /// # Errors
    /// Where there is no port.
    pub fn start(upstream: SocketAddr, plan: Plan) -> io::Result<Self> {
        let place = Place::reserve()?;
        let listener = place.listen()?;
        let (address, plan) = (place.address, Arc::new(plan));
        let accepting = tokio::spawn(accept(place, listener, upstream, Arc::clone(&plan)));
        Ok(Self { address, plan, accepting })
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where it is, as a base URL.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
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

async fn accept(
    place: Place,
    mut listener: TcpListener,
    upstream: SocketAddr,
    plan: Arc<Plan>,
) -> io::Result<()> {
    let mut connections = 0_u32;
    loop {
        let stream = next(&listener).await;
        stream.set_nodelay(true)?;
        tokio::spawn(connection::serve(stream, upstream, Arc::clone(&plan)));
        connections = connections.wrapping_add(1);
        if let Some(outages) = plan.outages
            && connections.is_multiple_of(outages.every)
        {
            drop(listener);
            tokio::time::sleep(outages.lasting).await;
            listener = place.listen()?;
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
