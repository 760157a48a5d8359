//! How the types of the model are written in Rust: as a field, on the wire, as the argument of a setter.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::scope::Scope;
use crate::model::{Member, Model, Presence, ScalarKind, Type};

/// The type of a value.
pub(super) fn value(model: &Model, ty: &Type, scope: &mut Scope) -> TokenStream {
    match ty {
        Type::Text => quote! { String },
        Type::Boolean => quote! { bool },
        Type::Integer => quote! { i64 },
        Type::Decimal => scope.runtime("Decimal"),
        Type::UnixSeconds => scope.runtime("UnixSeconds"),
        Type::Json => scope.runtime("Json"),
        Type::Scalar(scalar) => scope.model(&model[*scalar].name),
        Type::Enum(of) => scope.model(&model[*of].name),
        Type::Object(object) => scope.model(&model[*object].name),
        Type::List(of) => {
            let of = value(model, of, scope);
            quote! { Vec<#of> }
        }
        Type::Map(of) => {
            let map = scope.runtime("Map");
            let of = value(model, of, scope);
            quote! { #map<#of> }
        }
    }
}

/// Whether a type is, or is made of, the one of this name.
pub(super) fn names(model: &Model, ty: &Type, name: &str) -> bool {
    match ty {
        Type::Scalar(scalar) => model[*scalar].name == name,
        Type::Enum(of) => model[*of].name == name,
        Type::Object(object) => model[*object].name == name,
        Type::List(of) | Type::Map(of) => names(model, of, name),
        _ => false,
    }
}

/// The type of a field, with what its presence adds.
pub(super) fn field(model: &Model, member: &Member, scope: &mut Scope) -> TokenStream {
    let value = value(model, &member.ty, scope);
    present(member.presence, value, scope)
}

/// A type with what its presence adds.
pub(super) fn present(presence: Presence, value: TokenStream, scope: &mut Scope) -> TokenStream {
    match presence {
        Presence::Required => value,
        Presence::Nullable | Presence::Optional => quote! { Option<#value> },
        Presence::Maybe => {
            let maybe = scope.runtime("Maybe");
            quote! { #maybe<#value> }
        }
    }
}

/// The codec of a type, where the wire form departs from the type's own.
pub(super) fn codec(model: &Model, ty: &Type, scope: &mut Scope) -> Option<String> {
    match ty {
        Type::Scalar(scalar) if model[*scalar].kind == (ScalarKind::Decimal { or_text: true }) => {
            Some(codec_name("NumberOrText", None, scope))
        }
        Type::List(of) => {
            let of = codec(model, of, scope)?;
            Some(codec_name("Each", Some(of), scope))
        }
        Type::Map(of) => map_codec(model, of, scope),
        _ => None,
    }
}

fn map_codec(model: &Model, of: &Type, scope: &mut Scope) -> Option<String> {
    let values = codec(model, of, scope).map(|of| codec_name("Values", Some(of), scope));
    if model.api.habits.empty_map_as_list {
        Some(codec_name("EmptyListIsMap", values, scope))
    } else {
        values
    }
}

fn codec_name(name: &'static str, of: Option<String>, scope: &mut Scope) -> String {
    scope.runtime(name);
    of.map_or_else(|| name.to_owned(), |of| format!("{name}<{of}>"))
}

/// What a setter takes, and the expression that makes the field's value of it.
pub(super) struct Argument {
    /// The type of the parameter.
    pub(super) ty: TokenStream,
    /// The value, made from the parameter of this name.
    pub(super) value: TokenStream,
}

/// The argument of a setter called `name` for a value of this type.
pub(super) fn argument(model: &Model, ty: &Type, name: &Ident, scope: &mut Scope) -> Argument {
    let into = |ty: TokenStream| Argument {
        ty: quote! { impl Into<#ty> },
        value: quote! { #name.into() },
    };
    match ty {
        Type::Boolean | Type::Integer => {
            Argument { ty: value(model, ty, scope), value: quote! { #name } }
        }
        Type::Object(_) => Argument { ty: value(model, ty, scope), value: quote! { #name } },
        Type::Decimal => decimal_argument(name, scope),
        Type::Scalar(scalar) => match model[*scalar].kind {
            ScalarKind::Decimal { .. } => decimal_argument(name, scope),
            ScalarKind::Integer => {
                Argument { ty: value(model, ty, scope), value: quote! { #name } }
            }
            ScalarKind::Text { .. } => into(value(model, ty, scope)),
        },
        Type::Text | Type::UnixSeconds | Type::Json | Type::Enum(_) => {
            into(value(model, ty, scope))
        }
        Type::List(of) => list_argument(model, of, name, scope),
        Type::Map(of) => map_argument(model, of, name, scope),
    }
}

fn decimal_argument(name: &Ident, scope: &mut Scope) -> Argument {
    let into_decimal = scope.runtime("IntoDecimal");
    Argument { ty: quote! { impl #into_decimal }, value: quote! { #name.into_decimal() } }
}

fn list_argument(model: &Model, of: &Type, name: &Ident, scope: &mut Scope) -> Argument {
    let item = format_ident!("item");
    let Argument { ty, value } = argument(model, of, &item, scope);
    Argument { ty: quote! { impl IntoIterator<Item = #ty> }, value: collected(name, &item, &value) }
}

fn map_argument(model: &Model, of: &Type, name: &Ident, scope: &mut Scope) -> Argument {
    let item = format_ident!("value");
    let Argument { ty, value } = argument(model, of, &item, scope);
    Argument {
        ty: quote! { impl IntoIterator<Item = (impl Into<String>, #ty)> },
        value: quote! { #name.into_iter().map(|(name, #item)| (name.into(), #value)).collect() },
    }
}

/// Collects the items; without a `map` where an item goes in as it came.
fn collected(list: &Ident, item: &Ident, value: &TokenStream) -> TokenStream {
    if *item == value.to_string() {
        quote! { #list.into_iter().collect() }
    } else {
        quote! { #list.into_iter().map(|#item| #value).collect() }
    }
}
