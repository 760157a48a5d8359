//! What structs with members share: their fields, and the lines of their member table.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::scope::Scope;
use super::{docs, types};
use crate::model::{Doc, Member, Model, Presence, Sensitivity};

/// The public fields of these members.
pub(super) fn fields(
    model: &Model,
    members: &[Member],
    definition: &Doc,
    scope: &mut Scope,
) -> TokenStream {
    let fields = members.iter().map(|member| {
        let docs = docs::member(member, definition);
        let name = format_ident!("{}", member.field);
        let ty = types::field(model, member, scope);
        quote! { #docs pub #name: #ty, }
    });
    quote! { #(#fields)* }
}

/// The field for what the description does not name, last in every struct.
pub(super) fn unknown_field(scope: &mut Scope) -> TokenStream {
    let unknown = scope.runtime("UnknownMembers");
    quote! {
        /// Members that the description does not name, with their exact text.
        pub unknown: #unknown,
    }
}

/// The lines of the member table.
pub(super) fn table(model: &Model, members: &[Member], scope: &mut Scope) -> Vec<String> {
    members
        .iter()
        .map(|member| {
            let codec = types::codec(model, &member.ty, scope);
            let redacted = is_redacted(member);
            line(
                &member.wire,
                &member.field,
                member.presence,
                codec.as_deref(),
                redacted,
                &guests(member, members),
            )
        })
        .collect()
}

/// The member table of a type. `or_empty_list`: an empty list stands for an object without members.
pub(super) fn block(
    type_name: &str,
    or_empty_list: bool,
    lines: Vec<String>,
    scope: &mut Scope,
) -> TokenStream {
    let habit = if or_empty_list { " or []" } else { "" };
    let lines = lines.into_iter().map(|line| format!("    {line},"));
    let lines = std::iter::once(format!("{type_name}{habit} {{"))
        .chain(lines)
        .chain(["}".to_owned()])
        .collect();
    scope.block("object", lines)
}

/// A line of a member table.
pub(super) fn line(
    wire: &str,
    field: &str,
    presence: Presence,
    codec: Option<&str>,
    redacted: bool,
    guests: &[&Member],
) -> String {
    let presence = match presence {
        Presence::Required => "required",
        Presence::Nullable => "nullable",
        Presence::Optional => "optional",
        Presence::Maybe => "maybe",
    };
    let mut line = format!("{wire:?} => {field}: {presence}");
    if let Some(codec) = codec {
        line += &format!(" as {codec}");
    }
    if redacted {
        line += " redacted";
    }
    if !guests.is_empty() {
        let guests: Vec<String> = guests.iter().map(|guest| format!("{:?}", guest.wire)).collect();
        line += &format!(" hosting {{ {} }}", guests.join(", "));
    }
    line
}

/// Whether `Debug` must not show the member.
fn is_redacted(member: &Member) -> bool {
    member.sensitivity != Sensitivity::Open
}

/// The members that may arrive inside this one.
fn guests<'m>(host: &Member, members: &'m [Member]) -> Vec<&'m Member> {
    members.iter().filter(|guest| guest.or_inside.as_deref() == Some(host.wire.as_str())).collect()
}
