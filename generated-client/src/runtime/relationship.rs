//! Relationships: to one resource or to many, by the identifiers of those.

use super::document::{ResourceType, TypeWord};
use super::json::{Json, Maybe, UnknownMembers, Wire};
use crate::object;

/// A reference to a resource of type `R` by its id.
pub struct Identifier<R: ResourceType, I = <R as ResourceType>::Id> {
    type_word: TypeWord<R>,
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
        Self { type_word: TypeWord::new(), id: id.into(), unknown: UnknownMembers::default() }
    }
}

impl<R: ResourceType, I: Clone> Clone for Identifier<R, I> {
    fn clone(&self) -> Self {
        Self { type_word: self.type_word, id: self.id.clone(), unknown: self.unknown.clone() }
    }
}

impl<R: ResourceType, I: PartialEq> PartialEq for Identifier<R, I> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id && self.unknown == other.unknown
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
        Self { data: Maybe::Value(linkage), links: None, meta: None, unknown: UnknownMembers::default() }
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
