//! What holds for the whole API: its faces, the table of statuses, the forms of errors, the styles of paging.

use super::{AuthScheme, Directive, Doc, Habits, Member, ObjectId, Outcome, Sample};

/// What holds for the whole API.
#[derive(Clone, Debug)]
pub struct Api {
    /// What people call it.
    pub title: String,
    /// What it is for.
    pub doc: String,
    /// The media type of bodies.
    pub media_type: String,
    /// The base of the schemas' `$id`s; ends in `/`.
    pub schema_base: String,
    /// Short name and description of every source.
    pub sources: Vec<(String, String)>,
    /// The faces.
    pub faces: Vec<Face>,
    /// The documented statuses, ascending.
    pub statuses: Vec<StatusRule>,
    /// The forms of an error body.
    pub errors: Errors,
    /// The paging styles.
    pub paging: Vec<Paging>,
    /// Departures from what one would expect on the wire.
    pub habits: Habits,
}

/// A set of calls with one base URL and one way to authenticate.
#[derive(Clone, Debug)]
pub struct Face {
    /// Its name in the description.
    pub name: String,
    /// The name of its variant in Rust.
    pub variant: String,
    /// What it is for.
    pub doc: Doc,
    /// Where it is served, the usual place first. None where the description names no place.
    pub servers: Vec<Server>,
    /// How a caller shows who it is.
    pub auth: AuthScheme,
    /// What the credentials are.
    pub auth_doc: String,
}

/// Where a face is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// `https` or `http`.
    pub scheme: String,
    /// The host, perhaps with a port.
    pub host: String,
    /// What the path of every call begins with: empty, or from a slash to before the next.
    pub prefix: String,
}

/// What a status says and directs to do.
#[derive(Clone, Debug)]
pub struct StatusRule {
    /// The HTTP status code.
    pub status: u16,
    /// What it says, in a few words.
    pub meaning: String,
    /// What became of a write that was answered so.
    pub outcome: Outcome,
    /// What to do.
    pub directive: Directive,
    /// What to do, in words.
    pub doc: Doc,
}

/// Whether a status says that a call succeeded.
pub fn is_success(status: u16) -> bool {
    (200..=299).contains(&status)
}

/// The statuses after which the same call may fare better later: a matter of HTTP, not of an API.
pub const TRANSIENT: [u16; 6] = [408, 429, 500, 502, 503, 504];

/// Whether a status refuses a call and would do so again.
pub fn is_lasting_refusal(status: u16) -> bool {
    (400..=499).contains(&status) && !TRANSIENT.contains(&status)
}

/// The forms of an error body.
#[derive(Clone, Debug)]
pub struct Errors {
    /// The forms in words.
    pub doc: Doc,
    /// The object of which `errors` holds one or more.
    pub object: ObjectId,
    /// Where `errors` may also map members of the request to messages: what that map is.
    pub fields: Option<Doc>,
    /// The documented samples, by status.
    pub samples: Vec<(u16, Sample)>,
}

/// A way in which lists are paged.
#[derive(Clone, Debug)]
pub struct Paging {
    /// Its name in the description.
    pub name: String,
    /// How to read the list to its end.
    pub doc: Doc,
    /// The query parameters that choose a page.
    pub query: Vec<Member>,
    /// What the document's `meta` holds.
    pub meta: ObjectId,
    /// The link to the page that follows.
    pub next: String,
    /// The links that a page may carry.
    pub links: Vec<String>,
}
