use cublox_payouts::models::PayoutStatus;
use cublox_payouts::runtime::UnknownValue;

fn main() {
    let _ = PayoutStatus::Unknown(UnknownValue { word: "paid".into() });
}
