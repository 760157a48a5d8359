//! The parts of a request: base URL, path, query, body.

use std::borrow::Cow;
use std::fmt;

use http::Uri;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode};

use super::api::Directive;
use super::decimal::Decimal;
use super::json::{self, Wire, Writer};
use super::time::UnixSeconds;

/// Why a request cannot be made. Nothing has been sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// A path parameter that would make another path: an empty one, `.` or `..`.
    PathParameter {
        /// Its name.
        name: &'static str,
    },
    /// The face wants credentials, and none were given or those of another kind.
    Credentials {
        /// What the face wants.
        wanted: super::api::Authentication,
    },
    /// The credentials hold what a header cannot.
    Header,
    /// The key of a write that acts once is empty or blank: it would not tell this write from another.
    EmptyKey,
    /// The settings do not say where the face is served.
    NoBaseUrl {
        /// The face.
        face: String,
    },
    /// A base URL that is not one.
    BaseUrl {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The path and the query make no URI: they are too long.
    Uri(http::Error),
}

impl RequestError {
    /// What to do about it.
    pub(super) fn directive(&self) -> Directive {
        match self {
            Self::Credentials { .. } | Self::Header => Directive::CorrectCredentials,
            _ => Directive::CorrectRequest,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PathParameter { name } => {
                write!(
                    formatter,
                    "the path parameter `{name}` is empty or a dot segment; give the id of a resource"
                )
            }
            Self::Credentials { wanted } => {
                write!(formatter, "this call wants {wanted:?} credentials; give some of that kind")
            }
            Self::Header => {
                formatter.write_str("the credentials hold characters that a header cannot carry")
            }
            Self::EmptyKey => {
                formatter.write_str("the key is empty; give one of its own to each write")
            }
            Self::NoBaseUrl { face } => {
                write!(formatter, "the settings have no base URL for the face {face}")
            }
            Self::BaseUrl { why } => write!(formatter, "not a base URL: {why}"),
            Self::Uri(_) => {
                formatter.write_str("the path and the query make no URI: they are too long")
            }
        }
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Uri(error) => Some(error),
            _ => None,
        }
    }
}

/// Where a face is served: scheme, host, and the path before that of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads `https://api.example.org` or `https://example.org/api`; a slash at the end makes no difference.
    ///
    /// # Errors
    /// Where it is not an `http` or `https` URL with a host, or has a user, a query or a fragment.
    pub fn parse(url: &str) -> Result<Self, RequestError> {
        let wrong = |why| Err(RequestError::BaseUrl { why });
        if url.contains('#') {
            return wrong("it has a fragment");
        }
        let Ok(uri) = url.parse::<Uri>() else { return wrong("it is no absolute URL") };
        let (Some("http" | "https"), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
            return wrong("it does not start with http:// or https:// and a host");
        };
        if authority.as_str().contains('@') {
            return wrong("it names a user; give credentials apart from it");
        }
        if uri.query().is_some() {
            return wrong("it has a query");
        }
        Ok(Self(url.trim_end_matches('/').to_owned()))
    }

    /// The URL, without a slash at its end.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The URL in the form in which two URLs of the same place are equal: scheme and host in lower case, no default port.
    pub(super) fn canonical(&self) -> String {
        let Ok(uri) = self.0.parse::<Uri>() else { return self.0.clone() };
        let scheme = uri.scheme_str().unwrap_or_default().to_ascii_lowercase();
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let path = uri.path().trim_end_matches('/');
        match (uri.port_u16(), scheme.as_str()) {
            (None, _) | (Some(443), "https") | (Some(80), "http") => {
                format!("{scheme}://{host}{path}")
            }
            (Some(port), _) => format!("{scheme}://{host}:{port}{path}"),
        }
    }

    /// The URI of a path below it with a query. The path starts with `/`.
    ///
    /// # Errors
    /// Where it is longer than a URI may be.
    pub fn join(&self, path: &str, query: &Query) -> Result<Uri, RequestError> {
        let query = query.encode();
        let separator = if query.is_empty() { "" } else { "?" };
        let uri = format!("{}{path}{separator}{query}", self.0);
        uri.parse().map_err(|error: http::uri::InvalidUri| RequestError::Uri(error.into()))
    }
}

/// What RFC 3986 lets stand as it is: letters, digits, `-`, `.`, `_` and `~`.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encode(text: &(impl AsRef<[u8]> + ?Sized)) -> impl fmt::Display + '_ {
    percent_encode(text.as_ref(), RESERVED)
}

/// A path in the making.
#[derive(Clone, Debug, Default)]
pub struct Path(String);

impl Path {
    /// The empty path.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text that stands as it is.
    #[must_use]
    pub fn literal(mut self, text: &str) -> Self {
        self.0.push_str(text);
        self
    }

    /// Adds the value of a parameter, percent-encoded: it stays within its segment.
    ///
    /// # Errors
    /// Where the value is empty or a dot segment, which would make another path.
    pub fn parameter(
        mut self,
        name: &'static str,
        value: &impl Parameter,
    ) -> Result<Self, RequestError> {
        let text = value.parameter();
        if matches!(&*text, "" | "." | "..") {
            return Err(RequestError::PathParameter { name });
        }
        self.0.push_str(&encode(text.as_bytes()).to_string());
        Ok(self)
    }

