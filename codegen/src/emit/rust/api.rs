//! What holds for the whole API: its marker type, its faces, its status codes.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::docs;
use super::print::{Blocks, RustFile};
use crate::model::{AuthScheme, Directive, Face, Model, Node, NodeKind, Outcome, StatusRule};

pub(super) fn file(model: &Model) -> RustFile {
    let api = api(model);
    let faces = faces(&model.api.faces);
    let statuses = model.api.statuses.iter().map(status);
    RustFile {
        path: "api.rs".to_owned(),
        purpose: "What holds for the whole API: its faces, what its status codes say, how it writes on the wire.".to_owned(),
        items: vec![quote! {
            use super::models;
            use crate::runtime::{self, Authentication, Directive, Habits, Outcome, StatusRule};

            #api
            #faces
            /// What every documented status says and directs to do, ascending.
            static STATUSES: &[StatusRule] = &[#(#statuses),*];
        }],
        blocks: Blocks::default(),
        nodes: nodes(model),
    }
}

fn nodes(model: &Model) -> Vec<Node> {
    let faces = model.api.faces.iter().map(|face| Node::new(NodeKind::Face, &face.name));
    let statuses =
        model.api.statuses.iter().map(|rule| Node::new(NodeKind::Status, rule.status.to_string()));
    let whole = [Node::new(NodeKind::Api, &model.api.title), Node::new(NodeKind::Errors, "errors")];
    whole.into_iter().chain(faces).chain(statuses).collect()
}

fn api(model: &Model) -> TokenStream {
    let docs = docs::line(&format!("{}, as a type.", docs::words(&model.api.title)));
    let error = format_ident!("{}", model[model.api.errors.object].name);
    let media_type = &model.api.media_type;
    let (map, link) = (model.api.habits.empty_map_as_list, model.api.habits.empty_link_is_none);
    quote! {
        #docs
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Api {}
        impl runtime::Api for Api {
            type Face = Face;
            type Included = models::Included;
            type Error = models::#error;

            const MEDIA_TYPE: &'static str = #media_type;
            const HABITS: Habits = Habits { empty_map_as_list: #map, empty_link_is_none: #link };
            const STATUSES: &'static [StatusRule] = STATUSES;
        }
    }
}

fn faces(faces: &[Face]) -> TokenStream {
    let variants: Vec<_> = faces.iter().map(|face| format_ident!("{}", face.variant)).collect();
    let docs = faces.iter().map(|face| {
        docs::paragraphs([
            docs::words(&face.doc.text).as_str(),
            &docs::words(&face.auth_doc),
            &format!("Source: {}.", face.doc.source),
        ])
    });
    let authentication = faces.iter().map(|face| match face.auth {
        AuthScheme::Basic => format_ident!("Basic"),
        AuthScheme::Bearer => format_ident!("Bearer"),
        AuthScheme::None => format_ident!("None"),
    });
    quote! {
        /// A set of calls with one base URL and one way to authenticate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Face {
            #(#docs #variants,)*
        }
        impl runtime::Face for Face {
            fn authentication(self) -> Authentication {
                match self {
                    #(Self::#variants => Authentication::#authentication,)*
                }
            }
        }
    }
}

fn status(rule: &StatusRule) -> TokenStream {
    let StatusRule { meaning, doc, .. } = rule;
    let status = Literal::u16_unsuffixed(rule.status);
    let advice = doc.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let outcome = match rule.outcome {
        Outcome::Done => format_ident!("Done"),
        Outcome::NotDone => format_ident!("NotDone"),
        Outcome::AlreadyDone => format_ident!("AlreadyDone"),
        Outcome::Unknown => format_ident!("Unknown"),
    };
    let directive = match rule.directive {
        Directive::Proceed => format_ident!("Proceed"),
        Directive::CorrectRequest => format_ident!("CorrectRequest"),
        Directive::CorrectCredentials => format_ident!("CorrectCredentials"),
        Directive::UseExisting => format_ident!("UseExisting"),
        Directive::Reconcile => format_ident!("Reconcile"),
    };
    quote! {
        StatusRule {
            status: #status,
            meaning: #meaning,
            outcome: Outcome::#outcome,
            directive: Directive::#directive,
            advice: #advice,
        }
    }
}
