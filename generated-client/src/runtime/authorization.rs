//! Credentials: what a caller shows to a face. They never appear in `Debug`.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;

use super::api::{Authentication, Face};
use super::request::RequestError;

/// What a caller shows to a face. `Debug` shows the kind only.
#[derive(Clone)]
pub struct Credentials(Kind);

#[derive(Clone)]
enum Kind {
    Basic { user: String, password: String },
    Bearer { account: String, token: String },
}

impl Credentials {
    /// A user and a password, for HTTP Basic (RFC 7617). The user is the account: what is saved of a write names it, and
    /// so do errors. The password is shown nowhere.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Kind::Basic { user: user.into(), password: password.into() })
    }

    /// A bearer token (RFC 6750) and a name for the account that it belongs to. The name is not sent: what is saved of a
    /// write keeps it, so that no client of another account goes on with the write. Keep the name when the token changes.
    pub fn bearer(account: impl Into<String>, token: impl Into<String>) -> Self {
        Self(Kind::Bearer { account: account.into(), token: token.into() })
    }

    /// The account that these credentials show to a face; `None` where the face wants none.
    ///
    /// # Errors
    /// Where the face wants credentials of a kind that these are not.
    pub(super) fn account(
        credentials: Option<&Self>,
        face: impl Face,
    ) -> Result<Option<String>, RequestError> {
        let wanted = face.authentication();
        match (wanted, credentials.map(|credentials| &credentials.0)) {
            (Authentication::None, _) => Ok(None),
            (Authentication::Basic, Some(Kind::Basic { user: account, .. }))
            | (Authentication::Bearer, Some(Kind::Bearer { account, .. })) => {
                Ok(Some(account.clone()))
            }
            _ => Err(RequestError::Credentials { wanted }),
        }
    }

    /// The `Authorization` header that a face wants, marked as sensitive.
    ///
    /// # Errors
    /// Where the face wants credentials of a kind that these are not, or a header cannot carry them.
    pub fn header(
        credentials: Option<&Self>,
        face: impl Face,
    ) -> Result<Option<HeaderValue>, RequestError> {
        let wanted = face.authentication();
        let value = match (wanted, credentials.map(|credentials| &credentials.0)) {
            (Authentication::None, _) => return Ok(None),
            (Authentication::Basic, Some(Kind::Basic { user, password })) => basic(user, password)?,
            (Authentication::Bearer, Some(Kind::Bearer { token, .. })) => format!("Bearer {token}"),
            _ => return Err(RequestError::Credentials { wanted }),
        };
        let mut value = HeaderValue::from_str(&value).map_err(|_| RequestError::Header)?;
        value.set_sensitive(true);
        Ok(Some(value))
    }
}

/// RFC 7617 gives no way to write a colon in the user.
fn basic(user: &str, password: &str) -> Result<String, RequestError> {
    if user.contains(':') {
        return Err(RequestError::Header);
    }
    Ok(format!("Basic {}", STANDARD.encode(format!("{user}:{password}"))))
}

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self.0 {
            Kind::Basic { .. } => "Credentials(Basic, [redacted])",
            Kind::Bearer { .. } => "Credentials(Bearer, [redacted])",
        })
    }
}

/// Stands in `Debug` for what must not be shown.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("[redacted]")
    }
}
