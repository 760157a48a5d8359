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
        Some((_, source)) if source.may_match_beyond_ascii(value) => {
            Match::Unknown(WhyUnchecked::PatternUnsure)
        }
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
        self.escapes().any(|escaped| matches!(escaped, '<' | '>' | 'v'))
            || self.expression.contains("(?R")
    }

    /// Whether a value that does not match here could match in PHP. There, the flag `u`, which the API cuts off, makes
    /// `\w`, `\d`, `\s` and case go beyond ASCII.
    fn may_match_beyond_ascii(&self, value: &str) -> bool {
        let has = |test: fn(char) -> bool| {
            value.chars().any(|character| !character.is_ascii() && test(character))
        };
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
            || groups.any(|group| {
                group.chars().take_while(char::is_ascii_alphabetic).any(|flag| flag == 'i')
            })
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
        Some(delimiter @ ('/' | '#' | '~')) => {
            pattern.strip_prefix(delimiter)?.rsplit_once(delimiter)
        }
        _ => Some((pattern, "")),
    }
}

/// Undoes the doubling of backslashes where they are doubled, all of them. An expression that has a single one somewhere
/// came as it was meant, and its `\\` is a backslash.
fn without_doubled_escapes(expression: &str) -> Cow<'_, str> {
    let odd = expression.split(|character| character != '\\').any(|run| run.len() % 2 == 1);
    if odd { Cow::Borrowed(expression) } else { crate::runtime::text::unescape(expression) }
}

#[cfg(test)]
mod tests {
    use super::{MAX_PATTERN, MAX_VALUE, Match, matches};
    use crate::models::Pattern;
    use crate::recipient::WhyUnchecked::{PatternNotUnderstood, PatternUnsure, ValueTooLong};

    fn verdict(pattern: &str, value: &str) -> Match {
        matches(&Pattern::from(pattern), value)
    }

    /// As the API sends it: without delimiters, backslashes doubled.
    fn as_sent(pattern: &str) -> String {
        pattern.replace('\\', r"\\")
    }

