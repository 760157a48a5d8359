//! Calls: names, parameters, requests and answers.

use std::collections::{BTreeMap, BTreeSet};

use super::Checker;
use super::at::At;
use super::call::Call;
use super::definitions::Definition;
use super::draft::Draft;
use super::members::Parameter;
use super::naming::{
    CALL_SUFFIXES, CALLS_TAKEN, Choice, GROUPS_TAKEN, PARAMETERS_TAKEN, SETTERS_TAKEN, Scope,
};
use super::references::quoted;
use super::report::Checked;
use super::samples::Shape;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Repeat};
use crate::model::{
    Member, Method, Operation, PathPiece, Presence, RequestBody, Sample, is_success,
};
use crate::names::{Case, null_setter};

/// The scopes that operations share: the groups, and the actions of each.
#[derive(Debug)]
pub(super) struct Groups<'s> {
    groups: Scope,
    /// The functions and the types of each group.
    actions: BTreeMap<String, (Scope, Scope)>,
    /// Faces and calls, without the names of the parameters in the path but with those in the query.
    calls: BTreeMap<(&'s str, String), At<'s>>,
}

impl Groups<'_> {
    pub(super) fn new() -> Self {
        let groups = Scope::new("the groups of operations", GROUPS_TAKEN);
        Self { groups, actions: BTreeMap::new(), calls: BTreeMap::new() }
    }
}

/// What an operation is called: in the description, and in Rust.
struct Names {
    group: String,
    action: String,
    type_name: String,
}

impl<'s> Checker<'s> {
    /// A call. How its uncertain outcome is resolved is left out: that names other calls.
    pub(super) fn operation(
        &mut self,
        groups: &mut Groups<'s>,
        draft: &Draft,
        definition: &'s Definition<'s, language::Operation>,
    ) -> Checked<Operation<()>> {
        let names = self.operation_names(groups, &definition.name, &definition.at);
        let item = self.report.decoded(definition.item.as_ref())?;
        let at = &definition.at;
        let origin = self.origin(definition, item.source.as_deref());
        let doc = self.doc(at, &item.doc, None, &origin);
        let face = self.face_named(&item.face, &at.join("face"));
        let call = self.call(at, item).and_then(|call| self.only_call(groups, at, item, call));
        let mut setters =
            Scope::new(format!("the inputs of `{}`", definition.name), PARAMETERS_TAKEN);
        let path =
            self.parameters(&mut setters, &at.join("path"), &item.path, Parameter::Path, &origin);
        let query = self.parameters(
            &mut setters,
            &at.join("query"),
            &item.query,
            Parameter::Query,
            &origin,
        );
        let owner = names.as_ref().map_or_else(
            |_| String::new(),
            |names| {
                crate::names::convert(&names.group, Case::UpperCamel).unwrap_or_default()
                    + &names.type_name
            },
        );
        let method = call.as_ref().map(|call| call.method).ok();
        let request = self.request(&owner, at, item, method, call.as_ref().ok(), &origin);
        let setters =
            self.setters(&mut setters.taking(SETTERS_TAKEN), draft, at, item, &request, method);
        let answers = self.answers(at, item, &origin);
        let repeat = call.as_ref().map_or(Ok(false), |call| self.repeat(at, item, call.method));
        let request_sample = self.request_sample(at, item, &request);
        setters?;
        let (names, call, request_sample) = (names?, call?, request_sample?);
        let (successes, existing) =
            answers?.into_iter().partition(|answer| is_success(answer.status));
        let path_parameters = in_path_order(path?, &call.parameters);
        Ok(Operation {
            name: definition.name.clone(),
            group: names.group,
            action: names.action,
            type_name: names.type_name,
            doc: doc?,
            face: face?,
            method: call.method,
            path_template: call.template.to_owned(),
            path: call.path,
            path_parameters,
            query: query?,
            request: request?,
            successes,
            existing,
            safe_to_repeat: repeat?,
            uncertain: (),
            request_sample,
        })
    }

