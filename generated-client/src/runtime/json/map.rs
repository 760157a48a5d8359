//! Objects whose member names are data.

use super::{Codec, DecodeError, Drift, Plain, Reader, Values, Wire, Writer};
use std::collections::{BTreeMap, btree_map};
use std::ops::{Deref, DerefMut};

/// A JSON object whose member names are data, sorted by name; it derefs to a [`BTreeMap`].
///
/// Two maps are equal when their entries are.
#[derive(Clone)]
pub struct Map<V> {
    entries: BTreeMap<String, V>,
    /// It was empty and arrived as `[]`.
    arrived_as_list: bool,
}

impl<V> Map<V> {
    /// An empty map.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: BTreeMap::new(), arrived_as_list: false }
    }

    /// The entries as a plain map.
    #[must_use]
    pub fn into_inner(self) -> BTreeMap<String, V> {
        self.entries
    }

    pub(super) const fn empty_list() -> Self {
        Self { entries: BTreeMap::new(), arrived_as_list: true }
    }

    pub(super) fn goes_as_list(&self) -> bool {
        self.arrived_as_list && self.entries.is_empty()
    }
}

impl<V: Wire> Wire for Map<V> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Values::<Plain>::read(reader)
    }

    fn write(&self, writer: &mut Writer) {
        Values::<Plain>::write(self, writer);
    }

    fn drift(&self, drift: &mut Drift) {
        for (name, value) in self.iter() {
            drift.below(name, |drift| value.drift(drift));
        }
    }
}

impl<V> Default for Map<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: PartialEq> PartialEq for Map<V> {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl<V: Eq> Eq for Map<V> {}

impl<V: std::fmt::Debug> std::fmt::Debug for Map<V> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.entries.fmt(f)
    }
}

impl<V> Deref for Map<V> {
    type Target = BTreeMap<String, V>;

    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

impl<V> DerefMut for Map<V> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.entries
    }
}

impl<V> From<BTreeMap<String, V>> for Map<V> {
    fn from(entries: BTreeMap<String, V>) -> Self {
        Self { entries, arrived_as_list: false }
    }
}

impl<K: Into<String>, V> FromIterator<(K, V)> for Map<V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        entries
            .into_iter()
            .map(|(name, value)| (name.into(), value))
            .collect::<BTreeMap<_, _>>()
            .into()
    }
}

impl<K: Into<String>, V, const N: usize> From<[(K, V); N]> for Map<V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K: Into<String>, V> Extend<(K, V)> for Map<V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.entries.extend(entries.into_iter().map(|(name, value)| (name.into(), value)));
    }
}

impl<V> IntoIterator for Map<V> {
    type Item = (String, V);
    type IntoIter = btree_map::IntoIter<String, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a, V> IntoIterator for &'a Map<V> {
    type Item = (&'a String, &'a V);
    type IntoIter = btree_map::Iter<'a, String, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}
