//! Cases of writes that make something new.

use super::super::super::case::{Happening, ReconcileCase, Verdict};
use super::super::super::example;
use super::super::super::json::Json;
use super::OTHER;
use super::scene::Scene;
use super::server::{answered, lookup, write};
use crate::model::{FoundKey, Member, Presence};

impl Scene<'_> {
    /// A call that makes something new.
    pub(super) fn of_making(&self) -> Vec<ReconcileCase> {
        let lost = || write(Happening::LostAfterArrival);
        let mut cases = vec![
            self.case("answer lost, then found", [lost(), self.finds(&self.ours)], Verdict::Done),
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
        if let Some(refused) = self.refused_request() {
            cases.push(self.case("refused", [refused.clone()], Verdict::NotDone));
            cases.push(self.case(
                "answer lost, none found yet, sent again and refused, then found",
                [lost(), self.none(), refused, self.none(), self.finds(&self.ours)],
                Verdict::Done,
            ));
        }
        for (status, answer) in self.of_no_say() {
            cases.push(self.case(
                &format!("answered {status}, none found, sent again"),
                [write(answered(answer)), self.none(), self.done()],
                Verdict::Done,
            ));
        }
        cases.extend(self.without_shown_key());
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

    /// Answers that show what was made or what is there, but for its key.
    fn without_shown_key(&self) -> Vec<ReconcileCase> {
        let Some(keyless) = self.keyless() else { return Vec::new() };
        let taken = self.existing(&keyless).map(|answer| write(answered(answer)));
        let mut cases = Vec::new();
        if self.tells_what_was_made() {
            let made = write(answered(self.success(&keyless)));
            cases.push(self.case(
                "a success that does not show its key, none found yet, then found",
                [made.clone(), self.none(), self.finds(&self.ours)],
                Verdict::Done,
            ));
            cases.push(self.on(
                "a success that does not show its key, and none is found",
                [made, self.none()],
                Verdict::DoneUnread,
            ));
        }
        if let Some(taken) = taken {
            cases.push(self.case(
                "the key is taken, by what does not show its key, none found yet, then found",
                [taken.clone(), self.none(), self.finds(&self.ours)],
                Verdict::AlreadyDone,
            ));
            cases.push(self.on(
                "the key is taken, by what does not show its key, and none is found",
                [taken, self.none()],
                Verdict::Unknown,
            ));
        }
        cases
    }

    /// What the write makes, without the attribute that shows its key; none where it may be left out.
    fn keyless(&self) -> Option<Json> {
        let FoundKey::Attribute(index) = self.uncertain.found.key else { return None };
        let view = self.uncertain.found.item;
        let resource = &self.model[view.resource];
        let shown = resource.attributes_of(view.view);
        let key = &resource.attributes[index].wire;
        let is_required =
            |member: &Member| &member.wire == key && member.presence == Presence::Required;
        let mut keyless = self.ours.clone();
        let Json::Object(members) = &mut keyless else { return None };
        let Json::Object(attributes) = members.get_mut("attributes")? else { return None };
        attributes.remove(key);
        shown.iter().any(is_required).then_some(keyless)
    }

    /// A call whose key may have been taken before.
    pub(super) fn of_taken_keys(&self) -> Vec<ReconcileCase> {
        let Some(ours) = self.existing(&self.ours).map(|answer| write(answered(answer))) else {
            return Vec::new();
        };
        let page = ours.clone().with_page();
        vec![
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
        ]
    }
}
