//! Open enums: the known words as variants, facts and life cycle as methods.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::print::RustFile;
use super::scope::Scope;
use crate::model::{Enum, Fact, Lifecycle, Node, NodeKind};

pub(super) fn file(of: &Enum) -> RustFile {
    let mut scope = Scope::of_models([]);
    let definition = definition(of, &mut scope);
    let methods = methods(of);
    let (imports, blocks) = scope.finish();
    RustFile {
        path: format!("models/{}.rs", super::module(&of.name)),
        purpose: docs::first_sentence(&of.doc.text),
        items: [imports, definition].into_iter().chain(methods).collect(),
        blocks,
        nodes: vec![Node::new(NodeKind::Enum, &of.name)],
    }
}

fn variants(of: &Enum) -> Vec<Ident> {
    of.values.iter().map(|value| format_ident!("{}", value.variant)).collect()
}

/// The enum with a word for each variant.
fn definition(of: &Enum, scope: &mut Scope) -> TokenStream {
    let mut lines = docs::definition_lines(&of.doc);
    lines.push(format!("pub enum {} {{", of.name));
    for value in &of.values {
        lines.extend(
            docs::part_lines(&value.doc, &of.doc).into_iter().map(|line| format!("    {line}")),
        );
        lines.push(format!("    {} = {:?},", value.variant, value.word));
    }
    lines.push("}".to_owned());
    scope.block("open_enum", lines)
}

fn methods(of: &Enum) -> Option<TokenStream> {
    if of.facts.is_empty() && of.lifecycle.is_none() {
        return None;
    }
    let name = format_ident!("{}", of.name);
    let facts = of.facts.iter().map(|fact| fact_method(of, fact));
    let lifecycle = of.lifecycle.as_ref().map(|lifecycle| lifecycle_methods(of, lifecycle));
    Some(quote! { impl #name { #(#facts)* #lifecycle } })
}

fn fact_method(of: &Enum, fact: &Fact) -> TokenStream {
    let method = format_ident!("{}", fact.method);
    let docs = docs::paragraphs([
        docs::words(&fact.doc).as_str(),
        "`None` for a word that the description does not know.",
    ]);
    let holding = |wanted: bool| {
        let variants =
            variants(of).into_iter().zip(&fact.holds).filter(move |(_, holds)| **holds == wanted);
        let patterns: Vec<_> = variants.map(|(variant, _)| quote! { Self::#variant }).collect();
        (!patterns.is_empty()).then(|| quote! { #(#patterns)|* => Some(#wanted), })
    };
    let (yes, no) = (holding(true), holding(false));
    quote! {
        #docs
        pub fn #method(&self) -> Option<bool> {
            match self {
                #yes
                #no
                Self::Unknown(_) => None,
            }
        }
    }
}

fn lifecycle_methods(of: &Enum, lifecycle: &Lifecycle) -> TokenStream {
    let variants = variants(of);
    let initial = &variants[lifecycle.initial];
    let arms = variants.iter().zip(&lifecycle.next).map(|(variant, next)| {
        let next = next.iter().map(|index| &variants[*index]);
        quote! { Self::#variant => &[#(Self::#next),*], }
    });
    quote! {
        /// The value with which the life cycle begins.
        pub const INITIAL: Self = Self::#initial;

        /// The values that may follow this one directly. `None` for a word that the description does not know.
        ///
        /// Changes that follow closely may be seen as one: compare what was seen by the life cycle, not step by step.
        pub fn next(&self) -> Option<&'static [Self]> {
            Some(match self {
                #(#arms)*
                Self::Unknown(_) => return None,
            })
        }
    }
}
