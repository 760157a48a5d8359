//! JSON Schemas (draft 2020-12) of every request, response, resource, error and callback, and one bundle of them all.

mod document;
mod page;
mod schema;
mod shape;
mod shared;
#[cfg(test)]
mod tests;
mod words;
mod written;

pub use self::written::KEYWORDS;

pub(super) use self::document::view_path;
pub(super) use self::page::{Page, indented, type_path};
pub(super) use self::schema::{PageName, Schema};
pub(super) use self::shape::{Direction, Shapes};
pub(super) use self::words::description;
pub(super) use self::written::{Dialect, Part, Whole};

use std::collections::BTreeMap;

use self::page::{BUNDLE, type_page};
use super::Emitted;
use crate::model::{
    Answer, Callback, Doc, Enum, EnumId, Model, Node, NodeKind, Object, Operation, ResourceId,
    ViewId,
};
use crate::sync::File;
use crate::titles;

/// The folder of the schemas. The `$id` of a schema is the API's base and its path in this folder.
const FOLDER: &str = "schemas/";

/// Emits the schemas of a model.
pub fn emit(model: &Model) -> Emitted {
    let base = &model.api.schema_base;
    let mut account = Emitted::default();
    let mut texts = BTreeMap::new();
    pages(model, &mut |node, made| match made {
        Made::Pages(pages) => {
            let made = pages.into_iter().map(|page| Ok((page.name.path.clone(), page.text(base)?)));
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
            let name = type_page(&scalar.name, Direction::Received);
            let page = Page::new(name, shape::scalar(scalar), Vec::new());
            self.add(Node::new(NodeKind::Scalar, &scalar.name), [page]);
        }
        let sent = titles::sent_enums(model);
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
        let words = words::description(&of.doc, words::values(of, direction));
        let schema = self.shapes(direction).words_of(of).described(words);
        Page::new(type_page(&of.name, direction), schema, Vec::new())
    }

    fn object_page(&self, object: &Object, direction: Direction) -> Page<'m> {
        let schema = Schema::from(self.shapes(direction).members(&object.members));
        let schema = schema.described(words::description(&object.doc, None));
        Page::new(type_page(&object.name, direction), schema, Vec::new())
    }

    fn resources(&mut self) {
        let model = self.model;
        for (index, resource) in model.resources.iter().enumerate() {
            let id = ViewId { resource: ResourceId(index), view: None };
            let page = self.view_page(id, &resource.doc);
            self.add(Node::new(NodeKind::Resource, &resource.type_word), [page]);
            for (index, view) in resource.views.iter().enumerate() {
                let id = ViewId { view: Some(index), ..id };
                let page = self.view_page(id, &view.doc);
                self.add(
                    Node::new(NodeKind::View, format!("{}.{}", resource.type_word, view.name)),
                    [page],
                );
            }
        }
    }

    fn view_page(&self, id: ViewId, doc: &Doc) -> Page<'m> {
        let shapes = self.shapes(Direction::Received);
        let name = document::view_page(shapes, id);
        let schema = document::view(shapes, id, &name.title);
        Page::new(name, schema.described(words::description(doc, None)), Vec::new())
    }

    fn operations(&mut self) {
        for operation in &self.model.operations {
            self.request(operation);
            for answer in operation.successes.iter().chain(&operation.existing) {
                self.response(operation, answer);
            }
            let node = Node::new(NodeKind::Operation, &operation.name);
            (self.take)(node, Made::InOthers);
        }
    }

    fn request(&mut self, operation: &'m Operation) {
        let title = titles::request(operation);
        let node = Node::new(NodeKind::Request, &operation.name);
        let Some(schema) = document::request(self.shapes(Direction::Sent), operation, &title)
        else {
            self.skip(node, "it has no body");
            return;
        };
        let name = PageName { path: request_path(operation), title };
        let words = opening(&format!("What `{}` sends.", operation.name), &operation.doc);
        let samples = operation.request_sample.iter().collect();
        self.add(node, [Page::new(name, schema.described(words), samples)]);
    }

    fn response(&mut self, operation: &'m Operation, answer: &'m Answer) {
        let title = titles::response(operation, answer.status);
        let node = Node::new(NodeKind::Answer, format!("{} {}", operation.name, answer.status));
        let Some(schema) = document::answer(self.shapes(Direction::Received), &answer.body, &title)
        else {
            self.skip(node, "it has no body");
            return;
        };
        let words = format!("What `{}` answers with status {}.", operation.name, answer.status);
        let words = opening(&words, answer.doc.as_ref().unwrap_or(&operation.doc));
        let name = PageName { path: response_path(operation, answer), title };
        let samples = answer.sample.iter().collect();
        self.add(node, [Page::new(name, schema.described(words), samples)]);
    }

    fn callbacks(&mut self) {
        for callback in &self.model.callbacks {
            let node = Node::new(NodeKind::Callback, &callback.name);
            let title = titles::callback(&callback.type_name);
            let Some(schema) =
                document::answer(self.shapes(Direction::Received), &callback.body, &title)
            else {
                self.skip(node, "it has no body");
                continue;
            };
            let schema = schema.described(words::description(&callback.doc, None));
            let name = PageName { path: callback_path(callback), title };
            self.add(node, [Page::new(name, schema, callback.sample.iter().collect())]);
        }
    }

    fn errors(&mut self) {
        let errors = &self.model.api.errors;
        let shapes = self.shapes(Direction::Received);
        let page = |path: &str, title: &str, schema: Schema, samples| {
            let name = PageName { path: path.to_owned(), title: title.to_owned() };
            Page::new(name, schema, samples)
        };
        let list = document::error_list(shapes, errors.object)
            .described(opening("Errors as a list of error objects.", &errors.doc));
        let list = page("errors/list.json", titles::ERROR_LIST, list, Vec::new());
        let fields = errors.fields.as_ref().map(|doc| {
            let words = "Errors by the member of the request that they are about.";
            let fields = document::error_fields(words::description(doc, None))
                .described(opening(words, doc));
            page("errors/fields.json", titles::FIELD_ERRORS, fields, Vec::new())
        });
        let forms: Vec<_> = std::iter::once(list).chain(fields).collect();
        let any = forms.iter().map(|form| Schema::reference(form.name.clone())).collect();
        let any = Schema::any_of(any)
            .described(opening("The body of an error, in any of its forms.", &errors.doc));
        let samples = errors.samples.iter().map(|(_, sample)| sample).collect();
        let any = page(ANY_ERROR, titles::ERROR, any, samples);
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
        (self.take)(node, Made::Pages(pages.into_iter().collect()));
    }
}

/// The directions in which a type has a schema.
fn directions(sent: bool, received: bool) -> impl Iterator<Item = Direction> {
    [(Direction::Sent, sent), (Direction::Received, received)]
        .into_iter()
        .filter_map(|(direction, wanted)| wanted.then_some(direction))
}

/// The path of the schema of what a call sends.
pub(super) fn request_path(operation: &Operation) -> String {
    format!("requests/{}.json", operation.name)
}

/// The path of the schema of what a call is answered with.
pub(super) fn response_path(operation: &Operation, answer: &Answer) -> String {
    format!("responses/{}.{}.json", operation.name, answer.status)
}

/// The path of the schema of what a callback holds.
pub(super) fn callback_path(callback: &Callback) -> String {
    format!("callbacks/{}.json", callback.name)
}

/// The path of the schema of any error.
pub(super) const ANY_ERROR: &str = "errors/error.json";

/// A description that begins with a sentence of its own.
fn opening(sentence: &str, doc: &Doc) -> String {
    format!("{sentence}\n\n{}", words::description(doc, None))
}
