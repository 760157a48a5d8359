use cublox_payouts::runtime::{Call, Retry};
use cublox_payouts::Client;
use cublox_payouts::operations::payout_invoices::Create;

fn tried_again(call: Call<Client, Create>) {
    let _ = call.retry(Retry::default());
}

fn main() {}
