//! Verifies callbacks: the signature over the raw bytes, then the body, then whether the secret may speak for it.
//!
//! ```
//! use cublox_payouts::runtime::{Signature, SignatureScheme};
//!
//! // To try a receiver of one's own, sign as the server does.
//! let signature = Signature { header: "X-Signature", scheme: SignatureScheme::Sha1SandwichBase64 };
//! assert_eq!(signature.sign("k-1", br#"{"title":"On trees"}"#), "1nm8PPwlNShli/j6Oblgh8CjXNg=");
//! ```

use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderMap;
use sha1::{Digest as _, Sha1};
use subtle::ConstantTimeEq as _;

use super::api::Api;
use super::authorization::Redacted;
use super::callback::{Callback, Signature, SignatureScheme};
use super::document::{Document, ResourceType};
use super::json::DecodeError;

/// How many bytes a body may have unless the caller says otherwise.
const DEFAULT_BODY_LIMIT: usize = 1024 * 1024;
/// How many bytes a SHA-1 has.
const DIGEST_LENGTH: usize = 20;

type Digest = [u8; DIGEST_LENGTH];

/// What a secret is for, where there are several kinds of them, such as one for each environment. A callback that is
/// signed with the secret of one realm must not pass for one of another.
pub trait Realm<C: Callback>: Copy {
    /// Whether this body may come under a secret of this realm.
    fn admits(self, body: &C::Body) -> bool;
}

/// One realm for all.
impl<C: Callback> Realm<C> for () {
    fn admits(self, _: &C::Body) -> bool {
        true
    }
}

/// Verifies callbacks of the kind `C` with the secrets of the realms `R`.
///
/// `Debug` shows how many secrets there are and none of them.
pub struct Verifier<C, R = ()> {
    signature: Signature,
    secrets: Vec<(R, Secret)>,
    body_limit: usize,
    callback: PhantomData<fn() -> C>,
}

#[derive(Clone)]
struct Secret(Box<str>);

impl<C: Callback, R: Realm<C>> Verifier<C, R> {
    /// A verifier with these secrets. There may be several for a realm, as while a secret is being changed.
    ///
    /// # Errors
    /// Where there is no secret, an empty one, under which anybody could sign, or one twice, which would not tell realms apart; or
    /// where such callbacks are not signed.
    pub fn new(
        secrets: impl IntoIterator<Item = (R, impl Into<Box<str>>)>,
    ) -> Result<Self, VerifierError> {
        let signature = C::SIGNATURE.ok_or(VerifierError::NotSigned)?;
        let secrets: Vec<_> =
            secrets.into_iter().map(|(realm, secret)| (realm, Secret(secret.into()))).collect();
        if secrets.is_empty() {
            return Err(VerifierError::NoSecret);
        }
        if secrets.iter().any(|(_, secret)| secret.0.is_empty()) {
            return Err(VerifierError::EmptySecret);
        }
        let distinct: HashSet<&str> = secrets.iter().map(|(_, secret)| &*secret.0).collect();
        if distinct.len() < secrets.len() {
            return Err(VerifierError::SecretTwice);
        }
        Ok(Self { signature, secrets, body_limit: DEFAULT_BODY_LIMIT, callback: PhantomData })
    }

    /// Refuses bodies of more bytes than this. Without it the limit is 1 MiB.
    #[must_use]
    pub fn with_body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// How many bytes a body may have. Let the web server stop reading there, too.
    pub fn body_limit(&self) -> usize {
        self.body_limit
    }

