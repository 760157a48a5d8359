//! What holds for the whole API: faces, status codes, error shapes, paging, habits, sources.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Ordered;
use super::types::Member;

/// Who the API is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Api {
    /// What people call it.
    pub title: String,
    /// What it is for. Opens the documentation of the generated module.
    pub doc: String,
    /// The media type of bodies in both directions. Left out: JSON:API's own, `application/vnd.api+json`.
    pub media_type: Option<String>,
    /// The stable base of the schemas' `$id`s, an absolute URL that ends in `/`. It need not be served.
    pub schema_base: String,
    /// Where facts may come from, by the short name that `source:` uses.
    pub sources: Ordered<Source>,
    /// The faces: sets of calls with a base URL and a way to authenticate of their own.
    pub faces: Ordered<Face>,
    /// What every documented status says and directs to do.
    pub statuses: Ordered<StatusRule>,
    /// What the body of an error looks like.
    pub errors: Errors,
    /// The ways in which lists are paged, by name.
    #[serde(default)]
    pub paging: Ordered<Paging>,
    /// How this API departs from what one would expect on the wire.
    #[serde(default)]
    pub habits: Habits,
}

/// Where facts come from.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The document or code, and how far to trust it.
    pub doc: String,
}

/// A set of calls with one base URL and one way to authenticate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Face {
    /// What it is for and where it is served.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// The base URLs at which it is served, the usual one first. Other hosts may serve it too.
    #[serde(default)]
    pub servers: Vec<String>,
    /// How a caller shows who it is.
    pub auth: Auth,
}

/// How a caller of a face shows who it is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Auth {
    /// The scheme.
    pub scheme: AuthScheme,
    /// What the credentials are and where to find them.
    pub doc: String,
}

/// The known ways to authenticate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AuthScheme {
    /// HTTP Basic.
    Basic,
    /// A bearer token.
    Bearer,
    /// No header: where a key is needed, it is a member or a parameter of the call.
    None,
}

/// What a status says and directs to do.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatusRule {
    /// What it says, in a few words.
    pub meaning: String,
    /// What became of a write that was answered so. A call that describes this status as a success of its own was done.
    pub outcome: Outcome,
    /// What the documentation directs to do, which follows from the outcome.
    pub directive: Directive,
    /// The directive in words.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
}

/// What became of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was not done, and nothing was changed.
    NotDone,
    /// It had been done before, by an earlier call.
    AlreadyDone,
    /// The status does not tell.
    Unknown,
}

impl Outcome {
    /// The word in the description.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotDone => "not-done",
            Self::AlreadyDone => "already-done",
            Self::Unknown => "unknown",
        }
    }
}

/// What the documentation directs a caller to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
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
}

impl Directive {
    /// The word in the description.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proceed => "proceed",
            Self::CorrectRequest => "correct-request",
            Self::CorrectCredentials => "correct-credentials",
            Self::UseExisting => "use-existing",
            Self::Reconcile => "reconcile",
        }
    }
}

/// What the body of an error looks like, in all its documented forms.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Errors {
    /// The forms, and how they differ from the JSON:API's own.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// The object of which the `errors` array holds one or more.
    pub object: String,
    /// Where `errors` may also be an object from a request's member to what is wrong with it.
    pub fields: Option<FieldErrors>,
    /// The documented samples: a status and the name of the file without `.json`.
    #[serde(default)]
    pub samples: Ordered<String>,
}

/// Errors by the member of the request that they are about.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FieldErrors {
    /// What the names and the messages are.
    pub doc: String,
    /// Where this is documented, if not where the errors are.
    pub source: Option<String>,
}

/// A way in which lists are paged: each page says in `links` where the next one is.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// How to read the list to its end.
    pub doc: String,
    /// Where this is documented, if not where the file says.
    pub source: Option<String>,
    /// The query parameters that choose a page.
    pub query: Ordered<Member>,
    /// The object that the document's `meta` holds.
    pub meta: String,
    /// The member of `links` that leads to the page that follows. The list ends where it is missing, null or says none.
    pub next: String,
    /// The links that a page may carry.
    pub links: Vec<String>,
}

/// Departures from what one would expect on the wire, each declared here once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Habits {
    /// An empty JSON object may arrive as an empty list, `[]`.
    #[serde(default)]
    pub empty_map_as_list: bool,
    /// A link may be `""` to say that there is none.
    #[serde(default)]
    pub empty_link_is_none: bool,
}
