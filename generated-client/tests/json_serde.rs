//! The bridge to `serde`: the same reader and writer behind `Serialize` and `Deserialize`.
#![cfg(feature = "serde")]

use cublox_payouts::runtime::decimal::Decimal;
use cublox_payouts::runtime::json::{Json, Map, Maybe, UnknownMembers, Wire};
use cublox_payouts::runtime::time::UnixSeconds;
use cublox_payouts::{object, open_enum, text_newtype};

text_newtype! {
    /// Id of a book.
    pub struct BookId;
}

open_enum! {
    /// Kind of a book.
    pub enum Binding {
        /// Soft.
        Paper = "paper",
    }
}

#[derive(Clone, PartialEq)]
struct Book {
    id: BookId,
    price: Decimal,
    printed: UnixSeconds,
    binding: Binding,
    unknown: UnknownMembers,
}

object! { Book {
    "id" => id: required,
    "price" => price: required,
    "printed" => printed: required,
    "binding" => binding: required,
} }

#[derive(Clone, PartialEq)]
struct Shelf<D> {
    data: Vec<D>,
    unknown: UnknownMembers,
}

object! { [D: Wire] Shelf<D> { "data" => data: required } }

const BOOK: &str =
    r#"{"id":"1","price":123456789012345.670,"printed":-5,"binding":"leather","new":[1.10]}"#;

#[test]
fn text_bytes_and_readers_keep_every_digit() {
    let book: Book = serde_json::from_str(BOOK).unwrap();
    assert_eq!(book.price.to_string(), "123456789012345.670");
    assert_eq!(serde_json::to_string(&book).unwrap(), BOOK);
    assert!(serde_json::from_slice::<Book>(BOOK.as_bytes()).unwrap() == book);
    assert!(serde_json::from_reader::<_, Book>(BOOK.as_bytes()).unwrap() == book);
    let shelf: Shelf<Book> = serde_json::from_str(&format!(r#"{{"data":[{BOOK}]}}"#)).unwrap();
    assert!(shelf.data == [book]);
}

#[test]
fn a_value_is_read_as_far_as_it_is_exact_itself() {
    let text = r#"{"id":"1","price":10.55,"printed":0,"binding":"paper"}"#;
    let book: Book = serde_json::from_value(serde_json::from_str(text).unwrap()).unwrap();
    assert_eq!(serde_json::to_string(&book).unwrap(), text);
}

#[test]
fn errors_say_where() {
    let error = serde_json::from_str::<Vec<Book>>(r#"[{"id":"1","price":"secret"}]"#)
        .err()
        .unwrap()
        .to_string();
    assert!(
        error.contains("/price: expected a number, found a string") && !error.contains("secret"),
        "{error}"
    );
}

#[test]
fn parts_stand_alone() {
    assert_eq!(serde_json::from_str::<Maybe<Decimal>>("null").unwrap(), Maybe::Null);
    assert_eq!(
        serde_json::from_str::<Maybe<Decimal>>("1.10").unwrap(),
        Maybe::Value(Decimal::from_minor(110, 2))
    );
    assert_eq!(serde_json::to_string(&Maybe::<Decimal>::Absent).unwrap(), "null");
    assert_eq!(
        serde_json::to_string(&Map::from([("a", Decimal::from_minor(110, 2))])).unwrap(),
        r#"{"a":1.10}"#
    );
    assert_eq!(
        serde_json::to_string(&serde_json::from_str::<Json>("[1.10]").unwrap()).unwrap(),
        "[1.10]"
    );
}
