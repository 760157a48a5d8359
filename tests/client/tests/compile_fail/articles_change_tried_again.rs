use cublox_payouts::runtime::{Call, Retry};
use newsroom::Client;
use newsroom::operations::articles::Change;

fn tried_again(call: Call<Client, Change>) {
    let _ = call.retry(Retry::default());
}

fn main() {}
