//! Cases of writes that act on something that is there before.

use super::super::super::case::{self, Happening, ReconcileCase, Verdict};
use super::super::super::describe::TRANSIENT;
use super::super::super::document::AgainWhile;
use super::super::super::example;
use super::super::super::json::Json;
use super::scene::Scene;
use super::server::{answered, write};
use crate::model::{Directive, Outcome};

impl Scene<'_> {
    /// A call that acts on something that is there before.
    pub(super) fn of_acting(&self, again: &AgainWhile) -> Vec<ReconcileCase> {
        let word = again.values.first().map_or("", String::as_str);
        let waiting = self.ours.clone().with(&again.found, Json::text(word));
        let refused = || self.write_refused(Outcome::NotDone, Directive::CorrectRequest, 422);
        let found = |data: &Json| self.finds(data);
        let mut cases = vec![
            self.case(
                "answer lost, moved on",
                [write(Happening::LostAfterArrival), found(&self.ours)],
                Verdict::MovedOn,
            ),
            self.case(
                "lost on its way, not moved, sent again",
                [write(Happening::LostBeforeArrival), found(&waiting), self.done()],
                Verdict::Done,
            ),
            self.case("refused, not moved", [refused(), found(&waiting)], Verdict::NotDone),
            self.case("refused, moved on", [refused(), found(&self.ours)], Verdict::MovedOn),
            self.case("there is none", [write(answered(self.missing()))], Verdict::NotDone),
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
            self.case("refused, and there is none", [refused(), self.none()], Verdict::NotDone),
        ];
        let statuses = self.model.api.statuses.iter().map(|rule| (rule.status, rule.outcome));
        let last_words = statuses.filter(|(status, outcome)| {
            *outcome == Outcome::Unknown
                && (400..500).contains(status)
                && !TRANSIENT.contains(status)
        });
        for (status, _) in last_words {
            let answer =
                example::answer(self.model, status, example::error_list(self.model, status));
            let name = format!("answered {status}, and there is none");
            let script = [write(answered(answer)), self.none()];
            let mut case = self.case(&name, script, Verdict::NotDone);
            case.expect.directive = Some(case::Directive::CorrectRequest);
            cases.push(case);
        }
        cases
    }
}
