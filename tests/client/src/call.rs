//! Operations and models behind one type, so that a test can go through all that a description names.

use std::error::Error;
use std::fmt::Debug;

use cublox_payouts::runtime::{
    Api, BaseUrl, Body, Credentials, DecodeError, Directive, Document, Failure, Json, Method,
    NoContent, Operation, Outcome, Reason, RequestError, Wire,
};

/// What a model writes and shows after it was read.
#[derive(Clone, Debug)]
pub struct Rewritten {
    /// It as JSON.
    pub json: String,
    /// It as `Debug` shows it, on one line and on many.
    pub shown: String,
}

/// Reads a text as a model, and tells what the model writes and shows.
pub type Rewrite = fn(&str) -> Result<Rewritten, DecodeError>;

/// The [`Rewrite`] of a type.
///
/// # Errors
/// Where the text is not of its shape.
pub fn rewrite<T: Wire>(text: &str) -> Result<Rewritten, DecodeError> {
    cublox_payouts::runtime::json::from_str::<T>(text).map(|value| Rewritten::of(&value))
}

impl Rewritten {
    /// What a value writes and shows.
    pub fn of<T: Wire>(value: &T) -> Self {
        Self { json: Json::encode(value).as_str().to_owned(), shown: shown(value) }
    }
}

/// How `Debug` shows a value, on one line and on many.
pub fn shown(value: &impl Debug) -> String {
    format!("{value:?}\n{value:#?}")
}

/// How an error is shown: `Debug`, `Display`, and the same of all its sources.
pub fn shown_error(error: &(impl Error + 'static)) -> String {
    let mut text = String::new();
    let mut next: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = next {
        text.push_str(&format!("{error}\n{error:?}\n{error:#?}\n"));
        next = error.source();
    }
    text
}

/// What an answer holds, where it holds anything.
pub trait Held {
    /// What it writes and shows.
    fn held(&self) -> Option<Rewritten>;
}

impl<D: Wire, A: Api, M: Wire> Held for Document<D, A, M> {
    fn held(&self) -> Option<Rewritten> {
        Some(Rewritten::of(self))
    }
}

impl Held for NoContent {
    fn held(&self) -> Option<Rewritten> {
        None
    }
}

/// A failure without its types.
#[derive(Clone, Debug)]
pub struct Failed {
    /// Which variant the reason is: its name in lower case.
    pub reason: &'static str,
    /// What became of the call.
    pub outcome: Outcome,
    /// What to do.
    pub directive: Directive,
    /// The earlier resource that the answer holds.
    pub existing: Option<Rewritten>,
    /// Why the body could not be read.
    pub error: Option<DecodeError>,
    /// `Debug`, `Display` and those of its sources.
    pub shown: String,
    /// The last line of `Display`.
    pub message: String,
    /// The body that is kept.
    pub body: Vec<u8>,
}

impl Failed {
    fn of<E: Held + 'static, A: Api>(failure: &Failure<E, A>) -> Self {
        let (reason, error) = match failure.reason() {
            Reason::Refused(_) => ("refused", None),
            Reason::Existing(_) => ("existing", None),
            Reason::Undecodable(error) => ("undecodable", Some(error.clone())),
            Reason::Unexplained => ("unexplained", None),
            _ => ("new", None),
        };
        Self {
            reason,
            outcome: failure.outcome(),
            directive: failure.directive(),
            existing: failure.existing().and_then(Held::held),
            error,
            shown: shown_error(failure),
            message: failure.to_string(),
            body: failure.body().to_vec(),
        }
    }
}

/// An [`Operation`] without its types.
pub trait Call {
    /// Its name in the description.
    fn name(&self) -> &'static str;
    /// Its method.
    fn method(&self) -> Method;
    /// The face that serves it, as `Debug` shows it.
    fn face(&self) -> String;
    /// The documented statuses of a success.
    fn successes(&self) -> &'static [u16];
    /// Those of them whose answers have no body.
    fn empty(&self) -> &'static [u16];
    /// The documented statuses that hold an earlier resource.
    fn existing(&self) -> &'static [u16];
    /// Whether a repeat does no harm.
    fn is_safe_to_repeat(&self) -> bool;
    /// Its path.
    ///
    /// # Errors
    /// Those of the operation.
    fn path(&self) -> Result<String, RequestError>;
    /// Its request.
    ///
    /// # Errors
    /// Those of the operation.
    fn request(
        &self,
        base: &BaseUrl,
        credentials: Option<&Credentials>,
    ) -> Result<http::Request<Body>, RequestError>;
    /// What it makes of an answer; `None` stands for a success that holds nothing.
    ///
    /// # Errors
    /// Every answer that is not a readable success.
    fn read(&self, status: u16, body: &[u8]) -> Result<Option<Rewritten>, Box<Failed>>;
    /// How `Debug` shows it.
    fn shown(&self) -> String;
}

impl<O> Call for O
where
    O: Operation + Debug,
    O::Output: Held,
    O::Existing: Held + 'static,
{
    fn name(&self) -> &'static str {
        O::NAME
    }

    fn method(&self) -> Method {
        O::METHOD
    }

    fn face(&self) -> String {
        format!("{:?}", O::FACE)
    }

    fn successes(&self) -> &'static [u16] {
        O::SUCCESSES
    }

    fn empty(&self) -> &'static [u16] {
        O::EMPTY
    }

    fn existing(&self) -> &'static [u16] {
        O::EXISTING
    }

    fn is_safe_to_repeat(&self) -> bool {
        O::SAFE_TO_REPEAT
    }

    fn path(&self) -> Result<String, RequestError> {
        Operation::path(self)
    }

    fn request(
        &self,
        base: &BaseUrl,
        credentials: Option<&Credentials>,
    ) -> Result<http::Request<Body>, RequestError> {
        Operation::request(self, base, credentials)
    }

    fn read(&self, status: u16, body: &[u8]) -> Result<Option<Rewritten>, Box<Failed>> {
        let response = http::Response::builder().status(status).body(body).unwrap();
        match Operation::read(self, &response) {
            Ok(output) => Ok(output.held()),
            Err(failure) => Err(Box::new(Failed::of(&failure))),
        }
    }

    fn shown(&self) -> String {
        shown(self)
    }
}
