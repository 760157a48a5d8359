//! Objects read and write themselves: presence, codecs, unknown members, members inside other
//! members, redaction, places of errors.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use cublox_payouts::runtime::decimal::Decimal;
use cublox_payouts::runtime::json::{
    self, DecodeError, DecodeErrorKind, EmptyListIsMap, Json, Kind, Map, Maybe, NumberOrText,
    UnknownMembers, Values, Wire,
};
use cublox_payouts::{object, open_enum, text_newtype};

text_newtype! {
    /// Key of an author.
    pub struct AccessKey: secret;
}

open_enum! {
    /// Stage of an article.
    pub enum Stage {
        /// Being written.
        Draft = "draft",
        /// Public.
        Published = "published",
    }
}

#[derive(Clone, PartialEq)]
struct Author {
    name: String,
    nick_name: Option<String>,
    born: Option<i64>,
    died: Maybe<i64>,
    fee: Decimal,
    fees: Option<Map<Decimal>>,
    notes: Option<Map<String>>,
    books: Map<String>,
    methods: Option<Vec<String>>,
    stage: Option<Stage>,
    key: Option<AccessKey>,
    unknown: UnknownMembers,
}

object! { Author {
    "name" => name: required redacted,
    "nick-name" => nick_name: optional,
    "born" => born: nullable,
    "died" => died: maybe,
    "fee" => fee: required as NumberOrText,
    "fees" => fees: optional as EmptyListIsMap<Values<NumberOrText>>,
    "notes" => notes: optional as EmptyListIsMap redacted,
    "books" => books: required as json::EmptyListIsMap hosting { "methods" },
    "methods" => methods: optional,
    "stage" => stage: optional,
    "key" => key: optional,
} }

#[derive(Clone, PartialEq)]
struct Document<D, M> {
    data: D,
    meta: Option<M>,
    unknown: UnknownMembers,
}

object! { [D: Wire, M: Wire] Document<D, M> {
    "data" => data: required,
    "meta" => meta: optional,
} }

#[derive(Clone, PartialEq)]
struct Empty {
    unknown: UnknownMembers,
}

object! { Empty {} }

const FULL: &str = concat!(
    r#"{"name":"Ada","nick-name":"A","born":1815,"died":null,"fee":"10.00","fees":{"a":1.10,"b":"2.0"},"notes":{"n":"private"},"#,
    r#""books":{"x":"y","methods":["post"]},"stage":"lost","key":"k-1","new":{"a": [1e5, "private"]},"newer":null}"#
);
const SMALL: &str = r#"{"name":"Ada","born":null,"fee":10,"books":{}}"#;

fn author(text: &str) -> Author {
    json::from_str(text).unwrap()
}

fn refused(text: &str) -> DecodeError {
    json::from_str::<Author>(text).unwrap_err()
}

#[track_caller]
fn assert_unchanged(text: &str) -> Author {
    let author = author(text);
    assert_eq!(json::to_string(&author), text);
    author
}

