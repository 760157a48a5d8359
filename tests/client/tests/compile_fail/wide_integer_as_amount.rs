use cublox_payouts::operations::payout_invoices;

fn main() {
    let _ = payout_invoices::create().amount(10_u128);
}
