//! Signatures against those of another implementation, and everything that must not pass for one.

use http::{HeaderMap, HeaderValue};

use super::{
    Callback, CallbackError, Realm, Signature, SignatureError, SignatureScheme, Verifier,
    VerifierError,
};
use crate::runtime::Map;

const SIGNATURE: Signature =
    Signature { header: "X-Signature", scheme: SignatureScheme::Sha1SandwichBase64 };
const ARTICLE: &[u8] = br#"{"title":"On trees"}"#;
/// Of the article under `k-1`, by Python's hashlib.
const SIGNED: &str = "1nm8PPwlNShli/j6Oblgh8CjXNg=";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Edition {
    Morning,
    Evening,
}

#[derive(Debug)]
enum Article {}

impl Callback for Article {
    type Body = Map<String>;
    const NAME: &'static str = "article";
    const SIGNATURE: Option<Signature> = Some(SIGNATURE);
    const ACKNOWLEDGE: u16 = 200;
}

impl Realm<Article> for Edition {
    fn admits(self, body: &Map<String>) -> bool {
        let edition = body.get("edition").map(String::as_str);
        edition.is_none_or(|edition| {
            edition == if self == Self::Morning { "morning" } else { "evening" }
        })
    }
}

/// What nobody signs.
enum Rumour {}

impl Callback for Rumour {
    type Body = Map<String>;
    const NAME: &'static str = "rumour";
    const SIGNATURE: Option<Signature> = None;
    const ACKNOWLEDGE: u16 = 200;
}

fn verifier() -> Verifier<Article, Edition> {
    let secrets = [(Edition::Evening, "k-0"), (Edition::Morning, "k-1"), (Edition::Morning, "k-2")];
    Verifier::new(secrets).expect("three secrets")
}

fn headers<T: AsRef<[u8]>>(values: impl IntoIterator<Item = T>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append("x-signature", HeaderValue::from_bytes(value.as_ref()).expect("a header"));
    }
    headers
}

fn authenticate(signature: impl AsRef<[u8]>, body: &[u8]) -> Result<Edition, SignatureError> {
    verifier().authenticate(&headers([signature]), body)
}

/// By Python's hashlib.
#[test]
fn signatures_are_those_of_another_implementation() {
    assert_eq!(SIGNATURE.sign("k-1", ARTICLE), SIGNED);
    assert_eq!(SIGNATURE.sign("sk_live_1", b""), "dh4F+WesmVhpIDqTgk9FPVdcWyI=");
    let bytes: Vec<u8> = (0..=255).collect();
    assert_eq!(SIGNATURE.sign("k-1", &bytes), "NjmGMQQdrA7Ld02OiOTi7sElkgA=");
}

#[test]
fn every_secret_is_tried_and_its_realm_told() {
    for (secret, edition) in
        [("k-0", Edition::Evening), ("k-1", Edition::Morning), ("k-2", Edition::Morning)]
    {
        assert_eq!(authenticate(SIGNATURE.sign(secret, ARTICLE), ARTICLE), Ok(edition));
    }
    assert_eq!(
        authenticate(SIGNATURE.sign("k-3", ARTICLE), ARTICLE),
        Err(SignatureError::Mismatch)
    );
}

#[test]
fn no_changed_bit_passes() {
    for (place, bit) in (0..ARTICLE.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
        let mut body = ARTICLE.to_vec();
        body[place] ^= 1 << bit;
        assert_eq!(
            authenticate(SIGNED, &body),
            Err(SignatureError::Mismatch),
            "byte {place}, bit {bit}"
        );
    }
    for (place, bit) in (0..SIGNED.len()).flat_map(|place| (0..8).map(move |bit| (place, bit))) {
        let mut signature = SIGNED.as_bytes().to_vec();
        signature[place] ^= 1 << bit;
        if let Ok(value) = HeaderValue::from_bytes(&signature) {
            assert!(authenticate(value, ARTICLE).is_err(), "byte {place}, bit {bit}");
        }
    }
    for (place, bit) in (0.."k-1".len()).flat_map(|place| (0..7).map(move |bit| (place, bit))) {
        let mut secret = b"k-1".to_vec();
        secret[place] ^= 1 << bit;
        let secret = String::from_utf8(secret).expect("ASCII");
        let verifier =
            Verifier::<Article, Edition>::new([(Edition::Morning, secret)]).expect("a secret");
        assert_eq!(
            verifier.authenticate(&headers([SIGNED]), ARTICLE),
            Err(SignatureError::Mismatch)
        );
    }
}

