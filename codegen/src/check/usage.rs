//! What uses what, and what nothing uses.

use std::collections::BTreeSet;

use super::Checker;
use super::at::At;
use super::definitions::{Definitions, TypeName, id_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Ordered, Targets, TypeExpr};
use crate::model::Usage;

/// Everything that is sent or received, by its name in the description.
#[derive(Debug, Default)]
pub(super) struct Uses<'s> {
    sent: BTreeSet<&'s str>,
    received: BTreeSet<&'s str>,
    resources: BTreeSet<&'s str>,
    views: BTreeSet<(&'s str, &'s str)>,
    faces: BTreeSet<&'s str>,
    paging: BTreeSet<&'s str>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Sent,
    Received,
}

impl<'s> Uses<'s> {
    /// Follows every name from the operations, the callbacks and the errors.
    pub(super) fn of(defs: &'s Definitions<'s>) -> Self {
        let mut uses = Self::default();
        if let Some(api) = defs.api.as_ref().and_then(|api| api.item.as_ref()) {
            uses.named(defs, &api.errors.object, Way::Received);
            for (_, style) in api.paging.iter() {
                uses.members(defs, &style.query, Way::Sent);
                uses.named(defs, &style.meta, Way::Received);
            }
        }
        for (_, operation) in defs.operations.decoded() {
            uses.operation(defs, operation);
        }
        for (_, callback) in defs.callbacks.decoded() {
            uses.answer(defs, &callback.body);
        }
        uses
    }

    /// Where a type is used.
    pub(super) fn usage(&self, name: &str) -> Usage {
        Usage { request: self.sent.contains(name), response: self.received.contains(name) }
    }

    fn operation(&mut self, defs: &'s Definitions<'s>, operation: &'s language::Operation) {
        self.faces.insert(&operation.face);
        self.members(defs, &operation.path, Way::Sent);
        self.members(defs, &operation.query, Way::Sent);
        if let Some(request) = &operation.request {
            for object in request.attributes.iter().chain(&request.body) {
                self.named(defs, object, Way::Sent);
            }
            self.relationships(defs, &request.relationships, Way::Sent);
        }
        for (_, answer) in operation.answers.iter() {
            self.answer(defs, answer);
        }
    }

    fn answer(&mut self, defs: &'s Definitions<'s>, answer: &'s language::Answer) {
        for type_word in answer.one.iter().chain(&answer.list) {
            self.resource(defs, type_word);
            if let Some(view) = &answer.view {
                self.views.insert((type_word, view));
            }
        }
        for object in
            answer.data.iter().chain(&answer.data_list).chain(&answer.body).chain(&answer.meta)
        {
            self.named(defs, object, Way::Received);
        }
        self.paging.extend(answer.paging.as_deref());
    }

    fn resource(&mut self, defs: &'s Definitions<'s>, type_word: &'s str) {
        if !self.resources.insert(type_word) {
            return;
        }
        let Some(resource) = defs.resources.find(type_word).and_then(|found| found.item.as_ref())
        else {
            return;
        };
        if let Some((name, _)) = defs.types.get_key_value(&id_name(resource)) {
            self.named(defs, name, Way::Received);
        }
        self.members(defs, &resource.attributes, Way::Received);
        for (_, view) in resource.views.iter() {
            self.members(defs, &view.with, Way::Received);
        }
        self.relationships(defs, &resource.relationships, Way::Received);
    }

    fn relationships(
        &mut self,
        defs: &'s Definitions<'s>,
        relationships: &'s Ordered<language::Relationship>,
        way: Way,
    ) {
        for (_, relationship) in relationships.iter() {
            for targets in relationship.one.iter().chain(&relationship.many) {
                match targets {
                    Targets::One(type_word) => self.resource(defs, type_word),
                    Targets::AnyOf(type_words) => {
                        type_words.iter().for_each(|word| self.resource(defs, word))
                    }
                }
            }
            if let Some(id) = &relationship.id {
                self.named(defs, id, way);
            }
        }
    }

    fn members(
        &mut self,
        defs: &'s Definitions<'s>,
        members: &'s Ordered<language::Member>,
        way: Way,
    ) {
        for (_, member) in members.iter() {
            let mut ty = &member.ty;
            while let TypeExpr::List(of) | TypeExpr::Map(of) = ty {
                ty = of;
            }
            if let TypeExpr::Named(name) = ty {
                self.named(defs, name, way);
            }
        }
    }

    fn named(&mut self, defs: &'s Definitions<'s>, name: &'s str, way: Way) {
        let known = match way {
            Way::Sent => &mut self.sent,
            Way::Received => &mut self.received,
        };
        if !known.insert(name) {
            return;
        }
        let Some(TypeName::Object(id)) = defs.types.get(name) else { return };
        if let Some(object) = defs.objects.get(id.0).and_then(|found| found.item.as_ref()) {
            self.members(defs, &object.members, way);
        }
    }
}

impl<'s> Checker<'s> {
    /// Reports what nothing uses.
    pub(super) fn unused_definitions(&mut self, uses: &Uses<'s>) {
        let defs = self.defs;
        let types = defs.types.iter().filter(|(name, _)| uses.usage(name) == Usage::default());
        for (name, target) in types {
            // An id goes with its resource.
            let is_id = defs.resources.decoded().any(|(_, resource)| id_name(resource) == *name);
            if let Some(at) = defs.type_at(*target).filter(|_| !is_id) {
                self.unused("type", name, at);
            }
        }
        for (found, resource) in defs.resources.decoded() {
            if !uses.resources.contains(found.name.as_str()) {
                self.unused("resource", &found.name, &found.at);
                continue;
            }
            let unseen = resource
                .views
                .names()
                .filter(|view| !uses.views.contains(&(found.name.as_str(), view)));
            unseen.for_each(|view| self.unused("view", view, &found.at.join("views").join(view)));
        }
        self.unused_in_api(uses);
    }

    fn unused_in_api(&mut self, uses: &Uses<'s>) {
        let Some(definition) = &self.defs.api else { return };
        let Some(api) = &definition.item else { return };
        let at = &definition.at;
        let faces = api.faces.names().filter(|name| !uses.faces.contains(name));
        faces.for_each(|name| self.unused("face", name, &at.join("faces").join(name)));
        let styles = api.paging.names().filter(|name| !uses.paging.contains(name));
        styles.for_each(|name| self.unused("paging style", name, &at.join("paging").join(name)));
        for name in api.sources.names() {
            if !self.cited.contains(name) {
                self.unused("source", name, &at.join("sources").join(name));
            }
        }
    }

    /// Reports that nothing uses this, unless something that could not be read may use it.
    pub(super) fn unused(&mut self, kind: &str, name: &str, at: &At<'s>) {
        if self.report.knows_all_uses() {
            let problem =
                Diagnostic::new(Code::Unused, format!("nothing uses the {kind} `{name}`"))
                    .at(at.key(), "never used")
                    .help("remove it, or use it where it belongs");
            self.report.push(problem);
        }
    }
}
