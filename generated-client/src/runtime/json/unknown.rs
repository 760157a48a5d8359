//! Members of an object that its description does not name, kept so that nothing is lost.

use super::error::shorten;
use super::{DecodeError, DecodeErrorKind, Json, Writer};
use std::fmt;

/// The members of an object that its description does not name, in the order in which they came,
/// each with its exact text.
///
/// `Debug` shows only their names.
#[derive(Clone, Default)]
pub struct UnknownMembers(Option<Box<Kept>>);

#[derive(Clone, Default)]
struct Kept {
    members: Vec<(Box<str>, Json)>,
    /// Known members that arrived inside another member, and are written there again, as positions
    /// among the object's members.
    inside: Vec<usize>,
    /// The object itself arrived as `[]`.
    empty_list: bool,
}

impl UnknownMembers {
    /// No members; allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self(None)
    }

    /// Names and values, in the order in which they came.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.members().iter().map(|(name, value)| (&**name, value))
    }

    /// The value of the member with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.iter().find_map(|(known, value)| (known == name).then_some(value))
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members().len()
    }

    /// Are there none?
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.members().is_empty()
    }

    fn members(&self) -> &[(Box<str>, Json)] {
        self.0.as_ref().map_or(&[], |kept| &kept.members)
    }

    pub(super) fn keep(&mut self, name: &str, value: Json) {
        self.0.get_or_insert_default().members.push((name.into(), value));
    }

    pub(super) fn keep_inside(&mut self, member: usize) {
        self.0.get_or_insert_default().inside.push(member);
    }

    pub(super) fn keep_empty_list(&mut self) {
        self.0.get_or_insert_default().empty_list = true;
    }

    pub(super) fn is_empty_list(&self) -> bool {
        self.0.as_ref().is_some_and(|kept| kept.empty_list)
    }

    /// The positions of members that arrived inside others.
    pub(super) fn inside(&self) -> &[usize] {
        self.0.as_ref().map_or(&[], |kept| &kept.inside)
    }

    pub(super) fn write_members(&self, writer: &mut Writer) {
        for (name, value) in self.iter() {
            writer.member(name);
            writer.raw(value);
        }
    }

    /// Refuses two members of the same name; sorted first, so that many members cost little.
    pub(super) fn refuse_duplicates(&self, offset: usize) -> Result<(), DecodeError> {
        if self.len() < 2 {
            return Ok(());
        }
        let mut names: Vec<&str> = self.iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        match names.windows(2).find(|pair| pair.first() == pair.last()) {
            Some([member, ..]) => {
                let kind = DecodeErrorKind::Duplicate { member: shorten(member).into_owned() };
                Err(DecodeError::new(offset, kind).in_member(member))
            }
            _ => Ok(()),
        }
    }
}

impl PartialEq for UnknownMembers {
    fn eq(&self, other: &Self) -> bool {
        self.members() == other.members()
    }
}

impl Eq for UnknownMembers {}

impl fmt::Debug for UnknownMembers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}
