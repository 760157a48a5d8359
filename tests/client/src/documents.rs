//! Documents built from a description: whatever its types allow, as a [`Choose`] decides.

use std::collections::BTreeSet;

use codegen::model::{
    AnswerBody, Arity, Enum, Member, Model, ObjectId, Presence, Relationship, Resource, ResourceId,
    ScalarKind, Sensitivity, Target, Type, ViewId,
};

use crate::json::{array, object, quote};

/// Whether a member is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Here {
    /// It is not there.
    Absent,
    /// It is null.
    Null,
    /// It has a value.
    Value,
}

/// A value that is to be chosen.
#[derive(Clone, Debug)]
pub struct Leaf {
    /// The marked member or scalar that it is part of: `Customer.email`.
    pub marked: Option<String>,
}

/// Decides what a document holds.
pub trait Choose {
    /// Whether a member of this presence is there.
    fn here(&mut self, presence: Presence) -> Here;
    /// How many items a list or a map has.
    fn length(&mut self) -> usize;
    /// One of so many.
    fn one_of(&mut self, count: usize) -> usize;
    /// A name in a map. The index makes it differ from the others.
    fn name(&mut self, index: usize) -> String;
    /// The content of a string.
    fn text(&mut self, leaf: &Leaf) -> String;
    /// The digits of an integer that fits 64 bits.
    fn integer(&mut self, leaf: &Leaf) -> String;
    /// The text of a decimal that has no exponent and at most 28 digits.
    fn decimal(&mut self, leaf: &Leaf) -> String;
    /// A boolean.
    fn boolean(&mut self) -> bool;
    /// Any JSON.
    fn json(&mut self, leaf: &Leaf) -> String;
    /// A word that an enum does not know, or `None` for one that it knows.
    fn unknown_word(&mut self) -> Option<String>;
    /// Members that the description does not name. Their names begin with `x-`.
    fn unknown_members(&mut self) -> Vec<(String, String)>;
    /// A link in one of its forms.
    fn link(&mut self) -> String;
}

/// Builds documents of a description.
pub struct Documents<'a, C> {
    /// The description.
    pub model: &'a Model,
    /// What decides.
    pub choose: &'a mut C,
}

const OPEN: Leaf = Leaf { marked: None };

