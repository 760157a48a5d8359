use cublox_payouts::operations::payout_invoices;
use cublox_payouts::runtime::{Operation, Paged};

fn follow<O: Paged + Operation>(_: O) {}

fn main() {
    follow(payout_invoices::process("cpoi_1"));
}
