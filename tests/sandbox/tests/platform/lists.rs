//! The two lists: 168 services by page, payouts by cursor.

use std::collections::BTreeSet;

use sandbox::Sandbox;
use serde_json::Value;

use crate::support::{attributes, created, get, names, sample, started};

/// The ids of a list, read by its links to the end, and how many pages that took.
fn read_on(sandbox: &Sandbox, first: &str) -> (Vec<String>, usize) {
    let (mut ids, mut pages) = (Vec::new(), 0);
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let page = get(sandbox, &path).json();
        pages += 1;
        assert!(pages < 100, "it never ends");
        let items = page["data"].as_array().expect("a list");
        ids.extend(items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()));
        let link =
            page["links"].get("next").and_then(Value::as_str).filter(|link| !link.is_empty());
        next = link.map(|link| link.strip_prefix("/api").expect("the prefix").to_owned());
    }
    (ids, pages)
}

#[test]
fn the_first_page_of_services_is_the_documented_one() {
    let sandbox = started(|_| ());
    let page = get(&sandbox, "/payout-services").json();
    let documented: Value =
        serde_json::from_str(&sample("03-payout-services-list-response")).expect("JSON");
    assert_eq!((&page["meta"], &page["links"]), (&documented["meta"], &documented["links"]));
    assert_eq!(page["data"][0], documented["data"][0]);
    assert_eq!(page["data"][1], documented["data"][1]);
    assert_eq!(page["data"].as_array().map(Vec::len), Some(20));
}

#[test]
fn the_services_are_168_on_9_pages() {
    let sandbox = started(|_| ());
    let (ids, pages) = read_on(&sandbox, "/payout-services");
    assert_eq!((ids.len(), pages), (168, 9));
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), 168);
    let last = get(&sandbox, "/payout-services?page[number]=9").json();
    assert_eq!(last["data"].as_array().map(Vec::len), Some(8));
    assert_eq!(names(&last["links"]), ["first", "last", "prev"].into());
    let beyond = get(&sandbox, "/payout-services?page[number]=10").json();
    assert_eq!(beyond["data"].as_array().map(Vec::len), Some(0));
    assert!(beyond["links"].get("next").is_none());
}

#[test]
fn payouts_are_listed_newest_first_by_cursor() {
    let sandbox = started(|_| ());
    let mut made: Vec<String> =
        (0..7).map(|number| created(&sandbox, &attributes(&format!("list-{number}")))).collect();
    made.reverse();
    let (ids, pages) = read_on(&sandbox, "/payout-invoices?page[size]=3");
    assert_eq!((ids, pages), (made.clone(), 3));

    let path = format!("/payout-invoices?page[after]={}&page[size]=2", made[2]);
    let page = get(&sandbox, &path).json();
    assert_eq!(
        (&page["data"][0]["id"], &page["data"][1]["id"]),
        (&made[3].as_str().into(), &made[4].as_str().into())
    );
    let back = page["links"]["prev"].as_str().expect("a link").strip_prefix("/api").expect("it");
    let page = get(&sandbox, back).json();
    assert_eq!(
        (&page["data"][0]["id"], &page["data"][1]["id"]),
        (&made[1].as_str().into(), &made[2].as_str().into())
    );
}

#[test]
fn a_payout_made_meanwhile_shifts_no_page() {
    let sandbox = started(|_| ());
    let made: Vec<String> =
        (0..4).map(|number| created(&sandbox, &attributes(&format!("shift-{number}")))).collect();
    let first = get(&sandbox, "/payout-invoices?page[size]=2").json();
    created(&sandbox, &attributes("meanwhile"));
    let next = first["links"]["next"].as_str().expect("a link").strip_prefix("/api").expect("it");
    let second = get(&sandbox, next).json();
    assert_eq!(second["data"][0]["id"], made[1].as_str());
    assert_eq!(second["data"][1]["id"], made[0].as_str());
}

#[test]
fn the_page_of_payouts_has_the_documented_members() {
    let sandbox = started(|_| ());
    created(&sandbox, &attributes("listed"));
    let page = get(&sandbox, "/payout-invoices").json();
    let documented: Value =
        serde_json::from_str(&sample("10-payout-invoices-list-response")).expect("JSON");
    assert_eq!(names(&page), names(&documented));
    assert_eq!(names(&page["meta"]), names(&documented["meta"]));
    assert_eq!(page["links"], documented["links"]);
    let attributes = |page: &Value| {
        names(&page["data"][0]["attributes"]).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(attributes(&page), attributes(&documented));
}

#[test]
fn pages_that_cannot_be_are_refused() {
    let sandbox = started(|_| ());
    for (path, parameter) in [
        ("/payout-services?page[number]=0", "page[number]"),
        ("/payout-services?page[number]=-1", "page[number]"),
        ("/payout-services?page[number]=one", "page[number]"),
        ("/payout-services?page[number]=99999999999999999999", "page[number]"),
        ("/payout-services?page[size]=0", "page[size]"),
        ("/payout-services?page[size]=", "page[size]"),
        ("/payout-invoices?page[size]=-5", "page[size]"),
        ("/payout-invoices?filter[reference_id]=one&page[size]=many", "page[size]"),
        ("/payout-invoices?page[after]=cpoi_unknown", "page[after]"),
        ("/payout-invoices?page[before]=", "page[before]"),
    ] {
        let answer = get(&sandbox, path);
        assert_eq!(answer.status, 422, "{path}: {}", answer.text);
        assert_eq!(names(&answer.json()["errors"]), [parameter].into(), "{path}");
    }
    let largest = get(&sandbox, "/payout-services?page[size]=9223372036854775807").json();
    assert_eq!(largest["data"].as_array().map(Vec::len), Some(100));
    let far = get(&sandbox, "/payout-services?page[number]=9223372036854775807");
    assert_eq!((far.status, &far.json()["data"]), (200, &serde_json::json!([])));
}
