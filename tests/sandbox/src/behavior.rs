//! What the calls do that somebody wrote here; all others are answered with an example.

use codegen::model::Operation;

use crate::answer::Answer;
use crate::clock::Moment;
use crate::routes::Query;
use crate::view::View;
use crate::world::{State, World};
use crate::{create, example, lists, prerequest, view};

/// A request that was found, read and let in.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) operation: &'a Operation,
    /// The values of the path's parameters.
    pub(crate) path: &'a [String],
    pub(crate) query: &'a Query,
    pub(crate) body: &'a [u8],
    /// Who calls, where the face asks.
    pub(crate) account: Option<usize>,
}

impl Call<'_> {
    /// The first parameter of the path.
    fn id(&self) -> &str {
        self.path.first().map_or("", String::as_str)
    }

    /// The `reference_id` that is looked for.
    fn reference_id(&self) -> &str {
        self.query.get("filter[reference_id]").unwrap_or_default()
    }
}

/// Answers a call.
pub(crate) fn answer(world: &World, state: &mut State, call: &Call<'_>, now: Moment) -> Answer {
    match call.operation.name.as_str() {
        "payout-invoices.create" => create::create(world, state, call, now),
        "payout-invoices.process" => process(world, state, call, now),
        "payout-invoices.get" => get(world, state, call),
        "payout-invoices.find" => find(world, state, call),
        "payout-invoices.list" => lists::payouts(world, state, call),
        "payout-services.list" => lists::services(world, call),
        "payout-services.get" => match world.catalogue.by_id(call.id()) {
            Some(service) => Answer::data(200, &view::service(service)),
            None => Answer::error(404),
        },
        "payout-prerequest.create" => prerequest::create(world, call),
        "public-payout-invoices.get" => public_get(world, state, call),
        "public-payout-invoices.find" => public_find(world, state, call),
        _ => example::answer(world, call),
    }
}

/// Confirms a payout. The answer still shows it as it was.
fn process(world: &World, state: &mut State, call: &Call<'_>, now: Moment) -> Answer {
    let Some(index) = own(state, call) else { return Answer::error(404) };
    match state.ledger.confirm(index, now) {
        Ok(()) => shown(world, state, index),
        Err(refused) => Answer::error_with(409, &format!("{refused}.")),
    }
}

fn get(world: &World, state: &State, call: &Call<'_>) -> Answer {
    own(state, call).map_or_else(|| Answer::error(404), |index| shown(world, state, index))
}

fn shown(world: &World, state: &State, index: usize) -> Answer {
    let invoice = state.ledger.get(index);
    Answer::data(200, &world.viewer(state).private(invoice, View::Single))
}

/// The payout that the path names, where it is the caller's.
fn own(state: &State, call: &Call<'_>) -> Option<usize> {
    let index = state.ledger.by_id(call.id())?;
    (Some(state.ledger.get(index).account) == call.account).then_some(index)
}

fn find(world: &World, state: &State, call: &Call<'_>) -> Answer {
    let Some(account) = call.account else { return Answer::error(401) };
    if let Err(refused) = lists::size(call) {
        return refused;
    }
    let found = state.ledger.with_reference(account, call.reference_id());
    let viewer = world.viewer(state);
    let shown = found.iter().map(|index| viewer.private(state.ledger.get(*index), View::Single));
    found_or_not(world, shown.collect())
}

fn found_or_not(world: &World, found: Vec<String>) -> Answer {
    if found.is_empty() && world.options.nothing_found_is_404 {
        return Answer::error(404);
    }
    Answer::data(200, &crate::json::list(found))
}

/// What a public key lets see: payouts of its account and its mode.
#[derive(Clone, Copy)]
struct Sight {
    account: usize,
    test_mode: bool,
}

/// What the caller of the public face may see; everything without a key, for the vendor's own client sends none.
fn sight(world: &World, call: &Call<'_>) -> Result<Option<Sight>, Answer> {
    let Some(key) = call.query.get("public_key") else { return Ok(None) };
    let found = prerequest::account_of(world, key);
    let (account, test_mode) = found.ok_or_else(|| Answer::error(401))?;
    Ok(Some(Sight { account, test_mode }))
}

fn sees(sight: Option<Sight>, state: &State, index: usize) -> bool {
    let invoice = state.ledger.get(index);
    sight.is_none_or(|sight| {
        sight.account == invoice.account && sight.test_mode == invoice.order.test_mode
    })
}

fn public_get(world: &World, state: &State, call: &Call<'_>) -> Answer {
    let sight = match sight(world, call) {
        Ok(sight) => sight,
        Err(refused) => return refused,
    };
    match state.ledger.by_id(call.id()).filter(|index| sees(sight, state, *index)) {
        Some(index) => Answer::data(200, &world.viewer(state).public(state.ledger.get(index))),
        None => Answer::error(404),
    }
}

fn public_find(world: &World, state: &State, call: &Call<'_>) -> Answer {
    let sight = match sight(world, call) {
        Ok(sight) => sight,
        Err(refused) => return refused,
    };
    let accounts = 0..world.options.accounts.len();
    let viewer = world.viewer(state);
    let found = accounts
        .flat_map(|account| state.ledger.with_reference(account, call.reference_id()))
        .filter(|index| sees(sight, state, **index))
        .map(|index| viewer.public(state.ledger.get(*index)));
    found_or_not(world, found.collect())
}
