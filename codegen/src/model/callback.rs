//! What the server sends to a URL of ours.

use super::{AnswerBody, Doc, Sample, SignatureScheme};

/// A request that the server sends to a URL of ours.
#[derive(Clone, Debug)]
pub struct Callback {
    /// Its name in the description.
    pub name: String,
    /// The name of its type in Rust.
    pub type_name: String,
    /// When it is sent and what to do with it.
    pub doc: Doc,
    /// What its body holds.
    pub body: AnswerBody,
    /// How it is signed.
    pub signature: Option<Signature>,
    /// The one status that acknowledges it.
    pub acknowledge: u16,
    /// The attribute that orders two callbacks about the same resource, by index among [`Resource::attributes`](super::Resource::attributes).
    pub order_by: Option<usize>,
    /// The documented sample.
    pub sample: Option<Sample>,
}

/// How a callback is signed.
#[derive(Clone, Debug)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: String,
    /// How it is computed.
    pub scheme: SignatureScheme,
    /// Which secret signs.
    pub doc: String,
}
