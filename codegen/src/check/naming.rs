//! Names in Rust: made from the names of the description, and each used once in its scope.

use std::collections::BTreeMap;

use super::Checker;
use super::at::At;
use super::report::{Checked, Report};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::names::{self, Case, NameError};

/// Fields of generated structs: there is kept what the description does not name.
pub(super) const FIELDS_TAKEN: &[&str] = &["unknown"];
/// Fields of the structs that are sent, which have builders.
pub(super) const SENT_FIELDS_TAKEN: &[&str] = &["build", "door", "new", "optional", "unknown"];
/// Variants of generated enums: there is kept a value that the description does not name.
pub(super) const VARIANTS_TAKEN: &[&str] = &["Unknown"];
/// Methods of generated enums beside those that ask for a fact.
pub(super) const METHODS_TAKEN: &[&str] = &["is_known", "is_unknown"];
/// Methods of the builder of an operation.
pub(super) const SETTERS_TAKEN: &[&str] = &["build", "door", "new", "optional"];
/// Fields of an operation beside its parameters, and the methods of its builder.
pub(super) const PARAMETERS_TAKEN: &[&str] =
    &["attributes", "body", "build", "continuation", "door", "new", "optional", "relationships"];
/// Modules beside those of the groups of operations, and what a client is asked for beside them.
pub(super) const GROUPS_TAKEN: &[&str] = &["built", "call", "clone", "required", "resume"];
/// Types that the files of operations and callbacks name without a path: imports, Rust's prelude, and the door `D`.
pub(super) const CALLS_TAKEN: &[&str] = &[
    "Api",
    "D",
    "Default",
    "Face",
    "From",
    "Group",
    "Into",
    "IntoIterator",
    "Option",
    "Result",
    "Self",
    "String",
    "Vec",
];
/// What the types of an action that stand beside its own end in.
pub(super) const CALL_SUFFIXES: [&str; 3] = ["Builder", "BuilderOptional", "Relationships"];
/// Types that a model must not shadow: those of Rust's prelude, of the runtime, and of what surrounds the models.
pub(super) const TYPES_TAKEN: &[&str] = &[
    "Api",
    "AsRef",
    "Body",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Decimal",
    "DecodeError",
    "Default",
    "Document",
    "Drift",
    "Drop",
    "Each",
    "EmptyListIsMap",
    "Eq",
    "Err",
    "Extend",
    "Face",
    "Fn",
    "From",
    "FromIterator",
    "Given",
    "Hash",
    "Identifier",
    "Included",
    "Into",
    "IntoDecimal",
    "IntoIterator",
    "Iterator",
    "Json",
    "Links",
    "LinksOf",
    "Map",
    "Maybe",
    "Missing",
    "NoContent",
    "None",
    "NumberOrText",
    "Ok",
    "OneOrMany",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Path",
    "Query",
    "Reader",
    "RequestError",
    "ResourceType",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToMany",
    "ToOne",
    "ToOwned",
    "ToString",
    "TypeWord",
    "UnixSeconds",
    "Unknown",
    "UnknownMembers",
    "UnknownResource",
    "Values",
    "Vec",
    "Wire",
    "Writer",
];

/// The names of one struct, enum, module or builder.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    /// What it is, for a reader: "the members of `Article`".
    of: String,
    taken: &'static [&'static str],
    claims: BTreeMap<String, Claim>,
}

#[derive(Debug, Clone)]
struct Claim {
    wire: String,
    place: Place,
}

impl Scope {
    pub(super) fn new(of: impl Into<String>, taken: &'static [&'static str]) -> Self {
        Self { of: of.into(), taken, claims: BTreeMap::new() }
    }

    /// Takes a Rust name for the self.
    pub(super) fn claim(
        &mut self,
        report: &mut Report,
        name: &str,
        wire: &str,
        choice: Choice<'_>,
        place: Place,
    ) -> Checked<()> {
        if self.taken.contains(&name) {
            let message =
                format!("{} a name that the generated code uses itself", becoming(wire, name));
            let label = format!("taken among {}", self.of);
            let problem =
                Diagnostic::new(Code::NameTaken, message).at(place, label).help(remedy(choice));
            return Err(report.push(problem));
        }
        if let Some(first) = self.claims.get(name) {
            let message = if first.wire == wire {
                format!("`{wire}` stands twice among {}", self.of)
            } else {
                format!("`{}` and `{wire}` both become `{name}` among {}", first.wire, self.of)
            };
            let problem = Diagnostic::new(Code::NameClash, message)
                .at(place, format!("becomes `{name}`"))
                .also(first.place.clone(), format!("becomes `{name}` too"))
                .help(remedy(choice));
            return Err(report.push(problem));
        }
        self.claims.insert(name.to_owned(), Claim { wire: wire.to_owned(), place });
        Ok(())
    }

    /// The same names in a place where others are taken.
    pub(super) fn taking(self, taken: &'static [&'static str]) -> Self {
        Self { taken, ..self }
    }

    /// Lets a name of the description be claimed once more: it is the same thing that is met again.
    pub(super) fn reopen(&mut self, wire: &str) {
        self.claims.retain(|_, claim| claim.wire != wire);
    }
}

