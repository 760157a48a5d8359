//! A running sandbox: started, looked into, stopped.

use std::net::SocketAddr;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use thiserror::Error;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::oneshot;

use crate::accounts::Account;
use crate::books::{Books, MoveError};
use crate::callbacks::Sent;

use crate::options::Options;
use crate::seen::SeenRequest;
use crate::world::World;
use crate::{deliver, server};

/// How long requests under way may take when the sandbox stops.
const GRACE: Duration = Duration::from_millis(500);

/// A running sandbox, on threads of its own. It stops when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    world: Arc<World>,
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    serving: Option<JoinHandle<()>>,
}

/// Why a sandbox did not start.
#[derive(Debug, Error)]
pub enum StartError {
    /// The description has problems.
    #[error("the description has problems:\n{0}")]
    Description(String),
    /// The schemas of the description cannot be used.
    #[error("the schemas of the description cannot be used: {0}")]
    Schemas(String),
    /// The description lacks what the sandbox plays.
    #[error("the description lacks {0}, which the sandbox needs")]
    Lacks(String),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}")]
    Address {
        /// The address.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The system gave no threads.
    #[error("cannot start threads: {0}")]
    Threads(#[from] std::io::Error),
}

impl Sandbox {
    /// Starts a sandbox with the default options, on a free port.
    ///
    /// # Errors
    /// Where it cannot.
    pub fn start() -> Result<Self, StartError> {
        Self::start_with(Options::default())
    }

    /// Starts a sandbox.
    ///
    /// # Errors
    /// Where the description has problems or there is no such port.
    pub fn start_with(options: Options) -> Result<Self, StartError> {
        let address = options.address;
        let world = Arc::new(World::new(options)?);
        let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let cannot_listen = |error| StartError::Address { address, error };
        let listener = runtime.block_on(TcpListener::bind(address)).map_err(cannot_listen)?;
        let address = listener.local_addr().map_err(cannot_listen)?;
        let (stop, stopped) = oneshot::channel();
        let serving = std::thread::Builder::new().name("sandbox".to_owned()).spawn({
            let world = Arc::clone(&world);
            move || serve(runtime, world, listener, stopped)
        })?;
        Ok(Self { world, address, stop: Some(stop), serving: Some(serving) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL of the private face.
    #[must_use]
    pub fn private_url(&self) -> String {
        format!("http://{}/api", self.address)
    }

    /// The base URL of the public face.
    #[must_use]
    pub fn public_url(&self) -> String {
        format!("http://{}/public-api", self.address)
    }

    /// The accounts that may call.
    #[must_use]
    pub fn accounts(&self) -> &[Account] {
        &self.world.options.accounts
    }

    /// What is on the books now.
    #[must_use]
    pub fn books(&self) -> Books {
        self.world.books()
    }

    /// The last requests, oldest first: as many as the options say.
    #[must_use]
    pub fn requests(&self) -> Vec<SeenRequest> {
        self.world.requests()
    }

    /// The callbacks that were sent and whose answer is known, in that order.
    #[must_use]
    pub fn callbacks(&self) -> Vec<Sent> {
        self.world.callbacks()
    }

    /// Moves the clock. What becomes due by that happens at once, callbacks apart, which are then under way.
    pub fn advance(&self, by: Duration) {
        self.world.advance(by);
    }

    /// Moves a payout into another stage, where its life cycle allows it. What it was going to do by itself it does no more.
    ///
    /// # Errors
    /// Where there is no such payout or stage, or the life cycle does not allow it.
    pub fn move_payout(&self, id: &str, status: &str) -> Result<(), MoveError> {
        self.world.move_payout(id, status)
    }

    /// Stops it: no new requests, a moment for those under way. Dropping it does the same.
    pub fn stop(mut self) {
        self.end();
    }

    fn end(&mut self) {
        drop(self.stop.take());
        if let Some(serving) = self.serving.take() {
            let _ = serving.join();
        }
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        self.end();
    }
}

fn serve(
    runtime: Runtime,
    world: Arc<World>,
    listener: TcpListener,
    stopped: oneshot::Receiver<()>,
) {
    runtime.block_on(async move {
        let (close, closed) = oneshot::channel::<()>();
        tokio::spawn(deliver::run(Arc::clone(&world)));
        let serving = axum::serve(listener, server::application(world));
        let serving = serving.with_graceful_shutdown(async move {
            let _ = closed.await;
        });
        let serving = tokio::spawn(async move { serving.await });
        let _ = stopped.await;
        drop(close);
        let _ = tokio::time::timeout(GRACE, serving).await;
    });
    runtime.shutdown_background();
}
