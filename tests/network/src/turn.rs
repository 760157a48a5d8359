//! What the platform does with a request: carries it out or not, answers or not.

use crate::books::{Answer, Books, Request};

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    effect: Effect,
    reply: Reply,
}

/// When a request is carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    Never,
    Now,
    /// After another request was answered.
    Late,
}

/// What the caller gets to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// What the books say.
    Own,
    /// Something else.
    Instead(Answer),
    /// The first half of what the books say.
    Half,
    /// The connection is closed in good order.
    Close,
    /// The connection is reset with the request unread.
    ResetUnread,
    /// The connection is reset in the middle of the request.
    ResetHalfRead,
    /// Nothing, for as long as the caller waits.
    Silence,
    /// Bytes that are no HTTP.
    Garbage,
}

impl Turn {
    /// Carried out and answered.
    pub fn honest() -> Self {
        Self { effect: Effect::Now, reply: Reply::Own }
    }

    /// Carried out, and half of the answer sent.
    pub fn half() -> Self {
        Self { effect: Effect::Now, reply: Reply::Half }
    }

    /// Not carried out.
    pub fn before(reply: Reply) -> Self {
        Self { effect: Effect::Never, reply }
    }

    /// Carried out.
    pub fn after(reply: Reply) -> Self {
        Self { effect: Effect::Now, reply }
    }

    /// Carried out later: when another request was answered.
    pub fn late(reply: Reply) -> Self {
        Self { effect: Effect::Late, reply }
    }

    pub(crate) fn reply(&self) -> &Reply {
        &self.reply
    }

    /// Not carried out, and answered with this.
    pub fn answer(answer: Answer) -> Self {
        Self::before(Reply::Instead(answer))
    }
}

/// The platform: its books, and the requests that are still on their way to them.
#[derive(Clone, Debug, Default)]
pub struct Platform {
    /// The books.
    pub books: Books,
    on_their_way: Vec<Request>,
}

impl Platform {
    /// A platform with these books.
    pub fn with(books: Books) -> Self {
        Self { books, ..Self::default() }
    }

    /// Plays a turn. Returns the answer of the books, where it came to one, and what the caller gets to see.
    pub fn play(&mut self, request: &Request, turn: Turn) -> (Option<Answer>, Reply) {
        let answer = match turn.effect {
            Effect::Never => None,
            Effect::Now => Some(self.books.carry_out(request)),
            Effect::Late => {
                self.on_their_way.push(request.clone());
                None
            }
        };
        (answer, turn.reply)
    }

    /// Whether requests are on their way.
    pub fn has_late_requests(&self) -> bool {
        !self.on_their_way.is_empty()
    }

    /// Carries out the requests that were on their way.
    pub fn carry_out_late_requests(&mut self) {
        for request in std::mem::take(&mut self.on_their_way) {
            self.books.carry_out(&request);
        }
    }
}
