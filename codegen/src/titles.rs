//! What the schemas are called: other tools make types of them, each by its title.
//!
//! Types keep the names of the description. The schemas need more names than it has, and make them here.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;

use crate::model::{
    Answer, AnswerBody, EnumId, Member, Model, Object, Operation, Relationship, RequestBody,
    Resource, ResourceId, ScalarId, Target, Type,
};

/// What stands for an empty map where it arrives as a list.
pub(crate) const EMPTY_LIST: &str = "EmptyList";
/// A link.
pub(crate) const LINK: &str = "Link";
/// A related resource that is sent along.
pub(crate) const INCLUDED: &str = "IncludedResource";
/// One of a type that is not known.
pub(crate) const OTHER_RESOURCE: &str = "OtherResource";
/// A body with errors, in any form.
pub(crate) const ERROR: &str = "ErrorDocument";
/// A body with a list of errors.
pub(crate) const ERROR_LIST: &str = "ErrorListDocument";
/// A body with errors by member.
pub(crate) const FIELD_ERRORS: &str = "FieldErrorsDocument";

/// The titles that no description changes, and what they stand for.
const ALWAYS: [(&str, &str); 7] = [
    (EMPTY_LIST, "an empty list that stands for an empty map"),
    (LINK, "a link"),
    (INCLUDED, "a resource that is sent along"),
    (OTHER_RESOURCE, "a resource of a type that is not known"),
    (ERROR, "a body with errors"),
    (ERROR_LIST, "a body with a list of errors"),
    (FIELD_ERRORS, "a body with errors by member"),
];

/// The form in which a type is sent.
pub(crate) fn sent(name: &str) -> String {
    format!("{name}InRequest")
}

/// The known values of an enum, beside which there may be others.
pub(crate) fn known(name: &str) -> String {
    format!("Known{name}")
}

/// A view of a resource.
pub(crate) fn view(resource: &Resource, view: Option<usize>) -> String {
    match view {
        None => resource.name.clone(),
        Some(view) => {
            format!("{}{}View", resource.name, resource.views[view].name.to_upper_camel_case())
        }
    }
}

/// The attributes within a schema of this title.
pub(crate) fn attributes(title: &str) -> String {
    format!("{title}Attributes")
}

/// The relationships within a schema of this title.
pub(crate) fn relationships(title: &str) -> String {
    format!("{title}Relationships")
}

/// What has this title, where it is an object and no list that stands for an empty one.
pub(crate) fn object(title: &str) -> String {
    format!("{title}Object")
}

/// The data within a schema of this title.
pub(crate) fn data(title: &str) -> String {
    format!("{title}Data")
}

/// The document of several, where this title stands for one of several or of one.
pub(crate) fn many(title: &str) -> String {
    format!("{title}Many")
}

/// The document of one, where this title stands for one of several or of one.
pub(crate) fn one(title: &str) -> String {
    format!("{title}One")
}

/// What a relationship relates to.
pub(crate) fn target(model: &Model, target: &Target) -> String {
    match target {
        Target::One { resource, id } => identifier(model, *resource, *id),
        Target::AnyOf { name, .. } => name.clone(),
    }
}

/// What names one resource, by its own id or another.
pub(crate) fn identifier(model: &Model, resource: ResourceId, id: ScalarId) -> String {
    let resource = &model[resource];
    if resource.id == id {
        format!("{}Identifier", resource.name)
    } else {
        format!("{}IdentifierBy{}", resource.name, model[id].name)
    }
}

/// What a call sends.
pub(crate) fn request(operation: &Operation) -> String {
    format!("{}Request", of_operation(operation))
}

/// What a call is answered with.
pub(crate) fn response(operation: &Operation, status: u16) -> String {
    format!("{}Response{status}", of_operation(operation))
}

fn of_operation(operation: &Operation) -> String {
    operation.group.to_upper_camel_case() + &operation.action.to_upper_camel_case()
}

/// What a callback holds, by the name of its type.
pub(crate) fn callback(type_name: &str) -> String {
    format!("{type_name}Callback")
}

/// Whether a member must be there, in its own place.
pub(crate) fn is_required(member: &Member) -> bool {
    member.presence.is_always_there() && member.or_inside.is_none()
}

/// The enums that members of sent objects are of.
pub(crate) fn sent_enums(model: &Model) -> BTreeSet<EnumId> {
    fn within(ty: &Type) -> Option<EnumId> {
        match ty {
            Type::Enum(of) => Some(*of),
            Type::List(of) | Type::Map(of) => within(of),
            _ => None,
        }
    }
    let sent = model.objects.iter().filter(|object| object.usage.request);
    sent.flat_map(|object| &object.members).filter_map(|member| within(&member.ty)).collect()
}

/// A title that the description does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Added {
    pub(crate) title: String,
    /// What in the description it is made for.
    pub(crate) origin: Origin,
    /// What it stands for, seen from there.
    pub(crate) stands_for: String,
}

/// What a title is made for: a definition, by its position in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Whatever the description says.
    Always,
    Enum(usize),
    Object(usize),
    Resource(usize),
    Operation(usize),
    Callback(usize),
}

