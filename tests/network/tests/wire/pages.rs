//! Lists in both paging styles, page by page and item by item, with each client.

use cublox_payouts::operations::payout_invoices::List;
use cublox_payouts::operations::{payout_invoices, payout_services};
use cublox_payouts::runtime::{ErrorOf, Fault, LinkError, PageFault, Paged, Query, ResourceType};
use network_tests::books::{Answer, Books};
use network_tests::clients::{AnyClient, COUNT, PagesOf, all, quick};
use network_tests::server::Server;
use network_tests::turn::Turn;

/// A page of payouts with a link to the next.
fn invoices(names: &[&str], next: &str) -> Turn {
    let mut books = Books::default();
    let items: Vec<String> =
        names.iter().map(|name| network_tests::books::resource(books.enter(name, "1"))).collect();
    let body = format!(
        r#"{{"data":[{}],"links":{{"prev":"","next":"{next}"}},"meta":{{"count":5,"size":2,"before":"b","after":"a"}}}}"#,
        items.join(",")
    );
    Turn::answer(Answer::new(200, body))
}

/// A page of services, with links as this style has them.
fn services(ids: &[&str], links: &str) -> Turn {
    let items: Vec<String> = ids
        .iter()
        .map(|id| {
            let sample = include_str!("../../../../spec/samples/04-payout-service-response.json");
            let sample: serde_json::Value = serde_json::from_str(sample).unwrap();
            sample["data"].to_string().replace("comcpos_RHUGUgEnmmedR7h3", id)
        })
        .collect();
    let body = format!(
        r#"{{"data":[{}],"links":{links},"meta":{{"total":3,"pages":2,"page":1}}}}"#,
        items.join(",")
    );
    Turn::answer(Answer::new(200, body))
}

fn cursor_pages() -> [Turn; 3] {
    [
        invoices(&["one", "two"], "/api/payout-invoices?page[after]=x%2Fy&page[size]=2"),
        invoices(&[], "/api/payout-invoices?page[after]=z"),
        invoices(&["three"], ""),
    ]
}

fn list() -> List {
    payout_invoices::list().build()
}

/// The paths and queries that were asked for.
fn asked(server: &Server) -> Vec<String> {
    server.seen().into_iter().map(|seen| seen.request.target).collect()
}

fn each_client(script: &[Turn], run: impl Fn(&AnyClient, &Server)) {
    for index in 0..COUNT {
        let server = Server::start(script.iter().cloned()).unwrap();
        run(&all(&quick(&server.url()).unwrap()).unwrap()[index], &server);
    }
}

#[test]
fn items_come_page_after_page() {
    each_client(&cursor_pages(), |client, server| {
        let mut items = client.items(payout_invoices::list().page_size(2).build());
        assert!(server.seen().is_empty(), "nothing is fetched until it is asked for");
        items.next().unwrap().unwrap();
        items.next().unwrap().unwrap();
        assert_eq!(server.seen().len(), 1, "no page is fetched before it is needed");
        let rest: Vec<String> =
            items.by_ref().map(|item| item.unwrap().attributes.reference_id.to_string()).collect();
        assert_eq!(rest, ["three"]);
        let pages = [
            "/payout-invoices?page%5Bsize%5D=2",
            "/payout-invoices?page%5Bafter%5D=x%2Fy&page%5Bsize%5D=2",
            "/payout-invoices?page%5Bafter%5D=z",
        ];
        assert_eq!(asked(server), pages, "no page is fetched twice");
        assert!(items.next().is_none());
        assert_eq!(server.seen().len(), 3);
    });
}

#[test]
fn numbered_pages_end_where_there_is_no_link() {
    let script = [
        services(
            &["comcpos_1", "comcpos_2"],
            r#"{"first":"/api/payout-services?page[number]=1","next":"/api/payout-services?page[number]=2"}"#,
        ),
        services(
            &["comcpos_3"],
            r#"{"first":"/api/payout-services?page[number]=1","prev":"/api/payout-services?page[number]=1"}"#,
        ),
    ];
    each_client(&script, |client, server| {
        let pages = client.pages(payout_services::list().build());
        let ids: Vec<Vec<String>> = pages
            .map(|page| page.unwrap().data.iter().map(|service| service.id().to_string()).collect())
            .collect();
        assert_eq!(ids, [vec!["comcpos_1", "comcpos_2"], vec!["comcpos_3"]]);
        assert_eq!(asked(server), ["/payout-services", "/payout-services?page%5Bnumber%5D=2"]);
    });
}

