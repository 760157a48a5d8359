//! The client of a worker, of either kind.

use std::sync::Arc;
use std::time::Duration;

use cublox_payouts::runtime::transports::{HyperTransport, TransportOptions, UreqTransport};
use cublox_payouts::runtime::{
    Credentials, ErrorOf, Once, OnceError, Operation, OutputOf, Reconcile, RequestError,
    ResumeError, Retry, Saved,
};
use cublox_payouts::{Api, Client, Face, Settings, blocking};

use crate::campaign::CampaignError;
use crate::transport::{Destiny, Mortal, Refusing};

/// The client of a worker.
#[derive(Debug)]
pub(crate) enum AnyClient {
    /// Whose calls are awaited.
    Async(Client),
    /// Whose calls block; the futures of its methods are ready at once.
    Blocking(blocking::Client),
}

/// Settings with bounds within which a campaign ends soon.
pub(crate) fn settings(
    base_url: &str,
    account: &sandbox::Account,
    patience: Duration,
) -> Result<Settings, RequestError> {
    let limits = Retry::default()
        .tries(4)
        .lookups(4)
        .pauses(Duration::from_millis(1), Duration::from_millis(8));
    Ok(Settings::new()
        .base_url(Face::Private, base_url)?
        .credentials(Face::Private, Credentials::basic(&account.id, account.api_key.as_str()))
        .attempt_timeout(patience)
        .connect_timeout(patience)
        .deadline(Duration::from_secs(600))
        .retry(limits))
}

impl AnyClient {
    /// The client of a new worker: nothing is left of those before.
    pub(crate) fn new(
        blocking: bool,
        settings: &Settings,
        destiny: &Arc<Destiny>,
        refusing: &Arc<Refusing>,
    ) -> Result<Self, CampaignError> {
        let (destiny, refusing) = (Arc::clone(destiny), Arc::clone(refusing));
        let (settings, options) = (settings.clone(), TransportOptions::new());
        Ok(if blocking {
            let inner = UreqTransport::new(&options)?;
            let transport = Mortal { inner, destiny, refusing };
            Self::Blocking(blocking::Client::with_transport(settings, transport))
        } else {
            let inner = HyperTransport::new(&options)?;
            let transport = Mortal { inner, destiny, refusing };
            Self::Async(Client::with_transport(settings, transport))
        })
    }

    pub(crate) async fn send<O: Operation<Api = Api>>(
        &self,
        operation: O,
    ) -> Result<OutputOf<O>, ErrorOf<O>> {
        match self {
            Self::Async(client) => client.call(operation).send().await,
            Self::Blocking(client) => client.call(operation).send(),
        }
    }

    pub(crate) fn save<O: Reconcile<Api = Api>>(
        &self,
        operation: O,
    ) -> Result<Saved, RequestError> {
        match self {
            Self::Async(client) => client.call(operation).save(),
            Self::Blocking(client) => client.call(operation).save(),
        }
    }

    pub(crate) async fn send_once<O: Reconcile<Api = Api>>(
        &self,
        operation: O,
    ) -> Result<Once<O>, OnceError<O>> {
        match self {
            Self::Async(client) => client.call(operation).send_once().await,
            Self::Blocking(client) => client.call(operation).send_once(),
        }
    }

    pub(crate) async fn resume<O: Reconcile<Api = Api>>(
        &self,
        saved: &Saved,
    ) -> Result<Result<Once<O>, OnceError<O>>, ResumeError> {
        Ok(match self {
            Self::Async(client) => client.resume::<O>(saved)?.send_once().await,
            Self::Blocking(client) => client.resume::<O>(saved)?.send_once(),
        })
    }
}
