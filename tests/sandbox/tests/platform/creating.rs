//! Creating payouts: the documented answers, every documented mistake, and one payout for each `reference_id`.

use std::collections::BTreeSet;

use sandbox::Account;
use serde_json::{Value, json};

use crate::support::{
    attributes, basic, body, created, names, post, post_as, process, sample, send, started,
};

#[test]
fn the_documented_request_is_answered_like_the_documented_answer() {
    let sandbox = started(|_| ());
    let answer = post(&sandbox, "/payout-invoices", &sample("05-payout-invoice-create-request"));
    assert_eq!(answer.status, 201, "{}", answer.text);
    let answer = answer.json();
    let documented: Value =
        serde_json::from_str(&sample("06-payout-invoice-create-response")).expect("JSON");
    for pointer in ["", "/data", "/data/attributes", "/data/relationships", "/data/links"] {
        let members = |of: &Value| -> BTreeSet<String> {
            names(of.pointer(pointer).expect("there")).into_iter().map(str::to_owned).collect()
        };
        assert_eq!(members(&answer), members(&documented), "{pointer}");
    }
    // Beside what is made anew for each payout, the values are the documented ones.
    let (mut made, mut expected) = (answer["data"].clone(), documented["data"].clone());
    for data in [&mut made, &mut expected] {
        for name in ["serial_number", "reference_id", "created", "updated"] {
            data["attributes"][name] = Value::Null;
        }
        data["id"] = Value::Null;
        data["links"] = Value::Null;
        data["relationships"]["customer"]["data"]["id"] = Value::Null;
    }
    assert_eq!(made, expected);
}

#[test]
fn what_makes_no_sense_is_refused_member_by_member() {
    let sandbox = started(|_| ());
    let cases: [(&str, Value, &str); 24] = [
        ("service", json!("no_such_service"), "service"),
        ("service", json!("payment_card_usd_hpp"), "service"),
        ("service", json!(7), "service"),
        ("currency", json!("usd"), "currency"),
        ("currency", json!("ABC"), "currency"),
        ("currency", json!(""), "currency"),
        ("amount", json!(0), "amount"),
        ("amount", json!(-1), "amount"),
        ("amount", json!("-1"), "amount"),
        ("amount", json!("ten"), "amount"),
        ("amount", json!(true), "amount"),
        ("amount", json!(0.001), "amount"),
        ("amount", json!(10_000_000), "amount"),
        ("amount", json!(1e300), "amount"),
        ("amount", json!("0.123456789"), "amount"),
        ("reference_id", json!(" "), "reference_id"),
        ("reference_id", json!(null), "reference_id"),
        ("fields", json!({}), "fields.account"),
        ("fields", json!({ "account": "" }), "fields.account"),
        ("fields", json!({ "account": "abc" }), "fields.account"),
        ("fields", json!({ "account": 5 }), "fields.account"),
        ("customer", json!({ "name": "John Wick" }), "customer.reference_id"),
        ("callback_url", json!("not a URL"), "callback_url"),
        ("colour", json!("red"), "colour"),
    ];
    for (member, value, problem) in cases {
        let mut attributes = attributes("refused");
        attributes[member] = value.clone();
        let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
        assert_eq!(answer.status, 422, "{member}: {value}: {}", answer.text);
        assert_eq!(names(&answer.json()["errors"]), [problem].into(), "{member}: {value}");
    }
    for member in ["service", "currency", "amount", "reference_id", "fields"] {
        let mut attributes = attributes("refused");
        attributes.as_object_mut().expect("an object").remove(member);
        let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
        assert_eq!(answer.status, 422, "{member}: {}", answer.text);
        assert_eq!(names(&answer.json()["errors"]), [member].into());
    }
    assert_eq!(sandbox.books().payouts, Vec::new());
    assert!(sandbox.books().creates.is_empty());
}

