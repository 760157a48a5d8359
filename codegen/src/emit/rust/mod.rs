//! The Rust client: models, request builders and operations.
//!
//! The emitted code holds no logic of its own: it lists members and names, and the crate's `runtime` module does the work.

mod answers;
mod api;
mod builders;
mod callbacks;
mod docs;
mod enums;
mod included;
mod inputs;
mod members;
mod objects;
mod operations;
mod print;
mod reconcile;
mod relationships;
mod required;
mod resources;
mod scalars;
mod scope;
mod types;
mod watch;

use heck::ToSnakeCase as _;
use quote::{format_ident, quote};

use self::print::{Blocks, RustFile};
use super::{EmitError, Emitted, Piece};
use crate::model::{Model, Node, NodeKind};

/// The Rust files of a client, below the root of its crate.
///
/// # Errors
/// A fault of the emitter: it made tokens that are not Rust.
pub fn emit(model: &Model) -> Result<Emitted, EmitError> {
    Emitted::of(&pieces(model))
}

/// The same, file by file. A file's tokens take many times the memory of its text: none outlive the making of their file.
pub(crate) fn pieces(model: &Model) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = vec![Box::new(|| Ok(paging(model)))];
    pieces.extend(files(model).into_iter().map(|file| -> Piece<'_> {
        Box::new(move || {
            let file = file();
            let emitted = file.nodes.clone();
            let files = vec![file.print().map_err(EmitError::NotRust)?];
            Ok(Emitted { files, emitted, skipped: Vec::new() })
        })
    }));
    pieces
}

/// A file that is yet to be made. Files are made independently of each other.
type Planned<'m> = Box<dyn Fn() -> RustFile + Sync + 'm>;

fn files(model: &Model) -> Vec<Planned<'_>> {
    let whole = [root, api::file, scalars::file, included::file, models_root];
    let whole = whole.into_iter().map(|file| planned(move || file(model)));
    let enums = model.enums.iter().map(|of| planned(|| enums::file(of)));
    let objects = model.object_ids().map(|id| planned(move || objects::file(model, id)));
    let resources =
        model.resources.iter().map(|resource| planned(|| resources::file(model, resource)));
    let callbacks = (!model.callbacks.is_empty()).then(|| planned(|| callbacks::file(model)));
    // The largest first: then no core waits for the last of them.
    let calls = operations::files(model).into_iter();
    calls.chain(resources).chain(objects).chain(whole).chain(enums).chain(callbacks).collect()
}

fn planned<'m>(file: impl Fn() -> RustFile + Sync + 'm) -> Planned<'m> {
    Box::new(file)
}

/// The account of the paging styles: emitted as parameters of the lists that are paged so.
fn paging(model: &Model) -> Emitted {
    let mut account = Emitted::default();
    for (index, paging) in model.api.paging.iter().enumerate() {
        let node = Node::new(NodeKind::Paging, &paging.name);
        if is_used(model, index) {
            account.emitted.push(node);
        } else {
            account.skipped.push((node, "no list is paged so".to_owned()));
        }
    }
    account
}

fn is_used(model: &Model, paging: usize) -> bool {
    model.operations.iter().any(|operation| operation.paging() == Some(paging))
}

fn root(model: &Model) -> RustFile {
    let callbacks = (!model.callbacks.is_empty()).then(|| quote! { pub mod callbacks; });
    RustFile {
        path: "mod.rs".to_owned(),
        purpose: docs::words(&format!("{}.\n\n{}", model.api.title, model.api.doc.trim())),
        items: vec![quote! {
            mod api;
            #callbacks
            pub mod models;
            pub mod operations;
            pub use api::{Api, Face};
            pub use operations::Calls;

            /// The asynchronous client.
            pub type Client = crate::runtime::Client<Api>;

            /// Where the faces are, who calls, and the bounds of every call.
            pub type Settings = crate::runtime::Settings<Api>;

            /// The blocking client.
            pub mod blocking {
                /// The blocking client: the same calls, without a runtime.
                pub type Client = crate::runtime::blocking::Client<super::Api>;
            }
        }],
        blocks: Blocks::default(),
        nodes: Vec::new(),
    }
}

/// The module of a model: its name in `snake_case`, set apart where that is a word of Rust or of the generator.
fn module(model: &str) -> String {
    let module = model.to_snake_case();
    let is_taken = matches!(module.as_str(), "mod" | "scalars" | "included");
    if is_taken || syn::parse_str::<syn::Ident>(&module).is_err() { module + "_" } else { module }
}

/// The module of the models: each in a file of its own, all under one name.
fn models_root(model: &Model) -> RustFile {
    let mut modules: Vec<String> = vec!["included".to_owned(), "scalars".to_owned()];
    modules.extend(model.enums.iter().map(|of| module(&of.name)));
    modules.extend(model.objects.iter().map(|object| module(&object.name)));
    modules.extend(model.resources.iter().map(|resource| module(&resource.name)));
    modules.sort();
    let modules: Vec<_> = modules.iter().map(|module| format_ident!("{module}")).collect();
    RustFile {
        path: "models/mod.rs".to_owned(),
        purpose:
            "The models: resources, the objects and words in them, and the types of their ids."
                .to_owned(),
        items: vec![quote! {
            #(mod #modules;)*
            #(pub use #modules::*;)*
        }],
        blocks: Blocks::default(),
        nodes: Vec::new(),
    }
}
