use cublox_payouts::runtime::{Call, Retry};
use cublox_payouts::Client;
use cublox_payouts::operations::payout_invoices::Process;

fn tried_again(call: Call<Client, Process>) {
    let _ = call.retry(Retry::default());
}

fn main() {}
