//! What a caller may set about connections: a proxy, root certificates, plain `http://`.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use http::Uri;
use rustls::RootCertStore;
use rustls::pki_types::CertificateDer;

use super::plain_http::PlainHttp;
use crate::runtime::authorization::Redacted;

/// How a transport reaches servers. By default directly, over TLS, trusting Mozilla's root certificates; plain `http://`
/// goes to this machine only.
#[derive(Clone, Debug, Default)]
pub struct TransportOptions {
    pub(super) proxy: Option<Proxy>,
    pub(super) roots: Option<Arc<RootCertStore>>,
    pub(super) root_certificates: Vec<Vec<u8>>,
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
    pub fn proxy(self, proxy: Proxy) -> Self {
        Self { proxy: Some(proxy), ..self }
    }

    /// Trusts the authorities with these certificates (DER), and no others.
    ///
    /// # Errors
    /// Where one of them is no certificate, or there are none.
    pub fn trust_only<C: AsRef<[u8]>>(self, certificates: &[C]) -> Result<Self, OptionsError> {
        let mut roots = RootCertStore::empty();
        for certificate in certificates {
            roots.add(CertificateDer::from(certificate.as_ref())).map_err(OptionsError::Certificate)?;
        }
        if roots.is_empty() {
            return Err(OptionsError::NoCertificates);
        }
        Ok(Self { roots: Some(Arc::new(roots)), ..self })
    }

    /// Lets plain `http://` go anywhere. It shows credentials and content to everybody on the way.
    #[must_use]
    pub fn allow_plain_http(self) -> Self {
        Self { plain_http: PlainHttp::Allowed, ..self }
    }

    pub(super) fn plain_http(&self) -> PlainHttp {
        match (self.plain_http, &self.proxy) {
            (PlainHttp::Loopback, Some(_)) => PlainHttp::Refused,
            (plain_http, _) => plain_http,
        }
    }
}
