//! Callbacks: what the server sends by itself.

use super::answer::AnswerBody;
use super::json::DecodeError;

/// A kind of callback.
pub trait Callback {
    /// What its body holds.
    type Body: AnswerBody;

    /// Its name in the description.
    const NAME: &'static str;
    /// How it is signed. `None` where it is not.
    const SIGNATURE: Option<Signature>;
    /// The one status that acknowledges it.
    const ACKNOWLEDGE: u16;

    /// Reads the body of a callback. Check its signature over the raw bytes first.
    ///
    /// # Errors
    /// Where the body is not of the described shape.
    fn read(body: &[u8]) -> Result<Self::Body, DecodeError> {
        Self::Body::read_body(body)
    }

    /// Where a callback stands among those about the same resource: the greater is the newer. `None` where the body does
    /// not tell.
    fn order(_body: &Self::Body) -> Option<i64> {
        None
    }
}

/// How a callback is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: &'static str,
    /// How it is computed.
    pub scheme: SignatureScheme,
}

/// The ways to sign a callback.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureScheme {
    /// Base64 of the binary SHA-1 of secret, raw body and secret, one after the other. Not an HMAC.
    Sha1SandwichBase64,
}
