//! The way to the platform of a worker that dies when its hour has come, and whose connections may be refused.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::panic::resume_unwind;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use cublox_payouts::runtime::{
    AsyncTransport, Bounds, BoxFuture, Request, Response, Transport, TransportError,
};
use tokio::net::TcpSocket;
use tokio::sync::Notify;

use crate::order::{Death, Hazards};

/// What unwinds a blocking worker that dies.
pub(crate) struct Killed;

/// What becomes of a worker.
#[derive(Debug, Default)]
pub(crate) struct Destiny {
    inner: Mutex<Inner>,
    died: Notify,
}

#[derive(Debug, Default)]
struct Inner {
    hazards: Option<Hazards>,
    death: Option<Death>,
    exchanges: u32,
}

/// What becomes of one exchange.
struct Exchange {
    dies_before: bool,
    dies_after: bool,
    refused: bool,
}

impl Destiny {
    /// The worker takes a payout in hand, over which so many died before.
    pub(crate) fn take_up(&self, hazards: &Hazards, died_before: usize) {
        let death = hazards.death(died_before);
        *self.inner() = Inner { hazards: Some(hazards.clone()), death, exchanges: 0 };
    }

    /// Comes when the worker dies.
    pub(crate) async fn death(&self) {
        self.died.notified().await;
    }

    fn next(&self) -> Exchange {
        let mut inner = self.inner();
        let exchange = inner.exchanges;
        inner.exchanges += 1;
        let death = inner.death.filter(|death| death.exchange == exchange);
        Exchange {
            dies_before: death.is_some_and(|death| !death.after),
            dies_after: death.is_some_and(|death| death.after),
            refused: inner.hazards.as_ref().is_some_and(|hazards| hazards.is_refused(exchange)),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A port that is taken and at which nobody listens: connections to it are refused.
#[derive(Debug)]
pub(crate) struct Refusing {
    address: SocketAddr,
    _taken: TcpSocket,
}

impl Refusing {
    pub(crate) fn new() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        Ok(Self { address: socket.local_addr()?, _taken: socket })
    }

    /// The same request, sent here.
    fn lead_here(&self, request: &mut Request) {
        let mut parts = request.uri().clone().into_parts();
        parts.authority = self.address.to_string().parse().ok();
        if let Ok(uri) = http::Uri::from_parts(parts) {
            *request.uri_mut() = uri;
        }
    }
}

/// A transport of a worker.
pub(crate) struct Mortal<T> {
    pub(crate) inner: T,
    pub(crate) destiny: Arc<Destiny>,
    pub(crate) refusing: Arc<Refusing>,
}

impl<T: AsyncTransport> AsyncTransport for Mortal<T> {
    fn send<'a>(
        &'a self,
        mut request: Request,
        bounds: &'a Bounds,
    ) -> BoxFuture<'a, Result<Response, TransportError>> {
        let exchange = self.destiny.next();
        if exchange.refused {
            self.refusing.lead_here(&mut request);
        }
        Box::pin(async move {
            if exchange.dies_before {
                self.die().await;
            }
            let answer = self.inner.send(request, bounds).await;
            if exchange.dies_after {
                self.die().await;
            }
            answer
        })
    }

    fn sleep(&self, pause: Duration) -> BoxFuture<'_, ()> {
        self.inner.sleep(pause)
    }
}

impl<T> Mortal<T> {
    /// The worker drops the future that waits here.
    async fn die(&self) {
        self.destiny.died.notify_one();
        std::future::pending::<()>().await;
    }
}

impl<T: Transport> Transport for Mortal<T> {
    fn send(&self, mut request: Request, bounds: &Bounds) -> Result<Response, TransportError> {
        let exchange = self.destiny.next();
        if exchange.refused {
            self.refusing.lead_here(&mut request);
        }
        if exchange.dies_before {
            resume_unwind(Box::new(Killed));
        }
        let answer = self.inner.send(request, bounds);
        if exchange.dies_after {
            resume_unwind(Box::new(Killed));
        }
        answer
    }

    fn sleep(&self, pause: Duration) {
        self.inner.sleep(pause);
    }
}
