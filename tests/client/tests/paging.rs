//! The call for the page that follows takes only the query of the server's link: host, path and credentials stay.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use client_tests::apis;
use codegen::model::Model;
use cublox_payouts::operations::{payout_invoices, payout_services};
use cublox_payouts::runtime::{
    Api, BaseUrl, Credentials, Document, LinkError, Operation, OutputOf, Paged, Wire,
};
use newsroom::operations::articles;

fn page<O: Operation>(call: &O, links: &str) -> OutputOf<O> {
    let body = format!(r#"{{"data":[]{links}}}"#);
    call.read(&http::Response::new(body)).unwrap_or_else(|failure| panic!("{failure}"))
}

/// The URI of the page that follows a page with these links.
fn next<O, D, A, M>(call: &O, links: &str) -> Option<String>
where
    O: Paged + Operation<Api = A, Output = Document<D, A, M>>,
    A: Api,
    D: Wire,
    M: Wire,
{
    let next = call.next_page(&page(call, links)).unwrap()?;
    let base = BaseUrl::parse("https://api.example.org/api").unwrap();
    let credentials =
        [Credentials::basic("user", "password"), Credentials::bearer("desk", "token")];
    let request = credentials
        .iter()
        .find_map(|credentials| next.request(&base, Some(credentials)).ok())
        .unwrap();
    Some(request.uri().to_string())
}

fn next_invoices(link: &str) -> Option<String> {
    next(&payout_invoices::list().page_size(20).build(), &format!(r#","links":{{"next":{link}}}"#))
}

#[test]
fn links_lead_on_whatever_their_form() {
    let expected =
        "https://api.example.org/api/payout-invoices?page%5Bafter%5D=cpoi_1&page%5Bsize%5D=20";
    for link in [
        r#""https://api.example.org/api/payout-invoices?page[after]=cpoi_1&page[size]=20""#,
        r#""/api/payout-invoices?page[after]=cpoi_1&page[size]=20""#,
        r#""/api/payout-invoices?page%5Bafter%5D=cpoi_1&page%5Bsize%5D=20""#,
        r#""\/api\/payout-invoices?page%5bafter%5d=cpoi_1&page%5bsize%5d=20""#,
        r#""?page[after]=cpoi_1&page[size]=20#top""#,
        r#""?&page[after]=cpoi_1&&page[size]=20&""#,
        r#"{"href":"/payout-invoices?page[after]=cpoi_1&page[size]=20","title":"on"}"#,
    ] {
        assert_eq!(next_invoices(link).as_deref(), Some(expected), "{link}");
    }
}

#[test]
fn a_link_to_another_host_gives_only_its_query() {
    let next = next_invoices(r#""https://evil.example:8443/steal?page[after]=cpoi_1""#);
    assert_eq!(
        next.as_deref(),
        Some("https://api.example.org/api/payout-invoices?page%5Bafter%5D=cpoi_1")
    );
    let next = next_invoices(r#""//user@evil.example/?page[after]=cpoi_1""#);
    assert_eq!(
        next.as_deref(),
        Some("https://api.example.org/api/payout-invoices?page%5Bafter%5D=cpoi_1")
    );
}

#[test]
fn a_cursor_survives_with_every_character() {
    for (written, sent) in [
        ("a%2Fb%3D%3D", "a%2Fb%3D%3D"),
        ("a=b==", "a%3Db%3D%3D"),
        ("a+b", "a%20b"),
        ("a%2Bb", "a%2Bb"),
        ("%C3%A9", "%C3%A9"),
        ("100%25", "100%25"),
        ("a%26page%5Bsize%5D%3D1", "a%26page%5Bsize%5D%3D1"),
        ("%FFa%00", "%FFa%00"),
    ] {
        let next = next_invoices(&format!(r#""?page[after]={written}""#)).unwrap();
        assert_eq!(
            next,
            format!("https://api.example.org/api/payout-invoices?page%5Bafter%5D={sent}")
        );
    }
}

#[test]
fn a_page_without_a_next_link_is_the_last() {
    for link in [r#""""#, "null"] {
        assert_eq!(next_invoices(link), None, "{link}");
    }
    let list = payout_invoices::list().build();
    for links in ["", r#","links":{}"#, r#","links":[]"#, r#","links":{"prev":"/?page[after]=x"}"#]
    {
        assert_eq!(next(&list, links), None, "{links}");
    }
}

#[test]
fn a_next_link_that_leads_nowhere_is_an_error_and_not_the_end() {
    let list = payout_invoices::list().build();
    for link in ["/api/payout-invoices", "/api/payout-invoices?", "/api/payout-invoices#a?b=c"] {
        let page = page(&list, &format!(r#","links":{{"next":"{link}"}}"#));
        assert_eq!(list.next_page(&page).unwrap_err(), LinkError, "{link}");
    }
}

#[test]
fn the_page_after_the_next_follows_its_own_link() {
    let first = articles::list().filter_stage("draft").page_size(5).build();
    let second = first
        .next_page(&page(&first, r#","links":{"next":"?filter[stage]=draft&page[after]=7"}"#))
        .unwrap()
        .unwrap();
    let third = second
        .next_page(&page(&second, r#","links":{"next":"?filter[stage]=draft&page[after]=9"}"#))
        .unwrap()
        .unwrap();
    assert_eq!(third.query().encode(), "filter%5Bstage%5D=draft&page%5Bafter%5D=9");
    assert_eq!(third.page_size, Some(5), "what was asked for stays readable");
    assert!(third.next_page(&page(&third, r#","links":{"next":null}"#)).unwrap().is_none());
    assert_eq!(
        first.query().encode(),
        "filter%5Bstage%5D=draft&page%5Bsize%5D=5",
        "the first call is unchanged"
    );
}

#[test]
fn every_paged_operation_follows_its_documented_sample() {
    assert_eq!(
        followed(&apis::payouts().model, "payout-services.list", &payout_services::list().build())
            .as_deref(),
        Some("page%5Bnumber%5D=2&page%5Bsize%5D=20")
    );
    assert_eq!(
        followed(&apis::payouts().model, "payout-invoices.list", &payout_invoices::list().build()),
        None
    );
    assert_eq!(
        followed(&apis::newsroom().model, "articles.list", &articles::list().build()).as_deref(),
        Some("page%5Bafter%5D=1042&page%5Bsize%5D=1")
    );
    let paged = apis::all()
        .iter()
        .flat_map(|api| &api.model.operations)
        .filter(|call| call.paging().is_some())
        .count();
    assert_eq!(paged, 3, "follow the new one too");
}

fn followed<O, D, A, M>(model: &Model, name: &str, call: &O) -> Option<String>
where
    O: Paged + Operation<Api = A, Output = Document<D, A, M>>,
    A: Api,
    D: Wire,
    M: Wire,
{
    let operation = model.operations.iter().find(|operation| operation.name == name).unwrap();
    let sample = operation.successes[0].sample.as_ref().unwrap();
    let page =
        call.read(&http::Response::new(&sample.text)).unwrap_or_else(|failure| panic!("{failure}"));
    call.next_page(&page).unwrap().map(|next| next.query().encode())
}
