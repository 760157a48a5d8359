//! Cases of answers: every status in every form of a body, and what it says of the call.

use std::collections::BTreeSet;

use super::super::case::{Answer, AnswerCase, AnswerResult, AnswerVerdict, Directive, Outcome};
use super::super::describe;
use super::super::document::Effect;
use super::super::example;
use super::super::json::{Json, step};
use super::requests;
use crate::model::{
    self, AnswerBody, Model, Operation, StatusRule, is_lasting_refusal, is_success,
};

/// Statuses that descriptions seldom have.
const UNUSUAL: [u16; 6] = [206, 302, 408, 418, 507, 599];

/// The forms of a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// What the status is documented to hold, or a success of the call where it is not.
    Data,
    /// The first half of it.
    Cut,
    /// A list of errors.
    ErrorList,
    /// Errors by the member of the request.
    ErrorFields,
    /// A message.
    ErrorMessage,
    /// A list of errors beside the data.
    DataAndErrors,
    /// A word where errors stand, beside the data.
    ErrorFlag,
    /// An empty list of errors beside the data.
    NoErrors,
    /// A page of HTML.
    Page,
    /// Nothing.
    Empty,
}

impl Form {
    const ALL: [(Self, &str); 10] = [
        (Self::Data, "data"),
        (Self::Cut, "data that is cut off"),
        (Self::ErrorList, "a list of errors"),
        (Self::ErrorFields, "errors by member"),
        (Self::ErrorMessage, "a message"),
        (Self::DataAndErrors, "data beside a list of errors"),
        (Self::ErrorFlag, "data beside errors that are `true`"),
        (Self::NoErrors, "data beside an empty list of errors"),
        (Self::Page, "a page of HTML"),
        (Self::Empty, "no body"),
    ];

    fn holds_errors(self) -> bool {
        matches!(
            self,
            Self::ErrorList
                | Self::ErrorFields
                | Self::ErrorMessage
                | Self::DataAndErrors
                | Self::ErrorFlag
        )
    }

    /// Whether the body holds what is documented, whatever stands beside it.
    fn holds_data(self) -> bool {
        matches!(self, Self::Data | Self::NoErrors | Self::DataAndErrors | Self::ErrorFlag)
    }
}

/// The cases of all operations. What a status says does not depend on the operation beyond whether it is safe, idempotent or
/// neither: one of each stands for all, and the others have cases of what is their own.
pub(in super::super) fn cases(model: &Model) -> impl Iterator<Item = AnswerCase> {
    let examples = Effect::ALL.map(|effect| example_of(model, effect));
    let operations = model.operations.iter().enumerate();
    operations.flat_map(move |(at, operation)| {
        of_operation(model, operation, examples.contains(&Some(at)))
    })
}

/// The operation that stands for all with this effect: where there is one, a write that can be looked up.
fn example_of(model: &Model, effect: Effect) -> Option<usize> {
    let of_effect = |operation: &Operation| describe::effect(operation) == effect;
    let can_be_looked_up = |operation: &Operation| operation.uncertain.is_some();
    let operations = &model.operations;
    operations
        .iter()
        .position(|operation| of_effect(operation) && can_be_looked_up(operation))
        .or_else(|| operations.iter().position(of_effect))
}

fn of_operation(model: &Model, operation: &Operation, stands_for_all: bool) -> Vec<AnswerCase> {
    let own = operation.successes.iter().chain(&operation.existing).map(|answer| answer.status);
    let mut statuses: BTreeSet<u16> = own.collect();
    if stands_for_all {
        statuses.extend(model.api.statuses.iter().map(|rule| rule.status));
        statuses.extend(UNUSUAL);
    }
    let inputs = requests::inputs(model, operation);
    let mut cases = Vec::new();
    for status in statuses {
        for (form, words) in Form::ALL {
            let Some(answer) = answer(model, operation, status, form) else { continue };
            cases.push(AnswerCase {
                name: format!("{}: {status} with {words}", operation.name),
                operation: operation.name.clone(),
                inputs: inputs.clone(),
                answer,
                expect: verdict(model, operation, status, form),
            });
        }
    }
    cases
}

