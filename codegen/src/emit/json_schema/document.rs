//! JSON:API documents and what they are made of: resources, relationships, links, metas.

use super::page::type_page;
use super::schema::{Object, PageName, Schema, Text};
use super::shape::{Direction, Shapes, requires_any};
use super::{shared, words};
use crate::model::{
    AnswerBody, Arity, ObjectId, Operation, Relationship, RequestBody, Resource, ScalarId, ViewId,
};
use crate::titles;

/// What the page of a view of a resource is called.
pub(super) fn view_page(shapes: Shapes<'_>, id: ViewId) -> PageName {
    let resource = &shapes.model[id.resource];
    PageName { path: view_path(resource, id.view), title: titles::view(resource, id.view) }
}

/// The path of the schema of a view of a resource.
pub(in crate::emit) fn view_path(resource: &Resource, view: Option<usize>) -> String {
    let word = &resource.type_word;
    match view {
        None => format!("resources/{word}.json"),
        Some(view) => format!("resources/{word}.{}.json", resource.views[view].name),
    }
}

/// The schema of a view of a resource; `title` is that of its page.
pub(super) fn view(shapes: Shapes<'_>, id: ViewId, title: &str) -> Schema {
    let resource = &shapes.model[id.resource];
    let mut object = Object::default();
    object.property("type", type_word(&resource.type_word), true);
    object.property("id", scalar(shapes, resource.id, "The id of the resource."), true);
    let attributes = resource.attributes_of(id.view);
    if !attributes.is_empty() {
        let title = titles::attributes(title);
        let members = shapes.members(attributes);
        let part = Part { object: members, title, words: "What the resource holds." };
        add_part(shapes, &mut object, "attributes", part);
    }
    if !resource.relationships.is_empty() {
        let part = relationships(shapes, &resource.relationships, title);
        add_part(shapes, &mut object, "relationships", part);
    }
    add_links(shapes, &mut object, &resource.links, "The links of the resource.");
    shapes.closed(object).into()
}

/// The schema of the body of an answer; none where it has no body. `title` is that of its page.
pub(super) fn answer(shapes: Shapes<'_>, body: &AnswerBody, title: &str) -> Option<Schema> {
    let model = shapes.model;
    let view = |item: ViewId| Schema::reference(view_page(shapes, item));
    let document = |data, meta, links| document(shapes, data, meta, links);
    Some(match *body {
        AnswerBody::Empty => return None,
        AnswerBody::Object(id) => shapes.object(id),
        AnswerBody::Data { object, meta } => document(shapes.object(object), meta, &[]).into(),
        AnswerBody::DataList { object, meta, or_one } => {
            let of = |data| document(data, meta, &[]).into();
            list(shapes.object(object), or_one, title, of)
        }
        AnswerBody::Resource { item, meta } => with_included(document(view(item), meta, &[])),
        AnswerBody::List { item, paging, meta, or_one } => {
            let links = paging.map_or(&[][..], |paging| &model.api.paging[paging].links);
            let of = |data| with_included(document(data, meta, links));
            list(view(item), or_one, title, of)
        }
    })
}

/// The schema of the body of a request; none where it has no body. `title` is that of its page.
pub(super) fn request(shapes: Shapes<'_>, operation: &Operation, title: &str) -> Option<Schema> {
    match &operation.request {
        RequestBody::Empty => None,
        RequestBody::Object(object) => Some(shapes.object(*object)),
        RequestBody::Resource { type_word: word, id, attributes, relationships: sent } => {
            let mut resource = Object::default();
            resource.property("type", type_word(word), true);
            if let Some(parameter) = id {
                let id = shapes.member(&operation.path_parameters[*parameter]);
                resource.property("id", id, true);
            }
            if let Some(attributes) = attributes {
                let schema = shapes.object(*attributes).described("What the resource is to hold.");
                let required = requires_any(&shapes.model[*attributes].members);
                resource.property("attributes", schema, required);
            }
            if !sent.is_empty() {
                let part = relationships(shapes, sent, title);
                add_part(shapes, &mut resource, "relationships", part);
            }
            let data = Schema::from(shapes.closed(resource)).titled(titles::data(title));
            let mut document = Object::default();
            document.property("data", data.described("The resource that is sent."), true);
            Some(shapes.closed(document).into())
        }
    }
}

