//! Payouts and services as the API shows them, member by member as in the documented samples.

use rust_decimal::Decimal;

use crate::invoice::Invoice;
use crate::json::{Object, list};
use crate::life_cycle::LifeCycle;
use crate::services::{Catalogue, Service};

/// Where a payout is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// By itself, on the private face.
    Single,
    /// In the list of the private face.
    List,
    /// In a callback.
    Callback,
}

/// What a payout is shown with.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Viewer<'a> {
    pub(crate) cycle: &'a LifeCycle,
    pub(crate) catalogue: &'a Catalogue,
}

impl Viewer<'_> {
    /// A payout as the private face and callbacks show it.
    pub(crate) fn private(self, invoice: &Invoice, view: View) -> String {
        Object::new()
            .text("type", "payout-invoices")
            .text("id", &invoice.id)
            .raw("attributes", self.attributes(invoice, view))
            .raw("relationships", self.relationships(invoice))
            .raw("links", self_link("payout-invoices", &invoice.id))
            .end()
    }

    fn attributes(self, invoice: &Invoice, view: View) -> String {
        let (order, quote) = (&invoice.order, &invoice.quote);
        let processed = invoice.processed.as_ref();
        let fee = if processed.is_some() { quote.fee } else { Decimal::ZERO };
        let attributes = Object::new()
            .text("serial_number", invoice.serial_number())
            .text("status", self.cycle.word(invoice.status))
            .text("resolution", &invoice.resolution)
            .raw("amount", order.amount)
            .raw("payout_amount", order.amount)
            .text("currency", &order.currency)
            .text("service_currency", &quote.service_currency)
            .raw("service_amount", quote.service_amount)
            .raw("service_payout_amount", quote.service_amount)
            .text("reference_id", &order.reference_id)
            .raw("test_mode", order.test_mode)
            .text_or_null("description", order.description.as_deref())
            .raw("fee", quote.fee)
            .raw("writeoff", quote.writeoff)
            .raw("exchange_rate", quote.exchange_rate)
            .raw_or_null("processed", processed.map(|paid| paid.at))
            .raw_or_null("processed_amount", processed.map(|paid| paid.amount))
            .raw("processed_fee", fee)
            .raw_or_null("processed_writeoff", processed.map(|paid| paid.writeoff))
            .raw("metadata", &order.metadata)
            .raw("created", invoice.created)
            .raw("updated", invoice.updated)
            .raw("fields", &order.fields)
            .text_or_null("callback_url", order.callback_url.as_deref())
            .text("source", "merchant_api");
        let attributes = match view {
            View::List => attributes,
            View::Single | View::Callback => {
                attributes.raw("callback_logs", list(invoice.callback_logs.iter().cloned()))
            }
        };
        match view {
            View::Callback if self.cycle.is_settled(invoice.status) => {
                attributes.raw("payouts", list(self.part(invoice))).end()
            }
            _ => attributes.end(),
        }
    }

    /// The one part in which a payout was made.
    fn part(self, invoice: &Invoice) -> Option<String> {
        let processed = invoice.processed.as_ref()?;
        let part = Object::new()
            .text("id", &format!("po_{}", invoice.serial_number()))
            .raw("amount", processed.amount)
            .text("currency", &invoice.order.currency)
            .text("status", "PROCESSED");
        Some(part.end())
    }

    fn relationships(self, invoice: &Invoice) -> String {
        let service = self.catalogue.get(invoice.order.service);
        let relationships = Object::new()
            .raw("payout-service", related("payout-services", &service.code))
            .raw("payout-method", related("payout-methods", service.method.code));
        match &invoice.order.customer {
            Some(customer) => relationships.raw("customer", related("customers", customer)).end(),
            None => relationships.end(),
        }
    }

    /// A payout as the public face shows it.
    pub(crate) fn public(self, invoice: &Invoice) -> String {
        let (order, quote) = (&invoice.order, &invoice.quote);
        let service = self.catalogue.get(order.service);
        let processed = invoice.processed.as_ref();
        Object::new()
            .text("id", &invoice.id)
            .text("serial_number", invoice.serial_number())
            .raw("created", invoice.created)
            .text("status", self.cycle.word(invoice.status))
            .text("resolution", &invoice.resolution)
            .raw("test_mode", order.test_mode)
            .text("currency", &order.currency)
            .raw("amount", order.amount)
            .raw("payout_amount", order.amount)
            .text("service", &service.code)
            .raw("service_amount", quote.service_amount)
            .raw("service_payout_amount", quote.service_amount)
            .text("service_method", service.method.code)
            .text("service_currency", &quote.service_currency)
            .raw_or_null("processed", processed.map(|paid| paid.at))
            .raw_or_null("processed_amount", processed.map(|paid| paid.amount))
            .end()
    }
}

/// A service as the private face shows it.
pub(crate) fn service(service: &Service) -> String {
    let attributes = Object::new()
        .text("service", &service.code)
        .text("service_method", service.method.code)
        .text("service_currency", service.currency)
        .raw("available", true)
        .raw("active", false)
        .raw("enabled", true)
        .raw("amount_min", service.amount_min)
        .raw("amount_max", service.amount_max)
        .raw("fee_min", service.fee.min())
        .raw("fee_max", service.fee.max())
        .raw("fee_rate", service.fee.rate())
        .raw("fee_fix", service.fee.fix())
        .text("currency", service.account_currency)
        .raw("test_mode", true);
    let method = related("payout-methods", service.method.code);
    let relationships = Object::new().raw("payout-method", method);
    let resource = Object::new()
        .text("type", "payout-services")
        .text("id", &service.id)
        .raw("attributes", attributes.end());
    if service.is_bare {
        return resource.raw("relationships", relationships.end()).end();
    }
    let platform_service = related("payout-services", &service.code);
    resource
        .raw("relationships", relationships.raw("payout-service", platform_service).end())
        .raw("links", self_link("payout-services", &service.id))
        .end()
}

fn related(type_word: &str, id: &str) -> String {
    let identifier = Object::new().text("type", type_word).text("id", id).end();
    Object::new().raw("data", identifier).end()
}

fn self_link(collection: &str, id: &str) -> String {
    Object::new().text("self", &format!("/api/{collection}/{id}")).end()
}
