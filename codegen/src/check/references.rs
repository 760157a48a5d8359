//! Looks up what one part of a description names of another.

use std::collections::BTreeMap;

use super::Checker;
use super::at::At;
use super::definitions::TypeName;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic, Place, suggest};
use crate::language::{self, TypeExpr};
use crate::model::{ObjectId, OperationId, ResourceId, ScalarId, Type};

/// The types that need no definition.
pub(super) const BUILT_IN: [(&str, Type); 6] = [
    ("text", Type::Text),
    ("boolean", Type::Boolean),
    ("integer", Type::Integer),
    ("decimal", Type::Decimal),
    ("unix-seconds", Type::UnixSeconds),
    ("json", Type::Json),
];

/// Whether this is the name of a type that needs no definition.
pub(super) fn is_built_in(name: &str) -> bool {
    BUILT_IN.iter().any(|(known, _)| *known == name)
}

/// The built-in type that is called `name` elsewhere.
fn usual_name(name: &str) -> Option<&'static str> {
    Some(match name.to_lowercase().as_str() {
        "string" | "str" | "uuid" | "url" | "uri" => "text",
        "bool" => "boolean",
        "int" | "i32" | "i64" | "long" => "integer",
        "number" | "float" | "double" | "money" => "decimal",
        "timestamp" | "unix" => "unix-seconds",
        "any" | "object" | "value" => "json",
        "array" => "{ list: … }",
        "dict" | "hash" => "{ map: … }",
        _ => return None,
    })
}

/// What to write for a type that other descriptions have under this name.
fn usual_type(name: &str) -> Option<String> {
    if is_moment(name) {
        return Some(
            "seconds since 1970 are `unix-seconds`; a day or a time in words, such as `2026-11-23`, is `text`"
                .to_owned(),
        );
    }
    usual_name(name).map(|built_in| format!("did you mean `{built_in}`?"))
}

/// Whether a name promises a day or a time and does not say how it is written.
fn is_moment(name: &str) -> bool {
    let name = name.to_lowercase().replace(['-', '_'], "");
    matches!(name.as_str(), "date" | "time" | "datetime")
}

fn built_in_types() -> String {
    let names = BUILT_IN.map(|(name, _)| name);
    format!(
        "built in are {}; others are defined under `scalars`, `enums` or `objects`",
        quoted(&names)
    )
}

/// Says that `what` of this name does not exist, and which existing name is nearly the same.
pub(super) fn unknown<'n>(
    code: Code,
    what: &str,
    name: &str,
    known: impl IntoIterator<Item = &'n str>,
    place: Place,
) -> Diagnostic {
    let known: Vec<&str> = known.into_iter().collect();
    let problem = Diagnostic::new(code, format!("there is no {what} `{name}`"))
        .at(place, format!("no such {what}"));
    match suggest(name, known.iter().copied()) {
        Some(near) => problem.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => problem.help("there are none at all"),
        None if known.len() <= 12 => problem.help(format!("there are: {}", quoted(&known))),
        None => problem,
    }
}

/// Names in backticks, separated by commas.
pub(super) fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

impl<'s> Checker<'s> {
    /// The type that stands at `at`.
    pub(super) fn resolve(&mut self, expr: &TypeExpr, at: &At<'s>) -> Checked<Type> {
        match expr {
            TypeExpr::List(of) => Ok(Type::List(Box::new(self.resolve(of, &at.join("list"))?))),
            TypeExpr::Map(of) => Ok(Type::Map(Box::new(self.resolve(of, &at.join("map"))?))),
            TypeExpr::Named(name) => {
                if let Some((_, built_in)) = BUILT_IN.iter().find(|(known, _)| known == name) {
                    return Ok(built_in.clone());
                }
                Ok(match self.type_name(name, at)? {
                    TypeName::Scalar(id) => Type::Scalar(id),
                    TypeName::Enum(id) => Type::Enum(id),
                    TypeName::Object(id) => Type::Object(id),
                })
            }
        }
    }

    fn type_name(&mut self, name: &str, at: &At<'s>) -> Checked<TypeName> {
        if let Some(known) = self.defs.types.get(name) {
            return Ok(*known);
        }
        if let Some(resource) = self
            .defs
            .resources
            .decoded()
            .find(|(found, item)| item.name == name || found.name == name)
        {
            let message = format!("`{name}` is a resource and cannot be the type of a member");
            let problem = Diagnostic::new(Code::UnknownType, message)
                .at(at.value(), "not a type")
                .also(resource.0.at.key(), "the resource")
                .help("resources are related to by `relationships`; data that repeats a resource is an object");
            return Err(self.report.push(problem));
        }
        let known = BUILT_IN
            .iter()
            .map(|(name, _)| *name)
            .chain(self.defs.types.keys().map(String::as_str));
        let problem = unknown(Code::UnknownType, "type", name, known, at.value());
        Err(self.report.missing(match usual_type(name) {
            Some(help) => problem.help(help),
            None if problem.help.is_none() => problem.help(built_in_types()),
            None => problem,
        }))
    }

