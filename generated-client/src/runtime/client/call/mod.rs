//! A call that is ready to be sent, and its limits.

mod machines;
mod once;
mod send;

use std::time::Duration;

use super::pages::{Items, Pages};
use super::retry::Retry;
use crate::runtime::api::Api;
use crate::runtime::document::Document;
use crate::runtime::json::Wire;
use crate::runtime::operation::{Paged, SafeToRepeat};
use crate::runtime::reconcile::Reconcile;
use crate::runtime::request::Query;

/// A call that goes through the client `C` when it is sent.
///
/// | way | for |
/// | --- | --- |
/// | [`send`](Self::send) | any call. A write is sent once; its error says what is known of it |
/// | [`send_once`](Self::send_once) | a write that must act exactly once: after a lost answer it is looked up |
/// | [`save`](Self::save) | keeps such a write before it is sent, to [resume](super::Client::resume) it after a crash |
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

    /// How the call is tried again, in place of what the client's settings say. Only calls that are safe to repeat are tried
    /// again; for no other does this compile.
    pub fn retry(self, retry: Retry) -> Self
    where
        O: SafeToRepeat,
    {
        Self { retry: Some(retry), ..self }
    }

    /// How often a write that acts once is sent at the most, always with the same key, how many lookups may follow it, and the
    /// pauses between all of them, in place of what the client's settings say. It counts for `send_once`.
    pub fn limits(self, limits: Retry) -> Self
    where
        O: Reconcile,
    {
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
