//! The published client, bound to `spec/`.

use cublox_payouts::callbacks;
use cublox_payouts::models::{self, ApiError, NewCustomer, PayoutOptions};
use cublox_payouts::operations::{
    payout_invoices, payout_prerequest, payout_services, public_payout_invoices,
};
use cublox_payouts::runtime::{Callback, Decimal, Errors, Json, json};

use crate::apis::{self, Api};
use crate::call::{Call, Rewrite, rewrite};

pub(super) fn api() -> Api {
    Api {
        name: "payouts",
        model: apis::load("../../spec"),
        model_named,
        call,
        call_with,
        callback,
        errors,
    }
}

fn model_named(name: &str) -> Option<Rewrite> {
    Some(match name {
        "ApiError" => rewrite::<models::ApiError>,
        "CardToken" => rewrite::<models::CardToken>,
        "CursorMeta" => rewrite::<models::CursorMeta>,
        "Customer" => rewrite::<models::Customer>,
        "CustomerAddress" => rewrite::<models::CustomerAddress>,
        "FieldDescriptor" => rewrite::<models::FieldDescriptor>,
        "NewCustomer" => rewrite::<models::NewCustomer>,
        "NewPayoutInvoice" => rewrite::<models::NewPayoutInvoice>,
        "NewPayoutPrerequest" => rewrite::<models::NewPayoutPrerequest>,
        "PageMeta" => rewrite::<models::PageMeta>,
        "PayoutInvoice" => rewrite::<models::PayoutInvoice>,
        "PayoutMethod" => rewrite::<models::PayoutMethod>,
        "PayoutOptions" => rewrite::<models::PayoutOptions>,
        "PayoutPart" => rewrite::<models::PayoutPart>,
        "PayoutPrerequest" => rewrite::<models::PayoutPrerequest>,
        "PayoutService" => rewrite::<models::PayoutService>,
        "PrerequestAccount" => rewrite::<models::PrerequestAccount>,
        "PrerequestFee" => rewrite::<models::PrerequestFee>,
        "PrerequestMethod" => rewrite::<models::PrerequestMethod>,
        "PrerequestService" => rewrite::<models::PrerequestService>,
        "ProcessingOptions" => rewrite::<models::ProcessingOptions>,
        "PublicKey" => rewrite::<models::PublicKey>,
        "PublicPayoutInvoice" => rewrite::<models::PublicPayoutInvoice>,
        _ => return None,
    })
}

fn call(name: &str) -> Option<Box<dyn Call>> {
    Some(match name {
        "payout-invoices.create" => Box::new(create_invoice()),
        "payout-invoices.find" => {
            Box::new(payout_invoices::find().reference_id("ada8c01f").build())
        }
        "payout-invoices.get" => Box::new(payout_invoices::get("cpoi_VdHYVxq4RsLEebAQ")),
        "payout-invoices.list" => {
            Box::new(payout_invoices::list().page_after("cpoi_S1zo").page_size(20).build())
        }
        "payout-invoices.process" => Box::new(payout_invoices::process("cpoi_VdHYVxq4RsLEebAQ")),
        "payout-prerequest.create" => Box::new(create_prerequest()),
        "payout-services.get" => Box::new(payout_services::get("comcpos_RHUGUgEnmmedR7h3")),
        "payout-services.list" => {
            Box::new(payout_services::list().page_number(2).page_size(20).build())
        }
        "public-payout-invoices.find" => Box::new(
            public_payout_invoices::find().reference_id("ada8c01f").public_key("pk_test_a").build(),
        ),
        "public-payout-invoices.get" => {
            Box::new(public_payout_invoices::get("cpoi_VdHYVxq4RsLEebAQ").build())
        }
        _ => return None,
    })
}

fn create_invoice() -> payout_invoices::Create {
    let options = PayoutOptions::builder()
        .split_mode(false)
        .parallel_mode(false)
        .allow_partially(false)
        .auto_process(false);
    let customer = NewCustomer::builder()
        .reference_id("1203515")
        .email("somename@domain.com")
        .name("John Wick")
        .metadata([("key1", "value1"), ("key2", "value2")]);
    payout_invoices::create()
        .service("card")
        .currency("USD")
        .amount(Decimal::from_minor(10, 0))
        .reference_id("a5c22bfb-04c1-4dbf-8b46-9753bf1f6570")
        .test_mode(true)
        .fields([("card_number", "5123817234060000")])
        .callback_url("https://webhook.site/1192f6ef-71c9-4b80-b43b-133d8fe14677")
        .options(options.build())
        .customer(customer.build())
        .metadata([("key", "value")])
        .build()
}

fn create_prerequest() -> payout_prerequest::Create {
    payout_prerequest::create()
        .public_key("pk_live_NM6Rpg6A29zNlSQHiCsprOJyT9WXuFa76WcwwBB69cS")
        .amount(Decimal::from_minor(10, 0))
        .currency("USD")
        .build()
}

fn call_with(name: &str, body: &str, secret: &str) -> Option<Box<dyn Call>> {
    Some(match name {
        "payout-invoices.create" => {
            let mut call = create_invoice();
            call.attributes = Json::parse(body).unwrap().decode().unwrap();
            Box::new(call)
        }
        "payout-prerequest.create" => {
            let mut call = create_prerequest();
            call.body = Json::parse(body).unwrap().decode().unwrap();
            Box::new(call)
        }
        "public-payout-invoices.find" => Box::new(
            public_payout_invoices::find().reference_id("ada8c01f").public_key(secret).build(),
        ),
        "public-payout-invoices.get" => {
            Box::new(public_payout_invoices::get("cpoi_1").public_key(secret).build())
        }
        _ => return None,
    })
}

fn callback(name: &str) -> Option<Rewrite> {
    match name {
        "payout-invoice" => Some(rewrite::<<callbacks::PayoutInvoice as Callback>::Body>),
        _ => None,
    }
}

fn errors(body: &str) -> Option<String> {
    Errors::<ApiError>::read_body(body.as_bytes()).map(|errors| json::to_string(&errors))
}
