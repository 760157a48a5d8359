//! How the outcome of a call is found out when its answer was lost.

use super::operation::{Operation, OutputOf};

/// A write whose outcome can be looked up.
pub trait Reconcile: Operation {
    /// The call with which one looks.
    type Lookup: Operation<Api = Self::Api>;
    /// What it finds.
    type Found;

    /// The lookup for what this call acts on.
    fn lookup(&self) -> Self::Lookup;

    /// What an answer to the lookup holds. A lookup that is answered with 404 found nothing.
    fn found(answer: OutputOf<Self::Lookup>) -> Vec<Self::Found>;

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
    pub fn value<T: PartialEq>(self, name: &'static str, asked: Option<&T>, found: Option<&T>) -> Self {
        self.note(name, asked.is_some() && found.is_some() && asked != found)
    }

    /// Compares two texts of a member, whatever their types; one that is not known differs from nothing.
    #[must_use]
    pub fn text<A: AsRef<str>, F: AsRef<str>>(self, name: &'static str, asked: Option<&A>, found: Option<&F>) -> Self {
        let differ = asked.zip(found).is_some_and(|(asked, found)| asked.as_ref() != found.as_ref());
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
