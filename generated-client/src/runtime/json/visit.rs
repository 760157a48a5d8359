//! What is done with the members of an object that is there: they are written, shown, and looked
//! into for what is not described. Each object names its members once for all of that.

use super::{Codec, Drift, Drifting, Maybe, Member, UnknownMembers, Wire, Writer};
use std::fmt::{self, Debug};

/// An object that [`object!`](crate::object) knows the members of.
#[doc(hidden)]
pub trait Members {
    /// Names every member, in the order of the list.
    fn visit(&self, visit: &mut Visit<'_>);
}

/// A walk over the members of an object.
#[doc(hidden)]
pub struct Visit<'v> {
    members: &'static [Member],
    next: usize,
    task: Task<'v>,
}

/// What a walk does.
enum Task<'v> {
    Write(WriteMembers<'v>),
    Drift(&'v mut Drift),
    Show(&'v mut dyn FnMut(&'static Member, &dyn Debug)),
}

struct WriteMembers<'v> {
    writer: &'v mut Writer,
    object: &'v dyn Members,
    /// The positions of members that arrived inside others.
    inside: &'v [usize],
    /// The position of the one member to write, if not all that stand beside each other.
    only: Option<usize>,
}

impl Visit<'_> {
    /// A member that is there and is not null.
    pub fn required<C: Codec<T>, T: Wire>(&mut self, field: &T) {
        self.member(field, |quoted, writer| {
            writer.quoted_member(quoted);
            C::write(field, writer);
        });
    }

    /// A member that may be absent and is not null.
    pub fn optional<C: Codec<T>, T: Wire>(&mut self, field: &Option<T>) {
        self.member(field, |quoted, writer| {
            if let Some(value) = field {
                writer.quoted_member(quoted);
                C::write(value, writer);
            }
        });
    }

    /// A member that is there and may be null.
    pub fn nullable<C: Codec<T>, T: Wire>(&mut self, field: &Option<T>) {
        self.member(field, |quoted, writer| {
            writer.quoted_member(quoted);
            match field {
                Some(value) => C::write(value, writer),
                None => writer.null(),
            }
        });
    }

    /// A member that may be absent and may be null.
    pub fn maybe<C: Codec<T>, T: Wire>(&mut self, field: &Maybe<T>) {
        self.member(field, |quoted, writer| match field {
            Maybe::Value(value) => {
                writer.quoted_member(quoted);
                C::write(value, writer);
            }
            Maybe::Null => {
                writer.quoted_member(quoted);
                writer.null();
            }
            Maybe::Absent => {}
        });
    }

    #[inline]
    fn member<F: Debug + Drifting>(
        &mut self,
        field: &F,
        write: impl FnOnce(&'static str, &mut Writer),
    ) {
        let position = self.next;
        let Some(member) = self.members.get(position) else { return };
        self.next += 1;
        match &mut self.task {
            Task::Write(task) if task.is_wanted(position) => {
                let before = task.writer.len();
                write(member.quoted, task.writer);
                if !member.guests.is_empty() {
                    task.write_guests(self.members, member, before);
                }
            }
            Task::Write(_) => {}
            Task::Drift(drift) => drift.below(member.name, |drift| field.look(drift)),
            Task::Show(show) => show(member, field),
        }
    }
}

impl WriteMembers<'_> {
    #[inline]
    fn is_wanted(&self, position: usize) -> bool {
        match self.only {
            None => self.inside.is_empty() || !self.inside.contains(&position),
            Some(only) => only == position,
        }
    }

    /// Writes the members that arrived inside `host` there again, or beside it when it is no longer
    /// an object. `before`: where the host was written, if it was.
    fn write_guests(&mut self, members: &'static [Member], host: &Member, before: usize) {
        if self.only.is_some() {
            return;
        }
        let inside = self.writer.len() > before && self.writer.reopen_object();
        for guest in host.guests {
            let position = members.iter().position(|member| member.name == *guest);
            let position = position.filter(|position| self.inside.contains(position));
            if position.is_some() {
                self.write(members, position);
            }
        }
        if inside {
            self.writer.close_object();
        }
    }

    fn write(&mut self, members: &'static [Member], only: Option<usize>) {
        let Self { object, inside, .. } = *self;
        let task = Task::Write(WriteMembers { writer: self.writer, object, inside, only });
        object.visit(&mut Visit { members, next: 0, task });
    }
}

/// Writes an object.
#[doc(hidden)]
pub fn write_object(
    object: &dyn Members,
    members: &'static [Member],
    unknown: &UnknownMembers,
    writer: &mut Writer,
) {
    let start = writer.len();
    writer.object(|writer| {
        let inside = unknown.inside();
        WriteMembers { writer, object, inside, only: None }.write(members, None);
        unknown.write_members(writer);
    });
    if unknown.is_empty_list() {
        writer.empty_object_as_list(start);
    }
}

/// Notes what the members of an object hold that is not described, and the members that are not.
#[doc(hidden)]
pub fn drift_object(
    object: &dyn Members,
    members: &'static [Member],
    unknown: &UnknownMembers,
    drift: &mut Drift,
) {
    object.visit(&mut Visit { members, next: 0, task: Task::Drift(drift) });
    drift.unknown(unknown);
}

/// Shows an object with its members; those that are redacted without their values, those that are
/// unknown only by name.
#[doc(hidden)]
pub fn debug_object(
    object: &dyn Members,
    name: &str,
    members: &'static [Member],
    unknown: &UnknownMembers,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    let show = &mut |member: &'static Member, value: &dyn Debug| {
        if member.redacted {
            shown.field(member.name, &format_args!("[redacted]"));
        } else {
            shown.field(member.name, value);
        }
    };
    object.visit(&mut Visit { members, next: 0, task: Task::Show(show) });
    if !unknown.is_empty() {
        shown.field("unknown", unknown);
    }
    shown.finish()
}
