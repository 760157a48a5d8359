//! Cases of attempts that may be on their way still while a later answer refuses, and of those that have never left.

use super::super::super::case::{self, Exchange, Happening, ReconcileCase, Verdict};
use super::super::super::example;
use super::scene::Scene;
use super::server::{answered, write};
use crate::model::{self, Directive, Outcome};

/// How often a client of the cases tries the write.
const TRIES: usize = 4;

impl Scene<'_> {
    /// What holds for every write.
    pub(super) fn of_attempts(&self) -> Vec<ReconcileCase> {
        let mut never = self.case(
            "no connection at any try",
            vec![write(Happening::ConnectionRefused); TRIES],
            Verdict::NotDone,
        );
        never.expect.directive = Some(case::Directive::Repeat);
        let led = "led to another place, then found";
        let mut cases = vec![
            never,
            self.case(led, [self.led_elsewhere(), self.finds(&self.ours)], self.when_found()),
        ];
        if self.again.is_none() {
            cases.extend(self.of_refused_again());
        }
        cases
    }

    /// Something new: a refusal is final only where no earlier attempt can be on its way.
    fn of_refused_again(&self) -> Vec<ReconcileCase> {
        let credentials = self.refused(Directive::CorrectCredentials, 401);
        let mut cases: Vec<ReconcileCase> = Vec::new();
        for refused in [credentials, self.refused_request()].into_iter().flatten() {
            let status = refused.status();
            for (words, first) in self.of_flying() {
                let name = format!("{words}, none found yet, sent again and answered {status}");
                let script = [first, self.none(), refused.clone()];
                cases.push(self.on(&name, script, Verdict::Unknown));
            }
            for (last, answer) in self.last_words() {
                let name = format!("answered {last}, none found, sent again and answered {status}");
                let script = [write(answered(answer)), self.none(), refused.clone()];
                cases.push(self.case(&name, script, Verdict::NotDone));
            }
        }
        cases
    }

    /// Attempts that may be on their way still: one of each sort.
    fn of_flying(&self) -> impl Iterator<Item = (String, Exchange)> {
        let lost = ("answer lost".to_owned(), write(Happening::LostAfterArrival));
        std::iter::once(lost).chain(self.of_answered_flying())
    }

    /// Those of them that were answered.
    pub(super) fn of_answered_flying(&self) -> impl Iterator<Item = (String, Exchange)> {
        let is_last = |status: u16| self.last_words().any(|(last, _)| last == status);
        let first_of = |is_client_error: bool| {
            self.of_no_say().find(|(status, _)| {
                !is_last(*status) && (400..500).contains(status) == is_client_error
            })
        };
        let transient = [first_of(true), first_of(false)].into_iter().flatten();
        let transient = transient
            .map(|(status, answer)| (format!("answered {status}"), write(answered(answer))));
        let undocumented = self.undocumented().map(|exchange| {
            (format!("answered {}, which is not documented", exchange.status()), exchange)
        });
        transient.chain(undocumented)
    }

    /// A refusal by a status that the table lacks.
    fn undocumented(&self) -> Option<Exchange> {
        let known = |status: u16| self.rules().any(|rule| rule.status == status);
        let status = [418, 417, 423].into_iter().find(|&status| !known(status))?;
        Some(write(answered(example::gateway_page(status))))
    }

    /// The answer that the key is taken, which does not show by what; none where no status says it.
    pub(super) fn taken(&self) -> Option<Exchange> {
        let status = self.rules().find(|rule| rule.outcome == Outcome::AlreadyDone)?.status;
        Some(self.errors(status))
    }

    fn rules(&self) -> impl Iterator<Item = &model::StatusRule> {
        self.model.api.statuses.iter()
    }
}
