//! How an operation's uncertain outcome is resolved: the lookup, what must agree, and when it may be sent again.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::answers::may_be_empty;
use super::scope::Scope;
use crate::model::{
    AgainWhile, Answer, AnswerBody, Comparison, FoundForm, FoundKey, InputRef, Model, Operation,
    Presence, RequestBody, Resource, ResourceId, Shown, Uncertain,
};

pub(super) fn items(
    model: &Model,
    operation: &Operation,
    uncertain: &Uncertain,
    scope: &mut Scope,
) -> TokenStream {
    let lookup = &model[uncertain.lookup];
    let resource = uncertain.found.item.resource;
    let found = &model[resource];
    let name = format_ident!("{}", operation.type_name);
    let (group, lookup_type) =
        (format_ident!("{}", lookup.group), format_ident!("{}", lookup.type_name));
    let lookup_path = if lookup.group == operation.group {
        quote! { #lookup_type }
    } else {
        quote! { super::#group::#lookup_type }
    };
    let found_type = scope.model(&found.name);
    let key = input(operation, uncertain.key, model);
    let make = make_lookup(operation, uncertain, lookup, model);
    let items = items_of(uncertain.found.form);
    let done =
        shown_resource(&operation.successes, resource, "done", &quote! { runtime::OutputOf<Self> });
    let existing =
        shown_resource(&operation.existing, resource, "existing", &quote! { Self::Existing });
    let is_about = is_about(model, operation, uncertain, found);
    let saved = saved(operation);
    let acts_on_existing = uncertain.again_while.is_some();
    let differences = differences(model, operation, uncertain, found);
    let again = again(model, uncertain.again_while.as_ref(), found, scope);
    quote! {
        #[diagnostic::do_not_recommend]
        impl runtime::Reconcile for #name {
            type Lookup = #lookup_path;
            type Found = #found_type;

            const ACTS_ON_EXISTING: bool = #acts_on_existing;

            fn key(&self) -> std::borrow::Cow<'_, str> {
                runtime::Parameter::parameter(&#key)
            }

            fn lookup(&self) -> Self::Lookup {
                #make
            }

            fn found(answer: runtime::OutputOf<Self::Lookup>) -> Vec<Self::Found> {
                #items
            }

            #done
            #existing
            #is_about
            #saved
            #differences
            #again
        }
    }
}

/// The expression that takes what a lookup finds out of its answer.
fn items_of(form: FoundForm) -> TokenStream {
    match form {
        FoundForm::One => quote! { vec![answer.data] },
        FoundForm::List => quote! { answer.data },
        FoundForm::ListOrOne => quote! { answer.data.into_vec() },
    }
}

/// The expression that makes the lookup from the key of the call.
fn make_lookup(
    operation: &Operation,
    uncertain: &Uncertain,
    lookup: &Operation,
    model: &Model,
) -> TokenStream {
    let key = input(operation, uncertain.key, model);
    let function = format_ident!("{}", lookup.action);
    let function = if lookup.group == operation.group {
        quote! { #function }
    } else {
        let group = format_ident!("{}", lookup.group);
        quote! { super::#group::#function }
    };
    let has_builder = !lookup.query.is_empty() || !lookup.paging_query(model).is_empty();
    match uncertain.lookup_parameter {
        InputRef::Query(index) => {
            let setter = format_ident!("{}", lookup.query[index].field);
            quote! { #function().#setter(#key.clone()).build() }
        }
        InputRef::Path(_) | InputRef::Body(_) if has_builder => {
            quote! { #function(#key.clone()).build() }
        }
        InputRef::Path(_) | InputRef::Body(_) => quote! { #function(#key.clone()) },
    }
}

/// The expression of an input in the operation's methods.
fn input(operation: &Operation, input: InputRef, model: &Model) -> TokenStream {
    let field = format_ident!("{}", model.input(operation, input).field);
    match (input, &operation.request) {
        (InputRef::Path(_) | InputRef::Query(_), _) => quote! { self.#field },
        (InputRef::Body(_), RequestBody::Object(_)) => quote! { self.body.#field },
        (InputRef::Body(_), _) => quote! { self.attributes.#field },
    }
}

/// The function that takes the resource out of one of the call's own answers, where they hold what a lookup would.
fn shown_resource(
    answers: &[Answer],
    resource: ResourceId,
    function: &str,
    ty: &TokenStream,
) -> TokenStream {
    let function = format_ident!("{function}");
    let holds = answers.iter().any(
        |answer| matches!(&answer.body, AnswerBody::Resource { item, .. } if item.resource == resource),
    );
    match (holds, may_be_empty(answers)) {
        (true, false) => {
            quote! { fn #function(answer: #ty) -> Option<Self::Found> { Some(answer.data) } }
        }
        (true, true) => {
            quote! { fn #function(answer: #ty) -> Option<Self::Found> { answer.map(|answer| answer.data) } }
        }
        (false, _) => quote! { fn #function(_answer: #ty) -> Option<Self::Found> { None } },
    }
}

/// Compares the key with where the thing found shows it.
fn is_about(
    model: &Model,
    operation: &Operation,
    uncertain: &Uncertain,
    found: &Resource,
) -> TokenStream {
    let key = input(operation, uncertain.key, model);
    let test = match uncertain.found.key {
        FoundKey::Id => quote! { found.id == #key },
        FoundKey::Attribute(index) => {
            let shown = &found.attributes[index];
            if found.attributes_presence() == Presence::Required
                && shown.presence == Presence::Required
            {
                let field = format_ident!("{}", shown.field);
                quote! { found.attributes.#field == #key }
            } else {
                let shown = attribute(found, index);
                quote! { #shown.is_none_or(|shown| *shown == #key) }
            }
        }
    };
    quote! { fn is_about(&self, found: &Self::Found) -> bool { #test } }
}

/// The functions that hand out the inputs of a call and make it again of them.
fn saved(operation: &Operation) -> TokenStream {
    let mut writes = Vec::new();
    let mut reads = Vec::new();
    for member in operation.path_parameters.iter().chain(&operation.query) {
        let (name, field) = (&member.field, format_ident!("{}", member.field));
        if member.presence == Presence::Required {
            writes.push(quote! { .with(#name, &self.#field) });
            reads.push(quote! { #field: inputs.take(#name)? });
        } else {
            writes.push(quote! { .with_optional(#name, self.#field.as_ref()) });
            reads.push(quote! { #field: inputs.take_optional(#name)? });
        }
    }
    let parts: &[&str] = match &operation.request {
        RequestBody::Empty => &[],
        RequestBody::Object(_) => &["body"],
        RequestBody::Resource { attributes: Some(_), relationships, .. }
            if !relationships.is_empty() =>
        {
            &["attributes", "relationships"]
        }
        RequestBody::Resource { attributes: Some(_), .. } => &["attributes"],
        RequestBody::Resource { relationships, .. } if !relationships.is_empty() => {
            &["relationships"]
        }
        RequestBody::Resource { .. } => &[],
    };
    for part in parts {
        let field = format_ident!("{part}");
        writes.push(quote! { .with(#part, &self.#field) });
        reads.push(quote! { #field: inputs.take(#part)? });
    }
    quote! {
        fn inputs(&self) -> runtime::Inputs {
            runtime::Inputs::new() #(#writes)*
        }

        fn restore(inputs: &mut runtime::Inputs) -> Result<Self, runtime::DecodeError> {
            Ok(Self { #(#reads),* })
        }
    }
}

/// Left to the trait's default where nothing is compared.
fn differences(
    model: &Model,
    operation: &Operation,
    uncertain: &Uncertain,
    found: &Resource,
) -> Option<TokenStream> {
    if uncertain.same.is_empty() {
        return None;
    }
    let comparisons = uncertain.same.iter().map(|rule| {
        let member = &model.body_members(&operation.request)[rule.request];
        let asked =
            optional(&input(operation, InputRef::Body(rule.request), model), member.presence);
        let shown = match rule.found {
            Shown::Attribute(index) => attribute(found, index),
            Shown::RelationshipId(index) => relationship_id(found, index),
        };
        let name = &member.wire;
        match rule.comparison {
            Comparison::Text => quote! { .text(#name, #asked, #shown) },
            Comparison::Number | Comparison::Value => quote! { .value(#name, #asked, #shown) },
        }
    });
    Some(quote! {
        fn differences(&self, found: &Self::Found) -> Vec<&'static str> {
            runtime::Differences::default() #(#comparisons)* .finish()
        }
    })
}

/// The found resource's attribute as an option of a reference.
pub(super) fn attribute(found: &Resource, index: usize) -> TokenStream {
    let member = &found.attributes[index];
    let field = format_ident!("{}", member.field);
    if found.attributes_presence() == Presence::Required {
        optional(&quote! { found.attributes.#field }, member.presence)
    } else {
        let inner = optional(&quote! { attributes.#field }, member.presence);
        quote! { found.attributes.as_ref().and_then(|attributes| #inner) }
    }
}

/// The id in the found resource's relationship as an option of a reference.
fn relationship_id(found: &Resource, index: usize) -> TokenStream {
    let relationship = &found.relationships[index];
    let field = format_ident!("{}", relationship.field);
    let inner = if relationship.optional {
        quote! { relationships.#field.as_ref().and_then(|to| to.id()) }
    } else {
        quote! { relationships.#field.id() }
    };
    if found.relationships_presence() == Presence::Required {
        quote! { Some(&found.relationships).and_then(|relationships| #inner) }
    } else {
        quote! { found.relationships.as_ref().and_then(|relationships| #inner) }
    }
}

fn optional(value: &TokenStream, presence: Presence) -> TokenStream {
    match presence {
        Presence::Required => quote! { Some(&#value) },
        Presence::Nullable | Presence::Optional => quote! { #value.as_ref() },
        Presence::Maybe => quote! { #value.value() },
    }
}

/// The states of the thing found in which the call may be sent again.
fn again(
    model: &Model,
    again: Option<&AgainWhile>,
    found: &Resource,
    scope: &mut Scope,
) -> Option<TokenStream> {
    let again = again?;
    let member = &found.attributes[again.attribute];
    let of = &model[again.of];
    let name = scope.model(&of.name);
    let states = again.values.iter().map(|value| format_ident!("{}", of.values[*value].variant));
    let states = quote! { [#(#name::#states),*] };
    let test = if found.attributes_presence() == Presence::Required
        && member.presence == Presence::Required
    {
        let field = format_ident!("{}", member.field);
        quote! { #states.contains(&found.attributes.#field) }
    } else {
        let shown = attribute(found, again.attribute);
        quote! { #shown.is_some_and(|shown| #states.contains(shown)) }
    };
    Some(quote! {
        fn may_send_again(found: &Self::Found) -> bool {
            #test
        }
    })
}
