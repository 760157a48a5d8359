//! Operations: a module for each group, with a type, a starting function and a builder for each call.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use super::builders::Builder;
use super::inputs::Input;
use super::print::{Blocks, RustFile};
use super::scope::Scope;
use super::{Planned, answers, docs, planned, reconcile, relationships, required, types, watch};
use crate::model::{
    Answer, AnswerBody, Member, Model, Operation, PathPiece, Presence, RequestBody, Sensitivity,
};

/// The files of all groups, and the module that holds them.
pub(super) fn files(model: &Model) -> Vec<Planned<'_>> {
    let mut groups: BTreeMap<&str, Vec<&Operation>> = BTreeMap::new();
    for operation in &model.operations {
        groups.entry(&operation.group).or_default().push(operation);
    }
    let required = required::fields(model);
    let has_required = !required.is_empty();
    let mut files: Vec<Planned<'_>> = groups
        .iter()
        .map(|(&group, operations)| {
            let operations = operations.clone();
            planned(move || group_file(model, group, &operations))
        })
        .collect();
    files.push(planned(move || root(&groups, has_required)));
    if has_required {
        files.push(planned(move || required::file(&required)));
    }
    files
}

fn root(groups: &BTreeMap<&str, Vec<&Operation>>, has_required: bool) -> RustFile {
    let modules = groups.keys().copied().chain(has_required.then_some("required"));
    let modules = modules.map(|group| format_ident!("{group}"));
    let methods = groups.iter().map(|(group, operations)| {
        let docs =
            docs::line(&format!("The calls of `{}`.", wire_group(operations).unwrap_or(group)));
        let group = format_ident!("{group}");
        quote! {
            #docs
            fn #group(&self) -> #group::Group<Self> {
                #group::Group(self.clone())
            }
        }
    });
    RustFile {
        path: "operations/mod.rs".to_owned(),
        purpose: "The calls, by group. Each is a plain value that knows its request and how to read its answer."
            .to_owned(),
        items: vec![quote! {
            #(pub mod #modules;)*
            use crate::runtime::Door;
            /// The calls by group, on every client. Without one, [`Unbound`](crate::runtime::Unbound) makes plain operations.
            pub trait Calls: Door {
                #(#methods)*
            }
            impl<D: Door> Calls for D {}
        }],
        blocks: Blocks::default(),
        nodes: Vec::new(),
    }
}

fn group_file(model: &Model, group: &str, operations: &[&Operation]) -> RustFile {
    let mut scope = Scope::qualified(quote! { super::super::models });
    let emitters: Vec<Emitter<'_>> =
        operations.iter().map(|operation| Emitter { model, operation }).collect();
    let (methods, rest): (Vec<TokenStream>, Vec<Vec<TokenStream>>) =
        emitters.iter().map(|emitter| emitter.items(&mut scope)).unzip();
    let purpose = format!("The calls of `{}`.", wire_group(operations).unwrap_or(group));
    let docs = docs::line(&purpose);
    let (imports, blocks) = scope.finish();
    let has_required =
        emitters.iter().any(|emitter| emitter.inputs().iter().any(Input::is_required));
    let required = has_required.then(|| quote! { use super::required; });
    let imports = quote! { #required use super::super::{Api, Face}; #imports };
    let group_items = quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Group<D>(pub(in super::super) D);
        impl<D: runtime::Door> Group<D> {
            #(#methods)*
        }
    };
    RustFile {
        path: format!("operations/{group}.rs"),
        purpose,
        items: [imports, group_items].into_iter().chain(rest.into_iter().flatten()).collect(),
        blocks,
        nodes: operations.iter().flat_map(|operation| operation.nodes()).collect(),
    }
}

/// The group as the description names it.
fn wire_group<'m>(operations: &[&'m Operation]) -> Option<&'m str> {
    operations.first()?.name.split('.').next()
}

/// How a call is started.
struct Start {
    method: TokenStream,
    function: TokenStream,
    builder: Vec<TokenStream>,
}

/// What the functions that start a call take: the parameters of its path.
#[derive(Default)]
struct PathInputs {
    parameters: Vec<TokenStream>,
    bindings: Vec<TokenStream>,
    given: Vec<(Ident, TokenStream)>,
}

/// Emits one operation.
struct Emitter<'m> {
    model: &'m Model,
    operation: &'m Operation,
}

