//! How an uncertain outcome is found out: the key, the lookup, and what must agree.

use super::document::{AgainWhile, Comparison, Input, Place, Same, Uncertain};
use super::json::step;
use crate::model::{self, FoundKey, InputRef, Model, Resource, Shown};

pub(super) fn settlement(
    model: &Model,
    operation: &model::Operation,
    uncertain: &model::Uncertain,
) -> Uncertain {
    let lookup = &model[uncertain.lookup];
    Uncertain {
        key: input(model, operation, uncertain.key),
        lookup: lookup.name.clone(),
        lookup_parameter: input(model, lookup, uncertain.lookup_parameter),
        found_key: found_key(model, uncertain),
        same: same(model, operation, uncertain),
        again_while: again_while(model, uncertain),
    }
}

fn input(model: &Model, operation: &model::Operation, of: InputRef) -> Input {
    let name = &model.input(operation, of).wire;
    let place = place(of);
    let pointer = (place == Place::Body).then(|| body_pointer(operation, name));
    Input { place, name: name.clone(), pointer }
}

/// Where an input stands.
pub(super) fn place(of: InputRef) -> Place {
    match of {
        InputRef::Path(_) => Place::Path,
        InputRef::Query(_) => Place::Query,
        InputRef::Body(_) => Place::Body,
    }
}

/// Where a body holds one of its members.
fn body_pointer(operation: &model::Operation, name: &str) -> String {
    let name = step(name);
    match operation.request {
        model::RequestBody::Object(_) => format!("/{name}"),
        _ => format!("/data/attributes/{name}"),
    }
}

/// Where the found resource shows the key.
pub(super) fn found_key(model: &Model, uncertain: &model::Uncertain) -> String {
    match uncertain.found.key {
        FoundKey::Id => "/id".to_owned(),
        FoundKey::Attribute(index) => attribute(found(model, uncertain), index),
    }
}

fn found<'m>(model: &'m Model, uncertain: &model::Uncertain) -> &'m Resource {
    &model[uncertain.found.item.resource]
}

fn attribute(found: &Resource, index: usize) -> String {
    format!("/attributes/{}", step(&found.attributes[index].wire))
}

pub(super) fn same(
    model: &Model,
    operation: &model::Operation,
    uncertain: &model::Uncertain,
) -> Vec<Same> {
    let members = model.body_members(&operation.request);
    let found = found(model, uncertain);
    let rules = uncertain.same.iter().map(|rule| {
        let asked = &members[rule.request];
        Same {
            member: asked.wire.clone(),
            asked: body_pointer(operation, &asked.wire),
            found: match rule.found {
                Shown::Attribute(index) => attribute(found, index),
                Shown::RelationshipId(index) => {
                    format!("/relationships/{}/data/id", step(&found.relationships[index].wire))
                }
            },
            by: match rule.comparison {
                model::Comparison::Text => Comparison::Text,
                model::Comparison::Number => Comparison::Number,
                model::Comparison::Value => Comparison::Json,
            },
        }
    });
    rules.collect()
}

pub(super) fn again_while(model: &Model, uncertain: &model::Uncertain) -> Option<AgainWhile> {
    let again = uncertain.again_while.as_ref()?;
    let values = again.values.iter().map(|value| model[again.of].values[*value].word.clone());
    Some(AgainWhile {
        found: attribute(found(model, uncertain), again.attribute),
        values: values.collect(),
    })
}
