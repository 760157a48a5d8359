//! The parts of an OpenAPI document, in the order in which they are read.

use std::collections::BTreeMap;

use schemars::Schema;
use serde::Serialize;
use serde_json::value::RawValue;

use super::component::ComponentSchemas;
use crate::model::Method;

/// A whole document.
#[derive(Serialize)]
pub(super) struct Document {
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
    pub(super) components: Components,
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
    pub(super) variables: BTreeMap<&'static str, Variable>,
}

#[derive(Serialize)]
pub(super) struct Variable {
    pub(super) default: String,
    pub(super) description: String,
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

    fn operations(&mut self) -> impl Iterator<Item = &mut Operation> {
        [&mut self.get, &mut self.put, &mut self.post, &mut self.delete, &mut self.patch]
            .into_iter()
            .flatten()
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
    pub(super) schema: Schema,
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
    pub(super) schema: Schema,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) examples: BTreeMap<String, Example>,
}

#[derive(Serialize)]
pub(super) struct Example {
    pub(super) value: Box<RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Components {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) security_schemes: BTreeMap<String, SecurityScheme>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) responses: BTreeMap<String, OwnResponse>,
    pub(super) schemas: ComponentSchemas,
}

#[derive(Serialize)]
pub(super) struct SecurityScheme {
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) scheme: &'static str,
    pub(super) description: String,
}

impl Document {
    /// Calls `visit` with every schema that is no part of another, apart from the components.
    pub(super) fn each_schema(&mut self, visit: &mut impl FnMut(&mut Schema)) {
        let items = self
            .paths
            .values_mut()
            .chain(self.webhooks.values_mut())
            .chain(self.x_webhooks.values_mut());
        for operation in items.flat_map(PathItem::operations) {
            operation.each_schema(visit);
        }
        for response in self.components.responses.values_mut() {
            response.content.values_mut().for_each(|content| visit(&mut content.schema));
        }
    }
}

impl Operation {
    fn each_schema(&mut self, visit: &mut impl FnMut(&mut Schema)) {
        self.parameters.iter_mut().for_each(|parameter| visit(&mut parameter.schema));
        let request = self.request_body.iter_mut().map(|body| &mut body.content);
        let responses = self.responses.values_mut().filter_map(|response| match response {
            Response::Own(own) => Some(&mut own.content),
            Response::Shared { .. } => None,
        });
        for content in request.chain(responses) {
            content.values_mut().for_each(|content| visit(&mut content.schema));
        }
    }
}

impl Document {
    /// Whether a call is answered with a status.
    pub(super) fn answers(&self, status: &str) -> bool {
        let items = self.paths.values();
        let operations = items
            .flat_map(|item| [&item.get, &item.put, &item.post, &item.delete, &item.patch])
            .flatten();
        operations.into_iter().any(|operation| operation.responses.contains_key(status))
    }
}
