//! Puts what a YAML parser objects to into words for someone who has never read the standard.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

const ENTRIES_OR_KEYS: &str = "in one column stand either entries of a list (`- …`) or keys (`key: …`): begin all lines alike";

/// What is wrong with a text that is not YAML.
pub(super) struct Told {
    pub(super) message: String,
    pub(super) label: &'static str,
    pub(super) help: Option<&'static str>,
    /// The line before, where the mistake may lie as well.
    pub(super) before: Option<Range<usize>>,
}

/// Explains an error at the byte `at` of `text`.
pub(super) fn explain(error: &ScanError, text: &str, at: usize) -> Told {
    let line = Line::of(text, at);
    match error.kind() {
        ErrorKind::MappingValueNotAllowed => second_colon(&line),
        ErrorKind::ExpectedBlockMappingKey => no_key(&line),
        kind => bracket(kind, &line)
            .or_else(|| quote(kind))
            .or_else(|| line_start(kind))
            .unwrap_or_else(|| other(error)),
    }
}

impl Told {
    fn new(message: impl Into<String>, label: &'static str, help: &'static str) -> Self {
        Self { message: message.into(), label, help: Some(help), before: None }
    }
}

/// The line of a mistake.
struct Line<'t> {
    /// What stands before the mistake.
    head: &'t str,
    /// The last line with something in it before this one.
    before: Option<Range<usize>>,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, at: usize) -> Self {
        let before_it = text.get(..at).unwrap_or_default();
        let start = before_it.rfind('\n').map_or(0, |end| end + 1);
        let earlier = before_it.get(..start).unwrap_or_default().trim_end();
        let begins = earlier.rfind('\n').map_or(0, |end| end + 1);
        let indent = earlier.get(begins..).map_or(0, |line| line.len() - line.trim_start().len());
        let before = (!earlier.is_empty()).then(|| begins + indent..earlier.len());
        Self { head: before_it.get(start..).unwrap_or_default(), before }
    }
}

fn second_colon(line: &Line<'_>) -> Told {
    if line.head.contains(": ") || line.before.is_none() {
        return Told::new(
            "a second `: ` in one value",
            "here",
            "if the colon belongs to the text, put the whole text in quotes: `doc: \"one: two\"`",
        );
    }
    let told = Told::new(
        "the line before is not complete, so that no key can stand here",
        "this line would go on with the text of the line before",
        "is a colon missing there, or the blank after it (`key: value`)? Else begin this line in the same column as its neighbours",
    );
    Told { before: line.before.clone(), ..told }
}

fn no_key(line: &Line<'_>) -> Told {
    if line.head.trim().is_empty() {
        return Told::new(
            "the line does not begin in the column of the keys around it",
            "here",
            "indent it with as many blanks as the keys that it belongs to, and write it as `key: value`",
        );
    }
    if line.head.trim() == "-" {
        return Told::new("an entry of a list stands among keys", "here", ENTRIES_OR_KEYS);
    }
    Told::new(
        "something follows a value that is already complete",
        "here",
        "if all of it is one text, put it in quotes; else remove what is too much",
    )
}

fn bracket(kind: &ErrorKind, line: &Line<'_>) -> Option<Told> {
    let separator = "between brackets a `, ` separates, and text with `,` `[` `]` `{` `}` or `: ` in it stands in quotes: `{ \"page[after]\": text }`";
    let still_open = |told: Told| {
        let begins_here = line.head.contains(['{', '[', ',']) || line.before.is_none();
        if begins_here {
            return told;
        }
        Told {
            help: Some("is a bracket still open in a line before this one? Close it there"),
            before: line.before.clone(),
            ..told
        }
    };
    Some(match kind {
        ErrorKind::ExpectedFlowMappingSeparator => {
            still_open(Told::new("expected `,` or `}`", "before this", separator))
        }
        ErrorKind::ExpectedFlowSequenceSeparator => {
            still_open(Told::new("expected `,` or `]`", "before this", separator))
        }
        ErrorKind::UnclosedFlowCollection { open } => Told::new(
            format!("the bracket `{open}` is not closed"),
            "opened here",
            "add the closing bracket",
        ),
        ErrorKind::MismatchedFlowCollectionEnd { open, close } => Told::new(
            format!("the bracket `{open}` is closed by `{close}`"),
            "opened here",
            "close `[` by `]` and `{` by `}`, the inner one first",
        ),
        ErrorKind::MisplacedFlowCollectionEnd => Told::new(
            "a bracket is closed that was not opened",
            "here",
            "remove it, or put the text in quotes if it belongs to one",
        ),
        _ => return None,
    })
}

