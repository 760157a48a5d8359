//! Creates a payout: the documented validations, one payout for each `reference_id`, and a course for it to take.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::behavior::Call;
use crate::callbacks;
use crate::clock::Moment;
use crate::course;
use crate::field_errors::FieldErrors;
use crate::fields::{BLANK, INVALID, masked};
use crate::invoice::{Invoice, Order, Quote};
use crate::money;
use crate::services::Service;
use crate::view::View;
use crate::world::{State, World};

/// Amounts with more places than this are refused, so that all that is made of them stays exact.
const MOST_PLACES: u32 = 8;

#[derive(Deserialize)]
struct Document {
    data: Resource,
}

#[derive(Deserialize)]
struct Resource {
    attributes: NewPayout,
}

/// What a create says, as the page describes it.
#[derive(Deserialize)]
struct NewPayout {
    service: String,
    currency: String,
    amount: Box<RawValue>,
    reference_id: String,
    #[serde(default)]
    test_mode: bool,
    fields: BTreeMap<String, String>,
    callback_url: Option<String>,
    #[serde(default)]
    options: ProcessingOptions,
    customer: Option<Customer>,
    metadata: Option<Box<RawValue>>,
    description: Option<String>,
    token: Option<String>,
}

#[derive(Default, Deserialize)]
struct ProcessingOptions {
    #[serde(default)]
    auto_process: bool,
}

#[derive(Deserialize)]
struct Customer {
    reference_id: String,
}

/// Creates a payout, unless it exists or makes no sense.
pub(crate) fn create(world: &World, state: &mut State, call: &Call<'_>, at: Moment) -> Answer {
    let Some(account) = call.account else { return Answer::error(401) };
    let new = match serde_json::from_slice::<Document>(call.body) {
        Ok(document) => document.data.attributes,
        Err(error) => {
            return Answer::error_with(400, &format!("The body is not readable: {error}."));
        }
    };
    let (service, amount, quote) = match checked(world, &new) {
        Ok(checked) => checked,
        Err(errors) => return Answer::fields(&errors),
    };
    let account_id = &world.options.accounts[account].id;
    let copy = state.ledger.with_reference(account, &new.reference_id).len().to_string();
    let name = [account_id.as_str(), &new.reference_id, &copy];
    let method = world.catalogue.get(service).method.code;
    let course = match course::decide(&state.ledger.cycle, world.chance, method, &new.fields, &name)
    {
        Ok(course) => course,
        Err((member, message)) => return Answer::invalid(&member, &message),
    };
    state.ledger.count_create(account, &new.reference_id);
    let existing = state.ledger.with_reference(account, &new.reference_id).first().copied();
    if let Some(existing) = existing.filter(|_| !world.options.accept_repeats) {
        let existing = state.ledger.get(existing);
        return Answer::conflict(&world.viewer(state).private(existing, View::Single));
    }
    let serial_number = world.chance.serial_number(&["payout", name[0], name[1], name[2]]);
    let customer = new.customer.as_ref().map(|customer| {
        let parts = ["customer", account_id, &customer.reference_id];
        format!("cus_{}", world.chance.serial_number(&parts))
    });
    let initial = state.ledger.cycle.known.initial;
    let invoice = Invoice {
        id: format!("cpoi_{serial_number}"),
        account,
        quote,
        status: initial,
        history: vec![initial],
        resolution: course::OK.to_owned(),
        created: at / 1000,
        updated: at / 1000,
        processed: None,
        returned: Decimal::ZERO,
        course,
        confirmed: new.options.auto_process || world.options.auto_process,
        callback_due: false,
        callback_logs: Vec::new(),
        order: Order {
            service,
            currency: new.currency,
            amount,
            test_mode: new.test_mode,
            description: new.description,
            metadata: metadata(new.metadata.as_deref()),
            fields: masked(&new.fields),
            callback_url: new.callback_url,
            customer,
            reference_id: new.reference_id,
        },
    };
    let index = state.ledger.add(invoice, at);
    callbacks::changed(&mut state.ledger, index, at);
    let created = state.ledger.get(index);
    Answer::data(201, &world.viewer(state).private(created, View::Single))
}

/// The merchant's data as it was sent; none is an empty list, the platform's way.
fn metadata(sent: Option<&RawValue>) -> String {
    let text = sent.map_or("", RawValue::get);
    let is_empty = text.chars().all(|c| c.is_ascii_whitespace() || c == '{' || c == '}');
    if is_empty { "[]".to_owned() } else { text.to_owned() }
}

/// What the platform makes of a valid request; else all that is wrong with it.
fn checked(world: &World, new: &NewPayout) -> Result<(usize, Decimal, Quote), FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut blank = |member: &str, text: &str| {
        if text.trim().is_empty() {
            errors.add(member, BLANK);
        }
    };
    blank("reference_id", &new.reference_id);
    if let Some(customer) = &new.customer {
        blank("customer.reference_id", &customer.reference_id);
    }
    if new.callback_url.as_deref().is_some_and(|url| !is_url(url)) {
        errors.add("callback_url", "This value is not a valid URL.");
    }
    let amount =
        read_amount(new.amount.get()).map_err(|message| errors.add("amount", message)).ok();
    let service = world.catalogue.by_code(&new.service);
    if service.is_none() {
        errors.add("service", INVALID);
    }
    let (Some(index), Some(amount)) = (service, amount) else { return Err(errors) };
    let service = world.catalogue.get(index);
    let problems = world.patterns.problems(service.method.fields, &new.fields, new.token.is_some());
    errors.extend(problems);
    match quote(service, &new.currency, amount) {
        Ok(quote) if errors.is_empty() => Ok((index, amount, quote)),
        Ok(_) => Err(errors),
        Err((member, message)) => {
            errors.add(member, &message);
            Err(errors)
        }
    }
}

/// Reads an amount that can be paid.
pub(crate) fn read_amount(json: &str) -> Result<Decimal, &'static str> {
    let amount = money::read(json).ok_or(INVALID)?;
    if amount <= Decimal::ZERO {
        Err("This value should be greater than 0.")
    } else if amount.normalize().scale() > MOST_PLACES {
        Err("This value should have no more than 8 decimal places.")
    } else {
        Ok(amount)
    }
}

/// What an amount comes to with a service, where it is within its limits.
fn quote(
    service: &Service,
    currency: &str,
    amount: Decimal,
) -> Result<Quote, (&'static str, String)> {
    let too_large = || ("amount", INVALID.to_owned());
    let is_code = currency.len() >= 3
        && currency.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let rate = service.rate_from(currency).filter(|_| is_code);
    let rate = rate.ok_or_else(|| ("currency", INVALID.to_owned()))?;
    let service_amount = money::convert(amount, rate).ok_or_else(too_large)?;
    let (min, max) = (service.amount_min, service.amount_max);
    if service_amount < min {
        return Err(("amount", format!("This value should be greater than or equal to {min}.")));
    }
    if service_amount > max {
        return Err(("amount", format!("This value should be less than or equal to {max}.")));
    }
    let fee = service.fee.of(amount).ok_or_else(too_large)?;
    Ok(Quote {
        fee,
        writeoff: amount.checked_add(fee).ok_or_else(too_large)?,
        exchange_rate: rate,
        service_currency: service.pays_in(currency).to_owned(),
        service_amount,
    })
}

fn is_url(text: &str) -> bool {
    let Ok(uri) = text.parse::<http::Uri>() else { return false };
    matches!(uri.scheme_str(), Some("http" | "https"))
        && uri.host().is_some_and(|host| !host.is_empty())
}
