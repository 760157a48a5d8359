use cublox_payouts::operations::payout_prerequest;
use cublox_payouts::runtime::Decimal;

fn main() {
    let _ = payout_prerequest::create()
        .currency("text")
        .amount(Decimal::from_minor(10_55, 2))
        .build();
}
