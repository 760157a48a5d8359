//! A call that is ready to be sent, and the ways to send it.

use std::sync::Arc;
use std::time::Duration;

use super::super::api::Api;
use super::super::document::Document;
use super::super::json::Wire;
use super::super::operation::{Operation, OutputOf, Paged, SafeToRepeat};
use super::super::reconcile::Reconcile;
use super::super::request::{Query, RequestError};
use super::blocking;
use super::door::Client;
use super::error::{CallError, ErrorOf, Fault};
use super::machine::{Deadline, run, run_blocking};
use super::once::{Once, OnceError};
use super::once_machine::OnceMachine;
use super::pages::{Items, Pages};
use super::resumed::Resumed;
use super::retry::Retry;
use super::saved::{Place, Saved};
use super::send::Send;
use super::settings::Settings;
use super::watch::{Watch, WatchMachine, Watched};

/// A call that goes through the client `C` when it is sent.
///
/// | way | for |
/// | --- | --- |
/// | [`send`](Self::send) | any call. A write is sent once; its error says what is known of it |
/// | [`send_once`](Self::send_once) | a write that must act exactly once: after a lost answer it is looked up |
/// | [`save`](Self::save) | keeps such a write before it is sent, to [resume](Client::resume) it after a crash |
/// | [`wait_until`](Self::wait_until) | a read that is repeated until a state is reached |
/// | [`pages`](Self::pages), [`items`](Self::items) | a list |
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call<C, O> {
    client: C,
    operation: O,
    deadline: Option<Duration>,
    retry: Option<Retry>,
}

impl<C, O> Call<C, O> {
    pub(super) fn new(client: C, operation: O) -> Self {
        Self { client, operation, deadline: None, retry: None }
    }

    /// The operation that is called.
    pub fn operation(&self) -> &O {
        &self.operation
    }

    /// How long the call may take with all its attempts, pauses, lookups and the reading of bodies, in place of what the
    /// client's settings say.
    pub fn deadline(self, deadline: Duration) -> Self {
        Self { deadline: Some(deadline), ..self }
    }
}

impl<C, O> Call<C, O> {
    /// How the call is tried again, in place of what the client's settings say. Only calls that are safe to repeat are tried
    /// again; for no other does this compile.
    pub fn retry(self, retry: Retry) -> Self
    where
        O: SafeToRepeat,
    {
        Self { retry: Some(retry), ..self }
    }
}

/// The limits on a write that acts once.
impl<C, O: Reconcile> Call<C, O> {
    /// How often the write is sent at the most, always with the same key, how many lookups may follow it, and the pauses
    /// between all of them, in place of what the client's settings say. It counts for `send_once`.
    pub fn limits(self, limits: Retry) -> Self {
        Self { retry: Some(limits), ..self }
    }
}

impl<C, O: Paged> Call<C, O> {
    /// Begins at a page that an earlier reading came to: see [`Pages::position`].
    pub fn continued(self, position: &str) -> Self {
        let operation = self.operation.continued(Query::parse(position));
        Self { operation, ..self }
    }
}

/// What every client has.
pub(super) trait Parts<A: Api> {
    fn settings(&self) -> &Arc<Settings<A>>;
}

impl<A: Api> Parts<A> for Client<A> {
    fn settings(&self) -> &Arc<Settings<A>> {
        &self.settings
    }
}

impl<A: Api> Parts<A> for blocking::Client<A> {
    fn settings(&self) -> &Arc<Settings<A>> {
        &self.settings
    }
}

/// The machines that the two kinds of clients run.
impl<C, O> Call<C, O> {
    fn time<A: Api>(&self) -> Deadline
    where
        C: Parts<A>,
    {
        Deadline::after(self.deadline.unwrap_or(self.client.settings().deadline))
    }

    fn policy<A: Api>(&self) -> Retry
    where
        C: Parts<A>,
    {
        self.retry.unwrap_or(self.client.settings().retry)
    }

    fn sending<A: Api>(self) -> (C, Send<O>)
    where
        C: Parts<A>,
        O: Operation<Api = A>,
    {
        let (deadline, retry, settings) =
            (self.time(), self.policy(), Arc::clone(self.client.settings()));
        (self.client, Send::new(self.operation, settings, deadline, retry))
    }

