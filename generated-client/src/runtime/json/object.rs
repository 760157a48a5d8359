//! Objects with named members: the macro that lists a struct's members, and what all such structs
//! share.

use super::error::shorten;
use super::{
    DecodeError, DecodeErrorKind, Drift, Drifting, Json, Kind, Reader, UnknownMembers, Wire as _,
    Writer,
};
use std::fmt;

/// What the reader, the writer and `Debug` must know of a member beside its type.
#[doc(hidden)]
#[derive(Debug)]
pub struct Member {
    name: Name,
    in_every_object: bool,
    redacted: bool,
    guests: &'static [Guest],
}

/// A member that may arrive inside another member instead of beside it.
#[doc(hidden)]
#[derive(Debug)]
pub struct Guest {
    /// Its name in there.
    pub name: Name,
    /// Its position among the members of the object.
    pub member: usize,
}

/// A name as it is read and as it is written.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Name {
    pub(super) plain: &'static str,
    quoted: &'static str,
}

impl Name {
    /// `quoted` is `"plain":`, made by the macro once instead of at every write. A name that would
    /// need escapes does not compile.
    pub const fn new(plain: &'static str, quoted: &'static str) -> Self {
        let mut rest = plain.as_bytes();
        while let [byte, after @ ..] = rest {
            assert!(
                !matches!(*byte, b'"' | b'\\' | ..=0x1f),
                "a name in `object!` must not need escapes"
            );
            rest = after;
        }
        Self { plain, quoted }
    }
}

impl Member {
    /// `redacted` is any list that is not empty: a macro can make a list of an optional word, but
    /// no boolean.
    pub const fn new(
        name: Name,
        in_every_object: bool,
        redacted: &[()],
        guests: &'static [Guest],
    ) -> Self {
        Self { name, in_every_object, redacted: !redacted.is_empty(), guests }
    }
}

/// An object that has been read to its end.
#[doc(hidden)]
#[derive(Debug)]
pub struct ObjectRead {
    seen: Seen,
    start: usize,
    /// What the list of members does not name.
    pub unknown: UnknownMembers,
}

impl ObjectRead {
    /// Is every member there that must be?
    pub fn is_complete(&self, members: &[Member]) -> bool {
        self.first_missing(members).is_none()
    }

    /// The error for an object that is not complete.
    #[cold]
    pub fn missing(&self, members: &[Member]) -> DecodeError {
        let member = self.first_missing(members).unwrap_or_default().into();
        DecodeError::new(self.start, DecodeErrorKind::Missing { member })
    }

    fn first_missing(&self, members: &[Member]) -> Option<&'static str> {
        let mut missing = members
            .iter()
            .enumerate()
            .filter(|(index, member)| member.in_every_object && !self.seen.contains(*index));
        missing.next().map(|(_, member)| member.name.plain)
    }
}

/// A set of positions of members.
#[derive(Debug, Default)]
struct Seen([u64; 4]);

impl Seen {
    fn contains(&self, index: usize) -> bool {
        self.0.get(index / 64).is_some_and(|word| word & 1 << (index % 64) != 0)
    }

    /// Adds a position; `false` when it was there.
    fn insert(&mut self, index: usize) -> bool {
        let bit = 1 << (index % 64);
        match self.0.get_mut(index / 64) {
            Some(word) if *word & bit == 0 => {
                *word |= bit;
                true
            }
            _ => false,
        }
    }
}

/// How many members [`object!`](crate::object) can list.
#[doc(hidden)]
pub const MAX_MEMBERS: usize = 256;