#[test]
fn nothing_shortened_or_lengthened_passes() {
    for length in 0..ARTICLE.len() {
        assert_eq!(authenticate(SIGNED, &ARTICLE[..length]), Err(SignatureError::Mismatch));
    }
    for length in 0..SIGNED.len() {
        let error = authenticate(&SIGNED[..length], ARTICLE).expect_err("a part of a signature");
        assert!(
            matches!(error, SignatureError::NotBase64 | SignatureError::Length { .. }),
            "{error}"
        );
    }
    assert_eq!(authenticate(SIGNED, &[ARTICLE, b"\n"].concat()), Err(SignatureError::Mismatch));
}

#[test]
fn a_header_is_there_once_and_is_a_signature() {
    let refused = |headers| verifier().authenticate(&headers, ARTICLE).expect_err("no signature");
    assert_eq!(refused(HeaderMap::new()), SignatureError::Missing { header: "X-Signature" });
    assert_eq!(
        refused(headers([SIGNED, SIGNED])),
        SignatureError::Repeated { header: "X-Signature" }
    );
    assert_eq!(refused(headers([""])), SignatureError::Length { found: 0 });
    assert_eq!(refused(headers(["AAAA"])), SignatureError::Length { found: 3 });
    assert_eq!(refused(headers(["QUJD".repeat(7)])), SignatureError::Length { found: 21 });
    for odd in [
        "no Base64!",
        "1nm8PPwlNShli/j6Oblgh8CjXNg",
        "1nm8PPwlNShli_j6Oblgh8CjXNg=",
        "1nm8PPwlNShli/j6Oblgh8CjXNh=",
    ] {
        assert_eq!(refused(headers([odd])), SignatureError::NotBase64, "{odd}");
    }
    assert_eq!(refused(headers([b"\xff\xfe"])), SignatureError::NotBase64);
}

#[test]
fn a_secret_speaks_for_its_own_realm_only() {
    let evening = br#"{"edition":"evening"}"#;
    let verify = |secret| {
        verifier()
            .verify(&headers([SIGNATURE.sign(secret, evening)]), evening)
            .map(|verified| verified.realm())
    };
    assert_eq!(verify("k-0"), Ok(Edition::Evening));
    assert_eq!(verify("k-1"), Err(CallbackError::WrongRealm));
}

#[test]
fn bodies_have_a_limit() {
    let verifier = verifier().with_body_limit(ARTICLE.len());
    let verified = verifier.verify(&headers([SIGNED]), ARTICLE).expect("as long as it may be");
    assert_eq!(verified.into_body().get("title").map(String::as_str), Some("On trees"));
    let limit = ARTICLE.len() - 1;
    let error =
        verifier.with_body_limit(limit).verify(&headers([SIGNED]), ARTICLE).expect_err("too long");
    assert_eq!(error, CallbackError::BodyTooLong { limit });
    assert_eq!(self::verifier().body_limit(), 1024 * 1024);
}

#[test]
fn without_a_secret_there_is_no_verifier() {
    let none: [(Edition, &str); 0] = [];
    assert_eq!(Verifier::<Article, Edition>::new(none).expect_err("none"), VerifierError::NoSecret);
    let empty = [(Edition::Morning, "k-1"), (Edition::Evening, "")];
    assert_eq!(
        Verifier::<Article, Edition>::new(empty).expect_err("empty"),
        VerifierError::EmptySecret
    );
    let same = [(Edition::Morning, "k-1"), (Edition::Evening, "k-1")];
    assert_eq!(
        Verifier::<Article, Edition>::new(same).expect_err("the same"),
        VerifierError::SecretTwice
    );
    assert_eq!(
        Verifier::<Rumour>::new([((), "k-1")]).expect_err("unsigned"),
        VerifierError::NotSigned
    );
}

#[test]
fn neither_secrets_nor_bodies_are_shown() {
    let shown = format!("{:?}", verifier());
    assert!(shown.contains("[redacted]") && !shown.contains("k-"), "{shown}");
    let shown = format!("{:?}", verifier().verify(&headers([SIGNED]), ARTICLE));
    assert!(shown.contains("Morning") && !shown.contains("trees"), "{shown}");
    let body = br#"{"title":["On trees"]}"#;
    let error =
        verifier().verify(&headers([SIGNATURE.sign("k-1", body)]), body).expect_err("no text");
    assert!(!format!("{error} {error:?}").contains("trees"));
}
