use cublox_payouts::operations::payout_invoices;
use cublox_payouts::runtime::Decimal;

fn main() {
    let _ = payout_invoices::create()
        .service("text")
        .currency("text")
        .amount(Decimal::from_minor(10_55, 2))
        .reference_id("text")
        .build();
}
