//! A write that may have been sent before: it is looked up before it is sent.

use std::time::Duration;

use super::super::api::Api;
use super::super::reconcile::Reconcile;
use super::blocking;
use super::call::Call;
use super::door::Client;
use super::machine::{run, run_blocking};
use super::once::Once;
use super::once_error::OnceError;
use super::retry::Retry;
use super::saved::Place;

/// A write that may have been sent before. It has no way to be sent without a look.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Resumed<C, O> {
    call: Call<C, O>,
    place: Place,
}

impl<C, O: Reconcile> Resumed<C, O> {
    pub(super) fn new(call: Call<C, O>, place: Place) -> Self {
        Self { call, place }
    }

    /// The operation that is called.
    pub fn operation(&self) -> &O {
        self.call.operation()
    }

    /// See [`Call::deadline`].
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { call: self.call.deadline(deadline), ..self }
    }

    /// See [`Call::limits`].
    pub fn limits(self, limits: Retry) -> Self {
        Self { call: self.call.limits(limits), ..self }
    }
}

impl<A: Api, O: Reconcile<Api = A>> Resumed<Client<A>, O> {
    /// Looks the write up, and then does as [`Call::send_once`] does: what is there already is the result, and only where
    /// there is none it is sent.
    ///
    /// # Errors
    /// Where it was certainly not done, where its key belongs to something else, or where it was done and cannot be read.
    pub async fn send_once(self) -> Result<Once<O>, OnceError<O>> {
        let (client, machine) = self.call.once(self.place, true);
        run(&*client.transport, machine).await
    }
}

impl<A: Api, O: Reconcile<Api = A>> Resumed<blocking::Client<A>, O> {
    /// Looks the write up, and then does as [`Call::send_once`] does: what is there already is the result, and only where
    /// there is none it is sent.
    ///
    /// # Errors
    /// Where it was certainly not done, where its key belongs to something else, or where it was done and cannot be read.
    pub fn send_once(self) -> Result<Once<O>, OnceError<O>> {
        let (client, machine) = self.call.once(self.place, true);
        run_blocking(&*client.transport, machine)
    }
}
