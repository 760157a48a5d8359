//! What a file gathers while its items are made: the names to import, and its macro calls.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::print::Blocks;

/// Collects the imports of one file while its items are made.
pub(super) struct Scope {
    qualified: Option<TokenStream>,
    runtime: BTreeSet<&'static str>,
    models: BTreeSet<String>,
    own: BTreeSet<String>,
    api: bool,
    blocks: Blocks,
}

impl Scope {
    /// The scope of a file of the models, which defines these itself. Names stand alone and are imported one by one.
    pub(super) fn of_models(own: impl IntoIterator<Item = String>) -> Self {
        Self {
            qualified: None,
            runtime: BTreeSet::new(),
            models: BTreeSet::new(),
            own: own.into_iter().collect(),
            api: false,
            blocks: Blocks::default(),
        }
    }

    /// The scope of a file whose own names may be anything: others are written with their module, `models::Article`.
    /// `models` is the path from the file to that module.
    pub(super) fn qualified(models: TokenStream) -> Self {
        Self { qualified: Some(models), ..Self::of_models([]) }
    }

    /// A name of the runtime.
    pub(super) fn runtime(&mut self, name: &'static str) -> TokenStream {
        self.runtime.insert(name);
        let ident = self::ident(name);
        if self.qualified.is_some() {
            quote! { runtime::#ident }
        } else {
            quote! { #ident }
        }
    }

    /// A model's name.
    pub(super) fn model(&mut self, name: &str) -> TokenStream {
        let ident = self::ident(name);
        if self.qualified.is_some() {
            self.models.insert(name.to_owned());
            quote! { models::#ident }
        } else {
            if !self.own.contains(name) {
                self.models.insert(name.to_owned());
            }
            quote! { #ident }
        }
    }

    /// The marker type of the API, in a file of the models.
    pub(super) fn api(&mut self) {
        self.api = true;
    }

    /// A call of a macro of the runtime, laid out in these lines.
    pub(super) fn block(&mut self, name: &'static str, lines: Vec<String>) -> TokenStream {
        self.runtime.insert(name);
        self.blocks.add(name, lines)
    }

    /// The `use` items, and the macro calls.
    pub(super) fn finish(self) -> (TokenStream, Blocks) {
        (self.imports(), self.blocks)
    }

    fn imports(&self) -> TokenStream {
        if let Some(models) = &self.qualified {
            let models = (!self.models.is_empty()).then(|| quote! { use #models; });
            let macros = self.runtime.iter().filter(|name| name.starts_with(char::is_lowercase));
            let macros = import(&quote! { crate::runtime }, macros.map(|name| ident(name)));
            return quote! { #models use crate::runtime; #macros };
        }
        let runtime =
            import(&quote! { crate::runtime }, self.runtime.iter().map(|name| ident(name)));
        let models = import(&quote! { super }, self.models.iter().map(|name| ident(name)));
        let api = self.api.then(|| quote! { use super::super::Api; });
        quote! { #api #models #runtime }
    }
}

fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

fn import(path: &TokenStream, names: impl Iterator<Item = Ident>) -> TokenStream {
    let names: Vec<Ident> = names.collect();
    match names.as_slice() {
        [] => TokenStream::new(),
        [name] => quote! { use #path::#name; },
        names => quote! { use #path::{#(#names),*}; },
    }
}
