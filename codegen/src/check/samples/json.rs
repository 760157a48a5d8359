//! JSON with the places of its values. Numbers stay as they are written.

use std::collections::BTreeSet;
use std::ops::Range;

/// Deeper nesting is refused.
const MAX_DEPTH: usize = 128;

/// A value and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    /// A number, as it is written.
    Number(String),
    Text(String),
    List(Vec<Value>),
    Object(Vec<Member>),
}

/// A member of a JSON object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    pub(super) name: String,
    /// The name with its quotes.
    pub(super) name_span: Range<usize>,
    pub(super) value: Value,
}

/// Why a text is not JSON, and at which byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Error {
    pub(super) message: String,
    pub(super) at: usize,
}

impl Value {
    /// The members of an object.
    pub(super) fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The member of this name.
    pub(super) fn get(&self, name: &str) -> Option<&Member> {
        self.members()?.iter().find(|member| member.name == name)
    }

    /// What the value is, in words.
    pub(super) fn described(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "null",
            Kind::Boolean => "a boolean",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a string",
            Kind::List(_) => "an array",
            Kind::Object(_) => "an object",
        }
    }
}

/// Reads a JSON text.
pub(super) fn parse(text: &str) -> Result<Value, Error> {
    let mut reader = Reader { text, at: 0 };
    reader.blanks();
    let value = reader.value(0)?;
    reader.blanks();
    if reader.at < text.len() { Err(reader.error("text follows the document")) } else { Ok(value) }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn error(&self, message: impl Into<String>) -> Error {
        Error { message: message.into(), at: self.at }
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn take(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &str {
        let start = self.at;
        self.at += self.rest().find(|char| !wanted(char)).unwrap_or(self.rest().len());
        &self.text[start..self.at]
    }

    fn blanks(&mut self) {
        self.take_while(|char| matches!(char, ' ' | '\t' | '\n' | '\r'));
    }

    fn value(&mut self, depth: usize) -> Result<Value, Error> {
        if depth > MAX_DEPTH {
            return Err(self.error(format!("it is nested more than {MAX_DEPTH} deep")));
        }
        let start = self.at;
        let kind = match self.peek() {
            Some('{') => self.object(depth)?,
            Some('[') => self.list(depth)?,
            Some('"') => Kind::Text(self.string()?),
            Some('-' | '0'..='9') => self.number()?,
            Some('a'..='z') => self.word()?,
            _ => return Err(self.error("a value is expected")),
        };
        Ok(Value { kind, span: start..self.at })
    }

    fn object(&mut self, depth: usize) -> Result<Kind, Error> {
        let (mut members, mut names) = (Vec::new(), BTreeSet::new());
        self.take('{');
        self.blanks();
        if self.take('}') {
            return Ok(Kind::Object(members));
        }
        loop {
            let member = self.member(depth)?;
            if !names.insert(member.name.clone()) {
                let message = format!("the member `{}` stands here twice", member.name);
                return Err(Error { message, at: member.name_span.start });
            }
            members.push(member);
            if self.take('}') {
                return Ok(Kind::Object(members));
            }
            if !self.take(',') {
                return Err(self.error("`,` or `}` is expected"));
            }
            self.blanks();
        }
    }

    fn member(&mut self, depth: usize) -> Result<Member, Error> {
        let start = self.at;
        if self.peek() != Some('"') {
            return Err(self.error("the name of a member is expected, in quotes"));
        }
        let name = self.string()?;
        let name_span = start..self.at;
        self.blanks();
        if !self.take(':') {
            return Err(self.error("`:` is expected"));
        }
        self.blanks();
        let value = self.value(depth + 1)?;
        self.blanks();
        Ok(Member { name, name_span, value })
    }

    fn list(&mut self, depth: usize) -> Result<Kind, Error> {
        let mut items = Vec::new();
        self.take('[');
        self.blanks();
        if self.take(']') {
            return Ok(Kind::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.blanks();
            if self.take(']') {
                return Ok(Kind::List(items));
            }
            if !self.take(',') {
                return Err(self.error("`,` or `]` is expected"));
            }
            self.blanks();
        }
    }

    fn number(&mut self) -> Result<Kind, Error> {
        let start = self.at;
        let number = self.take_while(|char| {
            char.is_ascii_digit() || matches!(char, '+' | '-' | '.' | 'e' | 'E')
        });
        if crate::check::examples::is_number(number) {
            return Ok(Kind::Number(number.to_owned()));
        }
        Err(Error { message: format!("`{number}` is not a number"), at: start })
    }

    fn word(&mut self) -> Result<Kind, Error> {
        let start = self.at;
        match self.take_while(|char| char.is_ascii_alphanumeric()) {
            "null" => Ok(Kind::Null),
            "true" | "false" => Ok(Kind::Boolean),
            other => Err(Error { message: format!("`{other}` is not a value"), at: start }),
        }
    }

    fn string(&mut self) -> Result<String, Error> {
        let start = self.at;
        self.take('"');
        let mut string = String::new();
        loop {
            string.push_str(self.take_while(|char| !matches!(char, '"' | '\\' | '\0'..='\u{1f}')));
            match self.peek() {
                Some('"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some('\\') => string.push(self.escape()?),
                Some(_) => return Err(self.error("a control character cannot stand in a string")),
                None => {
                    return Err(Error { message: "a string is not closed".to_owned(), at: start });
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let unknown = self.error("there is no such escape");
        self.at += 1;
        let escape = self.peek().ok_or_else(|| unknown.clone())?;
        self.at += escape.len_utf8();
        match escape {
            '"' | '\\' | '/' => Ok(escape),
            'b' => Ok('\u{8}'),
            'f' => Ok('\u{c}'),
            'n' => Ok('\n'),
            'r' => Ok('\r'),
            't' => Ok('\t'),
            'u' => self.unicode().ok_or(unknown),
            _ => Err(unknown),
        }
    }

    /// What follows `\u`: four digits, or a pair of surrogates.
    fn unicode(&mut self) -> Option<char> {
        let first = self.hex()?;
        if !(0xd800..0xdc00).contains(&first) {
            return char::from_u32(first);
        }
        if !(self.take('\\') && self.take('u')) {
            return None;
        }
        let second = self.hex().filter(|second| (0xdc00..0xe000).contains(second))?;
        char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))
    }

    fn hex(&mut self) -> Option<u32> {
        let digits = self
            .rest()
            .get(..4)
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let value = u32::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(value)
    }
}

#[cfg(test)]
mod tests;
