//! Cases of requests: what each call sends, with values that are easily sent wrong.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::super::case::{Credentials, Inputs, RequestCase, Sent};
use super::super::example;
use super::super::json::{Json, step};
use crate::model::{
    AuthScheme, Member, Model, Operation, PathPiece, RequestBody, ScalarKind, Type,
};

/// What RFC 3986 lets stand as it is.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Values that make another path or query where they are not encoded, or are encoded twice.
const AWKWARD: [&str; 6] = ["a b", "a/b", "50%", "%2F", "a?b#c&d=e+f;g", "\u{e4}\u{20ac}\u{1f600}"];

/// Values that make another path however they are encoded.
const OTHER_PATHS: [(&str, &str); 3] = [("empty", ""), ("a dot", "."), ("two dots", "..")];

/// Numbers that binary floating point or a change of scale would alter.
const EXACT: [&str; 3] = ["0.10", "10.00", "12345678901234567.89"];

/// The cases of all operations.
pub(in super::super) fn cases(model: &Model) -> impl Iterator<Item = RequestCase> {
    model.operations.iter().flat_map(|operation| of_operation(model, operation))
}

fn of_operation(model: &Model, operation: &Operation) -> Vec<RequestCase> {
    let least = inputs(model, operation);
    let mut cases = Vec::new();
    if let Some(documented) = documented(operation, &least) {
        cases.push(case(model, operation, "as documented", documented));
    }
    cases.push(case(model, operation, "with the least it takes", least.clone()));
    if !operation.paging_query(model).is_empty() {
        cases.push(case(model, operation, "with a page that is chosen", of_page(model, operation)));
    }
    for member in operation.path_parameters.iter().filter(|member| text(model, member)) {
        for value in AWKWARD {
            let name = format!("`{value}` in the path");
            cases.push(case(model, operation, &name, with_path(&least, member, value)));
        }
        for (words, value) in OTHER_PATHS {
            let name = format!("{words} in the path would be another path");
            let case = case(model, operation, &name, with_path(&least, member, value));
            cases.push(RequestCase { sends: None, ..case });
        }
    }
    for member in operation.query.iter().filter(|member| text(model, member)) {
        for value in AWKWARD {
            let mut inputs = least.clone();
            inputs.query.insert(member.wire.clone(), value.to_owned());
            let name = format!("`{value}` in the query as {}", member.wire);
            cases.push(case(model, operation, &name, inputs));
        }
    }
    cases.extend(exact_numbers(model, operation, &least));
    cases
}

/// The inputs of a list that choose a page in every way that there is.
fn of_page(model: &Model, operation: &Operation) -> Inputs {
    let mut inputs = inputs(model, operation);
    for member in operation.paging_query(model) {
        let value = example::given(model, member);
        let value = value.as_text().unwrap_or_default();
        inputs.query.insert(member.wire.clone(), value.to_owned());
    }
    inputs
}

fn text(model: &Model, member: &Member) -> bool {
    example::is_text(model, &member.ty)
}

fn with_path(inputs: &Inputs, member: &Member, value: &str) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.path.insert(member.wire.clone(), value.to_owned());
    inputs
}

fn exact_numbers(model: &Model, operation: &Operation, least: &Inputs) -> Vec<RequestCase> {
    let members = model.body_members(&operation.request).iter();
    let numbers = members.filter(|member| match member.ty {
        Type::Decimal => true,
        Type::Scalar(id) => matches!(model[id].kind, ScalarKind::Decimal { .. }),
        _ => false,
    });
    let pairs = numbers.flat_map(|member| EXACT.map(|number| (member, number)));
    let cases = pairs.map(|(member, number)| {
        let pointer = format!("/{}", step(&member.wire));
        let set = |of: &Option<Json>| of.clone().map(|of| of.with(&pointer, Json::literal(number)));
        let inputs =
            Inputs { attributes: set(&least.attributes), body: set(&least.body), ..least.clone() };
        case(model, operation, &format!("{number} as {}", member.wire), inputs)
    });
    cases.collect()
}

