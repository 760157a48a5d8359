//! Callbacks: when one is due, what it says, how it is signed, and when it is sent again.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use sha1::{Digest, Sha1};

use crate::clock::Moment;
use crate::json::Object;
use crate::ledger::{Event, Ledger};
use crate::view::View;
use crate::world::{State, Task, World};

/// The callback's name in the description.
const CALLBACK: &str = "payout-invoice";
/// How often a callback is sent at most.
const ATTEMPTS: u32 = 100;
/// By how much each pause is longer than the one before, in milliseconds.
const PAUSE: u64 = 60_000;
/// How long a callback is held back when callbacks are reordered and no other comes.
const HELD: u64 = 60_000;

/// A callback to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Delivery {
    pub(crate) invoice: usize,
    pub(crate) id: String,
    pub(crate) status: String,
    pub(crate) url: String,
    pub(crate) body: Bytes,
    pub(crate) signature: String,
    pub(crate) test_mode: bool,
    /// From 1.
    pub(crate) attempt: u32,
    pub(crate) at: Moment,
    /// Whether it is sent again where it fails; the second of two copies is not.
    pub(crate) is_copy: bool,
}

/// A callback that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The id of the payout.
    pub payout: String,
    /// The status that it told.
    pub status: String,
    /// Where it went.
    pub url: String,
    /// Its body.
    pub body: String,
    /// Its signature.
    pub signature: String,
    /// How many times it was sent, this time included.
    pub attempt: u32,
    /// When, in Unix seconds of the sandbox's time.
    pub at: u64,
    /// The status of the answer, or why there was none.
    pub answer: Result<u16, String>,
}

impl Delivery {
    /// The pause until it is sent again: a minute after the first time, then one more each time.
    fn pause(&self) -> u64 {
        PAUSE * u64::from(self.attempt)
    }

    /// When it is sent again if it fails, in Unix seconds.
    pub(crate) fn next_attempt(&self) -> Option<u64> {
        let again = self.attempt < ATTEMPTS && !self.is_copy;
        again.then(|| (self.at + self.pause()) / 1000)
    }
}

/// The documented signature: a plain SHA-1 over secret, body and secret, in base64.
#[must_use]
pub fn signature(secret: &str, body: &[u8]) -> String {
    let mut hash = Sha1::new();
    hash.update(secret.as_bytes());
    hash.update(body);
    hash.update(secret.as_bytes());
    STANDARD.encode(hash.finalize())
}

/// Plans the callback about a change.
pub(crate) fn changed(ledger: &mut Ledger<Task>, invoice: usize, at: Moment) {
    if let Some(moment) = ledger.callback_moment(invoice, at) {
        ledger.plan(moment, Event::Task(Task::Callback(invoice)));
    }
}

impl World {
    /// Puts the callback about a payout as it is now into the outbox.
    pub(crate) fn send_callback(&self, state: &mut State, index: usize, at: Moment) {
        state.ledger.get_mut(index).callback_due = false;
        let invoice = state.ledger.get(index);
        let account = &self.options.accounts[invoice.account];
        let url = invoice.order.callback_url.as_ref().or(account.callback_url.as_ref());
        let settled = state.ledger.cycle.is_settled(invoice.status);
        let (Some(url), true) = (url, settled || !self.options.only_final) else { return };
        let payout = self.viewer(state).private(invoice, View::Callback);
        let body = Object::new().raw("data", payout).end();
        let fault = self.schemas.callback_fault(CALLBACK, &body);
        let secret = account.signing_key(invoice.order.test_mode);
        let delivery = Delivery {
            invoice: index,
            id: invoice.id.clone(),
            status: state.ledger.cycle.word(invoice.status).to_owned(),
            url: url.clone(),
            signature: signature(secret, body.as_bytes()),
            body: Bytes::from(body),
            test_mode: invoice.order.test_mode,
            attempt: 1,
            at,
            is_copy: false,
        };
        state.faults.extend(fault.map(|fault| format!("the callback {CALLBACK}: {fault}")));
        self.dispatch(state, delivery, settled);
    }

    fn dispatch(&self, state: &mut State, delivery: Delivery, settled: bool) {
        let (index, at) = (delivery.invoice, delivery.at);
        let mut chain = Vec::new();
        if self.options.reorder_callbacks {
            match state.held.remove(&index) {
                Some(earlier) => chain.extend([delivery, earlier]),
                None if settled => chain.push(delivery),
                None => {
                    state.held.insert(index, delivery);
                    state.ledger.plan(at + HELD, Event::Task(Task::Release(index)));
                }
            }
        } else {
            chain.push(delivery);
        }
        if self.options.duplicate_callbacks {
            let twice = |delivery: Delivery| {
                let copy = Delivery { is_copy: true, ..delivery.clone() };
                [delivery, copy]
            };
            chain = chain.into_iter().flat_map(twice).collect();
        }
        state.post(chain);
    }

    /// Notes what became of a callback, and plans to send it again where it failed.
    pub(crate) fn delivered(&self, delivery: Delivery, answer: Result<u16, String>) {
        self.with(|state, _| {
            let log = Object::new()
                .text("url", &delivery.url)
                .text("status", &delivery.status)
                .raw("attempt", delivery.attempt)
                .raw("sent", delivery.at / 1000)
                .raw_or_null("answer", answer.as_ref().ok());
            state.ledger.get_mut(delivery.invoice).callback_logs.push(log.end());
            state.sent.push(Sent {
                payout: delivery.id.clone(),
                status: delivery.status.clone(),
                url: delivery.url.clone(),
                body: String::from_utf8_lossy(&delivery.body).into_owned(),
                signature: delivery.signature.clone(),
                attempt: delivery.attempt,
                at: delivery.at / 1000,
                answer: answer.clone(),
            });
            let failed = answer != Ok(self.acknowledged_by());
            if failed && delivery.next_attempt().is_some() {
                let at = delivery.at + delivery.pause();
                let attempt = delivery.attempt + 1;
                let again = Delivery { attempt, at, ..delivery };
                state.ledger.plan(at, Event::Task(Task::Again(again)));
            }
        });
    }

    /// Notes that no callback about a payout is under way any more.
    pub(crate) fn told(&self, invoice: usize) {
        self.with(|state, _| state.telling.remove(&invoice));
    }

    /// The one status that acknowledges a callback.
    fn acknowledged_by(&self) -> u16 {
        let mut callbacks = self.model.callbacks.iter();
        callbacks.find(|callback| callback.name == CALLBACK).map_or(200, |of| of.acknowledge)
    }

    /// The header that carries the signature.
    pub(crate) fn signature_header(&self) -> &str {
        let signatures = self.model.callbacks.iter().filter_map(|of| of.signature.as_ref());
        signatures.map(|signature| signature.header.as_str()).next().unwrap_or("X-Signature")
    }
}
