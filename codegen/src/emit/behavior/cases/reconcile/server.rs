//! What a server may say in the cases of a write.

use super::super::super::case::{Answer, Exchange, Happening, Sending};
use super::super::super::example;
use super::super::super::json::Json;
use super::scene::Scene;
use crate::model::{self, AnswerBody, Directive, FoundForm, Outcome, is_lasting_refusal};

impl Scene<'_> {
    /// A success that shows this; one that shows nothing of it where none does.
    pub(super) fn success(&self, data: &Json) -> Answer {
        let successes = &self.operation.successes;
        match successes.iter().find(|answer| self.shows_it(answer)) {
            Some(answer) => {
                let body = example::document_text(data);
                example::answer(self.model, answer.status, body)
            }
            None => {
                let status = successes.first().map_or(200, |answer| answer.status);
                let body = successes.first().map(|answer| example::body(self.model, answer));
                example::answer(self.model, status, body.unwrap_or_default())
            }
        }
    }

    /// Whether some success of the call shows what a lookup would.
    pub(super) fn tells_what_was_made(&self) -> bool {
        self.operation.successes.iter().any(|answer| self.shows_it(answer))
    }

    /// Whether an answer shows what a lookup would.
    fn shows_it(&self, answer: &model::Answer) -> bool {
        matches!(&answer.body, AnswerBody::Resource { item, .. } if item.resource == self.found)
    }

    pub(super) fn done(&self) -> Exchange {
        write(answered(self.success(&self.ours)))
    }

    pub(super) fn unread(&self) -> Exchange {
        let answer = self.success(&self.ours);
        write(answered(example::gateway_page(answer.status)))
    }

    /// The refusal that says that the key is taken, and shows by what; none where there is no such.
    pub(super) fn existing(&self, data: &Json) -> Option<Answer> {
        let mut existing = self.operation.existing.iter();
        let answer = existing.find(|answer| self.shows_it(answer))?;
        let body = example::document_text(data);
        Some(example::answer(self.model, answer.status, body))
    }

    /// An answer with errors by which the write was not done and which directs to do this, with a status as near to `like` as can
    /// be; none where the description has no such status.
    pub(super) fn refused(&self, directive: Directive, like: u16) -> Option<Exchange> {
        let rules = self.model.api.statuses.iter().filter(|rule| {
            rule.outcome == Outcome::NotDone && rule.directive == directive && rule.status != 404
        });
        let status = rules.map(|rule| rule.status).min_by_key(|status| status.abs_diff(like))?;
        Some(self.errors(status))
    }

    /// A refusal of the request, which its sender must correct.
    pub(super) fn refused_request(&self) -> Option<Exchange> {
        self.refused(Directive::CorrectRequest, 422)
    }

    /// The answer that what the write acts on is not there; none where the description does not say that the status means it.
    pub(super) fn refused_as_missing(&self) -> Option<Exchange> {
        let mut rules = self.model.api.statuses.iter();
        let rule = rules.find(|rule| rule.status == 404 && rule.outcome == Outcome::NotDone)?;
        Some(self.errors(rule.status))
    }

    /// The write is answered with errors under this status.
    pub(super) fn errors(&self, status: u16) -> Exchange {
        write(answered(example::errors(self.model, status)))
    }

    /// Answers with errors whose statuses do not say what became of the write.
    pub(super) fn of_no_say(&self) -> impl Iterator<Item = (u16, Answer)> {
        let rules = self.model.api.statuses.iter();
        let unknown = rules.filter(|rule| rule.outcome == Outcome::Unknown);
        unknown.map(|rule| (rule.status, example::errors(self.model, rule.status)))
    }

    /// Those of them after which the server is not at work on the write any more.
    pub(super) fn last_words(&self) -> impl Iterator<Item = (u16, Answer)> {
        self.of_no_say().filter(|(status, _)| is_lasting_refusal(*status))
    }

    pub(super) fn finds_lists(&self) -> bool {
        self.found_form != FoundForm::One
    }

    pub(super) fn list(&self, items: impl Into<Vec<Json>>) -> Answer {
        let status = self.lookup.successes.first().map_or(200, |answer| answer.status);
        let body = example::document_text(&Json::List(items.into()));
        example::answer(self.model, status, body)
    }

    /// A lookup that finds this.
    pub(super) fn finds(&self, data: &Json) -> Exchange {
        if self.finds_lists() {
            return lookup(answered(self.list([data.clone()])));
        }
        let status = self.lookup.successes.first().map_or(200, |answer| answer.status);
        lookup(answered(example::answer(self.model, status, example::document_text(data))))
    }

    /// A lookup that finds nothing.
    pub(super) fn none(&self) -> Exchange {
        let answer = if self.finds_lists() { self.list([]) } else { self.missing() };
        lookup(answered(answer))
    }

    /// The server says that there is no such thing.
    pub(super) fn missing(&self) -> Answer {
        example::errors(self.model, 404)
    }

    /// A list without items beside errors, under a status of success.
    pub(super) fn errors_beside_nothing(&self) -> Answer {
        let errors = Json::parse(&example::error_list(self.model, 500));
        let body = errors.unwrap_or_else(|| Json::literal("null"));
        let answer = self.list([]);
        Answer { body: body.with("/data", Json::List(Vec::new())).to_string(), ..answer }
    }

    pub(super) fn failing_lookup(&self) -> Exchange {
        lookup(answered(example::errors(self.model, 500)))
    }
}

impl Exchange {
    /// The status of the answer; 0 where there is none.
    pub(super) fn status(&self) -> u16 {
        match &self.then {
            Happening::Answered { answer } => answer.status,
            _ => 0,
        }
    }

    /// The same with a page of HTML in place of the answer's body.
    pub(super) fn with_page(mut self) -> Self {
        if let Happening::Answered { answer } = &mut self.then {
            *answer = example::gateway_page(answer.status);
        }
        self
    }
}

pub(super) fn write(then: Happening) -> Exchange {
    Exchange { client: Sending::Write, then }
}

pub(super) fn lookup(then: Happening) -> Exchange {
    Exchange { client: Sending::Lookup, then }
}

pub(super) fn answered(answer: Answer) -> Happening {
    Happening::Answered { answer }
}