    fn place<A: Api>(&self) -> Result<Place, RequestError>
    where
        C: Parts<A>,
        O: Reconcile<Api = A>,
    {
        if self.operation.key().trim().is_empty() {
            return Err(RequestError::EmptyKey);
        }
        Place::of::<O>(self.client.settings())
    }

    pub(super) fn once<A: Api>(self, place: Place, sent_before: bool) -> (C, OnceMachine<O>)
    where
        C: Parts<A>,
        O: Reconcile<Api = A>,
    {
        let (deadline, retry, settings) =
            (self.time(), self.policy(), Arc::clone(self.client.settings()));
        let machine =
            OnceMachine::new(self.operation, place, sent_before, settings, deadline, retry);
        (self.client, machine)
    }

    /// For a write that is sent for the first time.
    fn first<A: Api>(self) -> Result<(C, OnceMachine<O>), OnceError<O>>
    where
        C: Parts<A>,
        O: Reconcile<Api = A>,
    {
        match self.place() {
            Ok(place) => Ok(self.once(place, false)),
            Err(error) => Err(OnceError::NotDone(CallError::of::<O>(Fault::Request(error), 0))),
        }
    }

    fn watching<A: Api, F>(self, fact: F) -> (C, WatchMachine<O, F>)
    where
        C: Parts<A>,
        O: Watch<Api = A>,
        F: Fn(&O::State) -> Option<bool>,
    {
        let (deadline, retry, settings) =
            (self.time(), self.policy(), Arc::clone(self.client.settings()));
        (self.client, WatchMachine::new(self.operation, settings, deadline, retry, fact))
    }
}

impl<A: Api, O: Operation<Api = A>> Call<Client<A>, O> {
    /// Sends the call and waits for its answer. A call that is not safe to repeat is sent once at the most.
    ///
    /// A future that is dropped before it is done leaves open what became of the call.
    ///
    /// # Errors
    /// Everything but a readable success. The error says what became of the call.
    pub async fn send(self) -> Result<OutputOf<O>, ErrorOf<O>> {
        let (client, machine) = self.sending();
        run(&*client.transport, machine).await
    }
}

impl<A: Api, O: Operation<Api = A>> Call<blocking::Client<A>, O> {
    /// Sends the call and waits for its answer. A call that is not safe to repeat is sent once at the most.
    ///
    /// # Errors
    /// Everything but a readable success. The error says what became of the call.
    pub fn send(self) -> Result<OutputOf<O>, ErrorOf<O>> {
        let (client, machine) = self.sending();
        run_blocking(&*client.transport, machine)
    }
}

impl<A: Api, O: Reconcile<Api = A>> Call<Client<A>, O> {
    /// The write in a form that outlives the process, with the place where this client sends it to. Keep it **before** the
    /// write is sent; then nothing that happens afterwards can lose it. [`resume`](Client::resume) goes on with it.
    ///
    /// # Errors
    /// Where such a write cannot be sent: its key is empty, or the settings lack a base URL or credentials.
    pub fn save(&self) -> Result<Saved, RequestError> {
        Ok(Saved::of(&self.operation, self.place()?))
    }

    /// Says that the write may have been sent before: then it is looked up before it is sent.
    ///
    /// This is for a program that makes the same call again out of its own books. Nothing but the program tells then that the
    /// client sends to the same server, as the same account; what was [saved](Self::save) does.
    ///
    /// # Errors
    /// Where such a write cannot be sent, as for [`Call::save`]. Nothing is sent then.
    pub fn perhaps_sent(self) -> Result<Resumed<Client<A>, O>, RequestError> {
        let place = self.place()?;
        Ok(Resumed::new(self, place))
    }

    /// Sends the write so that it acts exactly once, whatever the network does.
    ///
    /// After an answer that does not tell what became of it, the write is looked up by its key, and sent again with the same
    /// key only where the lookup finds nothing. A lookup may come before a write that is still on its way; then the server
    /// refuses the second because its key is taken, and the first is what was asked for.
    ///
    /// The limits are those of [`Retry`] and the deadline; where they are reached, the outcome is
    /// [uncertain](Once::Uncertain). A program that ends in the middle knows less than that: [save](Self::save) the write before.
    ///
    /// # Errors
    /// Where it was certainly not done, where its key belongs to something else, or where it was done and cannot be read.
    pub async fn send_once(self) -> Result<Once<O>, OnceError<O>> {
        let (client, machine) = self.first()?;
        run(&*client.transport, machine).await
    }
}

