use cublox_payouts::operations::payout_prerequest;
use cublox_payouts::runtime::Decimal;

fn main() {
    let _ = payout_prerequest::create()
        .amount(Decimal::from_minor(10_55, 2))
        .public_key("text")
        .build();
}
