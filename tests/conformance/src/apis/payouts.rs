//! The client that is published.

use codegen::emit::behavior::case::{Delivery, DeliveryVerdict, Inputs};
use cublox_payouts::callbacks::PayoutInvoice;
use cublox_payouts::operations::{
    payout_invoices, payout_prerequest, payout_services, public_payout_invoices,
};
use cublox_payouts::{Api, Face};

use super::{Bound, Visit, VisitList, VisitWrite, decode, integer, path, query, restored, unknown};
use crate::run::receive;

/// The client that is published.
#[derive(Clone, Copy, Debug)]
pub enum Payouts {}

impl Bound for Payouts {
    type Api = Api;

    const NAME: &'static str = "payouts";
    const CASES: &'static str = "generated-client/schemas/conformance";
    const FACES: &'static [Face] = &[Face::Private, Face::Public];

    fn call<V: Visit<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        let id = || path(inputs, "id");
        let reference_id = || query(inputs, "filter[reference_id]");
        let public_key = query(inputs, "public_key").ok();
        Ok(match name {
            "payout-invoices.create" => {
                visit.visit(restored::<payout_invoices::Create>(inputs, &["attributes"])?)
            }
            "payout-invoices.find" => {
                visit.visit(payout_invoices::find().reference_id(reference_id()?).build())
            }
            "payout-invoices.get" => visit.visit(payout_invoices::get(id()?)),
            "payout-invoices.list" => {
                let mut list = payout_invoices::list().build();
                list.page_before = query(inputs, "page[before]").ok();
                list.page_after = query(inputs, "page[after]").ok();
                list.page_size = integer(inputs, "page[size]")?;
                visit.visit(list)
            }
            "payout-invoices.process" => visit.visit(payout_invoices::process(id()?)),
            "payout-prerequest.create" => visit.visit(prerequest(inputs)?),
            "payout-services.get" => visit.visit(payout_services::get(id()?)),
            "payout-services.list" => {
                let mut list = payout_services::list().build();
                list.page_number = integer(inputs, "page[number]")?;
                list.page_size = integer(inputs, "page[size]")?;
                visit.visit(list)
            }
            "public-payout-invoices.find" => {
                let mut find = public_payout_invoices::find().reference_id(reference_id()?).build();
                find.public_key = public_key.map(Into::into);
                visit.visit(find)
            }
            "public-payout-invoices.get" => {
                let mut get = public_payout_invoices::get(id()?).build();
                get.public_key = public_key.map(Into::into);
                visit.visit(get)
            }
            _ => return Err(unknown(name)),
        })
    }

    fn write<V: VisitWrite<Api>>(name: &str, inputs: &Inputs, visit: V) -> Result<V::Done, String> {
        Ok(match name {
            "payout-invoices.create" => {
                visit.visit(restored::<payout_invoices::Create>(inputs, &["attributes"])?)
            }
            "payout-invoices.process" => {
                visit.visit(restored::<payout_invoices::Process>(inputs, &["id"])?)
            }
            _ => return Err(unknown(name)),
        })
    }

    fn list<V: VisitList<Api>>(name: &str, _: &Inputs, visit: V) -> Result<V::Done, String> {
        Ok(match name {
            "payout-invoices.list" => visit.visit(payout_invoices::list().build()),
            "payout-services.list" => visit.visit(payout_services::list().build()),
            _ => return Err(unknown(name)),
        })
    }

    fn receive(
        name: &str,
        secrets: &[String],
        deliveries: &[Delivery],
    ) -> Result<Vec<DeliveryVerdict>, String> {
        match name {
            "payout-invoice" => receive::<PayoutInvoice, _, _, _>(secrets, deliveries),
            _ => Err(unknown(name)),
        }
    }
}

fn prerequest(inputs: &Inputs) -> Result<payout_prerequest::Create, String> {
    let mut create = payout_prerequest::create().currency("").amount(0).public_key("").build();
    create.body = decode(inputs.body.as_ref())?;
    Ok(create)
}
