//! Callbacks: what their body is, how they are signed and acknowledged.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::print::RustFile;
use super::scope::Scope;
use super::{answers, docs};
use crate::model::{
    AnswerBody, Callback, Model, Node, NodeKind, Presence, Signature, SignatureScheme, Type,
};

pub(super) fn file(model: &Model) -> RustFile {
    let mut scope = Scope::qualified(quote! { super::models });
    let callbacks: Vec<TokenStream> =
        model.callbacks.iter().map(|callback| item(model, callback, &mut scope)).collect();
    let (imports, blocks) = scope.finish();
    let imports = quote! { use super::Api; #imports };
    RustFile {
        path: "callbacks.rs".to_owned(),
        purpose: "What the server sends by itself: bodies, signatures, order.".to_owned(),
        items: [imports].into_iter().chain(callbacks).collect(),
        blocks,
        nodes: model
            .callbacks
            .iter()
            .map(|callback| Node::new(NodeKind::Callback, &callback.name))
            .collect(),
    }
}

fn item(model: &Model, callback: &Callback, scope: &mut Scope) -> TokenStream {
    let name = format_ident!("{}", callback.type_name);
    let docs = docs::definition(&callback.doc);
    let body = answers::body(model, &callback.body, scope);
    let wire_name = &callback.name;
    let acknowledge = Literal::u16_unsuffixed(callback.acknowledge);
    let signature = callback.signature.as_ref().map_or_else(|| quote! { None }, signature);
    let order = order(model, callback);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum #name {}
        impl runtime::Callback for #name {
            type Body = #body;

            const NAME: &'static str = #wire_name;
            const SIGNATURE: Option<runtime::Signature> = #signature;
            const ACKNOWLEDGE: u16 = #acknowledge;

            #order
        }
    }
}

fn signature(signature: &Signature) -> TokenStream {
    let header = &signature.header;
    let scheme = match signature.scheme {
        SignatureScheme::Sha1SandwichBase64 => format_ident!("Sha1SandwichBase64"),
    };
    quote! { Some(runtime::Signature { header: #header, scheme: runtime::SignatureScheme::#scheme }) }
}

/// The method that tells which of two callbacks is the newer.
fn order(model: &Model, callback: &Callback) -> Option<TokenStream> {
    let AnswerBody::Resource { item, .. } = &callback.body else { return None };
    let resource = &model[item.resource];
    let member = &resource.attributes[callback.order_by?];
    let field = format_ident!("{}", member.field);
    let value = match member.ty {
        Type::UnixSeconds => quote! { value.as_i64() },
        _ => quote! { *value },
    };
    let shown = match member.presence {
        Presence::Required => quote! { Some(&attributes.#field) },
        Presence::Nullable | Presence::Optional => quote! { attributes.#field.as_ref() },
        Presence::Maybe => quote! { attributes.#field.value() },
    };
    let attributes = if resource.attributes_presence() == Presence::Required {
        quote! { let attributes = &body.data.attributes; }
    } else {
        quote! { let attributes = body.data.attributes.as_ref()?; }
    };
    Some(quote! {
        fn order(body: &Self::Body) -> Option<i64> {
            #attributes
            #shown.map(|value| #value)
        }
    })
}
