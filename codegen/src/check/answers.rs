//! What the server answers, and what it sends by itself.

use super::Checker;
use super::api::status_code;
use super::at::At;
use super::report::{Checked, all};
use super::samples::Shape;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Outcome};
use crate::model::{Answer, AnswerBody, ObjectId, ViewId, is_success};

/// The statuses whose answers have no body.
const BODILESS: [u16; 3] = [204, 205, 304];

impl<'s> Checker<'s> {
    /// The answers of the operation at `at`, by status.
    pub(super) fn answers(
        &mut self,
        at: &At<'s>,
        item: &language::Operation,
        origin: &Checked<String>,
    ) -> Checked<Vec<Answer>> {
        let mut answers = Vec::new();
        for (status, answer) in item.answers.iter() {
            let sample = item
                .samples
                .get(status)
                .map(|name| (name.as_str(), at.join("samples").join(status)));
            answers.push(self.answer(
                &at.join("answers").join(status),
                status,
                answer,
                sample,
                origin,
            ));
        }
        let success = self.has_success(at, item);
        let mut answers = success.and(all(answers))?;
        answers.sort_by_key(|answer| answer.status);
        let (successes, others): (Vec<&Answer>, Vec<&Answer>) =
            answers.iter().partition(|answer| is_success(answer.status));
        let same = self.same_bodies(at, &successes, "a success");
        self.same_bodies(at, &others, "an answer that is no success").and(same)?;
        Ok(answers)
    }

    fn has_success(&mut self, at: &At<'s>, item: &language::Operation) -> Checked<()> {
        // What is no status at all has been reported, and may be meant for a success.
        let mut statuses = item.answers.names().map(status_code);
        let missing = statuses.all(|status| status.is_some_and(|status| !is_success(status)));
        let problem = missing.then(|| {
            Diagnostic::new(Code::SuccessMissing, "there is no answer for a success")
                .at(at.join("answers").key(), "none of these is a 2xx status")
                .help("describe at least one: `200: { one: articles }` or `204: { empty: true }`")
        });
        self.report.check(problem)
    }

