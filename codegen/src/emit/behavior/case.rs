//! Conformance cases: what a client is given, what happens to it, and the verdict that it must reach. They name no language.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::json::Json;

/// The methods of calls.
pub(super) const METHODS: [&str; 5] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/// A file of cases of one kind.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "SuiteOf{C}")]
pub struct Suite<C> {
    /// The schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// Which kind of cases it holds.
    pub kind: Kind,
    /// How to run them.
    pub doc: String,
    /// The cases.
    pub cases: Vec<C>,
}

/// The kinds of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A call and the request that it makes.
    Request,
    /// An answer and what it says.
    Answer,
    /// A write that acts once, and all that happens to it.
    Reconcile,
    /// Callbacks as they arrive.
    Callback,
    /// A list that is read to its end.
    Paging,
}

/// The inputs of a call, by their names on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inputs {
    /// The parameters in the path, before percent-encoding.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub path: BTreeMap<String, String>,
    /// The parameters in the query, before percent-encoding.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub query: BTreeMap<String, String>,
    /// The attributes of the resource that is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Json>,
    /// The relationships of the resource that is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relationships: Option<Json>,
    /// The plain object that is sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
}

/// What a caller shows to a face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "scheme", rename_all = "kebab-case")]
pub enum Credentials {
    /// HTTP Basic.
    Basic {
        /// The user.
        user: String,
        /// The password.
        password: String,
    },
    /// A bearer token.
    Bearer {
        /// The token.
        token: String,
    },
}

/// A request as it goes out to the face of its operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sent {
    /// The method.
    #[schemars(extend("enum" = METHODS))]
    pub method: String,
    /// The path below the base URL, percent-encoded. Compare it segment by segment, decoded.
    pub path: String,
    /// Names and values of the query in their order, decoded.
    pub query: Vec<(String, String)>,
    /// Headers that must be there with this value, by their names in lower case; `null` for one that must not be there.
    /// Others may be there.
    pub headers: BTreeMap<String, Option<String>>,
    /// The body as JSON. Members have no order; numbers are equal where their exact decimal values are. Absent where nothing
    /// may be sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<Json>,
}

/// A call and the request that it makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequestCase {
    /// What it shows.
    pub name: String,
    /// The operation, as `behavior.json` names it.
    pub operation: String,
    /// The inputs.
    pub inputs: Inputs,
    /// The credentials of the client. Absent where the face wants none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Credentials>,
    /// What must be sent. Absent where the client must refuse to send anything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sends: Option<Sent>,
}

/// An answer, byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The HTTP status.
    #[schemars(range(min = 100, max = 599))]
    pub status: u16,
    /// Its headers, by name.
    pub headers: BTreeMap<String, String>,
    /// The body, as text in UTF-8.
    pub body: String,
}

/// An answer and what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerCase {
    /// What it shows.
    pub name: String,
    /// The operation, as `behavior.json` names it.
    pub operation: String,
    /// The inputs of the call.
    pub inputs: Inputs,
    /// What the server answers.
    pub answer: Answer,
    /// What the client must make of it, from this answer alone.
    pub expect: AnswerVerdict,
}

/// What an answer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerVerdict {
    /// What the client hands to its caller.
    pub result: AnswerResult,
    /// What became of the call.
    pub outcome: Outcome,
    /// What to do.
    pub directive: Directive,
}

/// What a client hands to its caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerResult {
    /// What was asked for.
    Success,
    /// What an earlier call has made.
    Existing,
    /// A failure.
    Failure,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was not done, and nothing was changed. So is a call that only reads and fails.
    NotDone,
    /// It had been done before, by an earlier call.
    AlreadyDone,
    /// Nothing tells. Look it up before anything is sent again.
    Unknown,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Directive {
    /// Go on: the call succeeded.
    Proceed,
    /// Correct the request before sending it again.
    CorrectRequest,
    /// Correct the credentials or their rights.
    CorrectCredentials,
    /// Take what the answer holds as the result of the earlier call.
    UseExisting,
    /// Look up what became of the call; send it again only if it had no effect.
    Reconcile,
    /// Send it again later: nothing was changed, or a repeat does no harm.
    Repeat,
}

