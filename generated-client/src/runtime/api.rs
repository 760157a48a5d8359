//! What an API says of itself: faces, status codes, habits on the wire.

use std::fmt::Debug;

use super::json::Wire;

/// An API as a type: what all its documents and operations share.
pub trait Api: Copy + PartialEq + Debug + Send + Sync + 'static {
    /// Its faces.
    type Face: Face;
    /// The resources that a document may include.
    type Included: Wire + Clone + PartialEq + Send + Sync;
    /// The object of which an error body's `errors` holds one or more.
    type Error: Wire + Clone + PartialEq + Send + Sync;

    /// The media type of bodies, in both directions.
    const MEDIA_TYPE: &'static str;
    /// How it departs from what one would expect on the wire.
    const HABITS: Habits;
    /// The documented statuses, ascending.
    const STATUSES: &'static [StatusRule];

    /// What a status says, where it is documented.
    fn status(status: u16) -> Option<&'static StatusRule> {
        Self::STATUSES.iter().find(|rule| rule.status == status)
    }
}

/// A set of calls with one base URL and one way to authenticate.
pub trait Face: Copy + Eq + Debug + Send + Sync + 'static {
    /// How a caller shows who it is.
    fn authentication(self) -> Authentication;
}

/// How a caller shows who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Authentication {
    /// HTTP Basic.
    Basic,
    /// A bearer token.
    Bearer,
    /// No header: where a key is needed, it is an input of the call.
    None,
}

/// How an API departs from what one would expect on the wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    /// An empty JSON object may arrive as `[]`.
    pub empty_map_as_list: bool,
    /// A link may be `""` to say that there is none.
    pub empty_link_is_none: bool,
}

/// What a documented status says and directs to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatusRule {
    /// The HTTP status code.
    pub status: u16,
    /// What it says, in a few words.
    pub meaning: &'static str,
    /// What became of a write that was answered so.
    pub outcome: Outcome,
    /// What the documentation directs to do.
    pub directive: Directive,
    /// The directive in words.
    pub advice: &'static str,
}

/// What became of a write. Of a call that changes nothing and failed, it is [`NotDone`](Self::NotDone).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was done.
    Done,
    /// It was not done, and nothing was changed.
    NotDone,
    /// It had been done before, by an earlier call.
    AlreadyDone,
    /// Nothing tells. It must be looked up before anything is sent again.
    Unknown,
}

/// What the documentation directs a caller to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
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
