//! Builders whose required inputs are checked by the compiler.
//!
//! The state of every required input is a type parameter: `Missing`, or `Given` with the value in it. Setters may be called in
//! any order; `build` exists only where each is given, and says which one is not in plain words (see [`super::required`]).

use heck::ToUpperCamelCase as _;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, format_ident, quote};

use super::inputs::Input;
use super::required;
use super::scope::Scope;
use super::types::Argument;
use crate::model::{Model, Presence};
use crate::names;

/// A builder to emit.
pub(super) struct Builder<'a, 'm> {
    /// The name of its type.
    pub(super) name: String,
    /// The type that it builds.
    pub(super) output: TokenStream,
    /// What is given when it starts: fields and their types.
    pub(super) given: Vec<(Ident, TokenStream)>,
    /// What is given by setters.
    pub(super) inputs: &'a [Input<'m>],
    /// The expression that makes the output in `build`, from `self`.
    pub(super) build: TokenStream,
    /// Whether it stands at a door: then `build` makes what a finished call is there.
    pub(super) has_door: bool,
}

impl Builder<'_, '_> {
    /// The name of its type.
    pub(super) fn ident(&self) -> Ident {
        format_ident!("{}", self.name)
    }

    /// The type of a builder in which nothing is given yet, at the door `D` where it has one.
    pub(super) fn started(&self, scope: &mut Scope) -> TokenStream {
        let name = self.ident();
        if !self.has_door {
            return quote! { #name };
        }
        let missing: Vec<TokenStream> = self.required().map(|_| scope.runtime("Missing")).collect();
        quote! { #name<#(#missing,)* D> }
    }

    /// The expression that starts it, where the given values are variables of their fields' names, and `self.0` the door.
    pub(super) fn start(&self, scope: &mut Scope) -> TokenStream {
        let name = self.ident();
        let missing = self.required().next().map(|_| scope.runtime("Missing"));
        let given = self.given.iter().map(|(field, _)| field);
        let fields = self.required().map(Input::ident);
        let optional = self.has_optional().then(|| quote! { optional: Default::default(), });
        let door = self.has_door.then(|| quote! { door: self.0.clone(), });
        quote! { #name { #(#given,)* #(#fields: #missing,)* #optional #door } }
    }

    /// The type and its methods; `required` is the path to the module of the required inputs.
    pub(super) fn items(
        &self,
        model: &Model,
        required: &TokenStream,
        scope: &mut Scope,
    ) -> Vec<TokenStream> {
        let states = self.states(model);
        let definition = self.definition(&states, scope);
        let optional = self.has_optional().then(|| self.optional(model, scope));
        let name = self.ident();
        let generics = self.generics(&states, None);
        let setters: Vec<TokenStream> =
            self.inputs.iter().map(|input| self.setter(model, input, &states, scope)).collect();
        let build = self.build_method(model, required, &states, scope);
        let methods = quote! {
            impl #generics #name #generics {
                #(#setters)*
                #build
            }
        };
        [definition].into_iter().chain(optional).chain([methods]).collect()
    }

    fn has_optional(&self) -> bool {
        self.inputs.iter().any(|input| !input.is_required())
    }

    /// The type that holds the inputs that may be left out.
    fn optional_ident(&self) -> Ident {
        format_ident!("{}Optional", self.name)
    }

    /// The type parameters: the state of each required input, and the door. One state may be replaced.
    fn generics(
        &self,
        states: &[Ident],
        given: Option<(&str, &TokenStream)>,
    ) -> Option<TokenStream> {
        let states = self.required().zip(states).map(|(input, state)| match given {
            Some((field, held)) if field == input.field => held.clone(),
            _ => state.to_token_stream(),
        });
        let door = self.has_door.then(|| quote! { D });
        let parameters: Vec<TokenStream> = states.chain(door).collect();
        (!parameters.is_empty()).then(|| quote! { <#(#parameters),*> })
    }

    fn required(&self) -> impl Iterator<Item = &Input<'_>> {
        self.inputs.iter().filter(|input| input.is_required())
    }

    /// The type parameters for the states of the required inputs. Where another one or a type has the name, it ends in `_`:
    /// no name that is made or chosen elsewhere does.
    fn states(&self, model: &Model) -> Vec<Ident> {
        let output = self.output.to_string();
        let names: Vec<String> = self.required().map(|input| state_name(input.field)).collect();
        let state = |(index, name): (usize, &String)| {
            let earlier = names[..index].iter().filter(|other| *other == name).count();
            let is_type =
                output == *name || self.inputs.iter().any(|input| input.names_type(model, name));
            format_ident!("{name}{}", "_".repeat(earlier + usize::from(is_type)))
        };
        names.iter().enumerate().map(state).collect()
    }

    fn definition(&self, states: &[Ident], scope: &mut Scope) -> TokenStream {
        let name = self.ident();
        let docs = format!(" Collects the inputs of [`{}`].", self.output);
        let missing = |state| {
            let missing = scope.runtime("Missing");
            quote! { #state = #missing }
        };
        let generics: Vec<TokenStream> = states.iter().map(missing).collect();
        let door = self.has_door.then(|| {
            let unbound = scope.runtime("Unbound");
            quote! { D = #unbound }
        });
        let generics: Vec<TokenStream> = generics.into_iter().chain(door).collect();
        let generics = (!generics.is_empty()).then(|| quote! { <#(#generics),*> });
        let door_field = self.has_door.then(|| quote! { door: D, });
        let given = self.given.iter().map(|(field, ty)| quote! { #field: #ty, });
        let required = self.required().map(Input::ident);
        let optional_name = self.optional_ident();
        let optional_field = self.has_optional().then(|| quote! { optional: #optional_name, });
        quote! {
            #[doc = #docs]
            #[derive(Clone)]
            #[must_use = "it does nothing until it is built"]
            pub struct #name #generics {
                #(#given)*
                #(#required: #states,)*
                #optional_field
                #door_field
            }
        }
    }

    /// The inputs that may be left out, in one piece: setters of the others move it as it is.
    fn optional(&self, model: &Model, scope: &mut Scope) -> TokenStream {
        let name = self.optional_ident();
        let optional = self.inputs.iter().filter(|input| !input.is_required());
        let fields: Vec<TokenStream> = optional
            .map(|input| {
                let field = input.ident();
                let value = input.value_type(model, scope);
                let ty = super::types::present(input.presence, value, scope);
                quote! { #field: #ty, }
            })
            .collect();
        quote! {
            #[derive(Clone, Default)]
            struct #name { #(#fields)* }
        }
    }

    fn setter(
        &self,
        model: &Model,
        input: &Input<'_>,
        states: &[Ident],
        scope: &mut Scope,
    ) -> TokenStream {
        if input.is_required() {
            return self.required_setter(model, input, states, scope);
        }
        let (docs, field) = (input.docs(), input.ident());
        let Argument { ty, value } = input.argument(model, scope);
        let maybe = matches!(input.presence, Presence::Maybe).then(|| scope.runtime("Maybe"));
        let some = maybe.as_ref().map_or_else(|| quote! { Some }, |maybe| quote! { #maybe::Value });
        let null = match maybe {
            Some(maybe) => Some(null_setter(input, &quote! { #maybe::Null })),
            None if input.may_be_cleared => {
                let to_one = scope.runtime("ToOne");
                Some(null_setter(input, &quote! { Some(#to_one::to_none()) }))
            }
            None => None,
        };
        quote! {
            #docs
            pub fn #field(mut self, #field: #ty) -> Self {
                self.optional.#field = #some(#value);
                self
            }
            #null
        }
    }

    /// A setter that moves every field into a builder in which this input is given.
    fn required_setter(
        &self,
        model: &Model,
        input: &Input<'_>,
        states: &[Ident],
        scope: &mut Scope,
    ) -> TokenStream {
        let (docs, field, name) = (input.docs(), input.ident(), self.ident());
        let (ty, value) = self.required_argument(model, input, scope);
        let (held, given_state) = (required_type(model, input, scope), scope.runtime("Given"));
        let held = quote! { #given_state<#held> };
        let generics = self.generics(states, Some((input.field, &held)));
        let door = self.has_door.then(|| quote! { door: self.door, });
        let given = self.given.iter().map(|(field, _)| quote! { #field: self.#field, });
        let optional = self.has_optional().then(|| quote! { optional: self.optional, });
        let moved = self.required().map(|other| {
            let other_field = other.ident();
            if other.field == input.field {
                quote! { #field: #given_state(#value), }
            } else {
                quote! { #other_field: self.#other_field, }
            }
        });
        quote! {
            #docs
            pub fn #field(self, #field: #ty) -> #name #generics {
                #name { #(#given)* #(#moved)* #optional #door }
            }
        }
    }

    fn required_argument(
        &self,
        model: &Model,
        input: &Input<'_>,
        scope: &mut Scope,
    ) -> (TokenStream, TokenStream) {
        if input.presence.may_be_null() {
            let (held, field) = (required_type(model, input, scope), input.ident());
            return (quote! { impl Into<#held> }, quote! { #field.into() });
        }
        let Argument { ty, value } = input.argument(model, scope);
        (ty, value)
    }

    fn build_method(
        &self,
        model: &Model,
        required: &TokenStream,
        states: &[Ident],
        scope: &mut Scope,
    ) -> TokenStream {
        let (output, build) = (&self.output, &self.build);
        let bounds: Vec<TokenStream> = self
            .required()
            .zip(states)
            .map(|(input, state)| {
                let given = format_ident!("{}", required::trait_name(input.field));
                let held = required_type(model, input, scope);
                quote! { #state: #required::#given<#held> }
            })
            .collect();
        if !self.has_door {
            let bounds = (!bounds.is_empty()).then(|| quote! { where #(#bounds),* });
            return quote! {
                /// Makes the value of what was given.
                pub fn build(self) -> #output #bounds {
                    #build
                }
            };
        }
        let door = scope.runtime("Door");
        quote! {
            /// Finishes the call: ready to be sent on a client, a plain operation without one.
            pub fn build(self) -> D::Built<#output> where D: #door, #(#bounds),* {
                self.door.built(#build)
            }
        }
    }
}

/// The setter that sends null for an input that may be left out too.
fn null_setter(input: &Input<'_>, null: &TokenStream) -> TokenStream {
    let (setter, field) = (format_ident!("{}", names::null_setter(input.field)), input.ident());
    let docs = format!(" Sends null for `{}`.", input.wire);
    quote! {
        #[doc = #docs]
        pub fn #setter(mut self) -> Self {
            self.optional.#field = #null;
            self
        }
    }
}

/// The type that a required input holds.
fn required_type(model: &Model, input: &Input<'_>, scope: &mut Scope) -> TokenStream {
    let value = input.value_type(model, scope);
    if input.presence.may_be_null() {
        quote! { Option<#value> }
    } else {
        value
    }
}

fn state_name(field: &str) -> String {
    format!("{}State", field.to_upper_camel_case())
}
