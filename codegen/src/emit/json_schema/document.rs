//! JSON:API documents and what they are made of: resources, relationships, links, metas.

use schemars::{Schema, json_schema};
use serde_json::{Value, json};

use super::page::{reference, type_path};
use super::shape::{Direction, ObjectSchema, Shapes, or_null};
use super::words;
use crate::model::{
    AnswerBody, Arity, Member, ObjectId, Operation, Relationship, RequestBody, ResourceId,
    ScalarId, Target, ViewId,
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
    object.property("id", scalar(shapes, resource.id, "The id of the resource."), true);
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
    object.property("links", links(shapes, &resource.links, "The links of the resource."), false);
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
        AnswerBody::Data { object: id, meta } => Some(document(shapes, object(id), meta, &[])),
        AnswerBody::DataList { object: id, meta, or_one } => {
            Some(document(shapes, list(object(id), or_one, title), meta, &[]))
        }
        AnswerBody::Resource { item, meta } => Some(document(shapes, view(item), meta, &[])),
        AnswerBody::List { item, paging, meta, or_one } => {
            let links = paging.map_or(&[][..], |paging| &model.api.paging[paging].links);
            Some(document(shapes, list(view(item), or_one, title), meta, links))
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
) -> Schema {
    let mut object = ObjectSchema::default();
    object.property("data", described(data, "What the document is about."), true);
    if let Some(meta) = meta {
        let meta = reference(&type_path(&shapes.model[meta].name, shapes.direction));
        object.property("meta", described(meta, "What the document says about its data."), false);
    }
    object.property("links", links(shapes, link_names, "The links of the document."), false);
    object.property("included", included(), false);
    shapes.finish(object)
}

fn included() -> Schema {
    json_schema!({
        "description": "Related resources that are sent along.",
        "type": "array",
        "items": {
            "type": "object",
            "properties": {
                "type": { "description": "The type of the resource.", "type": "string" },
                "id": { "description": "The id of the resource.", "type": "string" },
            },
            "required": ["type", "id"],
        },
    })
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
    let target = target(shapes, &relationship.target);
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

fn target(shapes: Shapes<'_>, target: &Target) -> Schema {
    match target {
        Target::One { resource, id } => identifier(shapes, *resource, *id),
        Target::AnyOf { name, resources } => {
            let targets = resources
                .iter()
                .map(|resource| identifier(shapes, *resource, shapes.model[*resource].id));
            json_schema!({ "title": name, "anyOf": targets.collect::<Vec<_>>() })
        }
    }
}

/// A resource identifier object.
fn identifier(shapes: Shapes<'_>, resource: ResourceId, id: ScalarId) -> Schema {
    let mut object = ObjectSchema::default();
    object.property("type", type_word(&shapes.model[resource].type_word), true);
    object.property("id", scalar(shapes, id, "The id of the related resource."), true);
    shapes.finish(object)
}

fn links(shapes: Shapes<'_>, names: &[String], words: &str) -> Schema {
    let mut object = ObjectSchema::default();
    for name in names {
        object.property(name, link(shapes, name), false);
    }
    described(shapes.finish(object), words)
}

/// A link: a URL reference, a link object, or null.
fn link(shapes: Shapes<'_>, name: &str) -> Schema {
    let may_be_empty = shapes.model.api.habits.empty_link_is_none;
    let (none, reference) = if may_be_empty {
        ("empty or null", json!({ "type": "string" }))
    } else {
        ("null", json!({ "type": "string", "minLength": 1 }))
    };
    let object = json!({
        "type": "object",
        "properties": { "href": { "description": "Where the link leads.", "type": "string" } },
        "required": ["href"],
    });
    json_schema!({
        "description": format!("The link `{name}`, a URL reference or a link object; {none} where there is none."),
        "anyOf": [reference, object, { "type": "null" }],
    })
}

fn type_word(word: &str) -> Schema {
    json_schema!({ "description": "The type of the resource.", "type": "string", "const": word })
}

fn scalar(shapes: Shapes<'_>, id: ScalarId, words: &str) -> Schema {
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
        json!({ "type": "object" }),
    ];
    let fields = json_schema!({ "type": "object", "additionalProperties": { "anyOf": messages } });
    error_document(shapes, described(fields, words))
}

fn error_document(shapes: Shapes<'_>, errors: Schema) -> Schema {
    let mut object = ObjectSchema::default();
    object.property("errors", errors, true);
    shapes.finish(object)
}