impl<A: Api, O: Reconcile<Api = A>> Call<blocking::Client<A>, O> {
    /// The write in a form that outlives the process, with the place where this client sends it to. Keep it **before** the
    /// write is sent; then nothing that happens afterwards can lose it. [`resume`](blocking::Client::resume) goes on with it.
    ///
    /// # Errors
    /// Where such a write cannot be sent: its key is empty, or the settings lack a base URL or credentials.
    pub fn save(&self) -> Result<Saved, RequestError> {
        Ok(Saved::of(&self.operation, self.place()?))
    }

    /// Says that the write may have been sent before: then it is looked up before it is sent.
    ///
    /// This is for a program that makes the same call again out of its own books. Nothing but the program tells then that the
    /// client sends to the same server, as the same account; what was [saved](Self::save) does.
    ///
    /// # Errors
    /// Where such a write cannot be sent, as for [`Call::save`]. Nothing is sent then.
    pub fn perhaps_sent(self) -> Result<Resumed<blocking::Client<A>, O>, RequestError> {
        let place = self.place()?;
        Ok(Resumed::new(self, place))
    }

    /// Sends the write so that it acts exactly once, whatever the network does.
    ///
    /// After an answer that does not tell what became of it, the write is looked up by its key, and sent again with the same
    /// key only where the lookup finds nothing. A lookup may come before a write that is still on its way; then the server
    /// refuses the second because its key is taken, and the first is what was asked for.
    ///
    /// The limits are those of [`Retry`] and the deadline; where they are reached, the outcome is
    /// [uncertain](Once::Uncertain). A program that ends in the middle knows less than that: [save](Self::save) the write before.
    ///
    /// # Errors
    /// Where it was certainly not done, where its key belongs to something else, or where it was done and cannot be read.
    pub fn send_once(self) -> Result<Once<O>, OnceError<O>> {
        let (client, machine) = self.first()?;
        run_blocking(&*client.transport, machine)
    }
}

impl<A: Api, O: Watch<Api = A>> Call<Client<A>, O> {
    /// Reads until a fact holds of the state, or until the deadline: `.wait_until(Stage::is_final)`, or a closure. `None`
    /// stands for "not known" and never ends the waiting: so does a state that the description does not know.
    ///
    /// # Errors
    /// Where a read fails for good.
    pub async fn wait_until(
        self,
        fact: impl Fn(&O::State) -> Option<bool>,
    ) -> Result<Watched<OutputOf<O>>, ErrorOf<O>> {
        let (client, machine) = self.watching(fact);
        run(&*client.transport, machine).await
    }
}

impl<A: Api, O: Watch<Api = A>> Call<blocking::Client<A>, O> {
    /// Reads until a fact holds of the state, or until the deadline: `.wait_until(Stage::is_final)`, or a closure. `None`
    /// stands for "not known" and never ends the waiting: so does a state that the description does not know.
    ///
    /// # Errors
    /// Where a read fails for good.
    pub fn wait_until(
        self,
        fact: impl Fn(&O::State) -> Option<bool>,
    ) -> Result<Watched<OutputOf<O>>, ErrorOf<O>> {
        let (client, machine) = self.watching(fact);
        run_blocking(&*client.transport, machine)
    }
}

impl<C: Clone, A: Api, O, R, M> Call<C, O>
where
    O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat,
    R: Wire,
    M: Wire,
{
    /// The pages of the list, one after the other, each fetched when it is asked for: a `Stream` with an asynchronous client,
    /// an `Iterator` with a blocking one. Each page has the call's deadline for itself.
    pub fn pages(self) -> Pages<C, O> {
        Pages::new(self)
    }

    /// The items of the list, page after page.
    pub fn items(self) -> Items<C, O, R> {
        Items::new(self.pages())
    }
}

impl<C: Clone, O: Clone> Call<C, O> {
    /// The same call of another operation.
    pub(super) fn with(&self, operation: O) -> Self {
        Self { operation, ..self.clone() }
    }
}
