//! The pre-request: which services fit a currency and an amount, and what they need to know.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::answer::Answer;
use crate::behavior::Call;
use crate::create::read_amount;
use crate::fields::Descriptor;
use crate::json::{Object, list};
use crate::services::{Method, Service};
use crate::world::World;

#[derive(Deserialize)]
struct Question {
    currency: String,
    amount: Box<RawValue>,
    public_key: String,
}

/// The account that a public key belongs to, and whether it is the one for test data.
pub(crate) fn account_of(world: &World, key: &str) -> Option<(usize, bool)> {
    let accounts = world.options.accounts.iter().enumerate();
    accounts.filter(|(_, account)| account.may_call).find_map(|(index, account)| {
        let test_mode = key == account.public_test;
        (test_mode || key == account.public_live).then_some((index, test_mode))
    })
}

/// Answers which services fit.
pub(crate) fn create(world: &World, call: &Call<'_>) -> Answer {
    let question: Question = match serde_json::from_slice(call.body) {
        Ok(question) => question,
        Err(error) => {
            return Answer::error_with(400, &format!("The body is not readable: {error}."));
        }
    };
    let Some((_, test_mode)) = account_of(world, &question.public_key) else {
        return Answer::error(401);
    };
    let amount = match read_amount(question.amount.get()) {
        Ok(amount) => amount,
        Err(message) => return Answer::invalid("amount", message),
    };
    let currency = question.currency.as_str();
    let fits = |service: &&Service| {
        service.pays_in(currency) == currency
            && (service.amount_min..=service.amount_max).contains(&amount)
    };
    let services: Vec<&Service> = world.catalogue.all().iter().filter(fits).collect();
    let mut methods: Vec<&Method> = Vec::new();
    for service in &services {
        if methods.iter().all(|known| known.code != service.method.code) {
            methods.push(service.method);
        }
    }
    let methods = methods.into_iter().fold(Object::new(), |all, of| all.raw(of.code, method(of)));
    // The documented sample has the methods and the account inside the services.
    let services = services
        .into_iter()
        .fold(Object::new(), |all, of| all.raw(&of.code, service(of, currency, amount)))
        .raw("methods", methods.end_as_map())
        .raw("account", account());
    let data = Object::new()
        .text("currency", currency)
        .raw("amount", amount)
        .raw("test_mode", test_mode)
        .raw("services", services.end());
    Answer::data(200, &data.end())
}

fn service(service: &Service, currency: &str, amount: Decimal) -> String {
    let mut shown = amount;
    shown.rescale(amount.scale().max(2));
    Object::new()
        .text("code", &service.code)
        .text("method", service.method.code)
        .text("currency", service.pays_in(currency))
        .raw("fields", list(service.method.fields.iter().map(Descriptor::shown)))
        .raw("amount_min", service.amount_min)
        .raw("amount_max", service.amount_max)
        .raw("exchange_rate", 1)
        .text("amount", &shown.to_string())
        .end()
}

fn method(method: &Method) -> String {
    let picture =
        |name: &str| format!("https://static.openfintech.io/payout_methods/{}/{name}", method.code);
    let name = ["en", "ru", "uk"]
        .into_iter()
        .fold(Object::new(), |names, language| names.text(language, method.name));
    Object::new()
        .text("code", method.code)
        .text("category", method.category)
        .text("description", "")
        .raw("name", name.end())
        .text("logo", &picture("logo.png"))
        .text("icon", &picture("icon.svg"))
        .raw("metadata", "null")
        .raw("position", "null")
        .raw("hide", "null")
        .end()
}

fn account() -> String {
    Object::new()
        .text("name", "Sandbox")
        .text("description", "for trying things out")
        .text("icon", "https://merchant.example/icon.svg")
        .text("website", "https://merchant.example")
        .end()
}
