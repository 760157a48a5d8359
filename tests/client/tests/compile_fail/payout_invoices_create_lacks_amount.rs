use cublox_payouts::operations::payout_invoices;

fn main() {
    let _ = payout_invoices::create()
        .service("text")
        .currency("text")
        .reference_id("text")
        .fields([("name", "text")])
        .build();
}
