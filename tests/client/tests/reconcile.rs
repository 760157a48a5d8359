//! What settles a lost answer: which lookup asks for what, when the thing found is another, when to send again; and which of
//! two callbacks is the newer.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use client_tests::apis;
use client_tests::call::{shown, shown_error};
use cublox_payouts::callbacks::PayoutInvoice as PayoutInvoiceCallback;
use cublox_payouts::operations::payout_invoices;
use cublox_payouts::runtime::{
    AnswerBody, Callback, Decimal, DecodeError, Inputs, Json, Operation, Reconcile, SignatureScheme,
};
use newsroom::operations::articles;

fn create(amount: &str) -> payout_invoices::Create {
    payout_invoices::create()
        .reference_id("salary/2026 11")
        .service("card")
        .currency("USD")
        .amount(amount.parse::<Decimal>().unwrap())
        .fields([("card_number", "5123817234060000")])
        .build()
}

fn payout(attributes: &str, relationships: &str) -> String {
    format!(
        r#"{{"type":"payout-invoices","id":"cpoi_1","attributes":{{"reference_id":"salary/2026 11",{attributes}}}
        {relationships}}}"#
    )
}

/// What a lookup finds whose answer holds this.
fn found<O: Reconcile>(data: &str) -> Vec<O::Found> {
    let body = format!(r#"{{"data":{data}}}"#);
    O::found(AnswerBody::read_body(body.as_bytes()).unwrap())
}

const SAME: &str = r#""status":"created","amount":"10.50","currency":"USD""#;
const CARD: &str =
    r#","relationships":{"payout-service":{"data":{"type":"payout-services","id":"card"}}}"#;

#[test]
fn a_lost_create_is_looked_up_by_its_own_key() {
    let lookup = create("10.5").lookup();
    assert_eq!(lookup.query().encode(), "filter%5Breference_id%5D=salary%2F2026%2011");
    let lookup = articles::create().slug("a").title("b").author("7").build().lookup();
    assert_eq!(lookup.query().encode(), "filter%5Bslug%5D=a");
    let lookup = payout_invoices::process("cpoi_1").lookup();
    assert_eq!(lookup.path().unwrap(), "/payout-invoices/cpoi_1");
}

#[test]
fn every_write_that_can_be_looked_up_says_so() {
    let all = apis::all();
    let operations = all.iter().flat_map(|api| &api.model.operations);
    let uncertain = operations.filter(|operation| operation.uncertain.is_some());
    let names: Vec<_> = uncertain.map(|operation| operation.name.as_str()).collect();
    assert_eq!(
        names,
        ["payout-invoices.create", "payout-invoices.process", "articles.create"],
        "try the new one here"
    );
}

#[test]
fn a_lookup_finds_none_one_or_many_in_every_form_of_the_answer() {
    let one = payout(SAME, "");
    for (data, count) in [
        ("[]", 0),
        ("null", 0),
        (&*one, 1),
        (&*format!("[{one}]"), 1),
        (&*format!("[{one},{one}]"), 2),
    ] {
        assert_eq!(found::<payout_invoices::Create>(data).len(), count, "{data}");
    }
}

#[test]
fn the_same_payout_has_no_differences_however_its_amount_is_written() {
    for amount in ["10.5", "10.50", "10.500", "1.05e1"] {
        for payout in
            [payout(SAME, CARD), payout(SAME, ""), payout(&SAME.replace("\"10.50\"", "10.5"), CARD)]
        {
            let found = found::<payout_invoices::Create>(&payout);
            assert_eq!(create(amount).differences(&found[0]), [""; 0], "{amount} {payout}");
        }
    }
}

#[test]
fn another_payout_under_the_same_key_is_told_by_every_member_that_must_agree() {
    for (payout, differences) in [
        (payout(&SAME.replace("10.50", "10.51"), CARD), vec!["amount"]),
        (payout(&SAME.replace("USD", "EUR"), CARD), vec!["currency"]),
        (payout(SAME, &CARD.replace("card", "swift_jpy")), vec!["service"]),
        (
            payout(
                &SAME.replace("USD", "usd").replace("10.50", "1050"),
                &CARD.replace("card", "Card"),
            ),
            vec!["amount", "currency", "service"],
        ),
    ] {
        let found = found::<payout_invoices::Create>(&payout);
        assert_eq!(create("10.50").differences(&found[0]), differences);
    }
}

#[test]
fn what_has_another_key_is_not_what_was_asked_for() {
    let create = create("10.50");
    assert!(create.is_about(&found::<payout_invoices::Create>(&payout(SAME, CARD))[0]));
    for other in ["refund-7", "Salary/2026 11", "salary/2026 1", ""] {
        let other = payout(SAME, CARD).replace("salary/2026 11", other);
        assert!(!create.is_about(&found::<payout_invoices::Create>(&other)[0]), "{other}");
    }
    let found = found::<payout_invoices::Process>(&payout(SAME, CARD));
    assert!(payout_invoices::process("cpoi_1").is_about(&found[0]));
    assert!(!payout_invoices::process("cpoi_2").is_about(&found[0]));
}

#[test]
fn a_call_is_saved_with_every_input_and_made_again_of_them() {
    let create = payout_invoices::create()
        .service("card")
        .currency("USD")
        .amount("10.50".parse::<Decimal>().unwrap())
        .reference_id("salary/2026 11")
        .fields([("card_number", "canary")])
        .metadata([("note", "canary")])
        .token("canary")
        .build();
    assert_restored(&create);
    assert_restored(&payout_invoices::process("cpoi_1"));
    assert_restored(&articles::create().slug("a").title("b").lead_null().author("7").build());
}

fn assert_restored<O: Reconcile + PartialEq + std::fmt::Debug>(call: &O) {
    let inputs = call.inputs();
    assert!(!shown(&inputs).contains("canary"));
    let restored = made_again::<O>(&Json::parse(Json::encode(&inputs).as_str()).unwrap()).unwrap();
    assert_eq!(&restored, call);
    assert_eq!(restored.body(), call.body());
    for other in [
        Json::null(),
        Json::from("canary"),
        Json::array([]),
        Json::object([("x-new", Json::from("canary"))]),
    ] {
        let error = made_again::<O>(&other).err().unwrap();
        assert!(!shown_error(&error).contains("canary"));
    }
}

fn made_again<O: Reconcile>(inputs: &Json) -> Result<O, DecodeError> {
    inputs.decode().and_then(|mut inputs: Inputs| O::restore(&mut inputs))
}

#[test]
fn a_success_and_a_conflict_show_what_a_lookup_would() {
    let body = format!(r#"{{"data":{}}}"#, payout(SAME, CARD));
    let found = found::<payout_invoices::Create>(&payout(SAME, CARD)).remove(0);
    let answer = |body: &str| AnswerBody::read_body(body.as_bytes()).unwrap();
    assert_eq!(payout_invoices::Create::done(answer(&body)), Some(found.clone()));
    assert_eq!(payout_invoices::Process::done(answer(&body)), Some(found.clone()));
    let existing = AnswerBody::read_body(body.as_bytes()).unwrap();
    assert_eq!(payout_invoices::Create::existing(existing), Some(found));
}

#[test]
fn only_a_call_that_acts_on_something_can_find_nothing_to_act_on() {
    let acts = [
        payout_invoices::Create::ACTS_ON_EXISTING,
        payout_invoices::Process::ACTS_ON_EXISTING,
        articles::Create::ACTS_ON_EXISTING,
    ];
    assert_eq!(acts, [false, true, false]);
}

#[test]
fn what_was_found_is_never_created_again() {
    for status in ["created", "process_failed", "unheard_of"] {
        let found =
            found::<payout_invoices::Create>(&payout(&SAME.replace("created", status), CARD));
        assert!(!payout_invoices::Create::may_send_again(&found[0]), "{status}");
    }
}

#[test]
fn only_a_payout_that_is_still_created_is_confirmed_again() {
    for status in cublox_payouts::models::PayoutStatus::KNOWN
        .iter()
        .map(|status| status.as_str())
        .chain(["unheard_of"])
    {
        let found =
            found::<payout_invoices::Process>(&payout(&SAME.replace("created", status), CARD));
        assert_eq!(
            payout_invoices::Process::may_send_again(&found[0]),
            status == "created",
            "{status}"
        );
    }
}

#[test]
fn an_article_with_another_title_is_another() {
    let article = |title: &str| {
        format!(
            r#"[{{"type":"articles","id":"1","attributes":{{"slug":"a","title":"{title}","word-count":1,"stage":"draft",
            "published-at":null}},"relationships":{{"author":{{"data":null}}}}}}]"#
        )
    };
    let create = articles::create().slug("a").title("b").author("7").build();
    assert_eq!(create.differences(&found::<articles::Create>(&article("b"))[0]), [""; 0]);
    assert_eq!(create.differences(&found::<articles::Create>(&article("c"))[0]), ["title"]);
}

