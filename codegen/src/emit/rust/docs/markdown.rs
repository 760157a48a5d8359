//! Markdown that rustdoc shows as the text was written: only code in backticks, paragraphs and lists of lines with `- ` have a
//! meaning, and URLs become links.

use std::borrow::Cow;

use crate::names;

/// The widest line of a doc comment, without its mark.
const WIDTH: usize = 110;
/// What continues an item of a list is indented by as much as its mark.
const ITEM: &str = "- ";
const INSIDE_ITEM: &str = "  ";

/// Who wrote a text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Author {
    /// Somebody who describes an API: nothing is meant as Markdown.
    Description,
    /// The emitter, perhaps with such words inside: what is escaped stays so, and links to items of Rust are links.
    Emitter,
}

/// The lines of a text, those that are too long wrapped.
pub(super) fn lines(text: &str, author: Author) -> Vec<String> {
    let text = text.trim();
    if text.len() <= WIDTH && !text.starts_with(ITEM) && is_plain_line(text) {
        return vec![without_block(text)];
    }
    let mut lines = Vec::new();
    let mut in_item = false;
    for line in text.lines().map(str::trim) {
        let content = line.strip_prefix(ITEM);
        in_item = content.is_some() || (in_item && !line.is_empty());
        let inner = wrapped(&words(content.unwrap_or(line), author), in_item);
        for (index, inner) in inner.into_iter().enumerate() {
            let indent = match (in_item, content) {
                (true, Some(_)) if index == 0 => ITEM,
                (true, _) => INSIDE_ITEM,
                (false, _) => "",
            };
            lines.push(format!("{indent}{}", without_block(&inner)));
        }
    }
    lines
}

/// A text as code.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|char| char != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{}{pad}{fence}", text.replace('\n', " "))
}

