use cublox_payouts::operations::payout_invoices;

fn main() {
    let _ = payout_invoices::create().service_amount(10.55);
}