    fn operation_names(
        &mut self,
        groups: &mut Groups<'s>,
        name: &str,
        at: &At<'s>,
    ) -> Checked<Names> {
        let Some((group, action)) =
            name.split_once('.').filter(|(_, action)| !action.contains('.'))
        else {
            let problem =
                Diagnostic::new(Code::NameForm, format!("`{name}` is not `group.action`"))
                    .at(at.key(), "this names an operation")
                    .help("write the group, a dot and the action: `articles.create`");
            return Err(self.report.push(problem));
        };
        let form = self.member_name_form(name, group, at);
        self.member_name_form(name, action, at).and(form)?;
        // The first operation of a group claims its name for all of them.
        groups.groups.reopen(group);
        let group_name = self.name(&mut groups.groups, Case::Snake, group, Choice::Rename, at);
        let (functions, types) = groups.actions.entry(group.to_owned()).or_insert_with(|| {
            let of = format!("the actions of `{group}`");
            (Scope::new(of.as_str(), &[]), Scope::new(of.as_str(), CALLS_TAKEN))
        });
        let function = self.name(functions, Case::Snake, action, Choice::Rename, at);
        let (group, function) = (group_name?, function?);
        let type_name = self.name(types, Case::UpperCamel, action, Choice::Rename, at)?;
        for suffix in CALL_SUFFIXES {
            types.claim(
                &mut self.report,
                &format!("{type_name}{suffix}"),
                action,
                Choice::Rename,
                at.key(),
            )?;
        }
        Ok(Names { group, action: function, type_name })
    }

