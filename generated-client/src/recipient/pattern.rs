//! Patterns from outside, made for PHP's `preg_match`: read as far as they mean the same here, matched in linear time
//! and within limits.

use std::borrow::Cow;

use regex_lite::{Regex, RegexBuilder};

use super::error::WhyUnchecked;
use crate::models::Pattern;

/// The longest pattern that is read, in bytes.
const MAX_PATTERN: usize = 512;
/// The most memory that a compiled pattern takes, in bytes: it bounds the steps for each character of a value.
const MAX_COMPILED: usize = 64 * 1024;
/// How deep a pattern may be nested.
const MAX_NESTING: u32 = 50;
/// The longest value that is matched, in bytes.
const MAX_VALUE: usize = 1024;

/// Whether a value matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Yes,
    No,
    /// It cannot be told.
    Unknown(WhyUnchecked),
}

/// Whether the value matches the pattern somewhere, as `preg_match` has it: a pattern for all of it is anchored.
pub(super) fn matches(pattern: &Pattern, value: &str) -> Match {
    if value.len() > MAX_VALUE {
        return Match::Unknown(WhyUnchecked::ValueTooLong);
    }
    match Source::parse(pattern.as_str()).and_then(|source| Some((source.compile()?, source))) {
        Some((regex, _)) if is_match(&regex, value) => Match::Yes,
        Some((_, source)) if source.may_match_beyond_ascii(value) => Match::Unknown(WhyUnchecked::PatternUnsure),
        Some(_) => Match::No,
        None => Match::Unknown(WhyUnchecked::PatternNotUnderstood),
    }
}

/// In PCRE, `$` is also the place before a line feed at the end.
fn is_match(regex: &Regex, value: &str) -> bool {
    regex.is_match(value) || value.strip_suffix('\n').is_some_and(|line| regex.is_match(line))
}

/// A pattern without what was put around it and into it on the way.
#[derive(Debug, PartialEq)]
struct Source<'a> {
    expression: Cow<'a, str>,
    flags: &'a str,
}

impl<'a> Source<'a> {
    /// `None` where the pattern is too long, its delimiters are not closed or its flags not known.
    fn parse(pattern: &'a str) -> Option<Self> {
        if pattern.len() > MAX_PATTERN {
            return None;
        }
        let (expression, flags) = without_delimiters(without_quotes(pattern))?;
        let known = flags.chars().all(|flag| "iumsx".contains(flag));
        known.then(|| Self { expression: without_doubled_escapes(expression), flags })
    }

    /// `None` where the engine refuses the expression, or would take it for another one than PCRE does.
    fn compile(&self) -> Option<Regex> {
        if self.differs_from_pcre() {
            return None;
        }
        RegexBuilder::new(&self.expression)
            .case_insensitive(self.flags.contains('i'))
            .multi_line(self.flags.contains('m'))
            .dot_matches_new_line(self.flags.contains('s'))
            .ignore_whitespace(self.flags.contains('x'))
            .size_limit(MAX_COMPILED)
            .nest_limit(MAX_NESTING)
            .build()
            .ok()
    }

    /// `\<` and `\>` are letters in PCRE and borders of words here, `\v` is all white space that is vertical and one
    /// character here, and `(?R)` is a recursion and a flag here.
    fn differs_from_pcre(&self) -> bool {
        self.escapes().any(|escaped| matches!(escaped, '<' | '>' | 'v')) || self.expression.contains("(?R")
    }

    /// Whether a value that does not match here could match in PHP. There, the flag `u`, which the API cuts off, makes
    /// `\w`, `\d`, `\s` and case go beyond ASCII.
    fn may_match_beyond_ascii(&self, value: &str) -> bool {
        let has = |test: fn(char) -> bool| value.chars().any(|character| !character.is_ascii() && test(character));
        let by_escape = self.escapes().any(|escaped| match escaped {
            'w' | 'W' | 'b' | 'B' => has(|_| true),
            'd' | 'D' => has(char::is_numeric),
            's' | 'S' => has(char::is_whitespace),
            _ => false,
        });
        by_escape || !value.is_ascii() && (self.expression.contains("[:") || self.ignores_case())
    }

    fn ignores_case(&self) -> bool {
        let mut groups = self.expression.split("(?").skip(1);
        self.flags.contains('i')
            || groups.any(|group| group.chars().take_while(char::is_ascii_alphabetic).any(|flag| flag == 'i'))
    }

    /// The characters that a backslash stands before.
    fn escapes(&self) -> impl Iterator<Item = char> {
        let mut characters = self.expression.chars();
        std::iter::from_fn(move || {
            characters.find(|&character| character == '\\')?;
            characters.next()
        })
    }
}

/// One pattern of the platform's data is stored in quotes.
fn without_quotes(pattern: &str) -> &str {
    pattern.strip_prefix('"').and_then(|pattern| pattern.strip_suffix('"')).unwrap_or(pattern)
}

/// The expression and the flags of `/expression/flags`; without delimiters there are no flags. `None` where the delimiter is
/// not closed.
fn without_delimiters(pattern: &str) -> Option<(&str, &str)> {
    match pattern.chars().next() {
        Some(delimiter @ ('/' | '#' | '~')) => pattern.strip_prefix(delimiter)?.rsplit_once(delimiter),
        _ => Some((pattern, "")),
    }
}

/// Undoes the doubling of backslashes where they are doubled, all of them. An expression that has a single one somewhere
/// came as it was meant, and its `\\` is a backslash.
fn without_doubled_escapes(expression: &str) -> Cow<'_, str> {
    let odd = expression.split(|character| character != '\\').any(|run| run.len() % 2 == 1);
    if odd { Cow::Borrowed(expression) } else { crate::runtime::text::unescape(expression) }
}
