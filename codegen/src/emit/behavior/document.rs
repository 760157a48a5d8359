//! The shape of `behavior.json`: what a client must know beside the shapes of requests and answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::case::{Directive, METHODS, Outcome};

/// What a JSON pointer is (RFC 6901).
const POINTER: &str = "^(/([^~/]|~[01])*)+$";

/// How an API behaves: all that a safe client needs beside the shapes, which the schemas describe.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Behavior {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    pub(super) schema: String,
    /// What people call the API.
    pub(super) title: String,
    /// What it is for.
    pub(super) doc: String,
    /// The media type of bodies in both directions: `Accept` of every request, `Content-Type` of one with a body.
    pub(super) media_type: String,
    /// How to judge, in words. The conformance cases put each of these rules to the test.
    pub(super) rules: Rules,
    /// The faces: sets of calls with a base URL and a way to authenticate of their own.
    pub(super) faces: Vec<Face>,
    /// What every documented status says of a write that was answered so.
    pub(super) statuses: Vec<Status>,
    /// The statuses after which the same call may fare better later.
    #[schemars(inner(range(min = 100, max = 599)))]
    pub(super) transient_statuses: Vec<u16>,
    /// The forms of an error body.
    pub(super) errors: Errors,
    /// The calls.
    pub(super) operations: Vec<Operation>,
    /// The ways in which lists are paged.
    pub(super) paging: Vec<Paging>,
    /// What the server sends by itself.
    pub(super) callbacks: Vec<Callback>,
    /// Which state may follow which.
    pub(super) lifecycles: Vec<Lifecycle>,
    /// What no log may show.
    pub(super) sensitive: Vec<Sensitive>,
}

/// How to judge, in words: apply the sentences of each list in their order.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    /// How to make a request.
    pub(super) request: Vec<String>,
    /// How to read an answer.
    pub(super) answer: Vec<String>,
    /// How to send a write so that it acts once.
    pub(super) reconcile: Vec<String>,
    /// How to read a list to its end.
    pub(super) paging: Vec<String>,
    /// How to receive callbacks.
    pub(super) callback: Vec<String>,
}

/// A set of calls with one base URL and one way to authenticate.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Face {
    /// Its name.
    pub(super) name: String,
    /// What it is for.
    pub(super) doc: String,
    /// How a caller shows who it is.
    pub(super) auth: Auth,
    /// What the credentials are.
    pub(super) auth_doc: String,
}

/// How a caller shows who it is.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Auth {
    /// HTTP Basic (RFC 7617).
    Basic,
    /// A bearer token (RFC 6750).
    Bearer,
    /// No header.
    None,
}

/// What a status says of a write that was answered so, and what to do.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Status {
    /// The HTTP status.
    #[schemars(range(min = 100, max = 599))]
    pub(super) status: u16,
    /// What it says, in a few words.
    pub(super) meaning: String,
    /// What became of the write.
    pub(super) outcome: Outcome,
    /// What to do.
    pub(super) directive: Directive,
    /// What to do, in words.
    pub(super) doc: String,
}

/// The forms of an error body.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Errors {
    /// The forms in words.
    pub(super) doc: String,
    /// The members of a body that tell of errors, where they are not empty: the first holds a list or a map, or whatever the
    /// server puts there; the second a text or an object.
    pub(super) members: [String; 2],
    /// The schema of the body, from this folder.
    pub(super) schema: String,
}

/// A call.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Operation {
    /// Its name.
    pub(super) name: String,
    /// What it does.
    pub(super) doc: String,
    /// The face that serves it.
    pub(super) face: String,
    /// The HTTP method.
    #[schemars(extend("enum" = METHODS))]
    pub(super) method: String,
    /// The path below the face's base URL, with `{parameters}`.
    pub(super) path: String,
    /// The parameters of path and query, in their order. Those of the query that choose a page are in `query` of the operation's
    /// `paging`, and come after these.
    pub(super) parameters: Vec<Parameter>,
    /// The body that is sent. Absent where none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) request: Option<RequestBody>,
    /// What sending it does.
    pub(super) effect: Effect,
    /// The documented answers to a success.
    pub(super) successes: Vec<Answer>,
    /// The documented answers that hold what an earlier call has made.
    pub(super) existing: Vec<Answer>,
    /// How its list is paged, by name. Absent where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) paging: Option<String>,
    /// What settles an uncertain outcome. Absent where nothing does, or nothing has to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) uncertain: Option<Uncertain>,
}

/// What sending a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Effect {
    /// It changes nothing.
    Safe,
    /// Sent twice, it does no more than sent once.
    Idempotent,
    /// Each time it is sent it may act.
    Neither,
}

impl Effect {
    /// Every effect.
    pub(super) const ALL: [Self; 3] = [Self::Safe, Self::Idempotent, Self::Neither];
}

/// A parameter of a path or a query.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Parameter {
    /// Where it stands.
    #[serde(rename = "in")]
    pub(super) place: Place,
    /// Its name on the wire.
    pub(super) name: String,
    /// Whether it must be given.
    pub(super) required: bool,
    /// What it says.
    pub(super) doc: String,
}

/// Where an input stands in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Place {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In the body.
    Body,
}

/// A body that is sent.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RequestBody {
    /// Its form.
    pub(super) form: RequestForm,
    /// The type word of the resource.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(super) type_word: Option<String>,
    /// The parameter of the path that is the `id` of the resource, too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<String>,
    /// The schema of the body, from this folder.
    pub(super) schema: String,
}

/// The form of a body that is sent.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum RequestForm {
    /// A document whose `data` is a resource with `type`, `attributes` and `relationships`.
    Resource,
    /// A plain object.
    Object,
}

