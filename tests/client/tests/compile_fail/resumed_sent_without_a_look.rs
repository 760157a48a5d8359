use cublox_payouts::Client;
use cublox_payouts::operations::payout_invoices::Create;
use cublox_payouts::runtime::Resumed;

fn sent_without_a_look(resumed: Resumed<Client, Create>) {
    let _ = resumed.send();
}

fn main() {}