#[test]
fn an_object_goes_out_as_it_came() {
    let author = assert_unchanged(FULL);
    assert_eq!(
        (author.nick_name.as_deref(), author.born, author.died),
        (Some("A"), Some(1815), Maybe::Null)
    );
    assert_eq!(author.unknown.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["new", "newer"]);
    assert_eq!(author.unknown.get("new").map(Json::as_str), Some(r#"{"a": [1e5, "private"]}"#));
    let author = assert_unchanged(SMALL);
    assert_eq!(
        (author.nick_name, author.born, author.died, author.unknown.len()),
        (None, None, Maybe::Absent, 0)
    );
    assert_unchanged(r#"{"name":"Ada","born":null,"died":1852,"fee":1,"books":{}}"#);
}

#[test]
fn the_order_of_members_does_not_matter() {
    assert!(author(r#"{"books":{},"fee":10,"born":null,"name":"Ada"}"#) == author(SMALL));
}

#[test]
fn names_with_escapes_are_the_same_names() {
    assert!(author(r#"{"n\u0061me":"Ada","born":null,"fee":10,"b\u006foks":{}}"#) == author(SMALL));
}

#[test]
fn a_member_that_must_be_there_is_missed() {
    for name in ["name", "born", "fee", "books"] {
        let text = SMALL.replacen(&format!("\"{name}\""), "\"other\"", 1);
        assert_eq!(refused(&text).kind(), &DecodeErrorKind::Missing { member: name.into() });
    }
    let error = json::from_str::<Document<Vec<Author>, Empty>>(r#"{"data":[{}]}"#).unwrap_err();
    assert_eq!((error.pointer(), error.offset()), ("/data/0", 9));
    assert_eq!(error.to_string(), "/data/0: member `name` is missing (at byte 9)");
}

#[test]
fn null_stands_only_where_it_may() {
    for name in ["name", "fee", "books"] {
        let member = SMALL.find(&format!("\"{name}\":")).unwrap() + name.len() + 3;
        let end = SMALL[member..].find([',', '}']).unwrap() + member + usize::from(name == "books");
        let error = refused(&format!("{}null{}", &SMALL[..member], &SMALL[end..]));
        assert_eq!(error.pointer(), format!("/{name}"));
        assert!(
            matches!(error.kind(), DecodeErrorKind::Expected { found: Kind::Null, .. }),
            "{error}"
        );
    }
    let error = refused(&SMALL.replacen('{', r#"{"nick-name":null,"#, 1));
    assert_eq!(error.to_string(), "/nick-name: expected a string, found null (at byte 13)");
}

#[test]
fn a_member_occurs_once() {
    for extra in [r#""fee":10"#, r#""died":null"#, r#""new":1"#] {
        let name = extra.split('"').nth(1).unwrap();
        let error = refused(&SMALL.replacen('{', &format!("{{{extra},{extra},"), 1));
        assert_eq!(error.kind(), &DecodeErrorKind::Duplicate { member: name.to_owned() });
        assert_eq!(error.pointer(), format!("/{name}"));
    }
    let error = json::from_str::<Map<i64>>(r#"{"a":1,"\u0061":1}"#).unwrap_err();
    assert_eq!(error.kind(), &DecodeErrorKind::Duplicate { member: "a".to_owned() });
}

#[test]
fn a_guest_is_read_from_where_it_is_and_written_there_again() {
    let beside = SMALL.replace(r#""books":{}"#, r#""books":{"x":"y"},"methods":["post"]"#);
    let inside = SMALL.replace(r#""books":{}"#, r#""books":{"x":"y","methods":["post"]}"#);
    let only = SMALL.replace(r#""books":{}"#, r#""books":{"methods":["post"]}"#);
    for text in [&beside, &inside, &only] {
        let author = assert_unchanged(text);
        assert_eq!(author.methods.as_deref(), Some(&["post".to_owned()][..]));
        assert!(!author.books.contains_key("methods"));
    }
    assert!(author(&beside) == author(&inside));
}

#[test]
fn a_guest_can_be_changed_where_it_is() {
    let mut author = author(FULL);
    author.methods = Some(vec![]);
    assert!(json::to_string(&author).contains(r#""books":{"x":"y","methods":[]},"stage""#));
    author.methods = None;
    author.books.clear();
    assert!(json::to_string(&author).contains(r#""books":{},"stage""#));
}

#[test]
fn a_guest_that_is_in_both_places_is_refused() {
    let error = refused(&SMALL.replace(r#""books":{}"#, r#""methods":[],"books":{"methods":[]}"#));
    assert_eq!(error.pointer(), "/books/methods");
    assert_eq!(error.kind(), &DecodeErrorKind::Duplicate { member: "methods".to_owned() });
    let error = refused(&SMALL.replace(r#""books":{}"#, r#""books":{"methods":[]},"methods":[]"#));
    assert_eq!(error.pointer(), "/methods");
}

#[test]
fn errors_in_guests_and_hosts_name_their_place() {
    let place =
        |books: &str| refused(&SMALL.replace("{}}", &format!("{books}}}"))).pointer().to_owned();
    assert_eq!(place(r#"{"methods":["a",1]}"#), "/books/methods/1");
    assert_eq!(place(r#"{"a":"b","c":{"methods":[]}}"#), "/books/c");
    assert_eq!(place(r#"[{"methods":[]}]"#), "/books");
}

#[test]
fn an_empty_map_goes_out_as_the_list_it_came_as() {
    for books in ["{}", "[]"] {
        let text = SMALL
            .replace("{}", books)
            .replace(r#""fee":10,"#, &format!(r#""fee":10,"fees":{books},"notes":{books},"#));
        let author = assert_unchanged(&text);
        assert!(author.books.is_empty());
    }
    let mut author = author(&SMALL.replace("{}", "[]"));
    assert!(author == self::author(SMALL));
    author.books.insert("a".to_owned(), "b".to_owned());
    assert!(json::to_string(&author).ends_with(r#""books":{"a":"b"}}"#));
    assert!(json::from_str::<Map<i64>>("[]").is_err());
}

#[test]
fn only_an_empty_list_is_a_map() {
    let error = refused(&SMALL.replace("{}", r#"["private"]"#));
    assert_eq!(
        error.to_string(),
        "/books: expected an object or an empty array, found an array (at byte 43)"
    );
}

#[test]
fn debug_shows_nothing_that_is_redacted_or_unknown() {
    let shown = format!("{:?}", author(FULL));
    assert_eq!(
        shown,
        concat!(
            r#"Author { name: [redacted], nick-name: Some("A"), born: Some(1815), died: Null, fee: 10.00, fees: Some({"a": 1.10, "b": 2.0}), "#,
            r#"notes: [redacted], books: {"x": "y"}, methods: Some(["post"]), stage: Some(Unknown("lost")), key: Some([redacted]), unknown: ["new", "newer"] }"#
        )
    );
    assert!(!format!("{:#?}", author(FULL)).contains("private"));
    assert!(!format!("{:?}", author(SMALL)).contains("unknown"));
    assert_eq!(format!("{:?}", Json::parse(r#"{"private":1}"#).unwrap()), "Json(object)");
}

#[test]
fn errors_show_no_value() {
    let values = [
        r#""private""#,
        "4111111111111111",
        r#"["private"]"#,
        r#"{"a":"private"}"#,
        r#""\uDEAD private""#,
        "\"private",
    ];
    for value in values {
        for name in [
            "name",
            "nick-name",
            "born",
            "died",
            "fee",
            "fees",
            "notes",
            "books",
            "methods",
            "stage",
            "key",
        ] {
            let text = SMALL.replacen(&format!("\"{name}\""), "\"other\"", 1).replacen(
                '{',
                &format!("{{\"{name}\":{value},"),
                1,
            );
            if let Err(error) = json::from_str::<Author>(&text) {
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains("private") && !shown.contains("4111"), "{shown}");
            }
        }
    }
}

#[test]
fn pointers_are_escaped_and_printable() {
    let error =
        json::from_str::<Map<Map<i64>>>(r#"{"a/b~c":{"\u001b[31m\u202e":true}}"#).unwrap_err();
    assert_eq!(error.pointer(), "/a~1b~0c/\u{1b}[31m\u{202e}");
    assert_eq!(
        error.to_string(),
        r"/a~1b~0c/\u{1b}[31m\u{202e}: expected a number, found a boolean (at byte 29)"
    );
}

#[test]
fn a_generic_document_holds_any_model() {
    let text = format!(r#"{{"data":{FULL},"meta":{{"page":1}},"jsonapi":{{}}}}"#);
    let document: Document<Author, Empty> = json::from_str(&text).unwrap();
    assert_eq!(json::to_string(&document), text);
    assert!(
        document.data == author(FULL)
            && document.meta.is_some_and(|meta| meta.unknown.get("page").is_some())
    );
}

#[test]
fn json_is_made_from_parts() {
    let json = Json::object([
        (
            "list",
            Json::array([
                Json::null(),
                true.into(),
                (-1).into(),
                Decimal::from_minor(110, 2).into(),
            ]),
        ),
        ("a\"b", "text\n".into()),
    ]);
    assert_eq!(json.as_str(), r#"{"a\"b":"text\n","list":[null,true,-1,1.10]}"#);
    assert_eq!(json.kind(), Kind::Object);
    assert_eq!(json.decode::<Map<Json>>().unwrap()["list"].kind(), Kind::Array);
    assert_eq!(Json::parse(json.as_str()), Ok(json));
}

#[test]
fn integers_are_whole_and_fit() {
    assert_eq!(json::from_str::<i64>("-9223372036854775808"), Ok(i64::MIN));
    assert_eq!(json::to_string(&u64::MAX), "18446744073709551615");
    for text in ["9223372036854775808", "1.0", "1e2", "\"1\"", "true"] {
        assert!(json::from_str::<i64>(text).is_err(), "{text}");
    }
    assert!(json::from_str::<u64>("-1").is_err());
}
