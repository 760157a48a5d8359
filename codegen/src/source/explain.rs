//! Puts a decoding failure into words for someone who writes YAML and does not know serde.

use super::decode::{Cause, Failure, Found};
use super::{Pointer, Spec};
use crate::diagnostic::{Code, Diagnostic, Place, suggest};

/// Longer quotations from the file are cut.
const MAX_QUOTED: usize = 60;
const BOOLEAN: &str = "`true` or `false`";

/// The diagnostic for a failure to decode the value at `base`.
pub(super) fn explain(spec: Spec<'_>, base: &Pointer, failure: &Failure) -> Diagnostic {
    let at = failure.pointer(base);
    let place = if failure.at_key { spec.key(&at) } else { spec.value(&at) };
    match &failure.cause {
        Cause::UnknownMember { name, known } => {
            unknown_name(Code::UnknownMember, "member", name, known, place)
        }
        Cause::UnknownValue { name, known } => {
            unknown_name(Code::UnknownValue, "value", name, known, place)
        }
        Cause::MissingMember(name) => {
            let message = format!("the member `{name}` is missing");
            Diagnostic::new(Code::MissingMember, message)
                .at(spec.key(&at), format!("`{name}` is required here"))
        }
        Cause::WrongType { found, expected } => wrong_type(found, expected, place),
        Cause::Other(message) => {
            Diagnostic::new(Code::InvalidValue, message).at(place, "this is not valid")
        }
    }
}

/// The diagnostic for a name that is none of the known ones, with the nearest of them.
pub(super) fn unknown_name(
    code: Code,
    kind: &str,
    name: &str,
    known: &[&str],
    place: Place,
) -> Diagnostic {
    let label = match suggest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "not known here".to_owned(),
    };
    Diagnostic::new(code, format!("unknown {kind} `{}`", quoted(name)))
        .at(place, label)
        .help(listed(kind, known))
}

fn listed(kind: &str, known: &[&str]) -> String {
    if known.is_empty() {
        return format!("no {kind} is possible here");
    }
    let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    format!("possible here: {}", names.join(", "))
}

fn wrong_type(found: &Found, expected: &str, place: Place) -> Diagnostic {
    let expected = plain(expected);
    let problem = Diagnostic::new(
        Code::WrongType,
        format!("expected {expected}, found {}", described(found)),
    );
    let problem = problem.at(place, format!("expected {expected}"));
    match found {
        Found::Bare(text) if expected == "text" => {
            problem.help(format!("put it in quotes: \"{}\"", quoted(text)))
        }
        Found::Text(text) if expected == BOOLEAN => match boolean(text) {
            Some(value) => problem.help(format!("write `{value}`, without quotes")),
            None => problem,
        },
        Found::List | Found::Mapping if expected == "text" => problem
            .help("a text that begins with `[` or `{` stands in quotes; `-` and `key:` in lines below make no text"),
        _ => problem,
    }
}

/// What somebody means who writes `"true"` or `yes`.
fn boolean(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "on" => Some(true),
        "false" | "no" | "n" | "off" => Some(false),
        _ => None,
    }
}

fn described(found: &Found) -> String {
    match found {
        Found::Nothing => "nothing".to_owned(),
        Found::Bare(text) => format!("`{}`", quoted(text)),
        Found::Text(text) => format!("the text `{}`", quoted(text)),
        Found::List => "a list".to_owned(),
        Found::Mapping => "a mapping".to_owned(),
        Found::Other(other) => quoted(other),
    }
}

/// What serde calls a type, in the words of YAML.
fn plain(expected: &str) -> &str {
    match expected {
        "a string" | "string" | "str" | "a borrowed string" => "text",
        "a boolean" => BOOLEAN,
        "a map" => "a mapping",
        "a sequence" => "a list",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more",
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number",
        "f32" | "f64" => "a number",
        "unit" => "nothing",
        _ if expected.starts_with("struct ") || expected.starts_with("internally tagged enum ") => {
            "a mapping"
        }
        _ if expected.starts_with("a tuple of") || expected.starts_with("tuple struct ") => {
            "a list"
        }
        other => other,
    }
}

fn quoted(text: &str) -> String {
    let mut shown: String = text.chars().take(MAX_QUOTED).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}