#[test]
fn an_amount_that_is_not_positive_is_refused_in_the_documented_words() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("zero");
    attributes["amount"] = json!(0);
    let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
    let documented: Value = serde_json::from_str(&sample("14-error-422-field-map")).expect("JSON");
    assert_eq!((answer.status, answer.json()), (422, documented));
}

#[test]
fn the_limits_are_those_of_the_service() {
    let sandbox = started(|_| ());
    for (amount, status) in [("0.99", 422), ("1", 201), ("999999", 201), ("999999.01", 422)] {
        let mut attributes = attributes(amount);
        attributes["service"] = "swift_jpy".into();
        attributes["currency"] = "JPY".into();
        attributes["amount"] = amount.into();
        attributes["fields"] = json!({
            "account_number": "1234567",
            "bic": "BOTKJPJT",
            "beneficiary_name": "John Wick",
        });
        let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
        assert_eq!(answer.status, status, "{amount}: {}", answer.text);
    }
}

#[test]
fn all_mistakes_are_told_at_once() {
    let sandbox = started(|_| ());
    let mut attributes = attributes(" ");
    attributes["service"] = "card".into();
    attributes["amount"] = json!(-1);
    attributes["customer"] = json!({ "reference_id": "" });
    let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
    let told = ["amount", "customer.reference_id", "reference_id"];
    assert_eq!(names(&answer.json()["errors"]), told.into(), "{}", answer.text);
}

#[test]
fn a_token_stands_for_the_card_number() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("token");
    attributes["service"] = "card".into();
    attributes["fields"] = json!({});
    let refused = post(&sandbox, "/payout-invoices", &body(&attributes));
    assert_eq!(names(&refused.json()["errors"]), ["fields.card_number"].into());
    attributes["token"] = "tok-1".into();
    created(&sandbox, &attributes);
}

#[test]
fn a_second_use_of_a_reference_is_answered_with_the_first_payout() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("once"));
    let mut again = attributes("once");
    again["amount"] = json!(99);
    let answer = post(&sandbox, "/payout-invoices", &body(&again));
    assert_eq!(answer.status, 409, "{}", answer.text);
    let answer = answer.json();
    assert_eq!(answer["data"]["id"], id.as_str());
    assert_eq!(answer["data"]["attributes"]["amount"], 10);
    assert_eq!(answer["errors"][0]["code"], "409");

    // Another account may use the same reference, and gets a payout of its own.
    let second = Account::second();
    let other = post_as(&second, &sandbox, "/payout-invoices", &body(&attributes("once")));
    assert_eq!(other.status, 201, "{}", other.text);
    assert_ne!(other.json()["data"]["id"], id.as_str());

    let books = sandbox.books();
    let uses = |account: &Account| &books.creates[&(account.id.clone(), "once".to_owned())];
    assert_eq!((uses(&Account::first()).requests, uses(&Account::first()).payouts), (2, 1));
    assert_eq!((uses(&second).requests, uses(&second).payouts), (1, 1));
}

#[test]
fn of_many_creates_at_once_with_one_reference_a_single_one_makes_a_payout() {
    let sandbox = started(|_| ());
    let statuses: Vec<u16> = std::thread::scope(|scope| {
        let create = || post(&sandbox, "/payout-invoices", &body(&attributes("race"))).status;
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(create)).collect();
        threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    });
    assert_eq!(statuses.iter().filter(|status| **status == 201).count(), 1, "{statuses:?}");
    assert_eq!(statuses.iter().filter(|status| **status == 409).count(), 7, "{statuses:?}");
    assert_eq!(sandbox.books().payouts.len(), 1);
}

#[test]
fn a_careless_platform_pays_twice() {
    let sandbox = started(|options| {
        options.accept_repeats = true;
        options.auto_process = true;
    });
    let first = created(&sandbox, &attributes("twice"));
    let second = created(&sandbox, &attributes("twice"));
    assert_ne!(first, second);
    sandbox.advance(std::time::Duration::from_secs(60));
    let books = sandbox.books();
    assert_eq!(books.moved["USD"].to_string(), "20");
    let uses = &books.creates[&(Account::first().id, "twice".to_owned())];
    assert_eq!((uses.requests, uses.payouts), (2, 2));
}

