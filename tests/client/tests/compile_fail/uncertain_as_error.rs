use cublox_payouts::Error;
use cublox_payouts::operations::payout_invoices::Create;
use cublox_payouts::runtime::Uncertain;

fn swallowed(uncertain: Uncertain<Create>) -> Result<(), Error> {
    Err(uncertain)?
}

fn main() {}