impl<'m> Emitter<'m> {
    /// The method that starts the call, and what stands beside it.
    fn items(&self, scope: &mut Scope) -> (TokenStream, Vec<TokenStream>) {
        let definition = self.definition(scope);
        let debug = self.has_sensitive_parameter().then(|| self.debug());
        let Start { method, function, builder } = self.start(scope);
        let relationships = self.relationships(scope);
        let operation = self.operation_impl(scope);
        let paged = self.paged();
        let reconcile = self
            .operation
            .uncertain
            .as_ref()
            .map(|uncertain| reconcile::items(self.model, self.operation, uncertain, scope));
        let safe = self.operation.safe_to_repeat.then(|| {
            let name = self.name();
            quote! { #[diagnostic::do_not_recommend] impl runtime::SafeToRepeat for #name {} }
        });
        let watch = watch::items(self.model, self.operation, scope);
        let request = [Some(definition), debug, relationships, Some(operation)];
        let abilities = [safe, paged, watch, reconcile];
        let rest = request.into_iter().chain(abilities).flatten();
        (method, [function].into_iter().chain(builder).chain(rest).collect())
    }

    fn name(&self) -> Ident {
        format_ident!("{}", self.operation.type_name)
    }

    /// What setters give: the query, the page, the body and its relationships.
    fn inputs(&self) -> Vec<Input<'m>> {
        let doc = &self.operation.doc;
        let parameters = self.operation.query.iter().chain(self.operation.paging_query(self.model));
        let mut inputs: Vec<Input<'m>> =
            parameters.map(|member| Input::member(member, doc)).collect();
        inputs.extend(self.body_members().iter().map(|member| Input::member(member, doc)));
        let method = self.operation.method;
        inputs.extend(
            self.body_relationships().iter().map(|each| Input::relationship(each, method, doc)),
        );
        inputs
    }

