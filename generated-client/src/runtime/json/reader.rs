//! The reader: walks one JSON text token by token and checks the whole grammar on the way.

use super::scan::plain_length;
use super::{DecodeError, DecodeErrorKind, Kind};
use hifijson::num::Lex as _;
use hifijson::str::{Lex as _, LexAlloc as _};
use hifijson::token::Lex as _;
use hifijson::{Read as _, SliceLexer, escape};
use std::borrow::Cow;
use std::mem;

/// How deep arrays and objects may be nested. One level more is refused, also inside values that
/// are only kept as text.
pub const MAX_DEPTH: u8 = 128;

/// Reads one JSON text from its beginning to its end.
///
/// Each method skips white space, then reads one value and fails when another kind of value is
/// there.
pub struct Reader<'a> {
    text: &'a str,
    lexer: SliceLexer<'a>,
    depth: u8,
    /// Members that the next object is read without, because they were already read into fields of
    /// their own.
    hidden: &'static [&'static str],
}

/// Where the reader is within an object.
pub(super) struct Names {
    first: bool,
    hidden: &'static [&'static str],
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of a text.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        Self { text, lexer: SliceLexer::new(text.as_bytes()), depth: 0, hidden: &[] }
    }

    /// A reader at the beginning of a document.
    ///
    /// # Errors
    ///
    /// When the document begins with a byte order mark.
    pub fn document(text: &'a str) -> Result<Self, DecodeError> {
        let reader = Self::new(text);
        if text.starts_with('\u{feff}') {
            Err(reader.error(DecodeErrorKind::ByteOrderMark))
        } else {
            Ok(reader)
        }
    }

    /// Ends the document.
    ///
    /// # Errors
    ///
    /// When anything but white space is left.
    pub fn finish(mut self) -> Result<(), DecodeError> {
        match self.lexer.ws_peek() {
            None => Ok(()),
            Some(_) => Err(self.error(DecodeErrorKind::TrailingText)),
        }
    }

    /// Offset in bytes of what is read next.
    #[must_use]
    pub fn offset(&self) -> usize {
        self.text.len() - self.lexer.as_slice().len()
    }

    /// An error at this place.
    #[must_use]
    #[cold]
    pub fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(self.offset(), kind)
    }

    /// The kind of the next value, which is not read yet.
    ///
    /// # Errors
    ///
    /// When no value begins here.
    pub fn kind(&mut self) -> Result<Kind, DecodeError> {
        match self.peek() {
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b't' | b'f') => Ok(Kind::Boolean),
            Some(b'n') => Ok(Kind::Null),
            _ => Err(self.syntax("a value")),
        }
    }

    /// Reads `null` if that is what comes next, and says whether it was.
    ///
    /// # Errors
    ///
    /// When no value begins here.
    pub fn take_null(&mut self) -> Result<bool, DecodeError> {
        match self.kind()? {
            Kind::Null => self.literal().map(|_| true),
            _ => Ok(false),
        }
    }

    /// Reads `true` or `false`.
    ///
    /// # Errors
    ///
    /// When something else is there.
    pub fn boolean(&mut self) -> Result<bool, DecodeError> {
        self.expect(Kind::Boolean, "a boolean")?;
        self.literal().map(|value| value == Some(true))
    }

    /// Reads a string, with its escapes resolved.
    ///
    /// # Errors
    ///
    /// When something else is there, or the string escapes half a surrogate pair.
    pub fn text(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        self.expect(Kind::String, "a string")?;
        self.lexer.take_next();
        self.string()
    }

    /// Reads a number and hands out its text as it stands, such as `-1.50e3`.
    ///
    /// # Errors
    ///
    /// When something else is there.
    pub fn number(&mut self) -> Result<&'a str, DecodeError> {
        self.expect(Kind::Number, "a number")?;
        self.number_token()
    }

    /// Reads an object: calls `member` with each name, and `member` reads the value that follows.
    ///
    /// # Errors
    ///
    /// When something else is there, or `member` fails.
    pub fn object(
        &mut self,
        member: &mut dyn FnMut(&str, &mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let mut names = self.open_object()?;
        while let Some(name) = self.next_name(&mut names)? {
            member(&name, self).map_err(|error| error.in_member(&name))?;
        }
        Ok(())
    }

    /// Reads an array: calls `item`, which reads one value, as often as there is one.
    ///
    /// # Errors
    ///
    /// When something else is there, or `item` fails.
    pub fn array(
        &mut self,
        item: &mut dyn FnMut(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.expect(Kind::Array, "an array")?;
        self.enter()?;
        self.hidden = &[];
        let mut index = 0;
        while self.another(index == 0, b']', "`,` or `]`")? {
            item(self).map_err(|error| error.in_item(index))?;
            index += 1;
        }
        Ok(())
    }

    /// Reads a value of any kind and hands out its exact text. The grammar is checked to the last
    /// token; only a string that escapes half a surrogate pair, which the grammar allows, passes.
    ///
    /// # Errors
    ///
    /// When no value begins here, or it is not JSON.
    pub fn raw(&mut self) -> Result<&'a str, DecodeError> {
        self.kind()?;
        let start = self.offset();
        self.skip()?;
        self.text.get(start..self.offset()).ok_or_else(|| self.error(DecodeErrorKind::NotUtf8))
    }

    /// The same place again, to look ahead.
    pub(super) fn fork(&self) -> Self {
        Self {
            text: self.text,
            lexer: SliceLexer::new(self.lexer.as_slice()),
            depth: self.depth,
            hidden: &[],
        }
    }

    /// Reads the next object without these members.
    pub(super) fn hide(&mut self, hidden: &'static [&'static str]) {
        self.hidden = hidden;
    }

    pub(super) fn open_object(&mut self) -> Result<Names, DecodeError> {
        self.expect(Kind::Object, "an object")?;
        self.enter()?;
        Ok(Names { first: true, hidden: mem::take(&mut self.hidden) })
    }

    /// The name of the next member, whose value is then next to be read; `None` at the end of the
    /// object.
    pub(super) fn next_name(
        &mut self,
        names: &mut Names,
    ) -> Result<Option<Cow<'a, str>>, DecodeError> {
        while self.another(mem::take(&mut names.first), b'}', "`,` or `}`")? {
            self.name_quote()?;
            let name = self.string()?;
            self.colon()?;
            if !names.hidden.contains(&&*name) {
                return Ok(Some(name));
            }
            self.skip()?;
        }
        Ok(None)
    }

    /// Is there another item or member? Reads the comma before it, or the end of the array or
    /// object.
    fn another(
        &mut self,
        first: bool,
        end: u8,
        expected: &'static str,
    ) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(byte) if byte == end => {
                self.lexer.take_next();
                self.depth -= 1;
                Ok(false)
            }
            Some(b',') if !first => {
                self.lexer.take_next();
                Ok(true)
            }
            Some(_) if first => Ok(true),
            _ => Err(self.syntax(expected)),
        }
    }

    /// Reads over one value. Arrays and objects that are open are kept as bits (1 for an object),
    /// so that no depth can exhaust the stack.
    fn skip(&mut self) -> Result<(), DecodeError> {
        let mut objects: u128 = 0;
        let outside = self.depth;
        loop {
            let first = match self.kind()? {
                Kind::Object | Kind::Array => {
                    let object = self.enter()? == Some(b'{');
                    objects = objects << 1 | u128::from(object);
                    true
                }
                kind => {
                    self.skip_scalar(kind)?;
                    false
                }
            };
            if !self.skip_to_value(&mut objects, outside, first)? {
                return Ok(());
            }
        }
    }

    /// Goes on to the next value inside what is open, over ends, commas and names; `false` when
    /// everything opened since `outside` is closed.
    fn skip_to_value(
        &mut self,
        objects: &mut u128,
        outside: u8,
        mut first: bool,
    ) -> Result<bool, DecodeError> {
        while self.depth > outside {
            let object = *objects & 1 == 1;
            let (end, expected) = if object { (b'}', "`,` or `}`") } else { (b']', "`,` or `]`") };
            if self.another(first, end, expected)? {
                if object {
                    self.name_quote()?;
                    self.skip_string()?;
                    self.colon()?;
                }
                return Ok(true);
            }
            *objects >>= 1;
            first = false;
        }
        Ok(false)
    }

    fn skip_scalar(&mut self, kind: Kind) -> Result<(), DecodeError> {
        match kind {
            Kind::String => {
                self.lexer.take_next();
                self.skip_string()
            }
            Kind::Number => self.number_token().map(drop),
            _ => self.literal().map(drop),
        }
    }

    /// The rest of a string after its opening quote.
    fn string(&mut self) -> Result<Cow<'a, str>, DecodeError> {
        match self.plain_string() {
            Some(text) => Ok(Cow::Borrowed(text)),
            None => self.lexer.str_string().map_err(|error| self.string_error(&error)),
        }
    }

    fn skip_string(&mut self) -> Result<(), DecodeError> {
        match self.plain_string() {
            Some(_) => Ok(()),
            None => self.lexer.str_ignore().map_err(|error| self.string_error(&error)),
        }
    }

    /// The rest of a string, if it is one without escapes; otherwise nothing is read.
    fn plain_string(&mut self) -> Option<&'a str> {
        let start = self.offset();
        let rest = self.lexer.as_slice();
        let length = plain_length(rest);
        match rest.get(length..) {
            Some([b'"', after @ ..]) => {
                self.lexer = SliceLexer::new(after);
                self.text.get(start..start + length)
            }
            _ => None,
        }
    }

    fn number_token(&mut self) -> Result<&'a str, DecodeError> {
        let start = self.offset();
        match self.lexer.num_ignore().validate() {
            Ok(_) => Ok(self.text.get(start..self.offset()).unwrap_or_default()),
            Err(_) => Err(self.syntax("a digit")),
        }
    }

    fn literal(&mut self) -> Result<Option<bool>, DecodeError> {
        self.lexer.null_or_bool().ok_or_else(|| self.syntax("`null`, `true` or `false`"))
    }

    fn name_quote(&mut self) -> Result<(), DecodeError> {
        self.token(b'"', "a member name")
    }

    fn colon(&mut self) -> Result<(), DecodeError> {
        self.token(b':', "`:`")
    }

    fn token(&mut self, byte: u8, expected: &'static str) -> Result<(), DecodeError> {
        if self.peek() != Some(byte) {
            return Err(self.syntax(expected));
        }
        self.lexer.take_next();
        Ok(())
    }

    /// The next byte that is not white space. Most JSON has none, so the lexer is asked only where
    /// there is some.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        match self.lexer.peek_next() {
            Some(..=b' ') => self.lexer.ws_peek(),
            byte => byte,
        }
    }

    /// Reads the bracket that opens an array or object.
    fn enter(&mut self) -> Result<Option<u8>, DecodeError> {
        if self.depth == MAX_DEPTH {
            return Err(self.error(DecodeErrorKind::TooDeep));
        }
        self.depth += 1;
        Ok(self.lexer.take_next())
    }

    fn expect(&mut self, kind: Kind, expected: &'static str) -> Result<(), DecodeError> {
        match self.kind()? {
            found if found == kind => Ok(()),
            found => Err(self.error(DecodeErrorKind::Expected { expected, found })),
        }
    }

    #[cold]
    fn syntax(&self, expected: &'static str) -> DecodeError {
        self.error(DecodeErrorKind::Syntax { expected })
    }

    #[cold]
    fn string_error(&self, error: &hifijson::str::Error) -> DecodeError {
        use hifijson::str::Error;
        self.syntax(match error {
            Error::Control => "control characters in a string to be escaped",
            Error::Eof | Error::Escape(escape::Error::Eof) => "the end of a string",
            Error::Escape(escape::Error::InvalidKind(_)) => "an escape such as `\\n`",
            Error::Escape(escape::Error::InvalidHex(_)) => "four hexadecimal digits",
            Error::Escape(escape::Error::InvalidChar(_) | escape::Error::ExpectedLowSurrogate) => {
                "both halves of a surrogate pair"
            }
            Error::Utf8(_) => "UTF-8",
        })
    }
}
