//! Relationships: the struct that holds them and the linkage that each leads to.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::scope::Scope;
use super::types::Argument;
use super::{docs, members, types};
use crate::model::{Arity, Doc, Model, Presence, Relationship, Target};

/// The type of a relationship's value: `ToOne<Identifier<Person>>`.
pub(super) fn value(model: &Model, relationship: &Relationship, scope: &mut Scope) -> TokenStream {
    let arity = match relationship.arity {
        Arity::One => scope.runtime("ToOne"),
        Arity::Many => scope.runtime("ToMany"),
    };
    let linkage = linkage(model, &relationship.target, scope);
    quote! { #arity<#linkage> }
}

/// The type of a linkage: an identifier, or the enum of those that a polymorphic relationship leads to.
fn linkage(model: &Model, target: &Target, scope: &mut Scope) -> TokenStream {
    match target {
        Target::AnyOf { name, .. } => {
            let name = format_ident!("{name}");
            quote! { #name }
        }
        Target::One { resource, id } => {
            let identifier = scope.runtime("Identifier");
            let resource = &model[*resource];
            let name = scope.model(&resource.name);
            if resource.id == *id {
                quote! { #identifier<#name> }
            } else {
                let id = scope.model(&model[*id].name);
                quote! { #identifier<#name, #id> }
            }
        }
    }
}

/// What the setter of a relationship called `name` takes: ids, or linkages where the type must be told too.
pub(super) fn argument(
    model: &Model,
    relationship: &Relationship,
    name: &Ident,
    scope: &mut Scope,
) -> Argument {
    let (given, one, many) = match &relationship.target {
        Target::AnyOf { .. } => (
            linkage(model, &relationship.target, scope),
            quote! { #name.into() },
            quote! { Into::into },
        ),
        Target::One { id, .. } => {
            let identifier = scope.runtime("Identifier");
            (
                scope.model(&model[*id].name),
                quote! { #identifier::new(#name) },
                quote! { #identifier::new },
            )
        }
    };
    match relationship.arity {
        Arity::One => {
            let to_one = scope.runtime("ToOne");
            Argument { ty: quote! { impl Into<#given> }, value: quote! { #to_one::to(#one) } }
        }
        Arity::Many => {
            let to_many = scope.runtime("ToMany");
            Argument {
                ty: quote! { impl IntoIterator<Item = impl Into<#given>> },
                value: quote! { #to_many::to(#name.into_iter().map(#many)) },
            }
        }
    }
}

/// The struct `name` of these relationships, the enums of the polymorphic ones, and its member table.
pub(super) fn definition(
    model: &Model,
    name: &str,
    purpose: &str,
    relationships: &[Relationship],
    doc: &Doc,
    scope: &mut Scope,
) -> TokenStream {
    let ident = format_ident!("{name}");
    let fields = relationships.iter().map(|relationship| {
        let docs = docs::part(&relationship.doc, doc);
        let field = format_ident!("{}", relationship.field);
        let ty = value(model, relationship, scope);
        let ty = types::present(presence(relationship), ty, scope);
        quote! { #docs pub #field: #ty, }
    });
    let fields: Vec<TokenStream> = fields.collect();
    let unknown = members::unknown_field(scope);
    let linkages =
        relationships.iter().filter_map(|relationship| linkage_enum(model, relationship, scope));
    let linkages: Vec<TokenStream> = linkages.collect();
    let purpose = docs::line(purpose);
    let table = table(model, name, relationships, scope);
    quote! {
        #purpose
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #(#fields)*
            #unknown
        }
        #table
        #(#linkages)*
    }
}

fn presence(relationship: &Relationship) -> Presence {
    if relationship.optional { Presence::Optional } else { Presence::Required }
}

fn table(
    model: &Model,
    name: &str,
    relationships: &[Relationship],
    scope: &mut Scope,
) -> TokenStream {
    let lines = relationships.iter().map(|relationship| {
        members::line(
            &relationship.wire,
            &relationship.field,
            presence(relationship),
            None,
            false,
            &[],
        )
    });
    let all_optional = relationships.iter().all(|relationship| relationship.optional);
    members::block(name, model.api.habits.empty_map_as_list && all_optional, lines.collect(), scope)
}

/// The enum of what a polymorphic relationship leads to.
fn linkage_enum(
    model: &Model,
    relationship: &Relationship,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let Target::AnyOf { name, resources } = &relationship.target else { return None };
    let name = format_ident!("{name}");
    let docs = docs::line(&format!("What `{}` leads to.", relationship.wire));
    let identifier = scope.runtime("Identifier");
    let unknown = scope.runtime("UnknownResource");
    let (wire, reader) = (scope.runtime("Wire"), scope.runtime("Reader"));
    let (writer, error) = (scope.runtime("Writer"), scope.runtime("DecodeError"));
    let (resource_type, drift) = (scope.runtime("ResourceType"), scope.runtime("Drift"));
    let variants: Vec<_> =
        resources.iter().map(|resource| format_ident!("{}", model[*resource].name)).collect();
    let targets: Vec<_> =
        resources.iter().map(|resource| scope.model(&model[*resource].name)).collect();
    let variant_docs = resources
        .iter()
        .map(|resource| docs::line(&format!("To `{}`.", model[*resource].type_word)));
    Some(quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name {
            #(#variant_docs #variants(#identifier<#targets>),)*
            /// To a type that the description does not name, kept as it came.
            Unknown(#unknown),
        }
        impl #wire for #name {
            fn read(reader: &mut #reader<'_>) -> Result<Self, #error> {
                let linkage = #unknown::read(reader)?;
                Ok(match linkage.type_word() {
                    #(<#targets as #resource_type>::TYPE => Self::#variants(linkage.decode()?),)*
                    _ => Self::Unknown(linkage),
                })
            }

            fn write(&self, writer: &mut #writer) {
                match self {
                    #(Self::#variants(linkage) => linkage.write(writer),)*
                    Self::Unknown(linkage) => linkage.write(writer),
                }
            }

            fn drift(&self, drift: &mut #drift) {
                match self {
                    #(Self::#variants(linkage) => linkage.drift(drift),)*
                    Self::Unknown(linkage) => linkage.drift(drift),
                }
            }
        }
        #(
            impl From<#identifier<#targets>> for #name {
                fn from(identifier: #identifier<#targets>) -> Self {
                    Self::#variants(identifier)
                }
            }
        )*
    })
}