impl<C: Choose> Documents<'_, C> {
    /// The body of an answer; `None` where it has none.
    pub fn body(&mut self, body: &AnswerBody) -> Option<String> {
        let (data, meta) = match body {
            AnswerBody::Empty => return None,
            AnswerBody::Object(id) => return Some(self.object(*id)),
            AnswerBody::Resource { item, meta } => (self.resource(*item), *meta),
            AnswerBody::Data { object, meta } => (self.object(*object), *meta),
            AnswerBody::List { item, meta, or_one, .. } => {
                (self.several(*or_one, &mut |of| of.resource(*item)), *meta)
            }
            AnswerBody::DataList { object, meta, or_one } => {
                (self.several(*or_one, &mut |of| of.object(*object)), *meta)
            }
        };
        Some(self.document(data, meta))
    }

    fn several(&mut self, or_one: bool, item: &mut dyn FnMut(&mut Self) -> String) -> String {
        match if or_one { self.choose.one_of(3) } else { 0 } {
            1 => item(self),
            2 => "null".to_owned(),
            _ => array(&(0..self.choose.length()).map(|_| item(self)).collect::<Vec<_>>()),
        }
    }

    fn document(&mut self, data: String, meta: Option<ObjectId>) -> String {
        let mut members = vec![("data".to_owned(), data)];
        if self.choose.here(Presence::Optional) == Here::Value {
            let items =
                resources(self.model).into_iter().map(|resource| ViewId { resource, view: None });
            let mut included: Vec<String> = items.map(|item| self.resource(item)).collect();
            included.push(
                r#"{"type":"x-unheard","id":"1","attributes":{"deep":[1.10,"\u00e9"]}}"#.to_owned(),
            );
            members.push(("included".to_owned(), array(&included)));
        }
        if self.choose.here(Presence::Optional) == Here::Value {
            members.push(("links".to_owned(), self.links()));
        }
        if self.choose.here(Presence::Optional) == Here::Value {
            let meta = match meta {
                Some(meta) => self.object(meta),
                None => self.choose.json(&OPEN),
            };
            members.push(("meta".to_owned(), meta));
        }
        self.finish(members)
    }

    /// A resource in a view.
    pub fn resource(&mut self, item: ViewId) -> String {
        let resource = &self.model[item.resource];
        let id = self.value(&Type::Scalar(resource.id), &OPEN);
        let mut members =
            vec![("type".to_owned(), quote(&resource.type_word)), ("id".to_owned(), id)];
        if self.choose.here(resource.attributes_presence()) == Here::Value {
            let attributes = self.members(&resource.name, resource.attributes_of(item.view));
            members.push(("attributes".to_owned(), attributes));
        }
        let relationships = !resource.relationships.is_empty();
        if relationships && self.choose.here(resource.relationships_presence()) == Here::Value {
            members.push(("relationships".to_owned(), self.relationships(resource)));
        }
        if !resource.links.is_empty() && self.choose.here(Presence::Optional) == Here::Value {
            members.push(("links".to_owned(), self.links()));
        }
        self.finish(members)
    }

    fn relationships(&mut self, resource: &Resource) -> String {
        let mut members = Vec::new();
        for relationship in &resource.relationships {
            let presence =
                if relationship.optional { Presence::Optional } else { Presence::Required };
            if self.choose.here(presence) == Here::Value {
                members.push((relationship.wire.clone(), self.relationship(relationship)));
            }
        }
        self.finish(members)
    }

    fn relationship(&mut self, relationship: &Relationship) -> String {
        let mut members = Vec::new();
        let presence = match relationship.arity {
            Arity::One => Presence::Maybe,
            Arity::Many => Presence::Optional,
        };
        match (self.choose.here(presence), relationship.arity) {
            (Here::Absent, _) => {}
            (Here::Null, _) => members.push(("data".to_owned(), "null".to_owned())),
            (Here::Value, Arity::One) => {
                members.push(("data".to_owned(), self.linkage(&relationship.target)))
            }
            (Here::Value, Arity::Many) => {
                let items: Vec<_> =
                    (0..self.choose.length()).map(|_| self.linkage(&relationship.target)).collect();
                members.push(("data".to_owned(), array(&items)));
            }
        }
        for name in ["links", "meta"] {
            if self.choose.here(Presence::Optional) == Here::Value {
                members.push((name.to_owned(), self.choose.json(&OPEN)));
            }
        }
        self.finish(members)
    }

    fn linkage(&mut self, target: &Target) -> String {
        let (resource, id) = match target {
            Target::One { resource, id } => (*resource, *id),
            Target::AnyOf { resources, .. } => {
                let resource = resources[self.choose.one_of(resources.len())];
                (resource, self.model[resource].id)
            }
        };
        let id = self.value(&Type::Scalar(id), &OPEN);
        let type_word = quote(&self.model[resource].type_word);
        self.finish(vec![("type".to_owned(), type_word), ("id".to_owned(), id)])
    }

    fn links(&mut self) -> String {
        let names = ["self", "prev", "next"].into_iter().take(self.choose.length());
        let links: Vec<_> = names.map(|name| (name.to_owned(), self.choose.link())).collect();
        object(&links)
    }

    /// A plain object.
    pub fn object(&mut self, id: ObjectId) -> String {
        let of = &self.model[id];
        self.members(&of.name, &of.members)
    }

    /// An object with described members and others; some members may stand inside a sibling.
    fn members(&mut self, owner: &str, described: &[Member]) -> String {
        let mut members: Vec<(String, String)> = Vec::new();
        for member in described {
            match self.choose.here(member.presence) {
                Here::Absent => {}
                Here::Null => members.push((member.wire.clone(), "null".to_owned())),
                Here::Value => {
                    let value = self.member(owner, member);
                    let host = member.or_inside.as_ref().filter(|_| self.choose.boolean());
                    let host =
                        host.and_then(|host| members.iter_mut().find(|(name, _)| name == host));
                    match host {
                        Some((_, host)) if host.ends_with('}') => {
                            *host = joined(host, &member.wire, &value)
                        }
                        _ => members.push((member.wire.clone(), value)),
                    }
                }
            }
        }
        self.finish(members)
    }

    fn member(&mut self, owner: &str, member: &Member) -> String {
        let marked = member.sensitivity != Sensitivity::Open;
        self.value(&member.ty, &Leaf { marked: marked.then(|| format!("{owner}.{}", member.wire)) })
    }

    /// A value of a type.
    pub fn value(&mut self, ty: &Type, leaf: &Leaf) -> String {
        match ty {
            Type::Text => quote(&self.choose.text(leaf)),
            Type::Boolean => self.choose.boolean().to_string(),
            Type::Integer | Type::UnixSeconds => self.choose.integer(leaf),
            Type::Decimal => self.choose.decimal(leaf),
            Type::Json => self.choose.json(leaf),
            Type::Enum(id) => quote(&self.word(&self.model[*id])),
            Type::Object(id) => self.nested(*id, leaf),
            Type::List(of) => {
                let items: Vec<_> =
                    (0..self.choose.length()).map(|_| self.value(of, leaf)).collect();
                array(&items)
            }
            Type::Map(of) => {
                let indexes = 0..self.choose.length();
                let entries: Vec<_> =
                    indexes.map(|index| (self.choose.name(index), self.value(of, leaf))).collect();
                object(&entries)
            }
            Type::Scalar(id) => {
                let scalar = &self.model[*id];
                let own = (scalar.sensitivity != Sensitivity::Open).then(|| scalar.name.clone());
                let leaf = Leaf { marked: leaf.marked.clone().or(own) };
                match scalar.kind {
                    ScalarKind::Text { .. } => quote(&self.choose.text(&leaf)),
                    ScalarKind::Integer => self.choose.integer(&leaf),
                    ScalarKind::Decimal { or_text: true } if self.choose.boolean() => {
                        quote(&self.choose.decimal(&leaf))
                    }
                    ScalarKind::Decimal { .. } => self.choose.decimal(&leaf),
                }
            }
        }
    }

    /// An object inside a marked member is marked as a whole; what its members are marked as is seen on its own.
    fn nested(&mut self, id: ObjectId, leaf: &Leaf) -> String {
        if leaf.marked.is_none() {
            return self.object(id);
        }
        let mut members = Vec::new();
        for member in &self.model[id].members {
            match self.choose.here(member.presence) {
                Here::Absent => {}
                Here::Null => members.push((member.wire.clone(), "null".to_owned())),
                Here::Value => members.push((member.wire.clone(), self.value(&member.ty, leaf))),
            }
        }
        self.finish(members)
    }

    fn word(&mut self, of: &Enum) -> String {
        match self.choose.unknown_word() {
            Some(word) => word,
            None => of.values[self.choose.one_of(of.values.len())].word.clone(),
        }
    }

    fn finish(&mut self, mut members: Vec<(String, String)>) -> String {
        members.extend(self.choose.unknown_members());
        object(&members)
    }
}

/// All resources of a description, each of which an answer or a relationship leads to.
///
/// # Panics
/// Where there is one to which nothing leads.
pub fn resources(model: &Model) -> BTreeSet<ResourceId> {
    let answers = model
        .operations
        .iter()
        .flat_map(|operation| operation.successes.iter().chain(&operation.existing));
    let bodies = answers
        .map(|answer| &answer.body)
        .chain(model.callbacks.iter().map(|callback| &callback.body));
    let answered = bodies.filter_map(|body| match body {
        AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. } => Some(item.resource),
        _ => None,
    });
    let related = model.resources.iter().flat_map(|resource| &resource.relationships);
    let related = related.flat_map(|relationship| match &relationship.target {
        Target::One { resource, .. } => vec![*resource],
        Target::AnyOf { resources, .. } => resources.clone(),
    });
    let all: BTreeSet<ResourceId> = answered.chain(related).collect();
    assert_eq!(all.len(), model.resources.len(), "a resource to which nothing leads");
    all
}

/// An object with one more member.
fn joined(object: &str, name: &str, value: &str) -> String {
    let open = object.strip_suffix('}').unwrap();
    let comma = if open == "{" { "" } else { "," };
    format!("{open}{comma}{}:{value}}}", quote(name))
}
