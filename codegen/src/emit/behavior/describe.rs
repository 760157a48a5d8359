//! Makes the content of `behavior.json` from a model.

use super::super::json_schema::{Direction, type_path, view_path};
use super::case;
use super::document::{
    Answer, AnswerForm, Auth, Because, Behavior, Callback, Effect, Errors, Face, Lifecycle,
    Operation, Paging, Parameter, Place, RequestBody, RequestForm, Sensitive, Signature,
    SignatureScheme, State, Status,
};
use super::json::step;
use super::rules;
use super::settle::settlement;
use crate::model::{self, AnswerBody, AuthScheme, Doc, Member, Model, Sensitivity, TRANSIENT};

/// All that `behavior.json` holds.
pub(super) fn behavior(model: &Model, schema: &str) -> Behavior {
    let api = &model.api;
    Behavior {
        schema: schema.to_owned(),
        title: api.title.clone(),
        doc: api.doc.trim().to_owned(),
        media_type: api.media_type.clone(),
        rules: rules::rules(),
        faces: api.faces.iter().map(face).collect(),
        statuses: api.statuses.iter().map(status).collect(),
        transient_statuses: TRANSIENT.to_vec(),
        errors: Errors {
            doc: words(&api.errors.doc),
            members: ["errors", "error"].map(str::to_owned),
            schema: "errors/error.json".to_owned(),
        },
        operations: model.operations.iter().map(|operation| call(model, operation)).collect(),
        paging: api.paging.iter().map(|style| paging(model, style)).collect(),
        callbacks: model.callbacks.iter().map(|sent| callback(model, sent)).collect(),
        lifecycles: model.enums.iter().filter_map(lifecycle).collect(),
        sensitive: sensitive(model),
    }
}

fn words(doc: &Doc) -> String {
    format!("{} (Source: {}.)", doc.text.trim(), doc.source)
}

fn face(face: &model::Face) -> Face {
    let auth = match face.auth {
        AuthScheme::Basic => Auth::Basic,
        AuthScheme::Bearer => Auth::Bearer,
        AuthScheme::None => Auth::None,
    };
    Face {
        name: face.name.clone(),
        doc: words(&face.doc),
        auth,
        auth_doc: face.auth_doc.trim().to_owned(),
    }
}

fn status(rule: &model::StatusRule) -> Status {
    Status {
        status: rule.status,
        meaning: rule.meaning.clone(),
        outcome: outcome(rule.outcome),
        directive: directive(rule.directive),
        doc: words(&rule.doc),
    }
}

/// An outcome as the cases name it.
pub(super) fn outcome(outcome: model::Outcome) -> case::Outcome {
    match outcome {
        model::Outcome::Done => case::Outcome::Done,
        model::Outcome::NotDone => case::Outcome::NotDone,
        model::Outcome::AlreadyDone => case::Outcome::AlreadyDone,
        model::Outcome::Unknown => case::Outcome::Unknown,
    }
}

/// A directive as the cases name it.
pub(super) fn directive(directive: model::Directive) -> case::Directive {
    match directive {
        model::Directive::Proceed => case::Directive::Proceed,
        model::Directive::CorrectRequest => case::Directive::CorrectRequest,
        model::Directive::CorrectCredentials => case::Directive::CorrectCredentials,
        model::Directive::UseExisting => case::Directive::UseExisting,
        model::Directive::Reconcile => case::Directive::Reconcile,
    }
}

/// What sending an operation does.
pub(super) fn effect(operation: &model::Operation) -> Effect {
    if operation.only_reads() {
        Effect::Safe
    } else if operation.is_repeatable() {
        Effect::Idempotent
    } else {
        Effect::Neither
    }
}

fn call(model: &Model, operation: &model::Operation) -> Operation {
    let in_path = operation.path_parameters.iter().map(|member| parameter(Place::Path, member));
    let in_query = operation.query.iter().map(|member| parameter(Place::Query, member));
    let uncertain = operation.uncertain.as_ref();
    Operation {
        name: operation.name.clone(),
        doc: words(&operation.doc),
        face: model.api.faces[operation.face].name.clone(),
        method: operation.method.as_str().to_owned(),
        path: operation.path_template.clone(),
        parameters: in_path.chain(in_query).collect(),
        request: request(operation),
        effect: effect(operation),
        successes: operation.successes.iter().map(answer).collect(),
        existing: operation.existing.iter().map(answer).collect(),
        paging: operation.paging().map(|paging| model.api.paging[paging].name.clone()),
        uncertain: uncertain.map(|uncertain| settlement(model, operation, uncertain)),
    }
}

fn parameter(place: Place, member: &Member) -> Parameter {
    Parameter {
        place,
        name: member.wire.clone(),
        required: member.presence.is_always_there(),
        doc: words(&member.doc),
    }
}

fn request(operation: &model::Operation) -> Option<RequestBody> {
    let schema = format!("requests/{}.json", operation.name);
    match &operation.request {
        model::RequestBody::Empty => None,
        model::RequestBody::Object(_) => {
            Some(RequestBody { form: RequestForm::Object, type_word: None, id: None, schema })
        }
        model::RequestBody::Resource { type_word, id, .. } => Some(RequestBody {
            form: RequestForm::Resource,
            type_word: Some(type_word.clone()),
            id: id.map(|index| operation.path_parameters[index].wire.clone()),
            schema,
        }),
    }
}

