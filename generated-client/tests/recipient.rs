//! Recipient data held against the documented pre-request.
#![cfg(feature = "validate")]
#![expect(clippy::expect_used, reason = "a test stops where its ground is missing")]

use std::collections::HashMap;

use cublox_payouts::models::{PayoutPrerequest, PrerequestService};
use cublox_payouts::recipient::{FieldError, Problem, Unchecked, WhyUnchecked};
use cublox_payouts::runtime::{Document, Map, json};
use proptest::prelude::*;

/// A value that must not show anywhere.
const CANARY: &str = "4111-1111 of John Wick";

fn documented() -> PrerequestService {
    let sample = include_str!("../../spec/samples/02-payout-prerequest-response.json");
    let document: Document<PayoutPrerequest, cublox_payouts::Api> =
        json::from_str(sample).expect("the documented sample");
    document.data.services.get("test_usd").expect("its service").clone()
}

fn service(fields: &str) -> PrerequestService {
    json::from_str(&format!(r#"{{"code": "card", "fields": {fields}}}"#)).expect("a service")
}

fn problems<const N: usize>(
    service: &PrerequestService,
    fields: [(&str, &str); N],
) -> Vec<(String, Problem)> {
    let errors = service.validate(fields).expect_err("something is wrong");
    errors.iter().map(|error| (error.key().to_owned(), error.problem())).collect()
}

fn problem(key: &str, problem: Problem) -> (String, Problem) {
    (key.to_owned(), problem)
}

#[test]
fn data_in_order_passes_in_whatever_map_it_is() {
    let fields = [("account", "123456789012345"), ("test_details_payout_status", "process failed")];
    let service = documented();
    assert_eq!(service.validate(fields), Ok(vec![]));
    assert_eq!(
        service.validate(&Map::<String>::from_iter(
            fields.map(|(key, value)| (key, value.to_owned()))
        )),
        Ok(vec![])
    );
    assert_eq!(service.validate(&HashMap::from(fields)), Ok(vec![]));
}

#[test]
fn each_field_tells_its_own_problem() {
    let service = documented();
    assert_eq!(
        problems(
            &service,
            [
                ("test_details_success_rate", "most"),
                ("acount", "1"),
                ("card_number", "5123817234060000")
            ]
        ),
        [
            problem("account", Problem::Missing),
            problem("test_details_success_rate", Problem::Pattern),
            problem("acount", Problem::Unknown),
            problem("card_number", Problem::Unknown),
        ]
    );
    assert_eq!(
        problems(&service, [("account", "1234567890123456")]),
        [problem("account", Problem::Pattern)]
    );
}

#[test]
fn an_empty_value_counts_as_none() {
    let service = documented();
    assert_eq!(problems(&service, [("account", "")]), [problem("account", Problem::Missing)]);
    assert_eq!(service.validate([("account", "1"), ("test_details_success_rate", "")]), Ok(vec![]));
}

#[test]
fn labels_and_hints_speak_the_language_of_the_reader() {
    let service = service(
        r#"[{"key": "iban", "required": true, "label": {"en": "Account", "uk": "Рахунок", "ru": ""}, "hint": {"uk": "IBAN"}},
            {"key": "name", "required": true, "label": []}]"#,
    );
    let errors = service.validate([("", ""); 0]).expect_err("both are missing");
    let iban = errors.for_key("iban").expect("an error");
    let labels =
        ["uk", "uk-UA", "UK_ua", "en", "de", "ru", ""].map(|language| iban.label(language));
    assert_eq!(
        labels,
        ["Рахунок", "Рахунок", "Рахунок", "Account", "Account", "Account", "Account"]
    );
    assert_eq!((iban.hint("uk"), iban.hint("en")), (Some("IBAN"), None));
    let name = errors.for_key("name").expect("an error");
    assert_eq!((name.label("uk"), name.hint("uk")), ("name", None));
    assert_eq!(
        errors.to_string(),
        "recipient data: `iban` (Account) is missing; `name` is missing"
    );
}

#[test]
fn values_are_never_shown() {
    let service = service(
        r#"[{"key": "card", "regexp": "^\\\\d+$"}, {"key": "iban"}, {"key": "odd", "regexp": "(?=a)"}]"#,
    );
    let fields = [("card", CANARY), ("iban", CANARY), ("odd", CANARY), ("other", CANARY)];
    let errors =
        service.validator().iban("iban").luhn("card").validate(fields).expect_err("all is wrong");
    assert_eq!(errors.iter().count(), 3);
    let shown = format!("{errors} {errors:?} {errors:#?}");
    assert!(!shown.contains("4111") && !shown.contains("Wick"), "{shown}");
}

#[test]
fn check_digits_are_checked_where_asked_for() {
    let service = service(
        r#"[{"key": "card_number", "regexp": "^\\\\d{12,19}$"}, {"key": "iban", "regexp": "(?=odd)"}]"#,
    );
    let mistyped = [("card_number", "5123817234060001"), ("iban", "DE88370400440532013000")];
    assert!(service.validate(mistyped).is_ok());

    let validator = service.validator().luhn("card_number").iban("iban").luhn("absent");
    let errors = validator.validate(mistyped).expect_err("both are mistyped");
    let found: Vec<Problem> = errors.iter().map(FieldError::problem).collect();
    assert_eq!(found, [Problem::Luhn, Problem::Iban]);

    let unchecked = validator
        .validate([("card_number", "5123817234060000"), ("iban", "DE89370400440532013000")]);
    assert_eq!(
        why(&unchecked.expect("both are right")),
        [("iban", WhyUnchecked::PatternNotUnderstood)]
    );
    let errors =
        validator.validate([("card_number", "5123"), ("iban", "")]).expect_err("too short");
    assert_eq!(errors.for_key("card_number").map(FieldError::problem), Some(Problem::Pattern));
}

fn why(unchecked: &[Unchecked]) -> Vec<(&str, WhyUnchecked)> {
    unchecked.iter().map(|unchecked| (unchecked.key.as_str(), unchecked.why)).collect()
}

#[test]
fn what_cannot_be_checked_passes_and_is_listed() {
    let service = service(
        r#"[{"key": "phone", "required": true, "regexp": "^(?=.{7,15}$)\\\\+?\\\\d+$"},
            {"key": "name", "regexp": "^\\\\w+$"}, {"key": "note", "regexp": "^.{1,10}$"}]"#,
    );
    let note = "a".repeat(1025);
    let unchecked = service
        .validate([("phone", "x"), ("name", "Леся"), ("note", note.as_str())])
        .expect("nothing is certain");
    assert_eq!(
        why(&unchecked),
        [
            ("phone", WhyUnchecked::PatternNotUnderstood),
            ("name", WhyUnchecked::PatternUnsure),
            ("note", WhyUnchecked::ValueTooLong)
        ]
    );
    let errors = service.validate([("name", "Леся")]).expect_err("the phone is missing");
    assert_eq!(why(errors.unchecked()), [("name", WhyUnchecked::PatternUnsure)]);
}

#[test]
fn a_service_without_its_fields_refuses_nothing() {
    let service: PrerequestService = json::from_str(r#"{"code": "card"}"#).expect("a service");
    let unchecked = service.validate([("anything", "1")]).expect("nothing is known");
    assert_eq!(why(&unchecked), [("anything", WhyUnchecked::NotDescribed)]);
}

proptest! {
    /// Whatever a service says, checking ends in a verdict, and it ends soon.
    #[test]
    fn no_pattern_breaks_the_check(
        pattern in r#"(\PC{0,40}|[/\\(){}\[\]?*+.^$|dwspi0-9,:<>a-]{0,60})"#,
        value in r"(\PC{0,60}|[a0 \\]{0,1024})",
    ) {
        let mut service = service(r#"[{"key": "key", "required": true}]"#);
        if let Some([field]) = service.fields.as_deref_mut() {
            field.regexp = Some(pattern.as_str().into());
        }
        let verdict = service.validate([("key", &value)]);
        if let Err(errors) = verdict {
            prop_assert_eq!(errors.iter().count(), 1);
        }
    }
}
