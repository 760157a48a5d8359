use cublox_payouts::models::NewCustomer;
use cublox_payouts::operations::payout_invoices;
use cublox_payouts::runtime::Decimal;
use newsroom::models::Dimensions;
use newsroom::operations::articles;

fn main() {
    let customer = || NewCustomer::builder().name("A").reference_id("1").email("a@example.org").build();
    let forwards = payout_invoices::create()
        .service("card")
        .currency("USD")
        .amount(Decimal::from_minor(10_55, 2))
        .reference_id("r1")
        .fields([("card_number", "1")])
        .customer(customer())
        .build();
    let backwards = payout_invoices::create()
        .customer(customer())
        .fields([("card_number", "1")])
        .reference_id("r1")
        .amount(Decimal::from_minor(10_55, 2))
        .currency("USD")
        .service("card")
        .build();
    assert_eq!(forwards, backwards);

    let wide = Dimensions::builder().width(16).height(9).build();
    assert_eq!(wide, Dimensions::builder().height(9).width(16).build());
    let article = articles::create().author("7").picture(wide.clone()).slug("a").title("b").build();
    assert_eq!(article, articles::create().title("b").slug("a").author("7").picture(wide).build());
}