type ReadMember<'f> = &'f mut dyn FnMut(usize, &mut Reader<'_>) -> Result<(), DecodeError>;

/// Reads an object; `read` is called with the position of each member in the list and reads its
/// value. `or_empty_list` is any list that is not empty where `[]` stands for an object without
/// members.
#[doc(hidden)]
pub fn read_object(
    reader: &mut Reader<'_>,
    members: &'static [Member],
    or_empty_list: &[()],
    read: ReadMember<'_>,
) -> Result<ObjectRead, DecodeError> {
    let kind = reader.kind()?;
    if kind == Kind::Array && !or_empty_list.is_empty() {
        return read_empty_list(reader);
    }
    let mut object = ObjectRead {
        seen: Seen::default(),
        start: reader.offset(),
        unknown: UnknownMembers::new(),
    };
    let mut names = reader.open_object()?;
    let mut expected = 0;
    while let Some(name) = reader.next_name(&mut names)? {
        match position(members, expected, &name) {
            Some((index, member)) => {
                expected = index + 1;
                object
                    .read_member(reader, index, member, read)
                    .map_err(|error| error.in_member(&name))?;
            }
            None => {
                let value = Json::read(reader).map_err(|error| error.in_member(&name))?;
                object.unknown.keep(&name, value);
            }
        }
    }
    object.unknown.refuse_duplicates(reader.offset())?;
    Ok(object)
}

/// Reads `[]` as an object without members.
fn read_empty_list(reader: &mut Reader<'_>) -> Result<ObjectRead, DecodeError> {
    let start = reader.offset();
    reader.array(&mut |reader| {
        Err(reader
            .error(DecodeErrorKind::Invalid { why: "expected an object or an empty array".into() }))
    })?;
    let mut unknown = UnknownMembers::new();
    unknown.keep_empty_list();
    Ok(ObjectRead { seen: Seen::default(), start, unknown })
}

/// Looks a name up, first where it is if the sender keeps the order of the list.
fn position(
    members: &'static [Member],
    expected: usize,
    name: &str,
) -> Option<(usize, &'static Member)> {
    match members.get(expected) {
        Some(member) if member.name.plain == name => Some((expected, member)),
        _ => members.iter().enumerate().find(|(_, member)| member.name.plain == name),
    }
}

impl ObjectRead {
    fn read_member(
        &mut self,
        reader: &mut Reader<'_>,
        index: usize,
        member: &'static Member,
        read: ReadMember<'_>,
    ) -> Result<(), DecodeError> {
        if !self.seen.insert(index) {
            return Err(reader.duplicate(member.name.plain));
        }
        if member.guests.is_empty() {
            return read(index, reader);
        }
        self.read_guests(reader, member.guests, read)?;
        reader.hide(member.guests);
        let result = read(index, reader);
        reader.hide(&[]);
        result
    }

    /// Looks ahead into the value that comes next for members that belong beside it.
    fn read_guests(
        &mut self,
        reader: &Reader<'_>,
        guests: &'static [Guest],
        read: ReadMember<'_>,
    ) -> Result<(), DecodeError> {
        let mut ahead = reader.fork();
        if ahead.kind()? != Kind::Object {
            return Ok(());
        }
        ahead.object(&mut |name, reader| {
            let Some(guest) = guests.iter().find(|guest| guest.name.plain == name) else {
                return reader.raw().map(drop);
            };
            if !self.seen.insert(guest.member) {
                return Err(reader.duplicate(name));
            }
            self.unknown.keep_inside(guest.member);
            read(guest.member, reader)
        })
    }
}

impl Reader<'_> {
    /// The error for a member that occurs twice.
    #[cold]
    pub(super) fn duplicate(&self, name: &str) -> DecodeError {
        self.error(DecodeErrorKind::Duplicate { member: shorten(name).into_owned() })
    }
}

type WriteMember<'f> = &'f dyn Fn(usize, Name, &mut Writer);

/// Writes an object; `write` is called with the position of each member in the list and the name
/// under which to write it.
#[doc(hidden)]
pub fn write_object(
    writer: &mut Writer,
    members: &'static [Member],
    unknown: &UnknownMembers,
    write: WriteMember<'_>,
) {
    let start = writer.len();
    writer.object(|writer| {
        for (index, member) in members.iter().enumerate() {
            if unknown.is_inside(index) {
                continue;
            }
            let before = writer.len();
            write(index, member.name, writer);
            if !member.guests.is_empty() {
                let host_is_there = writer.len() > before;
                write_guests(writer, members, member, host_is_there, unknown, write);
            }
        }
        unknown.write_members(writer);
    });
    if unknown.is_empty_list() {
        writer.empty_object_as_list(start);
    }
}

/// Writes the members that arrived inside `host` there again, or beside it when it is no longer an
/// object.
fn write_guests(
    writer: &mut Writer,
    members: &'static [Member],
    host: &'static Member,
    host_is_there: bool,
    unknown: &UnknownMembers,
    write: WriteMember<'_>,
) {
    let inside = host_is_there && writer.reopen_object();
    for guest in host.guests.iter().filter(|guest| unknown.is_inside(guest.member)) {
        let beside = members.get(guest.member).map_or(guest.name, |member| member.name);
        write(guest.member, if inside { guest.name } else { beside }, writer);
    }
    if inside {
        writer.close_object();
    }
}

/// Shows a struct with its members; those that are redacted without their values, those that are
/// unknown only by name.
#[doc(hidden)]
pub fn debug_object(
    f: &mut fmt::Formatter<'_>,
    name: &str,
    members: &[Member],
    values: &[&dyn fmt::Debug],
    unknown: &UnknownMembers,
) -> fmt::Result {
    let mut object = f.debug_struct(name);
    for (member, value) in members.iter().zip(values) {
        if member.redacted {
            object.field(member.name.plain, &format_args!("[redacted]"));
        } else {
            object.field(member.name.plain, value);
        }
    }
    if !unknown.is_empty() {
        object.field("unknown", unknown);
    }
    object.finish()
}

/// Notes what the members of a struct hold that is not described, and the members that are not.
#[doc(hidden)]
pub fn drift_object(
    drift: &mut Drift,
    members: &[Member],
    values: &[&dyn Drifting],
    unknown: &UnknownMembers,
) {
    for (member, value) in members.iter().zip(values) {
        drift.below(member.name.plain, |drift| value.look(drift));
    }
    drift.unknown(unknown);
}

