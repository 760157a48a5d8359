//! The payout services of the sandbox: the documented ones and as many beside them as the documented list counts.

use rust_decimal::Decimal;

use crate::chance::Chance;
use crate::fields::Descriptor;
use crate::money;

/// How many services the documented list counts.
const TOTAL: usize = 168;
/// The currency of a service that pays in any.
const ANY_CURRENCY: &str = "XXX";
/// The currency of the sandbox's accounts, beside the one that the page shows for the first service.
const ACCOUNT_CURRENCY: &str = "USD";

/// A payout service.
#[derive(Debug)]
pub(crate) struct Service {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) method: &'static Method,
    pub(crate) currency: &'static str,
    pub(crate) account_currency: &'static str,
    pub(crate) amount_min: Decimal,
    pub(crate) amount_max: Decimal,
    pub(crate) fee: &'static Fee,
    /// Only the first of the documented items names the platform's service behind it; the second leaves it out.
    pub(crate) is_bare: bool,
}

/// A way to pay, whatever the currency.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    pub(crate) category: &'static str,
    pub(crate) fields: &'static [Descriptor],
    fee: Fee,
}

/// What a payout costs: a part of the amount in thousandths, and a fixed part, least and most in cents. No most where it is 0.
#[derive(Debug)]
pub(crate) struct Fee {
    per_mille: i64,
    fix: i64,
    min: i64,
    max: i64,
}

const FREE: Fee = Fee { per_mille: 0, fix: 0, min: 0, max: 0 };

impl Fee {
    pub(crate) fn rate(&self) -> Decimal {
        Decimal::new(self.per_mille, 1).normalize()
    }

    pub(crate) fn fix(&self) -> Decimal {
        Decimal::new(self.fix, 2).normalize()
    }

    pub(crate) fn min(&self) -> Decimal {
        Decimal::new(self.min, 2).normalize()
    }

    pub(crate) fn max(&self) -> Decimal {
        Decimal::new(self.max, 2).normalize()
    }

    /// The fee for an amount; none where it is too large to be exact.
    pub(crate) fn of(&self, amount: Decimal) -> Option<Decimal> {
        let fee = money::percent(amount, self.rate())?.checked_add(self.fix())?.max(self.min());
        Some(if self.max > 0 { fee.min(self.max()) } else { fee })
    }
}

impl Service {
    /// The currency in which it pays an amount of another.
    pub(crate) fn pays_in<'a>(&'a self, currency: &'a str) -> &'a str {
        if self.currency == ANY_CURRENCY { currency } else { self.currency }
    }

    /// The rate from a currency to its own; none where it cannot convert.
    pub(crate) fn rate_from(&self, currency: &str) -> Option<Decimal> {
        let pays_in = self.pays_in(currency);
        if pays_in == currency { Some(Decimal::ONE) } else { money::rate(currency, pays_in) }
    }
}

/// All services.
#[derive(Debug)]
pub(crate) struct Catalogue {
    services: Vec<Service>,
}

impl Catalogue {
    pub(crate) fn new() -> Self {
        let mut services = vec![jpy_by_swift(), zar_by_bank_transfer(), any_card()];
        let methods = METHODS.iter().filter(|method| method.code != "payment_card");
        let pairs = methods
            .flat_map(|method| money::currencies().map(move |currency| (method, currency)))
            .chain(money::currencies().map(|currency| (&CARD, currency)));
        for (method, currency) in pairs {
            let code = format!("{}_{}", method.code, currency.to_ascii_lowercase());
            if services.len() < TOTAL && services.iter().all(|known| known.code != code) {
                services.push(Service::new(code, method, currency));
            }
        }
        Self { services }
    }

    pub(crate) fn all(&self) -> &[Service] {
        &self.services
    }

    pub(crate) fn by_code(&self, code: &str) -> Option<usize> {
        self.services.iter().position(|service| service.code == code)
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }

    pub(crate) fn get(&self, index: usize) -> &Service {
        &self.services[index]
    }
}

impl Service {
    fn new(code: String, method: &'static Method, currency: &'static str) -> Self {
        // The services are the same whatever the seed.
        let id = format!("comcpos_{}", Chance::new(0).serial_number(&["service", &code]));
        Self {
            id,
            code,
            method,
            currency,
            account_currency: ACCOUNT_CURRENCY,
            amount_min: Decimal::new(1, 2),
            amount_max: Decimal::from(9_999_999),
            fee: &method.fee,
            is_bare: false,
        }
    }
}

