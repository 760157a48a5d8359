//! What a sender wrote that the description does not name, by place and without values.

use super::error::shorten;
use super::{UnknownMembers, Wire};

/// Collects the places of what is not described.
#[derive(Debug, Default)]
pub struct Drift {
    pointer: String,
    found: Vec<String>,
}

impl Drift {
    /// Notes the place at which it stands.
    pub fn here(&mut self) {
        self.found.push(self.pointer.clone());
    }

    /// Looks below a member.
    pub fn below(&mut self, name: &str, look: impl FnOnce(&mut Self)) {
        let length = self.pointer.len();
        self.pointer.push('/');
        self.pointer.push_str(&shorten(name).replace('~', "~0").replace('/', "~1"));
        look(self);
        self.pointer.truncate(length);
    }

    /// Notes every member that is not described.
    pub fn unknown(&mut self, unknown: &UnknownMembers) {
        for (name, _) in unknown.iter() {
            self.below(name, Self::here);
        }
    }

    /// Looks into items by their index.
    pub fn items<'i, T: Wire + 'i>(&mut self, items: impl IntoIterator<Item = &'i T>) {
        for (index, item) in items.into_iter().enumerate() {
            self.below(&index.to_string(), |drift| item.drift(drift));
        }
    }
}

/// The places, as JSON pointers, of what a value holds and the description does not name: members, words, types of resources.
/// No value is among them.
pub fn drift<T: Wire>(value: &T) -> Vec<String> {
    let mut drift = Drift::default();
    value.drift(&mut drift);
    drift.found
}

/// A field that may hold something that is not described.
#[doc(hidden)]
pub trait Drifting {
    /// Looks into it.
    fn look(&self, drift: &mut Drift);
}

impl<T: Wire> Drifting for T {
    fn look(&self, drift: &mut Drift) {
        self.drift(drift);
    }
}

impl<T: Wire> Drifting for Option<T> {
    fn look(&self, drift: &mut Drift) {
        if let Some(value) = self {
            value.drift(drift);
        }
    }
}

impl<T: Wire> Drifting for super::Maybe<T> {
    fn look(&self, drift: &mut Drift) {
        if let Some(value) = self.value() {
            value.drift(drift);
        }
    }
}
