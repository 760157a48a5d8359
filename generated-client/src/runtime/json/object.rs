//! Objects with named members: the macro that lists a struct's members, and how all such structs
//! are read.

use super::error::shorten;
use super::presence::Fill;
use super::{DecodeError, DecodeErrorKind, Json, Kind, Reader, UnknownMembers, Wire as _};

/// What the reader, the writer and `Debug` must know of a member beside its type.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Member {
    pub(super) name: &'static str,
    pub(super) quoted: &'static str,
    in_every_object: bool,
    pub(super) redacted: bool,
    /// The names of members that may arrive inside this one instead of beside it.
    pub(super) guests: &'static [&'static str],
}

impl Member {
    /// `quoted` is `"name":`, made by the macro once instead of at every write. A name that would
    /// need escapes does not compile.
    const fn new(quoted: &'static str, in_every_object: bool) -> Self {
        let (_, rest) = quoted.split_at(1);
        let (name, _) = rest.split_at(rest.len() - 2);
        let mut rest = name.as_bytes();
        while let [byte, after @ ..] = rest {
            assert!(
                !matches!(*byte, b'"' | b'\\' | ..=0x1f),
                "a name in `object!` must not need escapes"
            );
            rest = after;
        }
        Self { name, quoted, in_every_object, redacted: false, guests: &[] }
    }

    /// A member that is there and is not null.
    pub const fn required(quoted: &'static str) -> Self {
        Self::new(quoted, true)
    }

    /// A member that may be absent and is not null.
    pub const fn optional(quoted: &'static str) -> Self {
        Self::new(quoted, false)
    }

    /// A member that is there and may be null.
    pub const fn nullable(quoted: &'static str) -> Self {
        Self::new(quoted, true)
    }

    /// A member that may be absent and may be null.
    pub const fn maybe(quoted: &'static str) -> Self {
        Self::new(quoted, false)
    }

    /// The member, not shown by `Debug`.
    pub const fn redacted(mut self) -> Self {
        self.redacted = true;
        self
    }

    /// The member, which may hold these others.
    pub const fn hosting(mut self, guests: &'static [&'static str]) -> Self {
        self.guests = guests;
        self
    }
}

