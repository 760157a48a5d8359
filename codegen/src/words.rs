//! What the language's own terms are called in plain English, wherever people read them: in documents and on the page.

use crate::model::{Directive, SignatureScheme};

/// What a status directs to do, in a sentence.
pub fn directive(directive: Directive) -> &'static str {
    match directive {
        Directive::Proceed => "Go on.",
        Directive::CorrectRequest => "Correct the request before sending it again.",
        Directive::CorrectCredentials => "Correct the credentials or their rights.",
        Directive::UseExisting => "Take what the answer holds as the result.",
        Directive::Reconcile => "Look it up, and send it again only if it had no effect.",
    }
}

/// How a signature is computed.
pub fn signature(scheme: SignatureScheme) -> &'static str {
    match scheme {
        SignatureScheme::Sha1SandwichBase64 => {
            "Base64 of the binary SHA-1 of secret, raw body and secret, one after the other. Not an HMAC."
        }
    }
}