/// Fills lines with words; at least one line.
fn wrapped(words: &[Cow<'_, str>], in_item: bool) -> Vec<String> {
    let width = if in_item { WIDTH - ITEM.len() } else { WIDTH };
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && line.len() + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// The words of a line, escaped. No line is broken inside a word, and code is one word.
fn words(line: &str, author: Author) -> Vec<Cow<'_, str>> {
    if is_plain_line(line) {
        return line.split(' ').map(Cow::Borrowed).collect();
    }
    let mut words: Vec<Cow<'_, str>> = Vec::new();
    let mut word = String::new();
    let mut before = ' ';
    let mut rest = line;
    while let Some(next) = rest.chars().next() {
        let (taken, shown) = piece(rest, next, before, author);
        if next.is_whitespace() {
            words.push(std::mem::take(&mut word).into());
        } else {
            word.push_str(&shown);
        }
        before = taken.chars().next_back().unwrap_or(next);
        rest = &rest[taken.len()..];
    }
    words.push(word.into());
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a text is a line of words with a blank between each two, and nothing in it means anything in Markdown or to us.
fn is_plain_line(text: &str) -> bool {
    let is_plain = |sign: u8| sign.is_ascii_alphanumeric() || b" .,;'\"()?!%/=+-".contains(&sign);
    text.bytes().all(is_plain) && !text.contains("--") && !text.contains("  ")
}

/// The next piece of a text and what stands for it in Markdown.
fn piece(rest: &str, next: char, before: char, author: Author) -> (&str, Cow<'_, str>) {
    if let Some(plain) = plain(rest) {
        return (plain, plain.into());
    }
    if next == '`' {
        return backticks(rest);
    }
    let kept = if author == Author::Emitter { meant(rest) } else { None };
    if let Some(kept) = kept {
        return (kept, kept.into());
    }
    if let Some(url) = url(rest) {
        return (url, format!("<{url}>").into());
    }
    let (piece, after) = rest.split_at(next.len_utf8());
    if is_special(next, before, after.chars().next()) {
        (piece, format!("\\{piece}").into())
    } else {
        (piece, piece.into())
    }
}

/// The letters and digits that a text begins with, unless there is the scheme of a URL among them.
fn plain(text: &str) -> Option<&str> {
    let end = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let (plain, after) = text.split_at(end);
    (end > 0 && !after.starts_with("://")).then_some(plain)
}

/// Code as it is; backticks that close nothing are escaped.
fn backticks(rest: &str) -> (&str, Cow<'_, str>) {
    let count = |text: &str| text.len() - text.trim_start_matches('`').len();
    let opening = count(rest);
    let mut at = opening;
    while let Some(found) = rest[at..].find('`') {
        at += found;
        let closing = count(&rest[at..]);
        if closing == opening {
            let code = &rest[..at + closing];
            return (code, code.into());
        }
        at += closing;
    }
    (&rest[..opening], "\\`".repeat(opening).into())
}

/// What the emitter means as Markdown: an escaped sign, the beginning of a link to an item, a URL in its brackets.
fn meant(rest: &str) -> Option<&str> {
    let second = rest.chars().nth(1);
    if rest.starts_with('\\') && second.is_some_and(|char| char.is_ascii_punctuation()) {
        return rest.get(..2);
    }
    if rest.strip_prefix("[`").and_then(|link| link.split_once("`]")).is_some_and(is_type) {
        return rest.get(..1);
    }
    let is_url = rest.strip_prefix('<').is_some_and(|inner| url(inner).is_some());
    is_url.then(|| rest.find('>').and_then(|end| rest.get(..=end))).flatten()
}

/// Whether a link is one to a type.
fn is_type((name, _): (&str, &str)) -> bool {
    names::is_upper_camel(name)
}

/// The URL that a text begins with, without the punctuation behind it.
fn url(text: &str) -> Option<&str> {
    let scheme = ["https://", "http://"].into_iter().find(|scheme| text.starts_with(scheme))?;
    let in_url = |char: char| char.is_ascii_graphic() && !"<>\"'`()[]{}|\\^*".contains(char);
    let end = text.find(|char| !in_url(char)).unwrap_or(text.len());
    let url = text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_', '~', '&']);
    (url.len() > scheme.len()).then_some(url)
}

/// Whether Markdown would take a character for more than itself.
fn is_special(char: char, before: char, after: Option<char>) -> bool {
    match char {
        '<' | '[' | '*' | '~' | '|' | '\\' => true,
        '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
        '&' => after.is_some_and(|after| after == '#' || after.is_ascii_alphanumeric()),
        '-' => before == '-',
        _ => false,
    }
}

/// The line such that it begins no heading, list, quotation or underlining.
fn without_block(line: &str) -> String {
    let digits = line.len() - line.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let (number, rest) = line.split_at(digits);
    let ends = |rest: &str| rest.is_empty() || rest.starts_with(' ');
    let begins_block = match (number, rest.chars().next()) {
        ("", Some('#' | '>' | '=')) => true,
        ("", Some('-' | '+')) => ends(&rest[1..]),
        ("", _) => false,
        (_, Some('.' | ')')) => ends(&rest[1..]),
        _ => false,
    };
    if begins_block { format!("{number}\\{rest}") } else { line.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

    use super::{Author, code, lines};

    /// What rustdoc understands beside the standard, without typographic quotes.
    fn events(markdown: &str) -> Vec<Event<'_>> {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS;
        Parser::new_ext(markdown, options).collect()
    }

    /// The text that a reader sees, without blanks; none if anything is shown in another way than as text, code or a link.
    fn shown(markdown: &str) -> Result<String, String> {
        let mut text = String::new();
        for event in events(markdown) {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::Start(
                    Tag::Paragraph
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::Link { link_type: LinkType::Autolink, .. },
                )
                | Event::End(_)
                | Event::SoftBreak => {}
                other => return Err(format!("{other:?} in\n{markdown}")),
            }
        }
        Ok(letters(&text))
    }

    /// What of a text is to be seen: all but the marks of a list.
    fn bare(text: &str) -> String {
        text.lines().map(|line| letters(line.trim().strip_prefix("- ").unwrap_or(line))).collect()
    }

    /// A text without what may differ: blanks, and the backticks around code.
    fn letters(text: &str) -> String {
        text.chars().filter(|char| !(char.is_whitespace() || *char == '`')).collect()
    }

    fn written(text: &str) -> String {
        lines(text, Author::Description).join("\n")
    }

    #[test]
    fn is_shown_as_it_is_written() {
        let texts = [
            "An Option<T> or a <b>bold</b> one, a < b, <!-- no -->, a <https://a.example/> b",
            "[x], [x](y), [x][y], ![x](y), [^1], [ ] [x]: y",
            "```\nlet broken = rust code;\n```",
            "~~~\nlet broken = rust code;\n~~~",
            "~~gone~~ and ~gone~",
            "text\n\n    four blanks\n\tand a tab",
            "*star* **stars** _under_ __unders__ snake_case _x",
            "# one\n## two\n#three\nfour\n====\nfive\n----\n***\n- - -\n___",
            "> quote\n+ plus\n* star\n1. one\n2) two\n3 three",
            "See https://a.example/b_c*d, (http://b.example). Or xhttps://c.example?d=e&f",
            "&amp; &#35; A&B \\* \\\\ back\\slash \\",
            "a | b\n--|--\nc | d\n|-|\n:-\n-:",
            "`code` ``co`de`` `open and ```three",
        ];
        for text in texts {
            assert_eq!(shown(&written(text)), Ok(bare(text)), "{text}");
        }
    }

    #[test]
    fn code_and_lists_are_markdown() {
        let text = "Takes `Vec<T>`:\n- one, `a_b`\n- two\nthat goes on\n\nEnd.";
        let expected = "Takes `Vec<T>`:\n- one, `a_b`\n- two\n  that goes on\n\nEnd.";
        assert_eq!(written(text), expected);
    }

    #[test]
    fn plain_words_stay_plain() {
        let text = "The article's share: 5 % - or more (see `x`), a/b, snake_case; \"quoted\"! 1.5 & 2 = 3. #4 A-B";
        assert_eq!(written(text), text);
    }

    #[test]
    fn urls_are_links() {
        assert_eq!(written("See https://a.example/b."), "See <https://a.example/b>.");
    }

    #[test]
    fn the_emitter_may_link_to_types() {
        let text = "The attributes of [`Article`], \\*.";
        assert_eq!(lines(text, Author::Emitter), [text]);
        assert_eq!(lines("[`item`] of [T]", Author::Emitter), ["\\[`item`] of \\[T]"]);
    }

    #[test]
    fn any_text_can_be_code() {
        for text in ["a", "`", "``a`b", "a`"] {
            assert_eq!(shown(&code(text)), Ok(bare(text)));
        }
        assert_eq!(code("a"), "`a`");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn no_text_is_markdown(text in "[-a1 \n`*_#<>\\[\\]()!&;~|=+.:/\\\\x]{0,40}") {
            prop_assert_eq!(shown(&written(&text)), Ok(bare(&text)));
        }

        #[test]
        fn long_texts_are_wrapped_without_harm(words in prop::collection::vec("[-a1#>=+.)`]{1,12}", 1..60)) {
            let text = words.join(" ");
            prop_assert_eq!(shown(&written(&text)), Ok(bare(&text)));
        }

        /// What is escaped once is not escaped again.
        #[test]
        fn the_words_of_a_description_pass_through_the_emitter(text in "[-a1 \n`*_#<>\\[\\]()!&~|=+.:/\\\\]{0,40}( https://a.example/b_c)?") {
            let once = written(&text);
            prop_assert_eq!(lines(&once, Author::Emitter).join("\n"), once);
        }
    }
}