/// A documented answer.
pub(super) fn answer(answer: &model::Answer) -> Answer {
    let form = match answer.body {
        AnswerBody::Empty => AnswerForm::Empty,
        AnswerBody::Resource { .. } => AnswerForm::Resource,
        AnswerBody::List { or_one: false, .. } => AnswerForm::Resources,
        AnswerBody::List { or_one: true, .. } => AnswerForm::ResourcesOrOne,
        AnswerBody::Data { .. } => AnswerForm::Data,
        AnswerBody::DataList { or_one: false, .. } => AnswerForm::DataList,
        AnswerBody::DataList { or_one: true, .. } => AnswerForm::DataListOrOne,
        AnswerBody::Object(_) => AnswerForm::Object,
    };
    Answer { status: answer.status, form }
}

fn paging(model: &Model, style: &model::Paging) -> Paging {
    Paging {
        name: style.name.clone(),
        doc: words(&style.doc),
        query: style.query.iter().map(|member| parameter(Place::Query, member)).collect(),
        next: format!("/links/{}", step(&style.next)),
        empty_link_is_none: model.api.habits.empty_link_is_none,
    }
}

fn callback(model: &Model, sent: &model::Callback) -> Callback {
    let resource = match sent.body {
        AnswerBody::Resource { item, .. } => Some(&model[item.resource]),
        _ => None,
    };
    let order = resource.zip(sent.order_by).map(|(resource, index)| &resource.attributes[index]);
    Callback {
        name: sent.name.clone(),
        doc: words(&sent.doc),
        signature: sent.signature.as_ref().map(|signature| Signature {
            header: signature.header.clone(),
            scheme: match signature.scheme {
                model::SignatureScheme::Sha1SandwichBase64 => SignatureScheme::Sha1SandwichBase64,
            },
            doc: signature.doc.trim().to_owned(),
        }),
        acknowledge: sent.acknowledge,
        id: resource.map(|_| "/data/id".to_owned()),
        order_by: order.map(|member| format!("/data/attributes/{}", step(&member.wire))),
        schema: format!("callbacks/{}.json", sent.name),
    }
}

fn lifecycle(of: &model::Enum) -> Option<Lifecycle> {
    let cycle = of.lifecycle.as_ref()?;
    let word = |index: &usize| of.values[*index].word.clone();
    let states = of.values.iter().enumerate().map(|(index, value)| State {
        value: value.word.clone(),
        doc: words(&value.doc),
        next: cycle.next[index].iter().map(word).collect(),
        facts: of
            .facts
            .iter()
            .filter(|fact| fact.holds[index])
            .map(|fact| fact.name.clone())
            .collect(),
    });
    Some(Lifecycle {
        of: of.name.clone(),
        schemas: type_files(&of.name, false, true),
        doc: words(&of.doc),
        initial: word(&cycle.initial),
        states: states.collect(),
    })
}

fn sensitive(model: &Model) -> Vec<Sensitive> {
    let scalars = model.scalars.iter().filter_map(|scalar| {
        entry(&scalar.name, type_files(&scalar.name, false, true), None, scalar.sensitivity)
    });
    let objects = model.objects.iter().flat_map(|object| {
        let usage = object.usage;
        let files = type_files(&object.name, usage.request, usage.response || !usage.request);
        of_members(&object.name, &object.members, move |_| files.clone())
    });
    let resources = model.resources.iter().flat_map(|resource| {
        of_members(&resource.name, &resource.attributes, |member| view_files(resource, member))
    });
    let operations = model.operations.iter().flat_map(|operation| {
        let members = operation.path_parameters.iter().chain(&operation.query);
        of_members(&operation.name, members, |_| Vec::new())
    });
    scalars.chain(objects).chain(resources).chain(operations).collect()
}

fn of_members<'m>(
    of: &'m str,
    members: impl IntoIterator<Item = &'m Member>,
    files: impl Fn(&Member) -> Vec<String>,
) -> impl Iterator<Item = Sensitive> {
    members
        .into_iter()
        .filter_map(move |member| entry(of, files(member), Some(&member.wire), member.sensitivity))
}

fn entry(
    of: &str,
    schemas: Vec<String>,
    member: Option<&str>,
    why: Sensitivity,
) -> Option<Sensitive> {
    let because = match why {
        Sensitivity::Open => return None,
        Sensitivity::Personal => Because::Personal,
        Sensitivity::Secret => Because::Secret,
    };
    Some(Sensitive { of: of.to_owned(), schemas, member: member.map(str::to_owned), because })
}

/// The schemas of a named type.
fn type_files(name: &str, sent: bool, received: bool) -> Vec<String> {
    let received = received.then(|| type_path(name, Direction::Received));
    let sent = sent.then(|| type_path(name, Direction::Sent));
    received.into_iter().chain(sent).collect()
}

/// The schemas of a resource that show an attribute.
fn view_files(resource: &model::Resource, member: &Member) -> Vec<String> {
    let shows =
        |view: &_| resource.attributes_of(*view).iter().any(|shown| shown.wire == member.wire);
    let views = std::iter::once(None).chain((0..resource.views.len()).map(Some));
    views.filter(shows).map(|view| view_path(resource, view)).collect()
}
