//! Writes that act once, against every sequence of faults: what the client claims must agree with the platform's books, now and
//! when every late request has arrived.

use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cublox_payouts::operations::payout_invoices::{Process, process};
use cublox_payouts::runtime::{
    Bounds, Cause, Once, OnceError, Reconcile, Request, Response, Sent, Transport, TransportError,
    Tries,
};
use cublox_payouts::{Api, blocking};
use network_tests::books::{self, Answer, Books};
use network_tests::clients::quick;
use network_tests::turn::{Platform, Reply, Turn};

use crate::choices::Choices;
use crate::fates::{Fate, Fates};
use crate::scenario::{ERROR, REFERENCE_ID, a_create};

/// How many requests may go wrong in one run.
const FAULTS: usize = 4;

/// After so many requests the platform answers all with 401, so that every run ends without looking at a clock.
const CLOSING_TIME: usize = 14;

/// A transport without sockets: chooses the fate of every request.
#[derive(Clone)]
struct FakeTransport(Arc<Mutex<World>>);

struct World {
    fates: Arc<Fates>,
    platform: Platform,
    choices: Choices,
    requests: usize,
    writes: Vec<books::Request>,
    lookups: u32,
    said_done: bool,
    log: Vec<Entry>,
}

/// What a run remembers, to be shown where it fails.
enum Entry {
    Request(books::Request, Fate),
    LateRequestsArrive,
}

impl fmt::Debug for Entry {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(request, fate) => {
                write!(formatter, "{} {}: {fate:?}", request.method, request.target)
            }
            Self::LateRequestsArrive => formatter.write_str("late requests arrive"),
        }
    }
}

impl World {
    fn answer(&mut self, request: books::Request) -> Result<Answer, TransportError> {
        let was_late = self.platform.has_late_requests();
        if was_late && self.choices.choose(2) == 1 {
            self.log.push(Entry::LateRequestsArrive);
            self.platform.carry_out_late_requests();
        }
        let fate = self.fate(&request);
        self.log.push(Entry::Request(request.clone(), fate.clone()));
        self.requests += 1;
        if request.is_write() {
            self.writes.push(request.clone());
        } else {
            self.lookups += 1;
        }
        let turn = match fate {
            Fate::Unsent => return Err(TransportError::new(Sent::No, Cause::Connect)),
            Fate::Turn(turn) => turn,
        };
        match self.platform.play(&request, turn) {
            (Some(answer), Reply::Own) | (_, Reply::Instead(answer)) => {
                self.said_done |= request.is_write()
                    && matches!(answer.status, 200 | 201)
                    && answer.body != ERROR;
                Ok(answer)
            }
            _ => Err(TransportError::new(Sent::Perhaps, Cause::Interrupted)),
        }
    }

    fn fate(&mut self, request: &books::Request) -> Fate {
        if self.requests >= CLOSING_TIME {
            return Fate::Turn(Turn::answer(books::unauthorized()));
        }
        if self.requests >= FAULTS {
            return Fate::Turn(Turn::honest());
        }
        let fates = self.fates.of(request);
        fates[self.choices.choose(fates.len())].clone()
    }
}

impl Transport for FakeTransport {
    fn send(&self, request: Request, _: &Bounds) -> Result<Response, TransportError> {
        let request = books::Request {
            method: request.method().to_string(),
            target: request.uri().path_and_query().unwrap().to_string(),
            body: request.body().as_str().to_owned(),
        };
        let answer = self.0.lock().unwrap().answer(request)?;
        Ok(http::Response::builder().status(answer.status).body(answer.body.into_bytes()).unwrap())
    }

    fn sleep(&self, _: Duration) {}
}

/// What a run came to.
#[derive(Debug)]
struct Verdict {
    claim: Claim,
    tries: Option<Tries>,
}

/// What the client claims.
#[derive(Debug, PartialEq)]
enum Claim {
    Done,
    NotDone,
    Uncertain,
}

fn verdict<O: Reconcile<Api = Api>>(result: Result<Once<O>, OnceError<O>>) -> Verdict {
    match result {
        Ok(Once::Done(made)) => Verdict { claim: Claim::Done, tries: Some(made.tries) },
        Ok(Once::Uncertain(uncertain)) => {
            Verdict { claim: Claim::Uncertain, tries: Some(uncertain.tries()) }
        }
        Err(OnceError::Unreadable(_)) => Verdict { claim: Claim::Done, tries: None },
        Err(OnceError::NotDone(_)) => Verdict { claim: Claim::NotDone, tries: None },
        Err(error) => panic!("no other claim can be right here: {error}"),
    }
}

