//! Cases of lookups that answer in another form than the usual one, and of those after which none is any use.

use super::super::super::case::{Answer, Exchange, Happening, ReconcileCase, Verdict};
use super::super::super::example;
use super::super::super::json::Json;
use super::OTHER;
use super::scene::Scene;
use super::server::{answered, lookup, write};
use crate::model::FoundForm;

/// Statuses of lookups that will be the same at the next one.
const REFUSALS: [u16; 2] = [400, 401];

impl Scene<'_> {
    /// Lookups that find in another form, or tell nothing although they are answered by a success.
    pub(super) fn of_other_lookups(&self) -> Vec<ReconcileCase> {
        let lost = || write(Happening::LostAfterArrival);
        let says = |status, body: &str| lookup(answered(example::answer(self.model, status, body)));
        let mut cases = vec![
            self.case(
                "answer lost, a lookup without data, then found",
                [lost(), says(self.list([]).status, "{}"), self.finds(&self.ours)],
                self.when_found(),
            ),
            self.case(
                "answer lost, a lookup without a body, then found",
                [lost(), says(204, ""), self.finds(&self.ours)],
                self.when_found(),
            ),
        ];
        if self.finds_lists() {
            let other = self.with_another_key().with("/id", Json::text(OTHER));
            let both = self.list([other, self.ours.clone()]);
            cases.push(self.case(
                "answer lost, found beside another key",
                [lost(), lookup(answered(both))],
                self.when_found(),
            ));
        }
        if self.found_form == FoundForm::ListOrOne {
            let status = self.list([]).status;
            let one = example::document_text(&self.ours);
            cases.push(self.case(
                "answer lost, one found in place of a list",
                [lost(), says(status, &one)],
                self.when_found(),
            ));
            if self.again.is_none() {
                cases.push(self.case(
                    "lost on its way, a lookup of null, sent again",
                    [
                        write(Happening::LostBeforeArrival),
                        says(status, "{\"data\":null}"),
                        self.done(),
                    ],
                    Verdict::Done,
                ));
            }
        }
        cases
    }

    /// Lookups that will not tell however often they are made.
    pub(super) fn of_lookups_that_end(&self) -> Vec<ReconcileCase> {
        let ends = |status| lookup(answered(example::errors(self.model, status)));
        let mut cases: Vec<ReconcileCase> = Vec::new();
        for status in REFUSALS {
            let name = format!("answer lost, a lookup of {status}, to be resumed");
            let script = [write(Happening::LostAfterArrival), ends(status)];
            cases.push(self.case(&name, script, Verdict::Unknown));
        }
        cases.push(self.case(
            "answer lost, a lookup of 302, to be resumed",
            [write(Happening::LostAfterArrival), lookup(answered(elsewhere(302)))],
            Verdict::Unknown,
        ));
        cases.push(self.case(
            "a success that cannot be read, and a lookup of 401",
            [self.unread(), ends(401)],
            Verdict::DoneUnread,
        ));
        cases
    }

    /// A write that is led to another place: nobody knows what was done here, and nothing may be sent there.
    pub(super) fn led_elsewhere(&self) -> Exchange {
        write(answered(elsewhere(307)))
    }
}

fn elsewhere(status: u16) -> Answer {
    let mut answer = example::gateway_page(status);
    answer.headers.insert("Location".to_owned(), "https://elsewhere.example/there".to_owned());
    answer
}
