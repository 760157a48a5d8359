//! JSON:API resources and their views.

use std::collections::BTreeSet;

use super::Checker;
use super::at::At;
use super::definitions::{Definition, TypeName, id_name};
use super::naming::{FIELDS_TAKEN, Scope};
use super::report::{Checked, Reported, all};
use crate::diagnostic::{Code, Diagnostic};
use crate::language;
use crate::model::{Member, Resource, ScalarId, View};

impl<'s> Checker<'s> {
    /// A resource.
    pub(super) fn resource(
        &mut self,
        definition: &Definition<'s, language::Resource>,
    ) -> Checked<Resource> {
        let item = self.report.decoded(definition.item.as_ref())?;
        let at = &definition.at;
        let origin = self.origin(definition, item.source.as_deref());
        let doc = self.doc(at, &item.doc, None, &origin);
        let id = self.id_of(item);
        let mut scope = Scope::new(format!("the attributes of `{}`", item.name), FIELDS_TAKEN);
        let base = self.members(&mut scope, &at.join("attributes"), &item.attributes, &origin);
        let relationships =
            self.relationships(&item.name, &at.join("relationships"), &item.relationships, &origin);
        let links = self.links(&item.links, &at.join("links"));
        let fields = self.fields(definition, item);
        let views = self.views(&mut scope, definition, item, base.as_deref(), &origin);
        links?;
        fields?;
        let (base, views) = (base?, views?);
        Ok(Resource {
            type_word: definition.name.clone(),
            name: item.name.clone(),
            doc: doc?,
            id: id?,
            attributes: self.union(&base, &views, at, item)?,
            relationships: relationships?,
            links: item.links.clone(),
            base,
            views,
        })
    }

    pub(super) fn id_of(&self, item: &language::Resource) -> Checked<ScalarId> {
        match self.defs.types.get(&id_name(item)) {
            Some(TypeName::Scalar(id)) => Ok(*id),
            // Something else has the name, which has been reported.
            _ => self.report.decoded(None),
        }
    }

    fn views(
        &mut self,
        scope: &mut Scope,
        definition: &Definition<'s, language::Resource>,
        item: &language::Resource,
        base: Result<&[Member], &Reported>,
        origin: &Checked<String>,
    ) -> Checked<Vec<View>> {
        let mut views = Vec::new();
        for (name, view) in item.views.iter() {
            let at = definition.at.join("views").join(name);
            let doc = self.doc(&at, &view.doc, view.source.as_deref(), origin);
            let own_origin =
                doc.as_ref().map(|doc| doc.source.clone()).map_err(|reported| *reported);
            let without = self.without(item, &view.without, &at.join("without"));
            let with = self.with(scope, definition, item, name, &own_origin);
            if view.without.is_empty() && view.with.is_empty() {
                let problem = Diagnostic::new(
                    Code::NoEffect,
                    format!("the view `{name}` shows what is shown without it"),
                )
                .at(at.key(), "neither leaves out nor adds anything")
                .help("say what differs with `without:` and `with:`, or remove the view");
                views.push(Err(self.report.push(problem)));
                continue;
            }
            views.push(without.and_then(|()| {
                let shown = |member: &&Member| !view.without.contains(&member.wire);
                let attributes = base.map_err(|reported| *reported)?.iter().filter(shown).cloned();
                let attributes = attributes.chain(with?).collect();
                Ok(View { name: name.to_owned(), doc: doc?, attributes })
            }));
        }
        all(views)
    }

    fn without(
        &mut self,
        item: &language::Resource,
        without: &[String],
        at: &At<'s>,
    ) -> Checked<()> {
        let mut result = self.no_repeats(without, at);
        for (index, name) in without.iter().enumerate() {
            let known = item.attributes.names();
            let found =
                self.position_of(Code::UnknownAttribute, "attribute", name, known, &at.join(index));
            result = found.and(result);
        }
        result
    }

    /// The attributes that only this view has. An attribute that several views add is one attribute.
    fn with(
        &mut self,
        scope: &mut Scope,
        definition: &Definition<'s, language::Resource>,
        item: &language::Resource,
        view: &str,
        origin: &Checked<String>,
    ) -> Checked<Vec<Member>> {
        let Some(language::View { with, .. }) = item.views.get(view) else { return Ok(Vec::new()) };
        let at = definition.at.join("views").join(view).join("with");
        let mut result = Ok(());
        for wire in with.names() {
            if item.attributes.get(wire).is_some() {
                let message = format!("the view adds `{wire}`, which the resource has anyway");
                let problem = Diagnostic::new(Code::ViewAddsKnown, message)
                    .at(at.join(wire).key(), "added here")
                    .also(definition.at.join("attributes").join(wire).key(), "has it anyway")
                    .help("remove it from one of the two");
                result = Err(self.report.push(problem));
            } else {
                scope.reopen(wire);
            }
        }
        result?;
        self.members(scope, &at, with, origin)
    }

    /// The attributes of all views together: what some view lacks may be absent.
    fn union(
        &mut self,
        base: &[Member],
        views: &[View],
        at: &At<'s>,
        item: &language::Resource,
    ) -> Checked<Vec<Member>> {
        let mut union: Vec<Member> = base.to_vec();
        let mut result = Ok(());
        for view in views {
            for member in &view.attributes {
                match union.iter_mut().find(|known| known.wire == member.wire) {
                    None => union.push(member.clone()),
                    Some(known) if known.ty == member.ty && known.field == member.field => {
                        known.sensitivity = known.sensitivity.max(member.sensitivity);
                        if member.presence.may_be_null() {
                            known.presence = known.presence.or_null();
                        }
                        if !member.presence.is_always_there() {
                            known.presence = known.presence.or_absent();
                        }
                    }
                    Some(_) => {
                        result =
                            Err(self.report.push(disagreement(item, at, &view.name, &member.wire)))
                    }
                }
            }
        }
        result?;
        let everywhere: BTreeSet<&str> = base.iter().map(|member| member.wire.as_str()).collect();
        for member in &mut union {
            let shown = |view: &View| view.attributes.iter().any(|shown| shown.wire == member.wire);
            if !everywhere.contains(member.wire.as_str()) || !views.iter().all(shown) {
                member.presence = member.presence.or_absent();
            }
        }
        Ok(union)
    }
}

fn disagreement(item: &language::Resource, at: &At<'_>, view: &str, wire: &str) -> Diagnostic {
    let place =
        |view: &str| at.join("views").join(view).join("with").join(wire).member_type().value();
    let first = item.views.iter().find(|(_, other)| other.with.get(wire).is_some());
    let message = format!("two views add `{wire}` and do not agree what it is");
    let mut problem =
        Diagnostic::new(Code::ViewsDisagree, message).at(place(view), "this type or Rust name");
    if let Some((first, _)) = first {
        problem = problem.also(place(first), "is not this one");
    }
    problem.help("give both the same type and the same `rust:`, or describe two attributes")
}