    /// Verifies and reads a callback. The body must be the bytes as they came: JSON that was read and written anew may
    /// differ.
    ///
    /// # Errors
    /// Where the body is too long, the signature is not by one of the secrets, the body cannot be read, or it does not
    /// belong to the realm of the secret.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Verified<C, R>, CallbackError> {
        if body.len() > self.body_limit {
            return Err(CallbackError::BodyTooLong { limit: self.body_limit });
        }
        let realm = self.authenticate(headers, body).map_err(CallbackError::Signature)?;
        let body = C::read(body).map_err(CallbackError::Undecodable)?;
        if !realm.admits(&body) {
            return Err(CallbackError::WrongRealm);
        }
        Ok(Verified { body, realm })
    }

    /// Verifies the signature alone and tells whose it is. For bodies that [`verify`](Self::verify) cannot read: it does
    /// not look at the body's length, nor at what it says.
    ///
    /// # Errors
    /// Where the signature is not by one of the secrets.
    pub fn authenticate(&self, headers: &HeaderMap, body: &[u8]) -> Result<R, SignatureError> {
        let given = given_digest(headers, self.signature.header)?;
        let mut signer = None;
        for (realm, secret) in &self.secrets {
            let matches = bool::from(digest(self.signature.scheme, &secret.0, body).ct_eq(&given));
            if matches && signer.is_none() {
                signer = Some(*realm);
            }
        }
        signer.ok_or(SignatureError::Mismatch)
    }
}

impl<C: Callback, R> fmt::Debug for Verifier<C, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secrets: Vec<&Secret> = self.secrets.iter().map(|(_, secret)| secret).collect();
        formatter
            .debug_struct("Verifier")
            .field("callback", &C::NAME)
            .field("secrets", &secrets)
            .field("body_limit", &self.body_limit)
            .finish()
    }
}

impl<C, R: Clone> Clone for Verifier<C, R> {
    fn clone(&self) -> Self {
        Self { secrets: self.secrets.clone(), ..*self }
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Redacted.fmt(formatter)
    }
}

impl Signature {
    /// The value of the header for a body, to try a receiver of one's own.
    #[must_use]
    pub fn sign(&self, secret: &str, body: &[u8]) -> String {
        STANDARD.encode(digest(self.scheme, secret, body))
    }
}

fn digest(scheme: SignatureScheme, secret: &str, body: &[u8]) -> Digest {
    match scheme {
        SignatureScheme::Sha1SandwichBase64 => Sha1::new()
            .chain_update(secret)
            .chain_update(body)
            .chain_update(secret)
            .finalize()
            .into(),
    }
}

fn given_digest(headers: &HeaderMap, header: &'static str) -> Result<Digest, SignatureError> {
    let mut values = headers.get_all(header).iter();
    let value = values.next().ok_or(SignatureError::Missing { header })?;
    if values.next().is_some() {
        return Err(SignatureError::Repeated { header });
    }
    let digest = STANDARD.decode(value).map_err(|_| SignatureError::NotBase64)?;
    Digest::try_from(digest).map_err(|digest| SignatureError::Length { found: digest.len() })
}

/// A callback that is genuine: signed with a secret of its realm. `Debug` does not show the body.
pub struct Verified<C: Callback, R = ()> {
    body: C::Body,
    realm: R,
}

impl<C: Callback, R: Copy> Verified<C, R> {
    /// What it says.
    pub fn body(&self) -> &C::Body {
        &self.body
    }

    /// What it says.
    pub fn into_body(self) -> C::Body {
        self.body
    }

    /// The realm of the secret that signed it.
    pub fn realm(&self) -> R {
        self.realm
    }
}

impl<C, R, D, A, M> Verified<C, R>
where
    C: Callback<Body = Document<D, A, M>>,
    D: ResourceType,
    A: Api,
{
    /// Whether it tells of a later state than this earlier body or answer about the same resource. False where the two
    /// are of the same age, or one of them does not tell its age.
    pub fn supersedes(&self, earlier: &C::Body) -> bool {
        let same = self.body.data.id() == earlier.data.id();
        same && C::order(&self.body)
            .zip(C::order(earlier))
            .is_some_and(|(this, earlier)| this > earlier)
    }

    /// What a callback has in common with its repeats. `None` where the body does not tell its order: then take every
    /// callback for a new one.
    ///
    /// Two changes of the same order, such as within one second, share the key. Where both matter, compare the bodies
    /// before one is dropped; which is the later, only the server knows.
    pub fn dedup_key(&self) -> Option<DedupKey<D::Id>> {
        let order = C::order(&self.body)?;
        Some(DedupKey { id: self.body.data.id().clone(), order })
    }
}

