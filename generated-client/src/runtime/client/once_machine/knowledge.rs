//! What is known of the writes that were sent, and what an answer adds to it.

use http::StatusCode;

use crate::runtime::answer::{Failure, is_transient};
use crate::runtime::api::{Api, Directive};

/// What is known of the writes that were sent.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) enum Doubt {
    /// No write has reached the server.
    Unsent,
    /// The server said of every write that reached it that it was not done.
    Refused,
    /// The server answered every write that reached it with a refusal that the description knows and that repeating does not
    /// change. It is not at work on any; whether one was done, a lookup tells.
    Answered,
    /// A write may be on its way still.
    Perhaps,
    /// The server said that the key is taken.
    Taken,
    /// The server said that it was done.
    Done,
}

/// What is known of the writes that were sent, by this process and by others, and whether another is to be sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knowledge {
    doubt: Doubt,
    writing_may_help: bool,
    /// Whether the server leaves it open that a write of ours was done.
    may_have_acted: bool,
}

impl Knowledge {
    /// Of a write that nobody has sent so far.
    pub(super) fn of_first() -> Self {
        Self { doubt: Doubt::Unsent, writing_may_help: true, may_have_acted: false }
    }

    /// Of a write that another process may have sent.
    pub(super) fn of_resumed() -> Self {
        Self { doubt: Doubt::Perhaps, writing_may_help: true, may_have_acted: true }
    }

    pub(super) fn doubt(&self) -> Doubt {
        self.doubt
    }

    /// A write has come to this. What was known of earlier ones is not forgotten.
    pub(super) fn raise(&mut self, doubt: Doubt) {
        self.may_have_acted |= matches!(doubt, Doubt::Answered | Doubt::Perhaps | Doubt::Done);
        if doubt > self.doubt {
            self.doubt = doubt;
        }
    }

    /// The server refuses the write and will not change its mind, or has acted otherwise than told: only look from here on.
    pub(super) fn write_no_more(&mut self) {
        self.writing_may_help = false;
    }

    /// Whether another write, with the same key, is to be sent where a lookup shows that none was done.
    pub(super) fn may_write(&self) -> bool {
        self.writing_may_help && self.doubt < Doubt::Taken
    }

    /// Whether the server has refused it for good, with no write on its way that may be done yet.
    pub(super) fn is_refused(&self) -> bool {
        !self.writing_may_help && self.doubt <= Doubt::Answered
    }

    /// Whether what has the key may have been made by this write, although it differs: unless the server said each time that
    /// nothing was done, or that the key is taken.
    pub(super) fn perhaps_ours(&self) -> bool {
        self.may_have_acted
    }
}

/// Whether a refusal may come from an earlier call that has acted already, and not from who asks.
pub(super) fn may_be_late<E, A: Api>(failure: &Failure<E, A>) -> bool {
    failure.directive() != Directive::CorrectCredentials
        && failure.status() != StatusCode::NOT_FOUND
}

/// What is known of a write whose answer does not tell what became of it: the server is done with the request where the status
/// is one that the description knows and that repeating does not change.
pub(super) fn doubt_after<E, A: Api>(failure: &Failure<E, A>) -> Doubt {
    let status = failure.status();
    let is_last_word =
        status.is_client_error() && !is_transient(status) && failure.rule().is_some();
    if is_last_word { Doubt::Answered } else { Doubt::Perhaps }
}

/// Whether the answer to a lookup says that there is none. A page that a gateway shows in the server's place does not.
pub(super) fn says_none<E, A: Api>(failure: &Failure<E, A>) -> bool {
    failure.status() == StatusCode::NOT_FOUND && failure.errors().is_some()
}

/// Whether a lookup that failed so may tell more when it is made again.
pub(super) fn may_tell_later<E, A: Api>(failure: &Failure<E, A>) -> bool {
    let status = failure.status();
    is_transient(status) || status.is_success() || status == StatusCode::NOT_FOUND
}
