//! Cases of writes that act on something that is there before.

use super::super::super::case::{self, Happening, ReconcileCase, Verdict};
use super::super::super::document::AgainWhile;
use super::super::super::json::Json;
use super::scene::Scene;
use super::server::{answered, write};
use crate::model::Directive;

impl Scene<'_> {
    /// The states in which the call may be sent again, and one in which it may not.
    pub(super) fn of_states(&self, again: &AgainWhile) -> Vec<ReconcileCase> {
        let moved_on = self.case(
            "answer lost, moved on",
            [write(Happening::LostAfterArrival), self.finds(&self.ours)],
            Verdict::MovedOn,
        );
        let waiting = again.values.iter().map(|word| {
            self.case(
                &format!("lost on its way, still `{word}`, sent again"),
                [
                    write(Happening::LostBeforeArrival),
                    self.finds(&self.waiting(again, word)),
                    self.done(),
                ],
                Verdict::Done,
            )
        });
        std::iter::once(moved_on).chain(waiting).collect()
    }

    /// A call that acts on something that is there before.
    pub(super) fn of_acting(&self, again: &AgainWhile) -> Vec<ReconcileCase> {
        let waiting = self.waiting(again, again.values.first().map_or("", String::as_str));
        let found = |data: &Json| self.finds(data);
        let mut cases = vec![
            self.on(
                "answer lost, not to be found",
                [write(Happening::LostAfterArrival), self.none()],
                Verdict::Unknown,
            ),
            self.case(
                "a success that cannot be read, not moved yet",
                [self.unread(), found(&waiting)],
                Verdict::Done,
            ),
        ];
        if let Some(missing) = self.refused_as_missing() {
            let script = [missing.clone().with_page()];
            cases.push(self.case("there is none, says a page of HTML", script, Verdict::NotDone));
            cases.push(self.case("there is none", [missing], Verdict::NotDone));
        }
        cases.extend(self.of_late_refusals(&waiting));
        if let Some(taken) = self.taken() {
            cases.extend([
                self.on(
                    "the key is taken, not moved yet",
                    [taken.clone(), found(&waiting)],
                    Verdict::Unknown,
                ),
                self.case(
                    "the key is taken, moved on",
                    [taken.clone(), found(&self.ours)],
                    Verdict::MovedOn,
                ),
                self.on(
                    "the key is taken, and there is none",
                    [taken, self.none()],
                    Verdict::Unknown,
                ),
            ]);
        }
        if let Some(refused) = self.refused_request() {
            let script = |then| [refused.clone(), then];
            cases.extend([
                self.case("refused, not moved", script(found(&waiting)), Verdict::NotDone),
                self.case("refused, moved on", script(found(&self.ours)), Verdict::MovedOn),
                self.case("refused, and there is none", script(self.none()), Verdict::NotDone),
                self.on(
                    "answer lost, not moved yet, sent again and refused, not moved",
                    [
                        write(Happening::LostAfterArrival),
                        found(&waiting),
                        refused.clone(),
                        found(&waiting),
                    ],
                    Verdict::Unknown,
                ),
            ]);
        }
        if self.tells_what_was_made() {
            let answer = write(answered(self.success(&self.with_another_key())));
            cases.push(self.on(
                "the answer is about another key, and it is not moved",
                [answer, found(&waiting)],
                Verdict::Unknown,
            ));
        }
        for (status, answer) in self.last_words() {
            let name = format!("answered {status}, and there is none");
            let script = [write(answered(answer)), self.none()];
            let mut case = self.case(&name, script, Verdict::NotDone);
            case.expect.directive = Some(case::Directive::CorrectRequest);
            cases.push(case);
        }
        cases
    }

    /// Refusals that are final at the first attempt, after one that may be on its way still.
    fn of_late_refusals(&self, waiting: &Json) -> Vec<ReconcileCase> {
        let credentials = self.refused(Directive::CorrectCredentials, 401);
        let lost = || write(Happening::LostAfterArrival);
        let found = |data: &Json| self.finds(data);
        let mut cases = Vec::new();
        for refused in [credentials, self.refused_as_missing()].into_iter().flatten() {
            let name =
                format!("answer lost, not moved yet, sent again and answered {}", refused.status());
            let script = |last| [lost(), found(waiting), refused.clone(), last];
            cases.extend([
                self.on(&format!("{name}, not moved"), script(found(waiting)), Verdict::Unknown),
                self.on(
                    &format!("{name}, and there is none"),
                    script(self.none()),
                    Verdict::Unknown,
                ),
                self.case(
                    &format!("{name}, moved on"),
                    script(found(&self.ours)),
                    Verdict::MovedOn,
                ),
            ]);
        }
        for (words, first) in self.of_answered_flying() {
            let name = format!("{words}, and there is none");
            cases.push(self.on(&name, [first, self.none()], Verdict::Unknown));
        }
        cases
    }

    /// What the call acts on, in this state.
    fn waiting(&self, again: &AgainWhile, word: &str) -> Json {
        self.ours.clone().with(&again.found, Json::text(word))
    }
}