/// The inputs that an operation must have.
pub(in super::super) fn inputs(model: &Model, operation: &Operation) -> Inputs {
    let parameter = |member: &Member| {
        let value = example::value(model, member);
        (member.wire.clone(), value.as_text().unwrap_or_default().to_owned())
    };
    let required = operation.query.iter().filter(|member| member.presence.is_always_there());
    let mut inputs = Inputs {
        path: operation.path_parameters.iter().map(parameter).collect(),
        query: required.map(parameter).collect(),
        ..Inputs::default()
    };
    match &operation.request {
        RequestBody::Empty => {}
        RequestBody::Object(id) => {
            inputs.body = Some(example::members(model, &model[*id].members));
        }
        RequestBody::Resource { attributes, relationships, .. } => {
            inputs.attributes = attributes.map(|id| example::members(model, &model[id].members));
            if !relationships.is_empty() {
                inputs.relationships = Some(example::relationships(model, relationships));
            }
        }
    }
    inputs
}

/// The inputs of the documented request, where there is one.
pub(in super::super) fn documented(operation: &Operation, least: &Inputs) -> Option<Inputs> {
    let body = Json::parse(&operation.request_sample.as_ref()?.text)?;
    Some(match operation.request {
        RequestBody::Object(_) => Inputs { body: Some(body), ..least.clone() },
        _ => Inputs {
            attributes: body.at("/data/attributes").cloned(),
            relationships: body.at("/data/relationships").cloned(),
            ..least.clone()
        },
    })
}

fn case(model: &Model, operation: &Operation, name: &str, inputs: Inputs) -> RequestCase {
    let credentials = credentials(model, operation);
    RequestCase {
        name: format!("{}: {name}", operation.name),
        operation: operation.name.clone(),
        sends: Some(sent(model, operation, &inputs)),
        credentials,
        inputs,
    }
}

/// The credentials with which the cases of an operation are run.
pub(in super::super) fn credentials(model: &Model, operation: &Operation) -> Option<Credentials> {
    match model.api.faces[operation.face].auth {
        AuthScheme::Basic => Some(Credentials::Basic {
            user: "someone".to_owned(),
            password: "a pass:w\u{f6}rd".to_owned(),
        }),
        AuthScheme::Bearer => Some(Credentials::Bearer { token: "a-token".to_owned() }),
        AuthScheme::None => None,
    }
}

/// What is sent of these inputs.
pub(in super::super) fn sent(model: &Model, operation: &Operation, inputs: &Inputs) -> Sent {
    let path = operation.path.iter().map(|piece| match piece {
        PathPiece::Literal(text) => text.clone(),
        PathPiece::Parameter(index) => {
            let value = inputs.path.get(&operation.path_parameters[*index].wire);
            utf8_percent_encode(value.map_or("", String::as_str), RESERVED).to_string()
        }
    });
    let members = operation.query.iter().chain(operation.paging_query(model));
    let query = members
        .filter_map(|member| Some((member.wire.clone(), inputs.query.get(&member.wire)?.clone())));
    let body = body(operation, inputs);
    Sent {
        method: operation.method.as_str().to_owned(),
        path: path.collect(),
        query: query.collect(),
        headers: headers(model, operation, body.is_some()),
        body,
    }
}

fn headers(
    model: &Model,
    operation: &Operation,
    has_body: bool,
) -> BTreeMap<String, Option<String>> {
    let authorization = credentials(model, operation).map(|credentials| match credentials {
        Credentials::Basic { user, password } => {
            format!("Basic {}", STANDARD.encode(format!("{user}:{password}")))
        }
        Credentials::Bearer { token } => format!("Bearer {token}"),
    });
    let media_type = Some(model.api.media_type.clone());
    let mut headers = BTreeMap::from([
        ("accept".to_owned(), media_type.clone()),
        ("authorization".to_owned(), authorization),
    ]);
    if has_body {
        headers.insert("content-type".to_owned(), media_type);
    }
    headers
}

fn body(operation: &Operation, inputs: &Inputs) -> Option<Json> {
    let RequestBody::Resource { type_word, id, .. } = &operation.request else {
        return inputs.body.clone();
    };
    let id = id.and_then(|index| inputs.path.get(&operation.path_parameters[index].wire));
    let members = [
        ("type", Some(Json::text(type_word))),
        ("id", id.map(Json::text)),
        ("attributes", inputs.attributes.clone()),
        ("relationships", inputs.relationships.clone()),
    ];
    let given = members.into_iter().filter_map(|(name, value)| Some((name, value?)));
    Some(example::document(Json::object(given)))
}

/// Text as it stands in a query.
pub(in super::super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, RESERVED).to_string()
}
