//! Cases of writes that make something new.

use super::super::super::case::{Happening, ReconcileCase, Verdict};
use super::super::super::document::{Comparison, Same};
use super::super::super::example;
use super::super::super::json::Json;
use super::OTHER;
use super::scene::Scene;
use super::server::{answered, lookup, write};
use crate::model::{Directive, Outcome};

impl Scene<'_> {
    /// A call that makes something new.
    pub(super) fn of_making(&self) -> Vec<ReconcileCase> {
        let lost = || write(Happening::LostAfterArrival);
        let refused = || self.write_refused(Outcome::NotDone, Directive::CorrectRequest, 422);
        let mut cases = vec![
            self.case("answer lost, then found", [lost(), self.finds(&self.ours)], Verdict::Done),
            self.case(
                "lost on its way, none found, sent again",
                [write(Happening::LostBeforeArrival), self.none(), self.done()],
                Verdict::Done,
            ),
            self.case("refused", [refused()], Verdict::NotDone),
            self.case(
                "answer lost, none found yet, sent again and refused, then found",
                [lost(), self.none(), refused(), self.none(), self.finds(&self.ours)],
                Verdict::Done,
            ),
            self.case(
                "a success that cannot be read, none found yet, then found",
                [self.unread(), self.none(), self.finds(&self.ours)],
                Verdict::Done,
            ),
            self.case(
                "lost on its way, a lookup of 404 with errors, sent again",
                [
                    write(Happening::LostBeforeArrival),
                    lookup(answered(self.missing())),
                    self.done(),
                ],
                Verdict::Done,
            ),
            self.case(
                "answered by a page of success that is not documented, none found, sent again",
                [write(answered(example::gateway_page(299))), self.none(), self.done()],
                Verdict::Done,
            ),
        ];
        for status in self.model.api.statuses.iter().filter(|rule| rule.outcome == Outcome::Unknown)
        {
            let answer = example::answer(
                self.model,
                status.status,
                example::error_list(self.model, status.status),
            );
            let name = format!("answered {}, none found, sent again", status.status);
            cases.push(self.case(
                &name,
                [write(answered(answer)), self.none(), self.done()],
                Verdict::Done,
            ));
        }
        if self.finds_lists() {
            let twin = self.ours.clone().with("/id", Json::text(OTHER));
            let both = self.list([self.ours.clone(), twin]);
            cases.push(self.case(
                "answer lost, two found",
                [lost(), lookup(answered(both))],
                Verdict::Several,
            ));
        }
        cases
    }

    /// A call whose key may have been taken before.
    pub(super) fn of_taken_keys(&self) -> Vec<ReconcileCase> {
        let taken = |data: &Json| Some(write(answered(self.existing(data)?)));
        let Some(ours) = taken(&self.ours) else { return Vec::new() };
        let page = ours.clone().with_page();
        let mut cases = vec![
            self.case(
                "the key is taken, by what was asked for",
                [ours.clone()],
                Verdict::AlreadyDone,
            ),
            self.case(
                "the key is taken, the answer cannot be read, then found",
                [page.clone(), self.finds(&self.ours)],
                Verdict::AlreadyDone,
            ),
            self.case(
                "the key is taken, the answer cannot be read, none found yet, then found",
                [page, self.none(), self.finds(&self.ours)],
                Verdict::AlreadyDone,
            ),
            self.case(
                "answer lost, none found yet, sent again, the key is taken",
                [write(Happening::LostAfterArrival), self.none(), ours],
                Verdict::AlreadyDone,
            ),
        ];
        for (same, other) in self.others() {
            let Some(taken) = taken(&other) else { continue };
            let name = format!("the key is taken, by what differs in {}", same.member);
            cases.push(self.case(&name, [taken], Verdict::OtherUse).differing(&same.member));
        }
        cases
    }

    pub(super) fn of_differences(&self) -> Vec<ReconcileCase> {
        let mut cases = Vec::new();
        for (same, other) in self.others() {
            let script = [write(Happening::LostAfterArrival), self.finds(&other)];
            let name = format!("answer lost, what is found differs in {}", same.member);
            cases.push(self.case(&name, script, Verdict::OtherUse).differing(&same.member));
        }
        for same in self.same.iter().filter(|same| same.by == Comparison::Number) {
            let Some(number) = self.ours.at(&same.found).and_then(plain_number) else { continue };
            let longer =
                if number.contains('.') { format!("{number}0") } else { format!("{number}.00") };
            let written = self.ours.clone().with(&same.found, Json::literal(longer));
            let script = [write(Happening::LostAfterArrival), self.finds(&written)];
            let name = format!("answer lost, found with more zeros in {}", same.member);
            cases.push(self.case(&name, script, Verdict::Done));
        }
        cases
    }

    /// What has the key and differs in one member that must agree.
    fn others(&self) -> Vec<(&Same, Json)> {
        let others = self.same.iter().filter_map(|same| {
            let ours = self.ours.at(&same.found)?;
            let other = match (ours, plain_number(ours)) {
                (Json::Text(text), _) => Json::text(format!("{text}x")),
                (_, Some("0")) => Json::literal("1"),
                (_, Some(number)) => Json::literal(format!("{number}1")),
                (_, None) => return None,
            };
            Some((same, self.ours.clone().with(&same.found, other)))
        });
        others.collect()
    }
}

/// A number that is written without an exponent.
fn plain_number(json: &Json) -> Option<&str> {
    let Json::Literal(text) = json else { return None };
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'-' || byte == b'.';
    text.bytes().all(is_plain).then_some(text)
}

impl ReconcileCase {
    fn differing(mut self, member: &str) -> Self {
        self.expect.differs = vec![member.to_owned()];
        self
    }
}
