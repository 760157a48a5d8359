//! An answer, and the documented forms of errors.

use crate::field_errors::FieldErrors;
use crate::json::{Object, list};

/// An answer of the platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
    /// A header beside those that every answer has.
    pub(crate) header: Option<(&'static str, String)>,
}

impl Answer {
    pub(crate) fn new(status: u16, body: String) -> Self {
        Self { status, body, header: None }
    }

    /// A document about this data, which is JSON already.
    pub(crate) fn data(status: u16, data: &str) -> Self {
        Self::new(status, Object::new().raw("data", data).end())
    }

    pub(crate) fn with_header(mut self, name: &'static str, value: String) -> Self {
        self.header = Some((name, value));
        self
    }

    /// The documented form of an error: the reason phrase, and the status as text.
    pub(crate) fn error(status: u16) -> Self {
        Self::new(status, errors(error_object(status)))
    }

    /// The same with a sentence on what is wrong.
    pub(crate) fn error_with(status: u16, detail: &str) -> Self {
        Self::new(status, errors(error_object(status).text("detail", detail)))
    }

    pub(crate) fn fields(errors: &FieldErrors) -> Self {
        Self::new(422, errors.body())
    }

    pub(crate) fn invalid(member: &str, message: &str) -> Self {
        Self::fields(&FieldErrors::one(member, message))
    }

    /// The documented answer to a fault of the server itself.
    pub(crate) fn fault(detail: &str) -> Self {
        let error = Object::new()
            .text("status", "internal_error")
            .text("code", "500")
            .text("title", "internal_error")
            .text("detail", detail);
        Self::new(500, errors(error))
    }

    /// What a repeated create is answered with: an error, and the payout that exists.
    pub(crate) fn conflict(existing: &str) -> Self {
        let body = Object::new()
            .raw("errors", list([error_object(409).end()]))
            .raw("data", existing)
            .end();
        Self::new(409, body)
    }
}

fn errors(error: Object) -> String {
    Object::new().raw("errors", list([error.end()])).end()
}

fn error_object(status: u16) -> Object {
    let code = http::StatusCode::from_u16(status).ok();
    let phrase = match status {
        // The documentation has the older name of this status.
        422 => "Unprocessable Entity",
        _ => code.and_then(|code| code.canonical_reason()).unwrap_or("Error"),
    };
    Object::new().text("status", phrase).text("code", &status.to_string())
}