/// Runs a write against every sequence of fates. `done` tells from the books whether it was carried out.
fn every_sequence<O: Reconcile<Api = Api>>(
    operation: &O,
    books: &Books,
    resumed: bool,
    fates: Fates,
    done: fn(&Books) -> bool,
) {
    let fates = Arc::new(fates);
    let mut choices = Choices::default();
    let mut claims = [0_u32; 3];
    loop {
        let world = Arc::new(Mutex::new(World {
            platform: Platform::with(books.clone()),
            choices,
            fates: Arc::clone(&fates),
            requests: 0,
            writes: Vec::new(),
            lookups: 0,
            said_done: false,
            log: Vec::new(),
        }));
        let transport = FakeTransport(Arc::clone(&world));
        let call = blocking::Client::with_transport(quick("http://localhost").unwrap(), transport)
            .call(operation.clone());
        let verdict = verdict(if resumed {
            call.perhaps_sent().unwrap().send_once()
        } else {
            call.send_once()
        });
        let Ok(world) = Arc::try_unwrap(world) else { panic!("the client is gone") };
        let mut world = world.into_inner().unwrap();
        judge(&verdict, &mut world, done);
        claims[verdict.claim as usize] += 1;
        choices = world.choices;
        if !choices.advance() {
            break;
        }
    }
    assert!(
        claims.iter().all(|count| *count > 0) || resumed,
        "some claim was never made: {claims:?}"
    );
}

fn judge(verdict: &Verdict, world: &mut World, done: fn(&Books) -> bool) {
    let log = std::mem::take(&mut world.log);
    let now = done(&world.platform.books);
    world.platform.carry_out_late_requests();
    let later = done(&world.platform.books);
    match verdict.claim {
        Claim::Done => assert!(now, "{verdict:?}, but it is not in the books: {log:#?}"),
        Claim::NotDone => assert!(!later, "{verdict:?}, but it is in the books: {log:#?}"),
        Claim::Uncertain => {
            assert!(!world.said_done, "uncertain of what the server said was done: {log:#?}")
        }
    }
    let payouts = world.platform.books.of(REFERENCE_ID).len();
    assert!(payouts <= 1, "{payouts} payouts: {log:#?}");
    let [first, rest @ ..] = world.writes.as_slice() else { return };
    assert!(rest.iter().all(|write| write == first), "a repeat differs: {log:#?}");
    if let Some(tries) = verdict.tries {
        let counted = (u32::try_from(world.writes.len()).unwrap(), world.lookups);
        assert_eq!((tries.writes, tries.lookups), counted, "{log:#?}");
    }
    assert!(world.writes.len() <= 3, "more writes than the limit: {log:#?}");
}

fn is_created(books: &Books) -> bool {
    !books.of(REFERENCE_ID).is_empty()
}

#[test]
fn a_create_does_what_it_claims() {
    every_sequence(
        &a_create(),
        &Books::default(),
        false,
        Fates::with_lookups_up_to_date(),
        is_created,
    );
}

#[test]
fn a_resumed_create_does_what_it_claims() {
    every_sequence(
        &a_create(),
        &Books::default(),
        true,
        Fates::with_lookups_up_to_date(),
        is_created,
    );
}

fn a_process(books: &mut Books) -> Process {
    process(books.enter(REFERENCE_ID, "10").id.clone())
}

fn is_processing(books: &Books) -> bool {
    books.of(REFERENCE_ID).iter().any(|payout| payout.status == "processing")
}

#[test]
fn a_process_does_what_it_claims() {
    let mut books = Books::default();
    every_sequence(
        &a_process(&mut books),
        &books,
        false,
        Fates::with_lookups_up_to_date(),
        is_processing,
    );
}

#[test]
fn a_resumed_process_does_what_it_claims() {
    let mut books = Books::default();
    every_sequence(
        &a_process(&mut books),
        &books,
        true,
        Fates::with_lookups_up_to_date(),
        is_processing,
    );
}

#[test]
fn stale_lookups_do_a_create_no_harm() {
    every_sequence(&a_create(), &Books::default(), false, Fates::with_stale_lookups(), is_created);
}

#[test]
fn stale_lookups_do_a_process_no_harm() {
    let mut books = Books::default();
    every_sequence(
        &a_process(&mut books),
        &books,
        false,
        Fates::with_stale_lookups(),
        is_processing,
    );
}
