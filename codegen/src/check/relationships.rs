//! Relationships of resources and of requests.

use super::Checker;
use super::at::At;
use super::naming::{Choice, FIELDS_TAKEN, Scope};
use super::report::{Checked, all};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Ordered, Targets};
use crate::model::{Arity, Relationship, ResourceId, Target};
use crate::names::Case;

impl<'s> Checker<'s> {
    /// The relationships of what is called `owner`: a resource or a request.
    pub(super) fn relationships(
        &mut self,
        owner: &str,
        at: &At<'s>,
        relationships: &Ordered<language::Relationship>,
        origin: &Checked<String>,
    ) -> Checked<Vec<Relationship>> {
        let mut scope = Scope::new(format!("the relationships of `{owner}`"), FIELDS_TAKEN);
        let mut checked = Vec::new();
        for (wire, relationship) in relationships.iter() {
            checked.push(self.relationship(
                &mut scope,
                owner,
                &at.join(wire),
                wire,
                relationship,
                origin,
            ));
        }
        all(checked)
    }

    fn relationship(
        &mut self,
        scope: &mut Scope,
        owner: &str,
        at: &At<'s>,
        wire: &str,
        relationship: &language::Relationship,
        origin: &Checked<String>,
    ) -> Checked<Relationship> {
        let named = self.wire_name(wire, at);
        let field =
            self.name(scope, Case::Snake, wire, Choice::Rust(relationship.rust.as_deref()), at);
        let doc = self.doc(at, &relationship.doc, relationship.source.as_deref(), origin);
        let (arity, key, targets) = match (&relationship.one, &relationship.many) {
            (Some(targets), None) => (Arity::One, "one", targets),
            (None, Some(targets)) => (Arity::Many, "many", targets),
            _ => {
                let problem = Diagnostic::new(
                    Code::RelationshipArity,
                    format!("`{wire}` is not exactly one of `one` and `many`"),
                )
                .at(at.key(), "to one or to many?")
                .help("write `one:` or `many:` with the type of the resource");
                return Err(self.report.push(problem));
            }
        };
        let target = self.target(owner, at, wire, relationship, targets, &at.join(key));
        let optional = relationship.optional;
        named?;
        Ok(Relationship {
            wire: wire.to_owned(),
            field: field?,
            arity,
            target: target?,
            optional,
            doc: doc?,
        })
    }

    fn target(
        &mut self,
        owner: &str,
        at: &At<'s>,
        wire: &str,
        relationship: &language::Relationship,
        targets: &Targets,
        targets_at: &At<'s>,
    ) -> Checked<Target> {
        match targets {
            Targets::One(type_word) => {
                let resource = self.resource_named(type_word, targets_at);
                let own = relationship
                    .id
                    .as_deref()
                    .map(|id| self.text_scalar_named(id, &at.join("id")))
                    .transpose();
                let (resource, own) = (resource?, own?);
                let id = own.map_or_else(|| self.id_of_resource(resource), Ok)?;
                Ok(Target::One { resource, id })
            }
            Targets::AnyOf(type_words) => {
                let id = self.no_id_of_its_own(relationship, at);
                let resources = self.targets(type_words, targets_at);
                let name = self.linkage_name(owner, wire, relationship.rust.as_deref(), at);
                id?;
                Ok(Target::AnyOf { name: name?, resources: resources? })
            }
        }
    }

    /// The type of the ids of a resource.
    fn id_of_resource(&self, resource: ResourceId) -> Checked<crate::model::ScalarId> {
        let found = self.defs.resources.get(resource.0).and_then(|found| found.item.as_ref());
        self.id_of(self.report.decoded(found)?)
    }

    fn targets(&mut self, type_words: &[String], at: &At<'s>) -> Checked<Vec<ResourceId>> {
        let few = (type_words.len() < 2).then(|| {
            Diagnostic::new(
                Code::RelationshipTargets,
                "a list of targets names fewer than two resources",
            )
            .at(at.value(), "this list")
            .help("write a single target without brackets")
        });
        let few = self.report.check(few);
        let repeats = self.no_repeats(type_words, at);
        let words = type_words.iter().enumerate();
        let resources =
            words.map(|(index, word)| self.resource_named(word, &at.join(index))).collect();
        few.and(repeats).and(all(resources))
    }

    fn no_id_of_its_own(
        &mut self,
        relationship: &language::Relationship,
        at: &At<'s>,
    ) -> Checked<()> {
        let problem = relationship.id.as_ref().map(|_| {
            Diagnostic::new(
                Code::NoEffect,
                "a relationship to several types has an id for each of them",
            )
            .at(at.join("id").key(), "this changes nothing")
            .help("remove `id`")
        });
        self.report.check(problem)
    }

    /// The name of the type of a linkage to resources of several types.
    fn linkage_name(
        &mut self,
        owner: &str,
        wire: &str,
        rust: Option<&str>,
        at: &At<'s>,
    ) -> Checked<String> {
        let wire_name = crate::names::convert(rust.unwrap_or(wire), Case::UpperCamel);
        // A name that gives no type name has been reported as a field.
        let name = format!("{owner}{}", self.report.decoded(wire_name.ok())?);
        self.claim_type(&name, wire, at.key())?;
        Ok(name)
    }
}
