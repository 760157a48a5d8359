//! The resources of `included`: any that the API has.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::print::RustFile;
use super::scope::Scope;
use crate::model::Model;

pub(super) fn file(model: &Model) -> RustFile {
    let mut scope = Scope::of_models(["Included".to_owned()]);
    let names: Vec<_> =
        model.resources.iter().map(|resource| format_ident!("{}", resource.name)).collect();
    let definition = definition(model, &names, &mut scope);
    let wire = wire(&names, &mut scope);
    let (imports, blocks) = scope.finish();
    RustFile {
        path: "models/included.rs".to_owned(),
        purpose: "Resources that a document includes beside its primary data.".to_owned(),
        items: vec![imports, definition, wire],
        blocks,
        nodes: Vec::new(),
    }
}

fn definition(model: &Model, names: &[proc_macro2::Ident], scope: &mut Scope) -> TokenStream {
    let unknown = scope.runtime("UnknownResource");
    let docs = model.resources.iter().map(|resource| format!(" One of `{}`.", resource.type_word));
    let models: Vec<_> =
        model.resources.iter().map(|resource| scope.model(&resource.name)).collect();
    quote! {
        /// A resource of `included`.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Included {
            #(#[doc = #docs] #names(Box<#models>),)*
            /// One of a type that the description does not name, kept with its exact text.
            Unknown(#unknown),
        }
    }
}

fn wire(names: &[proc_macro2::Ident], scope: &mut Scope) -> TokenStream {
    let (resource_type, drift) = (scope.runtime("ResourceType"), scope.runtime("Drift"));
    let (wire, reader) = (scope.runtime("Wire"), scope.runtime("Reader"));
    let (writer, error) = (scope.runtime("Writer"), scope.runtime("DecodeError"));
    let unknown = scope.runtime("UnknownResource");
    quote! {
        impl #wire for Included {
            fn read(reader: &mut #reader<'_>) -> Result<Self, #error> {
                let resource = #unknown::read(reader)?;
                Ok(match resource.type_word() {
                    #(<#names as #resource_type>::TYPE => Self::#names(Box::new(resource.decode()?)),)*
                    _ => Self::Unknown(resource),
                })
            }

            fn write(&self, writer: &mut #writer) {
                match self {
                    #(Self::#names(resource) => resource.write(writer),)*
                    Self::Unknown(resource) => resource.write(writer),
                }
            }

            fn drift(&self, drift: &mut #drift) {
                match self {
                    #(Self::#names(resource) => resource.drift(drift),)*
                    Self::Unknown(resource) => resource.drift(drift),
                }
            }
        }
    }
}
