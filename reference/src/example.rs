//! A body to begin with, where none is documented: what is required, and what has an example.

use codegen::model::{
    AnswerBody, Arity, Example, Member, Model, ObjectId, Operation, Relationship, RequestBody,
    ResourceId, ScalarId, ScalarKind, Target, Type, ViewId,
};

use crate::json;

/// The body of a call: the documented sample, else an example. None where the call has no body.
pub(crate) fn body(model: &Model, operation: &Operation) -> Option<String> {
    if let Some(sample) = &operation.request_sample {
        return Some(sample.text.trim_end().to_owned());
    }
    match &operation.request {
        RequestBody::Empty => None,
        RequestBody::Object(body) => Some(object(model, *body, 0)),
        RequestBody::Resource { type_word, id, attributes, relationships } => {
            let mut data = vec![("type", json::string(type_word))];
            if let Some(index) = id {
                let parameter = &operation.path_parameters[*index];
                data.push(("id", member(model, parameter, 2)));
            }
            if let Some(attributes) = attributes {
                data.push(("attributes", object(model, *attributes, 2)));
            }
            let required = relationships.iter().filter(|relationship| !relationship.optional);
            let required: Vec<_> =
                required.map(|each| (each.wire.as_str(), relationship(model, each, 3))).collect();
            if !required.is_empty() {
                data.push(("relationships", braced(&required, 2)));
            }
            Some(braced(&[("data", braced(&data, 1))], 0))
        }
    }
}

/// An object over several lines; `depth` is how deep it stands.
fn braced(members: &[(&str, String)], depth: usize) -> String {
    if members.is_empty() {
        return "{}".to_owned();
    }
    let (inner, outer) = ("  ".repeat(depth + 1), "  ".repeat(depth));
    let lines: Vec<String> = members
        .iter()
        .map(|(name, value)| format!("{inner}{}: {value}", json::string(name)))
        .collect();
    format!("{{\n{}\n{outer}}}", lines.join(",\n"))
}

/// The body of what a server sends. It shows what is always there, and what has an example.
pub(crate) fn of_answer(model: &Model, body: &AnswerBody) -> String {
    let document = |data: String| braced(&[("data", data)], 0);
    match body {
        AnswerBody::Empty => String::new(),
        AnswerBody::Object(of) => object(model, *of, 0),
        AnswerBody::Resource { item, .. } => document(resource(model, *item)),
        AnswerBody::List { item, .. } => document(format!("[{}]", resource(model, *item))),
        AnswerBody::Data { object: of, .. } => document(object(model, *of, 1)),
        AnswerBody::DataList { object: of, .. } => document(format!("[{}]", object(model, *of, 1))),
    }
}

fn resource(model: &Model, item: ViewId) -> String {
    let resource = &model[item.resource];
    let data = [
        ("type", json::string(&resource.type_word)),
        ("id", scalar(model, resource.id)),
        ("attributes", members(model, resource.attributes_of(item.view), 2)),
    ];
    braced(&data, 1)
}

fn object(model: &Model, object: ObjectId, depth: usize) -> String {
    members(model, &model[object].members, depth)
}

fn members(model: &Model, members: &[Member], depth: usize) -> String {
    let members = members.iter();
    let shown = members.filter(|member| {
        member.presence.is_always_there() || (depth < 4 && has_example(model, member))
    });
    let shown: Vec<_> =
        shown.map(|each| (each.wire.as_str(), member(model, each, depth + 1))).collect();
    braced(&shown, depth)
}

fn has_example(model: &Model, member: &Member) -> bool {
    let own = member.example.is_some();
    own || matches!(&member.ty, Type::Scalar(scalar) if model[*scalar].example.is_some())
}

fn member(model: &Model, member: &Member, depth: usize) -> String {
    member.example.as_ref().map_or_else(|| value(model, &member.ty, depth), json::literal)
}

fn value(model: &Model, ty: &Type, depth: usize) -> String {
    match ty {
        Type::Text => json::string("text"),
        Type::Boolean => "true".to_owned(),
        Type::Integer => "1".to_owned(),
        Type::Decimal => "1.5".to_owned(),
        Type::UnixSeconds => "1600000000".to_owned(),
        Type::Json | Type::Map(_) => "{}".to_owned(),
        Type::Scalar(of) => scalar(model, *of),
        Type::Enum(of) => {
            json::string(model[*of].values.first().map_or("", |value| value.word.as_str()))
        }
        Type::Object(of) => object(model, *of, depth),
        Type::List(_) => "[]".to_owned(),
    }
}

fn scalar(model: &Model, scalar: ScalarId) -> String {
    let scalar = &model[scalar];
    match (&scalar.example, scalar.kind) {
        (Some(example), _) => json::literal(example),
        (None, ScalarKind::Text { .. }) => json::string("text"),
        (None, ScalarKind::Integer) => "1".to_owned(),
        (None, ScalarKind::Decimal { .. }) => "1.5".to_owned(),
    }
}

fn relationship(model: &Model, relationship: &Relationship, depth: usize) -> String {
    let identifier = |resource: ResourceId, id: ScalarId| {
        let type_word = json::string(&model[resource].type_word);
        braced(&[("type", type_word), ("id", scalar(model, id))], depth + 1)
    };
    let first = match &relationship.target {
        Target::One { resource, id } => Some(identifier(*resource, *id)),
        Target::AnyOf { resources, .. } => {
            resources.first().map(|resource| identifier(*resource, model[*resource].id))
        }
    };
    let data = match relationship.arity {
        Arity::One => first.unwrap_or_else(|| "null".to_owned()),
        Arity::Many => format!("[{}]", first.unwrap_or_default()),
    };
    braced(&[("data", data)], depth)
}

/// What to write into a field for a parameter.
pub(crate) fn plain(model: &Model, member: &Member) -> Option<String> {
    let example = member.example.as_ref().or_else(|| match &member.ty {
        Type::Scalar(scalar) => model[*scalar].example.as_ref(),
        _ => None,
    });
    example.map(|example| match example {
        Example::Text(text) | Example::Literal(text) => text.clone(),
    })
}
