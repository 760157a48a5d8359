//! The plain ways to send a call: once, or a read again and again until a state is reached.

use super::Call;
use crate::runtime::api::Api;
use crate::runtime::client::blocking;
use crate::runtime::client::door::Client;
use crate::runtime::client::error::ErrorOf;
use crate::runtime::client::machine::{run, run_blocking};
use crate::runtime::client::watch::{Watch, Watched};
use crate::runtime::operation::{Operation, OutputOf};

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
