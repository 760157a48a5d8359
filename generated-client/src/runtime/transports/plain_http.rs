//! Where a request may go without TLS.

use std::net::IpAddr;

use http::Uri;
use http::uri::Scheme;

use super::unsent;
use crate::runtime::transport::{Cause, TransportError};

/// Where plain `http://` may go: it shows credentials and content to everybody on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum PlainHttp {
    /// Nowhere.
    #[cfg(any(feature = "hyper", feature = "ureq"))]
    Refused,
    /// To this machine: `localhost`, 127.0.0.0/8 and `::1`.
    #[default]
    Loopback,
    /// Anywhere.
    Allowed,
}

impl PlainHttp {
    /// Refuses what is neither `https://` nor allowed.
    pub(super) fn check(self, uri: &Uri) -> Result<(), TransportError> {
        if uri.scheme() == Some(&Scheme::HTTPS) {
            return Ok(());
        }
        if uri.scheme() != Some(&Scheme::HTTP) {
            return Err(
                unsent(Cause::Forbidden).with_source("the URL is neither http:// nor https://")
            );
        }
        let allowed = match self {
            #[cfg(any(feature = "hyper", feature = "ureq"))]
            Self::Refused => false,
            Self::Loopback => uri.host().is_some_and(is_loopback),
            Self::Allowed => true,
        };
        if allowed {
            Ok(())
        } else {
            Err(unsent(Cause::Forbidden).with_source("plain http:// is not allowed to this host"))
        }
    }
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    match address.parse::<IpAddr>() {
        Ok(address) => address.to_canonical().is_loopback(),
        Err(_) => host.eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(plain_http: PlainHttp, url: &'static str) -> bool {
        plain_http.check(&Uri::from_static(url)).is_ok()
    }

    #[test]
    fn https_goes_anywhere() {
        assert!(allowed(PlainHttp::Loopback, "https://books.example/articles"));
    }

    #[test]
    fn plain_http_goes_to_this_machine_only() {
        for url in
            ["http://127.0.0.1:8080/", "http://127.9.8.7/", "http://[::1]:80/", "http://LocalHost/"]
        {
            assert!(allowed(PlainHttp::Loopback, url), "{url}");
        }
        for url in [
            "http://books.example/",
            "http://127.0.0.1.books.example/",
            "http://localhost.books.example/",
            "http://localhost@books.example/",
            "http://128.0.0.1/",
            "http://0.0.0.0/",
            "http://[::2]/",
        ] {
            assert!(!allowed(PlainHttp::Loopback, url), "{url}");
        }
    }

    #[test]
    fn plain_http_goes_anywhere_where_that_was_asked_for() {
        assert!(allowed(PlainHttp::Allowed, "http://books.example/"));
    }

    #[test]
    fn other_schemes_go_nowhere() {
        assert!(!allowed(PlainHttp::Allowed, "ftp://127.0.0.1/"));
        assert!(!allowed(PlainHttp::Allowed, "/articles"));
    }
}
