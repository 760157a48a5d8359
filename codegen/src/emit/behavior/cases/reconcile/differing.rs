//! Cases of what has the key and is not what was asked for: never a silent success.

use super::super::super::case::{Exchange, Happening, ReconcileCase, Verdict};
use super::super::super::document::{Comparison, Same};
use super::super::super::json::{Json, step};
use super::scene::Scene;
use super::server::{answered, write};
use crate::model::{Member, ScalarKind, Type};

/// Something that has the key and differs in these members.
struct Other<'s> {
    differs: Vec<&'s str>,
    shown: Json,
}

impl Scene<'_> {
    /// Each member that is compared: other than asked for, and where it is a number, the same in other digits.
    pub(super) fn of_compared_members(&self) -> Vec<ReconcileCase> {
        let lost = || write(Happening::LostAfterArrival);
        let mut cases = Vec::new();
        for other in self.others() {
            let name = format!("answer lost, what is found differs in {}", other.words());
            cases.push(self.other_use(&name, [lost(), self.finds(&other.shown)], &other, true));
        }
        for same in self.same.iter().filter(|same| same.by == Comparison::Number) {
            let Some(number) = self.ours.at(&same.found).and_then(plain_number) else { continue };
            let longer =
                if number.contains('.') { format!("{number}0") } else { format!("{number}.00") };
            let written = self.ours.clone().with(&same.found, Json::literal(longer));
            let name = format!("answer lost, found with more zeros in {}", same.member);
            cases.push(self.case(&name, [lost(), self.finds(&written)], self.when_found()));
            cases.extend(self.of_decimal(same, number));
        }
        cases
    }

    /// A decimal number: other in a digit that binary floating point does not hold, and in a string where it may be one.
    fn of_decimal(&self, same: &Same, number: &str) -> Vec<ReconcileCase> {
        let lost = || write(Happening::LostAfterArrival);
        let Some(or_text) = self.is_decimal(same) else { return Vec::new() };
        let point = if number.contains('.') { "" } else { "." };
        let shown = |value| self.ours.clone().with(&same.found, value);
        let close = format!("{number}{point}0000000000000000001");
        let other = Other { differs: vec![&same.member], shown: shown(Json::literal(close)) };
        let name = format!("answer lost, what is found differs in a late digit of {}", same.member);
        let mut cases =
            vec![self.other_use(&name, [lost(), self.finds(&other.shown)], &other, true)];
        if or_text {
            let text = shown(Json::text(format!("{number}{point}0")));
            let name = format!("answer lost, found with {} in a string", same.member);
            cases.push(self.case(&name, [lost(), self.finds(&text)], self.when_found()));
        }
        cases
    }

    /// Whether a compared member that is shown as a decimal number may be shown as a string, too.
    fn is_decimal(&self, same: &Same) -> Option<bool> {
        let attributes = &self.model[self.found].attributes;
        let is_shown =
            |member: &&Member| same.found == format!("/attributes/{}", step(&member.wire));
        match attributes.iter().find(is_shown)?.ty {
            Type::Decimal => Some(false),
            Type::Scalar(id) => match self.model[id].kind {
                ScalarKind::Decimal { or_text } => Some(or_text),
                _ => None,
            },
            _ => None,
        }
    }

    /// What differs, wherever it shows itself.
    pub(super) fn of_differences(&self) -> Vec<ReconcileCase> {
        let mut cases = Vec::new();
        for other in self.others().iter().chain(&self.other_in_all()) {
            let words = other.words();
            if self.tells_what_was_made() {
                let name = format!("a success that differs in {words}");
                let script = [write(answered(self.success(&other.shown)))];
                cases.push(self.other_use(&name, script, other, true));
            }
            if let Some(taken) = self.existing(&other.shown) {
                let name = format!("the key is taken, by what differs in {words}");
                cases.push(self.other_use(&name, [write(answered(taken))], other, false));
            }
        }
        cases.extend(self.others().first().iter().flat_map(|other| self.of_difference(other)));
        cases
    }

    /// Whether this write may have made what differs.
    fn of_difference(&self, other: &Other<'_>) -> Vec<ReconcileCase> {
        let found = || self.finds(&other.shown);
        let words = format!("what is found differs in {}", other.words());
        let named = |before: &str| format!("{before}, {words}");
        let mut cases = vec![
            self.other_use(&named("resumed"), [found()], other, true).resumed(),
            self.other_use(
                &named("a success that cannot be read"),
                [self.unread(), found()],
                other,
                true,
            ),
        ];
        if let Some(refused) = self.refused_request().filter(|_| self.again.is_some()) {
            cases.push(self.other_use(&named("refused"), [refused, found()], other, false));
        }
        if self.tells_what_was_made() {
            let name = named("the answer is about another key");
            let answer = self.success(&self.with_another_key());
            let script = [write(answered(answer)), found()];
            cases.push(self.other_use(&name, script, other, true));
        }
        for (status, answer) in self.last_words() {
            let name = named(&format!("answered {status}"));
            cases.push(self.other_use(&name, [write(answered(answer)), found()], other, true));
        }
        for (before, first) in self.of_answered_flying() {
            cases.push(self.other_use(&named(&before), [first, found()], other, true));
        }
        if let Some(taken) = self.existing(&other.shown).map(|answer| write(answered(answer))) {
            let name = named("the key is taken, the answer cannot be read");
            let script = [taken.clone().with_page(), found()];
            cases.push(self.other_use(&name, script, other, false));
            cases.extend(self.of_second_attempts(other, &taken));
        }
        cases
    }

    /// The key is taken when the write is sent again: by an earlier attempt, or by something else.
    fn of_second_attempts(&self, other: &Other<'_>, taken: &Exchange) -> Vec<ReconcileCase> {
        if self.again.is_some() {
            return Vec::new();
        }
        let case = |before: &str, first: Exchange| {
            let words = other.words();
            let name = format!(
                "{before}, none found yet, sent again, the key is taken by what differs in {words}"
            );
            self.other_use(&name, [first, self.none(), taken.clone()], other, true)
        };
        let unsent = self.other_use(
            &format!("no connection, then the key is taken by what differs in {}", other.words()),
            [write(Happening::ConnectionRefused), taken.clone()],
            other,
            false,
        );
        let lost = case("answer lost", write(Happening::LostAfterArrival));
        let answered = self
            .last_words()
            .map(|(status, answer)| case(&format!("answered {status}"), write(answered(answer))));
        [unsent, lost].into_iter().chain(answered).collect()
    }

    /// The key is taken when a write is sent that another program began.
    pub(super) fn of_differing_after_resumption(&self) -> Option<ReconcileCase> {
        let other = self.others().into_iter().next()?;
        let taken = write(answered(self.existing(&other.shown)?));
        let words = other.words();
        let name =
            format!("resumed, none found, sent, the key is taken by what differs in {words}");
        Some(self.other_use(&name, [self.none(), taken], &other, true))
    }

    fn other_use(
        &self,
        name: &str,
        script: impl Into<Vec<Exchange>>,
        other: &Other<'_>,
        perhaps_ours: bool,
    ) -> ReconcileCase {
        let mut case = self.case(name, script, Verdict::OtherUse);
        case.expect.differs = other.differs.iter().map(|&member| member.to_owned()).collect();
        case.expect.perhaps_ours = Some(perhaps_ours);
        case
    }

    /// What has the key and differs in one member.
    fn others(&self) -> Vec<Other<'_>> {
        let others = self.same.iter().filter_map(|same| {
            let value = self.otherwise(same)?;
            let shown = self.ours.clone().with(&same.found, value);
            Some(Other { differs: vec![&same.member], shown })
        });
        others.collect()
    }

    /// What has the key and differs in several members; none where one is compared at the most.
    fn other_in_all(&self) -> Option<Other<'_>> {
        let mut other = Other { differs: Vec::new(), shown: self.ours.clone() };
        for same in &self.same {
            if let Some(value) = self.otherwise(same) {
                other.differs.push(&same.member);
                other.shown = other.shown.with(&same.found, value);
            }
        }
        (other.differs.len() > 1).then_some(other)
    }

    /// Another value of a member than was asked for; none where it is not shown, or is nothing to make another of.
    fn otherwise(&self, same: &Same) -> Option<Json> {
        let ours = self.ours.at(&same.found)?;
        match (ours, plain_number(ours)) {
            (Json::Text(text), _) => Some(Json::text(format!("{text}x"))),
            (Json::Literal(text), _) if text == "true" => Some(Json::literal("false")),
            (Json::Literal(text), _) if text == "false" => Some(Json::literal("true")),
            (_, Some("0")) => Some(Json::literal("1")),
            (_, Some(number)) => Some(Json::literal(format!("{number}1"))),
            (_, None) => None,
        }
    }
}

impl Other<'_> {
    fn words(&self) -> String {
        self.differs.join(" and ")
    }
}

/// A number that is written without an exponent.
fn plain_number(json: &Json) -> Option<&str> {
    let Json::Literal(text) = json else { return None };
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'-' || byte == b'.';
    text.bytes().all(is_plain).then_some(text)
}
