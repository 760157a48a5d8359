//! JSON Schemas (draft 2020-12) of every request, response, resource, error and callback, and one bundle of them all.

mod apart;
mod document;
mod page;
mod shape;
mod shared;
#[cfg(test)]
mod tests;
mod words;

pub(super) use self::apart::set_apart;
pub(super) use self::page::{Page, indented};
pub(super) use self::shape::{Direction, Shapes};
pub(super) use self::words::description;

use std::collections::{BTreeMap, BTreeSet};

use heck::ToUpperCamelCase;
use schemars::Schema;

use self::apart::set_apart_throughout;
use self::page::{BUNDLE, reference, type_path};
use super::Emitted;
use crate::model::{
    Answer, Doc, Enum, EnumId, Model, Node, NodeKind, Object, Operation, ResourceId, Type, ViewId,
};
use crate::sync::File;

/// The keywords that the schemas use, and no others.
pub const KEYWORDS: &[&str] = &[
    "$defs",
    "$id",
    "$ref",
    "$schema",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "description",
    "enum",
    "examples",
    "items",
    "maxItems",
    "minLength",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "writeOnly",
];

/// The folder of the schemas. The `$id` of a schema is the API's base and its path in this folder.
const FOLDER: &str = "schemas/";

/// Emits the schemas of a model.
pub fn emit(model: &Model) -> Emitted {
    let base = &model.api.schema_base;
    let mut account = Emitted::default();
    let mut texts = BTreeMap::new();
    pages(model, &mut |node, made| match made {
        Made::Pages(pages) => {
            let made = pages.into_iter().map(|page| Ok((page.path.clone(), page.text(base)?)));
            match made.collect::<serde_json::Result<Vec<_>>>() {
                Ok(made) => {
                    texts.extend(made);
                    account.emitted.push(node);
                }
                Err(error) => {
                    let reason = format!("a sample of it is not JSON: {error}");
                    account.skipped.push((node, reason));
                }
            }
        }
        Made::InOthers => account.emitted.push(node),
        Made::Nothing(reason) => account.skipped.push((node, reason.to_owned())),
    });
    bundled(model, texts, account)
}

/// The files of the pages and of their bundle.
fn bundled(model: &Model, mut texts: BTreeMap<String, String>, mut account: Emitted) -> Emitted {
    let api = &model.api;
    let node = Node::new(NodeKind::Api, &api.title);
    match page::bundle(&api.schema_base, &api.title, &texts) {
        Ok(text) => {
            texts.insert(BUNDLE.to_owned(), text);
        }
        Err(error) => account.skipped.push((node, format!("it cannot be bundled: {error}"))),
    }
    let files =
        texts.into_iter().map(|(path, text)| File { path: format!("{FOLDER}{path}"), text });
    account.files = files.collect();
    account
}

/// What became of a node.
pub(super) enum Made<'m> {
    /// Schemas of its own.
    Pages(Vec<Page<'m>>),
    /// It stands in the schemas of others.
    InOthers,
    /// No schema, for this reason.
    Nothing(&'static str),
}

/// Hands over the schemas of every node, one node at a time: as trees they take many times the memory of their texts.
/// Those that many refer to are the API's.
pub(super) fn pages<'m>(model: &'m Model, take: &mut dyn FnMut(Node, Made<'m>)) {
    let api = Node::new(NodeKind::Api, &model.api.title);
    let mut emitter = Emitter { model, take };
    emitter.add(api, shared::pages(model));
    emitter.types();
    emitter.resources();
    emitter.operations();
    emitter.callbacks();
    emitter.errors();
    emitter.elsewhere();
}

/// Makes the pages and keeps account of them.
struct Emitter<'m, 'e> {
    model: &'m Model,
    take: &'e mut dyn FnMut(Node, Made<'m>),
}