/// Every title that is added to the names of the description.
pub(crate) fn added(model: &Model) -> Vec<Added> {
    let mut titles = Titles { model, added: Vec::new() };
    for (title, stands_for) in ALWAYS {
        titles.add(title.to_owned(), Origin::Always, stands_for);
    }
    let sent = sent_enums(model);
    for (index, of) in model.enums.iter().enumerate() {
        titles.add(known(&of.name), Origin::Enum(index), "its known values");
        if sent.contains(&EnumId(index)) {
            titles.sent(&of.name, Origin::Enum(index));
        }
    }
    for (index, object) in model.objects.iter().enumerate().filter(|(_, object)| is_sent(object)) {
        titles.sent(&object.name, Origin::Object(index));
    }
    for (index, resource) in model.resources.iter().enumerate() {
        titles.resource(index, resource);
    }
    for (index, operation) in model.operations.iter().enumerate() {
        titles.operation(index, operation);
    }
    for (index, of) in model.callbacks.iter().enumerate() {
        let title = callback(&of.type_name);
        titles.body(title, &of.body, Origin::Callback(index), "its body");
    }
    titles.added
}

fn is_sent(object: &Object) -> bool {
    object.usage.request
}

/// Gathers titles.
struct Titles<'m> {
    model: &'m Model,
    added: Vec<Added>,
}

impl Titles<'_> {
    fn add(&mut self, title: String, origin: Origin, stands_for: impl Into<String>) {
        self.added.push(Added { title, origin, stands_for: stands_for.into() });
    }

    fn sent(&mut self, name: &str, origin: Origin) {
        self.add(sent(name), origin, "the form in which it is sent");
    }

    fn resource(&mut self, index: usize, resource: &Resource) {
        let origin = Origin::Resource(index);
        let base = std::iter::once((None, &resource.base));
        let views = resource.views.iter().enumerate();
        for (of, members) in base.chain(views.map(|(at, view)| (Some(at), &view.attributes))) {
            let title = view(resource, of);
            let whose = of.map_or_else(
                || "its".to_owned(),
                |at| format!("the view `{}`'s", resource.views[at].name),
            );
            if !members.is_empty() {
                let required = members.iter().any(is_required);
                self.part(attributes(&title), origin, &format!("{whose} attributes"), required);
            }
            if !resource.relationships.is_empty() {
                let required = resource.relationships.iter().any(|known| !known.optional);
                let words = format!("{whose} relationships");
                self.part(relationships(&title), origin, &words, required);
            }
            if let Some(at) = of {
                self.add(title, origin, format!("the view `{}`", resource.views[at].name));
            }
        }
        self.targets(&resource.relationships, None);
    }

    /// A part of a resource; `required` says that something in it must be there.
    fn part(&mut self, title: String, origin: Origin, words: &str, required: bool) {
        if self.model.api.habits.empty_map_as_list && !required {
            self.add(object(&title), origin, format!("{words} that are not empty"));
        }
        self.add(title, origin, words);
    }

    /// What relationships relate to; `sender` is the operation that sends them.
    fn targets(&mut self, of: &[Relationship], sender: Option<Origin>) {
        for relationship in of {
            match &relationship.target {
                Target::One { resource, id } => self.identifier(*resource, *id, sender),
                Target::AnyOf { name, resources } => {
                    for resource in resources {
                        self.identifier(*resource, self.model[*resource].id, sender);
                    }
                    if let Some(sender) = sender {
                        self.once(sent(name), sender, "what it relates to, as it is sent");
                    }
                }
            }
        }
    }

    fn identifier(&mut self, resource: ResourceId, id: ScalarId, sender: Option<Origin>) {
        let title = identifier(self.model, resource, id);
        let origin = Origin::Resource(resource.0);
        match sender {
            None => self.once(title, origin, "what names one of them"),
            Some(_) => self.once(sent(&title), origin, "what names one of them in a request"),
        }
    }

    /// Adds a title that several relationships need.
    fn once(&mut self, title: String, origin: Origin, stands_for: &str) {
        let added = Added { title, origin, stands_for: stands_for.to_owned() };
        if !self.added.contains(&added) {
            self.added.push(added);
        }
    }

    fn operation(&mut self, index: usize, operation: &Operation) {
        let origin = Origin::Operation(index);
        if let RequestBody::Resource { relationships: sent, .. } = &operation.request {
            self.add(data(&request(operation)), origin, "the resource that it sends");
            if !sent.is_empty() {
                let title = relationships(&request(operation));
                self.add(title, origin, "the relationships that it sends");
            }
            self.targets(sent, Some(origin));
        }
        if !matches!(operation.request, RequestBody::Empty) {
            self.add(request(operation), origin, "what it sends");
        }
        for Answer { status, body, .. } in operation.successes.iter().chain(&operation.existing) {
            let words = format!("its answer {status}");
            self.body(response(operation, *status), body, origin, &words);
        }
    }

    fn body(&mut self, title: String, body: &AnswerBody, origin: Origin, words: &str) {
        match body {
            AnswerBody::Empty => return,
            AnswerBody::List { or_one: true, .. } | AnswerBody::DataList { or_one: true, .. } => {
                self.add(many(&title), origin, format!("{words} where it holds several"));
                self.add(one(&title), origin, format!("{words} where it holds one or none"));
            }
            _ => {}
        }
        self.add(title, origin, words);
    }
}
