//! A write of a case: its inputs, its key, and what it makes or acts on.

use super::super::super::case::{Inputs, Sent};
use super::super::super::document::{AgainWhile, Same};
use super::super::super::json::{Json, step};
use super::super::super::{example, settle};
use super::super::requests;
use crate::model::{
    self, FoundForm, InputRef, Model, Operation, Presence, ResourceId, Uncertain, ViewId,
};

/// A write and what a server may say of it.
pub(super) struct Scene<'m> {
    pub(super) model: &'m Model,
    pub(super) operation: &'m Operation,
    pub(super) uncertain: &'m Uncertain,
    pub(super) lookup: &'m Operation,
    pub(super) inputs: Inputs,
    pub(super) write: Sent,
    pub(super) look: Sent,
    pub(super) found: ResourceId,
    pub(super) found_form: FoundForm,
    pub(super) found_key: String,
    pub(super) same: Vec<Same>,
    pub(super) again: Option<AgainWhile>,
    /// What the write makes or acts on, after it was done.
    pub(super) ours: Json,
}

/// The id of what the write makes, where the key is not the id.
const ID: &str = "made-once";

impl<'m> Scene<'m> {
    /// The write with this key, or with that of an example; none where an example has no text for it.
    pub(super) fn of(
        model: &'m Model,
        operation: &'m Operation,
        uncertain: &'m Uncertain,
        key: Option<&str>,
    ) -> Option<Self> {
        let lookup = &model[uncertain.lookup];
        let view = uncertain.found.item;
        let mut inputs = requests::inputs(model, operation);
        add_compared(model, operation, uncertain, &mut inputs);
        if let Some(key) = key {
            set_key(model, operation, uncertain, &mut inputs, key);
        }
        let key = self::key(model, operation, uncertain, &inputs)?;
        let found_key = settle::found_key(model, uncertain);
        let same = settle::same(model, operation, uncertain);
        let again = settle::again_while(model, uncertain);
        let write = requests::sent(model, operation, &inputs);
        let ours = example::resource(model, view).with("/id", Json::text(ID));
        let mut ours = ours.with(&found_key, Json::text(&key));
        for same in &same {
            if let Some(asked) = write.body.as_ref().and_then(|body| body.at(&same.asked)) {
                ours = shown(model, view, ours, &same.found, asked.clone());
            }
        }
        let mut scene = Self {
            model,
            operation,
            uncertain,
            lookup,
            look: look(model, uncertain, lookup, &key),
            inputs,
            write,
            found: view.resource,
            found_form: uncertain.found.form,
            found_key,
            same,
            again,
            ours,
        };
        scene.ours = scene.moved_on();
        Some(scene)
    }

    /// What the call acts on, in a state in which it cannot act again.
    fn moved_on(&self) -> Json {
        let states = self.uncertain.again_while.as_ref().zip(self.again.as_ref());
        let Some((again, shown)) = states else { return self.ours.clone() };
        let mut values = self.model[again.of].values.iter();
        let other = values.find(|value| !shown.values.contains(&value.word));
        let word = other.map_or("another-state", |value| &value.word);
        self.ours.clone().with(&shown.found, Json::text(word))
    }
}

/// The key of the write, as text.
fn key(
    model: &Model,
    operation: &Operation,
    uncertain: &Uncertain,
    inputs: &Inputs,
) -> Option<String> {
    match uncertain.key {
        InputRef::Path(index) => inputs.path.get(&operation.path_parameters[index].wire).cloned(),
        InputRef::Query(index) => inputs.query.get(&operation.query[index].wire).cloned(),
        InputRef::Body(index) => {
            let wire = &model.body_members(&operation.request)[index].wire;
            let Json::Object(members) = inputs.attributes.as_ref().or(inputs.body.as_ref())? else {
                return None;
            };
            Some(members.get(wire)?.as_text()?.to_owned())
        }
    }
}

/// Gives the write the members that are compared, also where it may leave them out.
fn add_compared(model: &Model, operation: &Operation, uncertain: &Uncertain, inputs: &mut Inputs) {
    let members = model.body_members(&operation.request);
    let compared = uncertain.same.iter().map(|same| &members[same.request]);
    for member in compared.filter(|member| member.presence != Presence::Required) {
        set_member(inputs, &member.wire, &example::given(model, member));
    }
}

/// Gives the write another key.
fn set_key(
    model: &Model,
    operation: &Operation,
    uncertain: &Uncertain,
    inputs: &mut Inputs,
    key: &str,
) {
    match uncertain.key {
        InputRef::Path(index) => {
            inputs.path.insert(operation.path_parameters[index].wire.clone(), key.to_owned());
        }
        InputRef::Query(index) => {
            inputs.query.insert(operation.query[index].wire.clone(), key.to_owned());
        }
        InputRef::Body(index) => {
            let wire = &model.body_members(&operation.request)[index].wire;
            set_member(inputs, wire, &Json::text(key));
        }
    }
}

/// Gives a member of the body a value.
fn set_member(inputs: &mut Inputs, wire: &str, value: &Json) {
    let pointer = format!("/{}", step(wire));
    for body in [&mut inputs.attributes, &mut inputs.body].into_iter().flatten() {
        body.set(&pointer, value.clone());
    }
}

/// The lookup of a key.
fn look(model: &Model, uncertain: &Uncertain, lookup: &Operation, key: &str) -> Sent {
    let mut inputs = requests::inputs(model, lookup);
    match uncertain.lookup_parameter {
        InputRef::Path(index) => {
            inputs.path.insert(lookup.path_parameters[index].wire.clone(), key.to_owned());
        }
        InputRef::Query(index) => {
            inputs.query.insert(lookup.query[index].wire.clone(), key.to_owned());
        }
        InputRef::Body(_) => {}
    }
    requests::sent(model, lookup, &inputs)
}

/// A resource that shows a value where the pointer leads: what stands beside the id of a relationship is made, too.
fn shown(model: &Model, view: ViewId, resource: Json, pointer: &str, value: Json) -> Json {
    let shown = resource.with(pointer, value);
    let Some(linkage) = pointer.strip_suffix("/id").filter(|linkage| linkage.ends_with("/data"))
    else {
        return shown;
    };
    let mut relationships = model[view.resource].relationships.iter();
    let target = relationships.find_map(|relationship| {
        let leads = linkage == format!("/relationships/{}/data", step(&relationship.wire));
        match &relationship.target {
            model::Target::One { resource, .. } if leads => Some(&model[*resource].type_word),
            _ => None,
        }
    });
    match target {
        Some(word) => shown.with(&format!("{linkage}/type"), Json::text(word)),
        None => shown,
    }
}
