//! The window into the sandbox: what is in the books, and hands on the clock and on payouts. Under a path that no API has.

use std::time::Duration;

use crate::answer::Answer;
use crate::books::{Books, MoveError, Payout};
use crate::callbacks::Sent;
use crate::json::{Object, list};
use crate::seen::SeenRequest;
use crate::world::World;

/// Where it is served.
pub(crate) const PATH: &str = "/_sandbox";

/// Answers a request to the window: `rest` is the path behind its own.
pub(crate) fn answer(world: &World, method: &str, rest: &str, query: &str) -> Answer {
    let parts: Vec<&str> = rest.split('/').filter(|part| !part.is_empty()).collect();
    let parameter = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
    };
    let is_read = matches!(method, "GET" | "HEAD");
    match (parts.as_slice(), is_read, method == "POST") {
        ([], true, _) => Answer::new(200, index()),
        (["books"], true, _) => Answer::new(200, books(&world.books())),
        (["requests"], true, _) => Answer::new(200, list(world.requests().iter().map(request))),
        (["callbacks"], true, _) => Answer::new(200, list(world.callbacks().iter().map(callback))),
        (["clock"], true, _) => Answer::new(200, clock(world)),
        (["clock"], _, true) => match parameter("advance").map(str::parse) {
            Some(Ok(seconds)) => {
                world.advance(Duration::from_secs(seconds));
                Answer::new(200, clock(world))
            }
            _ => Answer::error_with(422, "Say by how many seconds: ?advance=60."),
        },
        (["payouts", id], _, true) => match parameter("status") {
            Some(status) => match world.move_payout(id, status) {
                Ok(()) => Answer::new(200, Object::new().text("status", status).end()),
                Err(error @ MoveError::NoPayout(_)) => Answer::error_with(404, &error.to_string()),
                Err(error) => Answer::error_with(409, &error.to_string()),
            },
            None => Answer::error_with(422, "Say to which status: ?status=processed."),
        },
        ([] | ["books" | "requests" | "callbacks" | "clock"] | ["payouts", _], _, _) => {
            Answer::error(405)
        }
        _ => Answer::error(404),
    }
}

fn index() -> String {
    [
        ("GET /_sandbox/books", "payouts, uses of each reference_id, money moved"),
        ("GET /_sandbox/requests", "the last requests"),
        ("GET /_sandbox/callbacks", "the callbacks that were sent"),
        ("GET /_sandbox/clock", "the time in the sandbox"),
        ("POST /_sandbox/clock?advance=SECONDS", "moves the clock"),
        ("POST /_sandbox/payouts/ID?status=WORD", "moves a payout, where its life cycle allows"),
    ]
    .into_iter()
    .fold(Object::new(), |all, (name, words)| all.text(name, words))
    .end()
}

fn clock(world: &World) -> String {
    Object::new().raw("now", world.with(|_, now| now / 1000)).end()
}

fn books(books: &Books) -> String {
    let moved = books.moved.iter();
    let moved = moved.fold(Object::new(), |all, (currency, sum)| all.raw(currency, sum));
    let creates = books.creates.iter().map(|((account, reference), uses)| {
        Object::new()
            .text("account", account)
            .text("reference_id", reference)
            .raw("requests", uses.requests)
            .raw("payouts", uses.payouts)
            .end()
    });
    Object::new()
        .raw("moved", moved.end())
        .raw("requests", books.requests)
        .raw("faults", list(books.faults.iter().map(|fault| crate::json::string(fault))))
        .raw("creates", list(creates))
        .raw("payouts", list(books.payouts.iter().map(payout)))
        .end()
}

fn payout(payout: &Payout) -> String {
    Object::new()
        .text("id", &payout.id)
        .text("account", &payout.account)
        .text("reference_id", &payout.reference_id)
        .text("service", &payout.service)
        .text("currency", &payout.currency)
        .raw("amount", payout.amount)
        .raw("moved", payout.moved)
        .raw("test_mode", payout.test_mode)
        .text("status", &payout.status)
        .text("resolution", &payout.resolution)
        .raw("history", list(payout.history.iter().map(|word| crate::json::string(word))))
        .end()
}

fn request(request: &SeenRequest) -> String {
    Object::new()
        .text("method", &request.method)
        .text("target", &request.target)
        .raw("status", request.status)
        .text_or_null("operation", request.operation.as_deref())
        .text_or_null("account", request.account.as_deref())
        .text("body", &request.body)
        .end()
}

fn callback(sent: &Sent) -> String {
    let (answer, failure) = match &sent.answer {
        Ok(status) => (Some(status), None),
        Err(reason) => (None, Some(reason.as_str())),
    };
    Object::new()
        .text("payout", &sent.payout)
        .text("status", &sent.status)
        .text("url", &sent.url)
        .raw("attempt", sent.attempt)
        .raw("at", sent.at)
        .raw_or_null("answer", answer)
        .text_or_null("failure", failure)
        .text("signature", &sent.signature)
        .text("body", &sent.body)
        .end()
}
