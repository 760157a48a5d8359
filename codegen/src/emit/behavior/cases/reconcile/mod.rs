//! Cases of writes that act once: everything that may happen between a write and the knowledge of what became of it.

mod acting;
mod differing;
mod flying;
mod kind;
mod lookups;
mod making;
mod other_keys;
mod scene;
mod server;

use self::kind::Kind;
use self::scene::Scene;
use self::server::{answered, lookup, write};
use super::super::case::{
    Directive, Exchange, Happening, ReconcileCase, Sending, Settlement, Verdict,
};
use super::super::json::Json;
use super::super::{describe, example};
use super::requests;
use crate::model::{self, Model, Operation};

/// The cases of all writes whose outcome can be looked up. What may happen to a write does not depend on its names: of the writes
/// of one kind the first has every case, and each of the others has those that show how its own names are bound.
pub(in super::super) fn cases(model: &Model) -> impl Iterator<Item = ReconcileCase> {
    let mut kinds: Vec<Kind> = Vec::new();
    model.operations.iter().flat_map(move |operation| of_operation(model, operation, &mut kinds))
}

fn of_operation(model: &Model, operation: &Operation, kinds: &mut Vec<Kind>) -> Vec<ReconcileCase> {
    let Some(uncertain) = &operation.uncertain else { return Vec::new() };
    let scene = |key| Scene::of(model, operation, uncertain, key);
    let mut cases = Vec::new();
    if let Some(scene) = scene(None) {
        cases.extend(scene.of_names());
        let kind = scene.kind();
        if !kinds.contains(&kind) {
            cases.extend(scene.of_kind());
            kinds.push(kind);
        }
    }
    cases.extend(scene(Some(AWKWARD)).iter().map(Scene::with_awkward_key));
    cases.extend(scene(Some("")).map(|scene| scene.without_key("an empty key")));
    cases.extend(scene(Some("  ")).map(|scene| scene.without_key("a blank key")));
    cases
}

/// A key that is sent wrong where it is not encoded.
const AWKWARD: &str = "a/b c+d&e=50%";
/// The id of something else.
const OTHER: &str = "another";

