//! What a caller may set about connections: a proxy, root certificates, plain `http://`.

use std::error::Error;
use std::fmt;

use http::Uri;
use http::uri::{Authority, Scheme};
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

use super::plain_http::PlainHttp;
use crate::runtime::authorization::Redacted;

/// How a transport reaches servers. By default directly, trusting Mozilla's root certificates, and with plain `http://`
/// to this machine only.
#[derive(Clone, Debug, Default)]
pub struct TransportOptions {
    proxy: Option<Proxy>,
    roots: Option<Vec<CertificateDer<'static>>>,
    plain_http: PlainHttp,
}

impl TransportOptions {
    /// The defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes through this proxy. Plain `http://` then goes nowhere unless [allowed](Self::allow_plain_http): behind a
    /// proxy, `localhost` is another machine.
    #[must_use]
    pub fn with_proxy(self, proxy: Proxy) -> Self {
        Self { proxy: Some(proxy), ..self }
    }

    /// Trusts these root certificates (DER), and no others.
    ///
    /// # Errors
    /// Where one of them is no certificate.
    pub fn trust_only<C: AsRef<[u8]>>(
        self,
        roots: impl IntoIterator<Item = C>,
    ) -> Result<Self, OptionsError> {
        let roots: Vec<_> =
            roots.into_iter().map(|der| CertificateDer::from(der.as_ref().to_vec())).collect();
        root_store(&roots)?;
        Ok(Self { roots: Some(roots), ..self })
    }

    /// Lets plain `http://` go anywhere. It shows credentials and content to everybody on the way.
    #[must_use]
    pub fn allow_plain_http(self) -> Self {
        Self { plain_http: PlainHttp::Allowed, ..self }
    }

    pub(super) fn proxy(&self) -> Option<&Proxy> {
        self.proxy.as_ref()
    }

    /// The root certificates to trust instead of Mozilla's.
    pub(super) fn roots(&self) -> Option<&[CertificateDer<'static>]> {
        self.roots.as_deref()
    }

    pub(super) fn plain_http(&self) -> PlainHttp {
        match (self.plain_http, &self.proxy) {
            (PlainHttp::Loopback, Some(_)) => PlainHttp::Refused,
            (plain_http, _) => plain_http,
        }
    }
}

pub(super) fn root_store(roots: &[CertificateDer<'static>]) -> Result<RootCertStore, OptionsError> {
    let mut store = RootCertStore::empty();
    for root in roots {
        store.add(root.clone()).map_err(OptionsError::Tls)?;
    }
    Ok(store)
}

/// An HTTP proxy that tunnels by `CONNECT`. `Debug` shows its address only.
#[derive(Clone, PartialEq, Eq)]
pub struct Proxy {
    authority: Authority,
    credentials: Option<ProxyCredentials>,
}

#[derive(Clone, PartialEq, Eq)]
pub(super) struct ProxyCredentials {
    pub(super) user: String,
    pub(super) password: String,
}

impl Proxy {
    /// Reads `http://proxy.example:3128`; without a port it is 80.
    ///
    /// # Errors
    /// Where it is no `http://` URL, or has more than a host and a port.
    pub fn parse(url: &str) -> Result<Self, OptionsError> {
        let wrong = |why| OptionsError::Proxy { why };
        let uri: Uri = url.parse().map_err(|_| wrong("it is no URL"))?;
        if uri.scheme() != Some(&Scheme::HTTP) {
            return Err(wrong("it does not start with http://"));
        }
        let authority = uri.authority().ok_or(wrong("it names no host"))?;
        if authority.as_str().contains('@') {
            return Err(wrong("it names a user; give credentials apart from it"));
        }
        if uri.path_and_query().is_some_and(|path| path != "/") {
            return Err(wrong("it has a path or a query"));
        }
        Ok(Self { authority: authority.clone(), credentials: None })
    }

    /// Shows the proxy a user and a password (HTTP Basic, RFC 7617). They go to it unencrypted.
    ///
    /// # Errors
    /// Where the user has a colon, which HTTP Basic cannot carry.
    pub fn with_credentials(
        self,
        user: impl Into<String>,
        password: impl Into<String>,
    ) -> Result<Self, OptionsError> {
        let credentials = ProxyCredentials { user: user.into(), password: password.into() };
        if credentials.user.contains(':') {
            return Err(OptionsError::Proxy { why: "its user has a colon" });
        }
        Ok(Self { credentials: Some(credentials), ..self })
    }

    pub(super) fn host(&self) -> &str {
        self.authority.host()
    }

    pub(super) fn port(&self) -> u16 {
        self.authority.port_u16().unwrap_or(80)
    }

    pub(super) fn credentials(&self) -> Option<&ProxyCredentials> {
        self.credentials.as_ref()
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Proxy")
            .field("authority", &self.authority)
            .field("credentials", &self.credentials.as_ref().map(|_| Redacted))
            .finish()
    }
}

/// Why a transport cannot be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum OptionsError {
    /// A proxy that is not one.
    Proxy {
        /// What is wrong with it.
        why: &'static str,
    },
    /// TLS cannot be set up, as with a root certificate that is none.
    Tls(rustls::Error),
}

impl fmt::Display for OptionsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proxy { why } => write!(formatter, "not a proxy: {why}"),
            Self::Tls(_) => formatter.write_str("TLS cannot be set up with these options"),
        }
    }
}

impl Error for OptionsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Proxy { .. } => None,
            Self::Tls(error) => Some(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proxy_is_a_host_and_a_port() {
        let proxy = Proxy::parse("http://proxy.example:3128/").unwrap();
        assert_eq!((proxy.host(), proxy.port()), ("proxy.example", 3128));
        assert_eq!(Proxy::parse("http://proxy.example").unwrap().port(), 80);
    }

    #[test]
    fn what_is_no_proxy_is_refused() {
        for url in [
            "",
            "proxy.example:3128",
            "https://proxy.example",
            "socks5://proxy.example",
            "http://ann:secret@proxy.example",
            "http://proxy.example/path",
            "http://proxy.example?query",
        ] {
            assert!(Proxy::parse(url).is_err(), "{url}");
        }
    }

    #[test]
    fn credentials_do_not_show() {
        let proxy = Proxy::parse("http://proxy.example")
            .unwrap()
            .with_credentials("ann", "s3cret")
            .unwrap();
        let options = TransportOptions::new().with_proxy(proxy);
        assert!(!format!("{options:?}").contains("s3cret"));
    }

    #[test]
    fn a_user_with_a_colon_is_refused() {
        assert!(
            Proxy::parse("http://proxy.example").unwrap().with_credentials("a:b", "c").is_err()
        );
    }

    #[test]
    fn a_root_that_is_no_certificate_is_refused() {
        assert!(TransportOptions::new().trust_only([b"not DER"]).is_err());
    }

    #[test]
    fn behind_a_proxy_this_machine_is_another_one() {
        let proxied =
            TransportOptions::new().with_proxy(Proxy::parse("http://proxy.example").unwrap());
        assert_eq!(proxied.plain_http(), PlainHttp::Refused);
        assert_eq!(proxied.allow_plain_http().plain_http(), PlainHttp::Allowed);
        assert_eq!(TransportOptions::new().plain_http(), PlainHttp::Loopback);
    }
}
