//! From a method and a target to the operation that the description has there.

use codegen::model::{Member, Model, Operation, PathPiece, Presence, Type};
use percent_encoding::percent_decode_str;

/// Where the faces are served: the private one with and without its prefix, the public one under its own.
fn prefixes(face: &str) -> Vec<String> {
    match face {
        "private" => vec!["/api".to_owned(), String::new()],
        "public" => vec!["/public-api".to_owned()],
        other => vec![format!("/{other}")],
    }
}

/// What a request asks for.
#[derive(Debug)]
pub(crate) struct Found<'m> {
    pub(crate) operation: &'m Operation,
    /// The values of the path's parameters.
    pub(crate) path: Vec<String>,
    pub(crate) query: Query,
}

/// Why a request asks for nothing that is there.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Missed {
    /// Nothing is there.
    NotFound,
    /// Something is, but not with this method. The ones that there are.
    Method(Vec<&'static str>),
    /// A query parameter lacks or makes no sense.
    Query { face: usize, parameter: String, message: &'static str },
    /// The target is not readable.
    Unreadable,
}

/// The parameters of a query; of equal names the last counts.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    fn read(text: &str) -> Option<Self> {
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        let pair = |pair: &str| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decoded(&name.replace('+', " "))?, decoded(&value.replace('+', " "))?))
        };
        pairs.map(pair).collect::<Option<_>>().map(Self)
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let mut from_last = self.0.iter().rev();
        from_last.find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Finds what a request asks for.
pub(crate) fn find<'m>(
    model: &'m Model,
    method: &str,
    path: &str,
    query: &str,
) -> Result<Found<'m>, Missed> {
    let query = Query::read(query).ok_or(Missed::Unreadable)?;
    // A client of the platform writes a slash before the query.
    let path = path.strip_suffix('/').unwrap_or(path);
    let there = operations_at(model, path)?;
    if there.is_empty() {
        return Err(Missed::NotFound);
    }
    // A HEAD is a GET whose body is not sent.
    let wanted = if method == "HEAD" { "GET" } else { method };
    let fitting = there.iter().filter(|(operation, _)| operation.method.as_str() == wanted);
    let mut fitting: Vec<_> = fitting.collect();
    if fitting.is_empty() {
        return Err(Missed::Method(allowed(&there)));
    }
    // Of several, the one that asks for the most parameters that are given.
    fitting.sort_by_key(|(operation, _)| std::cmp::Reverse(required(operation).count()));
    let lacks = |operation: &Operation| {
        required(operation).find(|member| query.get(&member.wire).is_none()).cloned()
    };
    let mut lacking = Missed::NotFound;
    for (operation, values) in fitting {
        match lacks(operation) {
            None => {
                let path = values.clone();
                check_query(model, operation, &query)?;
                return Ok(Found { operation, path, query });
            }
            Some(member) => {
                let (face, parameter) = (operation.face, member.wire);
                lacking = Missed::Query { face, parameter, message: crate::fields::BLANK };
            }
        }
    }
    Err(lacking)
}

fn allowed(there: &[(&Operation, Vec<String>)]) -> Vec<&'static str> {
    let mut methods: Vec<_> =
        there.iter().map(|(operation, _)| operation.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.push("OPTIONS");
    methods.sort_unstable();
    methods.dedup();
    methods
}

fn required(operation: &Operation) -> impl Iterator<Item = &Member> {
    operation.query.iter().filter(|member| member.presence == Presence::Required)
}

/// The operations at a path, with the values of its parameters. A longer prefix hides a shorter one.
fn operations_at<'m>(
    model: &'m Model,
    path: &str,
) -> Result<Vec<(&'m Operation, Vec<String>)>, Missed> {
    let faces = model.api.faces.iter().enumerate();
    let mut mounts: Vec<(usize, String)> = faces
        .flat_map(|(face, of)| prefixes(&of.name).into_iter().map(move |prefix| (face, prefix)))
        .collect();
    mounts.sort_by_key(|(_, prefix)| std::cmp::Reverse(prefix.len()));
    for (face, prefix) in mounts {
        let Some(rest) = path.strip_prefix(&prefix).filter(|rest| rest.starts_with('/')) else {
            continue;
        };
        let mut found = Vec::new();
        for operation in model.operations.iter().filter(|operation| operation.face == face) {
            if let Some(values) = values(&operation.path, rest) {
                let values = values.iter().map(|value| decoded(value)).collect::<Option<_>>();
                found.push((operation, values.ok_or(Missed::Unreadable)?));
            }
        }
        // The text of a path goes before a parameter that could take it.
        let fewest = found.iter().map(|(operation, _)| operation.path_parameters.len()).min();
        found.retain(|(operation, _)| Some(operation.path_parameters.len()) == fewest);
        return Ok(found);
    }
    Ok(Vec::new())
}

/// The values of the parameters where a path fits.
fn values<'p>(pieces: &[PathPiece], path: &'p str) -> Option<Vec<&'p str>> {
    let mut rest = path;
    let mut values = Vec::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            PathPiece::Literal(text) => rest = rest.strip_prefix(text.as_str())?,
            PathPiece::Parameter(_) => {
                let segment = rest.find('/').unwrap_or(rest.len());
                let end = match pieces.get(index + 1) {
                    Some(PathPiece::Literal(text)) => rest.find(text.as_str())?.min(segment),
                    _ => segment,
                };
                let (value, after) = rest.split_at(end);
                if value.is_empty() {
                    return None;
                }
                values.push(value);
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

fn check_query(model: &Model, operation: &Operation, query: &Query) -> Result<(), Missed> {
    let members = operation.query.iter().chain(operation.paging_query(model));
    for member in members.filter(|member| member.ty == Type::Integer) {
        if query.get(&member.wire).is_some_and(|value| value.parse::<i64>().is_err()) {
            let message = "This value should be a whole number.";
            let (face, parameter) = (operation.face, member.wire.clone());
            return Err(Missed::Query { face, parameter, message });
        }
    }
    Ok(())
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(|text| text.into_owned())
}
