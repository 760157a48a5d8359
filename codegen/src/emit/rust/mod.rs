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
use super::{EmitError, Emitted};
use crate::model::{Model, Node, NodeKind};
use crate::parallel;

/// The Rust files of a client, below the root of its crate.
///
/// # Errors
/// A fault of the emitter: it made tokens that are not Rust.
pub fn emit(model: &Model) -> Result<Emitted, EmitError> {
    let mut emitted = Emitted {
        files: Vec::new(),
        emitted: used_paging(model).collect(),
        skipped: unused_paging(model),
    };
    // A file's tokens take many times the memory of its text: none outlive the making of their file.
    let printed = parallel::map(&files(model), |file| {
        let file = file();
        (file.nodes.clone(), file.print())
    });
    for (nodes, file) in printed {
        emitted.emitted.extend(nodes);
        emitted.files.push(file.map_err(EmitError::NotRust)?);
    }
    Ok(emitted)
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
    whole
        .chain(enums)
        .chain(objects)
        .chain(resources)
        .chain(operations::files(model))
        .chain(callbacks)
        .collect()
}

fn planned<'m>(file: impl Fn() -> RustFile + Sync + 'm) -> Planned<'m> {
    Box::new(file)
}

/// The paging styles that are emitted: as parameters of the lists that are paged so.
fn used_paging(model: &Model) -> impl Iterator<Item = Node> {
    let paging = model.api.paging.iter().enumerate();
    paging
        .filter(|(index, _)| is_used(model, *index))
        .map(|(_, paging)| Node::new(NodeKind::Paging, &paging.name))
}

fn unused_paging(model: &Model) -> Vec<(Node, String)> {
    let paging = model.api.paging.iter().enumerate().filter(|(index, _)| !is_used(model, *index));
    paging
        .map(|(_, paging)| {
            (Node::new(NodeKind::Paging, &paging.name), "no list is paged so".to_owned())
        })
        .collect()
}

fn is_used(model: &Model, paging: usize) -> bool {
    model.operations.iter().any(|operation| operation.paging() == Some(paging))
}

fn root(model: &Model) -> RustFile {
    let callbacks = (!model.callbacks.is_empty()).then(|| quote! { pub mod callbacks; });
    RustFile {
        path: "mod.rs".to_owned(),
        purpose: docs::words(&format!("{}.\n\n{}", model.api.title, model.api.doc.trim())),
        items: quote! {
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
        },
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
        items: quote! {
            #(mod #modules;)*
            #(pub use #modules::*;)*
        },
        blocks: Blocks::default(),
        nodes: Vec::new(),
    }
}