    fn answer(
        &mut self,
        at: &At<'s>,
        status: &str,
        answer: &language::Answer,
        sample: Option<(&str, At<'s>)>,
        origin: &Checked<String>,
    ) -> Checked<Answer> {
        let status = self.described_status(status, at);
        let body = self.answer_body(answer, at);
        let doc = self.answer_doc(at, answer, origin);
        let allowed = match (&status, &body) {
            (Ok(status), Ok(body)) => self
                .body_allowed(*status, body, at)
                .and_then(|()| self.says_it_was_made_before(*status, body, at)),
            _ => Ok(()),
        };
        let sample = sample
            .map(|(name, at)| self.sample(name, &at, body.clone().map(Shape::Answer)))
            .transpose();
        allowed?;
        Ok(Answer { status: status?, doc: doc?, body: body?, sample: sample? })
    }

    fn answer_doc(
        &mut self,
        at: &At<'s>,
        answer: &language::Answer,
        origin: &Checked<String>,
    ) -> Checked<Option<crate::model::Doc>> {
        match (&answer.doc, &answer.source) {
            (Some(text), source) => self.doc(at, text, source.as_deref(), origin).map(Some),
            (None, None) => Ok(None),
            (None, Some(_)) => {
                let problem =
                    Diagnostic::new(Code::NoEffect, "the source of a doc that is not there")
                        .at(at.join("source").key(), "this changes nothing")
                        .help("add `doc:`, or remove `source`");
                Err(self.report.push(problem))
            }
        }
    }

    fn body_allowed(&mut self, status: u16, body: &AnswerBody, at: &At<'s>) -> Checked<()> {
        let problem = (BODILESS.contains(&status) && *body != AnswerBody::Empty).then(|| {
            Diagnostic::new(
                Code::BodyAgainstStatus,
                format!("an answer with the status {status} has no body"),
            )
            .at(at.key(), "a body is described here")
            .help("write `{ empty: true }`, or use another status")
        });
        self.report.check(problem)
    }

    /// Outside the 2xx an answer is described for what it holds of an earlier call: it holds something, and the status says that
    /// there was one.
    fn says_it_was_made_before(
        &mut self,
        status: u16,
        body: &AnswerBody,
        at: &At<'s>,
    ) -> Checked<()> {
        if is_success(status) {
            return Ok(());
        }
        if *body == AnswerBody::Empty {
            let message = format!("an answer {status} without a body says what the table says");
            let problem = Diagnostic::new(Code::NoEffect, message)
                .at(at.key(), "this changes nothing")
                .help("remove it; the API's `statuses` says of every call what a status means");
            return Err(self.report.push(problem));
        }
        let rule = self.api()?.statuses.get(&status.to_string());
        let problem = rule.filter(|rule| rule.outcome != Outcome::AlreadyDone).map(|_| {
            let message = format!("an answer {status} would be taken for what an earlier call made");
            let mut problem = Diagnostic::new(Code::ExistingOutcome, message)
                .at(at.key(), "a body that is no error is described here")
                .help("remove it, if it is an error; or say `already-done` in the table, if what the body holds was there before the call");
            if let Some(api) = &self.defs.api {
                let outcome = api.at.join("statuses").join(status.to_string()).join("outcome");
                problem = problem.also(outcome.value(), "the table does not say so");
            }
            problem
        });
        self.report.check(problem)
    }

    /// The caller of an operation gets one type: answers with bodies must agree on it.
    fn same_bodies(&mut self, at: &At<'s>, answers: &[&Answer], kind: &str) -> Checked<()> {
        let mut with_body = answers.iter().filter(|answer| answer.body != AnswerBody::Empty);
        let Some(first) = with_body.next() else { return Ok(()) };
        let mut result = Ok(());
        for other in with_body.filter(|other| other.body != first.body) {
            let place =
                |answer: &Answer| at.join("answers").join(answer.status.to_string()).value();
            let message =
                format!("the answers {} and {} have different bodies", first.status, other.status);
            let problem = Diagnostic::new(Code::BodiesDiffer, message)
                .at(place(other), format!("this body of {kind}"))
                .also(place(first), "differs from this one")
                .help("a caller gets one type: describe the answer that callers act on, and leave the other status out; it is then reported as an outcome that is not known");
            result = Err(self.report.push(problem));
        }
        result
    }

    /// The body of the answer or callback at `at`.
    pub(super) fn answer_body(
        &mut self,
        answer: &language::Answer,
        at: &At<'s>,
    ) -> Checked<AnswerBody> {
        let form = Form::of(answer).ok_or_else(|| {
            let message = "the body is not exactly one of `one`, `list`, `data`, `data_list`, `body` and `empty`";
            let problem = Diagnostic::new(Code::AnswerForm, message).at(at.key(), "this body");
            self.report.push(problem.help("write one of them: `{ one: articles }`"))
        })?;
        let idle = self.idle_options(answer, form, at);
        let meta = answer
            .meta
            .as_deref()
            .map(|name| self.object_named(name, &at.join("meta")))
            .transpose();
        let body = match form {
            Form::Empty => Ok(AnswerBody::Empty),
            Form::Body(name) => self.object_named(name, &at.join("body")).map(AnswerBody::Object),
            Form::Data(name) => {
                let object = self.object_named(name, &at.join("data"));
                object.and_then(|object| Ok(AnswerBody::Data { object, meta: meta? }))
            }
            Form::DataList(name) => {
                let object = self.object_named(name, &at.join("data_list"));
                object.and_then(|object| {
                    Ok(AnswerBody::DataList { object, meta: meta?, or_one: answer.or_one })
                })
            }
            Form::One(type_word) => {
                let item = self.shown(
                    type_word,
                    answer.view.as_deref(),
                    &at.join("one"),
                    &at.join("view"),
                );
                item.and_then(|item| Ok(AnswerBody::Resource { item, meta: meta? }))
            }
            Form::List(type_word) => self.list(type_word, answer, meta, at),
        };
        idle.and(body)
    }

    fn list(
        &mut self,
        type_word: &str,
        answer: &language::Answer,
        meta: Checked<Option<ObjectId>>,
        at: &At<'s>,
    ) -> Checked<AnswerBody> {
        let item =
            self.shown(type_word, answer.view.as_deref(), &at.join("list"), &at.join("view"));
        let paging = answer
            .paging
            .as_deref()
            .map(|name| self.paging_named(name, &at.join("paging")))
            .transpose()?;
        let meta = match paging {
            None => meta,
            Some(style) => {
                let style = self.api()?.paging.iter().nth(style);
                let (_, style) = self.report.decoded(style)?;
                // Whether it is an object is checked with the style.
                let known = self.defs.objects.position(&style.meta).map(ObjectId);
                self.report.decoded(known).map(Some)
            }
        };
        Ok(AnswerBody::List { item: item?, paging, meta: meta?, or_one: answer.or_one })
    }

    fn shown(
        &mut self,
        type_word: &str,
        view: Option<&str>,
        at: &At<'s>,
        view_at: &At<'s>,
    ) -> Checked<ViewId> {
        let resource = self.resource_named(type_word, at)?;
        let view = view.map(|view| self.view_named(resource, view, view_at)).transpose()?;
        Ok(ViewId { resource, view })
    }

    fn idle_options(
        &mut self,
        answer: &language::Answer,
        form: Form<'_>,
        at: &At<'s>,
    ) -> Checked<()> {
        let is_resource = matches!(form, Form::One(_) | Form::List(_));
        let is_list = matches!(form, Form::List(_) | Form::DataList(_));
        let is_document = is_resource || matches!(form, Form::Data(_) | Form::DataList(_));
        let options = [
            ("view", answer.view.is_some() && !is_resource, "only resources have views"),
            (
                "paging",
                answer.paging.is_some() && !matches!(form, Form::List(_)),
                "only lists of resources are paged",
            ),
            ("or_one", answer.or_one && !is_list, "only in place of a list can one item stand"),
            ("meta", answer.meta.is_some() && !is_document, "only documents have `meta`"),
            (
                "meta",
                answer.meta.is_some() && answer.paging.is_some() && is_list,
                "a paged list takes its `meta` from its paging",
            ),
        ];
        let mut result = Ok(());
        for (option, _, reason) in options.into_iter().filter(|(_, idle, _)| *idle) {
            let problem = Diagnostic::new(Code::NoEffect, reason)
                .at(at.join(option).key(), "this changes nothing")
                .help("remove it");
            result = Err(self.report.push(problem));
        }
        result
    }
}

/// The forms of a body, with the name of what it holds.
#[derive(Clone, Copy)]
enum Form<'a> {
    One(&'a str),
    List(&'a str),
    Data(&'a str),
    DataList(&'a str),
    Body(&'a str),
    Empty,
}

impl<'a> Form<'a> {
    /// The one form that is written.
    fn of(answer: &'a language::Answer) -> Option<Self> {
        let forms = [
            answer.one.as_deref().map(Form::One),
            answer.list.as_deref().map(Form::List),
            answer.data.as_deref().map(Form::Data),
            answer.data_list.as_deref().map(Form::DataList),
            answer.body.as_deref().map(Form::Body),
            answer.empty.then_some(Form::Empty),
        ];
        let mut written = forms.into_iter().flatten();
        written.next().filter(|_| written.next().is_none())
    }
}
