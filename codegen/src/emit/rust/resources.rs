//! Resources: the resource object, its attributes and its relationships.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::print::RustFile;
use super::scope::Scope;
use super::{docs, members, objects, relationships};
use crate::model::{Model, Presence, Resource};

pub(super) fn file(model: &Model, resource: &Resource) -> RustFile {
    let mut scope = Scope::of_models([resource.name.clone()]);
    let parts = Parts::of(resource);
    let definition = definition(model, resource, &parts, &mut scope);
    let attributes =
        parts.attributes.as_ref().map(|name| attributes(model, resource, name, &mut scope));
    let relationships = parts.relationships.as_ref().map(|name| {
        let purpose = format!("The relationships of [`{}`].", resource.name);
        relationships::definition(
            model,
            name,
            &purpose,
            &resource.relationships,
            &resource.doc,
            &mut scope,
        )
    });
    let (imports, blocks) = scope.finish();
    RustFile {
        path: format!("models/{}.rs", super::module(&resource.name)),
        purpose: format!("`{}`: {}", resource.type_word, docs::first_sentence(&resource.doc.text)),
        items: [imports, definition].into_iter().chain(attributes).chain(relationships).collect(),
        blocks,
        nodes: resource.nodes().collect(),
    }
}

/// The parts that a resource object of this type has.
struct Parts {
    attributes: Option<String>,
    attributes_presence: Presence,
    relationships: Option<String>,
    relationships_presence: Presence,
    links: bool,
}

impl Parts {
    fn of(resource: &Resource) -> Self {
        let part = |is_empty: bool, suffix: &str| {
            (!is_empty).then(|| format!("{}{suffix}", resource.name))
        };
        Self {
            attributes: part(resource.attributes.is_empty(), "Attributes"),
            attributes_presence: resource.attributes_presence(),
            relationships: part(resource.relationships.is_empty(), "Relationships"),
            relationships_presence: resource.relationships_presence(),
            links: !resource.links.is_empty(),
        }
    }
}

fn in_presence(presence: Presence, ty: &proc_macro2::Ident) -> TokenStream {
    if presence.is_always_there() {
        quote! { #ty }
    } else {
        quote! { Option<#ty> }
    }
}

fn definition(model: &Model, resource: &Resource, parts: &Parts, scope: &mut Scope) -> TokenStream {
    let name = format_ident!("{}", resource.name);
    let docs = docs::definition(&resource.doc);
    let id = scope.model(&model[resource.id].name);
    let (type_word, resource_type) = (scope.runtime("TypeWord"), scope.runtime("ResourceType"));
    let attributes = parts.attributes.as_ref().map(|attributes| {
        let ty = in_presence(parts.attributes_presence, &format_ident!("{attributes}"));
        quote! {
            /// Its attributes.
            pub attributes: #ty,
        }
    });
    let relationships = parts.relationships.as_ref().map(|relationships| {
        let ty = in_presence(parts.relationships_presence, &format_ident!("{relationships}"));
        quote! {
            /// Its relationships.
            pub relationships: #ty,
        }
    });
    let links = parts.links.then(|| {
        let names: Vec<String> = resource.links.iter().map(|link| format!("`{link}`")).collect();
        let docs = docs::line(&format!("Its links: {}.", names.join(", ")));
        let links = scope.runtime("Links");
        quote! { #docs pub links: Option<#links>, }
    });
    let unknown = members::unknown_field(scope);
    let word = &resource.type_word;
    let table = resource_table(parts, resource, scope);
    quote! {
        #docs
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #name {
            type_word: #type_word<Self>,
            /// Its id.
            pub id: #id,
            #attributes
            #relationships
            #links
            #unknown
        }
        impl #resource_type for #name {
            const TYPE: &'static str = #word;
            type Id = #id;

            fn id(&self) -> &#id {
                &self.id
            }
        }
        #table
    }
}

fn resource_table(parts: &Parts, resource: &Resource, scope: &mut Scope) -> TokenStream {
    let line = |name: &str, presence: Presence, codec: Option<&str>| {
        members::line(name, name, presence, codec, false, &[])
    };
    let mut lines = vec![
        members::line("type", "type_word", Presence::Required, None, false, &[]),
        line("id", Presence::Required, None),
    ];
    if parts.attributes.is_some() {
        lines.push(line("attributes", parts.attributes_presence, None));
    }
    if parts.relationships.is_some() {
        lines.push(line("relationships", parts.relationships_presence, None));
    }
    if parts.links {
        scope.runtime("LinksOf");
        scope.api();
        lines.push(line("links", Presence::Optional, Some("LinksOf<Api>")));
    }
    members::block(&resource.name, false, lines, scope)
}

fn attributes(model: &Model, resource: &Resource, name: &str, scope: &mut Scope) -> TokenStream {
    let ident = format_ident!("{name}");
    let purpose = docs::line(&format!("The attributes of [`{}`].", resource.name));
    let fields = members::fields(model, &resource.attributes, &resource.doc, scope);
    let unknown = members::unknown_field(scope);
    let table = objects::table(model, name, &resource.attributes, scope);
    quote! {
        #purpose
        #[derive(Clone, PartialEq)]
        #[non_exhaustive]
        pub struct #ident {
            #fields
            #unknown
        }
        #table
    }
}