/// A documented answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Answer {
    /// The HTTP status.
    #[schemars(range(min = 100, max = 599))]
    pub(super) status: u16,
    /// What its body holds.
    pub(super) form: AnswerForm,
}

/// What the body of an answer holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum AnswerForm {
    /// Nothing that is looked at.
    Empty,
    /// A document whose `data` is one resource.
    Resource,
    /// A document whose `data` is a list of resources.
    Resources,
    /// The same, but one resource or null may stand in place of the list.
    ResourcesOrOne,
    /// A document whose `data` is a plain object.
    Data,
    /// A document whose `data` is a list of plain objects.
    DataList,
    /// The same, but one object or null may stand in place of the list.
    DataListOrOne,
    /// A plain object.
    Object,
}

/// What settles an uncertain outcome.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Uncertain {
    /// The input that names what the call acts on. It must never change from one attempt to the next, and be neither
    /// empty nor blank: such a key is refused.
    pub(super) key: Input,
    /// The operation that finds what has the key.
    pub(super) lookup: String,
    /// The parameter of the lookup that takes the key.
    pub(super) lookup_parameter: Input,
    /// Where a resource shows its key: a JSON pointer into the resource.
    #[schemars(extend("pattern" = POINTER))]
    pub(super) found_key: String,
    /// What must agree for the thing found to be the one asked for. What the request leaves out or the server does not
    /// show is no difference.
    pub(super) same: Vec<Same>,
    /// The call acts on something that is there before, and may be sent again only while that has one of these states.
    /// Absent where the call makes something new: it may be sent again where nothing was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) again_while: Option<AgainWhile>,
}

/// An input of a call.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Input {
    /// Where it stands.
    #[serde(rename = "in")]
    pub(super) place: Place,
    /// Its name on the wire.
    pub(super) name: String,
    /// In a body: a JSON pointer to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = POINTER))]
    pub(super) pointer: Option<String>,
}

/// A member of the request that must agree with what was found.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Same {
    /// The member.
    pub(super) member: String,
    /// Where the request holds it: a JSON pointer into the body.
    #[schemars(extend("pattern" = POINTER))]
    pub(super) asked: String,
    /// Where the found resource shows it: a JSON pointer into the resource.
    #[schemars(extend("pattern" = POINTER))]
    pub(super) found: String,
    /// How the two are compared.
    pub(super) by: Comparison,
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Comparison {
    /// As texts; letter case counts.
    Text,
    /// As exact decimal numbers, each of which may stand in a string.
    Number,
    /// As JSON values.
    Json,
}

/// The states in which a call may be sent again.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct AgainWhile {
    /// Where the found resource shows its state: a JSON pointer into the resource.
    #[schemars(extend("pattern" = POINTER))]
    pub(super) found: String,
    /// The states.
    pub(super) values: Vec<String>,
}

/// A way in which lists are paged.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Paging {
    /// Its name.
    pub(super) name: String,
    /// How to read the list to its end.
    pub(super) doc: String,
    /// The query parameters that choose a page.
    pub(super) query: Vec<Parameter>,
    /// Where a page holds the link to the one that follows: a JSON pointer into the body. Beside a text it may be an object
    /// with the text in `href`.
    #[schemars(extend("pattern" = POINTER))]
    pub(super) next: String,
    /// Whether a link of `""` says that there is none, as an absent one and `null` do.
    pub(super) empty_link_is_none: bool,
}

/// What the server sends by itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Callback {
    /// Its name.
    pub(super) name: String,
    /// When it is sent and what to do with it.
    pub(super) doc: String,
    /// How it is signed. Absent where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) signature: Option<Signature>,
    /// The one status that acknowledges it. Every other makes the server send it again.
    #[schemars(range(min = 100, max = 599))]
    pub(super) acknowledge: u16,
    /// Where the body holds the id of the resource: a JSON pointer. Absent where the body holds no resource.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = POINTER))]
    pub(super) id: Option<String>,
    /// Where the body holds what orders two callbacks about the same resource, an integer: a JSON pointer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("pattern" = POINTER))]
    pub(super) order_by: Option<String>,
    /// The schema of the body, from this folder.
    pub(super) schema: String,
}

/// How a callback is signed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Signature {
    /// The header that carries the signature.
    pub(super) header: String,
    /// How it is computed.
    pub(super) scheme: SignatureScheme,
    /// Which secret signs.
    pub(super) doc: String,
}

/// How a signature is computed.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum SignatureScheme {
    /// Base64 (with padding) of the binary SHA-1 of secret, raw body and secret, one after the other. Not an HMAC.
    Sha1SandwichBase64,
}

/// Which state may follow which.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Lifecycle {
    /// The type of the state, as the description names it.
    pub(super) of: String,
    /// The schemas of the type, from this folder.
    pub(super) schemas: Vec<String>,
    /// What the state says.
    pub(super) doc: String,
    /// The state with which it begins.
    pub(super) initial: String,
    /// The known states. Others may come: what they say is not known, above all not that they are final.
    pub(super) states: Vec<State>,
}

/// A state.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    /// The word on the wire.
    pub(super) value: String,
    /// What it says.
    pub(super) doc: String,
    /// The states that may follow.
    pub(super) next: Vec<String>,
    /// The facts that hold in it.
    pub(super) facts: Vec<String>,
}

/// Something that no log may show.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sensitive {
    /// The type or the operation that has it, as the description names it.
    pub(super) of: String,
    /// The schemas of the type that have it, from this folder. None of an operation, whose parameters `operations` holds.
    pub(super) schemas: Vec<String>,
    /// The member or parameter. Absent where all of the type is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) member: Option<String>,
    /// Why.
    pub(super) because: Because,
}

/// Why something is not to be shown.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Because {
    /// It is personal data.
    Personal,
    /// It is a credential.
    Secret,
}
