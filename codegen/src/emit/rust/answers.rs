//! The types of what the server answers.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use crate::model::{Answer, AnswerBody, Model, ObjectId};

/// The one type that all successes of an operation are read as.
pub(super) fn output(model: &Model, successes: &[Answer], scope: &mut Scope) -> TokenStream {
    let with_body = successes.iter().find(|answer| answer.body != AnswerBody::Empty);
    match with_body {
        None => scope.runtime("NoContent"),
        Some(answer) => {
            let body = body(model, &answer.body, scope);
            if may_be_empty(successes) {
                quote! { Option<#body> }
            } else {
                body
            }
        }
    }
}

/// Whether some of these answers have no body.
pub(super) fn may_be_empty(answers: &[Answer]) -> bool {
    answers.iter().any(|answer| answer.body == AnswerBody::Empty)
}

/// The type of the document that holds what an earlier call made.
pub(super) fn existing(model: &Model, existing: &[Answer], scope: &mut Scope) -> TokenStream {
    match existing.first() {
        None => scope.runtime("NoContent"),
        Some(answer) => body(model, &answer.body, scope),
    }
}

/// The type of a body.
pub(super) fn body(model: &Model, body: &AnswerBody, scope: &mut Scope) -> TokenStream {
    let document = |data: TokenStream, meta: Option<ObjectId>, scope: &mut Scope| {
        let document = scope.runtime("Document");
        let meta = meta.map(|object| {
            let meta = scope.model(&model[object].name);
            quote! { , #meta }
        });
        quote! { #document<#data, Api #meta> }
    };
    match body {
        AnswerBody::Empty => scope.runtime("NoContent"),
        AnswerBody::Object(object) => scope.model(&model[*object].name),
        AnswerBody::Resource { item, meta } => {
            let data = scope.model(&model[item.resource].name);
            document(data, *meta, scope)
        }
        AnswerBody::Data { object, meta } => {
            let data = scope.model(&model[*object].name);
            document(data, *meta, scope)
        }
        AnswerBody::List { item, meta, or_one, .. } => {
            let item = scope.model(&model[item.resource].name);
            let data = list(&item, *or_one, scope);
            document(data, *meta, scope)
        }
        AnswerBody::DataList { object, meta, or_one } => {
            let item = scope.model(&model[*object].name);
            let data = list(&item, *or_one, scope);
            document(data, *meta, scope)
        }
    }
}

fn list(item: &TokenStream, or_one: bool, scope: &mut Scope) -> TokenStream {
    if or_one {
        let one_or_many = scope.runtime("OneOrMany");
        quote! { #one_or_many<#item> }
    } else {
        quote! { Vec<#item> }
    }
}