impl<'m> Emitter<'m, '_> {
    fn shapes(&self, direction: Direction) -> Shapes<'m> {
        Shapes { model: self.model, direction }
    }

    fn types(&mut self) {
        let model = self.model;
        for scalar in &model.scalars {
            let (schema, description) = shape::scalar(scalar);
            let path = type_path(&scalar.name, Direction::Received);
            let page =
                Page { path, title: scalar.name.clone(), description, schema, samples: Vec::new() };
            self.add(Node::new(NodeKind::Scalar, &scalar.name), [page]);
        }
        let sent = sent_enums(model);
        for (index, of) in model.enums.iter().enumerate() {
            let directions = directions(sent.contains(&EnumId(index)), true);
            let pages =
                directions.map(|direction| self.enum_page(of, direction)).collect::<Vec<_>>();
            self.add(Node::new(NodeKind::Enum, &of.name), pages);
        }
        for object in &model.objects {
            let directions =
                directions(object.usage.request, object.usage.response || !object.usage.request);
            let pages =
                directions.map(|direction| self.object_page(object, direction)).collect::<Vec<_>>();
            self.add(Node::new(NodeKind::Object, &object.name), pages);
        }
    }

    fn enum_page(&self, of: &Enum, direction: Direction) -> Page<'m> {
        Page {
            path: type_path(&of.name, direction),
            title: type_title(&of.name, direction),
            description: words::description(&of.doc, words::values(of, direction)),
            schema: self.shapes(direction).words_of(of),
            samples: Vec::new(),
        }
    }

    fn object_page(&self, object: &Object, direction: Direction) -> Page<'m> {
        Page {
            path: type_path(&object.name, direction),
            title: type_title(&object.name, direction),
            description: words::description(&object.doc, None),
            schema: self.shapes(direction).members(&object.members),
            samples: Vec::new(),
        }
    }

    fn resources(&mut self) {
        let model = self.model;
        for (index, resource) in model.resources.iter().enumerate() {
            let id = ViewId { resource: ResourceId(index), view: None };
            let page = self.view_page(id, resource.name.clone(), &resource.doc);
            self.add(Node::new(NodeKind::Resource, &resource.type_word), [page]);
            for (index, view) in resource.views.iter().enumerate() {
                let id = ViewId { view: Some(index), ..id };
                let title = format!("{}{}View", resource.name, view.name.to_upper_camel_case());
                let page = self.view_page(id, title, &view.doc);
                self.add(
                    Node::new(NodeKind::View, format!("{}.{}", resource.type_word, view.name)),
                    [page],
                );
            }
        }
    }

    fn view_page(&self, id: ViewId, title: String, doc: &Doc) -> Page<'m> {
        let shapes = self.shapes(Direction::Received);
        Page {
            path: document::view_path(shapes, id),
            schema: document::view(shapes, id, &title),
            title,
            description: words::description(doc, None),
            samples: Vec::new(),
        }
    }

    fn operations(&mut self) {
        for operation in &self.model.operations {
            self.request(operation);
            for answer in operation.successes.iter().chain(&operation.others) {
                self.response(operation, answer);
            }
            let node = Node::new(NodeKind::Operation, &operation.name);
            (self.take)(node, Made::InOthers);
        }
    }

    fn request(&mut self, operation: &'m Operation) {
        let title = format!("{}Request", operation_title(operation));
        let node = Node::new(NodeKind::Request, &operation.name);
        let Some(schema) = document::request(self.shapes(Direction::Sent), operation, &title)
        else {
            self.skip(node, "it has no body");
            return;
        };
        let page = Page {
            path: format!("requests/{}.json", operation.name),
            title,
            description: opening(&format!("What `{}` sends.", operation.name), &operation.doc),
            schema,
            samples: operation.request_sample.iter().collect(),
        };
        self.add(node, [page]);
    }

    fn response(&mut self, operation: &'m Operation, answer: &'m Answer) {
        let title = format!("{}Response{}", operation_title(operation), answer.status);
        let node = Node::new(NodeKind::Answer, format!("{} {}", operation.name, answer.status));
        let Some(schema) = document::answer(self.shapes(Direction::Received), &answer.body, &title)
        else {
            self.skip(node, "it has no body");
            return;
        };
        let words = format!("What `{}` answers with status {}.", operation.name, answer.status);
        let page = Page {
            path: format!("responses/{}.{}.json", operation.name, answer.status),
            title,
            description: opening(&words, answer.doc.as_ref().unwrap_or(&operation.doc)),
            schema,
            samples: answer.sample.iter().collect(),
        };
        self.add(node, [page]);
    }

    fn callbacks(&mut self) {
        for callback in &self.model.callbacks {
            let node = Node::new(NodeKind::Callback, &callback.name);
            let title = format!("{}Callback", callback.type_name);
            let Some(schema) =
                document::answer(self.shapes(Direction::Received), &callback.body, &title)
            else {
                self.skip(node, "it has no body");
                continue;
            };
            let page = Page {
                path: format!("callbacks/{}.json", callback.name),
                title,
                description: words::description(&callback.doc, None),
                schema,
                samples: callback.sample.iter().collect(),
            };
            self.add(node, [page]);
        }
    }

    fn errors(&mut self) {
        let errors = &self.model.api.errors;
        let shapes = self.shapes(Direction::Received);
        let list = Page {
            path: "errors/list.json".to_owned(),
            title: "ErrorListDocument".to_owned(),
            description: opening("Errors as a list of error objects.", &errors.doc),
            schema: document::error_list(shapes, errors.object),
            samples: Vec::new(),
        };
        let fields = errors.fields.as_ref().map(|doc| Page {
            path: "errors/fields.json".to_owned(),
            title: "FieldErrorsDocument".to_owned(),
            description: opening("Errors by the member of the request that they are about.", doc),
            schema: document::error_fields(shapes, &words::description(doc, None)),
            samples: Vec::new(),
        });
        let forms: Vec<_> = std::iter::once(list).chain(fields).collect();
        let any = Page {
            path: "errors/error.json".to_owned(),
            title: "ErrorDocument".to_owned(),
            description: opening("The body of an error, in any of its forms.", &errors.doc),
            schema: one_or_any_of(forms.iter().map(|form| reference(&form.path)).collect()),
            samples: errors.samples.iter().map(|(_, sample)| sample).collect(),
        };
        self.add(Node::new(NodeKind::Errors, "errors"), forms.into_iter().chain([any]));
    }

    /// Accounts for what has no schema of its own.
    fn elsewhere(&mut self) {
        let api = &self.model.api;
        for face in &api.faces {
            self.skip(
                Node::new(NodeKind::Face, &face.name),
                "it says how to call, not what a body holds",
            );
        }
        for rule in &api.statuses {
            self.skip(
                Node::new(NodeKind::Status, rule.status.to_string()),
                "it says what to do, not what a body holds",
            );
        }
        for paging in &api.paging {
            (self.take)(Node::new(NodeKind::Paging, &paging.name), Made::InOthers);
        }
    }

    fn skip(&mut self, node: Node, reason: &'static str) {
        (self.take)(node, Made::Nothing(reason));
    }

    fn add(&mut self, node: Node, pages: impl IntoIterator<Item = Page<'m>>) {
        let mut pages: Vec<_> = pages.into_iter().collect();
        pages.iter_mut().for_each(|page| set_apart_throughout(&mut page.schema));
        (self.take)(node, Made::Pages(pages));
    }
}

