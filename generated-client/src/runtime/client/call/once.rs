//! The ways to send a write that must act exactly once, and to keep it before it is sent.
//!
//! Each says for itself what it wants of the operation, so that the compiler can say in plain words why a read has none of them.

use super::Call;
use crate::runtime::api::Api;
use crate::runtime::client::blocking;
use crate::runtime::client::door::Client;
use crate::runtime::client::machine::{run, run_blocking};
use crate::runtime::client::once::Once;
use crate::runtime::client::once_error::OnceError;
use crate::runtime::client::resumed::Resumed;
use crate::runtime::client::saved::Saved;
use crate::runtime::operation::Operation;
use crate::runtime::reconcile::Reconcile;
use crate::runtime::request::RequestError;

impl<A: Api, O: Operation<Api = A>> Call<Client<A>, O> {
    /// The write in a form that outlives the process, with the place where this client sends it to. Keep it **before** the
    /// write is sent; then nothing that happens afterwards can lose it. [`resume`](Client::resume) goes on with it.
    ///
    /// # Errors
    /// Where such a write cannot be sent: its key is empty, or the settings lack a base URL or credentials.
    pub fn save(&self) -> Result<Saved, RequestError>
    where
        O: Reconcile,
    {
        Ok(Saved::of(&self.operation, self.place()?))
    }

    /// Says that the write may have been sent before: then it is looked up before it is sent.
    ///
    /// This is for a program that makes the same call again out of its own books. Nothing but the program tells then that the
    /// client sends to the same server, as the same account; what was [saved](Self::save) does.
    ///
    /// # Errors
    /// Where such a write cannot be sent, as for [`Call::save`]. Nothing is sent then.
    pub fn perhaps_sent(self) -> Result<Resumed<Client<A>, O>, RequestError>
    where
        O: Reconcile,
    {
        let place = self.place()?;
        Ok(Resumed::new(self, place))
    }

    /// Sends the write so that it acts exactly once, whatever the network does.
    ///
    /// After an answer that does not tell what became of it, the write is looked up by its key, and sent again with the same
    /// key only where the lookup finds nothing. A lookup may come before a write that is still on its way; then the server
    /// refuses the second because its key is taken, and the first is what was asked for.
    ///
    /// The limits are those of [`Retry`](crate::runtime::Retry) and the deadline; where they are reached, the outcome is
    /// [uncertain](Once::Uncertain). A program that ends in the middle knows less than that: [save](Self::save) the write before.
    ///
    /// A write that the server **refuses after an attempt whose answer was lost** is uncertain, too, and no error: the first attempt
    /// may be on its way still, and be accepted. Resume it, and it is looked up again; [`Uncertain`](crate::runtime::Uncertain) says
    /// when to stop, and how. Send nothing in its place before that.
    ///
    /// # Errors
    /// Where it was certainly not done, where its key belongs to something else, or where it was done and cannot be read.
    pub async fn send_once(self) -> Result<Once<O>, OnceError<O>>
    where
        O: Reconcile,
    {
        let (client, machine) = self.first()?;
        run(&*client.transport, machine).await
    }
}

impl<A: Api, O: Operation<Api = A>> Call<blocking::Client<A>, O> {
    /// The write in a form that outlives the process, with the place where this client sends it to. Keep it **before** the
    /// write is sent; then nothing that happens afterwards can lose it. [`resume`](blocking::Client::resume) goes on with it.
    ///
    /// # Errors
    /// Where such a write cannot be sent: its key is empty, or the settings lack a base URL or credentials.
    pub fn save(&self) -> Result<Saved, RequestError>
    where
        O: Reconcile,
    {
        Ok(Saved::of(&self.operation, self.place()?))
    }

    /// Says that the write may have been sent before: then it is looked up before it is sent.
    ///
    /// This is for a program that makes the same call again out of its own books. Nothing but the program tells then that the
    /// client sends to the same server, as the same account; what was [saved](Self::save) does.
    ///
    /// # Errors
    /// Where such a write cannot be sent, as for [`Call::save`]. Nothing is sent then.
    pub fn perhaps_sent(self) -> Result<Resumed<blocking::Client<A>, O>, RequestError>
    where
        O: Reconcile,
    {
        let place = self.place()?;
        Ok(Resumed::new(self, place))
    }

    /// Sends the write so that it acts exactly once, whatever the network does.
    ///
    /// After an answer that does not tell what became of it, the write is looked up by its key, and sent again with the same
    /// key only where the lookup finds nothing. A lookup may come before a write that is still on its way; then the server
    /// refuses the second because its key is taken, and the first is what was asked for.
    ///
    /// The limits are those of [`Retry`](crate::runtime::Retry) and the deadline; where they are reached, the outcome is
    /// [uncertain](Once::Uncertain). A program that ends in the middle knows less than that: [save](Self::save) the write before.
    ///
    /// A write that the server **refuses after an attempt whose answer was lost** is uncertain, too, and no error: the first attempt
    /// may be on its way still, and be accepted. Resume it, and it is looked up again; [`Uncertain`](crate::runtime::Uncertain) says
    /// when to stop, and how. Send nothing in its place before that.
    ///
    /// # Errors
    /// Where it was certainly not done, where its key belongs to something else, or where it was done and cannot be read.
    pub fn send_once(self) -> Result<Once<O>, OnceError<O>>
    where
        O: Reconcile,
    {
        let (client, machine) = self.first()?;
        run_blocking(&*client.transport, machine)
    }
}
