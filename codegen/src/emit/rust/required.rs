//! The traits by which the compiler says, in plain words, which required input a request lacks.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::print::{Blocks, RustFile};
use crate::model::{Model, RequestBody};

/// The name of the trait that an input of this name must satisfy. No two names have the same: where a word begins with a
/// digit, its underscore stays.
pub(super) fn trait_name(field: &str) -> String {
    let mut name = String::with_capacity(field.len() + 5);
    for word in field.split('_').filter(|word| !word.is_empty()) {
        let (first, rest) = word.split_at(1);
        if first.starts_with(|first: char| first.is_ascii_digit()) {
            name.push('_');
        }
        name += &first.to_ascii_uppercase();
        name += rest;
    }
    name + "Given"
}

pub(super) fn file(fields: &BTreeSet<&str>) -> RustFile {
    let imports = quote! { use crate::runtime::{Given, Provide}; };
    let traits = fields.iter().map(|field| required_trait(field));
    RustFile {
        path: "operations/required.rs".to_owned(),
        purpose:
            "One trait for each required input: how the compiler says that a request lacks it."
                .to_owned(),
        items: [imports].into_iter().chain(traits).collect(),
        blocks: Blocks::default(),
        nodes: Vec::new(),
    }
}

/// The names of all inputs that some builder requires.
pub(super) fn fields(model: &Model) -> BTreeSet<&str> {
    let operations = model.operations.iter();
    let queries = operations
        .clone()
        .flat_map(|operation| operation.query.iter().chain(operation.paging_query(model)));
    let members = model
        .objects
        .iter()
        .filter(|object| object.usage.request)
        .flat_map(|object| &object.members);
    let members = queries.chain(members).filter(|member| member.presence.is_always_there());
    let relationships = operations.flat_map(|operation| match &operation.request {
        RequestBody::Resource { relationships, .. } => relationships.as_slice(),
        _ => &[],
    });
    let relationships = relationships.filter(|relationship| !relationship.optional);
    members
        .map(|member| member.field.as_str())
        .chain(relationships.map(|each| each.field.as_str()))
        .collect()
}

/// Whether a lint of the compiler objects to the name: it lets an underscore stand between digits only.
fn is_unusual(name: &str) -> bool {
    name.as_bytes().windows(2).any(|pair| pair[0].is_ascii_alphabetic() && pair[1] == b'_')
}

fn required_trait(field: &str) -> TokenStream {
    let name = format_ident!("{}", trait_name(field));
    let docs = format!(" `{field}` has been given.");
    let message = format!("this request lacks `{field}`");
    let label = format!("give it with `.{field}(…)` before this call");
    let style = is_unusual(&trait_name(field)).then(|| {
        quote! { #[expect(non_camel_case_types, reason = "told apart from the name without `_`")] }
    });
    quote! {
        #[doc = #docs]
        #style
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #name<T>: Provide<T> {}
        #[diagnostic::do_not_recommend]
        impl<T> #name<T> for Given<T> {}
    }
}
