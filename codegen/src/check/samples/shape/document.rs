//! The documents of the JSON:API around the members: data, links, meta, relationships, errors.

use super::{Described, Holder};
use crate::check::at::At;
use crate::check::samples::Shape;
use crate::check::samples::json::{Kind, Value};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{
    AnswerBody, Arity, Member, ObjectId, Relationship, RequestBody, ResourceId, Target, ViewId,
};

/// Members of any document that say nothing about its data.
const ALWAYS_ALLOWED: [&str; 3] = ["jsonapi", "links", "meta"];

impl<'s> Holder<'_, 's> {
    pub(super) fn shape(&mut self, document: &Value, shape: &Shape<'s>) {
        match shape {
            Shape::Request(RequestBody::Empty, _) | Shape::Answer(AnswerBody::Empty) => {
                let problem = Diagnostic::new(
                    Code::SampleRole,
                    "the sample is bound to a body that is empty",
                )
                .at(self.start(document), "this is not nothing")
                .help("describe the body, or bind the sample elsewhere");
                self.report(problem, None);
            }
            Shape::Request(RequestBody::Object(object), _)
            | Shape::Answer(AnswerBody::Object(object)) => {
                self.object(document, *object);
            }
            Shape::Request(
                RequestBody::Resource { type_word, id, attributes, relationships },
                at,
            ) => {
                if let Some(data) = self.data(document, &[]) {
                    self.sent_resource(data, type_word, id.is_some(), at);
                    self.sent_attributes(data, *attributes);
                    self.relationships(data, relationships, &at.join("relationships"));
                }
            }
            Shape::Answer(AnswerBody::Data { object, meta }) => {
                self.meta(document, *meta);
                if let Some(data) = self.data(document, meta_member(*meta)) {
                    self.object(data, *object);
                }
            }
            Shape::Answer(AnswerBody::DataList { object, meta, or_one }) => {
                self.meta(document, *meta);
                if let Some(data) = self.data(document, meta_member(*meta)) {
                    self.list(data, *or_one, |holder, item| holder.object(item, *object));
                }
            }
            Shape::Answer(AnswerBody::Resource { item, meta }) => {
                self.meta(document, *meta);
                let known: Vec<&str> = [meta_member(*meta), &["included"]].concat();
                if let Some(data) = self.data(document, &known) {
                    self.resource(data, *item);
                }
                self.included(document);
            }
            Shape::Answer(AnswerBody::List { item, paging, meta, or_one }) => {
                self.meta(document, *meta);
                self.page_links(document, *paging);
                let links: &[&str] = if paging.is_some() { &["links"] } else { &[] };
                let known: Vec<&str> = [meta_member(*meta), &["included"], links].concat();
                if let Some(data) = self.data(document, &known) {
                    self.list(data, *or_one, |holder, data| holder.resource(data, *item));
                }
                self.included(document);
            }
            Shape::Errors { object, fields } => self.errors(document, *object, *fields),
        }
    }

    /// The `data` of a document that may have the `other` members too.
    fn data<'v>(&mut self, document: &'v Value, other: &[&str]) -> Option<&'v Value> {
        if !self.is_object(document, None) {
            return None;
        }
        self.only(document, &[&["data"], ALWAYS_ALLOWED.as_slice(), other].concat(), None);
        let data = document.get("data");
        if data.is_none() {
            self.missing_always(document, "data", None);
        }
        data.map(|member| &member.value)
    }

    fn list(&mut self, data: &Value, or_one: bool, mut each: impl FnMut(&mut Self, &Value)) {
        match &data.kind {
            Kind::List(items) => items.iter().for_each(|item| each(self, item)),
            Kind::Null if or_one => {}
            Kind::Object(_) if or_one => each(self, data),
            _ => self.misfit(data, "an array", None),
        }
    }

    fn meta(&mut self, document: &Value, meta: Option<ObjectId>) {
        if let (Some(object), Some(member)) = (meta, document.get("meta")) {
            self.object(&member.value, object);
        }
    }

    fn page_links(&mut self, document: &Value, paging: Option<usize>) {
        let Ok(api) = self.checker.api() else { return };
        let Some((name, style)) = paging.and_then(|index| api.paging.iter().nth(index)) else {
            return;
        };
        let place = self
            .checker
            .defs
            .api
            .as_ref()
            .map(|api| api.at.join("paging").join(name).join("links").key());
        if let Some(links) = document.get("links") {
            self.links(&links.value, &style.links, place);
        }
    }

    fn links(&mut self, links: &Value, known: &[String], described: Option<Place>) {
        if !self.is_object(links, described.clone()) {
            return;
        }
        let names: Vec<&str> = known.iter().map(String::as_str).collect();
        self.only(links, &names, described.as_ref());
        for member in links.members().unwrap_or_default() {
            self.link(&member.value, described.clone());
        }
    }

    fn link(&mut self, link: &Value, described: Option<Place>) {
        // Where the habits could not be read, nothing is said against it.
        let refused = self.checker.api().is_ok_and(|api| !api.habits.empty_link_is_none);
        match &link.kind {
            Kind::Null => {}
            Kind::Text(text) if !text.is_empty() || !refused => {}
            Kind::Object(_) if link.get("href").is_some() => {}
            Kind::Text(_) => {
                let help = "if the API writes `\"\"` for no link, say `empty_link_is_none: true` among its `habits`";
                self.misfit_unless(link, "a link", help, described);
            }
            _ => self.misfit(link, "a link", described),
        }
    }

    /// Resources beside the data, of any type that is described.
    fn included(&mut self, document: &Value) {
        let Some(included) = document.get("included") else { return };
        let Kind::List(items) = &included.value.kind else {
            return self.misfit(&included.value, "an array", None);
        };
        for item in items {
            let Some(word) = item.get("type") else {
                self.missing_always(item, "type", None);
                continue;
            };
            let Kind::Text(type_word) = &word.value.kind else {
                self.misfit(&word.value, "a string", None);
                continue;
            };
            match self.checker.defs.resources.position(type_word) {
                Some(resource) => self.any_view(item, ResourceId(resource)),
                None => self.wrong_word(&word.value, "a type that is described", None),
            }
        }
    }

    fn wrong_word(&mut self, value: &Value, expected: &str, described: Option<Place>) {
        let problem = Diagnostic::new(
            Code::SampleTypeWord,
            format!("the `type` in the sample is not {expected}"),
        )
        .at(self.place(value), format!("{expected} is expected"))
        .help("correct the type word of the description; a request may have one of its own");
        self.report(problem, described);
    }

    /// A resource as it is received.
    fn resource(&mut self, data: &Value, shown: ViewId) {
        let Some(resource) = self.draft.resource(shown.resource) else { return };
        self.received(data, shown.resource, resource.attributes_of(shown.view));
    }

    fn any_view(&mut self, data: &Value, id: ResourceId) {
        let Some(resource) = self.draft.resource(id) else { return };
        self.received(data, id, &resource.attributes);
    }

    fn received(&mut self, data: &Value, id: ResourceId, attributes: &[Member]) {
        let Some(resource) = self.draft.resource(id) else { return };
        let Some(found) = self.checker.defs.resources.get(id.0) else { return };
        let at = found.at.clone();
        if !self.is_object(data, Some(at.key())) {
            return;
        }
        let known = ["type", "id", "attributes", "relationships", "links", "meta"];
        self.only(data, &known, Some(&at.key()));
        self.type_word(data, &resource.type_word, &at);
        match data.get("id").map(|id| &id.value) {
            Some(Value { kind: Kind::Text(_), .. }) => {}
            Some(other) => self.misfit(other, "a string", Some(at.join("id").key())),
            None => self.missing_always(data, "id", Some(at.join("id").key())),
        }
        let views: Vec<At<'s>> =
            resource.views.iter().map(|view| at.join("views").join(view.name.as_str())).collect();
        let base = at.join("attributes");
        let attribute_at = move |wire: &str| {
            let with = views.iter().map(|view| view.join("with").join(wire));
            std::iter::once(base.join(wire))
                .chain(with)
                .find(At::is_written)
                .unwrap_or_else(|| base.clone())
        };
        let described = Described { members: attributes, at: Box::new(attribute_at) };
        self.attributes(data, &described, &at);
        self.relationships(data, &resource.relationships, &at.join("relationships"));
        if let Some(links) = data.get("links") {
            self.links(&links.value, &resource.links, Some(at.join("links").key()));
        }
    }

    /// A resource as it is sent.
    fn sent_resource(&mut self, data: &Value, type_word: &str, has_id: bool, at: &At<'s>) {
        if !self.is_object(data, Some(at.key())) {
            return;
        }
        let known: &[&str] = if has_id { &["id"] } else { &[] };
        self.only(
            data,
            &[&["type", "attributes", "relationships"], known].concat(),
            Some(&at.key()),
        );
        self.type_word(data, type_word, &at.join("type"));
        if has_id && data.get("id").is_none() {
            self.missing_always(data, "id", Some(at.join("id").key()));
        }
    }

    fn sent_attributes(&mut self, data: &Value, attributes: Option<ObjectId>) {
        match (attributes, data.get("attributes")) {
            (Some(object), Some(found)) => self.object(&found.value, object),
            (Some(object), None) => {
                let place = self.checker.defs.objects.get(object.0).map(|found| found.at.key());
                self.missing(data, "attributes", place);
            }
            (None, Some(found)) => self.only(&found.value, &[], None),
            (None, None) => {}
        }
    }

    fn type_word(&mut self, data: &Value, type_word: &str, at: &At<'s>) {
        match data.get("type").map(|word| &word.value) {
            Some(Value { kind: Kind::Text(word), .. }) if word == type_word => {}
            Some(other) => self.wrong_word(other, &format!("`{type_word}`"), Some(at.key())),
            None => self.missing_always(data, "type", Some(at.key())),
        }
    }

    fn attributes(&mut self, data: &Value, described: &Described<'_, 's>, at: &At<'s>) {
        match data.get("attributes") {
            Some(found) if self.is_object(&found.value, Some(at.join("attributes").key())) => {
                self.members(&found.value, described, &at.join("attributes").key());
            }
            Some(_) => {}
            None if described.members.iter().any(|member| member.presence.is_always_there()) => {
                self.missing(data, "attributes", Some(at.join("attributes").key()));
            }
            None => {}
        }
    }

    fn relationships(&mut self, data: &Value, described: &[Relationship], at: &At<'s>) {
        let found = data.get("relationships").map(|found| &found.value);
        for relationship in described.iter().filter(|relationship| !relationship.optional) {
            if found.is_none_or(|found| found.get(&relationship.wire).is_none()) {
                self.missing(
                    found.unwrap_or(data),
                    &relationship.wire,
                    Some(at.join(relationship.wire.as_str()).key()),
                );
            }
        }
        let Some(found) = found else { return };
        if !self.is_object(found, Some(at.key())) {
            return;
        }
        let known: Vec<&str> =
            described.iter().map(|relationship| relationship.wire.as_str()).collect();
        self.only(found, &known, Some(&at.key()));
        for relationship in described {
            if let Some(member) = found.get(&relationship.wire) {
                self.relationship(
                    &member.value,
                    relationship,
                    &at.join(relationship.wire.as_str()),
                );
            }
        }
    }

    fn relationship(&mut self, value: &Value, relationship: &Relationship, at: &At<'s>) {
        if !self.is_object(value, Some(at.key())) {
            return;
        }
        self.only(value, &["data", "links", "meta"], Some(&at.key()));
        let Some(data) = value.get("data").map(|data| &data.value) else { return };
        match (relationship.arity, &data.kind) {
            (Arity::One, Kind::Null) => {}
            (Arity::One, _) => self.linkage(data, &relationship.target, at),
            (Arity::Many, Kind::List(items)) => {
                items.iter().for_each(|item| self.linkage(item, &relationship.target, at));
            }
            (Arity::Many, _) => self.misfit(data, "an array", Some(at.key())),
        }
    }

    fn linkage(&mut self, data: &Value, target: &Target, at: &At<'s>) {
        if !self.is_object(data, Some(at.key())) {
            return;
        }
        self.only(data, &["type", "id", "meta"], Some(&at.key()));
        let resources = match target {
            Target::One { resource, .. } => std::slice::from_ref(resource),
            Target::AnyOf { resources, .. } => resources.as_slice(),
        };
        let words: Vec<&str> = resources
            .iter()
            .filter_map(|id| Some(self.checker.defs.resources.get(id.0)?.name.as_str()))
            .collect();
        match data.get("type").map(|word| &word.value) {
            Some(Value { kind: Kind::Text(word), .. }) if words.contains(&word.as_str()) => {}
            Some(other) => {
                let expected =
                    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(" or ");
                self.wrong_word(other, &expected, Some(at.key()));
            }
            None => self.missing_always(data, "type", Some(at.key())),
        }
        match data.get("id").map(|id| &id.value) {
            Some(Value { kind: Kind::Text(_), .. }) => {}
            Some(other) => self.misfit(other, "a string", Some(at.key())),
            None => self.missing_always(data, "id", Some(at.key())),
        }
    }

    /// A list of error objects or, where that is described, a map from members of the request to messages.
    fn errors(&mut self, document: &Value, object: ObjectId, fields: bool) {
        if !self.is_object(document, None) {
            return;
        }
        self.only(document, &[&["errors"], ALWAYS_ALLOWED.as_slice()].concat(), None);
        let described = self.checker.defs.api.as_ref().map(|api| api.at.join("errors").key());
        match document.get("errors").map(|errors| &errors.value) {
            None => self.missing_always(document, "errors", described),
            Some(Value { kind: Kind::List(items), .. }) => {
                items.iter().for_each(|item| self.object(item, object))
            }
            Some(Value { kind: Kind::Object(members), .. }) if fields => {
                members.iter().for_each(|member| self.message(&member.value, described.clone()));
            }
            Some(other) => self.misfit(other, "an array", described),
        }
    }

    /// What is wrong with one member of a request: a message, or several.
    fn message(&mut self, value: &Value, described: Option<Place>) {
        match &value.kind {
            Kind::Text(_) => {}
            Kind::List(items) if items.iter().all(|item| matches!(item.kind, Kind::Text(_))) => {}
            _ => self.misfit(value, "a message or a list of messages", described),
        }
    }
}

fn meta_member(meta: Option<ObjectId>) -> &'static [&'static str] {
    if meta.is_some() { &["meta"] } else { &[] }
}
