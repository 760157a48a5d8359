//! The models of a description as plain structs with serde derives: the baseline for what generated code costs to
//! compile. It has the same fields and no operations, no builders and no documentation.

use std::fmt::Write as _;

use codegen::model::{Arity, Enum, Member, Model, Presence, Resource, ScalarKind, Type};

const HEAD: &str = "\
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Identifier {
    pub r#type: String,
    pub id: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToOne {
    pub data: Option<Identifier>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToMany {
    pub data: Vec<Identifier>,
}
";

/// The text of the crate's `lib.rs`.
pub fn library(model: &Model) -> String {
    let mut text = HEAD.to_owned();
    for scalar in &model.scalars {
        let of = match scalar.kind {
            ScalarKind::Text { .. } => "String",
            ScalarKind::Integer => "i64",
            ScalarKind::Decimal { .. } => "f64",
        };
        item(&mut text, &format!("pub struct {}(pub {of});", scalar.name));
    }
    model.enums.iter().for_each(|of| enumeration(&mut text, of));
    for object in &model.objects {
        structure(&mut text, &object.name, &fields(model, &object.members));
    }
    model.resources.iter().for_each(|each| resource(&mut text, model, each));
    text
}

fn item(text: &mut String, item: &str) {
    let _ = write!(text, "\n#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]\n{item}\n");
}

fn structure(text: &mut String, name: &str, fields: &str) {
    item(text, &format!("pub struct {name} {{\n{fields}}}"));
}

fn enumeration(text: &mut String, of: &Enum) {
    let variants: String = of
        .values
        .iter()
        .map(|value| format!("    #[serde(rename = {:?})]\n    {},\n", value.word, value.variant))
        .collect();
    item(text, &format!("pub enum {} {{\n{variants}}}", of.name));
}

fn resource(text: &mut String, model: &Model, resource: &Resource) {
    let name = &resource.name;
    structure(text, &format!("{name}Attributes"), &fields(model, &resource.attributes));
    let relationships: String = resource
        .relationships
        .iter()
        .map(|each| {
            let ty = if each.arity == Arity::One { "ToOne" } else { "ToMany" };
            format!(
                "    #[serde(rename = {:?})]\n    pub {}: Option<{ty}>,\n",
                each.wire, each.field
            )
        })
        .collect();
    structure(text, &format!("{name}Relationships"), &relationships);
    structure(
        text,
        name,
        &format!(
            "    pub r#type: String,\n    pub id: {},\n    pub attributes: {name}Attributes,\n    \
             pub relationships: Option<{name}Relationships>,\n    pub links: Option<BTreeMap<String, String>>,\n",
            model[resource.id].name
        ),
    );
}

fn fields(model: &Model, members: &[Member]) -> String {
    members
        .iter()
        .map(|member| {
            let ty = type_name(model, &member.ty);
            let (attribute, ty) = match member.presence {
                Presence::Required => ("", ty),
                Presence::Nullable => ("", format!("Option<{ty}>")),
                Presence::Optional | Presence::Maybe => (
                    ", default, skip_serializing_if = \"Option::is_none\"",
                    format!("Option<{ty}>"),
                ),
            };
            format!(
                "    #[serde(rename = {:?}{attribute})]\n    pub {}: {ty},\n",
                member.wire, member.field
            )
        })
        .collect()
}

fn type_name(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Text => "String".to_owned(),
        Type::Boolean => "bool".to_owned(),
        Type::Integer | Type::UnixSeconds => "i64".to_owned(),
        Type::Decimal => "f64".to_owned(),
        Type::Json => "serde_json::Value".to_owned(),
        Type::Scalar(id) => model[*id].name.clone(),
        Type::Enum(id) => model[*id].name.clone(),
        Type::Object(id) => model[*id].name.clone(),
        Type::List(of) => format!("Vec<{}>", type_name(model, of)),
        Type::Map(of) => format!("BTreeMap<String, {}>", type_name(model, of)),
    }
}
