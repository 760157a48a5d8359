//! JSON:API documents: primary data with what surrounds it, resource types, links.

use std::marker::PhantomData;
use std::ops::Deref;

use super::api::Api;
use super::json::{
    self, Codec, DecodeError, DecodeErrorKind, Drift, EmptyListIsMap, Json, Kind, Map, Plain,
    Reader, UnknownMembers, Wire, Writer,
};
use crate::object;

/// A document of the API `A` with primary data `D` and, in `meta`, an `M`.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Document<D, A: Api, M = Json> {
    /// The primary data: a resource, a list of them, or a plain object.
    pub data: D,
    /// Related resources that the server sent along.
    pub included: Option<Vec<A::Included>>,
    /// Links of the document; those of a list lead to its other pages.
    pub links: Option<Links>,
    /// What the document says beside its data.
    pub meta: Option<M>,
    /// Members that the description does not name, with their exact text.
    pub unknown: UnknownMembers,
}

object! {
    [D: Wire, A: Api, M: Wire] Document<D, A, M> {
        "data" => data: required,
        "included" => included: optional,
        "links" => links: optional as LinksOf<A>,
        "meta" => meta: optional,
    }
}

impl<D: Wire, A: Api, M: Wire> Document<D, A, M> {
    /// The places, as JSON pointers, of what the server sent and the description does not name: members, words, types of
    /// resources. No value is among them.
    pub fn drift(&self) -> Vec<String> {
        json::drift(self)
    }
}

/// A type of resource.
pub trait ResourceType: Wire {
    /// The `type` word of its resource objects.
    const TYPE: &'static str;
    /// The type of its ids.
    type Id: Wire + Clone + PartialEq;

    /// Its id.
    fn id(&self) -> &Self::Id;
}

/// The member `type` of a resource of type `R`: only its word can be read, and its word is written.
pub struct TypeWord<R>(PhantomData<fn() -> R>);

impl<R> TypeWord<R> {
    /// The word.
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<R> Default for TypeWord<R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<R> Clone for TypeWord<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for TypeWord<R> {}

impl<R> PartialEq for TypeWord<R> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<R: ResourceType> std::fmt::Debug for TypeWord<R> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        R::TYPE.fmt(formatter)
    }
}

impl<R: ResourceType> Wire for TypeWord<R> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let word = reader.text()?;
        if word == R::TYPE {
            Ok(Self::new())
        } else {
            Err(reader.error(DecodeErrorKind::Invalid {
                why: format!("not the type `{}`", R::TYPE).into(),
            }))
        }
    }

    fn write(&self, writer: &mut Writer) {
        writer.text(R::TYPE);
    }
}

/// A resource, or a reference to one, of a type that the description does not name: its exact text.
#[derive(Clone)]
pub struct UnknownResource {
    type_word: Box<str>,
    json: Json,
    start: usize,
}

impl PartialEq for UnknownResource {
    fn eq(&self, other: &Self) -> bool {
        self.json == other.json
    }
}

impl UnknownResource {
    /// Its `type` word.
    pub fn type_word(&self) -> &str {
        &self.type_word
    }

    /// All of it.
    pub fn json(&self) -> &Json {
        &self.json
    }

    /// Reads it as a type of one's own.
    ///
    /// # Errors
    /// Where it is not of that shape. Pointers start at this resource, offsets at the document that it came in.
    pub fn decode<T: Wire>(&self) -> Result<T, DecodeError> {
        self.json.decode().map_err(|error| error.starting_at(self.start))
    }
}

impl std::fmt::Debug for UnknownResource {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("UnknownResource")
            .field("type", &self.type_word)
            .finish_non_exhaustive()
    }
}

impl Wire for UnknownResource {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.kind()?;
        let start = reader.offset();
        let json = Json::read(reader)?;
        let Head { type_word, .. } = json.decode().map_err(|error| error.starting_at(start))?;
        Ok(Self { type_word: type_word.into(), json, start })
    }

    fn write(&self, writer: &mut Writer) {
        writer.raw(&self.json);
    }

    fn drift(&self, drift: &mut Drift) {
        drift.here();
    }
}