    /// The object of this name.
    pub(super) fn object_named(&mut self, name: &str, at: &At<'s>) -> Checked<ObjectId> {
        if is_built_in(name) {
            let message = format!("`{name}` is a built-in type and not an object");
            let problem = Diagnostic::new(Code::NotAnObject, message)
                .at(at.value(), "an object is expected here");
            return Err(self.report.push(problem.help("describe the object under `objects`")));
        }
        match self.type_name(name, at)? {
            TypeName::Object(id) => Ok(id),
            other => {
                let message = format!("`{name}` is {} and not an object", other.kind());
                let problem = Diagnostic::new(Code::NotAnObject, message)
                    .at(at.value(), "an object is expected here");
                Err(self.report.push(self.also_defined(problem, other)))
            }
        }
    }

    /// The text scalar of this name.
    pub(super) fn text_scalar_named(&mut self, name: &str, at: &At<'s>) -> Checked<ScalarId> {
        let found = if is_built_in(name) { None } else { Some(self.type_name(name, at)?) };
        if let Some(TypeName::Scalar(id)) = found {
            let scalar = self.defs.scalars.get(id.0).and_then(|found| found.item.as_ref());
            if self.report.decoded(scalar)?.of == language::ScalarKind::Text {
                return Ok(id);
            }
        }
        let message = match found {
            Some(_) => format!("`{name}` is not a scalar of text"),
            None => format!("`{name}` is a built-in type and not a scalar of text"),
        };
        let mut problem = Diagnostic::new(Code::NotATextScalar, message)
            .at(at.value(), "the id in a relationship is text with a type of its own")
            .help("name a scalar `of: text`, or the id type of a resource");
        if let Some(found) = found {
            problem = self.also_defined(problem, found);
        }
        Err(self.report.push(problem))
    }

    fn also_defined(&self, problem: Diagnostic, name: TypeName) -> Diagnostic {
        match self.defs.type_at(name) {
            Some(at) => problem.also(at.key(), "defined here"),
            None => problem,
        }
    }

    /// The resource of this type word.
    pub(super) fn resource_named(&mut self, type_word: &str, at: &At<'s>) -> Checked<ResourceId> {
        if let Some(position) = self.defs.resources.position(type_word) {
            return Ok(ResourceId(position));
        }
        let known = self.defs.resources.names();
        let mut problem = unknown(Code::UnknownResource, "resource", type_word, known, at.value());
        let named = self.defs.resources.decoded().find(|(_, item)| item.name == type_word);
        if let Some((found, _)) = named {
            problem =
                problem.help(format!("a resource is named by its type word: `{}`", found.name));
        }
        Err(self.report.missing(problem))
    }

    /// The operation of this name.
    pub(super) fn operation_named(&mut self, name: &str, place: Place) -> Checked<OperationId> {
        if let Some(position) = self.defs.operations.position(name) {
            return Ok(OperationId(position));
        }
        let known = self.defs.operations.names();
        Err(self.report.missing(unknown(Code::UnknownOperation, "operation", name, known, place)))
    }

    /// What holds for the whole API.
    pub(super) fn api(&self) -> Checked<&'s language::Api> {
        let found = self.report.decoded(self.defs.api.as_ref())?;
        self.report.decoded(found.item.as_ref())
    }

    /// The position of the face of this name.
    pub(super) fn face_named(&mut self, name: &str, at: &At<'s>) -> Checked<usize> {
        let faces = &self.api()?.faces;
        self.position_of(Code::UnknownFace, "face", name, faces.names(), at)
    }

    /// The position of the paging style of this name.
    pub(super) fn paging_named(&mut self, name: &str, at: &At<'s>) -> Checked<usize> {
        let paging = &self.api()?.paging;
        self.position_of(Code::UnknownPaging, "paging style", name, paging.names(), at)
    }

    /// The position of a view of a resource, by its name.
    pub(super) fn view_named(
        &mut self,
        resource: ResourceId,
        name: &str,
        at: &At<'s>,
    ) -> Checked<usize> {
        let found = self.defs.resources.get(resource.0).and_then(|found| found.item.as_ref());
        let views = &self.report.decoded(found)?.views;
        self.position_of(Code::UnknownView, "view", name, views.names(), at)
    }

    /// Reports an unknown source, and remembers those that are cited.
    pub(super) fn source_named(&mut self, name: &str, at: &At<'s>) -> Checked<String> {
        let sources = &self.api()?.sources;
        self.cited.insert(name.to_owned());
        self.position_of(Code::UnknownSource, "source", name, sources.names(), at)?;
        Ok(name.to_owned())
    }

    /// The position of a name in a list of names.
    pub(super) fn position_of<'n>(
        &mut self,
        code: Code,
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str> + Clone,
        at: &At<'s>,
    ) -> Checked<usize> {
        let found = known.clone().position(|known| known == name);
        found.ok_or_else(|| {
            self.report.hide_uses();
            self.report.push(unknown(code, what, name, known, at.value()))
        })
    }

    /// Reports what a list names twice.
    pub(super) fn no_repeats(&mut self, names: &[String], at: &At<'s>) -> Checked<()> {
        let mut result = Ok(());
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, name) in names.iter().enumerate() {
            let Some(first) = seen.get(name.as_str()).copied() else {
                seen.insert(name, index);
                continue;
            };
            let problem = Diagnostic::new(Code::ListedTwice, format!("`{name}` is listed twice"))
                .at(at.join(index).value(), "the second time")
                .also(at.join(first).value(), "the first time");
            result = Err(self.report.push(problem));
        }
        result
    }
}
