//! What a description means: the checked form that every emitter reads.
//!
//! Every name is resolved, every default is filled in, every Rust name is chosen and free of clashes. Definitions are sorted
//! by name, members keep the order of the text. An emitter decides how things look, never what they mean.

mod account;
mod api;
mod callback;
mod operation;
mod resource;
mod types;
mod uncertain;

use std::ops::Index;

pub use self::account::{Node, NodeKind};
pub use self::api::{
    Api, Errors, Face, Paging, Server, StatusRule, TRANSIENT, is_lasting_refusal, is_success,
};
pub use self::callback::{Callback, Signature};
pub use self::operation::{Answer, AnswerBody, Method, Operation, PathPiece, RequestBody};
pub use self::resource::{Arity, Relationship, Resource, Target, View, ViewId};
pub use self::types::{
    Enum, EnumValue, Example, Fact, Lifecycle, Member, Object, Presence, Scalar, ScalarKind,
    Sensitivity, Type, Usage,
};
pub use self::uncertain::{
    AgainWhile, Comparison, Found, FoundForm, FoundKey, InputRef, SameRule, Shown, Uncertain,
};
pub use crate::language::{AuthScheme, Directive, Habits, Outcome, SignatureScheme};

/// A whole checked description.
#[derive(Clone, Debug)]
pub struct Model {
    /// What holds for the whole API.
    pub api: Api,
    /// Named scalars, the ids of resources among them.
    pub scalars: Vec<Scalar>,
    /// Open enums.
    pub enums: Vec<Enum>,
    /// Plain objects.
    pub objects: Vec<Object>,
    /// Resources.
    pub resources: Vec<Resource>,
    /// Operations, sorted by group and action.
    pub operations: Vec<Operation>,
    /// Callbacks.
    pub callbacks: Vec<Callback>,
}

macro_rules! handles {
    ($($(#[$doc:meta])* $handle:ident -> $target:ident in $list:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $handle(pub(crate) usize);

        impl Index<$handle> for Model {
            type Output = $target;

            fn index(&self, handle: $handle) -> &$target {
                &self.$list[handle.0]
            }
        }
    )*};
}

handles! {
    /// Names a scalar of the model.
    ScalarId -> Scalar in scalars;
    /// Names an enum of the model.
    EnumId -> Enum in enums;
    /// Names an object of the model.
    ObjectId -> Object in objects;
    /// Names a resource of the model.
    ResourceId -> Resource in resources;
    /// Names an operation of the model.
    OperationId -> Operation in operations;
}

/// What something is, in words, and where that is documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doc {
    /// The words: plain text, one or more paragraphs.
    pub text: String,
    /// The short name of the source.
    pub source: String,
}

/// A documented sample.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The name of its file without `.json`.
    pub name: String,
    /// Its text, verbatim.
    pub text: String,
}

impl Model {
    /// The handles of all objects, in their order.
    pub fn object_ids(&self) -> impl Iterator<Item = ObjectId> + use<> {
        (0..self.objects.len()).map(ObjectId)
    }

    /// Whether an object is only ever the attributes or the plain body of requests, and not nested in any.
    pub fn is_only_request_root(&self, object: ObjectId) -> bool {
        let is_root = self.operations.iter().any(|operation| match operation.request {
            RequestBody::Resource { attributes, .. } => attributes == Some(object),
            RequestBody::Object(body) => body == object,
            RequestBody::Empty => false,
        });
        let is_nested = self
            .objects
            .iter()
            .flat_map(|parent| &parent.members)
            .any(|member| member.ty.holds(object));
        is_root && !is_nested
    }

    /// An input of a call.
    pub fn input<'m>(&'m self, operation: &'m Operation, input: InputRef) -> &'m Member {
        match input {
            InputRef::Path(index) => &operation.path_parameters[index],
            InputRef::Query(index) => &operation.query[index],
            InputRef::Body(index) => &self.body_members(&operation.request)[index],
        }
    }

    /// The members that a request's caller gives beside the parameters: the attributes or the plain body.
    pub fn body_members(&self, request: &RequestBody) -> &[Member] {
        match request {
            RequestBody::Empty | RequestBody::Resource { attributes: None, .. } => &[],
            RequestBody::Resource { attributes: Some(object), .. }
            | RequestBody::Object(object) => &self[*object].members,
        }
    }
}
