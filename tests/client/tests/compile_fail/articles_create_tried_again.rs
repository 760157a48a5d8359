use cublox_payouts::runtime::{Call, Retry};
use newsroom::Client;
use newsroom::operations::articles::Create;

fn tried_again(call: Call<Client, Create>) {
    let _ = call.retry(Retry::default());
}

fn main() {}
