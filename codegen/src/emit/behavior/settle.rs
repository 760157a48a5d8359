//! How an uncertain outcome is found out: the key, the lookup, and what must agree.

use super::document::{AgainWhile, Comparison, Input, Place, Same, Uncertain};
use super::json::step;
use crate::model::{
    self, AnswerBody, InputRef, Model, Resource, ResourceId, ScalarKind, Shown, Type, ViewId,
};

/// The resource that a lookup finds, in the view in which it is shown.
pub(super) fn found_view(lookup: &model::Operation) -> Option<ViewId> {
    lookup.successes.iter().find_map(|answer| match answer.body {
        AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. } => Some(item),
        _ => None,
    })
}

pub(super) fn settlement(
    model: &Model,
    operation: &model::Operation,
    uncertain: &model::Uncertain,
) -> Uncertain {
    let lookup = &model[uncertain.lookup];
    let found = found_view(lookup).map(|view| view.resource);
    Uncertain {
        key: input(model, operation, uncertain.key),
        lookup: lookup.name.clone(),
        lookup_parameter: input(model, lookup, uncertain.lookup_parameter),
        found_key: found.and_then(|found| found_key(model, operation, uncertain, found)),
        same: found.map_or(Vec::new(), |found| same(model, operation, uncertain, found)),
        again_while: uncertain
            .again_while
            .as_ref()
            .zip(found)
            .and_then(|(again, found)| again_while(model, again, &model[found])),
    }
}

fn input(model: &Model, operation: &model::Operation, of: InputRef) -> Input {
    let name = &model.input(operation, of).wire;
    let (place, pointer) = match of {
        InputRef::Path(_) => (Place::Path, None),
        InputRef::Query(_) => (Place::Query, None),
        InputRef::Body(_) => (Place::Body, Some(body_pointer(operation, name))),
    };
    Input { place, name: name.clone(), pointer }
}

/// Where a body holds one of its members.
fn body_pointer(operation: &model::Operation, name: &str) -> String {
    let name = step(name);
    match operation.request {
        model::RequestBody::Object(_) => format!("/{name}"),
        _ => format!("/data/attributes/{name}"),
    }
}

/// Where the found resource shows the key: as its id, or in the attribute of the same name and type.
pub(super) fn found_key(
    model: &Model,
    operation: &model::Operation,
    uncertain: &model::Uncertain,
    found: ResourceId,
) -> Option<String> {
    let key = model.input(operation, uncertain.key);
    let found = &model[found];
    if key.ty == Type::Scalar(found.id) {
        return Some("/id".to_owned());
    }
    let mut attributes = found.attributes.iter();
    let shown = attributes.find(|shown| shown.wire == key.wire && shown.ty == key.ty)?;
    Some(format!("/attributes/{}", step(&shown.wire)))
}

pub(super) fn same(
    model: &Model,
    operation: &model::Operation,
    uncertain: &model::Uncertain,
    found: ResourceId,
) -> Vec<Same> {
    let members = model.body_members(&operation.request);
    let found = &model[found];
    let rules = uncertain.same.iter().map(|rule| {
        let asked = &members[rule.request];
        let (pointer, shown) = match rule.found {
            Shown::Attribute(index) => {
                let shown = &found.attributes[index];
                (format!("/attributes/{}", step(&shown.wire)), Some(&shown.ty))
            }
            Shown::RelationshipId(index) => {
                let wire = step(&found.relationships[index].wire);
                (format!("/relationships/{wire}/data/id"), None)
            }
        };
        Same {
            member: asked.wire.clone(),
            asked: body_pointer(operation, &asked.wire),
            found: pointer,
            by: comparison(model, &asked.ty, shown),
        }
    });
    rules.collect()
}

fn comparison(model: &Model, asked: &Type, shown: Option<&Type>) -> Comparison {
    let is_text = |ty: &Type| match ty {
        Type::Text => true,
        Type::Scalar(id) => matches!(model[*id].kind, ScalarKind::Text { .. }),
        _ => false,
    };
    let is_number = |ty: &Type| match ty {
        Type::Decimal | Type::Integer | Type::UnixSeconds => true,
        Type::Scalar(id) => !matches!(model[*id].kind, ScalarKind::Text { .. }),
        _ => false,
    };
    if is_text(asked) && shown.is_none_or(is_text) {
        Comparison::Text
    } else if is_number(asked) && shown.is_some_and(is_number) {
        Comparison::Number
    } else {
        Comparison::Json
    }
}

pub(super) fn again_while(
    model: &Model,
    again: &model::AgainWhile,
    found: &Resource,
) -> Option<AgainWhile> {
    let member = &found.attributes[again.attribute];
    let Type::Enum(of) = member.ty else { return None };
    let values = again.values.iter().map(|value| model[of].values[*value].word.clone());
    Some(AgainWhile {
        found: format!("/attributes/{}", step(&member.wire)),
        values: values.collect(),
    })
}
