//! The machines that a call makes, the same for both kinds of clients.

use std::sync::Arc;

use super::Call;
use crate::runtime::api::Api;
use crate::runtime::client::blocking;
use crate::runtime::client::door::Client;
use crate::runtime::client::error::{CallError, Fault};
use crate::runtime::client::machine::Deadline;
use crate::runtime::client::once_error::OnceError;
use crate::runtime::client::once_machine::OnceMachine;
use crate::runtime::client::retry::Retry;
use crate::runtime::client::saved::Place;
use crate::runtime::client::send::Send;
use crate::runtime::client::settings::Settings;
use crate::runtime::client::watch::{Watch, WatchMachine};
use crate::runtime::operation::Operation;
use crate::runtime::reconcile::Reconcile;
use crate::runtime::request::RequestError;

/// What both kinds of clients have.
pub(in crate::runtime::client) trait HasSettings<A: Api> {
    fn settings(&self) -> &Arc<Settings<A>>;
}

impl<A: Api> HasSettings<A> for Client<A> {
    fn settings(&self) -> &Arc<Settings<A>> {
        &self.settings
    }
}

impl<A: Api> HasSettings<A> for blocking::Client<A> {
    fn settings(&self) -> &Arc<Settings<A>> {
        &self.settings
    }
}

impl<C, O> Call<C, O> {
    /// What bounds the call: the client's settings, the time that begins now, how it is tried again.
    fn bounds<A: Api>(&self) -> (Arc<Settings<A>>, Deadline, Retry)
    where
        C: HasSettings<A>,
    {
        let settings = Arc::clone(self.client.settings());
        let deadline = Deadline::after(self.deadline.unwrap_or(settings.deadline));
        let retry = self.retry.unwrap_or(settings.retry);
        (settings, deadline, retry)
    }

    pub(super) fn sending<A: Api>(self) -> (C, Send<O>)
    where
        C: HasSettings<A>,
        O: Operation<Api = A>,
    {
        let (settings, deadline, retry) = self.bounds();
        (self.client, Send::new(self.operation, settings, deadline, retry))
    }

    pub(super) fn watching<A: Api, F>(self, fact: F) -> (C, WatchMachine<O, F>)
    where
        C: HasSettings<A>,
        O: Watch<Api = A>,
        F: Fn(&O::State) -> Option<bool>,
    {
        let (settings, deadline, retry) = self.bounds();
        (self.client, WatchMachine::new(self.operation, settings, deadline, retry, fact))
    }

    pub(in crate::runtime::client) fn once<A: Api>(
        self,
        place: Place,
        sent_before: bool,
    ) -> (C, OnceMachine<O>)
    where
        C: HasSettings<A>,
        O: Reconcile<Api = A>,
    {
        let (settings, deadline, retry) = self.bounds();
        let machine =
            OnceMachine::new(self.operation, place, sent_before, settings, deadline, retry);
        (self.client, machine)
    }

    /// For a write that is sent for the first time.
    pub(super) fn first<A: Api>(self) -> Result<(C, OnceMachine<O>), OnceError<O>>
    where
        C: HasSettings<A>,
        O: Reconcile<Api = A>,
    {
        match self.place() {
            Ok(place) => Ok(self.once(place, false)),
            Err(error) => Err(OnceError::NotDone(CallError::of::<O>(Fault::Request(error), 0))),
        }
    }

    /// Where the write is sent to, and as whom.
    pub(super) fn place<A: Api>(&self) -> Result<Place, RequestError>
    where
        C: HasSettings<A>,
        O: Reconcile<Api = A>,
    {
        if self.operation.key().trim().is_empty() {
            return Err(RequestError::EmptyKey);
        }
        Place::of::<O>(self.client.settings())
    }
}
