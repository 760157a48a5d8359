//! Error bodies: a list of error objects, what is wrong by the member of the request, or a message.

use std::fmt;

use super::json::{DecodeError, Json, Kind, Map, Reader, Wire, Writer};

/// What the body of an error says, in one of its forms. `Debug` shows no more than `Display`, codes and names of members: messages
/// may repeat what was sent. Look at the errors themselves to see them.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Errors<E> {
    /// Error objects.
    List(Vec<E>),
    /// What is wrong, by the member of the request.
    Fields(FieldErrors),
    /// A message, in the member `error`.
    Message(ErrorMessage),
    /// Errors in a form that the description does not name, as they came.
    Other(Json),
}

impl<E: Wire> Errors<E> {
    /// The errors of a body: its member `errors`, or else `error`. `None` where it is no JSON object, or tells of no error.
    pub fn read_body(body: &[u8]) -> Option<Self> {
        let mut reader = Reader::document(std::str::from_utf8(body).ok()?).ok()?;
        let (mut errors, mut message) = (None, None);
        let read = reader.object(&mut |name, reader| {
            match name {
                "errors" => errors = Some(Self::read(reader)?),
                "error" => message = ErrorMessage::of(Json::read(reader)?),
                _ => drop(reader.raw()?),
            }
            Ok(())
        });
        read.and_then(|()| reader.finish()).ok()?;
        errors.filter(|errors| !errors.is_empty()).or(message.map(Self::Message))
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::List(errors) => errors.is_empty(),
            Self::Fields(fields) => fields.0.is_empty(),
            Self::Message(_) => false,
            Self::Other(json) => json.kind() == Kind::Null,
        }
    }
}

impl<E: Wire> Wire for Errors<E> {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let json = Json::read(reader)?;
        let known = match json.kind() {
            Kind::Object => json.decode().map(Self::Fields).ok(),
            Kind::Array => json.decode().map(Self::List).ok(),
            _ => None,
        };
        Ok(known.unwrap_or(Self::Other(json)))
    }

    fn write(&self, writer: &mut Writer) {
        match self {
            Self::List(errors) => errors.write(writer),
            Self::Fields(fields) => fields.write(writer),
            Self::Message(message) => writer.raw(&message.0),
            Self::Other(json) => writer.raw(json),
        }
    }
}

impl<E: Wire> fmt::Display for Errors<E> {
    /// Counts the errors and names their codes, or names the members: what else is said of them may repeat what was sent.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::List(errors) => fmt_list(errors, formatter),
            Self::Fields(fields) => {
                let names = fields.0.keys().take(SHOWN_NAMES).map(|name| shortened(name));
                let names: Vec<String> =
                    names.map(|name| name.escape_debug().to_string()).collect();
                let more = if fields.0.len() > SHOWN_NAMES { " and others" } else { "" };
                write!(formatter, "the server refuses {}{more}", names.join(", "))
            }
            Self::Message(_) => formatter.write_str("the server sends a message"),
            Self::Other(_) => {
                formatter.write_str("the server tells of errors in a form of its own")
            }
        }
    }
}

fn fmt_list<E: Wire>(errors: &[E], formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match errors.len() {
        1 => formatter.write_str("the server lists an error")?,
        count => write!(formatter, "the server lists {count} errors")?,
    }
    let mut shown: Vec<String> = Vec::new();
    for name in errors.iter().take(SHOWN_NAMES).filter_map(name_of) {
        if !shown.contains(&name) {
            write!(formatter, ", {name}")?;
            shown.push(name);
        }
    }
    Ok(())
}

/// What an error object is called: its `status` and its `code`, which the JSON:API defines as codes. `None` where they do not look
/// like codes. Of its other members, only the API knows whether they repeat what was sent.
fn name_of(error: &impl Wire) -> Option<String> {
    let members: Map<Json> = Json::encode(error).decode().ok()?;
    let code = |name| members.get(name)?.decode().ok().filter(|code: &String| is_code(code));
    let mut codes: Vec<String> = ["status", "code"].into_iter().filter_map(code).collect();
    codes.dedup();
    (!codes.is_empty()).then(|| codes.join(" "))
}

