//! Parts of JSON:API documents that many schemas refer to: links, resource identifiers, included resources, empty maps.

use std::collections::BTreeMap;

use super::document;
use super::page::Page;
use super::schema::{Object, PageName, Schema, Shape, Text};
use super::shape::{Direction, Shapes};
use crate::model::{
    AnswerBody, Model, Relationship, RequestBody, ResourceId, ScalarId, Target, ViewId,
};
use crate::titles;

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
    pages.insert(page.name.path.clone(), page);
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
        .flat_map(|operation| operation.successes.iter().chain(&operation.existing));
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

fn name(title: &str, direction: Direction) -> PageName {
    match direction {
        Direction::Sent => {
            PageName { path: format!("documents/{title}.request.json"), title: titles::sent(title) }
        }
        Direction::Received => {
            PageName { path: format!("documents/{title}.json"), title: title.to_owned() }
        }
    }
}

fn page(title: &str, direction: Direction, words: &str, schema: Schema) -> Page<'static> {
    Page::new(name(title, direction), schema.described(words), Vec::new())
}

/// A reference to the schema of the empty list that stands for an empty map.
pub(super) fn empty_list_reference() -> Schema {
    Schema::reference(name(titles::EMPTY_LIST, Direction::Received))
}

fn empty_list() -> Page<'static> {
    let words = "An empty map or object, which may arrive as an empty list.";
    page(titles::EMPTY_LIST, Direction::Received, words, Shape::EmptyList.into())
}

/// A reference to the schema of links.
pub(super) fn link_reference() -> Schema {
    Schema::reference(name(titles::LINK, Direction::Received))
}

/// A link: a URL reference, a link object, or null.
fn link(model: &Model) -> Page<'static> {
    let (none, url) = if model.api.habits.empty_link_is_none {
        ("empty or null", Text::Any)
    } else {
        ("null", Text::NotEmpty)
    };
    let mut object = Object::default();
    object.property("href", Schema::text().described("Where the link leads."), true);
    let words = format!("A link: a URL reference or a link object; {none} where it leads nowhere.");
    let schema = Schema::any_of(vec![url.into(), object.into()]).or_null();
    page(titles::LINK, Direction::Received, &words, schema)
}

/// A reference to the schema of included resources.
pub(super) fn included_reference() -> Schema {
    Schema::reference(name(titles::INCLUDED, Direction::Received))
}

/// A resource of any type. One of an unknown type, or in an unknown form, is no mistake.
fn included(shapes: Shapes<'_>) -> Page<'static> {
    let known = (0..shapes.model.resources.len()).map(|index| {
        let id = ViewId { resource: ResourceId(index), view: None };
        Schema::reference(document::view_page(shapes, id))
    });
    let mut other = Object::default();
    let id = Schema::text().described("The id of the resource.");
    other.property("type", Schema::text().described("The type of the resource."), true);
    other.property("id", id, true);
    let other = Schema::from(other)
        .titled(titles::OTHER_RESOURCE)
        .described("A resource of another type, or in another form.");
    let schema = Schema::any_of(known.chain([other]).collect());
    let words = "A related resource that is sent along. Its `type` says which.";
    page(titles::INCLUDED, Direction::Received, words, schema)
}

/// A reference to the schema of what a relationship relates to.
pub(super) fn target_reference(shapes: Shapes<'_>, target: &Target) -> Schema {
    Schema::reference(name(&titles::target(shapes.model, target), shapes.direction))
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
                alternatives.push(Schema::reference(page.name.clone()));
                add(pages, page);
            }
            let words = "Names a resource of one of several types.";
            add(pages, self::page(name, shapes.direction, words, Schema::any_of(alternatives)));
        }
    }
}

/// A resource identifier object.
fn identifier(shapes: Shapes<'_>, resource: ResourceId, id: ScalarId) -> Page<'static> {
    let word = &shapes.model[resource].type_word;
    let mut object = Object::default();
    object.property("type", document::type_word(word), true);
    object.property("id", document::scalar(shapes, id, "The id of the related resource."), true);
    let title = titles::identifier(shapes.model, resource, id);
    let words = format!("Names one of the `{word}`.");
    page(&title, shapes.direction, &words, shapes.closed(object).into())
}