/// The one member that every resource object must have.
#[derive(Clone, PartialEq)]
struct Head {
    type_word: String,
    unknown: UnknownMembers,
}

object! { Head { "type" => type_word: required } }

/// Primary data that is a list, where the server may also send one item in its place, or null for none.
#[derive(Clone, Debug, PartialEq)]
pub struct OneOrMany<T> {
    items: Vec<T>,
    form: Form,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Form {
    List,
    One,
    Null,
}

impl<T> OneOrMany<T> {
    /// The items.
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }
}

impl<T> Deref for OneOrMany<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T: Wire> Wire for OneOrMany<T> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.kind()? {
            Kind::Null => {
                reader.take_null()?;
                Self { items: Vec::new(), form: Form::Null }
            }
            Kind::Object => Self { items: vec![T::read(reader)?], form: Form::One },
            _ => Self { items: Vec::read(reader)?, form: Form::List },
        })
    }

    fn write(&self, writer: &mut Writer) {
        match (self.form, self.items.as_slice()) {
            (Form::Null, []) => writer.null(),
            (Form::One, [item]) => item.write(writer),
            _ => self.items.write(writer),
        }
    }

    fn drift(&self, drift: &mut Drift) {
        match (self.form, self.items.as_slice()) {
            (Form::One, [item]) => item.drift(drift),
            (_, items) => drift.items(items),
        }
    }
}

/// Links by name.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links(Map<Link>);

impl Wire for Links {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Map::read(reader).map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

impl Links {
    /// Where the link of this name leads. `None` where there is no such link, or where it says that there is none.
    ///
    /// It is what the server wrote, often a path without a host. Never send credentials to it unseen.
    pub fn get(&self, name: &str) -> Option<&str> {
        match self.0.get(name)? {
            Link::To(href) => Some(href),
            Link::Object(object) => Some(&object.href),
            Link::Null | Link::Empty => None,
        }
    }

    /// The names of all links, those that say none too.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

/// A link in one of its forms.
#[derive(Clone, Debug, PartialEq)]
enum Link {
    To(String),
    Object(LinkObject),
    Null,
    Empty,
}

#[derive(Clone, PartialEq)]
struct LinkObject {
    href: String,
    unknown: UnknownMembers,
}

object! { LinkObject { "href" => href: required } }

impl Wire for Link {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Ok(match reader.kind()? {
            Kind::Null => {
                reader.take_null()?;
                Self::Null
            }
            Kind::Object => Self::Object(LinkObject::read(reader)?),
            _ => Self::To(reader.text()?.into_owned()),
        })
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::To(href) => writer.text(href),
            Self::Object(object) => object.write(writer),
            Self::Null => writer.null(),
            Self::Empty => writer.text(""),
        }
    }
}

/// Links as the API `A` writes them, by its [`Habits`](super::Habits).
#[derive(Clone, Copy, Debug)]
pub struct LinksOf<A>(PhantomData<A>);

impl<A: Api> Codec<Links> for LinksOf<A> {
    fn read(reader: &mut Reader<'_>) -> Result<Links, DecodeError> {
        let mut links: Map<Link> = if A::HABITS.empty_map_as_list {
            EmptyListIsMap::<Plain>::read(reader)?
        } else {
            Map::read(reader)?
        };
        if A::HABITS.empty_link_is_none {
            for link in links.values_mut() {
                if matches!(link, Link::To(href) if href.is_empty()) {
                    *link = Link::Empty;
                }
            }
        }
        Ok(Links(links))
    }

    fn write(links: &Links, writer: &mut Writer) {
        if A::HABITS.empty_map_as_list {
            EmptyListIsMap::<Plain>::write(&links.0, writer);
        } else {
            links.0.write(writer);
        }
    }
}
