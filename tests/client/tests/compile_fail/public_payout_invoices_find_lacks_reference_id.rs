use cublox_payouts::operations::public_payout_invoices;

fn main() {
    let _ = public_payout_invoices::find()
        .build();
}