/// Whether a text looks like a code or a status, `not_found`, `Not Found` or `404`, and not like a number of somebody's, an address
/// or a sentence.
fn is_code(text: &str) -> bool {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "_-. ".contains(character);
    let digits = text.chars().filter(char::is_ascii_digit).count();
    (1..=MAX_CODE).contains(&text.len())
        && digits <= MAX_CODE_DIGITS
        && text.chars().all(allowed)
        && text.split(' ').count() <= MAX_CODE_WORDS
}

/// How long a code may be, how many digits it may have, and how many words.
const MAX_CODE: usize = 48;
const MAX_CODE_DIGITS: usize = 6;
const MAX_CODE_WORDS: usize = 4;

impl<E: Wire> fmt::Debug for Errors<E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Errors({self})")
    }
}

/// What is wrong, by the member of the request. `Debug` shows the members only: messages may repeat what was sent.
#[derive(Clone, PartialEq)]
pub struct FieldErrors(Map<Json>);

impl FieldErrors {
    /// Every message with the member that it is about. A member inside another is named with its path: `author.name`.
    pub fn messages(&self) -> Vec<(String, String)> {
        let mut messages = Vec::new();
        for (name, value) in self.0.iter() {
            collect(&shortened(name), value, &mut messages);
        }
        messages
    }

    /// The messages about one member, by its path.
    pub fn about(&self, member: &str) -> Vec<String> {
        self.messages()
            .into_iter()
            .filter(|(path, _)| path == member)
            .map(|(_, message)| message)
            .collect()
    }
}

/// How many members an error shows by name.
const SHOWN_NAMES: usize = 16;

/// A name or path, cut where it is too long to be one.
fn shortened(path: &str) -> String {
    path.chars().take(MAX_PATH).collect()
}

/// How many messages are told, and how long the path of a member may be: what a server may send is not bounded by either.
const MAX_MESSAGES: usize = 1_000;
const MAX_PATH: usize = 256;

/// Messages may be a text, a list of them, or an object of members within. Depth is bounded by the reader.
fn collect(path: &str, value: &Json, messages: &mut Vec<(String, String)>) {
    if messages.len() >= MAX_MESSAGES {
        return;
    }
    match value.kind() {
        Kind::String => {
            messages.extend(value.decode().ok().map(|message: String| (path.to_owned(), message)))
        }
        Kind::Array => {
            let items: Vec<Json> = value.decode().unwrap_or_default();
            items.iter().for_each(|item| collect(path, item, messages));
        }
        Kind::Object => {
            let members: Map<Json> = value.decode().unwrap_or_default();
            for (name, value) in members.iter() {
                collect(&shortened(&format!("{path}.{name}")), value, messages);
            }
        }
        _ => messages.push((path.to_owned(), value.as_str().to_owned())),
    }
}

impl Wire for FieldErrors {
    fn read(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        Map::read(reader).map(Self)
    }

    fn write(&self, writer: &mut Writer) {
        self.0.write(writer);
    }
}

impl fmt::Debug for FieldErrors {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.0.keys()).finish()
    }
}

/// A message: a text, or an object that may hold one as its `message`. `Debug` shows none of it: it may repeat what was sent.
#[derive(Clone, PartialEq)]
pub struct ErrorMessage(Json);

impl ErrorMessage {
    /// What stands in the member `error`, where it is a message: an empty one and a mere flag are none.
    fn of(json: Json) -> Option<Self> {
        let says_something = match json.kind() {
            Kind::String => json.decode().is_ok_and(|text: String| !text.is_empty()),
            Kind::Object => json.decode().is_ok_and(|members: Map<Json>| !members.is_empty()),
            _ => false,
        };
        says_something.then_some(Self(json))
    }

    /// The text, where there is one.
    pub fn text(&self) -> Option<String> {
        if self.0.kind() == Kind::Object {
            let members: Map<Json> = self.0.decode().ok()?;
            return members.get("message")?.decode().ok();
        }
        self.0.decode().ok()
    }

    /// All of it, as it came.
    pub fn json(&self) -> &Json {
        &self.0
    }
}

impl fmt::Debug for ErrorMessage {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("ErrorMessage").field(&self.0).finish()
    }
}