#[test]
fn digits_of_amounts_stay_as_they_were_sent() {
    let sandbox = started(|_| ());
    for (number, amount) in
        ["0.1", "100.78", "1.10", "9999999", "9007199.00000001", "\"10.55\""].iter().enumerate()
    {
        let text = body(&attributes(&format!("digits-{number}")));
        let text = text.replace(r#""amount":10"#, &format!(r#""amount":{amount}"#));
        let answer = post(&sandbox, "/payout-invoices", &text);
        assert_eq!(answer.status, 201, "{}", answer.text);
        let digits = amount.trim_matches('"');
        assert!(answer.text.contains(&format!(r#""amount":{digits},"#)), "{}", answer.text);
        let books = sandbox.books();
        assert_eq!(books.payouts.last().expect("a payout").amount.to_string(), digits);
    }
}

#[test]
fn another_currency_is_converted_and_a_fee_comes_on_top() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("converted");
    attributes["service"] = "paypal_eur".into();
    attributes["fields"] = json!({ "account": "john@wick.example" });
    attributes["amount"] = json!(100);
    let answer = post(&sandbox, "/payout-invoices", &body(&attributes)).json();
    let shown = &answer["data"]["attributes"];
    assert_eq!((&shown["service_currency"], &shown["service_amount"]), (&json!("EUR"), &json!(80)));
    assert_eq!(shown["exchange_rate"], json!(0.8));
    assert_eq!((&shown["fee"], &shown["writeoff"]), (&json!(1.75), &json!(101.75)));
}

#[test]
fn recipients_details_come_back_masked() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("masked");
    attributes["service"] = "card".into();
    attributes["fields"] = json!({ "card_number": "5123817234060000", "pin": "1234" });
    let answer = post(&sandbox, "/payout-invoices", &body(&attributes));
    let fields = &answer.json()["data"]["attributes"]["fields"];
    assert_eq!(*fields, json!({ "card_number": "512381******0000", "pin": "****" }));
}

#[test]
fn only_who_may_call_creates() {
    let sandbox = started(|_| ());
    let url = format!("{}/payout-invoices", sandbox.private_url());
    let stranger = Account::new("coma_0000000000000000", "stranger");
    let mut wrong_key = Account::first();
    wrong_key.api_key.push('x');
    let mut swapped = Account::first();
    swapped.api_key = Account::second().api_key;
    let unauthorized: Value = serde_json::from_str(&sample("11-error-401")).expect("JSON");
    let bearer = format!("Bearer {}", Account::first().api_key);
    let refused = [basic(&stranger), basic(&wrong_key), basic(&swapped), bearer, "x".to_owned()];
    for authorization in refused {
        let headers =
            [("authorization", authorization.as_str()), ("content-type", "application/json")];
        let answer = send("POST", &url, &headers, Some(&body(&attributes("refused"))));
        assert_eq!((answer.status, answer.json()), (401, unauthorized.clone()), "{authorization}");
    }
    let answer = send("POST", &url, &[], Some(&body(&attributes("refused"))));
    assert_eq!((answer.status, answer.json()), (401, unauthorized));
    assert!(answer.header("www-authenticate").is_some_and(|value| value.starts_with("Basic")));

    let blocked = Account::without_rights();
    let answer = post_as(&blocked, &sandbox, "/payout-invoices", &body(&attributes("refused")));
    assert_eq!(answer.status, 403, "{}", answer.text);
    assert_eq!(sandbox.books().payouts, Vec::new());
}

#[test]
fn a_payout_of_another_account_cannot_be_confirmed() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("mine"));
    let path = format!("/payout-invoices/{id}/process");
    assert_eq!(post_as(&Account::second(), &sandbox, &path, "").status, 404);
    assert_eq!(process(&sandbox, "cpoi_0000000000000000").status, 404);
    assert_eq!(process(&sandbox, &id).status, 200);
}
