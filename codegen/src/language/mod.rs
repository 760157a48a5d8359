//! What the YAML says: one plain type per construct of the description language.
//!
//! These types only mirror the text. What it means, and whether it makes sense, is decided in [`crate::check`]. The doc
//! comments here are the language's reference: its JSON Schema takes them as descriptions.

mod api;
mod ordered;
mod schema;
mod types;

pub use api::{
    Api, Auth, AuthScheme, Directive, Errors, Face, FieldErrors, Habits, Outcome, Paging, Source,
    StatusRule,
};
pub use ordered::Ordered;
pub use schema::{LANGUAGE_SCHEMA, schema};
pub use types::{Member, TypeExpr};

use schemars::JsonSchema;
use serde::Deserialize;

/// One file of a description. Every section maps names to definitions; a file may hold any of them.
///
/// The loader decodes the sections one definition at a time, so that one mistake does not hide the next; this type
/// states the whole and is the root of the language's JSON Schema.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecFile {
    /// Where the facts of this file come from: a name of the API's `sources`. A definition or a member may name another.
    pub source: Option<String>,
    /// Who the API is: faces, status codes, error shapes, paging, habits. Exactly one file has it.
    pub api: Option<Api>,
    /// Named text, integer and decimal types: ids, codes, amounts.
    #[serde(default)]
    pub scalars: Ordered<Scalar>,
    /// Open sets of words.
    #[serde(default)]
    pub enums: Ordered<Enum>,
    /// Plain JSON objects, shared or nested.
    #[serde(default)]
    pub objects: Ordered<Object>,
    /// JSON:API resources, by their `type` word.
    #[serde(default)]
    pub resources: Ordered<Resource>,
    /// Calls, by `group.action`.
    #[serde(default)]
    pub operations: Ordered<Operation>,
    /// Requests that the server sends to us.
    #[serde(default)]
    pub callbacks: Ordered<Callback>,
}

/// The sections of a file that map names to definitions, and the two that do not.
pub const SECTIONS: [&str; 8] =
    ["source", "api", "scalars", "enums", "objects", "resources", "operations", "callbacks"];

/// A named scalar: text becomes a type of its own in Rust, decimals and integers an alias.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scalar {
    /// What a value is on the wire.
    pub of: ScalarKind,
    /// What it stands for, with its unit or form.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// A value as one would write it, in quotes.
    pub example: Option<String>,
    /// A credential: never shown in `Debug`, logs or errors.
    #[serde(default)]
    pub secret: bool,
    /// Personal data: never shown in `Debug`, logs or errors.
    #[serde(default)]
    pub personal: bool,
    /// For decimals: also accept the number as a JSON string, and write it back as it came.
    #[serde(default)]
    pub or_text: bool,
    /// For text: backslashes arrive doubled (`\\d` for `\d`); the Rust type can undo that.
    #[serde(default)]
    pub escaped_twice: bool,
}

/// What a scalar is on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ScalarKind {
    /// A JSON string.
    Text,
    /// A JSON integer.
    Integer,
    /// An exact decimal number.
    Decimal,
}

/// An open set of words: values that are not listed are kept, never refused.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Enum {
    /// What the word says.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// Facts that hold for some of the values and become methods: `final` becomes `is_final()`.
    #[serde(default)]
    pub facts: Ordered<String>,
    /// The value with which a life cycle begins, where `next` describes one.
    pub initial: Option<String>,
    /// The known values, by their word on the wire.
    pub values: Ordered<EnumValue>,
}

/// A known value of an enum.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EnumValue {
    /// What the value says.
    pub doc: String,
    /// Where this is documented, if not where the enum is.
    pub source: Option<String>,
    /// The facts of the enum that hold for this value.
    #[serde(default)]
    pub is: Vec<String>,
    /// The values that may follow this one. Leave it out where nothing may follow.
    #[serde(default)]
    pub next: Vec<String>,
    /// The Rust name, where the one made from the word will not do.
    pub rust: Option<String>,
}

/// A plain JSON object.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Object {
    /// What the object is.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// Its members, in the order in which they are written.
    pub members: Ordered<Member>,
}

/// A JSON:API resource.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// The name of the model in Rust and in the schemas: singular, `UpperCamelCase`.
    pub name: String,
    /// What the resource is.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// Its id.
    pub id: ResourceId,
    /// Its attributes, in the order in which the server writes them.
    #[serde(default)]
    pub attributes: Ordered<Member>,
    /// Its relationships.
    #[serde(default)]
    pub relationships: Ordered<Relationship>,
    /// The links that it may carry.
    #[serde(default)]
    pub links: Vec<String>,
    /// Other views of the same resource: what they leave out and what they add.
    #[serde(default)]
    pub views: Ordered<View>,
}

/// The id of a resource: a text type of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ResourceId {
    /// The name of the id type that this resource introduces. Left out: the model's name and `Id`.
    #[serde(rename = "type")]
    pub type_name: Option<String>,
    /// What an id looks like.
    pub doc: Option<String>,
    /// An id as the server writes it.
    pub example: Option<String>,
}

/// A relationship of a resource, to one or to many.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Relationship {
    /// To one resource of this type, or of one of these types.
    pub one: Option<Targets>,
    /// To many resources of this type, or of these types.
    pub many: Option<Targets>,
    /// What it relates to.
    pub doc: String,
    /// Where this is documented, if not where the resource is.
    pub source: Option<String>,
    /// It may be absent.
    #[serde(default)]
    pub optional: bool,
    /// The type of the id in it, where that is not the target's own id.
    pub id: Option<String>,
    /// The Rust name, where the one made from the member's name will not do.
    pub rust: Option<String>,
}

