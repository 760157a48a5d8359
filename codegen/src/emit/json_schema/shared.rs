//! Parts of JSON:API documents that many schemas refer to: links, resource identifiers, included resources, empty maps.

use std::collections::BTreeMap;

use schemars::{Schema, json_schema};
use serde_json::json;

use super::document;
use super::page::{Page, reference};
use super::shape::{Direction, ObjectSchema, Shapes};
use super::type_title;
use crate::model::{
    AnswerBody, Model, Relationship, RequestBody, ResourceId, ScalarId, Target, ViewId,
};

/// The schemas that others refer to, as far as they do.
pub(super) fn pages(model: &Model) -> Vec<Page<'static>> {
    let received = Shapes { model, direction: Direction::Received };
    let mut pages = BTreeMap::new();
    if model.api.habits.empty_map_as_list {
        add(&mut pages, empty_list());
    }
    if has_links(model) {
        add(&mut pages, link(model));
    }
    if bodies(model).any(|body| resource_of(body).is_some()) {
        add(&mut pages, included(received));
    }
    let shown = model.resources.iter().flat_map(|resource| &resource.relationships);
    for relationship in shown {
        linkage(received, relationship, &mut pages);
    }
    let sent = Shapes { model, direction: Direction::Sent };
    for operation in &model.operations {
        if let RequestBody::Resource { relationships, .. } = &operation.request {
            for relationship in relationships {
                linkage(sent, relationship, &mut pages);
            }
        }
    }
    pages.into_values().collect()
}

fn add(pages: &mut BTreeMap<String, Page<'static>>, page: Page<'static>) {
    pages.insert(page.path.clone(), page);
}

fn has_links(model: &Model) -> bool {
    let of_resources = model.resources.iter().any(|resource| !resource.links.is_empty());
    of_resources || model.api.paging.iter().any(|paging| !paging.links.is_empty())
}

/// The bodies of all answers and callbacks.
fn bodies(model: &Model) -> impl Iterator<Item = &AnswerBody> {
    let answers = model
        .operations
        .iter()
        .flat_map(|operation| operation.successes.iter().chain(&operation.others));
    let callbacks = model.callbacks.iter().map(|callback| &callback.body);
    answers.map(|answer| &answer.body).chain(callbacks)
}

/// The resource that a body is about.
pub(super) fn resource_of(body: &AnswerBody) -> Option<ViewId> {
    match body {
        AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. } => Some(*item),
        _ => None,
    }
}

fn path(name: &str, direction: Direction) -> String {
    match direction {
        Direction::Sent => format!("documents/{name}.request.json"),
        Direction::Received => format!("documents/{name}.json"),
    }
}

fn page(name: &str, direction: Direction, description: String, schema: Schema) -> Page<'static> {
    Page {
        path: path(name, direction),
        title: type_title(name, direction),
        description,
        schema,
        samples: Vec::new(),
    }
}

/// A reference to the schema of the empty list that stands for an empty map.
pub(super) fn empty_list_reference() -> Schema {
    reference(&path("EmptyList", Direction::Received))
}

fn empty_list() -> Page<'static> {
    let words = "An empty map or object, which may arrive as an empty list.".to_owned();
    let schema = json_schema!({ "type": "array", "items": {}, "maxItems": 0 });
    page("EmptyList", Direction::Received, words, schema)
}

/// A reference to the schema of links.
pub(super) fn link_reference() -> Schema {
    reference(&path("Link", Direction::Received))
}

/// A link: a URL reference, a link object, or null.
fn link(model: &Model) -> Page<'static> {
    let (none, url) = if model.api.habits.empty_link_is_none {
        ("empty or null", json!({ "type": "string" }))
    } else {
        ("null", json!({ "type": "string", "minLength": 1 }))
    };
    let object = json!({
        "type": "object",
        "properties": { "href": { "description": "Where the link leads.", "type": "string" } },
        "required": ["href"],
    });
    let words = format!("A link: a URL reference or a link object; {none} where it leads nowhere.");
    let schema = json_schema!({ "anyOf": [url, object, { "type": "null" }] });
    page("Link", Direction::Received, words, schema)
}

/// A reference to the schema of included resources.
pub(super) fn included_reference() -> Schema {
    reference(&path("IncludedResource", Direction::Received))
}

/// A resource of any type. One of an unknown type, or in an unknown form, is no mistake.
fn included(shapes: Shapes<'_>) -> Page<'static> {
    let known = (0..shapes.model.resources.len()).map(|index| {
        let id = ViewId { resource: ResourceId(index), view: None };
        reference(&document::view_path(shapes, id)).to_value()
    });
    let other = json!({
        "title": "OtherResource",
        "description": "A resource of another type, or in another form.",
        "type": "object",
        "properties": {
            "type": { "description": "The type of the resource.", "type": "string" },
            "id": { "description": "The id of the resource.", "type": "string", "readOnly": true },
        },
        "required": ["type", "id"],
    });
    let schema = json_schema!({ "anyOf": known.chain([other]).collect::<Vec<_>>() });
    let words = "A related resource that is sent along. Its `type` says which.".to_owned();
    page("IncludedResource", Direction::Received, words, schema)
}

/// A reference to the schema of what a relationship relates to.
pub(super) fn target_reference(shapes: Shapes<'_>, target: &Target) -> Schema {
    reference(&path(&target_name(shapes.model, target), shapes.direction))
}

fn target_name(model: &Model, target: &Target) -> String {
    match target {
        Target::One { resource, id } => identifier_name(model, *resource, *id),
        Target::AnyOf { name, .. } => name.clone(),
    }
}

fn identifier_name(model: &Model, resource: ResourceId, id: ScalarId) -> String {
    let resource = &model[resource];
    if resource.id == id {
        format!("{}Identifier", resource.name)
    } else {
        format!("{}IdentifierBy{}", resource.name, model[id].name)
    }
}

/// Adds the schemas of what a relationship relates to.
fn linkage(
    shapes: Shapes<'_>,
    relationship: &Relationship,
    pages: &mut BTreeMap<String, Page<'static>>,
) {
    match &relationship.target {
        Target::One { resource, id } => add(pages, identifier(shapes, *resource, *id)),
        Target::AnyOf { name, resources } => {
            let mut alternatives = Vec::new();
            for resource in resources {
                let page = identifier(shapes, *resource, shapes.model[*resource].id);
                alternatives.push(reference(&page.path));
                add(pages, page);
            }
            let schema = json_schema!({ "anyOf": alternatives });
            let words = "Names a resource of one of several types.".to_owned();
            add(pages, self::page(name, shapes.direction, words, schema));
        }
    }
}

/// A resource identifier object.
fn identifier(shapes: Shapes<'_>, resource: ResourceId, id: ScalarId) -> Page<'static> {
    let word = &shapes.model[resource].type_word;
    let mut object = ObjectSchema::default();
    object.property("type", document::type_word(word), true);
    object.property("id", document::scalar(shapes, id, "The id of the related resource."), true);
    let name = identifier_name(shapes.model, resource, id);
    page(&name, shapes.direction, format!("Names one of the `{word}`."), shapes.finish(object))
}
