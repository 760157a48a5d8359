use cublox_payouts::{Calls as _, Client};

fn read_once(client: Client) {
    let _ = client.payout_invoices().get("cpoi_VdHYVxq4RsLEebAQ").send_once();
}

fn main() {}
