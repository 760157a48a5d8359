//! JSON:API documents and what they are made of: resources, relationships, links, metas.

use schemars::{Schema, json_schema};
use serde_json::{Value, json};

use super::page::{reference, type_path};
use super::shape::{Direction, ObjectSchema, Shapes, or_null};
use super::{shared, words};
use crate::model::{
    AnswerBody, Arity, Member, ObjectId, Operation, Relationship, RequestBody, ScalarId, ViewId,
};

/// The path of a view of a resource, from the schemas' base.
pub(super) fn view_path(shapes: Shapes<'_>, id: ViewId) -> String {
    let resource = &shapes.model[id.resource];
    match id.view {
        None => format!("resources/{}.json", resource.type_word),
        Some(view) => {
            format!("resources/{}.{}.json", resource.type_word, resource.views[view].name)
        }
    }
}

/// The schema of a view of a resource; `title` is that of its page.
pub(super) fn view(shapes: Shapes<'_>, id: ViewId, title: &str) -> Schema {
    let resource = &shapes.model[id.resource];
    let mut object = ObjectSchema::default();
    object.property("type", type_word(&resource.type_word), true);
    let mut id_schema = scalar(shapes, resource.id, "The id of the resource.");
    id_schema.insert("readOnly".to_owned(), true.into());
    object.property("id", id_schema, true);
    let attributes = resource.attributes_of(id.view);
    if !attributes.is_empty() {
        let schema = titled(
            shapes.members(attributes),
            &format!("{title}Attributes"),
            "What the resource holds.",
        );
        object.property("attributes", schema, requires_any(attributes));
    }
    if !resource.relationships.is_empty() {
        add_relationships(shapes, &mut object, &resource.relationships, title);
    }
    add_links(shapes, &mut object, &resource.links, "The links of the resource.");
    shapes.finish(object)
}

/// The schema of the body of an answer; none where it has no body. `title` is that of its page.
pub(super) fn answer(shapes: Shapes<'_>, body: &AnswerBody, title: &str) -> Option<Schema> {
    let model = shapes.model;
    let object = |object: ObjectId| reference(&type_path(&model[object].name, shapes.direction));
    let view = |item: ViewId| reference(&view_path(shapes, item));
    match *body {
        AnswerBody::Empty => None,
        AnswerBody::Object(id) => Some(object(id)),
        AnswerBody::Data { object: id, meta } => {
            Some(shapes.finish(document(shapes, object(id), meta, &[])))
        }
        AnswerBody::DataList { object: id, meta, or_one } => {
            Some(shapes.finish(document(shapes, list(object(id), or_one, title), meta, &[])))
        }
        AnswerBody::Resource { item, meta } => {
            Some(with_included(shapes, document(shapes, view(item), meta, &[])))
        }
        AnswerBody::List { item, paging, meta, or_one } => {
            let links = paging.map_or(&[][..], |paging| &model.api.paging[paging].links);
            let data = list(view(item), or_one, title);
            Some(with_included(shapes, document(shapes, data, meta, links)))
        }
    }
}

/// The schema of the body of a request; none where it has no body. `title` is that of its page.
pub(super) fn request(shapes: Shapes<'_>, operation: &Operation, title: &str) -> Option<Schema> {
    match &operation.request {
        RequestBody::Empty => None,
        RequestBody::Object(object) => {
            Some(reference(&type_path(&shapes.model[*object].name, shapes.direction)))
        }
        RequestBody::Resource { type_word: word, id, attributes, relationships } => {
            let mut resource = ObjectSchema::default();
            resource.property("type", type_word(word), true);
            if let Some(parameter) = id {
                resource.property(
                    "id",
                    shapes.member(&operation.path_parameters[*parameter]),
                    true,
                );
            }
            if let Some(attributes) = attributes {
                let attributes = &shapes.model[*attributes];
                let schema = reference(&type_path(&attributes.name, shapes.direction));
                let schema = described(schema, "What the resource is to hold.");
                resource.property("attributes", schema, requires_any(&attributes.members));
            }
            if !relationships.is_empty() {
                add_relationships(shapes, &mut resource, relationships, title);
            }
            let data = titled(
                shapes.finish(resource),
                &format!("{title}Data"),
                "The resource that is sent.",
            );
            let mut document = ObjectSchema::default();
            document.property("data", data, true);
            Some(shapes.finish(document))
        }
    }
}