/// The answer of this status and form; none where it would show nothing of its own.
fn answer(model: &Model, operation: &Operation, status: u16, form: Form) -> Option<Answer> {
    let has_body = |answer: &&model::Answer| answer.body != AnswerBody::Empty;
    let success = operation.successes.iter().find(has_body).or(operation.successes.first())?;
    let mut documented = operation.successes.iter().chain(&operation.existing);
    let own = documented.find(|answer| answer.status == status);
    let is_success = is_success(status);
    // Where no body is described, there is none to be cut off. What a server sends all the same few transports hand on.
    let is_unusual = form.holds_data() || form == Form::Cut || form == Form::Page && own.is_some();
    if is_success && is_unusual && !has_body(&own.unwrap_or(success)) {
        return None;
    }
    // What only reads has little to get wrong: two forms of a failure are enough.
    let is_safe = describe::effect(operation) == Effect::Safe;
    if is_safe && !is_success && !matches!(form, Form::ErrorList | Form::Page) {
        return None;
    }
    if form == Form::ErrorFields && model.api.errors.fields.is_none() {
        return None;
    }
    let data = example::body(model, own.unwrap_or(success));
    let text = match form {
        Form::Data if own.is_none() && !is_success => return None,
        Form::Data => {
            let sample = own.and_then(|answer| answer.sample.as_ref());
            sample.map_or(data, |sample| sample.text.clone())
        }
        Form::Cut | Form::NoErrors | Form::DataAndErrors | Form::ErrorFlag if own.is_none() => {
            return None;
        }
        Form::Cut => cut(&data),
        Form::NoErrors => Json::parse(&data)?.with("/errors", Json::List(Vec::new())).to_string(),
        Form::DataAndErrors => {
            let errors = Json::parse(&example::error_list(model, status))?;
            Json::parse(&data)?.with("/errors", errors.at("/errors")?.clone()).to_string()
        }
        Form::ErrorFlag => Json::parse(&data)?.with("/errors", Json::literal("true")).to_string(),
        Form::ErrorList => example::error_list(model, status),
        Form::ErrorFields => {
            let member = model.body_members(&operation.request).first();
            let pointer = format!(
                "/errors/{}",
                member.map_or("member".to_owned(), |member| step(&member.wire))
            );
            Json::literal("null").with(&pointer, Json::text("This is not valid.")).to_string()
        }
        Form::ErrorMessage => Json::object([("error", Json::text("Not now."))]).to_string(),
        Form::Page => return Some(example::gateway_page(status)),
        Form::Empty => String::new(),
    };
    Some(example::answer(model, status, text))
}

/// The first half of a text.
fn cut(text: &str) -> String {
    text.chars().take(text.chars().count() / 2).collect()
}

/// What an answer of this status and form says.
fn verdict(model: &Model, operation: &Operation, status: u16, form: Form) -> AnswerVerdict {
    let rule = model.api.statuses.iter().find(|rule| rule.status == status);
    let holds_data = form.holds_data();
    let others = operation.existing.iter().any(|answer| answer.status == status);
    if others && holds_data {
        let (outcome, directive) = said(rule).unwrap_or((Outcome::Unknown, Directive::Reconcile));
        return AnswerVerdict { result: AnswerResult::Existing, outcome, directive };
    }
    let documented = operation.successes.iter().find(|answer| answer.status == status);
    let table_says_done = rule.is_some_and(|rule| rule.outcome == model::Outcome::Done);
    let is_2xx = is_success(status);
    let is_success = documented.is_some() || is_2xx && table_says_done;
    let reads = match documented {
        Some(answer) if answer.body == AnswerBody::Empty => true,
        Some(_) => holds_data,
        None => holds_data || form == Form::Empty && is_bodiless(operation),
    };
    if is_success && reads && !form.holds_errors() {
        return AnswerVerdict {
            result: AnswerResult::Success,
            outcome: Outcome::Done,
            directive: Directive::Proceed,
        };
    }
    let tells_nothing = is_2xx && (documented.is_none() || form.holds_errors());
    let said = match documented {
        Some(_) => Some((Outcome::Done, Directive::Proceed)),
        None => said(rule),
    };
    let outcome = match said {
        Some((outcome, _)) if !tells_nothing => outcome,
        _ => Outcome::Unknown,
    };
    let directive = said.map(|(_, directive)| directive);
    failure(describe::effect(operation), status, outcome, directive)
}

/// Whether no success of the call has a body.
fn is_bodiless(operation: &Operation) -> bool {
    operation.successes.iter().all(|answer| answer.body == AnswerBody::Empty)
}

fn said(rule: Option<&StatusRule>) -> Option<(Outcome, Directive)> {
    rule.map(|rule| (describe::outcome(rule.outcome), describe::directive(rule.directive)))
}

fn failure(
    effect: Effect,
    status: u16,
    outcome: Outcome,
    directed: Option<Directive>,
) -> AnswerVerdict {
    let outcome = if effect == Effect::Safe { Outcome::NotDone } else { outcome };
    let directive = match (effect, outcome, directed) {
        (Effect::Safe, ..) => of_repeat(status, directed),
        (Effect::Idempotent, Outcome::Done, _) => Directive::Proceed,
        (Effect::Idempotent, ..) => of_repeat(status, directed),
        (_, Outcome::Unknown, _) | (_, _, None | Some(Directive::UseExisting)) => {
            Directive::Reconcile
        }
        (_, _, Some(directive)) => directive,
    };
    AnswerVerdict { result: AnswerResult::Failure, outcome, directive }
}

/// What to do after a failure of a call that may be repeated.
fn of_repeat(status: u16, directed: Option<Directive>) -> Directive {
    match directed {
        Some(correct @ (Directive::CorrectRequest | Directive::CorrectCredentials)) => correct,
        _ if is_lasting_refusal(status) => Directive::CorrectRequest,
        _ => Directive::Repeat,
    }
}