#[test]
fn callbacks_are_ordered_by_the_time_of_the_change() {
    let order = |attributes: &str| {
        let body = format!(r#"{{"data":{}}}"#, payout(&format!("{SAME}{attributes}"), CARD));
        PayoutInvoiceCallback::order(&PayoutInvoiceCallback::read(body.as_bytes()).unwrap())
    };
    assert_eq!(order(r#","updated":1597835933"#), Some(1_597_835_933));
    assert!(order(r#","updated":1597835933"#) > order(r#","updated":1597835735"#));
    assert_eq!(order(""), None);
}

#[test]
fn a_callback_says_how_it_is_signed_and_acknowledged() {
    let signature = PayoutInvoiceCallback::SIGNATURE.unwrap();
    assert_eq!(
        (signature.header, signature.scheme),
        ("X-Signature", SignatureScheme::Sha1SandwichBase64)
    );
    assert_eq!(PayoutInvoiceCallback::ACKNOWLEDGE, 200);
    assert_eq!(PayoutInvoiceCallback::NAME, "payout-invoice");
}

#[test]
fn a_callback_about_something_else_is_an_error_that_says_where() {
    let error =
        PayoutInvoiceCallback::read(br#"{"data":{"type":"payment-invoices","id":"cpi_1"}}"#)
            .unwrap_err();
    assert_eq!(error.to_string(), "/data/type: not the type `payout-invoices` (at byte 34)");
}
