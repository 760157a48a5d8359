//! How the outcome of a call is found out when its answer was lost.

use std::borrow::Cow;

use super::json::{DecodeError, DecodeErrorKind, Json, Map, Wire};
use super::operation::{Operation, OutputOf};

/// A write whose outcome can be looked up.
pub trait Reconcile: Operation + Clone {
    /// The call with which one looks.
    type Lookup: Operation<Api = Self::Api>;
    /// What it finds.
    type Found: Wire;

    /// Whether the call acts on something that is there before: then a lookup that finds nothing says that it cannot be done.
    const ACTS_ON_EXISTING: bool;

    /// The key by which the call is looked up.
    fn key(&self) -> Cow<'_, str>;

    /// The lookup for what this call acts on.
    fn lookup(&self) -> Self::Lookup;

    /// What an answer to the lookup holds. A lookup that is answered with 404 and errors found nothing; a 404 without them may
    /// be a gateway's.
    fn found(answer: OutputOf<Self::Lookup>) -> Vec<Self::Found>;

    /// What a success of this call shows. `None` where it does not show what a lookup would.
    fn done(answer: OutputOf<Self>) -> Option<Self::Found>;

    /// What a refusal shows that says it had been done before.
    fn existing(answer: Self::Existing) -> Option<Self::Found>;

    /// Whether what was found has the key of this call.
    fn is_about(&self, found: &Self::Found) -> bool;

    /// All inputs of this call, from which [`Reconcile::restore`] makes it again. It may hold what no log should.
    fn save(&self) -> Json;

    /// Makes the call again of what was saved.
    ///
    /// # Errors
    /// Where it is not what [`Reconcile::save`] made.
    fn restore(saved: &Json) -> Result<Self, DecodeError>;

    /// The members in which what was found differs from what this call asks for: with any, the key was used for something
    /// else. What the server does not show is no difference.
    fn differences(&self, _found: &Self::Found) -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether the call may be sent again although this was found: only where the call acts on it and has not acted yet.
    fn may_send_again(_found: &Self::Found) -> bool {
        false
    }
}

/// Collects the members in which two things differ.
#[derive(Clone, Debug, Default)]
pub struct Differences(Vec<&'static str>);

impl Differences {
    /// Compares two values of a member; one that is not known differs from nothing.
    #[must_use]
    pub fn value<T: PartialEq>(
        self,
        name: &'static str,
        asked: Option<&T>,
        found: Option<&T>,
    ) -> Self {
        self.note(name, asked.is_some() && found.is_some() && asked != found)
    }

    /// Compares two texts of a member, whatever their types; one that is not known differs from nothing.
    #[must_use]
    pub fn text<A: AsRef<str>, F: AsRef<str>>(
        self,
        name: &'static str,
        asked: Option<&A>,
        found: Option<&F>,
    ) -> Self {
        let differ =
            asked.zip(found).is_some_and(|(asked, found)| asked.as_ref() != found.as_ref());
        self.note(name, differ)
    }

    fn note(mut self, name: &'static str, differ: bool) -> Self {
        if differ {
            self.0.push(name);
        }
        self
    }

    /// The members.
    pub fn finish(self) -> Vec<&'static str> {
        self.0
    }
}

/// The member that names the operation in what was saved. No input has this name: it is no Rust name.
const OPERATION: &str = "operation()";

/// The inputs of a call, in the making of its saved form or of the call again.
#[derive(Clone)]
pub struct Saved(Map<Json>);

impl Saved {
    /// Nothing saved yet of a call of this operation.
    pub fn of(operation: &'static str) -> Self {
        Self(Map::from([(OPERATION.to_owned(), Json::from(operation))]))
    }

    /// Saves an input.
    #[must_use]
    pub fn with(mut self, name: &'static str, input: &impl Wire) -> Self {
        self.0.insert(name.to_owned(), Json::encode(input));
        self
    }

    /// Saves an input where it was given.
    #[must_use]
    pub fn with_optional(self, name: &'static str, input: Option<&impl Wire>) -> Self {
        match input {
            Some(input) => self.with(name, input),
            None => self,
        }
    }

    /// All that was saved.
    pub fn finish(self) -> Json {
        Json::encode(&self.0)
    }

    /// Reads what was saved of a call of this operation.
    ///
    /// # Errors
    /// Where it is no object, or of a call of another operation.
    pub fn read(saved: &Json, operation: &'static str) -> Result<Self, DecodeError> {
        let mut inputs = Self(saved.decode()?);
        let of: String = inputs.take(OPERATION)?;
        if of == operation {
            return Ok(inputs);
        }
        let why = format!("saved of another operation than `{operation}`").into();
        Err(DecodeError::new(0, DecodeErrorKind::Invalid { why }).in_member(OPERATION))
    }

    /// An input that must be there.
    ///
    /// # Errors
    /// Where it is missing or of another shape.
    pub fn take<T: Wire>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        let missing = || DecodeError::new(0, DecodeErrorKind::Missing { member: name.into() });
        self.take_optional(name)?.ok_or_else(missing)
    }

    /// An input that may have been left out.
    ///
    /// # Errors
    /// Where it is of another shape.
    pub fn take_optional<T: Wire>(&mut self, name: &'static str) -> Result<Option<T>, DecodeError> {
        let input = self.0.remove(name);
        input.map(|input| input.decode().map_err(|error| error.in_member(name))).transpose()
    }
}

impl std::fmt::Debug for Saved {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
