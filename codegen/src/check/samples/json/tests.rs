use proptest::prelude::*;

use super::{Kind, Value, parse};

/// What `serde_json`, which knows no places and rounds numbers, makes of the same text.
fn agrees(ours: &Value, theirs: &serde_json::Value) -> bool {
    match (&ours.kind, theirs) {
        (Kind::Null, serde_json::Value::Null) | (Kind::Boolean, serde_json::Value::Bool(_)) => true,
        (Kind::Number(ours), serde_json::Value::Number(theirs)) => {
            serde_json::from_str::<serde_json::Number>(ours).is_ok_and(|ours| ours == *theirs)
        }
        (Kind::Text(ours), serde_json::Value::String(theirs)) => ours == theirs,
        (Kind::List(ours), serde_json::Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().zip(theirs).all(|(ours, theirs)| agrees(ours, theirs))
        }
        (Kind::Object(ours), serde_json::Value::Object(theirs)) => {
            ours.len() == theirs.len()
                && ours.iter().all(|member| {
                    theirs.get(&member.name).is_some_and(|theirs| agrees(&member.value, theirs))
                })
        }
        _ => false,
    }
}

#[test]
fn numbers_and_places_stay_as_they_are_written() {
    let text = r#"{ "price": 10.50, "tags": ["a\u00e9\ud83d\ude00", null] }"#;
    let document = parse(text).expect("JSON");
    let price = document.get("price").expect("a member");
    assert_eq!(price.value.kind, Kind::Number("10.50".to_owned()));
    assert_eq!(&text[price.name_span.clone()], "\"price\"");
    assert_eq!(&text[price.value.span.clone()], "10.50");
    let tags = document.get("tags").expect("a member");
    let Kind::List(items) = &tags.value.kind else { panic!("a list") };
    assert_eq!(items[0].kind, Kind::Text("aé😀".to_owned()));
    assert_eq!(&text[items[1].span.clone()], "null");
}

#[test]
fn what_is_not_json_is_refused_at_its_place() {
    for (text, at) in [
        ("", 0),
        ("{\"a\":1,}", 7),
        ("[1 2]", 3),
        ("{\"a\":1,\"a\":2}", 7),
        ("[01]", 1),
        ("[nul]", 1),
        ("\"\\ud800\"", 1),
        ("\"a\nb\"", 2),
        ("{} {}", 3),
        ("[\"a]", 1),
    ] {
        assert_eq!(parse(text).map_err(|error| error.at), Err(at), "{text}");
    }
    assert!(parse(&"[".repeat(100_000)).is_err());
}

proptest! {
    /// Texts made of the pieces of JSON are taken or refused as `serde_json` does, and read alike.
    #[test]
    fn reads_what_serde_json_reads(pieces in prop::collection::vec(prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "\"\\ud83d\\ude00\"", "\"\\ud83d\"", "1", "-0.5e+3", "01", "1.", "null",
        "true", " ", "\n", "\"", "\\", "é", "x",
    ]), 0..12)) {
        let text = pieces.concat();
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match (parse(&text), theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert!(agrees(&ours, &theirs), "{text}"),
            (Err(_), Err(_)) => {}
            // The last of two equal members would win in silence.
            (Err(error), Ok(_)) => prop_assert!(error.message.contains("twice"), "{text}: {error:?}"),
            (Ok(_), Err(error)) => prop_assert!(false, "{text}: {error}"),
        }
    }
}
