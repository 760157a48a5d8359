//! Relationships: to one resource or to many, by the identifiers of those.

use std::fmt;
use std::marker::PhantomData;

use super::document::ResourceType;
use super::json::{DecodeError, Drift, Json, Maybe, Reader, UnknownMembers, Wire, Writer};
use crate::object;

/// A reference to a resource of type `R` by its id.
pub struct Identifier<R: ResourceType, I = <R as ResourceType>::Id> {
    type_word: LinkedType<R>,
    /// The id of the resource.
    pub id: I,
    /// Members that JSON:API does not name, and `meta`, with their exact text.
    pub unknown: UnknownMembers,
}

object! {
    [R: ResourceType, I: Wire] Identifier<R, I> {
        "type" => type_word: required,
        "id" => id: required,
    }
}

impl<R: ResourceType, I> Identifier<R, I> {
    /// A reference to the resource with this id.
    pub fn new(id: impl Into<I>) -> Self {
        Self {
            type_word: LinkedType::described(),
            id: id.into(),
            unknown: UnknownMembers::default(),
        }
    }
}

impl<R: ResourceType, I: Clone> Clone for Identifier<R, I> {
    fn clone(&self) -> Self {
        Self {
            type_word: self.type_word.clone(),
            id: self.id.clone(),
            unknown: self.unknown.clone(),
        }
    }
}

impl<R: ResourceType, I: PartialEq> PartialEq for Identifier<R, I> {
    fn eq(&self, other: &Self) -> bool {
        self.type_word.other == other.type_word.other
            && self.id == other.id
            && self.unknown == other.unknown
    }
}

/// The member `type` of a linkage. A word other than the described one is kept: what is linked beside a resource must not make
/// the resource itself unreadable.
struct LinkedType<R> {
    other: Option<Box<str>>,
    of: PhantomData<fn() -> R>,
}

impl<R> LinkedType<R> {
    fn described() -> Self {
        Self { other: None, of: PhantomData }
    }
}

impl<R> Clone for LinkedType<R> {
    fn clone(&self) -> Self {
        Self { other: self.other.clone(), of: PhantomData }
    }
}

impl<R: ResourceType> LinkedType<R> {
    fn word(&self) -> &str {
        self.other.as_deref().unwrap_or(R::TYPE)
    }
}

impl<R: ResourceType> fmt::Debug for LinkedType<R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.word().fmt(formatter)
    }
}

impl<R: ResourceType> Wire for LinkedType<R> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let word = reader.text()?;
        Ok(Self { other: (word != R::TYPE).then(|| word.into()), of: PhantomData })
    }

    fn write(&self, writer: &mut Writer) {
        writer.text(self.word());
    }

    fn drift(&self, drift: &mut Drift) {
        if self.other.is_some() {
            drift.here();
        }
    }
}

impl<R: ResourceType, I> Identifier<R, I> {
    /// The `type` word: the described one, or another that the server wrote in its place.
    pub fn type_word(&self) -> &str {
        self.type_word.word()
    }
}

/// A linkage that names one resource.
pub trait Linkage: Wire {
    /// The type of the id.
    type Id;

    /// The id.
    fn id(&self) -> &Self::Id;
}

impl<R: ResourceType, I: Wire> Linkage for Identifier<R, I> {
    type Id = I;

    fn id(&self) -> &I {
        &self.id
    }
}

/// A relationship to one resource, or to none.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ToOne<L> {
    /// The linkage: null says that there is none, absence that the server did not tell.
    pub data: Maybe<L>,
    /// Links of the relationship, as they came.
    pub links: Option<Json>,
    /// What the server says beside the linkage, as it came.
    pub meta: Option<Json>,
    /// Members that JSON:API does not name, with their exact text.
    pub unknown: UnknownMembers,
}

object! {
    [L: Wire] ToOne<L> {
        "data" => data: maybe,
        "links" => links: optional,
        "meta" => meta: optional,
    }
}

impl<L> ToOne<L> {
    /// A relationship to this resource.
    pub fn to(linkage: L) -> Self {
        Self {
            data: Maybe::Value(linkage),
            links: None,
            meta: None,
            unknown: UnknownMembers::default(),
        }
    }

    /// A relationship to none.
    pub fn to_none() -> Self {
        Self { data: Maybe::Null, links: None, meta: None, unknown: UnknownMembers::default() }
    }
}

impl<L: Linkage> ToOne<L> {
    /// The id of the related resource, where the server told it.
    pub fn id(&self) -> Option<&L::Id> {
        self.data.value().map(Linkage::id)
    }
}

/// A relationship to any number of resources.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct ToMany<L> {
    /// The linkages; absence says that the server did not tell.
    pub data: Option<Vec<L>>,
    /// Links of the relationship, as they came.
    pub links: Option<Json>,
    /// What the server says beside the linkages, as it came.
    pub meta: Option<Json>,
    /// Members that JSON:API does not name, with their exact text.
    pub unknown: UnknownMembers,
}

object! {
    [L: Wire] ToMany<L> {
        "data" => data: optional,
        "links" => links: optional,
        "meta" => meta: optional,
    }
}

impl<L> ToMany<L> {
    /// A relationship to these resources.
    pub fn to(linkages: impl IntoIterator<Item = L>) -> Self {
        Self {
            data: Some(linkages.into_iter().collect()),
            links: None,
            meta: None,
            unknown: UnknownMembers::default(),
        }
    }

    /// The linkages that the server told.
    pub fn iter(&self) -> impl Iterator<Item = &L> {
        self.data.iter().flatten()
    }
}
