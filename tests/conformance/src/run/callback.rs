//! Runs cases of callbacks.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use codegen::emit::behavior::case::{CallbackCase, Delivery, DeliveryVerdict};
use cublox_payouts::runtime::{Api, Callback, Document, ResourceType, Verified, Verifier, Wire};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::{Case, Door};
use crate::apis::Bound;
use crate::play::same;

/// What a receiver with these secrets makes of callbacks.
pub(crate) fn receive<C, D, A, M>(
    secrets: &[String],
    deliveries: &[Delivery],
) -> Result<Vec<DeliveryVerdict>, String>
where
    C: Callback<Body = Document<D, A, M>>,
    D: ResourceType + Wire,
    D::Id: Display + Clone,
    A: Api,
    M: Wire,
{
    let secrets = secrets.iter().map(|secret| ((), secret.as_str()));
    let verifier = Verifier::<C>::new(secrets).map_err(|error| error.to_string())?;
    let mut receiver = Receiver { verifier, seen: HashSet::new(), newest: HashMap::new() };
    deliveries.iter().map(|delivery| receiver.receive(delivery)).collect()
}

/// Keeps what it has seen.
struct Receiver<C: Callback> {
    verifier: Verifier<C>,
    seen: HashSet<String>,
    newest: HashMap<String, Verified<C>>,
}

impl<C, D, A, M> Receiver<C>
where
    C: Callback<Body = Document<D, A, M>>,
    D: ResourceType + Wire,
    D::Id: Display + Clone,
    A: Api,
    M: Wire,
{
    fn receive(&mut self, delivery: &Delivery) -> Result<DeliveryVerdict, String> {
        let headers = headers(delivery)?;
        let Ok(callback) = self.verifier.verify(&headers, delivery.body.as_bytes()) else {
            return Ok(DeliveryVerdict::Refused);
        };
        // A body without an order cannot be told from a repeat.
        let Some(key) = callback.dedup_key() else { return Ok(DeliveryVerdict::Refused) };
        if !self.seen.insert(key.to_string()) {
            return Ok(DeliveryVerdict::Duplicate);
        }
        let id = key.id.to_string();
        if self.newest.get(&id).is_some_and(|newest| !callback.supersedes(newest.body())) {
            return Ok(DeliveryVerdict::Outdated);
        }
        self.newest.insert(id, callback);
        Ok(DeliveryVerdict::Newest)
    }
}

fn headers(delivery: &Delivery) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    for (name, value) in &delivery.headers {
        let name: HeaderName = name.parse().map_err(|_| format!("{name} names no header"))?;
        let value = HeaderValue::from_str(value).map_err(|error| error.to_string())?;
        headers.append(name, value);
    }
    Ok(headers)
}

impl Case for CallbackCase {
    const KIND: &'static str = "callbacks";

    fn name(&self) -> &str {
        &self.name
    }

    fn run<B: Bound>(&self, _: Door) -> Result<(), String> {
        let verdicts = B::receive(&self.callback, &self.secrets, &self.deliveries)?;
        let expected: Vec<_> = self.deliveries.iter().map(|delivery| delivery.expect).collect();
        same("the verdict", &verdicts, &expected)
    }
}