#[test]
fn a_link_that_leads_back_is_an_error() {
    let script = [
        invoices(&["one"], "?page[after]=x"),
        invoices(&["two"], "?page[after]=y"),
        invoices(&["three"], "?page%5Bafter%5D=x"),
    ];
    each_client(&script, |client, server| {
        let items: Vec<_> = client.items(list()).collect();
        assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 3);
        assert!(matches!(items.last(), Some(Err(error)) if is_fault(error, PageFault::Loop)));
        assert_eq!(server.seen().len(), 3);
    });
}

fn is_fault(error: &ErrorOf<List>, expected: PageFault) -> bool {
    matches!(error.fault(), Fault::Page(fault) if *fault == expected)
}

/// Reads pages until an error, which must be this one. Returns how many there were, and where to go on.
fn read_some(
    client: &AnyClient,
    at_most: usize,
    expected: fn(&ErrorOf<List>) -> bool,
) -> (usize, String) {
    let mut pages = client.pages(list()).at_most(at_most);
    let read: Vec<_> = pages.by_ref().collect();
    let (last, before) = read.split_last().unwrap();
    assert!(last.as_ref().is_err_and(expected), "{last:?}");
    assert!(before.iter().all(Result::is_ok));
    (before.len(), pages.position().unwrap())
}

/// How many items there are from a position on.
fn items_from(client: &AnyClient, position: &str) -> usize {
    let operation = list().continued(Query::parse(position));
    client.items(operation).map(Result::unwrap).count()
}

#[test]
fn a_budget_ends_the_reading_and_the_position_goes_on() {
    each_client(&cursor_pages(), |client, server| {
        let (pages, position) = read_some(client, 2, |error| is_fault(error, PageFault::Budget));
        assert_eq!((pages, server.seen().len()), (2, 2));
        assert_eq!(items_from(client, &position), 1);
        assert_eq!(asked(server)[2], "/payout-invoices?page%5Bafter%5D=z");
    });
}

#[test]
fn a_page_that_cannot_be_read_ends_the_reading_and_the_position_goes_on() {
    let [first, second, third] = cursor_pages();
    let script = [first, Turn::answer(Answer::new(403, "")), second, third];
    each_client(&script, |client, server| {
        let (pages, position) = read_some(client, 9, |error| error.status().is_some());
        assert_eq!((pages, server.seen().len()), (1, 2), "an error is told once");
        assert_eq!(items_from(client, &position), 1);
        assert_eq!(asked(server)[1..].iter().collect::<std::collections::HashSet<_>>().len(), 2);
    });
}

#[test]
fn a_page_is_fetched_again_after_a_fault() {
    let [first, second, third] = cursor_pages();
    let script = [first, Turn::answer(Answer::new(503, "")), second, third];
    each_client(&script, |client, server| {
        assert_eq!(client.items(list()).map(Result::unwrap).count(), 3);
        assert_eq!(server.seen().len(), 4);
    });
}

#[test]
fn a_link_that_does_not_say_where_is_an_error_after_its_page() {
    for link in ["/api/payout-invoices", "/api/payout-invoices?", "/api/payout-invoices#page"] {
        each_client(&[invoices(&["one"], link)], |client, server| {
            let mut pages = client.pages(list());
            assert!(pages.next().unwrap().is_ok(), "what came is handed out");
            let error = pages.next().unwrap().unwrap_err();
            assert!(is_fault(&error, PageFault::Link(LinkError)), "{error:?}");
            assert!(pages.next().is_none());
            assert_eq!(PagesOf::position(&pages).as_deref(), Some(""), "the page read last");
            assert_eq!(server.seen().len(), 1);
        });
    }
}

#[test]
fn a_cursor_that_is_no_text_comes_back_byte_by_byte() {
    let script = [invoices(&["one"], "?page[after]=%FF%00a"), invoices(&["two"], "")];
    each_client(&script, |client, server| {
        assert_eq!(client.items(list()).map(Result::unwrap).count(), 2);
        assert_eq!(asked(server)[1], "/payout-invoices?page%5Bafter%5D=%FF%00a");
    });
}