/// The members of an object. A guest that is not among them does not compile.
#[doc(hidden)]
pub const fn listed(members: &'static [Member]) -> &'static [Member] {
    assert!(members.len() <= MAX_MEMBERS, "`object!` lists too many members");
    let mut hosts = members;
    while let [host, after @ ..] = hosts {
        let mut guests = host.guests;
        while let [guest, after @ ..] = guests {
            assert!(is_listed(guest, members), "`hosting` names a member that is not listed");
            guests = after;
        }
        hosts = after;
    }
    members
}

const fn is_listed(name: &str, mut members: &[Member]) -> bool {
    while let [member, after @ ..] = members {
        if is_same(name.as_bytes(), member.name.as_bytes()) {
            return true;
        }
        members = after;
    }
    false
}

/// `==`, which a `const fn` cannot call.
const fn is_same(mut one: &[u8], mut other: &[u8]) -> bool {
    while let ([a, one_after @ ..], [b, other_after @ ..]) = (one, other) {
        if *a != *b {
            return false;
        }
        (one, other) = (one_after, other_after);
    }
    one.is_empty() && other.is_empty()
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
    /// The error for an object that lacks a member.
    #[cold]
    pub fn missing(&self, members: &[Member]) -> DecodeError {
        let mut missing = members
            .iter()
            .enumerate()
            .filter(|(index, member)| member.in_every_object && !self.seen.contains(*index));
        let member = missing.next().map(|(_, member)| member.name).unwrap_or_default().into();
        DecodeError::new(self.start, DecodeErrorKind::Missing { member })
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
const MAX_MEMBERS: usize = 256;

/// Reads an object, each member into the slot at its position in the list. `or_empty_list` is any
/// list that is not empty where `[]` stands for an object without members.
#[doc(hidden)]
pub fn read_object(
    reader: &mut Reader<'_>,
    members: &'static [Member],
    or_empty_list: &[()],
    slots: &mut [&mut dyn Fill],
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
            Some(index) => {
                expected = index + 1;
                object
                    .read_member(reader, members, index, slots)
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
fn position(members: &'static [Member], expected: usize, name: &str) -> Option<usize> {
    match members.get(expected) {
        Some(member) if member.name == name => Some(expected),
        _ => members.iter().position(|member| member.name == name),
    }
}

impl ObjectRead {
    fn read_member(
        &mut self,
        reader: &mut Reader<'_>,
        members: &'static [Member],
        index: usize,
        slots: &mut [&mut dyn Fill],
    ) -> Result<(), DecodeError> {
        let guests = members.get(index).map_or(&[][..], |member| member.guests);
        if guests.is_empty() {
            return self.fill(reader, members, index, slots);
        }
        self.read_guests(reader, members, guests, slots)?;
        reader.hide(guests);
        let result = self.fill(reader, members, index, slots);
        reader.hide(&[]);
        result
    }

    /// Looks ahead into the value that comes next for members that belong beside it.
    fn read_guests(
        &mut self,
        reader: &Reader<'_>,
        members: &'static [Member],
        guests: &'static [&'static str],
        slots: &mut [&mut dyn Fill],
    ) -> Result<(), DecodeError> {
        let mut ahead = reader.fork();
        if ahead.kind()? != Kind::Object {
            return Ok(());
        }
        ahead.object(&mut |name, reader| {
            let index = members.iter().position(|member| member.name == name);
            let Some(index) = index.filter(|_| guests.contains(&name)) else {
                return reader.raw().map(drop);
            };
            self.unknown.keep_inside(index);
            self.fill(reader, members, index, slots)
        })
    }

    /// Reads the value of a member, which must not have come before.
    fn fill(
        &mut self,
        reader: &mut Reader<'_>,
        members: &'static [Member],
        index: usize,
        slots: &mut [&mut dyn Fill],
    ) -> Result<(), DecodeError> {
        match (slots.get_mut(index), members.get(index)) {
            (Some(slot), _) if self.seen.insert(index) => slot.fill(reader),
            (_, member) => {
                Err(reader.duplicate(member.map(|member| member.name).unwrap_or_default()))
            }
        }
    }
}

impl Reader<'_> {
    /// The error for a member that occurs twice.
    #[cold]
    pub(super) fn duplicate(&self, name: &str) -> DecodeError {
        self.error(DecodeErrorKind::Duplicate { member: shorten(name).into_owned() })
    }
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
///     "books" => books: required hosting { "methods" },
///     "methods" => methods: optional,                 // may also arrive inside "books"
/// } }
/// ```
///
/// `object! { Author or [] { .. } }` says that `[]` stands for an author without members; it is
/// written so again.
///
/// A generic struct names its parameters: `object! { [D: Wire, M: Wire] Document<D, M> { .. } }`.
#[doc(hidden)]
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
    // `$type` stands among the names of this block: none of those may be one that a type can have.
    (@impl $name:ident [$($generics:tt)*] [$type:ty] $or_empty_list:tt { $(
        $wire:literal => $field:ident : $presence:ident
            $(as $($codec:ident)::+ $(<$inner:ty>)?)?
            $(redacted $($never:lifetime)?)?
            $(hosting { $($guest:literal),* $(,)? })?
    ),* $(,)? }) => {
        #[allow(irrefutable_let_patterns, reason = "an object may have no members")]
        const _: () = {
            use $crate::runtime::json::{self, codec, presence};

            const MEMBERS: &[json::Member] = json::listed(&[$(
                json::Member::$presence(concat!("\"", $wire, "\":")) $(.redacted() $($never)?)? $(.hosting(&[$($guest),*]))?
            ),*]);

            impl<$($generics)*> json::Wire for $type {
                fn read(reader: &mut json::Reader<'_>) -> Result<Self, json::DecodeError> {
                    $(let mut $field = presence::$presence::<codec::Chosen<$($($codec)::+ $(<$inner>)?)?>, _>();)*
                    let object =
                        json::read_object(reader, MEMBERS, &$or_empty_list, &mut [$(&mut $field),*])?;
                    let ($(Some($field),)*) = ($($field.field,)*) else {
                        return Err(object.missing(MEMBERS));
                    };
                    Ok(Self { $($field,)* unknown: object.unknown })
                }

                fn write(&self, writer: &mut json::Writer) {
                    json::write_object(self, MEMBERS, &self.unknown, writer);
                }

                fn drift(&self, drift: &mut json::Drift) {
                    json::drift_object(self, MEMBERS, &self.unknown, drift);
                }
            }

            impl<$($generics)*> json::Members for $type {
                fn visit(&self, visit: &mut json::Visit<'_>) {
                    $(visit.$presence::<codec::Chosen<$($($codec)::+ $(<$inner>)?)?>, _>(&self.$field);)*
                }
            }

            impl<$($generics)*> ::std::fmt::Debug for $type {
                fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                    json::debug_object(self, stringify!($name), MEMBERS, &self.unknown, f)
                }
            }
        };
        $crate::serde_bridge! { [$($generics)*] [$type] }
    };
}