    /// Reports a call that another operation makes too.
    fn only_call(
        &mut self,
        groups: &mut Groups<'s>,
        at: &At<'s>,
        item: &'s language::Operation,
        call: Call<'s>,
    ) -> Checked<Call<'s>> {
        let pieces = call.path.iter().map(|piece| match piece {
            PathPiece::Literal(text) => text.as_str(),
            PathPiece::Parameter(_) => "{}",
        });
        let path = format!("{} {}", call.method.as_str(), pieces.collect::<String>());
        let query: BTreeSet<&str> = item.query.names().collect();
        let plain = (item.face.as_str(), format!("{path} {query:?}"));
        let at = at.join("call");
        let problem = groups.calls.get(&plain).map(|first| {
            Diagnostic::new(
                Code::SameCall,
                format!("another operation makes the call `{}` too", item.call),
            )
            .at(at.value(), "this call")
            .also(first.value(), "is this one, with the same query parameters")
            .help("describe one operation with the answers of both")
        });
        groups.calls.entry(plain).or_insert(at);
        self.report.check(problem)?;
        Ok(call)
    }

    /// Whether a repeat does no harm: a `GET`, unless the operation says otherwise.
    fn repeat(&mut self, at: &At<'s>, item: &language::Operation, method: Method) -> Checked<bool> {
        let assumed = method == Method::Get;
        let Some(repeat) = item.repeat else { return Ok(assumed) };
        let safe = repeat == Repeat::Safe;
        let problem = (safe == assumed).then(|| {
            let verdict = if safe { "safe" } else { "unsafe" };
            Diagnostic::new(
                Code::NoEffect,
                format!("a {} is {verdict} to repeat anyway", method.as_str()),
            )
            .at(at.join("repeat").key(), "this changes nothing")
            .help("remove it")
        });
        self.report.check(problem)?;
        Ok(safe)
    }

    fn request(
        &mut self,
        owner: &str,
        at: &At<'s>,
        item: &language::Operation,
        method: Option<Method>,
        call: Option<&Call<'s>>,
        origin: &Checked<String>,
    ) -> Checked<RequestBody> {
        let at = at.join("request");
        let Some(request) = &item.request else { return Ok(RequestBody::Empty) };
        let bodiless =
            method.filter(|method| matches!(method, Method::Get | Method::Delete)).map(|method| {
                Diagnostic::new(Code::RequestBody, format!("a {} has no body", method.as_str()))
                    .at(at.key(), "this body would not be sent")
                    .help("remove it, or use another method")
            });
        self.report.check(bodiless)?;
        match (&request.type_word, &request.body) {
            (Some(type_word), None) => {
                let word = self.text(type_word, &at.join("type"));
                let id = self.request_id(request, call, item, &at);
                let attributes = request.attributes.as_deref();
                let attributes = attributes
                    .map(|name| self.object_named(name, &at.join("attributes")))
                    .transpose();
                let relationships = self.relationships(
                    owner,
                    &at.join("relationships"),
                    &request.relationships,
                    origin,
                );
                Ok(RequestBody::Resource {
                    type_word: word?,
                    id: id?,
                    attributes: attributes?,
                    relationships: relationships?,
                })
            }
            (None, Some(body)) if is_plain(request) => {
                self.object_named(body, &at.join("body")).map(RequestBody::Object)
            }
            _ => {
                let message = "a request is a resource document or a plain object, and this is not exactly one of them";
                let problem = Diagnostic::new(Code::RequestForm, message)
                    .at(at.key(), "this request")
                    .help("write `type:` with `attributes:` for a resource document, or only `body:` for a plain object");
                Err(self.report.push(problem))
            }
        }
    }

    /// The path parameter that is the id of the resource too.
    fn request_id(
        &mut self,
        request: &language::Request,
        call: Option<&Call<'s>>,
        item: &language::Operation,
        at: &At<'s>,
    ) -> Checked<Option<usize>> {
        let Some(id) = &request.id else { return Ok(None) };
        let at = at.join("id");
        self.position_of(Code::UnknownInput, "path parameter", id, item.path.names(), &at)?;
        let position = call.and_then(|call| call.parameters.iter().position(|known| known == id));
        // That it does not stand in the path has been reported.
        self.report.decoded(position).map(Some)
    }

    /// Claims the names of the setters that the paging and the body bring beside the parameters.
    fn setters(
        &mut self,
        scope: &mut Scope,
        draft: &Draft,
        at: &At<'s>,
        item: &language::Operation,
        request: &Checked<RequestBody>,
        method: Option<Method>,
    ) -> Checked<()> {
        let mut result = self.paging_setters(scope, draft, item);
        let (object, relationships) = match request {
            Ok(RequestBody::Resource { attributes, relationships, .. }) => {
                (*attributes, relationships.as_slice())
            }
            Ok(RequestBody::Object(object)) => (Some(*object), [].as_slice()),
            Ok(RequestBody::Empty) | Err(_) => (None, [].as_slice()),
        };
        let defined =
            object.and_then(|id| Some((draft.object(id)?, &self.defs.objects.get(id.0)?.at)));
        if let Some((object, at)) = defined {
            result = self.setters_of(scope, &object.members, &at.join("members")).and(result);
        }
        for relationship in relationships {
            let place =
                at.join("request").join("relationships").join(relationship.wire.as_str()).key();
            let clearing = method.filter(|method| relationship.may_be_cleared(*method));
            let null = clearing.map(|_| null_setter(&relationship.field));
            for name in [Some(relationship.field.clone()), null].into_iter().flatten() {
                let choice = Choice::Rust(None);
                result = scope
                    .claim(&mut self.report, &name, &relationship.wire, choice, place.clone())
                    .and(result);
            }
        }
        result
    }

    fn paging_setters(
        &mut self,
        scope: &mut Scope,
        draft: &Draft,
        item: &language::Operation,
    ) -> Checked<()> {
        let styles: BTreeSet<&str> =
            item.answers.iter().filter_map(|(_, answer)| answer.paging.as_deref()).collect();
        let (Ok(api), Some(definition)) = (&draft.api, &self.defs.api) else { return Ok(()) };
        let mut result = Ok(());
        for style in api.paging.iter().filter(|style| styles.contains(style.name.as_str())) {
            let at = definition.at.join("paging").join(style.name.as_str()).join("query");
            result = self.setters_of(scope, &style.query, &at).and(result);
        }
        result
    }

    fn setters_of(&mut self, scope: &mut Scope, members: &[Member], at: &At<'s>) -> Checked<()> {
        let mut result = Ok(());
        for member in members {
            let place = at.join(member.wire.as_str()).key();
            let null = (member.presence == Presence::Maybe).then(|| null_setter(&member.field));
            for name in [Some(member.field.clone()), null].into_iter().flatten() {
                let choice = Choice::Rust(None);
                result = scope
                    .claim(&mut self.report, &name, &member.wire, choice, place.clone())
                    .and(result);
            }
        }
        result
    }

    /// The documented request. The answers bind their samples themselves.
    fn request_sample(
        &mut self,
        at: &At<'s>,
        item: &language::Operation,
        request: &Checked<RequestBody>,
    ) -> Checked<Option<Sample>> {
        let body_at = at.join("request");
        let at = at.join("samples");
        let mut result = Ok(None);
        for (role, name) in item.samples.iter() {
            if role == "request" {
                let shape = request.clone().map(|body| Shape::Request(body, body_at.clone()));
                let sample = self.sample(name, &at.join(role), shape);
                result = sample.and_then(|sample| result.map(|_| Some(sample)));
            } else if item.answers.get(role).is_none() {
                let roles: Vec<&str> =
                    ["request"].into_iter().chain(item.answers.names()).collect();
                let help = format!("bind it to one of: {}", quoted(&roles));
                let problem = Diagnostic::new(
                    Code::SampleRole,
                    format!("the operation has no answer `{role}`"),
                )
                .at(at.join(role).key(), "this sample shows nothing that is described")
                .help(help);
                // It is bound all the same, though not to a shape.
                let reported = self.report.push(problem);
                result = self.sample(name, &at.join(role), Err(reported)).and(Err(reported));
            }
        }
        result
    }
}

/// Whether nothing of a resource document is said.
fn is_plain(request: &language::Request) -> bool {
    request.id.is_none() && request.attributes.is_none() && request.relationships.is_empty()
}

/// The parameters in the order in which they stand in the path.
fn in_path_order(mut parameters: Vec<Member>, order: &[&str]) -> Vec<Member> {
    parameters.sort_by_key(|parameter| order.iter().position(|name| *name == parameter.wire));
    parameters
}
