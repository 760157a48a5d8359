//! Reading payouts and services: the private and the public view, by id and by reference, and who may see what.

use std::time::Duration;

use sandbox::Account;
use serde_json::{Value, json};

use crate::support::{
    attributes, created, get, get_as, get_public, names, process, sample, send, shown, started,
};

fn documented(name: &str) -> Value {
    serde_json::from_str(&sample(name)).expect("JSON")
}

#[test]
fn the_private_view_has_the_documented_members_before_and_after_it_is_paid() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("private"));
    let sample = documented("09-payout-invoice-response");
    let before = shown(&sandbox, &id);
    process(&sandbox, &id);
    sandbox.advance(Duration::from_secs(60));
    let after = shown(&sandbox, &id);
    for data in [&before, &after] {
        assert_eq!(names(&data["attributes"]), names(&sample["data"]["attributes"]));
    }
    assert_eq!(before["attributes"]["processed"], Value::Null);
    assert_eq!(before["attributes"]["processed_amount"], Value::Null);
    assert_eq!(after["attributes"]["processed_amount"], 10);
    assert_eq!(after["attributes"]["processed"], after["attributes"]["updated"]);
    let updated = |data: &Value| data["attributes"]["updated"].as_u64().expect("a time");
    assert!(updated(&after) > updated(&before));
}

#[test]
fn the_public_view_is_the_documented_flat_object() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("public"));
    let answer = get_public(&sandbox, &format!("/payout-invoices/{id}"));
    assert_eq!(answer.status, 200, "{}", answer.text);
    let data = &answer.json()["data"];
    assert_eq!(names(data), names(&documented("08-payout-invoice-public-response")["data"]));
    assert_eq!(data["id"], id.as_str());
}

#[test]
fn a_payout_is_found_by_its_reference_or_not_at_all() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("a b/ü&c"));
    for query in [
        "filter[reference_id]=a%20b%2F%C3%BC%26c",
        "filter%5Breference_id%5D=a+b%2F%C3%BC%26c",
        "other=1&filter[reference_id]=a%20b%2F%C3%BC%26c",
    ] {
        for face in [get, get_public] {
            let answer = face(&sandbox, &format!("/payout-invoices?{query}"));
            assert_eq!(answer.status, 200, "{}", answer.text);
            let found = answer.json()["data"].as_array().expect("a list").clone();
            assert_eq!((found.len(), &found[0]["id"]), (1, &json!(id)), "{query}");
        }
    }
    for face in [get, get_public] {
        let nothing = face(&sandbox, "/payout-invoices?filter[reference_id]=other");
        assert_eq!((nothing.status, nothing.json()), (200, json!({ "data": [] })));
    }
    let hosts_slash = get(&sandbox, "/payout-invoices/?filter[reference_id]=other");
    assert_eq!(hosts_slash.status, 200);
}

#[test]
fn nothing_found_may_be_a_404() {
    let sandbox = started(|options| options.nothing_found_is_404 = true);
    let nothing = get(&sandbox, "/payout-invoices?filter[reference_id]=other");
    assert_eq!((nothing.status, nothing.json()), (404, documented("12-error-404")));
}

#[test]
fn no_account_sees_the_payouts_of_another() {
    let sandbox = started(|_| ());
    let id = created(&sandbox, &attributes("mine"));
    let second = Account::second();
    let by_id = get_as(&second, &sandbox, &format!("/payout-invoices/{id}"));
    assert_eq!((by_id.status, by_id.json()), (404, documented("12-error-404")));
    let by_reference = get_as(&second, &sandbox, "/payout-invoices?filter[reference_id]=mine");
    assert_eq!(by_reference.json()["data"], json!([]));
    assert_eq!(get_as(&second, &sandbox, "/payout-invoices").json()["data"], json!([]));
    assert_eq!(get_as(&Account::without_rights(), &sandbox, "/payout-invoices").status, 403);
}

#[test]
fn a_public_key_shows_the_payouts_of_its_account_and_mode() {
    let sandbox = started(|_| ());
    let mut attributes = attributes("test");
    attributes["test_mode"] = json!(true);
    let id = created(&sandbox, &attributes);
    let status = |key: &str| {
        let by_id = get_public(&sandbox, &format!("/payout-invoices/{id}?public_key={key}"));
        let query = format!("filter[reference_id]=test&public_key={key}");
        let found = get_public(&sandbox, &format!("/payout-invoices?{query}"));
        let count = found.json()["data"].as_array().map(Vec::len);
        (by_id.status, found.status, count)
    };
    let (first, second) = (Account::first(), Account::second());
    assert_eq!(status(&first.public_test), (200, 200, Some(1)));
    assert_eq!(status(&first.public_live), (404, 200, Some(0)));
    assert_eq!(status(&second.public_test), (404, 200, Some(0)));
    assert_eq!(status("pk_test_unknown"), (401, 401, None));
}

#[test]
fn the_pre_request_shows_the_services_that_fit_and_what_they_need() {
    let sandbox = started(|_| ());
    let ask = |amount: Value, key: &str| {
        let body = json!({ "currency": "USD", "amount": amount, "public_key": key }).to_string();
        let url = format!("{}/payout-prerequest", sandbox.public_url());
        send("POST", &url, &[("content-type", "application/json")], Some(&body))
    };
    let key = Account::first().public_test;
    let answer = ask(json!(10), &key);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let data = &answer.json()["data"];
    let sample = &documented("02-payout-prerequest-response")["data"];
    assert_eq!(names(data), names(sample));
    let service = &data["services"]["test_usd"];
    let documented_service = &sample["services"]["test_usd"];
    assert_eq!(names(service), names(documented_service));
    for (field, documented) in service["fields"]
        .as_array()
        .expect("fields")
        .iter()
        .zip(documented_service["fields"].as_array().expect("fields"))
    {
        assert_eq!((&field["key"], &field["regexp"]), (&documented["key"], &documented["regexp"]));
        assert_eq!(field["required"], documented["required"]);
    }
    assert_eq!(service["amount"], "10.00");
    assert_eq!(
        names(&data["services"]["methods"]["test"]),
        names(&sample["services"]["methods"]["test"])
    );
    assert!(data["services"].get("card").is_some());
    assert!(data["services"].get("swift_jpy").is_none());
    assert_eq!(data["test_mode"], true);
    assert_eq!(ask(json!(10), &Account::first().public_live).json()["data"]["test_mode"], false);

    let too_much = ask(json!(99_999_999), &key).json();
    assert!(too_much["data"]["services"].get("test_usd").is_none());
    assert_eq!(ask(json!(0), &key).json(), documented("14-error-422-field-map"));
    assert_eq!(ask(json!(10), "pk_test_unknown").status, 401);
    assert_eq!(ask(json!(10), &Account::without_rights().public_test).status, 401);
}

#[test]
fn a_service_is_read_by_the_id_of_the_list() {
    let sandbox = started(|_| ());
    let answer = get(&sandbox, "/payout-services/comcpos_RHUGUgEnmmedR7h3");
    assert_eq!((answer.status, answer.json()), (200, documented("04-payout-service-response")));
    assert_eq!(get(&sandbox, "/payout-services/swift_jpy").status, 404);
}

#[test]
fn the_private_face_is_there_with_and_without_its_prefix() {
    let sandbox = started(|_| ());
    let url = format!("http://{}/payout-services", sandbox.address());
    let headers = [("authorization", crate::support::basic(&Account::first()))];
    let headers = [("authorization", headers[0].1.as_str())];
    assert_eq!(send("GET", &url, &headers, None).status, 200);
    assert_eq!(get(&sandbox, "/payout-services").status, 200);
}
