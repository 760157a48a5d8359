//! Writes in a form that outlives the process: the operation, its inputs, and the place where it is sent to.
//!
//! The place is what keeps a saved write from being made twice: looked up with another account or on another host it is not there,
//! and would be made there.

use std::error::Error;
use std::fmt;

use super::super::authorization::Credentials;
use super::super::json::{DecodeError, DecodeErrorKind, Json};
use super::super::operation::Operation;
use super::super::reconcile::{Inputs, Reconcile};
use super::super::request::{BaseUrl, RequestError};
use super::settings::Settings;

/// Where a write is sent to, and as whom. It holds no password and no token.
///
/// A face without credentials has no account. Where a key stands for one, it is an input of the call and saved with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    base_url: String,
    account: Option<String>,
}

impl Place {
    /// The place to which these settings send an operation.
    pub(super) fn of<O: Operation>(settings: &Settings<O::Api>) -> Result<Self, RequestError> {
        let base_url = settings.base_url_of(O::FACE)?.canonical();
        let account = Credentials::account(settings.credentials_of(O::FACE), O::FACE)?;
        Ok(Self { base_url, account })
    }

    /// The base URL: scheme and host in lower case, without a default port.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The account: the user of HTTP Basic, or the name that was given with a bearer token.
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.account {
            Some(account) => write!(formatter, "account {account:?} at {}", self.base_url),
            None => formatter.write_str(&self.base_url),
        }
    }
}

/// A write that acts once, in a form that outlives the process: `client.resume` goes on with it.
///
/// Its text holds what the request holds, recipient data included. Keep it where such data may be kept. `Debug` shows none of it.
///
/// A later version of this crate reads what an earlier one has written. An earlier one reads what a later one has written as long as
/// there is nothing in it that it does not know. Otherwise it refuses it, and nothing is sent: what it left out might be what keeps the
/// write from being another. Resume such a write with the version that saved it, or a later one.
#[derive(Clone, PartialEq)]
pub struct Saved {
    operation: String,
    key: String,
    place: Place,
    inputs: Inputs,
}

impl Saved {
    /// Saves an operation that is sent to this place.
    pub(super) fn of<O: Reconcile>(operation: &O, place: Place) -> Self {
        Self {
            operation: O::NAME.to_owned(),
            key: operation.key().into_owned(),
            place,
            inputs: operation.inputs(),
        }
    }

    /// Reads what [`Saved::text`] wrote.
    ///
    /// # Errors
    /// Where it is something else, or holds what this version does not know: a newer one may have written it.
    pub fn parse(text: &str) -> Result<Self, DecodeError> {
        let mut members: Inputs = Json::parse(text)?.decode()?;
        let saved = Self {
            operation: members.take("operation")?,
            key: members.take("key")?,
            place: Place {
                base_url: members.take("base_url")?,
                account: members.take_optional("account")?,
            },
            inputs: members.take("inputs")?,
        };
        members.end("this is no part of a saved write")?;
        Ok(saved)
    }

    /// It as text (JSON), to be kept.
    pub fn text(&self) -> String {
        let members = Inputs::new()
            .with("operation", &self.operation)
            .with("key", &self.key)
            .with("base_url", &self.place.base_url)
            .with_optional("account", self.place.account.as_ref())
            .with("inputs", &self.inputs);
        Json::encode(&members).as_str().to_owned()
    }

    /// The name of the operation, as in [`Operation::NAME`].
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// The key by which the write is looked up.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where it is sent to, and as whom.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// The same write for a server that has moved: **the same account with the same writes** is now reached at this URL.
    ///
    /// With another server than the one to which it may have been sent before, the write may be made a second time.
    ///
    /// # Errors
    /// Where it is not a base URL.
    pub fn after_server_moved_to(mut self, base_url: &str) -> Result<Self, RequestError> {
        self.place.base_url = BaseUrl::parse(base_url)?.canonical();
        Ok(self)
    }

    /// The operation again, for a client with these settings.
    pub(super) fn restore<O: Reconcile>(
        &self,
        settings: &Settings<O::Api>,
    ) -> Result<O, ResumeError> {
        if self.operation != O::NAME {
            let saved = self.operation.clone();
            return Err(ResumeError::OtherOperation { saved, wanted: O::NAME });
        }
        let here = Place::of::<O>(settings).map_err(ResumeError::Request)?;
        if self.place != here {
            let saved = self.place.clone();
            return Err(ResumeError::OtherPlace { saved, client: here });
        }
        let operation: O = self.inputs.clone().restore().map_err(ResumeError::Unreadable)?;
        if operation.key().trim().is_empty() {
            return Err(ResumeError::Request(RequestError::EmptyKey));
        }
        if operation.key() != self.key {
            let why = "it is not the key of the inputs".into();
            let error = DecodeError::new(0, DecodeErrorKind::Invalid { why }).in_member("key");
            return Err(ResumeError::Unreadable(error));
        }
        Ok(operation)
    }
}

impl fmt::Debug for Saved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Saved")
            .field("operation", &self.operation)
            .field("place", &self.place)
            .field("inputs", &self.inputs)
            .finish_non_exhaustive()
    }
}

/// Why a client does not go on with a saved write. Nothing has been sent.
#[derive(Debug)]
#[non_exhaustive]
pub enum ResumeError {
    /// It was saved of another account or another server. Looked up there, it would not be found, and would be made again.
    OtherPlace {
        /// Where it was to be sent, and as whom.
        saved: Place,
        /// Where this client sends to, and as whom.
        client: Place,
    },
    /// It was saved of another operation.
    OtherOperation {
        /// That operation.
        saved: String,
        /// The one that was asked for.
        wanted: &'static str,
    },
    /// Its inputs are not those of the operation.
    Unreadable(DecodeError),
    /// The client cannot send such an operation.
    Request(RequestError),
}

impl fmt::Display for ResumeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherPlace { saved, client } => write!(
                formatter,
                "this write was saved for {saved}, and the client sends as {client}: resume it with a client of the first, \
                 or it may be made twice"
            )?,
            Self::OtherOperation { saved, wanted } => write!(
                formatter,
                "this write is {saved:?} and not `{wanted}`: resume it as what it is"
            )?,
            Self::Unreadable(error) => {
                write!(formatter, "the inputs of the saved write cannot be read: {error}")?
            }
            Self::Request(error) => error.fmt(formatter)?,
        }
        formatter.write_str("; nothing was sent")
    }
}

impl Error for ResumeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::OtherPlace { .. } | Self::OtherOperation { .. } => None,
            Self::Unreadable(error) => Some(error),
            Self::Request(error) => error.source(),
        }
    }
}