    /// Patterns of the kinds that services have, with values that `grep -P` (PCRE2) matches and does not match.
    const PATTERNS: &[(&str, &[&str], &[&str])] = &[
        (r"^\d{1,15}$", &["12345"], &["1234567890123456", "12a", r"\d"]),
        (r"^\d{12,19}$", &["5123817234060000"], &["5123 8172 3406 0000", "512381******0000"]),
        (r"^[A-Z\-\sa-z]{2,64}$", &["process failed", "ok"], &["process_failed", "a"]),
        (
            r"^([a-z0-9]+)([a-z0-9-_\.]+)([a-z0-9]+)$",
            &["swift_jpy", "tether_erc20_usd"],
            &["sw", "Swift"],
        ),
        (r"^[A-z ]+$", &["John Wick", "John_Wick"], &["J0hn"]),
        (r"^[0-9\.\-\/]{1,18}$", &["123.456.789-09", "1/2"], &["12 3"]),
        (r"^\+?380\d{9}$", &["380501234567", "+380501234567"], &["0501234567"]),
        (
            r"^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$",
            &["DE89370400440532013000"],
            &["de89370400440532013000"],
        ),
        (r"^[\w\.\-]+@[\w\-]+(\.[\w\-]+)+$", &["a.b@example.com"], &["a b@example.com", "a@b"]),
        (r"\d{4}", &["ab1234cd"], &["ab123cd"]),
        (
            r#"^(([^<>()\[\]\\.,;:\s@"]+(\.[^<>()\[\]\\.,;:\s@"]+)*)|(".+"))@(([a-zA-Z\-0-9]+\.)+[a-zA-Z]{2,})$"#,
            &["john.wick@example.com", r#""j w"@example.com"#],
            &[r"j\w@example.com", "j w@example.com", "john@example"],
        ),
        (r"^[A-Za-zА-Яа-яІіЇїЄє'\-]{2,64}$", &["Леся", "Lesya"], &["Леся!", "Л3ся"]),
        (r"^a++b$", &["aab"], &["aa"]),
    ];

    #[test]
    fn patterns_mean_what_they_mean_in_pcre() {
        for (pattern, matching, differing) in PATTERNS {
            let forms = [
                (*pattern).to_owned(),
                as_sent(pattern),
                format!("/{pattern}/u"),
                as_sent(&format!("\"/{pattern}/\"")),
            ];
            for form in forms {
                for value in *matching {
                    assert_eq!(verdict(&form, value), Match::Yes, "{form} {value}");
                }
                for value in *differing {
                    assert_eq!(verdict(&form, value), Match::No, "{form} {value}");
                }
            }
        }
    }

    #[test]
    fn a_backslash_that_is_meant_stays() {
        for pattern in [r"^[\w]\\[\w]$", r"^[\\w]\\\\[\\w]$"] {
            assert_eq!(verdict(pattern, r"a\b"), Match::Yes, "{pattern}");
            assert_eq!(verdict(pattern, "ab"), Match::No, "{pattern}");
        }
    }

    #[test]
    fn flags_count() {
        assert_eq!(verdict("/^[a-z]+$/i", "ABC"), Match::Yes);
        assert_eq!(verdict("/^[a-z]+$/", "ABC"), Match::No);
        assert_eq!(verdict("/^a.c$/s", "a\nc"), Match::Yes);
        assert_eq!(verdict("/^a.c$/", "a\nc"), Match::No);
        assert_eq!(verdict("/^b$/m", "a\nb"), Match::Yes);
        assert_eq!(verdict("/^ a b $/x", "ab"), Match::Yes);
        assert_eq!(verdict("~^/a/$~", "/a/"), Match::Yes);
    }

    #[test]
    fn the_end_may_stand_before_a_last_line_feed() {
        assert_eq!(verdict(r"^\\d+$", "123\n"), Match::Yes);
        assert_eq!(verdict(r"^\\d+$", "123\n\n"), Match::No);
    }

    #[test]
    fn what_is_not_understood_refuses_nothing() {
        let long = "a".repeat(MAX_PATTERN + 1);
        for pattern in [
            r"^(?=.{7,15}$)\d+$",
            r"^\d{10-14}$",
            r"^\p{L}+$",
            r"^[\\p{L}]+$",
            r"^\h+$",
            r"^(a)\1$",
            r"^\<a\>$",
            r"^\v$",
            r"^a(?R)?b$",
            r"^[[a]$",
            r"^[a&&b]$",
            r"/^\d+$",
            r"/^\d+$/e",
            r"^(",
            "((a{1000}){1000}){1000}",
            "^.{1,100000}$",
            &long,
        ] {
            assert_eq!(verdict(pattern, "!"), Match::Unknown(PatternNotUnderstood), "{pattern}");
        }
        assert_eq!(verdict("a", &"b".repeat(MAX_VALUE + 1)), Match::Unknown(ValueTooLong));
        assert_eq!(verdict("a", &"b".repeat(MAX_VALUE)), Match::No);
    }

    /// `(*UTF)(*UCP)` of PCRE2, which PHP's flag `u` sets, matches all of these; without it none matches.
    #[test]
    fn a_mismatch_beyond_ascii_is_told_only_where_it_is_certain() {
        for (pattern, value) in [
            (r"^\w+$", "Леся"),
            (r"^[^\W]+$", "Леся"),
            (r"^\d+$", "１２３"),
            (r"^a\sb$", "a\u{2003}b"),
            ("^[[:alpha:]]+$", "Леся"),
            ("/^леся$/i", "ЛЕСЯ"),
            ("^(?mi)леся$", "ЛЕСЯ"),
        ] {
            assert_eq!(verdict(pattern, value), Match::Unknown(PatternUnsure), "{pattern} {value}");
        }
        for (pattern, value) in
            [(r"^\d+$", "Леся"), (r"^[A-Z\-\sa-z]+$", "Леся"), ("^[a-z]+$", "і"), (r"^\w+$", "a b")]
        {
            assert_eq!(verdict(pattern, value), Match::No, "{pattern} {value}");
        }
    }
}