/// A document that is received.
fn document(
    shapes: Shapes<'_>,
    data: Schema,
    meta: Option<ObjectId>,
    link_names: &[String],
) -> ObjectSchema {
    let mut object = ObjectSchema::default();
    object.property("data", described(data, "What the document is about."), true);
    if let Some(meta) = meta {
        let meta = reference(&type_path(&shapes.model[meta].name, shapes.direction));
        object.property("meta", described(meta, "What the document says about its data."), false);
    }
    add_links(shapes, &mut object, link_names, "The links of the document.");
    object
}

fn with_included(shapes: Shapes<'_>, mut document: ObjectSchema) -> Schema {
    let list = json_schema!({ "type": "array", "items": shared::included_reference() });
    let list = described(list, "Related resources that are sent along.");
    document.property("included", list, false);
    shapes.finish(document)
}

fn list(item: Schema, or_one: bool, title: &str) -> Schema {
    let list = json_schema!({ "type": "array", "items": item });
    if or_one {
        json_schema!({ "title": format!("{title}Data"), "anyOf": [list, item, { "type": "null" }] })
    } else {
        list
    }
}

fn add_relationships(
    shapes: Shapes<'_>,
    resource: &mut ObjectSchema,
    relationships: &[Relationship],
    title: &str,
) {
    let mut object = ObjectSchema::default();
    for relationship in relationships {
        object.property(
            &relationship.wire,
            self::relationship(shapes, relationship),
            !relationship.optional,
        );
    }
    let required = object.has_required();
    let schema = shapes.finish(object);
    let schema = titled(
        schema,
        &format!("{title}Relationships"),
        "The resources that the resource relates to.",
    );
    resource.property("relationships", schema, required);
}

/// A relationship object. The server may leave its linkage out; a client that sends one means to say what it is.
fn relationship(shapes: Shapes<'_>, relationship: &Relationship) -> Schema {
    let target = shared::target_reference(shapes, &relationship.target);
    let data = match relationship.arity {
        Arity::One => described(or_null(target), "The related resource; null where there is none."),
        Arity::Many => {
            described(json_schema!({ "type": "array", "items": target }), "The related resources.")
        }
    };
    let mut object = ObjectSchema::default();
    object.property("data", data, shapes.direction == Direction::Sent);
    described(shapes.never_a_list(object), &words::description(&relationship.doc, None))
}

/// Adds links. Where the names of none are known there is nothing to say about them.
fn add_links(shapes: Shapes<'_>, parent: &mut ObjectSchema, names: &[String], words: &str) {
    if names.is_empty() {
        return;
    }
    let mut links = ObjectSchema::default();
    for name in names {
        let link = described(shared::link_reference(), &format!("The link `{name}`."));
        links.property(name, link, false);
    }
    parent.property("links", described(shapes.finish(links), words), false);
}

pub(super) fn type_word(word: &str) -> Schema {
    json_schema!({ "description": "The type of the resource.", "type": "string", "const": word })
}

pub(super) fn scalar(shapes: Shapes<'_>, id: ScalarId, words: &str) -> Schema {
    described(reference(&type_path(&shapes.model[id].name, Direction::Received)), words)
}

fn requires_any(members: &[Member]) -> bool {
    members.iter().any(|member| member.presence.is_always_there() && member.or_inside.is_none())
}

fn described(mut schema: Schema, words: &str) -> Schema {
    schema.insert("description".to_owned(), words.into());
    schema
}

fn titled(mut schema: Schema, title: &str, words: &str) -> Schema {
    schema.insert("title".to_owned(), title.into());
    described(schema, words)
}

/// The schema of errors as a list of error objects.
pub(super) fn error_list(shapes: Shapes<'_>, object: ObjectId) -> Schema {
    let item = reference(&type_path(&shapes.model[object].name, shapes.direction));
    error_document(
        shapes,
        json_schema!({ "description": "The errors.", "type": "array", "items": item }),
    )
}

/// The schema of errors by the member that they are about.
pub(super) fn error_fields(shapes: Shapes<'_>, words: &str) -> Schema {
    let messages: [Value; 3] = [
        json!({ "type": "string" }),
        json!({ "type": "array", "items": { "type": "string" } }),
        json!({ "type": "object", "additionalProperties": {} }),
    ];
    let fields = json_schema!({ "type": "object", "additionalProperties": { "anyOf": messages } });
    error_document(shapes, described(fields, words))
}

fn error_document(shapes: Shapes<'_>, errors: Schema) -> Schema {
    let mut object = ObjectSchema::default();
    object.property("errors", errors, true);
    shapes.finish(object)
}