    fn body_members(&self) -> &'m [Member] {
        self.model.body_members(&self.operation.request)
    }

    fn body_relationships(&self) -> &'m [crate::model::Relationship] {
        match &self.operation.request {
            RequestBody::Resource { relationships, .. } => relationships,
            _ => &[],
        }
    }

    fn parameters(&self) -> impl Iterator<Item = &'m Member> {
        let operation = self.operation;
        operation
            .path_parameters
            .iter()
            .chain(&operation.query)
            .chain(operation.paging_query(self.model))
    }

    fn has_sensitive_parameter(&self) -> bool {
        self.parameters().any(|member| member.sensitivity != Sensitivity::Open)
    }

    /// The struct: one public field for each parameter, and the parts of the body.
    fn definition(&self, scope: &mut Scope) -> TokenStream {
        let name = self.name();
        let derive = if self.has_sensitive_parameter() {
            quote! { #[derive(Clone, PartialEq)] }
        } else {
            quote! { #[derive(Clone, Debug, PartialEq)] }
        };
        let Operation { doc, method, path_template, .. } = self.operation;
        let docs = docs::paragraphs([
            docs::words(&doc.text).as_str(),
            &format!("`{} {}`. Source: {}.", method.as_str(), path_template, doc.source),
        ]);
        let parameters: Vec<TokenStream> = self
            .parameters()
            .map(|member| {
                let docs = docs::member(member, doc);
                let field = format_ident!("{}", member.field);
                let ty = types::field(self.model, member, scope);
                quote! { #docs pub #field: #ty, }
            })
            .collect();
        let body = self.body_fields(scope);
        let continuation = self.operation.paging().map(|_| {
            let query = scope.runtime("Query");
            quote! { continuation: Option<#query>, }
        });
        quote! {
            #docs
            #derive
            #[non_exhaustive]
            pub struct #name {
                #(#parameters)*
                #body
                #continuation
            }
        }
    }

    fn body_fields(&self, scope: &mut Scope) -> TokenStream {
        match &self.operation.request {
            RequestBody::Empty => TokenStream::new(),
            RequestBody::Object(object) => {
                let ty = scope.model(&self.model[*object].name);
                quote! {
                    /// The body.
                    pub body: #ty,
                }
            }
            RequestBody::Resource { attributes, relationships, .. } => {
                let attributes = attributes.map(|object| {
                    let ty = scope.model(&self.model[object].name);
                    quote! {
                        /// The attributes of the resource that is sent.
                        pub attributes: #ty,
                    }
                });
                let relationships = (!relationships.is_empty()).then(|| {
                    let ty = format_ident!("{}", self.relationships_name());
                    quote! {
                        /// The relationships of the resource that is sent.
                        pub relationships: #ty,
                    }
                });
                quote! { #attributes #relationships }
            }
        }
    }

    fn relationships_name(&self) -> String {
        format!("{}Relationships", self.operation.type_name)
    }

    fn relationships(&self, scope: &mut Scope) -> Option<TokenStream> {
        let relationships = self.body_relationships();
        if relationships.is_empty() {
            return None;
        }
        let purpose = format!("The relationships that [`{}`] sends.", self.operation.type_name);
        Some(relationships::definition(
            self.model,
            &self.relationships_name(),
            &purpose,
            relationships,
            &self.operation.doc,
            scope,
        ))
    }

    /// The ways to start the call: the method of its group, and the function for a call without a client.
    fn start(&self, scope: &mut Scope) -> Start {
        let (function, name) = (format_ident!("{}", self.operation.action), self.name());
        let docs = docs::line(&docs::first_sentence(&self.operation.doc.text));
        let PathInputs { parameters, bindings, given } = self.path_inputs(scope);
        let names: Vec<&Ident> = given.iter().map(|(field, _)| field).collect();
        let inputs = self.inputs();
        let (started, unbound, start, builder) = if inputs.is_empty() {
            (
                quote! { D::Built<#name> },
                quote! { #name },
                quote! { self.0.built(#name { #(#names),* }) },
                Vec::new(),
            )
        } else {
            let build = self.built(&inputs, scope);
            let (name, given) = (format!("{}Builder", self.operation.type_name), given.clone());
            let output = self.name();
            let builder = Builder {
                name,
                output: quote! { #output },
                given,
                inputs: &inputs,
                build,
                has_door: true,
            };
            let (ident, items) =
                (builder.ident(), builder.items(self.model, &quote! { required }, scope));
            (builder.started(scope), quote! { #ident }, builder.start(scope), items)
        };
        Start {
            method: quote! {
                #docs
                pub fn #function(&self, #(#parameters),*) -> #started {
                    #(#bindings)*
                    #start
                }
            },
            function: quote! {
                #docs
                pub fn #function(#(#parameters),*) -> #unbound {
                    Group(runtime::Unbound).#function(#(#names),*)
                }
            },
            builder,
        }
    }

    fn path_inputs(&self, scope: &mut Scope) -> PathInputs {
        let mut inputs = PathInputs::default();
        for member in &self.operation.path_parameters {
            let field = format_ident!("{}", member.field);
            let types::Argument { ty, value } =
                types::argument(self.model, &member.ty, &field, scope);
            inputs.parameters.push(quote! { #field: #ty });
            if value.to_string() != member.field {
                inputs.bindings.push(quote! { let #field = #value; });
            }
            inputs.given.push((field, types::value(self.model, &member.ty, scope)));
        }
        inputs
    }

    /// The expression that makes the operation of what its builder holds.
    fn built(&self, inputs: &[Input<'m>], scope: &mut Scope) -> TokenStream {
        let name = self.name();
        let unknown = scope.runtime("UnknownMembers");
        let value = |input: &Input<'m>| {
            let (field, value) = (input.ident(), input.built());
            quote! { #field: #value, }
        };
        let path = self.operation.path_parameters.iter().map(|member| {
            let field = format_ident!("{}", member.field);
            quote! { #field: self.#field, }
        });
        let parameters = self.operation.query.len() + self.operation.paging_query(self.model).len();
        let (parameters, rest) = inputs.split_at(parameters);
        let (members, relationships) = rest.split_at(self.body_members().len());
        let (parameters, members) = (parameters.iter().map(value), members.iter().map(value));
        let body = match &self.operation.request {
            RequestBody::Empty => None,
            RequestBody::Object(object) => {
                let ty = scope.model(&self.model[*object].name);
                Some(quote! { body: #ty { #(#members)* unknown: #unknown::default() }, })
            }
            RequestBody::Resource { attributes, .. } => attributes.map(|object| {
                let ty = scope.model(&self.model[object].name);
                quote! { attributes: #ty { #(#members)* unknown: #unknown::default() }, }
            }),
        };
        let relationships = (!relationships.is_empty()).then(|| {
            let ty = format_ident!("{}", self.relationships_name());
            let relationships = relationships.iter().map(value);
            quote! { relationships: #ty { #(#relationships)* unknown: #unknown::default() }, }
        });
        let continuation = self.operation.paging().map(|_| quote! { continuation: None, });
        quote! { #name { #(#path)* #(#parameters)* #body #relationships #continuation } }
    }

    fn operation_impl(&self, scope: &mut Scope) -> TokenStream {
        let operation = self.operation;
        let name = self.name();
        let wire_name = &operation.name;
        let method = format_ident!("{}", operation.method.as_str());
        let face = format_ident!("{}", self.model.api.faces[operation.face].variant);
        let output = answers::output(self.model, &operation.successes, scope);
        let existing = answers::existing(self.model, &operation.existing, scope);
        let statuses = |answers: &[Answer]| -> Vec<Literal> {
            answers.iter().map(|answer| Literal::u16_unsuffixed(answer.status)).collect()
        };
        let successes = statuses(&operation.successes);
        let empty = operation.successes.iter().filter(|answer| answer.body == AnswerBody::Empty);
        let empty = empty.map(|answer| Literal::u16_unsuffixed(answer.status));
        let earlier = statuses(&operation.existing);
        let safe = operation.safe_to_repeat;
        let path = self.path(scope);
        let query = self.query(scope);
        let body = self.body(scope);
        quote! {
            impl runtime::Operation for #name {
                type Api = Api;
                type Output = #output;
                type Existing = #existing;

                const NAME: &'static str = #wire_name;
                const METHOD: runtime::Method = runtime::Method::#method;
                const FACE: Face = Face::#face;
                const SUCCESSES: &'static [u16] = &[#(#successes),*];
                const EMPTY: &'static [u16] = &[#(#empty),*];
                const EXISTING: &'static [u16] = &[#(#earlier),*];
                const SAFE_TO_REPEAT: bool = #safe;

                #path
                #query
                #body
            }
        }
    }

    fn path(&self, scope: &mut Scope) -> TokenStream {
        let error = scope.runtime("RequestError");
        let body = if self.operation.path_parameters.is_empty() {
            let path = &self.operation.path_template;
            quote! { Ok(#path.to_owned()) }
        } else {
            let path = scope.runtime("Path");
            let pieces = self.operation.path.iter().map(|piece| match piece {
                PathPiece::Literal(text) => quote! { .literal(#text) },
                PathPiece::Parameter(index) => {
                    let member = &self.operation.path_parameters[*index];
                    let (wire, field) = (&member.wire, format_ident!("{}", member.field));
                    quote! { .parameter(#wire, &self.#field)? }
                }
            });
            quote! { Ok(#path::new() #(#pieces)* .finish()) }
        };
        quote! { fn path(&self) -> Result<String, #error> { #body } }
    }

    fn query(&self, scope: &mut Scope) -> Option<TokenStream> {
        let members: Vec<&Member> =
            self.operation.query.iter().chain(self.operation.paging_query(self.model)).collect();
        let continued = self.operation.paging().map(|_| {
            quote! {
                if let Some(continuation) = &self.continuation {
                    return continuation.clone();
                }
            }
        });
        if members.is_empty() && continued.is_none() {
            return None;
        }
        let query = scope.runtime("Query");
        let parameters = members.into_iter().map(|member| {
            let (wire, field) = (&member.wire, format_ident!("{}", member.field));
            match member.presence {
                Presence::Required => quote! { .with(#wire, &self.#field) },
                Presence::Optional | Presence::Nullable => {
                    quote! { .with_optional(#wire, self.#field.as_ref()) }
                }
                Presence::Maybe => quote! { .with_optional(#wire, self.#field.value()) },
            }
        });
        Some(quote! {
            fn query(&self) -> #query {
                #continued
                #query::new() #(#parameters)*
            }
        })
    }

    fn body(&self, scope: &mut Scope) -> Option<TokenStream> {
        let body = match &self.operation.request {
            RequestBody::Empty => return None,
            RequestBody::Object(_) => {
                let to_string = scope.runtime("Body");
                quote! { Some(#to_string::object(&self.body)) }
            }
            RequestBody::Resource { type_word, id, attributes, relationships } => {
                let body = scope.runtime("Body");
                let id = id.map(|index| {
                    let field = format_ident!("{}", self.operation.path_parameters[index].field);
                    quote! { .id(&self.#field) }
                });
                let attributes = attributes.map(|_| quote! { .attributes(&self.attributes) });
                let relationships = (!relationships.is_empty())
                    .then(|| quote! { .relationships(&self.relationships) });
                quote! { Some(#body::resource(#type_word) #id #attributes #relationships .finish()) }
            }
        };
        let ty = scope.runtime("Body");
        Some(quote! { fn body(&self) -> Option<#ty> { #body } })
    }

    fn paged(&self) -> Option<TokenStream> {
        let paging = &self.model.api.paging[self.operation.paging()?];
        let (name, next) = (self.name(), &paging.next);
        Some(quote! {
            impl runtime::Paged for #name {
                const NEXT: &'static str = #next;

                fn continued(&self, query: runtime::Query) -> Self {
                    Self { continuation: Some(query), ..self.clone() }
                }
            }
        })
    }

    /// `Debug` where a parameter must not be shown.
    fn debug(&self) -> TokenStream {
        let name = self.name();
        let title = &self.operation.type_name;
        let parameters = self.parameters().map(|member| {
            let (label, field) = (&member.field, format_ident!("{}", member.field));
            if member.sensitivity == Sensitivity::Open {
                quote! { .field(#label, &self.#field) }
            } else {
                quote! { .field(#label, &runtime::Redacted) }
            }
        });
        let body = match &self.operation.request {
            RequestBody::Empty => TokenStream::new(),
            RequestBody::Object(_) => quote! { .field("body", &self.body) },
            RequestBody::Resource { attributes, .. } => attributes
                .map(|_| quote! { .field("attributes", &self.attributes) })
                .unwrap_or_default(),
        };
        quote! {
            impl std::fmt::Debug for #name {
                fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    formatter.debug_struct(#title) #(#parameters)* #body .finish()
                }
            }
        }
    }
}
