//! One OpenAPI document of everything: in version 3.1, and in 3.0 for tools that read no newer.
//!
//! Schemas are those of the JSON Schema emitter. Calls that share a method and a path are one operation, as the standard
//! wants it. Where an API has several faces, the path at which a face is served stands before its calls' paths: otherwise
//! a call of one face could not be told from the same call of another.

mod document;
mod older;
mod operation;
mod paths;
mod schemas;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::document::{Components, Document, Info, SecurityScheme};
use self::paths::{Calls, clashing_nodes, servers};
use self::schemas::{Schemas, names_within};
use super::Emitted;
use super::json_schema::{self, Made, Page};
use crate::model::{AuthScheme, Model, Node, NodeKind, RequestBody};
use crate::sync::File;

/// The path of the document.
pub const NEWEST: &str = "schemas/openapi.json";
/// The path of the document for tools that do not read the newest.
pub const OLDER: &str = "schemas/openapi-3.0.json";

/// Emits the documents of a model.
///
/// # Errors
/// Where a document cannot be written as JSON.
pub fn emit(model: &Model) -> Result<Emitted, super::EmitError> {
    let made = json_schema::pages(model);
    let pages: Vec<&Page<'_>> = made
        .iter()
        .filter_map(|(_, made)| match made {
            Made::Pages(pages) => Some(pages),
            Made::InOthers | Made::Nothing(_) => None,
        })
        .flatten()
        .collect();
    let emitter = Emitter { model, schemas: Schemas::of(&pages) };
    let calls = Calls::of(model);
    let document = emitter.document(&calls);
    let mut emitted = account(model, &emitter.schemas, &document, &made, &clashing_nodes(&calls));
    let older = older::older(document.clone());
    for (path, document) in [(OLDER, older), (NEWEST, document)] {
        let text = serde_json::to_string_pretty(&document).map_err(super::EmitError::NotJson)?;
        emitted.files.push(File { path: path.to_owned(), text: text + "\n" });
    }
    Ok(emitted)
}

/// Makes the parts of the document.
struct Emitter<'m> {
    model: &'m Model,
    schemas: Schemas,
}

impl Emitter<'_> {
    fn document(&self, calls: &Calls<'_>) -> Document {
        let api = &self.model.api;
        let mut document = Document {
            openapi: "3.1.0",
            info: Info {
                title: api.title.clone(),
                description: words::of_api(api),
                version: env!("CARGO_PKG_VERSION"),
            },
            servers: servers(&api.faces, 0),
            tags: self.tags(),
            paths: self.paths(calls),
            webhooks: self.webhooks(),
            x_webhooks: BTreeMap::new(),
            components: Components {
                security_schemes: self.security_schemes(),
                responses: self.shared_responses(),
                schemas: BTreeMap::new(),
            },
        };
        let mut roots = BTreeSet::new();
        document.each_used_schema(&mut |schema| roots.extend(names_within(schema)));
        document.components.schemas = self.schemas.used_by(roots);
        document
    }

    fn security_schemes(&self) -> BTreeMap<String, SecurityScheme> {
        let faces = self.model.api.faces.iter();
        let schemes = faces.filter_map(|face| {
            let scheme = match face.auth {
                AuthScheme::Basic => "basic",
                AuthScheme::Bearer => "bearer",
                AuthScheme::None => return None,
            };
            let description = face.auth_doc.trim().to_owned();
            Some((face.name.clone(), SecurityScheme { kind: "http", scheme, description }))
        });
        schemes.collect()
    }
}

/// Says what became of every node.
fn account(
    model: &Model,
    schemas: &Schemas,
    document: &Document,
    made: &[(Node, Made<'_>)],
    clashing: &[Node],
) -> Emitted {
    let mut emitted = Emitted::default();
    let mut unused = BTreeSet::new();
    for (node, made) in made {
        if let Made::Pages(pages) = made {
            let names = pages.iter().filter_map(|page| schemas.name(&page.path));
            let is_used =
                names.into_iter().any(|name| document.components.schemas.contains_key(name));
            if !is_used && !pages.is_empty() && is_named(node) {
                unused.insert(node);
            }
        }
    }
    let empty = empty_requests(model);
    for node in model.nodes() {
        let reason = if clashing.contains(&node) {
            Some("another face has the same call: give each face `servers` with a path of its own")
        } else if empty.contains(&node) {
            Some("it has no body")
        } else if unused.contains(&node) {
            Some("no call refers to it")
        } else if node.kind == NodeKind::Status && !document.answers(&node.name) {
            Some("no call is answered so")
        } else {
            None
        };
        match reason {
            Some(reason) => emitted.skipped.push((node, reason.to_owned())),
            None => emitted.emitted.push(node),
        }
    }
    emitted
}

/// Whether a node is emitted only where something refers to it.
fn is_named(node: &Node) -> bool {
    matches!(
        node.kind,
        NodeKind::Scalar | NodeKind::Enum | NodeKind::Object | NodeKind::Resource | NodeKind::View
    )
}

fn empty_requests(model: &Model) -> Vec<Node> {
    let operations = model.operations.iter();
    operations
        .filter(|operation| matches!(operation.request, RequestBody::Empty))
        .map(|operation| Node::new(NodeKind::Request, &operation.name))
        .collect()
}
