use cublox_payouts::operations::payout_invoices;

fn main() {
    let _ = payout_invoices::find()
        .build();
}