/// A document that is received.
fn document(
    shapes: Shapes<'_>,
    data: Schema,
    meta: Option<ObjectId>,
    link_names: &[String],
) -> Object {
    let mut object = Object::default();
    object.property("data", data.described("What the document is about."), true);
    if let Some(meta) = meta {
        let meta = shapes.object(meta).described("What the document says about its data.");
        object.property("meta", meta, false);
    }
    add_links(shapes, &mut object, link_names, "The links of the document.");
    object
}

fn with_included(mut document: Object) -> Schema {
    let list = Schema::list(shared::included_reference());
    document.property("included", list.described("Related resources that are sent along."), false);
    document.into()
}

/// A document of a list. Where one item, or null, may stand in place of the list, that is a document of its own: many tools
/// tell documents apart that cannot tell apart what is in a member.
fn list(item: Schema, or_one: bool, title: &str, document: impl Fn(Schema) -> Schema) -> Schema {
    let many = document(Schema::list(item.clone()));
    if !or_one {
        return many;
    }
    let many = many.titled(titles::many(title)).described("A document of several.");
    let one = document(item.or_null()).titled(titles::one(title));
    Schema::any_of(vec![many, one.described("A document of one, or of none.")])
}

/// Adds a part under a title of its own. It must be there if something in it must be.
fn add_part(shapes: Shapes<'_>, parent: &mut Object, name: &str, part: Part<'_>) {
    let required = part.object.has_required();
    let object = Schema::from(shapes.closed(part.object)).described(part.words);
    let schema = if !required && shapes.has_empty_lists() {
        // The whole has the plain title: tools that make one up for it, of the names around it, make this one.
        let object = object.titled(titles::object(&part.title));
        shapes.or_empty_list(object).described(part.words)
    } else {
        object
    };
    parent.property(name, schema.titled(part.title), required);
}

/// A part of a resource.
struct Part<'a> {
    object: Object,
    title: String,
    words: &'a str,
}

fn relationships(shapes: Shapes<'_>, relationships: &[Relationship], title: &str) -> Part<'static> {
    let mut object = Object::default();
    for relationship in relationships {
        let schema = self::relationship(shapes, relationship);
        object.property(&relationship.wire, schema, !relationship.optional);
    }
    let title = titles::relationships(title);
    Part { object, title, words: "The resources that the resource relates to." }
}

/// A relationship object. The server may leave its linkage out; a client that sends one means to say what it is.
fn relationship(shapes: Shapes<'_>, relationship: &Relationship) -> Schema {
    let target = shared::target_reference(shapes, &relationship.target);
    let data = match relationship.arity {
        Arity::One => target.or_null().described("The related resource; null where there is none."),
        Arity::Many => Schema::list(target).described("The related resources."),
    };
    let mut object = Object::default();
    object.property("data", data, shapes.direction == Direction::Sent);
    Schema::from(shapes.closed(object)).described(words::description(&relationship.doc, None))
}

/// Adds links. Where the names of none are known there is nothing to say about them.
fn add_links(shapes: Shapes<'_>, parent: &mut Object, names: &[String], words: &str) {
    if names.is_empty() {
        return;
    }
    let mut links = Object::default();
    for name in names {
        let link = shared::link_reference().described(format!("The link `{name}`."));
        links.property(name, link, false);
    }
    let links = shapes.or_empty_list(shapes.closed(links).into());
    parent.property("links", links.described(words), false);
}

pub(super) fn type_word(word: &str) -> Schema {
    Schema::from(Text::Constant(word.to_owned())).described("The type of the resource.")
}

pub(super) fn scalar(shapes: Shapes<'_>, id: ScalarId, words: &str) -> Schema {
    let page = type_page(&shapes.model[id].name, Direction::Received);
    Schema::reference(page).described(words)
}

/// The schema of errors as a list of error objects.
pub(super) fn error_list(shapes: Shapes<'_>, object: ObjectId) -> Schema {
    error_document(Schema::list(shapes.object(object)).described("The errors."))
}

/// The schema of errors by the member that they are about.
pub(super) fn error_fields(words: String) -> Schema {
    let messages = [Schema::text(), Schema::list(Schema::text()), Schema::map(Schema::default())];
    error_document(Schema::map(Schema::any_of(messages.into())).described(words))
}

fn error_document(errors: Schema) -> Schema {
    let mut object = Object::default();
    object.property("errors", errors, true);
    object.into()
}
