//! How one finds out what became of a call whose answer was lost: the call, its key and its successes. What a lookup finds
//! stands in `lookup.rs`, what is compared with it in `agreement.rs`.

use super::Checker;
use super::at::At;
use super::draft::Draft;
use super::references::unknown;
use super::report::{Checked, all};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Outcome};
use crate::model::{
    Found, FoundKey, InputRef, Member, Operation, Presence, RequestBody, StatusRule, Uncertain,
};

/// An operation whose outcome may be uncertain, with all that its `uncertain` may refer to.
pub(super) struct Subject<'a, 's> {
    pub(super) operation: &'a Operation<()>,
    pub(super) body: &'a [Member],
    /// Where the operation stands.
    pub(super) call_at: At<'s>,
    /// Where its `uncertain` stands.
    pub(super) at: At<'s>,
}

impl<'s> Checker<'s> {
    /// The resolution of every operation that describes one, at the position of the operation.
    pub(super) fn resolutions(&mut self, draft: &Draft) -> Vec<Checked<Option<Uncertain>>> {
        let defs = self.defs;
        let mut resolutions = Vec::new();
        for (found, operation) in defs.operations.iter().zip(&draft.operations) {
            let described = found.item.as_ref().and_then(|item| item.uncertain.as_ref());
            resolutions.push(match (described, operation) {
                (None, _) => Ok(None),
                (Some(_), Err(reported)) => Err(*reported),
                (Some(described), Ok(operation)) => {
                    self.resolution(draft, operation, described, &found.at).map(Some)
                }
            });
        }
        resolutions
    }

    fn resolution(
        &mut self,
        draft: &Draft,
        operation: &Operation<()>,
        described: &language::Uncertain,
        call_at: &At<'s>,
    ) -> Checked<Uncertain> {
        let at = call_at.join("uncertain");
        if operation.safe_to_repeat {
            let message =
                "an operation that is safe to repeat needs no way to find out what became of it";
            let problem = Diagnostic::new(Code::UncertainSafe, message)
                .at(at.key(), "it can just be sent again")
                .help("remove `uncertain`, or say `repeat: unsafe`");
            return Err(self.report.push(problem));
        }
        let body = self.body(draft, &operation.request)?;
        let subject = Subject { operation, body, call_at: call_at.clone(), at };
        let successes = self.successes_are_done(draft, &subject);
        let key = self.key(&subject, &described.key);
        let key_member = key.ok().and_then(|key| subject.input(key));
        let lookup = self.lookup(draft, &subject, &described.lookup, key_member)?;
        let found_key = self.found_key(&subject, &lookup, key_member);
        let same = self.same(draft, &subject, &lookup, described);
        let again_while = self.again_while(draft, &lookup, described, &subject.at);
        let states = self.states_are_named(&subject, key, found_key);
        successes?;
        states?;
        Ok(Uncertain {
            key: key?,
            lookup: lookup.id,
            lookup_parameter: lookup.parameter?,
            found: Found { item: lookup.item, form: lookup.form, key: found_key? },
            same: same?,
            again_while: again_while?,
        })
    }

    fn body<'a>(&self, draft: &'a Draft, request: &RequestBody) -> Checked<&'a [Member]> {
        match request {
            RequestBody::Empty | RequestBody::Resource { attributes: None, .. } => Ok(&[]),
            RequestBody::Resource { attributes: Some(object), .. }
            | RequestBody::Object(object) => {
                Ok(&self.report.decoded(draft.object(*object))?.members)
            }
        }
    }

    /// A success that the operation describes is taken for done, whatever the table says of its status. Of a call that can be
    /// looked up that must not hide an answer which says that it be looked up.
    fn successes_are_done(&mut self, draft: &Draft, subject: &Subject<'_, 's>) -> Checked<()> {
        let Ok(api) = &draft.api else { return Ok(()) };
        let rules = subject
            .operation
            .successes
            .iter()
            .filter_map(|answer| api.statuses.iter().find(|rule| rule.status == answer.status));
        let open = rules.filter(|rule| rule.outcome != Outcome::Done);
        all(open.map(|rule| Err(self.open_success(rule, subject))).collect()).map(|_: Vec<()>| ())
    }

    fn open_success(
        &mut self,
        rule: &StatusRule,
        subject: &Subject<'_, 's>,
    ) -> super::report::Reported {
        let status = rule.status.to_string();
        let outcome = rule.outcome.as_str();
        let message = format!(
            "the status {status} is described as a success, and the table says `{outcome}` of it"
        );
        let place = subject.call_at.join("answers").join(status.as_str()).key();
        let mut problem = Diagnostic::new(Code::SuccessNotDone, message)
            .at(place, "a call that is answered so would be taken for done")
            .help("leave this answer out, so that the client looks up what became of the call; or write `outcome: done` and `directive: proceed` in the table, if the status does say so");
        if let Some(api) = &self.defs.api {
            let outcome = api.at.join("statuses").join(status).join("outcome");
            problem = problem.also(outcome.value(), "the table");
        }
        self.report.push(problem)
    }

    /// The input of the call that names what it acts on.
    fn key(&mut self, subject: &Subject<'_, 's>, key: &str) -> Checked<InputRef> {
        let path = subject.operation.path_parameters.iter();
        if let Some(index) = path.clone().position(|parameter| parameter.wire == key) {
            return Ok(InputRef::Path(index));
        }
        let place = subject.at.join("key").value();
        let Some(index) = subject.body.iter().position(|member| member.wire == key) else {
            let known = path.chain(subject.body).map(|member| member.wire.as_str());
            let what = "path parameter or member of the body";
            return Err(self.report.push(unknown(Code::UnknownInput, what, key, known, place)));
        };
        let problem = (subject.body[index].presence != Presence::Required).then(|| {
            Diagnostic::new(Code::KeyLeftOut, format!("the key `{key}` may be left out or null"))
                .at(place, "a call without it could not be looked up")
                .help("take `optional` and `nullable` away from the member, or name another key")
        });
        self.report.check(problem)?;
        Ok(InputRef::Body(index))
    }

    /// What is there before the call says by its state alone whether the call has acted: without states each lookup would find it,
    /// and take it for what the call has done.
    fn states_are_named(
        &mut self,
        subject: &Subject<'_, 's>,
        key: Checked<InputRef>,
        found_key: Checked<FoundKey>,
    ) -> Checked<()> {
        if subject.at.join("again_while").is_written() {
            return Ok(());
        }
        let why = match (key, found_key) {
            (Ok(InputRef::Path(_)), _) => "what the path names is there before the call",
            (_, Ok(FoundKey::Id)) => "what has this id is there before the call",
            _ => return Ok(()),
        };
        let message = "without `again_while` whatever the lookup finds would be taken for done";
        let problem = Diagnostic::new(Code::AgainWhileMissing, message)
            .at(subject.at.join("key").value(), why)
            .help("name the states in which the call has not acted yet and may be sent again: `again_while: { status: [draft] }`");
        Err(self.report.push(problem))
    }
}

impl<'a> Subject<'a, '_> {
    fn input(&self, input: InputRef) -> Option<&'a Member> {
        match input {
            InputRef::Path(index) => self.operation.path_parameters.get(index),
            InputRef::Query(index) => self.operation.query.get(index),
            InputRef::Body(index) => self.body.get(index),
        }
    }
}
