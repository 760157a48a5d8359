//! The parts of an OpenAPI document, in the order in which they are read.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::super::json_schema::Schema;
use super::schemas::{ComponentSchemas, Written};
use crate::model::Method;

/// A whole document.
#[derive(Serialize)]
pub(super) struct Document<'s> {
    pub(super) openapi: &'static str,
    pub(super) info: Info,
    pub(super) servers: Vec<Server>,
    pub(super) tags: Vec<Tag>,
    pub(super) paths: BTreeMap<String, PathItem>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) webhooks: BTreeMap<String, PathItem>,
    /// The webhooks in a version of the standard that has none.
    #[serde(rename = "x-webhooks", skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) x_webhooks: BTreeMap<String, PathItem>,
    pub(super) components: Components<'s>,
}

#[derive(Serialize)]
pub(super) struct Info {
    pub(super) title: String,
    pub(super) description: String,
    pub(super) version: &'static str,
}

#[derive(Serialize)]
pub(super) struct Server {
    pub(super) url: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) variables: BTreeMap<&'static str, Variable>,
}

/// A variable of a server's URL. Its words stand with the server: widespread validators of version 3.1 refuse them here.
#[derive(Serialize)]
pub(super) struct Variable {
    pub(super) default: String,
}

#[derive(Serialize)]
pub(super) struct Tag {
    pub(super) name: String,
    pub(super) description: String,
}

#[derive(Default, Serialize)]
pub(super) struct PathItem {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) servers: Vec<Server>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) get: Option<Operation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) put: Option<Operation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) post: Option<Operation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) delete: Option<Operation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) patch: Option<Operation>,
}

impl PathItem {
    /// Where the operation with this method stands.
    pub(super) fn operation(&mut self, method: Method) -> &mut Option<Operation> {
        match method {
            Method::Get => &mut self.get,
            Method::Put => &mut self.put,
            Method::Post => &mut self.post,
            Method::Delete => &mut self.delete,
            Method::Patch => &mut self.patch,
        }
    }

    fn operations(&self) -> impl Iterator<Item = &Operation> {
        [&self.get, &self.put, &self.post, &self.delete, &self.patch].into_iter().flatten()
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Operation {
    pub(super) operation_id: String,
    pub(super) summary: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<String>,
    /// The calls that share this method and path, where there is more than one.
    #[serde(rename = "x-variants", skip_serializing_if = "Vec::is_empty")]
    pub(super) variants: Vec<Variant>,
    pub(super) security: Vec<BTreeMap<String, [&'static str; 0]>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) parameters: Vec<Parameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) request_body: Option<RequestBody>,
    pub(super) responses: BTreeMap<String, Response>,
}

/// A call that shares its method and path with others.
#[derive(Serialize)]
pub(super) struct Variant {
    pub(super) operation: String,
    /// The parameters that make it this call.
    pub(super) requires: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct Parameter {
    pub(super) name: String,
    #[serde(rename = "in")]
    pub(super) place: &'static str,
    pub(super) description: String,
    pub(super) required: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) explode: Option<bool>,
    pub(super) schema: Written,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) example: Option<Box<RawValue>>,
}

#[derive(Serialize)]
pub(super) struct RequestBody {
    pub(super) required: bool,
    pub(super) content: BTreeMap<String, MediaType>,
}

#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Response {
    /// One of the components.
    Shared {
        #[serde(rename = "$ref")]
        reference: String,
    },
    /// The operation's own.
    Own(OwnResponse),
}

#[derive(Serialize)]
pub(super) struct OwnResponse {
    pub(super) description: String,
    #[serde(rename = "x-outcome", skip_serializing_if = "Option::is_none")]
    pub(super) outcome: Option<&'static str>,
    #[serde(rename = "x-directive", skip_serializing_if = "Option::is_none")]
    pub(super) directive: Option<&'static str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) content: BTreeMap<String, MediaType>,
}

#[derive(Serialize)]
pub(super) struct MediaType {
    pub(super) schema: Written,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) examples: BTreeMap<String, Example>,
}

#[derive(Serialize)]
pub(super) struct Example {
    pub(super) value: Box<RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Components<'s> {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) security_schemes: BTreeMap<String, SecurityScheme>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) responses: BTreeMap<String, OwnResponse>,
    pub(super) schemas: ComponentSchemas<'s>,
}

#[derive(Serialize)]
pub(super) struct SecurityScheme {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) scheme: &'static str,
    pub(super) description: String,
}

impl Document<'_> {
    fn operations(&self) -> impl Iterator<Item = &Operation> {
        let items = [&self.paths, &self.webhooks, &self.x_webhooks];
        items.into_iter().flat_map(BTreeMap::values).flat_map(PathItem::operations)
    }

    /// The schemas that are no part of another, apart from the components.
    pub(super) fn roots(&self) -> Vec<&Schema> {
        let of_operations = self.operations().flat_map(Operation::roots);
        let shared = self.components.responses.values().flat_map(|shared| shared.content.values());
        of_operations.chain(shared.map(|content| &content.schema.schema)).collect()
    }

    /// Whether a call is answered with a status.
    pub(super) fn answers(&self, status: &str) -> bool {
        let mut calls = self.paths.values().flat_map(PathItem::operations);
        calls.any(|call| call.responses.contains_key(status))
    }
}

impl Operation {
    fn roots(&self) -> impl Iterator<Item = &Schema> {
        let request = self.request_body.iter().map(|body| &body.content);
        let responses = self.responses.values().filter_map(|response| match response {
            Response::Own(own) => Some(&own.content),
            Response::Shared { .. } => None,
        });
        let bodies = request.chain(responses).flat_map(BTreeMap::values);
        let bodies = bodies.map(|content| &content.schema);
        let parameters = self.parameters.iter().map(|parameter| &parameter.schema);
        parameters.chain(bodies).map(|written| &written.schema)
    }
}
