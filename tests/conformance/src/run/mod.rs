//! Runs cases and compares: one module for each kind.

mod answer;
mod callback;
mod paging;
mod reconcile;
mod request;

pub(crate) use self::callback::receive;

use codegen::emit::behavior::case::{
    AnswerCase, CallbackCase, Directive, Outcome, PagingCase, ReconcileCase, RequestCase,
};
use cublox_payouts::runtime;

use crate::apis::Bound;
use crate::cases::Cases;

/// Which of the two clients is run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// The asynchronous one.
    Async,
    /// The blocking one.
    Blocking,
}

impl Door {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Async, Self::Blocking];
}

/// What came of the cases: for each its kind, its name, and what is wrong where something is.
pub type Verdicts = Vec<(&'static str, String, Result<(), String>)>;

/// A case of any kind.
pub(crate) trait Case: Clone {
    /// The kind, as a table shows it.
    const KIND: &'static str;

    /// What it shows.
    fn name(&self) -> &str;

    /// Runs it; what is wrong where something is.
    fn run<B: Bound>(&self, door: Door) -> Result<(), String>;
}

/// Runs all cases on a client.
pub fn run<B: Bound>(cases: &Cases, door: Door) -> Verdicts {
    let mut verdicts = Vec::new();
    all::<B, RequestCase>(&cases.requests, door, &mut verdicts);
    all::<B, AnswerCase>(&cases.answers, door, &mut verdicts);
    all::<B, ReconcileCase>(&cases.reconcile, door, &mut verdicts);
    all::<B, CallbackCase>(&cases.callbacks, door, &mut verdicts);
    all::<B, PagingCase>(&cases.paging, door, &mut verdicts);
    verdicts
}

fn all<B: Bound, C: Case>(cases: &[C], door: Door, verdicts: &mut Verdicts) {
    let run = cases.iter().map(|case| (C::KIND, case.name().to_owned(), case.run::<B>(door)));
    verdicts.extend(run);
}

/// An outcome as the cases name it.
fn outcome(outcome: runtime::Outcome) -> Outcome {
    match outcome {
        runtime::Outcome::Done => Outcome::Done,
        runtime::Outcome::NotDone => Outcome::NotDone,
        runtime::Outcome::AlreadyDone => Outcome::AlreadyDone,
        runtime::Outcome::Unknown => Outcome::Unknown,
    }
}

/// A directive as the cases name it; one that they do not know stands for nothing that they ask for.
fn directive(directive: runtime::Directive) -> Option<Directive> {
    Some(match directive {
        runtime::Directive::Proceed => Directive::Proceed,
        runtime::Directive::CorrectRequest => Directive::CorrectRequest,
        runtime::Directive::CorrectCredentials => Directive::CorrectCredentials,
        runtime::Directive::UseExisting => Directive::UseExisting,
        runtime::Directive::Reconcile => Directive::Reconcile,
        runtime::Directive::Repeat => Directive::Repeat,
        _ => return None,
    })
}
