//! One connection of a client, and the acting out of what its requests meet.

use std::io;
use std::net::SocketAddr;
use std::ops::ControlFlow;
use std::sync::Arc;

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::fate::{Copy, Damage, Fate, Lateness, Moment, StandIn};
use crate::message::{Request, Response, Unread};
use crate::plan::{Plan, Turn};
use crate::proxy::Underway;

/// Delivers a request of which nobody waits for the answer.
pub(crate) async fn deliver(upstream: SocketAddr, request: &Request) {
    let _ = Server { address: upstream, open: None }.ask(request).await;
}

/// Serves a client until it goes or its connection meets its end.
pub(crate) async fn serve(
    client: TcpStream,
    upstream: SocketAddr,
    plan: Arc<Plan>,
    underway: Underway,
) {
    let server = Server { address: upstream, open: None };
    let mut connection = Connection { client, unread: Unread::default(), server, underway };
    // An error is the end of a connection, which is all that either side is to see of it.
    let _ = connection.serve(&plan).await;
}

struct Connection {
    client: TcpStream,
    unread: Unread,
    server: Server,
    underway: Underway,
}

/// Whether the connection goes on after a request.
type Going = io::Result<ControlFlow<()>>;

impl Connection {
    async fn serve(&mut self, plan: &Plan) -> io::Result<()> {
        while let Some(request) = self.unread.request(&mut self.client).await? {
            let Turn { overdue, fate } = plan.turn(&request);
            for late in &overdue {
                deliver(self.server.address, late).await;
            }
            if self.meet(fate, &request).await?.is_break() {
                break;
            }
        }
        Ok(())
    }

    async fn meet(&mut self, fate: Fate, request: &Request) -> Going {
        match fate {
            Fate::Pass => self.pass(request).await,
            Fate::Stale => {
                let response = self.server.ask(request).await?;
                self.client.write_all(&response.bytes).await?;
                self.close().await
            }
            Fate::Reset(moment) => self.reset_at(moment, request).await,
            Fate::Cut { permille } => self.cut(permille, request).await,
            Fate::Slow(time) => {
                let response = self.server.ask(request).await?;
                tokio::time::sleep(time).await;
                self.answer(&response.bytes).await
            }
            Fate::Late(Lateness::Time(time)) => {
                let (address, request) = (self.server.address, request.clone());
                let underway = self.underway.clone();
                tokio::spawn(async move {
                    let _underway = underway;
                    tokio::time::sleep(time).await;
                    deliver(address, &request).await;
                });
                self.reset()
            }
            Fate::Late(Lateness::Requests(_)) => self.reset(),
            Fate::Twice(copy) => self.twice(copy, request).await,
            Fate::Instead(stand_in, moment) => self.instead(stand_in, moment, request).await,
            Fate::Damaged(damage) => self.damaged(damage, request).await,
        }
    }

    async fn pass(&mut self, request: &Request) -> Going {
        let response = self.server.ask(request).await?;
        self.answer(&response.bytes).await
    }

    async fn reset_at(&mut self, moment: Moment, request: &Request) -> Going {
        match moment {
            Moment::Before => {}
            Moment::During => self.server.send_half(request).await?,
            Moment::After => {
                self.server.ask(request).await?;
            }
        }
        self.reset()
    }

    async fn cut(&mut self, permille: u16, request: &Request) -> Going {
        let response = self.server.ask(request).await?;
        let length = response.bytes.len().saturating_mul(permille.into()) / 1000;
        self.client.write_all(&response.bytes[..length]).await?;
        self.close().await
    }

    async fn twice(&mut self, copy: Copy, request: &Request) -> Going {
        let first = self.server.ask(request).await?;
        let second = self.server.ask(request).await?;
        let shown = match copy {
            Copy::First => first,
            Copy::Second => second,
        };
        self.answer(&shown.bytes).await
    }

    async fn instead(&mut self, stand_in: StandIn, moment: Moment, request: &Request) -> Going {
        match moment {
            Moment::Before => {}
            Moment::During => self.server.send_half(request).await?,
            Moment::After => {
                self.server.ask(request).await?;
            }
        }
        self.answer(&stand_in.bytes()).await
    }

    async fn damaged(&mut self, damage: Damage, request: &Request) -> Going {
        let Response { status, content_type, body, .. } = self.server.ask(request).await?;
        let body = String::from_utf8_lossy(&body);
        self.answer(&damage.apply(status, &content_type, &body)).await
    }

    async fn answer(&mut self, bytes: &[u8]) -> Going {
        self.client.write_all(bytes).await?;
        Ok(ControlFlow::Continue(()))
    }

    /// Ends the connection in good order.
    async fn close(&mut self) -> Going {
        self.client.shutdown().await?;
        Ok(ControlFlow::Break(()))
    }

    /// Ends the connection with a reset.
    fn reset(&mut self) -> Going {
        self.client.set_zero_linger()?;
        Ok(ControlFlow::Break(()))
    }
}

/// The way to the server: one connection, made when it is needed and made again when it was closed.
struct Server {
    address: SocketAddr,
    open: Option<(TcpStream, Unread)>,
}

impl Server {
    /// Delivers a request and waits for its answer.
    async fn ask(&mut self, request: &Request) -> io::Result<Response> {
        let (mut stream, mut unread) = match self.open.take() {
            Some(open) => open,
            None => (connect(self.address).await?, Unread::default()),
        };
        stream.write_all(&request.bytes).await?;
        let response = unread.response(&mut stream, &request.method).await?;
        if !response.last {
            self.open = Some((stream, unread));
        }
        Ok(response)
    }

    /// Delivers the first half of a request and breaks off.
    async fn send_half(&mut self, request: &Request) -> io::Result<()> {
        let mut stream = connect(self.address).await?;
        stream.write_all(&request.bytes[..request.bytes.len() / 2]).await?;
        stream.set_zero_linger()
    }
}

async fn connect(address: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}
