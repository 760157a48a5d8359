//! How the outcome of a call is found out when its answer was lost.

use std::borrow::Cow;

use std::fmt;

use super::json::{DecodeError, DecodeErrorKind, Json, Map, Reader, Wire, Writer};
use super::operation::{Operation, OutputOf};

/// A write whose outcome can be looked up.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be sent once: nothing tells how to look up what became of it",
    label = "only a write with a lookup can be",
    note = "a read needs none of this: it changes nothing, so use `.send()`",
    note = "a write without a lookup has `.send()`: it is sent once at the most, and its error's `outcome()` says what is known"
)]
pub trait Reconcile: Operation + Clone {
    /// The call with which one looks.
    type Lookup: Operation<Api = Self::Api>;
    /// What it finds.
    type Found: Wire + fmt::Debug + Send + Sync + 'static;

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

    /// All inputs of this call, from which [`Reconcile::restore`] makes it again.
    ///
    /// To keep a call, use [`Call::save`](super::Call::save): it adds the place where the call is sent to.
    fn inputs(&self) -> Inputs;

    /// Makes the call again of its inputs.
    ///
    /// # Errors
    /// Where they are not what [`Reconcile::inputs`] made.
    fn restore(inputs: &mut Inputs) -> Result<Self, DecodeError>;

    /// The members in which what was found differs from what this call asks for: with any, the key was used for something
    /// else. What the server does not show is no difference.
    fn differences(&self, _found: &Self::Found) -> Vec<&'static str> {
        Vec::new()
    }

    /// Whether the call may be sent again although this was found: only where the call acts on it, and it is in a state in
    /// which the call can act. In every other state the call has acted, or something else has moved it on: which of the two,
    /// the states alone do not tell.
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
    ///
    /// Letter case counts. A difference that is none makes somebody look; one that is passed over takes another's for ours.
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

/// The inputs of a call by name, in the making of its saved form or of the call again. They may hold what no log should:
/// `Debug` shows names only.
#[derive(Clone, Default, PartialEq)]
pub struct Inputs(Map<Json>);

impl Inputs {
    /// No inputs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an input.
    #[must_use]
    pub fn with(mut self, name: &'static str, input: &impl Wire) -> Self {
        self.0.insert(name.to_owned(), Json::encode(input));
        self
    }

    /// Adds an input where it was given.
    #[must_use]
    pub fn with_optional(self, name: &'static str, input: Option<&impl Wire>) -> Self {
        match input {
            Some(input) => self.with(name, input),
            None => self,
        }
    }

    /// Takes an input that must be there.
    ///
    /// # Errors
    /// Where it is missing or of another shape.
    pub fn take<T: Wire>(&mut self, name: &'static str) -> Result<T, DecodeError> {
        let missing = || DecodeError::new(0, DecodeErrorKind::Missing { member: name.into() });
        self.take_optional(name)?.ok_or_else(missing)
    }

    /// Takes an input that may have been left out.
    ///
    /// # Errors
    /// Where it is of another shape.
    pub fn take_optional<T: Wire>(&mut self, name: &'static str) -> Result<Option<T>, DecodeError> {
        let input = self.0.remove(name);
        input.map(|input| input.decode().map_err(|error| error.in_member(name))).transpose()
    }

    /// Makes the call of these inputs, of all of them: one that the call does not have would be lost.
    pub(super) fn restore<O: Reconcile>(mut self) -> Result<O, DecodeError> {
        let operation = O::restore(&mut self)?;
        self.end("the call has no such input")?;
        Ok(operation)
    }

    /// Ends the taking: what is left is not known here, and must not be lost.
    pub(super) fn end(self, why: &str) -> Result<(), DecodeError> {
        let Some(name) = self.0.keys().next() else { return Ok(()) };
        let why =
            format!("{why}; a newer version of this client may have written it: use that").into();
        Err(DecodeError::new(0, DecodeErrorKind::Invalid { why }).in_member(name))
    }
}

impl Wire for Inputs {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Map::read(reader).map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

impl fmt::Debug for Inputs {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}
