use cublox_payouts::operations::payout_prerequest;

fn main() {
    let _ = payout_prerequest::create().amount(10.55_f32);
}
