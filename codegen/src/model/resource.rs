//! Resources: their attributes, relationships and views.

use super::types::required_if;
use super::{Doc, Member, Method, Presence, ResourceId, ScalarId};

/// A JSON:API resource.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its `type` word.
    pub type_word: String,
    /// The name of its model, in Rust and in the schemas.
    pub name: String,
    /// What it is.
    pub doc: Doc,
    /// Its id type.
    pub id: ScalarId,
    /// The attributes of all views together: one that some view lacks is optional here.
    pub attributes: Vec<Member>,
    /// Its relationships.
    pub relationships: Vec<Relationship>,
    /// The links that it may carry.
    pub links: Vec<String>,
    /// The attributes of the resource where no view is named.
    pub base: Vec<Member>,
    /// The other views.
    pub views: Vec<View>,
}

impl Resource {
    /// Whether `attributes` must be there: only where an attribute must.
    pub fn attributes_presence(&self) -> Presence {
        required_if(self.attributes.iter().any(|member| member.presence.is_always_there()))
    }

    /// Whether `relationships` must be there: only where a relationship must.
    pub fn relationships_presence(&self) -> Presence {
        required_if(self.relationships.iter().any(|relationship| !relationship.optional))
    }

    /// The attributes that a view shows.
    pub fn attributes_of(&self, view: Option<usize>) -> &[Member] {
        view.map_or(&self.base, |view| &self.views[view].attributes)
    }
}

/// A view of a resource.
#[derive(Clone, Debug)]
pub struct View {
    /// Its name in the description.
    pub name: String,
    /// Where the resource looks like this.
    pub doc: Doc,
    /// Its attributes.
    pub attributes: Vec<Member>,
}

/// Names a view of a resource; the base where `view` is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ViewId {
    /// The resource.
    pub resource: ResourceId,
    /// The view among [`Resource::views`].
    pub view: Option<usize>,
}

/// A relationship.
#[derive(Clone, Debug)]
pub struct Relationship {
    /// Its name on the wire.
    pub wire: String,
    /// Its name in Rust.
    pub field: String,
    /// Whether it relates to one or to many.
    pub arity: Arity,
    /// What it relates to.
    pub target: Target,
    /// It may be absent.
    pub optional: bool,
    /// What it is.
    pub doc: Doc,
}

impl Relationship {
    /// Whether a call with this method may say that it relates to none any more: only a change of something that is there.
    pub fn may_be_cleared(&self, method: Method) -> bool {
        method == Method::Patch && self.optional && self.arity == Arity::One
    }
}

/// To one or to many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arity {
    /// To one, or to none.
    One,
    /// To any number.
    Many,
}

/// What a relationship relates to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Resources of one type, and the type of the id in the linkage.
    One {
        /// The resource.
        resource: ResourceId,
        /// The type of the id in the linkage.
        id: ScalarId,
    },
    /// Resources of any of these types.
    AnyOf {
        /// The name of the linkage type, in Rust and in the schemas.
        name: String,
        /// The resources.
        resources: Vec<ResourceId>,
    },
}
