//! Plain objects.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::builders::Builder;
use super::inputs::Input;
use super::print::RustFile;
use super::scope::Scope;
use super::{docs, members};
use crate::model::{Member, Model, Node, NodeKind, Object, ObjectId};

pub(super) fn file(model: &Model, id: ObjectId) -> RustFile {
    let object = &model[id];
    let mut scope = Scope::of_models([object.name.clone()]);
    let definition = definition(model, object, &mut scope);
    let builder = is_built_alone(model, id).then(|| builder(model, object, &mut scope));
    let table = table(model, &object.name, &object.members, &mut scope);
    let (imports, blocks) = scope.finish();
    RustFile {
        path: format!("models/{}.rs", super::module(&object.name)),
        purpose: docs::first_sentence(&object.doc.text),
        items: [imports, definition, table]
            .into_iter()
            .chain(builder.into_iter().flatten())
            .collect(),
        blocks,
        nodes: vec![Node::new(NodeKind::Object, &object.name)],
    }
}

fn definition(model: &Model, object: &Object, scope: &mut Scope) -> TokenStream {
    let name = format_ident!("{}", object.name);
    let docs = docs::definition(&object.doc);
    let fields = members::fields(model, &object.members, &object.doc, scope);
    let unknown = members::unknown_field(scope);
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            #fields
            #unknown
        }
    }
}

/// The member table of an object. Where maps may arrive as `[]`, so may an object that has no member it cannot do without.
pub(super) fn table(
    model: &Model,
    name: &str,
    members: &[Member],
    scope: &mut Scope,
) -> TokenStream {
    let all_optional = members.iter().all(|member| !member.presence.is_always_there());
    let lines = members::table(model, members, scope);
    members::block(name, model.api.habits.empty_map_as_list && all_optional, lines, scope)
}

/// Whether people build the object themselves: it is nested in a request. The attributes of a request are collected by
/// the builder of its operation.
fn is_built_alone(model: &Model, object: ObjectId) -> bool {
    model[object].usage.request && !model.is_only_request_root(object)
}

fn builder(model: &Model, object: &Object, scope: &mut Scope) -> Vec<TokenStream> {
    let name = format_ident!("{}", object.name);
    let inputs: Vec<Input<'_>> =
        object.members.iter().map(|member| Input::member(member, &object.doc)).collect();
    let unknown = scope.runtime("UnknownMembers");
    let values = inputs.iter().map(|input| {
        let (field, value) = (input.ident(), input.built());
        quote! { #field: #value, }
    });
    let builder = Builder {
        name: format!("{}Builder", object.name),
        output: quote! { #name },
        given: Vec::new(),
        inputs: &inputs,
        has_door: false,
        build: quote! { #name { #(#values)* unknown: #unknown::default() } },
    };
    let (builder_type, start) = (builder.ident(), builder.start(scope));
    let items = builder.items(model, &quote! { super::super::operations::required }, scope);
    let entry = quote! {
        impl #name {
            /// Starts a value: its required members may be given in any order, and none may be left out.
            pub fn builder() -> #builder_type {
                #start
            }
        }
    };
    [entry].into_iter().chain(items).collect()
}
