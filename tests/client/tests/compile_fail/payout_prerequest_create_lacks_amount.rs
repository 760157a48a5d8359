use cublox_payouts::operations::payout_prerequest;

fn main() {
    let _ = payout_prerequest::create()
        .currency("text")
        .public_key("text")
        .build();
}
