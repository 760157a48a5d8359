//! Where calls go: to nothing but a plain value, or through a client.

use std::fmt;
use std::sync::Arc;

use super::super::api::Api;
use super::super::operation::Operation;
use super::super::reconcile::Reconcile;
use super::super::transport::AsyncTransport;
#[cfg(feature = "hyper")]
use super::super::transports::{HyperTransport, OptionsError, TransportOptions};
use super::call::Call;
use super::resumed::Resumed;
use super::saved::{ResumeError, Saved};
use super::settings::Settings;

/// Where the calls of a builder go.
pub trait Door: Clone {
    /// What a finished call is there.
    type Built<O: Operation>;

    /// Finishes a call.
    fn built<O: Operation>(&self, operation: O) -> Self::Built<O>;
}

/// Nowhere: a finished call is the plain [`Operation`], to be sent by other means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unbound;

impl Door for Unbound {
    type Built<O: Operation> = O;

    fn built<O: Operation>(&self, operation: O) -> O {
        operation
    }
}

/// An asynchronous client. Cheap to clone; all clones share one transport.
///
/// The calls of an API are methods of its trait `Calls`, which must be in scope; each ends in a [`Call`].
pub struct Client<A: Api> {
    pub(super) settings: Arc<Settings<A>>,
    pub(super) transport: Arc<dyn AsyncTransport>,
}

impl<A: Api> Client<A> {
    /// A client that sends through this transport.
    pub fn with_transport(settings: Settings<A>, transport: impl AsyncTransport + 'static) -> Self {
        Self { settings: Arc::new(settings), transport: Arc::new(transport) }
    }

    /// A call of this operation.
    pub fn call<O: Operation<Api = A>>(&self, operation: O) -> Call<Self, O> {
        Call::new(self.clone(), operation)
    }

    /// Goes on with a write that was saved, as the operation `O`: it is looked up first, and sent only where there is none.
    ///
    /// # Errors
    /// Where it was saved for another account or another server, where it would not be found and would be made again; where
    /// it is another operation than `O`; where it cannot be read. Nothing is sent then.
    pub fn resume<O: Reconcile<Api = A>>(
        &self,
        saved: &Saved,
    ) -> Result<Resumed<Self, O>, ResumeError> {
        let operation = saved.restore(&self.settings)?;
        Ok(Resumed::new(self.call(operation), saved.place().clone()))
    }
}

#[cfg(feature = "hyper")]
impl<A: Api> Client<A> {
    /// A client that sends through hyper: TLS by rustls with Mozilla's root certificates, no proxy. For other options see
    /// [`HyperTransport`].
    ///
    /// # Errors
    /// Where TLS cannot be set up.
    pub fn new(settings: Settings<A>) -> Result<Self, OptionsError> {
        Ok(Self::with_transport(settings, HyperTransport::new(&TransportOptions::new())?))
    }
}

impl<A: Api> Clone for Client<A> {
    fn clone(&self) -> Self {
        Self { settings: Arc::clone(&self.settings), transport: Arc::clone(&self.transport) }
    }
}

impl<A: Api> fmt::Debug for Client<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl<A: Api> Door for Client<A> {
    type Built<O: Operation> = Call<Self, O>;

    fn built<O: Operation>(&self, operation: O) -> Call<Self, O> {
        Call::new(self.clone(), operation)
    }
}
