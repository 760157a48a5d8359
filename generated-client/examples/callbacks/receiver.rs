//! The web server's part: takes callbacks, tells of each new state of a payout once, and answers exactly 200 then.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use cublox_payouts::callback_mode::{Mode, PayoutInvoiceVerifier};
use cublox_payouts::callbacks::PayoutInvoice;
use cublox_payouts::models::PayoutInvoiceId;
use cublox_payouts::runtime::{CallbackError, Verified};

/// Where callbacks go: the `callback_url` of a payout ends so.
pub(crate) const PATH: &str = "/callbacks/payouts";

/// A genuine callback about a payout.
type Callback = Verified<PayoutInvoice, Mode>;

/// What a callback tells beside what is known.
#[derive(Debug)]
pub(crate) enum News<'a> {
    /// A later state, or the first.
    State(&'a Callback),
    /// Another state, and which is the later cannot be told, as when both are of the same second: ask the API.
    Unclear(&'a PayoutInvoiceId),
}

/// Takes callbacks and remembers the latest of each payout, in memory, where a real one has a database.
struct Receiver<F> {
    verifier: PayoutInvoiceVerifier,
    latest: Mutex<HashMap<PayoutInvoiceId, Callback>>,
    tell: F,
}

/// A router that takes callbacks at [`PATH`] and hands what is new to `tell`. The platform has its answer once `tell` returns.
pub(crate) fn router(
    verifier: PayoutInvoiceVerifier,
    tell: impl Fn(News<'_>) + Send + Sync + 'static,
) -> Router {
    let limit = DefaultBodyLimit::max(verifier.body_limit());
    let receiver = Receiver { verifier, latest: Mutex::default(), tell };
    Router::new().route(PATH, post(receive)).layer(limit).with_state(Arc::new(receiver))
}

/// The body must come as raw bytes: an extractor that reads JSON would leave nothing to verify.
async fn receive<F: Fn(News<'_>)>(
    State(receiver): State<Arc<Receiver<F>>>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    match receiver.verifier.verify(&headers, &body) {
        Ok(callback) => {
            receiver.take(callback);
            StatusCode::OK
        }
        Err(CallbackError::Signature(_) | CallbackError::WrongRealm) => StatusCode::UNAUTHORIZED,
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

impl<F: Fn(News<'_>)> Receiver<F> {
    /// Callbacks come twice and out of order.
    fn take(&self, callback: Callback) {
        let id = callback.body().data.id.clone();
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        match latest.get(&id) {
            Some(known) if known.body() == callback.body() || known.supersedes(callback.body()) => {
            }
            Some(known) if !callback.supersedes(known.body()) => (self.tell)(News::Unclear(&id)),
            _ => {
                (self.tell)(News::State(&callback));
                latest.insert(id, callback);
            }
        }
    }
}
