//! Changes each case in one place, so that a correct client must fail it: a case that cannot fail shows nothing.

use codegen::emit::behavior::Json;
use codegen::emit::behavior::case::{
    AnswerCase, AnswerResult, CallbackCase, DeliveryVerdict, Directive, Outcome, PagesEnd,
    PagingCase, ReconcileCase, RequestCase, Sending, Sent, Verdict,
};

use crate::cases::Cases;

/// The same cases, each wrong in one place. Which place that is goes round, so that every kind of expectation is changed; those
/// of writes that act once, on which money depends, are there once for each place that can be wrong.
pub fn mutants(cases: &Cases) -> Cases {
    Cases {
        requests: changed(&cases.requests, request),
        answers: changed(&cases.answers, answer),
        reconcile: cases.reconcile.iter().enumerate().flat_map(reconcile).collect(),
        callbacks: changed(&cases.callbacks, callback),
        paging: changed(&cases.paging, paging),
    }
}

fn changed<C: Clone>(cases: &[C], change: fn(&mut C, usize)) -> Vec<C> {
    let cases = cases.iter().enumerate().map(|(index, case)| {
        let mut case = case.clone();
        change(&mut case, index);
        case
    });
    cases.collect()
}

fn request(case: &mut RequestCase, index: usize) {
    match &mut case.sends {
        Some(_) if index % 6 == 5 => case.sends = None,
        Some(sends) => sent(sends, index),
        None => case.sends = Some(nothing()),
    }
}

fn nothing() -> Sent {
    Sent {
        method: "GET".to_owned(),
        path: "/".to_owned(),
        query: Vec::new(),
        headers: [].into(),
        body: None,
    }
}

fn sent(sends: &mut Sent, index: usize) {
    match (index % 5, &mut sends.body) {
        (0, _) => sends.method = "TRACE".to_owned(),
        (1, _) => sends.path.push_str("%20"),
        (2, _) => sends.query.push(("one-more".to_owned(), String::new())),
        (3, _) => {
            sends.headers.insert("accept".to_owned(), Some("text/plain".to_owned()));
        }
        (_, body @ None) => *body = Some(Json::text("a body")),
        (_, Some(body)) => *body = body.clone().with("/one-more", Json::literal("1.0")),
    }
}

fn answer(case: &mut AnswerCase, index: usize) {
    let expect = &mut case.expect;
    match index % 3 {
        0 => {
            expect.result = match expect.result {
                AnswerResult::Success | AnswerResult::Existing => AnswerResult::Failure,
                AnswerResult::Failure => AnswerResult::Success,
            };
        }
        1 => {
            expect.outcome = match expect.outcome {
                Outcome::Unknown => Outcome::NotDone,
                Outcome::Done | Outcome::NotDone | Outcome::AlreadyDone => Outcome::Unknown,
            };
        }
        _ => expect.directive = other_directive(expect.directive),
    }
}

/// A change of one place of a case; false where the case does not have the place.
type Change = fn(&mut ReconcileCase, usize) -> bool;

/// The places of a case of a write, and how each is changed.
const CHANGES: [(&str, Change); 10] = [
    ("what is sent first", |case, _| {
        let Some(first) = case.script.first_mut() else { return false };
        first.client = match first.client {
            Sending::Write => Sending::Lookup,
            Sending::Lookup => Sending::Write,
        };
        true
    }),
    ("the write", |case, index| {
        sent(&mut case.write, index);
        case.script.iter().any(|exchange| exchange.client == Sending::Write)
    }),
    ("the lookup", |case, index| {
        sent(&mut case.lookup, index);
        case.lookups_go_on || case.script.iter().any(|exchange| exchange.client == Sending::Lookup)
    }),
    ("the end of the script", |case, _| case.script.pop().is_some() && !case.lookups_go_on),
    ("what follows the script", |case, _| std::mem::take(&mut case.lookups_go_on)),
    ("the id that is shown", |case, _| case.expect.shows.take().is_some()),
    ("what differs", |case, _| case.expect.differs.pop().is_some()),
    ("whose it is", |case, _| {
        let perhaps_ours = case.expect.perhaps_ours.as_mut();
        perhaps_ours.map(|perhaps_ours| *perhaps_ours = !*perhaps_ours).is_some()
    }),
    ("the directive", |case, _| {
        let directive = case.expect.directive.as_mut();
        directive.map(|directive| *directive = other_directive(*directive)).is_some()
    }),
    ("the verdict", |case, _| {
        case.expect.verdict = match case.expect.verdict {
            Verdict::Done => Verdict::AlreadyDone,
            Verdict::Unknown => Verdict::NotDone,
            _ => Verdict::Done,
        };
        true
    }),
];

fn reconcile((index, case): (usize, &ReconcileCase)) -> impl Iterator<Item = ReconcileCase> {
    CHANGES.into_iter().filter_map(move |(place, change)| {
        let mut case = case.clone();
        let name = format!("{}, with another value of {place}", case.name);
        change(&mut case, index).then_some(ReconcileCase { name, ..case })
    })
}

fn other_directive(directive: Directive) -> Directive {
    match directive {
        Directive::Reconcile => Directive::Repeat,
        _ => Directive::Reconcile,
    }
}

fn callback(case: &mut CallbackCase, index: usize) {
    let Some(last) = case.deliveries.last_mut() else { return };
    match (index % 2, last.expect) {
        (0, DeliveryVerdict::Newest) => last.body.push(' '),
        (_, DeliveryVerdict::Refused) => last.expect = DeliveryVerdict::Newest,
        _ => last.expect = DeliveryVerdict::Refused,
    }
}

fn paging(case: &mut PagingCase, index: usize) {
    let count = case.script.len();
    match (index % 4, case.script.last_mut()) {
        (0, _) => case.expect.items.push("one-more".to_owned()),
        (1, Some(last)) => sent(&mut last.sends, index / 4),
        (2, _) if count > 1 => {
            case.script.pop();
        }
        _ => {
            case.expect.end = match case.expect.end {
                PagesEnd::Complete => PagesEnd::Loop,
                PagesEnd::Loop | PagesEnd::BrokenLink | PagesEnd::Failed => PagesEnd::Complete,
            };
        }
    }
}
