//! The two lists: services by page, payouts by cursor.

use crate::answer::Answer;
use crate::behavior::Call;
use crate::fields::INVALID;
use crate::json::{Object, list};
use crate::view::{self, View};
use crate::world::{State, World};

/// How many items a page holds unless the caller says.
const SIZE: usize = 20;
/// How many it holds at most.
const MOST: usize = 100;

/// A page of the services.
pub(crate) fn services(world: &World, call: &Call<'_>) -> Answer {
    let (page, size) = match (positive(call, "page[number]", 1), size(call)) {
        (Ok(page), Ok(size)) => (page, size),
        (Err(refused), _) | (_, Err(refused)) => return refused,
    };
    let all = world.catalogue.all();
    let pages = all.len().div_ceil(size).max(1);
    let items = all.iter().skip((page - 1).saturating_mul(size)).take(size).map(view::service);
    let link = |page: usize| format!("/api/payout-services?page[number]={page}&page[size]={size}");
    let mut links = Object::new().text("first", &link(1));
    if page > 1 {
        links = links.text("prev", &link((page - 1).min(pages)));
    }
    if page < pages {
        links = links.text("next", &link(page + 1));
    }
    let meta = Object::new().raw("total", all.len()).raw("pages", pages).raw("page", page);
    document(meta, links.text("last", &link(pages)), items.collect())
}

/// A page of the account's payouts, newest first.
pub(crate) fn payouts(world: &World, state: &State, call: &Call<'_>) -> Answer {
    let Some(account) = call.account else { return Answer::error(401) };
    let size = match size(call) {
        Ok(size) => size,
        Err(refused) => return refused,
    };
    // The place of each payout in the list, counted from its newest end.
    let oldest_first = state.ledger.of_account(account);
    let total = oldest_first.len();
    let place = |id: &str| {
        let index = state.ledger.by_id(id)?;
        oldest_first.binary_search(&index).ok().map(|position| total - 1 - position)
    };
    let cursor = |name: &str| match call.query.get(name) {
        None => Ok(None),
        Some(id) => place(id).map(Some).ok_or_else(|| Answer::invalid(name, INVALID)),
    };
    let (after, before) = match (cursor("page[after]"), cursor("page[before]")) {
        (Ok(after), Ok(before)) => (after, before),
        (Err(refused), _) | (_, Err(refused)) => return refused,
    };
    let (begin, end) = match (after, before) {
        (Some(after), before) => {
            let begin = after + 1;
            (begin, before.unwrap_or(total).min(begin.saturating_add(size)))
        }
        (None, Some(before)) => (before.saturating_sub(size), before),
        (None, None) => (0, size),
    };
    let (begin, end) = (begin.min(total), end.min(total).max(begin.min(total)));
    let page: Vec<_> =
        (begin..end).map(|place| state.ledger.get(oldest_first[total - 1 - place])).collect();
    let first = page.first().map(|invoice| invoice.id.as_str());
    let last = page.last().map(|invoice| invoice.id.as_str());
    let link = |name: &str, id: Option<&str>, is_there: bool| match id.filter(|_| is_there) {
        Some(id) => format!("/api/payout-invoices?page[{name}]={id}&page[size]={size}"),
        None => String::new(),
    };
    let links = Object::new()
        .text("prev", &link("before", first, begin > 0))
        .text("next", &link("after", last, end < total));
    let meta = Object::new()
        .raw("count", total)
        .raw("size", size)
        .text_or_null("before", last)
        .text_or_null("after", first);
    let viewer = world.viewer(state);
    let items = page.into_iter().map(|invoice| viewer.private(invoice, View::List));
    document(meta, links, items.collect())
}

fn document(meta: Object, links: Object, items: Vec<String>) -> Answer {
    let document = Object::new().raw("meta", meta.end()).raw("links", links.end());
    Answer::new(200, document.raw("data", list(items)).end())
}

/// How many items the caller wants on a page.
pub(crate) fn size(call: &Call<'_>) -> Result<usize, Answer> {
    positive(call, "page[size]", SIZE).map(|size| size.min(MOST))
}

fn positive(call: &Call<'_>, name: &str, default: usize) -> Result<usize, Answer> {
    match call.query.get(name).map(str::parse::<usize>) {
        None => Ok(default),
        Some(Ok(number)) if number > 0 => Ok(number),
        Some(_) => Err(Answer::invalid(name, "This value should be greater than 0.")),
    }
}
