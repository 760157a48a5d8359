//! One pass over the events of a YAML text that refuses what the language leaves out and notes where everything stands.
//!
//! This module and `syntax`, which explains, are the only ones that know `granit-parser`.

use std::collections::BTreeMap;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, Span};

use super::tree::{Children, Node, NodeId, Span as Places, Tree};
use super::{FileId, syntax};
use crate::diagnostic::{Code, Diagnostic, Place};

const MAX_DEPTH: usize = 64;
const MAX_NODES: usize = 100_000;
/// After so many problems in one file the rest is not looked at.
const MAX_PROBLEMS: usize = 20;

/// Reads the places of a YAML text, or says what in it is refused.
pub(super) fn read(file: FileId, text: &str) -> Result<Tree, Vec<Diagnostic>> {
    let mut guard = Guard {
        file,
        text,
        tree: Tree::default(),
        open: Vec::new(),
        documents: 0,
        reached: 0,
        problems: Vec::new(),
    };
    let options = granit_parser::options! {
        disallow_directives: true,
        emit_anchor_events: true,
        emit_unresolved_aliases: true,
    };
    let mut parser = Parser::new_from_str_with_options(text, options);
    while let Some(event) = parser.next_event() {
        let step = match event {
            Ok((event, span)) => guard.take(event, span),
            Err(error) => guard.syntax_error(&error),
        };
        if step == Step::Stop || guard.problems.len() >= MAX_PROBLEMS {
            break;
        }
    }
    guard.finish()
}

#[derive(PartialEq, Eq)]
enum Step {
    Continue,
    /// What follows cannot be judged any more.
    Stop,
}

/// A mapping or list whose end has not come yet.
struct Open {
    node: NodeId,
    members: Members,
}

enum Members {
    List(Vec<NodeId>),
    Map {
        by_name: BTreeMap<String, NodeId>,
        /// The key whose value comes next; none where a key comes next.
        key: Option<Key>,
    },
}

impl Members {
    /// The members of a mapping by name, those of a list in its order.
    fn into_ids(self) -> Vec<NodeId> {
        match self {
            Self::List(items) => items,
            Self::Map { by_name, .. } => by_name.into_values().collect(),
        }
    }
}

struct Key {
    name: String,
    span: Range<usize>,
}

struct Guard<'t> {
    file: FileId,
    text: &'t str,
    tree: Tree,
    open: Vec<Open>,
    documents: usize,
    /// Where the last value so far ends.
    reached: usize,
    problems: Vec<Diagnostic>,
}

