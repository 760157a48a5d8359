use cublox_payouts::models::{NewCustomer, PayoutInvoiceId, PayoutStatus, ReferenceId};
use cublox_payouts::operations::{payout_invoices, payout_prerequest};

fn main() {
    let owned = String::from("salary-2026-11-0042");
    let typed = ReferenceId::from(&owned);
    let _ = payout_invoices::find().reference_id("salary-2026-11-0042");
    let _ = payout_invoices::find().reference_id(&owned);
    let _ = payout_invoices::find().reference_id(&typed);
    let _ = payout_invoices::find().reference_id(typed);
    let _ = payout_invoices::create().service(&owned).currency(&owned).token(&owned).description(&owned);
    let _ = payout_invoices::create().fields([(&owned, &owned)]);
    let _ = payout_prerequest::create().public_key(&owned);
    let _ = NewCustomer::builder().reference_id(&owned).name(&owned);
    let _ = PayoutStatus::from(&owned);
    let id = PayoutInvoiceId::from(&owned);
    let _ = payout_invoices::get(&owned);
    let _ = payout_invoices::process(&id);
    let _ = payout_invoices::get(id);
    let _ = payout_invoices::find().reference_id(owned);
}
