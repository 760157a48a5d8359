//! The traits by which the compiler says, in plain words, which required input a request lacks.

use std::collections::BTreeSet;

use heck::ToUpperCamelCase as _;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::print::{Blocks, RustFile};
use crate::model::{Model, RequestBody};

/// The name of the trait that an input of this name must satisfy.
pub(super) fn trait_name(field: &str) -> String {
    format!("{}Given", field.to_upper_camel_case())
}

pub(super) fn file(fields: &BTreeSet<&str>) -> RustFile {
    let traits = fields.iter().map(|field| required_trait(field));
    RustFile {
        path: "operations/required.rs".to_owned(),
        purpose:
            "One trait for each required input: how the compiler says that a request lacks it."
                .to_owned(),
        items: quote! { use crate::runtime::{Given, Provide}; #(#traits)* },
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

fn required_trait(field: &str) -> TokenStream {
    let name = format_ident!("{}", trait_name(field));
    let docs = format!(" `{field}` has been given.");
    let message = format!("this request lacks `{field}`");
    let label = format!("give it with `.{field}(…)` before this call");
    quote! {
        #[doc = #docs]
        #[diagnostic::on_unimplemented(message = #message, label = #label)]
        pub trait #name<T>: Provide<T> {}
        #[diagnostic::do_not_recommend]
        impl<T> #name<T> for Given<T> {}
    }
}