fn quote(kind: &ErrorKind) -> Option<Told> {
    Some(match kind {
        ErrorKind::UnclosedQuotedScalar => Told::new(
            "the quote is not closed",
            "opened here",
            "close it; if it belongs to the text, put the text in quotes of the other kind",
        ),
        ErrorKind::InvalidTrailingSingleQuotedScalar
        | ErrorKind::InvalidTrailingDoubleQuotedScalar => Told::new(
            "something follows the closing quote",
            "here",
            "put the whole text between the quotes; quotes inside are of the other kind: `'the \"best\"'`",
        ),
        ErrorKind::UnknownQuotedScalarEscape => Told::new(
            "in double quotes a backslash begins an escape, and one of these is none",
            "in this text",
            "write `\\\\` for a backslash, or put the text in single quotes",
        ),
        ErrorKind::UnexpectedCharacter { character: '`' } => Told::new(
            "a value cannot begin with a backtick",
            "here",
            "put the text in quotes: `doc: \"…\"`",
        ),
        ErrorKind::UnexpectedCharacter { character } => Told::new(
            format!("a value cannot begin with `{}`", character.escape_default()),
            "here",
            "put the text in quotes: `doc: \"…\"`",
        ),
        ErrorKind::InvalidQuotedScalarIndent | ErrorKind::InvalidFlowScalarIndent => Told::new(
            "a value goes on in a line that is not indented",
            "here",
            "indent the line deeper than the key that the value belongs to",
        ),
        _ => return None,
    })
}

fn line_start(kind: &ErrorKind) -> Option<Told> {
    Some(match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabAtBlockScalarStart
        | ErrorKind::TabInPlainScalar => {
            Told::new("a tab where YAML takes only blanks", "after a tab", "indent with blanks")
        }
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Told::new(
            "a key without a colon",
            "here",
            "write `key: value`, with a blank after the colon, and all keys of a mapping in one column",
        ),
        ErrorKind::BlockSequenceEntryNotAllowed => Told::new(
            "a list cannot begin here",
            "here",
            "begin each item on a line of its own, or write `[one, two]`; if the `-` belongs to a text, put it in quotes",
        ),
        ErrorKind::ExpectedBlockSequenceEntry => Told::new(
            "the list above this line has ended, and no key can stand here",
            "here",
            ENTRIES_OR_KEYS,
        ),
        ErrorKind::InvalidBlockScalarHeader => Told::new(
            "after `|` or `>` the text begins in the next line",
            "here",
            "move the text to the next line, or put it in quotes if `|` or `>` belongs to it",
        ),
        ErrorKind::CommentNotSeparated => {
            Told::new("a `#` stands directly behind a value", "here", "put a blank before it")
        }
        ErrorKind::DirectiveDisallowed => {
            Told::new("lines with `%` are not part of the language", "here", "remove the line")
        }
        _ => return None,
    })
}

fn other(error: &ScanError) -> Told {
    let info = error.info();
    let message = if info.is_empty() {
        "the text is not YAML".to_owned()
    } else {
        format!("the text is not YAML: {info}")
    };
    Told { message, label: "here", help: None, before: None }
}