/// Lists the members of a struct, and so implements [`Wire`](crate::runtime::json::Wire) and
/// `Debug` for it.
///
/// The struct is written separately. Its last field is `pub unknown: UnknownMembers`, which keeps
/// what the list does not name.
///
/// ```ignore
/// object! { Author {
///     "name" => name: required redacted,              // T, not shown by Debug
///     "nick-name" => nick_name: optional,             // Option<T>: may be absent, is not null
///     "born" => born: nullable,                       // Option<T>: is there, may be null
///     "died" => died: maybe,                          // Maybe<T>
///     "fee" => fee: required as NumberOrText,         // read and written by a codec
///     "books" => books: required hosting { "methods" => methods },
///     "methods" => methods: optional,                 // may also arrive inside "books"
/// } }
/// ```
///
/// `object! { Author or [] { .. } }` says that `[]` stands for an author without members; it is
/// written so again.
///
/// A generic struct names its parameters: `object! { [D: Wire, M: Wire] Document<D, M> { .. } }`.
#[macro_export]
macro_rules! object {
    ($name:ident { $($members:tt)* }) => {
        $crate::object! { @impl $name [] [$name] [] { $($members)* } }
    };
    ($name:ident or [] { $($members:tt)* }) => {
        $crate::object! { @impl $name [] [$name] [()] { $($members)* } }
    };
    ([$($generics:tt)*] $name:ident <$($parameter:ident),+ $(,)?> { $($members:tt)* }) => {
        $crate::object! { @impl $name [$($generics)*] [$name<$($parameter),+>] [] { $($members)* } }
    };
    // `$never` matches nothing: it is there because a macro can only repeat what holds a variable.
    (@impl $name:ident [$($generics:tt)*] [$type:ty] $or_empty_list:tt { $(
        $wire:literal => $field:ident : $presence:ident
            $(as $($codec:ident)::+ $(<$inner:ty>)?)?
            $(redacted $($never:lifetime)?)?
            $(hosting { $($guest_wire:literal => $guest:ident),* $(,)? })?
    ),* $(,)? }) => {
        const _: () = {
            use $crate::runtime::json::{self, Member, Name, codec, presence};

            #[allow(non_camel_case_types, reason = "named after the fields")]
            enum Position { $($field,)* }
            const POSITIONS: &[Position] = &[$(Position::$field),*];
            const MEMBERS: &[Member] = &[$(
                Member::new(
                    Name::new($wire, concat!("\"", $wire, "\":")),
                    presence::$presence::IN_EVERY_OBJECT,
                    &[$(() $($never)?)?],
                    &[$($(json::Guest {
                        name: Name::new($guest_wire, concat!("\"", $guest_wire, "\":")),
                        member: Position::$guest as usize,
                    },)*)?],
                ),
            )*];
            const { assert!(MEMBERS.len() <= json::MAX_MEMBERS) };

            impl<$($generics)*> json::Wire for $type {
                fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::DecodeError> {
                    $(let mut $field = presence::$presence::slot();)*
                    let read = &mut |position, reader: &mut json::Reader<'_>| match POSITIONS.get(position) {
                        $(Some(Position::$field) => presence::$presence::read::<
                            codec::Chosen<$($($codec)::+ $(<$inner>)?)?>,
                            _,
                        >(&mut $field, reader),)*
                        _ => Ok(()),
                    };
                    let object = json::read_object(reader, MEMBERS, &$or_empty_list, read)?;
                    let ($(Some($field),)* true) =
                        ($(presence::$presence::finish($field),)* object.is_complete(MEMBERS))
                    else {
                        return Err(object.missing(MEMBERS));
                    };
                    Ok(Self { $($field,)* unknown: object.unknown })
                }

                fn write(&self, writer: &mut json::Writer) {
                    let write = &|position, name, writer: &mut json::Writer| match POSITIONS.get(position) {
                        $(Some(Position::$field) => presence::$presence::write::<
                            codec::Chosen<$($($codec)::+ $(<$inner>)?)?>,
                            _,
                        >(name, &self.$field, writer),)*
                        _ => {}
                    };
                    json::write_object(writer, MEMBERS, &self.unknown, write);
                }

                fn drift(&self, drift: &mut json::Drift) {
                    json::drift_object(drift, MEMBERS, &[$(&self.$field),*], &self.unknown);
                }
            }

            impl<$($generics)*> ::std::fmt::Debug for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    let values: &[&dyn ::std::fmt::Debug] = &[$(&self.$field),*];
                    json::debug_object(f, stringify!($name), MEMBERS, values, &self.unknown)
                }
            }
        };
        $crate::serde_bridge! { [$($generics)*] [$type] }
    };
}

impl Writer {
    /// Writes the name of a member of a list; its value must be written next.
    #[doc(hidden)]
    pub fn listed_member(&mut self, name: Name) {
        self.quoted_member(name.quoted);
    }
}