/// One resource type, or several for a polymorphic relationship.
#[derive(Clone, Debug, PartialEq, Eq, JsonSchema)]
#[schemars(untagged)]
pub enum Targets {
    /// The one type.
    One(String),
    /// Any of these.
    AnyOf(Vec<String>),
}

/// A view of a resource: its members less some, and more others.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Where the resource looks like this.
    pub doc: String,
    /// Where this is documented, if not where the resource is.
    pub source: Option<String>,
    /// Attributes that this view leaves out.
    #[serde(default)]
    pub without: Vec<String>,
    /// Attributes that only this view has.
    #[serde(default, rename = "with")]
    pub with: Ordered<Member>,
}

/// A call.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// What it does.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// The face of the API that serves it.
    pub face: String,
    /// Method and path: `GET /articles/{id}`.
    pub call: String,
    /// The parameters in the path, by the name in braces.
    #[serde(default)]
    pub path: Ordered<Member>,
    /// The parameters of the query, by their full name: `filter[author]`.
    #[serde(default)]
    pub query: Ordered<Member>,
    /// The body that is sent.
    pub request: Option<Request>,
    /// What the server answers, by status. Error bodies are described once, in `api`.
    pub answers: Ordered<Answer>,
    /// Whether sending it twice does no harm. Left out: `GET` is safe to repeat and nothing else.
    pub repeat: Option<Repeat>,
    /// How to find out what became of a call whose answer was lost.
    pub uncertain: Option<Uncertain>,
    /// The documented samples: `request` or a status, and the name of the file without `.json`.
    #[serde(default)]
    pub samples: Ordered<String>,
}

/// Whether a call may be sent a second time without a look at what the first one did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Repeat {
    /// A repeat changes nothing.
    Safe,
    /// A repeat may act a second time.
    Unsafe,
}

/// The body of a request: a resource document (`type`, `attributes`) or a plain object (`body`).
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The `type` word of the resource that is sent.
    #[serde(rename = "type")]
    pub type_word: Option<String>,
    /// The path parameter that is repeated as the resource's `id`.
    pub id: Option<String>,
    /// The object that holds its attributes.
    pub attributes: Option<String>,
    /// The relationships that it may carry.
    #[serde(default)]
    pub relationships: Ordered<Relationship>,
    /// A plain object instead of a resource document.
    pub body: Option<String>,
}

/// What the body of an answer holds. Exactly one of `one`, `list`, `data`, `data_list`, `body` and `empty`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// A document with one resource of this type.
    pub one: Option<String>,
    /// A document with a list of resources of this type.
    pub list: Option<String>,
    /// A document whose `data` is this plain object.
    pub data: Option<String>,
    /// A document whose `data` is a list of this plain object.
    pub data_list: Option<String>,
    /// This plain object, without an envelope.
    pub body: Option<String>,
    /// No body.
    #[serde(default)]
    pub empty: bool,
    /// The view of the resource.
    pub view: Option<String>,
    /// For lists: how it is paged, by a name of the API's `paging`.
    pub paging: Option<String>,
    /// For lists: the server may answer one item, or null, in place of the list.
    #[serde(default)]
    pub or_one: bool,
    /// For any document: the object that the document's `meta` holds. Paged lists take it from their paging.
    pub meta: Option<String>,
    /// What this answer says, where the status does not say it all.
    pub doc: Option<String>,
    /// Where this is documented, if not where the operation is.
    pub source: Option<String>,
}

/// How an uncertain outcome is resolved: the call with which one looks, and by what.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Uncertain {
    /// The input of this call that names what it acts on: an attribute of the request or a path parameter.
    pub key: String,
    /// The operation that finds it, and its parameter that takes the key: `{articles.find: "filter[slug]"}`.
    pub lookup: Ordered<String>,
    /// What must agree for the thing found to be the one asked for: a request attribute and the attribute or to-one
    /// relationship of the resource that shows it.
    #[serde(default)]
    pub same: Ordered<String>,
    /// For a call that acts on something that is there before: it may be sent again only while the attribute of that has one
    /// of these values. Left out, the call makes something new, and is sent again only when nothing was found; so it cannot be
    /// left out where the key stands in the path or is the id of what is found.
    #[serde(default)]
    pub again_while: Ordered<Vec<String>>,
}

/// A request that the server sends to a URL of ours.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Callback {
    /// When it is sent and what to do with it.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// What its body holds.
    pub body: Answer,
    /// How it is signed.
    pub signature: Option<Signature>,
    /// The one status that acknowledges it.
    pub acknowledge: u16,
    /// The attribute that orders two callbacks about the same resource: the greater is the newer.
    pub order_by: Option<String>,
    /// The documented samples: `body` and the name of the file without `.json`.
    #[serde(default)]
    pub samples: Ordered<String>,
}

/// How a callback is signed.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: String,
    /// How it is computed from the secret and the raw body.
    pub scheme: SignatureScheme,
    /// Which secret signs, and other facts about it.
    pub doc: String,
}

/// The known ways to sign a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SignatureScheme {
    /// Base64 of the binary SHA-1 of secret, raw body and secret, one after the other. Not an HMAC.
    Sha1SandwichBase64,
}
