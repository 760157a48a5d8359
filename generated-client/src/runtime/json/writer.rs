//! The writer: compact JSON with only the escapes that JSON requires.

use super::Json;
use super::digits::Digits;
use super::scan::plain_length;

/// Writes one JSON text.
#[derive(Debug, Default)]
pub struct Writer {
    text: String,
}

impl Writer {
    /// A writer with nothing written.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The text written so far.
    #[must_use]
    pub fn into_string(self) -> String {
        self.text
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    /// Writes `true` or `false`.
    pub fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// Writes a string.
    pub fn text(&mut self, value: &str) {
        self.text.push('"');
        self.escaped(value);
        self.text.push('"');
    }

    /// Writes a value whose text is already JSON.
    pub fn raw(&mut self, value: &Json) {
        self.text.push_str(value.as_str());
    }

    /// Writes an object; `members` calls [`member`](Self::member) before each value.
    pub fn object(&mut self, members: impl FnOnce(&mut Self)) {
        self.text.push('{');
        members(self);
        self.text.push('}');
    }

    /// Writes the name of a member; its value must be written next.
    pub fn member(&mut self, name: &str) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.text(name);
        self.text.push(':');
    }

    /// Writes an array; `items` calls [`item`](Self::item) before each value.
    pub fn array(&mut self, items: impl FnOnce(&mut Self)) {
        self.text.push('[');
        items(self);
        self.text.push(']');
    }

    /// Announces an item of an array, which must be written next.
    pub fn item(&mut self) {
        if !self.text.ends_with('[') {
            self.text.push(',');
        }
    }

    /// Writes a number.
    pub(in crate::runtime) fn number(&mut self, digits: &Digits) {
        self.text.push_str(digits.as_str());
    }

    /// Writes the name of a member, given as `"name":`; its value must be written next.
    pub(super) fn quoted_member(&mut self, quoted: &str) {
        if !self.text.ends_with('{') {
            self.text.push(',');
        }
        self.text.push_str(quoted);
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Takes back the end of the object that was written last, so that members can be added;
    /// `false` when it was no object.
    pub(super) fn reopen_object(&mut self) -> bool {
        let object = self.text.ends_with('}');
        if object {
            self.text.pop();
        }
        object
    }

    pub(super) fn close_object(&mut self) {
        self.text.push('}');
    }

    /// Turns the object that was written since `start` into `[]` when it has no members.
    pub(super) fn empty_object_as_list(&mut self, start: usize) {
        if self.text.get(start..) == Some("{}") {
            self.text.truncate(start);
            self.text.push_str("[]");
        }
    }

    fn escaped(&mut self, mut rest: &str) {
        loop {
            let (plain, special) = rest.split_at(plain_length(rest.as_bytes()));
            self.text.push_str(plain);
            let mut characters = special.chars();
            match characters.next() {
                Some(character) => self.escape(character),
                None => return,
            }
            rest = characters.as_str();
        }
    }

    fn escape(&mut self, character: char) {
        match character {
            '"' => self.text.push_str("\\\""),
            '\\' => self.text.push_str("\\\\"),
            '\u{8}' => self.text.push_str("\\b"),
            '\u{c}' => self.text.push_str("\\f"),
            '\n' => self.text.push_str("\\n"),
            '\r' => self.text.push_str("\\r"),
            '\t' => self.text.push_str("\\t"),
            other => self.text.push_str(&format!("\\u{:04x}", u32::from(other))),
        }
    }
}