impl<C: Callback, R: fmt::Debug> fmt::Debug for Verified<C, R> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Verified")
            .field("callback", &C::NAME)
            .field("realm", &self.realm)
            .finish_non_exhaustive()
    }
}

impl<C: Callback<Body: Clone>, R: Copy> Clone for Verified<C, R> {
    fn clone(&self) -> Self {
        Self { body: self.body.clone(), realm: self.realm }
    }
}

/// Recognises repeats of a callback. `Display` writes `id@order`, to be stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DedupKey<Id> {
    /// The id of the resource.
    pub id: Id,
    /// Where the callback stands among those about the resource, see [`Callback::order`].
    pub order: i64,
}

impl<Id: fmt::Display> fmt::Display for DedupKey<Id> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}@{}", self.id, self.order)
    }
}

/// Why there can be no verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifierError {
    /// There is no secret.
    NoSecret,
    /// A secret is empty: anybody could sign with it.
    EmptySecret,
    /// A secret stands twice: what it signs would not tell of which realm it is.
    SecretTwice,
    /// The API does not sign callbacks of this kind.
    NotSigned,
}

impl fmt::Display for VerifierError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NoSecret => "no secret to verify callbacks with",
            Self::EmptySecret => "a secret to verify callbacks with is empty",
            Self::SecretTwice => {
                "a secret to verify callbacks with is given twice, perhaps for live and for test"
            }
            Self::NotSigned => "callbacks of this kind are not signed",
        })
    }
}

impl std::error::Error for VerifierError {}

/// Why a callback is refused. It shows neither the body nor the signature.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CallbackError {
    /// The body is longer than the limit.
    BodyTooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// It does not prove where it comes from.
    Signature(SignatureError),
    /// It is genuine, and its body is not of the described shape.
    Undecodable(DecodeError),
    /// It is signed with a secret that is not for such a body, such as a test's secret for what is not a test.
    WrongRealm,
}

impl fmt::Display for CallbackError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BodyTooLong { limit } => {
                write!(formatter, "the body is longer than {limit} bytes")
            }
            Self::Signature(error) => error.fmt(formatter),
            Self::Undecodable(error) => write!(formatter, "the body cannot be read: {error}"),
            Self::WrongRealm => {
                formatter.write_str("signed with a secret that is not for such a body")
            }
        }
    }
}

impl std::error::Error for CallbackError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Signature(error) => Some(error),
            Self::Undecodable(error) => Some(error),
            Self::BodyTooLong { .. } | Self::WrongRealm => None,
        }
    }
}

/// Why a callback does not prove where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The header is not there.
    Missing {
        /// Its name.
        header: &'static str,
    },
    /// The header is there more than once.
    Repeated {
        /// Its name.
        header: &'static str,
    },
    /// The signature is not Base64 with padding (RFC 4648).
    NotBase64,
    /// The signature is not as long as a signature is.
    Length {
        /// How many bytes it has.
        found: usize,
    },
    /// None of the secrets made this signature of this body.
    Mismatch,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { header } => write!(formatter, "the header {header} is missing"),
            Self::Repeated { header } => {
                write!(formatter, "the header {header} is there more than once")
            }
            Self::NotBase64 => formatter.write_str("the signature is not Base64"),
            Self::Length { found } => {
                write!(
                    formatter,
                    "the signature's length is {found} instead of {DIGEST_LENGTH} bytes"
                )
            }
            Self::Mismatch => formatter.write_str("the signature is by none of the secrets"),
        }
    }
}

impl std::error::Error for SignatureError {}

#[cfg(test)]
mod tests;
