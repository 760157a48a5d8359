//! Reads that show a state in a described life cycle, and so can be waited on.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::reconcile::attribute;
use super::scope::Scope;
use crate::model::{AnswerBody, Model, Operation, Resource, Type};

/// The impl for a read of one resource that has exactly one state.
pub(super) fn items(
    model: &Model,
    operation: &Operation,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let [answer] = operation.successes.as_slice() else { return None };
    let AnswerBody::Resource { item, .. } = &answer.body else { return None };
    if !operation.safe_to_repeat {
        return None;
    }
    let resource = &model[item.resource];
    let (index, state) = state(model, resource)?;
    let name = format_ident!("{}", operation.type_name);
    let state = scope.model(state);
    let shown = attribute(resource, index);
    Some(quote! {
        impl runtime::Watch for #name {
            type State = #state;

            fn state(answer: &Self::Output) -> Option<&Self::State> {
                let found = &answer.data;
                #shown
            }
        }
    })
}

/// The one attribute whose type describes a life cycle, and the name of that type.
fn state<'m>(model: &'m Model, resource: &Resource) -> Option<(usize, &'m str)> {
    let mut states =
        resource.attributes.iter().enumerate().filter_map(|(index, member)| match member.ty {
            Type::Enum(of) if model[of].lifecycle.is_some() => {
                Some((index, model[of].name.as_str()))
            }
            _ => None,
        });
    let state = states.next();
    if states.next().is_some() { None } else { state }
}