/// The directions in which a type has a schema.
fn directions(sent: bool, received: bool) -> impl Iterator<Item = Direction> {
    [(Direction::Sent, sent), (Direction::Received, received)]
        .into_iter()
        .filter_map(|(direction, wanted)| wanted.then_some(direction))
}

/// The enums that members of sent objects are of.
fn sent_enums(model: &Model) -> BTreeSet<EnumId> {
    let sent = model.objects.iter().filter(|object| object.usage.request);
    sent.flat_map(|object| &object.members).filter_map(|member| enum_within(&member.ty)).collect()
}

fn enum_within(ty: &Type) -> Option<EnumId> {
    match ty {
        Type::Enum(of) => Some(*of),
        Type::List(of) | Type::Map(of) => enum_within(of),
        _ => None,
    }
}

pub(super) fn type_title(name: &str, direction: Direction) -> String {
    match direction {
        Direction::Sent => format!("{name}InRequest"),
        Direction::Received => name.to_owned(),
    }
}

fn operation_title(operation: &Operation) -> String {
    format!("{}{}", operation.group.to_upper_camel_case(), operation.action.to_upper_camel_case())
}

/// A description that begins with a sentence of its own.
fn opening(sentence: &str, doc: &Doc) -> String {
    format!("{sentence}\n\n{}", words::description(doc, None))
}

/// What fits one of these; where there is only one, the one.
fn one_or_any_of(mut schemas: Vec<Schema>) -> Schema {
    match schemas.len() {
        1 => schemas.remove(0),
        _ => shape::any_of(schemas),
    }
}
