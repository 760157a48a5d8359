//! Types for strings of one meaning, and enumerations that may grow.

use cublox_payouts::runtime::json;
use cublox_payouts::{open_enum, text_newtype};
use std::collections::HashMap;

text_newtype! {
    /// Id of an article.
    pub struct ArticleId;
}

text_newtype! {
    /// Key of an author.
    pub struct AccessKey: secret;
}

text_newtype! {
    /// Pattern of a title.
    pub struct TitlePattern: escaped_twice;
}

open_enum! {
    /// The stage of an article.
    pub enum Stage {
        /// Being written.
        Draft = "draft",
        /// Public.
        Published = "published",
    }
}

#[test]
fn an_id_is_its_text() {
    let id = ArticleId::from("5");
    assert_eq!(
        (id.as_str(), id.to_string(), format!("{id:?}")),
        ("5", "5".to_owned(), "ArticleId(\"5\")".to_owned())
    );
    assert_eq!(json::to_string(&id), "\"5\"");
    assert_eq!(json::from_str::<ArticleId>("\"5\""), Ok(id.clone()));
    let titles = HashMap::from([(id, "On trees")]);
    assert_eq!(titles.get("5"), Some(&"On trees"));
}

#[test]
fn a_secret_is_shown_only_on_request() {
    let key = AccessKey::new("k-123");
    assert_eq!(format!("{key:?}"), "[redacted]");
    assert_eq!(key.expose(), "k-123");
    assert_eq!(json::to_string(&key), "\"k-123\"");
}

#[test]
fn doubled_backslashes_become_one() {
    assert_eq!(TitlePattern::from(r"^\\d+\s$").unescaped(), r"^\d+\s$");
    assert_eq!(TitlePattern::from("a").unescaped(), "a");
}

#[test]
fn a_known_word_is_always_its_variant() {
    assert_eq!(Stage::from("draft"), Stage::Draft);
    assert_eq!(json::from_str::<Stage>(r#""\u0064raft""#), Ok(Stage::Draft));
    assert_eq!(Stage::KNOWN, [Stage::Draft, Stage::Published]);
    assert!(Stage::KNOWN.iter().all(Stage::is_known));
}

#[test]
fn an_unknown_word_goes_out_as_it_came() {
    let stage: Stage = json::from_str("\"retracted\"").unwrap();
    assert!(!stage.is_known());
    assert_eq!((stage.as_str(), stage.to_string()), ("retracted", "retracted".to_owned()));
    assert_eq!(format!("{stage:?}"), "Unknown(\"retracted\")");
    assert_eq!(json::to_string(&stage), "\"retracted\"");
}

#[test]
fn words_are_sorted_as_text() {
    let mut stages = [Stage::from("z"), Stage::Published, Stage::from("e"), Stage::Draft];
    stages.sort();
    assert_eq!(stages.map(|stage| stage.to_string()), ["draft", "e", "published", "z"]);
}
