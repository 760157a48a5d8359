use cublox_payouts::models::PublicKey;

fn main() {
    let _ = PublicKey::from("pk_live_1").to_string();
}