fn jpy_by_swift() -> Service {
    Service {
        id: "comcpos_RHUGUgEnmmedR7h3".to_owned(),
        account_currency: "GBP",
        amount_min: Decimal::ONE,
        amount_max: Decimal::from(999_999),
        ..Service::new("swift_jpy".to_owned(), &SWIFT, "JPY")
    }
}

fn zar_by_bank_transfer() -> Service {
    Service {
        id: "comcpos_giKmqeYwcuWV4QSt".to_owned(),
        amount_max: Decimal::from(1_000_000),
        is_bare: true,
        ..Service::new("bank_transfer_zar".to_owned(), &BANK_TRANSFER, "ZAR")
    }
}

fn any_card() -> Service {
    Service::new("card".to_owned(), &CARD, ANY_CURRENCY)
}

const ACCOUNT_NUMBER: Descriptor =
    Descriptor::required("account_number", "Account number", r"^[A-Za-z0-9]{4,34}$");
const HOLDER: Descriptor =
    Descriptor::required("beneficiary_name", "Name of the beneficiary", r"^[^0-9<>]{2,70}$");
const EMAIL: Descriptor =
    Descriptor::required("account", "E-mail of the account", r"^[^@\s]{1,64}@[^@\s]{1,190}$");
const PURSE: Descriptor =
    Descriptor::required("account", "Number of the purse", r"^[A-Z]?\d{6,15}$");

const SWIFT: Method = Method {
    code: "swift",
    name: "SWIFT",
    category: "bank_transfer",
    fields: &[
        ACCOUNT_NUMBER,
        Descriptor::required("bic", "BIC of the bank", r"^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$"),
        HOLDER,
    ],
    fee: FREE,
};

const BANK_TRANSFER: Method = Method {
    code: "bank_transfer",
    name: "Bank transfer",
    category: "bank_transfer",
    fields: &[
        ACCOUNT_NUMBER,
        HOLDER,
        Descriptor::optional("bank_code", "Code of the bank", r"^[0-9]{2,12}$"),
    ],
    fee: FREE,
};

const CARD: Method = Method {
    code: "payment_card",
    name: "Payment card",
    category: "payment_card",
    fields: &[Descriptor::required("card_number", "Card number", r"^\d{12,19}$")],
    fee: FREE,
};

const TEST: Method = Method {
    code: "test",
    name: "Test",
    category: "alternative",
    fields: &[
        Descriptor::required("account", "Account", r"^\d{1,15}$"),
        Descriptor::optional("test_details_success_rate", "Success rate (%)", r"^\d{1,15}$"),
        Descriptor::optional(
            "test_details_payout_status",
            "Expected status",
            r"^[A-Z\-\sa-z]{2,64}$",
        ),
        Descriptor::optional(
            "test_details_payout_resolution",
            "Expected resolution",
            r"^[A-Z\-\sa-z]{2,64}$",
        ),
    ],
    fee: FREE,
};

const fn wallet(
    code: &'static str,
    name: &'static str,
    fields: &'static [Descriptor],
    fee: Fee,
) -> Method {
    Method { code, name, category: "digital_wallet", fields, fee }
}

/// The methods. What they cost is made up, for the documented services cost nothing.
static METHODS: [Method; 12] = [
    TEST,
    SWIFT,
    BANK_TRANSFER,
    CARD,
    wallet("paypal", "PayPal", &[EMAIL], Fee { per_mille: 15, fix: 25, min: 50, max: 2_000 }),
    wallet("skrill", "Skrill", &[EMAIL], Fee { per_mille: 10, fix: 0, min: 10, max: 0 }),
    wallet("neteller", "Neteller", &[EMAIL], Fee { per_mille: 0, fix: 100, min: 0, max: 0 }),
    wallet("perfect_money", "Perfect Money", &[PURSE], FREE),
    wallet("payeer", "Payeer", &[PURSE], FREE),
    wallet("webmoney", "WebMoney", &[PURSE], FREE),
    wallet("advcash", "Advcash", &[EMAIL], FREE),
    wallet("mobile_money", "Mobile money", &[PURSE], FREE),
];
