//! One YAML file, read twice: its values, and where each of them stands.

use std::borrow::Cow;
use std::ops::Range;

use serde_yaml::Value;

use super::guard;
use super::tree::{Children, Node, NodeId, ROOT, Span, Tree};
use super::{FileId, Pointer, Segment};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A YAML file that passed the guard.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) tree: Tree,
    pub(super) value: Value,
}

impl Document {
    /// Reads a YAML text, or says everything that is wrong with it.
    pub(super) fn read(file: FileId, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let forbidden = forbidden_characters(file, text);
        if !forbidden.is_empty() {
            return Err(forbidden);
        }
        let tree = guard::read(file, text)?;
        let value =
            serde_yaml::from_str(text).map_err(|error| vec![unreadable(file, text, &error)])?;
        let mut comparison = Comparison { file, text, tree: &tree, problems: Vec::new() };
        comparison.root(&value);
        let problems = comparison.problems;
        if problems.is_empty() { Ok(Self { tree, value }) } else { Err(problems) }
    }

    /// The value that `pointer` leads to.
    pub(super) fn value(&self, pointer: &Pointer) -> Option<&Value> {
        pointer.iter().try_fold(&self.value, |value, segment| match (value, segment) {
            (Value::Sequence(items), Segment::Index(index)) => items.get(*index),
            (Value::Mapping(members), Segment::Name(name)) => members
                .get(name.as_str())
                .or_else(|| members.get(Value::Number(name.parse().ok()?))),
            _ => None,
        })
    }
}

/// The text of a key: itself, or the digits of a number.
pub(super) fn key_text(key: &Value) -> Option<Cow<'_, str>> {
    match key {
        Value::String(text) => Some(text.as_str().into()),
        Value::Number(number) => Some(number.to_string().into()),
        _ => None,
    }
}

/// The characters that one YAML version takes for a line break and another does not, and those that hide.
fn forbidden_characters(file: FileId, text: &str) -> Vec<Diagnostic> {
    const MAX_PROBLEMS: usize = 20;
    let refused = |(at, char): (usize, char)| {
        let name = match char {
            '\0' => "the NUL character",
            '\u{85}' => "the line break U+0085",
            '\u{2028}' => "the line separator U+2028",
            '\u{2029}' => "the paragraph separator U+2029",
            '\u{feff}' if at > 0 => "a byte order mark inside the text",
            _ => return None,
        };
        let place = Place::new(file, at..at + char.len_utf8());
        let problem = Diagnostic::new(Code::ForbiddenCharacter, format!("{name} is not allowed"));
        Some(
            problem
                .at(place, "here")
                .help("remove it, or write it as an escape inside double quotes"),
        )
    };
    text.char_indices().filter_map(refused).take(MAX_PROBLEMS).collect()
}

/// What `serde_yaml` refuses although the guard let it through.
fn unreadable(file: FileId, text: &str, error: &serde_yaml::Error) -> Diagnostic {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message);
    let start = error.location().map_or(0, |location| text.floor_char_boundary(location.index()));
    let end = text.ceil_char_boundary(start + 1);
    Diagnostic::new(Code::YamlSyntax, format!("this cannot be read: {message}"))
        .at(Place::new(file, start..end), "here")
}

/// Holds what `serde_yaml` read against what is written: numbers must keep their digits, keys their text.
struct Comparison<'a> {
    file: FileId,
    text: &'a str,
    tree: &'a Tree,
    problems: Vec<Diagnostic>,
}

impl Comparison<'_> {
    fn root(&mut self, value: &Value) {
        if value.is_mapping() {
            self.node(ROOT, value);
        } else {
            let span = self.span(ROOT);
            self.report(
                Code::YamlRootNotMapping,
                "the top level of a file is a mapping",
                span,
                "this is none",
            );
        }
    }

    fn node(&mut self, id: NodeId, value: &Value) {
        let children = self.tree.node(id).map(Node::children);
        match (value, children) {
            (Value::Mapping(members), Some(Children::Map(children))) => {
                self.mapping(members, children)
            }
            (Value::Sequence(items), Some(Children::List(children)))
                if items.len() == self.tree.ids(children).len() =>
            {
                for (id, item) in self.tree.ids(children).iter().zip(items) {
                    self.node(*id, item);
                }
            }
            (Value::Number(number), Some(Children::None)) => self.number(id, number),
            (Value::Null | Value::Bool(_) | Value::String(_), Some(Children::None)) => {}
            _ => {
                let span = self.span(id);
                let message = "two YAML readers take this differently";
                self.report(Code::YamlReadersDisagree, message, span, "write it in a plainer way");
            }
        }
    }

    fn mapping(&mut self, members: &serde_yaml::Mapping, children: Span) {
        let tree = self.tree;
        let mut unmatched: Vec<Option<NodeId>> =
            tree.ids(children).iter().copied().map(Some).collect();
        for (key, value) in members {
            let position = key_text(key).and_then(|text| tree.position(children, &text));
            if let Some(id) = position.and_then(|position| unmatched.get_mut(position)?.take()) {
                self.node(id, value);
            }
        }
        for id in unmatched.into_iter().flatten() {
            let name = tree.name(id);
            let span = tree.node(id).and_then(Node::key).unwrap_or(0..0);
            let problem = Diagnostic::new(
                Code::YamlKeyNotText,
                format!("the key `{name}` is not read as this text"),
            )
            .at(Place::new(self.file, span), "this key")
            .help(format!("put it in quotes: \"{name}\""));
            self.problems.push(problem);
        }
    }

    fn number(&mut self, id: NodeId, number: &serde_yaml::Number) {
        let span = self.span(id);
        let written = self.text.get(span.clone()).unwrap_or_default();
        let read = number.to_string();
        if written != read {
            let problem = Diagnostic::new(
                Code::YamlNumberChanged,
                format!("the number `{written}` would be read as `{read}`"),
            );
            self.problems.push(
                problem
                    .at(Place::new(self.file, span), "not kept as written")
                    .help(format!("put it in quotes to keep every digit: \"{written}\"")),
            );
        }
    }

    fn span(&self, id: NodeId) -> Range<usize> {
        self.tree.node(id).map_or(0..0, Node::value)
    }

    fn report(&mut self, code: Code, message: &str, span: Range<usize>, label: &str) {
        self.problems.push(Diagnostic::new(code, message).at(Place::new(self.file, span), label));
    }
}
