//! One operation: its parameters, its bodies and everything that it may be answered with.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::super::json_schema::{
    ANY_ERROR, Direction, Schema, Shapes, indented, request_path, response_path,
};
use super::Emitter;
use super::document::{
    Example, MediaType, Operation, OwnResponse, Parameter, RequestBody, Response, Variant,
};
use super::words;
use crate::model::{self, Answer, AuthScheme, Member, Outcome, Sample, StatusRule, Type};

/// How many levels deep the value of an example stands in a request.
const IN_REQUEST: usize = 9;
/// How many levels deep the value of an example stands in the response of an operation.
const IN_RESPONSE: usize = 10;
/// How many levels deep the value of an example stands in a response among the components.
const IN_COMPONENT: usize = 8;

impl Emitter<'_> {
    /// The operation that stands for calls of one face with one method and path. `names` are those of the path's parameters.
    pub(super) fn operation(
        &self,
        calls: &[&model::Operation],
        names: &[&str],
    ) -> Option<Operation> {
        let shapes = Shapes { model: self.model, direction: Direction::Sent };
        let plain = calls.iter().copied().min_by_key(|call| required(call).count())?;
        let path = plain.path_parameters.iter().zip(names).map(|(member, name)| Parameter {
            name: (*name).to_owned(),
            ..self.parameter(shapes, member, "path", true)
        });
        Some(Operation {
            operation_id: plain.name.clone(),
            summary: words::summary(&plain.doc.text),
            description: self.describe(plain, calls),
            tags: vec![plain.group_name().to_owned()],
            variants: variants(calls),
            security: self.security(plain.face),
            parameters: path.chain(self.query(shapes, calls)).collect(),
            request_body: calls.iter().find_map(|call| self.request(call)),
            responses: self.responses(plain, calls),
        })
    }

    fn describe(&self, plain: &model::Operation, calls: &[&model::Operation]) -> String {
        let mut text = words::of_operation(self.model, plain);
        for call in calls.iter().filter(|call| call.name != plain.name) {
            let parameters: Vec<_> = required(call).map(|name| format!("`{name}`")).collect();
            let words = words::of_operation(self.model, call);
            text +=
                &format!("\n\nWith {} it is `{}`: {words}", parameters.join(" and "), call.name);
        }
        text
    }

    fn security(&self, face: usize) -> Vec<BTreeMap<String, [&'static str; 0]>> {
        let face = &self.model.api.faces[face];
        match face.auth {
            AuthScheme::None => Vec::new(),
            AuthScheme::Basic | AuthScheme::Bearer => {
                vec![BTreeMap::from([(face.name.clone(), [])])]
            }
        }
    }

    /// The parameters of all calls. What only some of them require is optional.
    fn query(&self, shapes: Shapes<'_>, calls: &[&model::Operation]) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for call in calls {
            for member in call.query.iter().chain(call.paging_query(self.model)) {
                if parameters.iter().any(|known| known.name == member.wire) {
                    continue;
                }
                let always =
                    calls.iter().all(|call| required(call).any(|name| name == member.wire));
                parameters.push(self.parameter(shapes, member, "query", always));
            }
        }
        parameters
    }

    /// A list is written with commas between its items.
    fn parameter(
        &self,
        shapes: Shapes<'_>,
        member: &Member,
        place: &'static str,
        required: bool,
    ) -> Parameter {
        let mut schema = shapes.member(member);
        // What is said of the value stands with the parameter, so that the schema of a named type is a mere reference.
        let description = schema.description.take().unwrap_or_default();
        let example = std::mem::take(&mut schema.examples).into_iter().next();
        Parameter {
            name: member.wire.clone(),
            place,
            description,
            required,
            explode: matches!(member.ty, Type::List(_)).then_some(false),
            schema: self.written(schema.in_parameter()),
            example: example.and_then(|text| RawValue::from_string(text).ok()),
        }
    }

    fn request(&self, call: &model::Operation) -> Option<RequestBody> {
        let schema = self.schemas.reference(&request_path(call))?;
        let content = self.content(schema, call.request_sample.as_ref(), IN_REQUEST);
        Some(RequestBody { required: true, content })
    }

    /// A body in the API's media type.
    pub(super) fn content<'s>(
        &self,
        schema: Schema,
        samples: impl IntoIterator<Item = &'s Sample>,
        levels: usize,
    ) -> BTreeMap<String, MediaType> {
        let examples = samples.into_iter().filter_map(|sample| {
            let value = indented(&sample.text, levels).ok()?;
            Some((sample.name.clone(), Example { value }))
        });
        let schema = self.written(schema);
        let media_type = MediaType { schema, examples: examples.collect() };
        BTreeMap::from([(self.model.api.media_type.clone(), media_type)])
    }

    fn responses(
        &self,
        plain: &model::Operation,
        calls: &[&model::Operation],
    ) -> BTreeMap<String, Response> {
        let rules = &self.model.api.statuses;
        let shared = rules.iter().filter(|rule| concerns(rule, plain)).map(|rule| {
            let reference = format!("#/components/responses/{}", response_name(rule));
            (rule.status.to_string(), Response::Shared { reference })
        });
        let mut responses: BTreeMap<_, _> = shared.collect();
        let answers = calls.iter().flat_map(|call| {
            call.successes.iter().chain(&call.existing).map(move |answer| (*call, answer))
        });
        let mut by_status: BTreeMap<u16, Vec<_>> = BTreeMap::new();
        for (call, answer) in answers {
            by_status.entry(answer.status).or_default().push((call, answer));
        }
        for (status, answers) in by_status {
            responses.insert(status.to_string(), Response::Own(self.response(status, &answers)));
        }
        responses
    }

    /// What calls that share an operation are answered with a status.
    fn response(&self, status: u16, answers: &[(&model::Operation, &Answer)]) -> OwnResponse {
        let rules = &self.model.api.statuses;
        let rule = rules.iter().find(|rule| rule.status == status).map(words::of_own);
        let own = words::of_answers(answers);
        let mut schemas: Vec<_> = answers
            .iter()
            .filter_map(|(call, answer)| self.schemas.reference(&response_path(call, answer)))
            .collect();
        if status >= 400 {
            schemas.extend(self.schemas.reference(ANY_ERROR));
        }
        let samples = answers.iter().filter_map(|(_, answer)| answer.sample.as_ref());
        OwnResponse {
            description: words::of_status(rule.as_ref(), &own),
            outcome: rule.as_ref().map(|rule| rule.outcome.as_str()),
            directive: rule.as_ref().map(|rule| rule.directive.as_str()),
            content: match schemas.is_empty() {
                true => BTreeMap::new(),
                false => self.content(Schema::any_of(schemas), samples, IN_RESPONSE),
            },
        }
    }

    /// What any call may be answered with, by name.
    pub(super) fn shared_responses(&self) -> BTreeMap<String, OwnResponse> {
        let api = &self.model.api;
        let used = api.statuses.iter().filter(|rule| {
            self.model
                .operations
                .iter()
                .any(|call| concerns(rule, call) && !answers(call, rule.status))
        });
        used.map(|rule| {
            let samples = api.errors.samples.iter();
            let samples =
                samples.filter(|(status, _)| *status == rule.status).map(|(_, sample)| sample);
            let schema = self.schemas.reference(ANY_ERROR).filter(|_| rule.status >= 400);
            let directed = words::of_shared(rule);
            let response = OwnResponse {
                description: words::of_status(Some(&directed), &[]),
                outcome: Some(rule.outcome.as_str()),
                directive: Some(directed.directive.as_str()),
                content: schema
                    .map(|schema| self.content(schema, samples, IN_COMPONENT))
                    .unwrap_or_default(),
            };
            (response_name(rule), response)
        })
        .collect()
    }
}