/// A write that acts once, and all that happens to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReconcileCase {
    /// What it shows.
    pub name: String,
    /// The operation, as `behavior.json` names it.
    pub operation: String,
    /// The inputs of the write.
    pub inputs: Inputs,
    /// The credentials of the client. Absent where the face wants none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Credentials>,
    /// The write, the same each time that it is sent.
    pub write: Sent,
    /// The lookup, the same each time.
    pub lookup: Sent,
    /// Whether the write may have been sent before, by a program that was stopped: then the client begins with a lookup.
    pub resumed: bool,
    /// What the client must send, in this order, and what happens to it.
    pub script: Vec<Exchange>,
    /// What comes after the script: nothing may, or lookups only, all of which are lost.
    pub lookups_go_on: bool,
    /// What the write comes to.
    pub expect: Settlement,
}

/// Something that is sent, and what happens to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// What is sent.
    pub client: Sending,
    /// What happens to it.
    pub then: Happening,
}

/// What a client sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Sending {
    /// The write.
    Write,
    /// The lookup.
    Lookup,
}

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "event", rename_all = "kebab-case")]
pub enum Happening {
    /// The server answers.
    Answered {
        /// The answer.
        answer: Answer,
    },
    /// No connection is made: the client knows that nothing was sent.
    ConnectionRefused,
    /// It is lost on its way to the server. The client cannot tell this from the next.
    LostBeforeArrival,
    /// The server acts on it, and its answer is lost.
    LostAfterArrival,
}

/// What a write comes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Settlement {
    /// What became of it.
    pub verdict: Verdict,
    /// The id of the resource that the client hands to its caller, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
    /// The members of the request in which what has the key differs, in the order of `same`. Only with the verdict `other-use`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differs: Vec<String>,
    /// Whether this write may have made what differs, by the server changing what was asked for. Where it is false, the key was
    /// used before, and this write has made nothing. Only with the verdict `other-use`, and then always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub perhaps_ours: Option<bool>,
    /// What to do, where the write was not done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directive: Option<Directive>,
}

/// What became of a write that acts once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It was done: by its own answer, or by a lookup.
    Done,
    /// The server said that it had been done before: by an earlier attempt, or by an earlier call with the same key.
    AlreadyDone,
    /// What it acts on has left the state in which the call can act, by this call or by something else.
    MovedOn,
    /// It was not done, and no attempt is on its way still.
    NotDone,
    /// What has the key differs from what was asked for: the key belongs to something else, or the server has changed what was
    /// asked for. Never a success. Nothing more is sent.
    OtherUse,
    /// Several things have the key. Nothing more is sent.
    Several,
    /// It was done by the server's word, and what was made cannot be read.
    DoneUnread,
    /// Nothing tells. It must be resumed with a lookup before anything is sent again.
    Unknown,
}

/// Callbacks as they arrive at one receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallbackCase {
    /// What it shows.
    pub name: String,
    /// The callback, as `behavior.json` names it.
    pub callback: String,
    /// The secrets that the receiver takes; any of them may have signed.
    pub secrets: Vec<String>,
    /// What arrives, in this order.
    pub deliveries: Vec<Delivery>,
}

/// A callback that arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Names and values of its headers.
    pub headers: Vec<(String, String)>,
    /// The body, as text in UTF-8. Its bytes are what is signed.
    pub body: String,
    /// What the receiver must make of it.
    pub expect: DeliveryVerdict,
}

/// What a receiver makes of a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DeliveryVerdict {
    /// It is genuine, and the newest about its resource so far.
    Newest,
    /// It is genuine, and has come before: same resource, same order.
    Duplicate,
    /// It is genuine, and older than one about the same resource that came before it.
    Outdated,
    /// It is not genuine, or cannot be read. It must change nothing.
    Refused,
}

/// A list that is read to its end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagingCase {
    /// What it shows.
    pub name: String,
    /// The operation, as `behavior.json` names it.
    pub operation: String,
    /// The inputs of the first call.
    pub inputs: Inputs,
    /// The credentials of the client. Absent where the face wants none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Credentials>,
    /// The pages, in this order. Nothing else may be asked for.
    pub script: Vec<PageExchange>,
    /// What the client must read.
    pub expect: PagesRead,
}

/// A page that is asked for, and the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PageExchange {
    /// What the client sends.
    pub sends: Sent,
    /// What the server answers.
    pub answer: Answer,
}

/// What a client reads of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PagesRead {
    /// The ids of the items, in their order.
    pub items: Vec<String>,
    /// How the reading ends.
    pub end: PagesEnd,
}

/// How the reading of a list ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PagesEnd {
    /// The list is complete.
    Complete,
    /// With an error: the link leads back to a page that was read before.
    Loop,
    /// With an error: the link does not say where the list goes on.
    BrokenLink,
    /// With an error: a page was answered by a failure. The items are those of the pages before it, and not the list.
    Failed,
}
