//! One OpenAPI document of everything: in version 3.1, and in 3.0 for tools that read no newer.
//!
//! Schemas are those of the JSON Schema emitter. Calls that share a method and a path are one operation, as the standard
//! wants it. Where an API has several faces, the path at which a face is served stands before its calls' paths: otherwise
//! a call of one face could not be told from the same call of another.

mod document;
mod operation;
mod paths;
mod schemas;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::document::{Components, Document, Info, SecurityScheme};
use self::paths::{Calls, clashing_nodes, servers};
use self::schemas::{ComponentSchemas, Schemas, Written};
use super::json_schema::{self, Dialect, Made, Schema};
use super::{EmitError, Emitted};
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
pub fn emit(model: &Model) -> Result<Emitted, EmitError> {
    let mut schemas = Schemas::default();
    let mut pages = Vec::new();
    json_schema::pages(model, &mut |node, made| {
        if let Made::Pages(made) = made {
            pages.push((node, made.iter().map(|page| page.name.path.clone()).collect()));
            made.into_iter().for_each(|page| schemas.add(page));
        }
    });
    let calls = Calls::of(model);
    let document = |dialect| Emitter { model, schemas: &schemas, dialect }.document(&calls);
    let newest = document(Dialect::Components);
    let older = file(OLDER, &document(Dialect::OlderComponents))?;
    let mut emitted = account(model, &schemas, &newest, &pages, &clashing_nodes(&calls));
    emitted.files = vec![older, file(NEWEST, &newest)?];
    Ok(emitted)
}

fn file(path: &str, document: &Document<'_>) -> Result<File, EmitError> {
    let mut text = serde_json::to_string_pretty(document).map_err(EmitError::NotJson)?;
    text.push('\n');
    text.shrink_to_fit();
    Ok(File { path: path.to_owned(), text })
}

/// Makes the parts of the document.
struct Emitter<'m> {
    model: &'m Model,
    schemas: &'m Schemas,
    dialect: Dialect,
}

impl<'m> Emitter<'m> {
    fn document(&self, calls: &Calls<'_>) -> Document<'m> {
        let api = &self.model.api;
        // In the older version webhooks are an extension. They are not written as `callbacks` of an operation: the URL to
        // which they go may be set elsewhere than in a call.
        let (openapi, webhooks, x_webhooks) = match self.dialect {
            Dialect::OlderComponents => ("3.0.3", BTreeMap::new(), self.webhooks()),
            Dialect::Files | Dialect::Components => ("3.1.0", self.webhooks(), BTreeMap::new()),
        };
        let mut document = Document {
            openapi,
            info: Info {
                title: api.title.clone(),
                description: words::of_api(api),
                version: env!("CARGO_PKG_VERSION"),
            },
            servers: servers(&api.faces, 0),
            tags: self.tags(),
            paths: self.paths(calls),
            webhooks,
            x_webhooks,
            components: Components {
                security_schemes: self.security_schemes(),
                responses: self.shared_responses(),
                schemas: ComponentSchemas { by_title: BTreeMap::new(), dialect: self.dialect },
            },
        };
        document.components.schemas.by_title = self.schemas.used_by(&document.roots());
        document
    }

    fn written(&self, schema: Schema) -> Written {
        Written { schema, dialect: self.dialect }
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
    document: &Document<'_>,
    pages: &[(Node, Vec<String>)],
    clashing: &BTreeSet<Node>,
) -> Emitted {
    let mut emitted = Emitted::default();
    let used = &document.components.schemas.by_title;
    let is_used = |path: &String| schemas.title(path).is_some_and(|title| used.contains_key(title));
    let named = pages.iter().filter(|(node, paths)| is_named(node) && !paths.is_empty());
    let unused: BTreeSet<_> =
        named.filter(|(_, paths)| !paths.iter().any(is_used)).map(|(node, _)| node).collect();
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

fn empty_requests(model: &Model) -> BTreeSet<Node> {
    let operations = model.operations.iter();
    operations
        .filter(|operation| matches!(operation.request, RequestBody::Empty))
        .map(|operation| Node::new(NodeKind::Request, &operation.name))
        .collect()
}
