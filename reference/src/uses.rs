//! Where each definition is used: the other way along the page's links.

use std::collections::{BTreeMap, BTreeSet};

use codegen::model::{
    Answer, AnswerBody, Member, Model, ObjectId, Operation, Relationship, RequestBody, Target,
};

use crate::anchor;

/// An id and what to call it.
pub(crate) type Place = (String, String);

/// The places of a page that name each definition, by the definition's id.
pub(crate) struct Uses {
    places: BTreeMap<String, BTreeSet<Place>>,
}

impl Uses {
    pub(crate) fn of(model: &Model) -> Self {
        let mut uses = Self { places: BTreeMap::new() };
        for resource in &model.resources {
            let place = (anchor::resource(resource), resource.type_word.clone());
            uses.add(anchor::definition(&model[resource.id].name), &place);
            uses.members(model, &resource.attributes, &place);
            uses.relationships(model, &resource.relationships, &place);
        }
        for object in &model.objects {
            let place = (anchor::definition(&object.name), object.name.clone());
            uses.members(model, &object.members, &place);
        }
        for operation in &model.operations {
            uses.operation(model, operation);
        }
        for callback in &model.callbacks {
            let place = (anchor::callback(callback), format!("callback {}", callback.name));
            uses.body(model, &callback.body, &place);
        }
        uses.add(
            anchor::definition(&model[model.api.errors.object].name),
            &(anchor::ERRORS.to_owned(), "error bodies".to_owned()),
        );
        uses
    }

    pub(crate) fn places(&self, id: &str) -> Vec<&Place> {
        self.places.get(id).into_iter().flatten().collect()
    }

    fn add(&mut self, id: String, place: &Place) {
        if id != place.0 {
            self.places.entry(id).or_default().insert(place.clone());
        }
    }

    fn object(&mut self, model: &Model, object: ObjectId, place: &Place) {
        self.add(anchor::definition(&model[object].name), place);
    }

    fn members(&mut self, model: &Model, members: &[Member], place: &Place) {
        for id in members.iter().filter_map(|member| anchor::of_type(model, &member.ty)) {
            self.add(id, place);
        }
    }

    fn relationships(&mut self, model: &Model, relationships: &[Relationship], place: &Place) {
        for relationship in relationships {
            match &relationship.target {
                Target::One { resource, id } => {
                    self.add(anchor::resource(&model[*resource]), place);
                    self.add(anchor::definition(&model[*id].name), place);
                }
                Target::AnyOf { resources, .. } => {
                    for resource in resources {
                        self.add(anchor::resource(&model[*resource]), place);
                    }
                }
            }
        }
    }

    fn operation(&mut self, model: &Model, operation: &Operation) {
        let place = (anchor::call(operation), operation.name.clone());
        self.members(model, &operation.path_parameters, &place);
        self.members(model, &operation.query, &place);
        self.members(model, operation.paging_query(model), &place);
        match &operation.request {
            RequestBody::Empty => {}
            RequestBody::Object(object) => self.object(model, *object, &place),
            RequestBody::Resource { attributes, relationships, .. } => {
                if let Some(object) = attributes {
                    self.object(model, *object, &place);
                }
                self.relationships(model, relationships, &place);
            }
        }
        for Answer { body, .. } in operation.successes.iter().chain(&operation.existing) {
            self.body(model, body, &place);
        }
    }

    fn body(&mut self, model: &Model, body: &AnswerBody, place: &Place) {
        let meta = match body {
            AnswerBody::Empty => None,
            AnswerBody::Object(object) => Some(*object),
            AnswerBody::Resource { item, meta } | AnswerBody::List { item, meta, .. } => {
                self.add(anchor::resource(&model[item.resource]), place);
                *meta
            }
            AnswerBody::Data { object, meta } | AnswerBody::DataList { object, meta, .. } => {
                self.object(model, *object, place);
                *meta
            }
        };
        if let Some(meta) = meta {
            self.object(model, meta, place);
        }
    }
}
