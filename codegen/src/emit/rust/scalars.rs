//! Named scalars: text becomes a type of its own, numbers an alias.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::docs;
use super::print::RustFile;
use super::scope::Scope;
use crate::model::{Example, Model, Node, NodeKind, Scalar, ScalarKind, Sensitivity};

pub(super) fn file(model: &Model) -> RustFile {
    let mut scope = Scope::of_models([]);
    let scalars: Vec<TokenStream> =
        model.scalars.iter().map(|scalar| item(scalar, &mut scope)).collect();
    let (imports, blocks) = scope.finish();
    RustFile {
        path: "models/scalars.rs".to_owned(),
        purpose: "Ids, codes and amounts: types that keep one kind of text or number from being taken for another."
            .to_owned(),
        items: [imports].into_iter().chain(scalars).collect(),
        blocks,
        nodes: model.scalars.iter().map(|scalar| Node::new(NodeKind::Scalar, &scalar.name)).collect(),
    }
}

fn item(scalar: &Scalar, scope: &mut Scope) -> TokenStream {
    let name = format_ident!("{}", scalar.name);
    let docs = docs::paragraphs(scalar_texts(scalar).iter().map(String::as_str));
    match scalar.kind {
        ScalarKind::Integer => quote! { #docs pub type #name = i64; },
        ScalarKind::Decimal { .. } => {
            let decimal = scope.runtime("Decimal");
            quote! { #docs pub type #name = #decimal; }
        }
        ScalarKind::Text { escaped_twice } => {
            let form = match (scalar.sensitivity, escaped_twice) {
                (Sensitivity::Open, false) => "",
                (Sensitivity::Open, true) => ": escaped_twice",
                (Sensitivity::Personal | Sensitivity::Secret, _) => ": secret",
            };
            let mut lines = docs::lines(scalar_texts(scalar).iter().map(String::as_str));
            lines.push(format!("pub struct {}{form};", scalar.name));
            scope.block("text_newtype", lines)
        }
    }
}

fn scalar_texts(scalar: &Scalar) -> [String; 2] {
    let is_text = matches!(scalar.kind, ScalarKind::Text { .. });
    let hidden = match scalar.sensitivity {
        Sensitivity::Personal if is_text => "Personal data: `Debug` shows `[redacted]`. ",
        Sensitivity::Secret if is_text => "Secret: `Debug` shows `[redacted]`. ",
        _ => "",
    };
    let example = scalar.example.as_ref().map(|example| match example {
        Example::Text(text) | Example::Literal(text) => format!("Example: {}. ", docs::code(text)),
    });
    [
        docs::words(&scalar.doc.text),
        format!("{hidden}{}Source: {}.", example.unwrap_or_default(), scalar.doc.source),
    ]
}
