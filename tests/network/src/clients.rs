//! The two clients under test behind one face, so that each scenario is written once.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use cublox_payouts::runtime::transports::{HyperTransport, TransportOptions, UreqTransport};
use cublox_payouts::runtime::{
    Credentials, ErrorOf, Once, OnceError, Operation, OutputOf, Reconcile, RequestError, Retry, Watch, Watched,
};
use cublox_payouts::{Api, Client, Face, Settings, blocking};
use futures_core::Stream;
use tokio::runtime::Runtime;

/// Settings with bounds that let a scenario end soon.
///
/// # Errors
/// Where it is no base URL.
pub fn quick(base_url: &str) -> Result<Settings, RequestError> {
    let settings = Settings::new()
        .base_url(Face::Private, base_url)?
        .base_url(Face::Public, &format!("{base_url}/public-api"))?
        .credentials(Face::Private, Credentials::basic("coma_gUEpjaHU3rrntdnB", "api-key"))
        .attempt_timeout(Duration::from_millis(300))
        .deadline(Duration::from_secs(5))
        .retry(Retry::default().tries(3).pauses(Duration::from_millis(1), Duration::from_millis(5)));
    Ok(settings)
}

/// A client of either kind.
#[derive(Debug)]
pub enum AnyClient {
    /// The asynchronous one, over hyper, with its runtime.
    Hyper(Client, Runtime),
    /// The blocking one, over ureq.
    Ureq(blocking::Client),
}

type BoxError = Box<dyn std::error::Error>;

/// Both clients with these settings.
///
/// # Errors
/// Where one cannot be made.
pub fn both(settings: &Settings) -> Result<[AnyClient; 2], BoxError> {
    let options = TransportOptions::new();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let hyper = Client::with_transport(settings.clone(), HyperTransport::new(&options)?);
    let ureq = blocking::Client::with_transport(settings.clone(), UreqTransport::new(&options)?);
    Ok([AnyClient::Hyper(hyper, runtime), AnyClient::Ureq(ureq)])
}

impl AnyClient {
    /// Sends a call.
    ///
    /// # Errors
    /// As the client does.
    pub fn send<O: Operation<Api = Api>>(&self, operation: O) -> Result<OutputOf<O>, ErrorOf<O>> {
        match self {
            Self::Hyper(client, runtime) => runtime.block_on(client.call(operation).send()),
            Self::Ureq(client) => client.call(operation).send(),
        }
    }

    /// Sends a write that acts once.
    ///
    /// # Errors
    /// As the client does.
    pub fn send_once<O: Reconcile<Api = Api>>(&self, operation: O) -> Result<Once<O>, OnceError<O>> {
        match self {
            Self::Hyper(client, runtime) => runtime.block_on(client.call(operation).send_once()),
            Self::Ureq(client) => client.call(operation).send_once(),
        }
    }

    /// Goes on with a write that acts once.
    ///
    /// # Errors
    /// As the client does.
    pub fn resume<O: Reconcile<Api = Api>>(&self, operation: O) -> Result<Once<O>, OnceError<O>> {
        match self {
            Self::Hyper(client, runtime) => runtime.block_on(client.call(operation).resume()),
            Self::Ureq(client) => client.call(operation).resume(),
        }
    }

    /// Waits for a state.
    ///
    /// # Errors
    /// As the client does.
    pub fn wait_until<O: Watch<Api = Api>>(
        &self,
        operation: O,
        fact: fn(&O::State) -> Option<bool>,
        deadline: Duration,
    ) -> Result<Watched<OutputOf<O>>, ErrorOf<O>> {
        match self {
            Self::Hyper(client, runtime) => {
                runtime.block_on(client.call(operation).deadline(deadline).wait_until(fact))
            }
            Self::Ureq(client) => client.call(operation).deadline(deadline).wait_until(fact),
        }
    }
}

/// The next of a stream, waited for on a runtime.
pub fn next<S: Stream + Unpin>(runtime: &Runtime, stream: &mut S) -> Option<S::Item> {
    runtime.block_on(poll_fn(|context| Pin::new(&mut *stream).poll_next(context)))
}
