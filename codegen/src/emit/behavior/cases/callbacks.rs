//! Cases of callbacks: genuine ones and forged ones, repeats and those that come late.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest as _, Sha1};

use super::super::case::{CallbackCase, Delivery, DeliveryVerdict};
use super::super::example;
use super::super::json::{Json, step};
use crate::model::{AnswerBody, Callback, Model, Signature, SignatureScheme};

const SECRET: &str = "a-secret";
const OTHER_SECRET: &str = "another-secret";

/// The cases of all callbacks that are signed.
pub(in super::super) fn cases(model: &Model) -> impl Iterator<Item = CallbackCase> {
    let signed = model
        .callbacks
        .iter()
        .filter_map(|callback| Some((callback, callback.signature.as_ref()?)));
    signed.flat_map(|(callback, signature)| of_callback(model, callback, signature))
}

fn of_callback(model: &Model, callback: &Callback, signature: &Signature) -> Vec<CallbackCase> {
    let Some(body) = body(model, callback) else { return Vec::new() };
    let signed = |secret: &str, body: &str| value(signature.scheme, secret, body);
    let delivery = |headers: Vec<(&str, String)>, body: &str, expect| Delivery {
        headers: headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
        body: body.to_owned(),
        expect,
    };
    let header = signature.header.as_str();
    let lower_case = header.to_ascii_lowercase();
    let text = body.to_string();
    let genuine = signed(SECRET, &text);
    let spaced =
        format!("\r\n{{ \"\\u0061\" : \"\u{e4}\u{20ac}\",{}\n", text.trim_start_matches('{'));
    let hexadecimal = hexadecimal(&Sha1::digest(format!("{SECRET}{text}{SECRET}")));
    let bare = STANDARD.encode(Sha1::digest(&text));
    let newest = DeliveryVerdict::Newest;
    let refused = DeliveryVerdict::Refused;
    let one = |name: &str, delivery: Delivery| case(callback, name, vec![delivery]);
    let mut cases = vec![
        one("genuine", delivery(vec![(header, genuine.clone())], &text, newest)),
        one(
            "the header's name in lower case",
            delivery(vec![(&lower_case, genuine.clone())], &text, newest),
        ),
        one(
            "by the second secret",
            delivery(vec![(header, signed(OTHER_SECRET, &text))], &text, newest),
        ),
        one(
            "spaces and escapes are signed as they came",
            delivery(vec![(header, signed(SECRET, &spaced))], &spaced, newest),
        ),
        one(
            "a byte was added",
            delivery(vec![(header, genuine.clone())], &format!("{text} "), refused),
        ),
        one(
            "by a secret of somebody else",
            delivery(vec![(header, signed("a-guess", &text))], &text, refused),
        ),
        one("by an empty secret", delivery(vec![(header, signed("", &text))], &text, refused)),
        one("not signed", delivery(vec![], &text, refused)),
        one("an empty signature", delivery(vec![(header, String::new())], &text, refused)),
        one(
            "two signatures",
            delivery(vec![(header, genuine.clone()), (header, genuine.clone())], &text, refused),
        ),
        one(
            "a signature in hexadecimal digits",
            delivery(vec![(header, hexadecimal)], &text, refused),
        ),
        one("a hash without the secret", delivery(vec![(header, bare)], &text, refused)),
        one(
            "a signature that is cut off",
            delivery(vec![(header, genuine[..8].to_owned())], &text, refused),
        ),
        one(
            "genuine, and not JSON",
            delivery(vec![(header, signed(SECRET, "<html>"))], "<html>", refused),
        ),
    ];
    if let Some(pointer) = order_by(model, callback) {
        let at = |id: &str, order: u32, expect| {
            let body = body.clone().with("/data/id", Json::text(id));
            let body = body.with(&pointer, Json::literal(order.to_string())).to_string();
            delivery(vec![(header, signed(SECRET, &body))], &body, expect)
        };
        cases.push(case(
            callback,
            "repeats, and one that comes late",
            vec![
                at("one", 1_600_000_100, newest),
                at("one", 1_600_000_100, DeliveryVerdict::Duplicate),
                at("one", 1_600_000_300, newest),
                at("one", 1_600_000_200, DeliveryVerdict::Outdated),
                at("two", 1_600_000_100, newest),
                at("one", 1_600_000_300, DeliveryVerdict::Duplicate),
            ],
        ));
        cases.push(case(
            callback,
            "a repeat after a newer one",
            vec![
                at("one", 1_600_000_100, newest),
                at("one", 1_600_000_200, newest),
                at("one", 1_600_000_100, DeliveryVerdict::Duplicate),
            ],
        ));
        for (words, pointer, value) in [
            ("an order that is a text", pointer.as_str(), Json::text("1600000100")),
            ("an order that is a fraction", pointer.as_str(), Json::literal("1600000100.5")),
            ("an order that is null", pointer.as_str(), Json::literal("null")),
            ("an id that is a number", "/data/id", Json::literal("1")),
        ] {
            let text = body.clone().with(pointer, value).to_string();
            let signature = signed(SECRET, &text);
            cases.push(one(
                &format!("genuine, and with {words}"),
                delivery(vec![(header, signature)], &text, refused),
            ));
        }
        let mut forged = at("one", 1_600_000_900, refused);
        forged.headers = vec![(header.to_owned(), genuine)];
        cases.push(case(
            callback,
            "a forged one does not make a genuine one late",
            vec![at("one", 1_600_000_100, newest), forged, at("one", 1_600_000_200, newest)],
        ));
    }
    cases
}

fn case(callback: &Callback, name: &str, deliveries: Vec<Delivery>) -> CallbackCase {
    CallbackCase {
        name: format!("{}: {name}", callback.name),
        callback: callback.name.clone(),
        secrets: vec![SECRET.to_owned(), OTHER_SECRET.to_owned()],
        deliveries,
    }
}

fn value(scheme: SignatureScheme, secret: &str, body: &str) -> String {
    match scheme {
        SignatureScheme::Sha1SandwichBase64 => {
            STANDARD.encode(Sha1::digest(format!("{secret}{body}{secret}")))
        }
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A body about a resource; none where the callback is not about one.
fn body(model: &Model, callback: &Callback) -> Option<Json> {
    match callback.body {
        AnswerBody::Resource { item, .. } => {
            let body = example::document(example::resource(model, item));
            let pointer = order_by(model, callback);
            Some(match pointer {
                Some(pointer) => body.with(&pointer, Json::literal("1600000000")),
                None => body,
            })
        }
        _ => None,
    }
}

fn order_by(model: &Model, callback: &Callback) -> Option<String> {
    let AnswerBody::Resource { item, .. } = callback.body else { return None };
    let member = &model[item.resource].attributes[callback.order_by?];
    Some(format!("/data/attributes/{}", step(&member.wire)))
}