impl Guard<'_> {
    fn take(&mut self, event: Event<'_>, span: Span) -> Step {
        if event.tag().is_some() {
            let tag = self.range(span.tag_span().unwrap_or(span));
            self.refuse_sign(Code::YamlTag, "tags", tag, "this tag");
        }
        match event {
            Event::DocumentStart(..) => self.document(span),
            Event::Anchor(..) => {
                self.refuse_sign(Code::YamlAnchor, "anchors", self.range(span), "this anchor");
                Step::Continue
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => self.alias(span),
            Event::Scalar(text, style, ..) => self.scalar(&text, style, self.range(span)),
            Event::SequenceStart(..) => self.collection(Members::List(Vec::new()), span),
            Event::MappingStart(..) => {
                self.collection(Members::Map { by_name: BTreeMap::new(), key: None }, span)
            }
            Event::SequenceEnd | Event::MappingEnd => {
                self.close(span);
                Step::Continue
            }
            _ => Step::Continue,
        }
    }

    fn document(&mut self, span: Span) -> Step {
        self.documents += 1;
        if self.documents == 1 {
            return Step::Continue;
        }
        let message = "a file holds one YAML document";
        self.refuse(Code::YamlManyDocuments, message, self.range(span), "another one starts here");
        Step::Stop
    }

    fn alias(&mut self, span: Span) -> Step {
        let range = self.range(span);
        self.refuse_sign(Code::YamlAlias, "aliases", range.clone(), "this alias");
        let name = self.text.get(range.clone()).unwrap_or_default().to_owned();
        self.scalar(&name, ScalarStyle::DoubleQuoted, range)
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, range: Range<usize>) -> Step {
        if style == ScalarStyle::Plain && is_oversized_integer(text) {
            let help = format!("put it in quotes if it is text: \"{text}\"");
            self.problems.push(
                Diagnostic::new(
                    Code::YamlNumberChanged,
                    "the number is too large to be read exactly",
                )
                .at(self.place(range.clone()), "larger than 64 bits")
                .help(help),
            );
        }
        if self.expects_key() {
            return self.key(text, style, range);
        }
        self.add(Children::None, range).map_or(Step::Stop, |_| Step::Continue)
    }

    fn expects_key(&self) -> bool {
        let members = self.open.last().map(|open| &open.members);
        matches!(members, Some(Members::Map { key: None, .. }))
    }

    fn key(&mut self, name: &str, style: ScalarStyle, span: Range<usize>) -> Step {
        if style == ScalarStyle::Plain && name == "<<" {
            let message = "merge keys are not part of the language";
            self.refuse(Code::YamlMergeKey, message, span.clone(), "this merge key");
        }
        if let Some(Open { members: Members::Map { key, .. }, .. }) = self.open.last_mut() {
            *key = Some(Key { name: name.to_owned(), span });
        }
        Step::Continue
    }

    fn collection(&mut self, members: Members, span: Span) -> Step {
        let range = self.range(span);
        if self.expects_key() {
            let message = "a key is text, not a list or a mapping";
            self.refuse(Code::YamlKeyNotScalar, message, range, "this key");
            return Step::Stop;
        }
        if self.open.len() == MAX_DEPTH {
            return self.too_deep(range);
        }
        let children = match members {
            Members::List(_) => Children::List(Places::default()),
            Members::Map { .. } => Children::Map(Places::default()),
        };
        let Some(node) = self.add(children, range) else { return Step::Stop };
        self.open.push(Open { node, members });
        Step::Continue
    }

    /// Adds a value to the innermost open mapping or list; none if the file has too many.
    fn add(&mut self, children: Children, range: Range<usize>) -> Option<NodeId> {
        if self.tree.nodes().len() == MAX_NODES {
            let message = format!("the file has more than {MAX_NODES} values");
            self.refuse(Code::YamlTooManyNodes, &message, range, "this is one too many");
            return None;
        }
        let key = self.open.last_mut().and_then(|open| match &mut open.members {
            Members::Map { key, .. } => key.take(),
            Members::List(_) => None,
        });
        let span = key.as_ref().map(|key| key.span.clone());
        let left_out = range.is_empty() && matches!(children, Children::None);
        let value = span.filter(|_| left_out).unwrap_or(range);
        self.reached = self.reached.max(value.end);
        let named = key.as_ref().map(|key| (key.name.as_str(), key.span.clone()));
        let id = self.tree.add(named, value, children);
        self.attach(id, key);
        Some(id)
    }

    /// Makes a node a child of the innermost open mapping or list.
    fn attach(&mut self, child: NodeId, key: Option<Key>) {
        match (self.open.last_mut().map(|open| &mut open.members), key) {
            (Some(Members::List(items)), _) => items.push(child),
            (Some(Members::Map { by_name, .. }), Some(key)) => {
                if let Some(first) = by_name.get(&key.name).copied() {
                    self.duplicate_key(&key, first);
                } else {
                    by_name.insert(key.name, child);
                }
            }
            (Some(Members::Map { .. }) | None, _) => {}
        }
    }

    fn duplicate_key(&mut self, key: &Key, first: NodeId) {
        let first = self.tree.node(first).and_then(Node::key).unwrap_or(0..0);
        self.problems.push(
            Diagnostic::new(
                Code::YamlDuplicateKey,
                format!("the key `{}` stands here twice", key.name),
            )
            .at(self.place(key.span.clone()), "the second time")
            .also(self.place(first), "the first time")
            .help("remove one of them, or give it another name"),
        );
    }

    /// Ends the innermost mapping or list where its last value or its closing bracket ends.
    fn close(&mut self, span: Span) {
        let Some(open) = self.open.pop() else { return };
        let bracket = self.range(span);
        if !bracket.is_empty() {
            self.reached = self.reached.max(bracket.end);
        }
        self.tree.close(open.node, open.members.into_ids(), self.reached);
    }

    fn syntax_error(&mut self, error: &ScanError) -> Step {
        let start = error.marker().byte_offset().unwrap_or(0);
        let range = self.clamped(start..start + 1);
        if matches!(error.kind(), ErrorKind::RecursionLimitExceeded) {
            return self.too_deep(range);
        }
        if self.is_refused(start) {
            return Step::Stop;
        }
        let told = syntax::explain(error, self.text, range.start);
        let mut problem = Diagnostic::new(Code::YamlSyntax, told.message);
        problem = problem.at(self.place(range), told.label);
        if let Some(before) = told.before {
            problem = problem.also(self.place(before), "this line");
        }
        self.problems.push(Diagnostic { help: told.help.map(str::to_owned), ..problem });
        Step::Stop
    }

    /// Whether something has been refused in the line of this byte: what follows it there means nothing.
    fn is_refused(&self, at: usize) -> bool {
        let Some(last) = self.problems.last().and_then(|problem| problem.primary.as_ref()) else {
            return false;
        };
        let between = self.text.get(last.place.span.start..self.text.floor_char_boundary(at));
        between.is_some_and(|between| !between.contains('\n'))
    }

    fn too_deep(&mut self, range: Range<usize>) -> Step {
        let message = format!("lists and mappings are nested more than {MAX_DEPTH} deep");
        self.refuse(Code::YamlTooDeep, &message, range, "too deep");
        Step::Stop
    }

    fn finish(mut self) -> Result<Tree, Vec<Diagnostic>> {
        if self.problems.is_empty() && self.is_empty() {
            self.refuse(Code::YamlEmpty, "the file has no content", 0..0, "");
        }
        if self.problems.is_empty() { Ok(self.tree.finished()) } else { Err(self.problems) }
    }

    /// Whether there is nothing but comments and document markers.
    fn is_empty(&self) -> bool {
        match self.tree.nodes() {
            [] => true,
            [only] => only.value().is_empty() && matches!(only.children(), Children::None),
            _ => false,
        }
    }

    fn refuse(&mut self, code: Code, message: &str, range: Range<usize>, label: &str) {
        self.problems.push(Diagnostic::new(code, message).at(self.place(range), label));
    }

    /// Refuses what YAML makes of the sign that a value begins with.
    fn refuse_sign(&mut self, code: Code, what: &str, range: Range<usize>, label: &str) {
        let message = format!("{what} are not part of the language");
        let problem = Diagnostic::new(code, message).at(self.place(range), label);
        self.problems.push(problem.help("if it belongs to a text, put the text in quotes"));
    }

    fn place(&self, range: Range<usize>) -> Place {
        Place::new(self.file, range)
    }

    fn range(&self, span: Span) -> Range<usize> {
        self.clamped(span.byte_range().unwrap_or(0..0))
    }

    /// The range inside the text, on character boundaries, without blanks and line breaks at its end.
    fn clamped(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text.floor_char_boundary(range.start);
        let end = self.text.ceil_char_boundary(range.end.max(start));
        start..start + self.text[start..end].trim_end().len()
    }
}

/// Whether `serde_yaml` would take the text for an integer that it cannot hold.
fn is_oversized_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let decimal = !digits.starts_with('0')
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    decimal && text.parse::<i64>().is_err() && text.parse::<u64>().is_err()
}
