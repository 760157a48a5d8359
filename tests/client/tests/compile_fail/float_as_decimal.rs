use cublox_payouts::runtime::Decimal;

fn main() {
    let _: Decimal = 10.55_f64.into();
}
