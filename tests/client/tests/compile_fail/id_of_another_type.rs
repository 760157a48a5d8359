use cublox_payouts::models::PayoutServiceId;
use cublox_payouts::operations::payout_invoices;

fn main() {
    let service = PayoutServiceId::from("comcpos_RHUGUgEnmmedR7h3");
    let _ = payout_invoices::process(service);
}
