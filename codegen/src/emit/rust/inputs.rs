//! What a caller gives to a request: parameters, members of the body, relationships.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::scope::Scope;
use super::{docs, relationships, types};
use crate::model::{Doc, Member, Method, Model, Presence, Relationship, Target};

/// One input.
pub(super) struct Input<'m> {
    /// Its Rust name.
    pub(super) field: &'m str,
    /// Its name in the request.
    pub(super) wire: &'m str,
    /// Whether it must be given and may be null.
    pub(super) presence: Presence,
    /// Whether it is a relationship that a change may clear.
    pub(super) may_be_cleared: bool,
    kind: Kind<'m>,
    /// The doc comment of what it is a part of.
    definition: &'m Doc,
}

enum Kind<'m> {
    Value(&'m Member),
    Relationship(&'m Relationship),
}

impl<'m> Input<'m> {
    /// A member or parameter as an input.
    pub(super) fn member(member: &'m Member, definition: &'m Doc) -> Self {
        Self {
            field: &member.field,
            wire: &member.wire,
            presence: member.presence,
            may_be_cleared: false,
            kind: Kind::Value(member),
            definition,
        }
    }

    /// A relationship as an input of a call with this method.
    pub(super) fn relationship(
        relationship: &'m Relationship,
        method: Method,
        definition: &'m Doc,
    ) -> Self {
        let presence = if relationship.optional { Presence::Optional } else { Presence::Required };
        Self {
            field: &relationship.field,
            wire: &relationship.wire,
            presence,
            may_be_cleared: relationship.may_be_cleared(method),
            kind: Kind::Relationship(relationship),
            definition,
        }
    }

    /// Whether the compiler must see that it is given.
    pub(super) fn is_required(&self) -> bool {
        self.presence.is_always_there()
    }

    /// Its name as an identifier.
    pub(super) fn ident(&self) -> Ident {
        format_ident!("{}", self.field)
    }

    /// Its doc comment.
    pub(super) fn docs(&self) -> TokenStream {
        match self.kind {
            Kind::Value(member) => docs::member(member, self.definition),
            Kind::Relationship(relationship) => docs::part(&relationship.doc, self.definition),
        }
    }

    /// The type of its value, without what its presence adds.
    pub(super) fn value_type(&self, model: &Model, scope: &mut Scope) -> TokenStream {
        match self.kind {
            Kind::Value(member) => types::value(model, &member.ty, scope),
            Kind::Relationship(relationship) => relationships::value(model, relationship, scope),
        }
    }

    /// Whether its type is, or is made of, the one of this name.
    pub(super) fn names_type(&self, model: &Model, name: &str) -> bool {
        match self.kind {
            Kind::Value(member) => types::names(model, &member.ty, name),
            Kind::Relationship(Relationship {
                target: Target::AnyOf { name: known, .. }, ..
            }) => known == name,
            Kind::Relationship(_) => false,
        }
    }

    /// What its setter takes, and the value made of it.
    pub(super) fn argument(&self, model: &Model, scope: &mut Scope) -> types::Argument {
        let name = self.ident();
        match self.kind {
            Kind::Value(member) => types::argument(model, &member.ty, &name, scope),
            Kind::Relationship(relationship) => {
                relationships::argument(model, relationship, &name, scope)
            }
        }
    }

    /// In `build`, the value that the builder holds.
    pub(super) fn built(&self) -> TokenStream {
        let field = self.ident();
        if self.is_required() {
            quote! { self.#field.provide() }
        } else {
            quote! { self.optional.#field }
        }
    }
}