/// Whether the description lets one choose the Rust name of something.
#[derive(Debug, Clone, Copy)]
pub(super) enum Choice<'a> {
    /// With `rust:`, which has this value.
    Rust(Option<&'a str>),
    /// Only by another name in the description.
    Rename,
}

impl Checker<'_> {
    /// The Rust name of what is called `wire` at `at`.
    pub(super) fn name(
        &mut self,
        scope: &mut Scope,
        case: Case,
        wire: &str,
        choice: Choice<'_>,
        at: &At<'_>,
    ) -> Checked<String> {
        let made = names::convert(wire, case);
        let (name, place) = match choice {
            Choice::Rust(Some(chosen)) => {
                self.chosen(chosen, case, made.as_deref().ok(), at)?;
                (chosen.to_owned(), at.join("rust").value())
            }
            Choice::Rust(None) | Choice::Rename => {
                let made = made
                    .map_err(|error| self.report.push(unusable(wire, case, choice, at, &error)))?;
                (made, at.key())
            }
        };
        scope.claim(&mut self.report, &name, wire, choice, place)?;
        Ok(name)
    }

    fn chosen(&mut self, chosen: &str, case: Case, made: Option<&str>, at: &At<'_>) -> Checked<()> {
        let place = at.join("rust").value();
        if let Err(error) = names::validate(chosen, case) {
            let help = format!("write an ASCII identifier in {} that is no keyword", case.as_str());
            let problem = Diagnostic::new(Code::RustName, error.to_string())
                .at(place, "this name")
                .help(help);
            return Err(self.report.push(problem));
        }
        if made == Some(chosen) {
            let message = format!("the Rust name would be `{chosen}` anyway");
            let problem = Diagnostic::new(Code::NoEffect, message)
                .at(place, "this changes nothing")
                .help("remove `rust:`");
            return Err(self.report.push(problem));
        }
        Ok(())
    }
}

fn unusable(
    wire: &str,
    case: Case,
    choice: Choice<'_>,
    at: &At<'_>,
    error: &NameError,
) -> Diagnostic {
    let (code, message) = match error {
        NameError::NotIdentifier(made) if made.is_empty() => {
            (Code::NoIdentifier, format!("no Rust name can be made from `{wire}`"))
        }
        NameError::NotIdentifier(made) if !made.is_ascii() => {
            let message =
                format!("`{wire}` has letters that are not ASCII; here names in Rust are ASCII");
            (Code::NoIdentifier, message)
        }
        NameError::NotIdentifier(made) => {
            (Code::NoIdentifier, format!("{} no identifier in Rust", becoming(wire, made)))
        }
        NameError::Keyword(made) => {
            (Code::Keyword, format!("{} a keyword of Rust", becoming(wire, made)))
        }
    };
    let help = match choice {
        Choice::Rust(_) => format!("add `rust:` with a name in {}", case.as_str()),
        Choice::Rename => "give it another name".to_owned(),
    };
    Diagnostic::new(code, message).at(at.key(), "this name").help(help)
}

/// The beginning of a sentence about the Rust name that is made from `wire`.
fn becoming(wire: &str, made: &str) -> String {
    if wire == made {
        format!("`{wire}` is")
    } else {
        format!("`{wire}` becomes `{made}`, which is")
    }
}

fn remedy(choice: Choice<'_>) -> &'static str {
    match choice {
        Choice::Rust(_) => "give it another name in Rust with `rust:`",
        Choice::Rename => "give it another name",
    }
}

#[cfg(test)]
mod tests;