/// Whether a call may be answered with a status that it does not describe itself: with an error, or with a success that
/// leaves open whether something was changed.
fn concerns(rule: &StatusRule, call: &model::Operation) -> bool {
    rule.status >= 400 || (rule.outcome != Outcome::Done && !call.is_repeatable())
}

/// Whether a call describes itself what it answers with a status.
fn answers(call: &model::Operation, status: u16) -> bool {
    call.successes.iter().chain(&call.existing).any(|answer| answer.status == status)
}

fn response_name(rule: &StatusRule) -> String {
    use heck::ToUpperCamelCase as _;
    let meaning = rule.meaning.to_upper_camel_case();
    let plain: String = meaning.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("{plain}{}", rule.status)
}

/// The names of the query parameters that a call cannot do without.
fn required(call: &model::Operation) -> impl Iterator<Item = &str> {
    let members = call.query.iter().filter(|member| member.presence.is_always_there());
    members.map(|member| member.wire.as_str())
}

fn variants(calls: &[&model::Operation]) -> Vec<Variant> {
    if calls.len() < 2 {
        return Vec::new();
    }
    let variant = |call: &&model::Operation| Variant {
        operation: call.name.clone(),
        requires: required(call).map(str::to_owned).collect(),
    };
    calls.iter().map(variant).collect()
}
