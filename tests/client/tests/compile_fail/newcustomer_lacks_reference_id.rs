use cublox_payouts::models::NewCustomer;

fn main() {
    let _ = NewCustomer::builder()
        .build();
}
