//! The clients under test behind one face, so that each scenario is written once.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use cublox_payouts::runtime::transports::{HyperTransport, TransportOptions, UreqTransport};
use cublox_payouts::runtime::{
    Credentials, Document, ErrorOf, Items, Once, OnceError, Operation, OutputOf, Paged, Pages,
    Reconcile, RequestError, ResumeError, Retry, SafeToRepeat, Saved, Watch, Watched, Wire,
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
        .retry(
            Retry::default().tries(3).pauses(Duration::from_millis(1), Duration::from_millis(5)),
        );
    Ok(settings)
}

/// A client of either kind.
#[derive(Debug)]
pub enum AnyClient {
    /// The asynchronous one, over hyper or reqwest, with its runtime.
    Async(Client, Runtime),
    /// The blocking one, over ureq.
    Blocking(blocking::Client),
}

type BoxError = Box<dyn std::error::Error>;

/// How many clients there are.
pub const COUNT: usize = if cfg!(feature = "all") { 3 } else { 2 };

/// Every client with these settings.
///
/// # Errors
/// Where one cannot be made.
pub fn all(settings: &Settings) -> Result<[AnyClient; COUNT], BoxError> {
    let options = TransportOptions::new();
    let hyper = Client::with_transport(settings.clone(), HyperTransport::new(&options)?);
    let ureq = blocking::Client::with_transport(settings.clone(), UreqTransport::new(&options)?);
    Ok([
        AnyClient::Async(hyper, runtime()?),
        AnyClient::Blocking(ureq),
        #[cfg(feature = "all")]
        over_reqwest(settings)?,
    ])
}

#[cfg(feature = "all")]
fn over_reqwest(settings: &Settings) -> Result<AnyClient, BoxError> {
    let builder = reqwest::Client::builder().no_proxy();
    let transport = cublox_payouts::runtime::transports::ReqwestTransport::from_builder(builder)?;
    Ok(AnyClient::Async(Client::with_transport(settings.clone(), transport), runtime()?))
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()
}

impl AnyClient {
    /// Sends a call.
    ///
    /// # Errors
    /// As the client does.
    pub fn send<O: Operation<Api = Api>>(&self, operation: O) -> Result<OutputOf<O>, ErrorOf<O>> {
        match self {
            Self::Async(client, runtime) => runtime.block_on(client.call(operation).send()),
            Self::Blocking(client) => client.call(operation).send(),
        }
    }

    /// Sends a write that acts once.
    ///
    /// # Errors
    /// As the client does.
    pub fn send_once<O: Reconcile<Api = Api>>(
        &self,
        operation: O,
    ) -> Result<Once<O>, OnceError<O>> {
        match self {
            Self::Async(client, runtime) => runtime.block_on(client.call(operation).send_once()),
            Self::Blocking(client) => client.call(operation).send_once(),
        }
    }

    /// Saves a write before it is sent.
    ///
    /// # Errors
    /// As the client does.
    pub fn save<O: Reconcile<Api = Api>>(&self, operation: O) -> Result<Saved, RequestError> {
        match self {
            Self::Async(client, _) => client.call(operation).save(),
            Self::Blocking(client) => client.call(operation).save(),
        }
    }

    /// Goes on with a write that acts once.
    ///
    /// # Errors
    /// Where the client refuses; the inner result is as the client's.
    pub fn resume<O: Reconcile<Api = Api>>(
        &self,
        saved: &Saved,
    ) -> Result<Result<Once<O>, OnceError<O>>, ResumeError> {
        Ok(match self {
            Self::Async(client, runtime) => runtime.block_on(client.resume(saved)?.send_once()),
            Self::Blocking(client) => client.resume(saved)?.send_once(),
        })
    }

    /// The pages of a list.
    pub fn pages<O, R, M>(&self, operation: O) -> PagesOf<'_, O>
    where
        O: Paged<Api = Api, Output = Document<Vec<R>, Api, M>> + SafeToRepeat,
        R: Wire,
        M: Wire,
    {
        match self {
            Self::Async(client, runtime) => {
                OneByOne::Stream(runtime, client.call(operation).pages())
            }
            Self::Blocking(client) => OneByOne::Iterator(client.call(operation).pages()),
        }
    }

    /// The items of a list.
    pub fn items<O, R, M>(&self, operation: O) -> ItemsOf<'_, O, R>
    where
        O: Paged<Api = Api, Output = Document<Vec<R>, Api, M>> + SafeToRepeat,
        R: Wire,
        M: Wire,
    {
        match self {
            Self::Async(client, runtime) => {
                OneByOne::Stream(runtime, client.call(operation).items())
            }
            Self::Blocking(client) => OneByOne::Iterator(client.call(operation).items()),
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
            Self::Async(client, runtime) => {
                runtime.block_on(client.call(operation).deadline(deadline).wait_until(fact))
            }
            Self::Blocking(client) => client.call(operation).deadline(deadline).wait_until(fact),
        }
    }
}

/// A stream with its runtime, or an iterator: either way one after the other.
#[derive(Debug)]
pub enum OneByOne<'c, S, I> {
    /// Of the asynchronous client.
    Stream(&'c Runtime, S),
    /// Of the blocking client.
    Iterator(I),
}

/// The pages of a list, with either client.
pub type PagesOf<'c, O> = OneByOne<'c, Pages<Client, O>, Pages<blocking::Client, O>>;

/// The items of a list, with either client.
pub type ItemsOf<'c, O, R> = OneByOne<'c, Items<Client, O, R>, Items<blocking::Client, O, R>>;

impl<T, S: Stream<Item = T> + Unpin, I: Iterator<Item = T>> Iterator for OneByOne<'_, S, I> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self {
            Self::Stream(runtime, stream) => {
                runtime.block_on(poll_fn(|context| Pin::new(&mut *stream).poll_next(context)))
            }
            Self::Iterator(iterator) => iterator.next(),
        }
    }
}

impl<O: Paged> PagesOf<'_, O> {
    /// At most so many pages.
    #[must_use]
    pub fn at_most(self, pages: usize) -> Self {
        match self {
            Self::Stream(runtime, stream) => Self::Stream(runtime, stream.at_most(pages)),
            Self::Iterator(iterator) => Self::Iterator(iterator.at_most(pages)),
        }
    }

    /// Where to go on.
    pub fn position(&self) -> Option<String> {
        match self {
            Self::Stream(_, stream) => stream.position(),
            Self::Iterator(iterator) => iterator.position(),
        }
    }
}