impl Scene<'_> {
    /// Cases that show how the names of a call are bound: its path, its key, its lookup, where the key is shown, the members that
    /// are compared, the states in which it may be sent again.
    fn of_names(&self) -> Vec<ReconcileCase> {
        let other = self.with_another_key();
        let mut cases = vec![
            self.case("answered at once", [self.done()], Verdict::Done),
            self.case(
                "answer lost, lookup answers another key, then found",
                [write(Happening::LostAfterArrival), self.finds(&other), self.finds(&self.ours)],
                self.when_found(),
            ),
        ];
        match &self.again {
            None => cases.push(self.case(
                "lost on its way, none found, sent again",
                [write(Happening::LostBeforeArrival), self.none(), self.done()],
                Verdict::Done,
            )),
            Some(again) => cases.extend(self.of_states(again)),
        }
        cases.extend(self.of_compared_members());
        cases
    }

    /// Cases that hold for every call of this kind, whatever its names.
    fn of_kind(&self) -> Vec<ReconcileCase> {
        let mut cases = self.of_both();
        cases.extend(self.of_lost_lookups());
        cases.extend(self.of_other_lookups());
        cases.extend(self.of_lookups_that_end());
        cases.extend(self.of_attempts());
        cases.extend(self.of_resumed());
        cases.extend(self.of_other_keys());
        match &self.again {
            None => {
                cases.extend(self.of_making());
                cases.extend(self.of_taken_keys());
            }
            Some(again) => cases.extend(self.of_acting(again)),
        }
        cases.extend(self.of_differences());
        cases
    }

    /// What a lookup says of the write that finds what was asked for.
    fn when_found(&self) -> Verdict {
        if self.again.is_some() { Verdict::MovedOn } else { Verdict::Done }
    }

    /// A write that another program may have sent before it was stopped.
    fn of_resumed(&self) -> Vec<ReconcileCase> {
        let mut cases = vec![
            self.case("resumed, found", [self.finds(&self.ours)], self.when_found()),
            self.on("resumed, and no lookup answers", [self.failing_lookup()], Verdict::Unknown),
        ];
        if self.again.is_none() {
            let script = [self.none(), self.done()];
            cases.push(self.case("resumed, none found, sent", script, Verdict::Done));
            cases.extend(self.of_differing_after_resumption());
            cases.extend(self.refused_request().map(|refused| {
                let script = [self.none(), refused, self.finds(&self.ours)];
                let name = "resumed, none found yet, sent and refused, then found";
                self.case(name, script, Verdict::Done)
            }));
        }
        cases.into_iter().map(ReconcileCase::resumed).collect()
    }

    fn with_awkward_key(&self) -> ReconcileCase {
        let script = [write(Happening::LostAfterArrival), self.finds(&self.ours)];
        self.case("a key that must be encoded, answer lost, then found", script, self.when_found())
    }

    fn without_key(&self, words: &str) -> ReconcileCase {
        let mut case = self.case(&format!("{words} is not sent"), [], Verdict::NotDone);
        case.expect.directive = Some(Directive::CorrectRequest);
        case
    }

    /// What holds for every write.
    fn of_both(&self) -> Vec<ReconcileCase> {
        let mut cases = vec![
            self.case(
                "no connection, then answered",
                [write(Happening::ConnectionRefused), self.done()],
                Verdict::Done,
            ),
            self.case(
                "a success that cannot be read, then found",
                [self.unread(), self.finds(&self.ours)],
                Verdict::Done,
            ),
            self.on(
                "a success that cannot be read, and no lookup answers",
                [self.unread()],
                Verdict::DoneUnread,
            ),
        ];
        let refused = self.refused(model::Directive::CorrectCredentials, 401);
        cases.extend(
            refused.map(|refused| self.case("credentials refused", [refused], Verdict::NotDone)),
        );
        for (status, answer) in self.of_no_say() {
            cases.push(self.case(
                &format!("answered {status}, then found"),
                [write(answered(answer)), self.finds(&self.ours)],
                self.when_found(),
            ));
        }
        cases.push(self.case(
            "answered by a status that is not documented, then found",
            [write(answered(example::gateway_page(599))), self.finds(&self.ours)],
            self.when_found(),
        ));
        cases
    }

    /// Lookups that tell nothing.
    fn of_lost_lookups(&self) -> [ReconcileCase; 2] {
        [
            self.on(
                "answer lost, and no lookup answers",
                [write(Happening::LostAfterArrival), self.failing_lookup()],
                Verdict::Unknown,
            ),
            self.case(
                "answer lost, lookup fails in every way, then found",
                [
                    write(Happening::LostAfterArrival),
                    self.failing_lookup(),
                    lookup(Happening::LostBeforeArrival),
                    lookup(Happening::ConnectionRefused),
                    lookup(answered(example::gateway_page(404))),
                    lookup(answered(self.errors_beside_nothing())),
                    lookup(answered(example::gateway_page(200))),
                    self.finds(&self.ours),
                ],
                self.when_found(),
            ),
        ]
    }

    fn case(
        &self,
        name: &str,
        script: impl Into<Vec<Exchange>>,
        verdict: Verdict,
    ) -> ReconcileCase {
        let shows = match verdict {
            Verdict::Done | Verdict::AlreadyDone | Verdict::MovedOn | Verdict::OtherUse => {
                self.ours.at("/id").and_then(Json::as_text).map(str::to_owned)
            }
            Verdict::NotDone | Verdict::Several | Verdict::DoneUnread | Verdict::Unknown => None,
        };
        let mut script: Vec<Exchange> = script.into();
        // A success that does not show what it has made is looked up, too.
        if !self.tells_what_was_made() && script.last() == Some(&self.done()) {
            script.push(self.finds(&self.ours));
        }
        let directive = (verdict == Verdict::NotDone).then(|| self.directive(&script)).flatten();
        let expect =
            Settlement { verdict, shows, differs: Vec::new(), perhaps_ours: None, directive };
        ReconcileCase {
            name: format!("{}: {name}", self.operation.name),
            operation: self.operation.name.clone(),
            inputs: self.inputs.clone(),
            credentials: requests::credentials(self.model, self.operation),
            write: self.write.clone(),
            lookup: self.look.clone(),
            script,
            resumed: false,
            lookups_go_on: false,
            expect,
        }
    }

    /// The same, where lookups go on after the script.
    fn on(&self, name: &str, script: impl Into<Vec<Exchange>>, verdict: Verdict) -> ReconcileCase {
        ReconcileCase { lookups_go_on: true, ..self.case(name, script, verdict) }
    }

    /// What the answer to the last write directs to do.
    fn directive(&self, script: &[Exchange]) -> Option<Directive> {
        let mut writes = script.iter().rev().filter(|exchange| exchange.client == Sending::Write);
        let Happening::Answered { answer } = &writes.next()?.then else { return None };
        let mut rules = self.model.api.statuses.iter();
        let rule = rules.find(|rule| rule.status == answer.status)?;
        Some(describe::directive(rule.directive))
    }
}

impl ReconcileCase {
    fn resumed(self) -> Self {
        Self { resumed: true, ..self }
    }
}
