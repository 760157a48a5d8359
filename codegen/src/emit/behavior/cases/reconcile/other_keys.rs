//! Cases of answers to a write that show another key than was sent: the write is not repeated, and lookups decide.

use super::super::super::case::{Exchange, ReconcileCase, Verdict};
use super::super::super::json::Json;
use super::OTHER;
use super::scene::Scene;
use super::server::{answered, write};

impl Scene<'_> {
    /// What the write makes or acts on, under another key.
    pub(super) fn with_another_key(&self) -> Json {
        self.ours.clone().with(&self.found_key, Json::text(OTHER))
    }

    pub(super) fn of_other_keys(&self) -> Vec<ReconcileCase> {
        let other = self.with_another_key();
        let mut cases = Vec::new();
        if self.tells_what_was_made() {
            let answer = write(answered(self.success(&other)));
            cases.extend(self.after("the answer is about another key", &answer, self.when_found()));
        }
        if let Some(taken) = self.existing(&other).filter(|_| self.again.is_none()) {
            let answer = write(answered(taken));
            let words = "the key is taken, by what shows another key";
            cases.extend(self.after(words, &answer, Verdict::AlreadyDone));
        }
        cases
    }

    /// After such an answer, the write is not sent again although nothing is found.
    fn after(&self, words: &str, answer: &Exchange, found: Verdict) -> [ReconcileCase; 3] {
        let ours = || self.finds(&self.ours);
        [
            self.case(&format!("{words}, then found"), [answer.clone(), ours()], found),
            self.case(
                &format!("{words}, none found yet, then found"),
                [answer.clone(), self.none(), ours()],
                found,
            ),
            self.on(
                &format!("{words}, and none is found"),
                [answer.clone(), self.none()],
                Verdict::Unknown,
            ),
        ]
    }
}