    /// The path.
    pub fn finish(self) -> String {
        self.0
    }
}

/// A query: names and values in the order in which they were given. One that was read keeps its bytes, be they UTF-8 or not.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Query(Vec<(Cow<'static, [u8]>, Vec<u8>)>);

impl Query {
    /// The empty query.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: &impl Parameter) -> Self {
        self.0.push((name.as_bytes().into(), value.parameter().into_owned().into_bytes()));
        self
    }

    /// Adds a parameter where it has a value.
    #[must_use]
    pub fn with_optional(self, name: &'static str, value: Option<&impl Parameter>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Reads the query of a URL, without its `?`.
    pub fn parse(query: &str) -> Self {
        let decode =
            |text: &str| -> Vec<u8> { percent_decode_str(&text.replace('+', " ")).collect() };
        let pairs = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name).into(), decode(value))
        });
        Self(pairs.collect())
    }

    /// Whether it has no parameters.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The names and values. What is no UTF-8 shows replacement characters here, and stays as it is in [`Query::encode`].
    pub fn pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        let text = |bytes| String::from_utf8_lossy(bytes);
        self.0.iter().map(move |(name, value)| (text(name), text(value)))
    }

    /// The query as it stands in a URL, without the `?`: names and values percent-encoded.
    pub fn encode(&self) -> String {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(value)))
            .collect();
        pairs.join("&")
    }
}

impl fmt::Debug for Query {
    /// Shows names only: a value may be a key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_set().entries(self.pairs().map(|(name, _)| name)).finish()
    }
}

/// A value that can stand in a path or a query.
pub trait Parameter {
    /// Its text, before percent-encoding.
    fn parameter(&self) -> Cow<'_, str>;
}

impl Parameter for String {
    fn parameter(&self) -> Cow<'_, str> {
        self.into()
    }
}

macro_rules! displayed_parameter {
    ($($ty:ty),*) => {$(
        impl Parameter for $ty {
            fn parameter(&self) -> Cow<'_, str> {
                self.to_string().into()
            }
        }
    )*};
}

displayed_parameter!(bool, i64, Decimal, UnixSeconds);

/// A list is written with commas between its items.
impl<T: Parameter> Parameter for Vec<T> {
    fn parameter(&self) -> Cow<'_, str> {
        let items: Vec<_> = self.iter().map(Parameter::parameter).collect();
        items.join(",").into()
    }
}

/// The body of a request. Its text may hold what no log should: `Debug` shows its length only.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Body(String);

impl Body {
    /// A plain object.
    pub fn object(object: &impl Wire) -> Self {
        Self(json::to_string(object))
    }

    /// A document with one resource of this type.
    pub fn resource(type_word: &'static str) -> ResourceBody<'static> {
        ResourceBody { members: vec![("type", Part::Word(type_word))] }
    }

    /// The text: JSON, or nothing.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }
}

impl AsRef<[u8]> for Body {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Body({} bytes)", self.0.len())
    }
}

/// A document with one resource, in the making.
pub struct ResourceBody<'a> {
    members: Vec<(&'static str, Part<'a>)>,
}

enum Part<'a> {
    Word(&'static str),
    Value(Box<dyn Fn(&mut Writer) + 'a>),
}

impl<'a> ResourceBody<'a> {
    /// Its id.
    #[must_use]
    pub fn id(self, id: &'a impl Wire) -> Self {
        self.with("id", id)
    }

    /// Its attributes.
    #[must_use]
    pub fn attributes(self, attributes: &'a impl Wire) -> Self {
        self.with("attributes", attributes)
    }

    /// Its relationships.
    #[must_use]
    pub fn relationships(self, relationships: &'a impl Wire) -> Self {
        self.with("relationships", relationships)
    }

    fn with(mut self, name: &'static str, value: &'a impl Wire) -> Self {
        self.members.push((name, Part::Value(Box::new(|writer| value.write(writer)))));
        self
    }

    /// The body.
    pub fn finish(self) -> Body {
        let mut writer = Writer::new();
        writer.object(|writer| {
            writer.member("data");
            writer.object(|writer| {
                for (name, part) in &self.members {
                    writer.member(name);
                    match part {
                        Part::Word(word) => writer.text(word),
                        Part::Value(write) => write(writer),
                    }
                }
            });
        });
        Body(writer.into_string())
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    fn canonical(url: &str) -> String {
        BaseUrl::parse(url).unwrap().canonical()
    }

    #[test]
    fn urls_of_the_same_place_are_equal() {
        for url in [
            "https://api.example.org/v1",
            "https://api.example.org/v1/",
            "HTTPS://API.Example.ORG/v1",
            "https://api.example.org:443/v1",
        ] {
            assert_eq!(canonical(url), "https://api.example.org/v1", "{url}");
        }
        assert_eq!(canonical("http://[::1]:80"), "http://[::1]");
    }

    #[test]
    fn urls_of_other_places_differ() {
        let url = canonical("https://api.example.org/v1");
        for other in [
            "http://api.example.org/v1",
            "https://api.example.org/V1",
            "https://api.example.org",
            "https://api.example.org:80/v1",
            "https://api.example.org:8443/v1",
            "https://api.example.com/v1",
        ] {
            assert_ne!(canonical(other), url, "{other}");
        }
    }
}
