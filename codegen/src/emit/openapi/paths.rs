//! Where the calls stand: servers, paths and webhooks.

use std::collections::{BTreeMap, BTreeSet};

use super::super::json_schema::{Dialect, Schema, callback_path, description};
use super::Emitter;
use super::document::{
    Operation, OwnResponse, Parameter, PathItem, RequestBody, Response, Server, Tag, Variable,
};
use super::words;
use crate::model::{self, Callback, Face, Method, Node, PathPiece};

/// Calls of one method and path, which are one operation of the document.
pub(super) struct Shared<'m> {
    /// The path, with the face's own before it where the API has several faces.
    pub(super) path: String,
    /// The names of the parameters in the path.
    names: Vec<&'m str>,
    face: usize,
    method: Method,
    calls: Vec<&'m model::Operation>,
}

/// Calls by method and path, and the calls that another face has too.
#[derive(Default)]
pub(super) struct Calls<'m> {
    by_place: BTreeMap<(String, &'static str), Shared<'m>>,
    /// The names of the parameters of each path: a path has one form, whatever its calls name them.
    names: BTreeMap<String, (String, Vec<&'m str>)>,
    /// Calls that cannot be told from one of another face.
    pub(super) clashing: Vec<&'m model::Operation>,
}

impl<'m> Calls<'m> {
    pub(super) fn of(model: &'m model::Model) -> Self {
        let mut calls = Self::default();
        for operation in &model.operations {
            calls.add(model, operation);
        }
        calls
    }

    fn add(&mut self, model: &'m model::Model, operation: &'m model::Operation) {
        let prefix = prefix(&model.api.faces, operation.face);
        let literal = |piece: &PathPiece| match piece {
            PathPiece::Literal(text) => text.clone(),
            PathPiece::Parameter(_) => "{}".to_owned(),
        };
        let form = prefix.to_owned() + &operation.path.iter().map(literal).collect::<String>();
        let (path, names) = self.names.entry(form.clone()).or_insert_with(|| {
            let names = operation.path_parameters.iter().map(|member| member.wire.as_str());
            (format!("{prefix}{}", operation.path_template), names.collect())
        });
        let shared =
            self.by_place.entry((form, operation.method.as_str())).or_insert_with(|| Shared {
                path: path.clone(),
                names: names.clone(),
                face: operation.face,
                method: operation.method,
                calls: Vec::new(),
            });
        if shared.face == operation.face {
            shared.calls.push(operation);
        } else {
            self.clashing.push(operation);
        }
    }

    fn iter(&self) -> impl Iterator<Item = &Shared<'m>> {
        self.by_place.values()
    }
}

/// What stands before the paths of a face's calls. Only where an API has several faces do their paths have to be told
/// apart; elsewhere it is the server's.
pub(super) fn prefix(faces: &[Face], face: usize) -> &str {
    let servers = &faces[face].servers;
    match servers.first() {
        Some(first)
            if faces.len() > 1 && servers.iter().all(|server| server.prefix == first.prefix) =>
        {
            &first.prefix
        }
        _ => "",
    }
}

/// The servers of a face. The host is a variable: an API may be served by others than those that are described.
pub(super) fn servers(faces: &[Face], face: usize) -> Vec<Server> {
    let in_paths = !prefix(faces, face).is_empty();
    let face = &faces[face];
    let server = |scheme: &str, host: String, prefix: &str| Server {
        url: format!("{scheme}://{{host}}{prefix}"),
        // Tools name a server by its description, so that no two are the same.
        description: format!("Serves the face `{}` at {host}{prefix} or another host.", face.name),
        variables: BTreeMap::from([("host", Variable { default: host })]),
    };
    if face.servers.is_empty() {
        return vec![server("https", format!("{}.example", face.name), "")];
    }
    let mut servers: Vec<Server> = Vec::new();
    for described in &face.servers {
        let prefix = if in_paths { "" } else { &described.prefix };
        servers.push(server(&described.scheme, described.host.clone(), prefix));
    }
    servers
}

/// The same servers without variables.
fn servers_spelled_out(faces: &[Face], face: usize) -> Vec<Server> {
    let mut servers = servers(faces, face);
    for server in &mut servers {
        for (name, variable) in std::mem::take(&mut server.variables) {
            server.url = server.url.replace(&format!("{{{name}}}"), &variable.default);
        }
    }
    servers
}

impl Emitter<'_> {
    /// The older document is read by tools that fill in the variables of a document's servers, but not those of a path's.
    fn servers_of_path(&self, face: usize) -> Vec<Server> {
        let faces = &self.model.api.faces;
        match self.dialect {
            Dialect::OlderComponents => servers_spelled_out(faces, face),
            Dialect::Files | Dialect::Components => servers(faces, face),
        }
    }

    pub(super) fn paths(&self, calls: &Calls<'_>) -> BTreeMap<String, PathItem> {
        let mut paths: BTreeMap<String, PathItem> = BTreeMap::new();
        for shared in calls.iter() {
            let item = paths.entry(shared.path.clone()).or_default();
            if shared.face != 0 {
                item.servers = self.servers_of_path(shared.face);
            }
            *item.operation(shared.method) = self.operation(&shared.calls, &shared.names);
        }
        paths
    }

    pub(super) fn tags(&self) -> Vec<Tag> {
        let mut tags: BTreeMap<&str, String> = BTreeMap::new();
        for operation in &self.model.operations {
            let face = &self.model.api.faces[operation.face];
            let name = operation.group_name();
            tags.entry(name).or_insert_with(|| {
                format!("The calls `{name}`, which the face `{}` serves.", face.name)
            });
        }
        tags.into_iter()
            .map(|(name, description)| Tag { name: name.to_owned(), description })
            .collect()
    }

    pub(super) fn webhooks(&self) -> BTreeMap<String, PathItem> {
        let callbacks = self.model.callbacks.iter();
        callbacks
            .map(|callback| {
                let post = Some(self.webhook(callback));
                (callback.name.clone(), PathItem { post, ..PathItem::default() })
            })
            .collect()
    }

    fn webhook(&self, callback: &Callback) -> Operation {
        let schema = self.schemas.reference(&callback_path(callback));
        let content = schema.map(|schema| self.content(schema, &callback.sample, 9));
        let signature = callback.signature.as_ref().zip(words::of_signature(callback));
        let signature = signature.map(|(signature, description)| Parameter {
            name: signature.header.clone(),
            place: "header",
            description,
            required: true,
            explode: None,
            schema: self.written(Schema::text()),
            example: None,
        });
        let acknowledged = OwnResponse {
            description: "Acknowledges the callback. Any other status does not.".to_owned(),
            outcome: None,
            directive: None,
            content: BTreeMap::new(),
        };
        Operation {
            operation_id: format!("callbacks.{}", callback.name),
            summary: words::summary(&callback.doc.text),
            description: description(&callback.doc, None),
            tags: Vec::new(),
            variants: Vec::new(),
            security: Vec::new(),
            parameters: signature.into_iter().collect(),
            request_body: content.map(|content| RequestBody { required: true, content }),
            responses: BTreeMap::from([(
                callback.acknowledge.to_string(),
                Response::Own(acknowledged),
            )]),
        }
    }
}

/// The nodes of calls that stand nowhere in the document.
pub(super) fn clashing_nodes(calls: &Calls<'_>) -> BTreeSet<Node> {
    calls.clashing.iter().flat_map(|operation| operation.nodes()).collect()
}
