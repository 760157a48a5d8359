//! The platform's books, as the payout page describes them. Written against the page, and with none of the client's types, so
//! that the two can disagree.

use serde::Deserialize;
use serde_json::value::RawValue;

/// A request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: String,
    /// Its path and query, as they were written.
    pub target: String,
    /// Its body.
    pub body: String,
}

impl Request {
    /// Whether it asks for a change.
    pub fn is_write(&self) -> bool {
        self.method == "POST"
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// Headers beside those that every answer has.
    pub headers: Vec<(&'static str, String)>,
    /// The body.
    pub body: String,
}

impl Answer {
    /// An answer without headers of its own.
    pub fn new(status: u16, body: impl Into<String>) -> Self {
        Self { status, headers: Vec::new(), body: body.into() }
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// A payout in the books.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    /// The platform's id.
    pub id: String,
    /// The merchant's id, unique.
    pub reference_id: String,
    /// The amount as JSON.
    pub amount: String,
    /// The currency.
    pub currency: String,
    /// The service.
    pub service: String,
    /// The status.
    pub status: &'static str,
}

/// All payouts of an account.
#[derive(Clone, Debug, Default)]
pub struct Books {
    payouts: Vec<Payout>,
}

#[derive(Deserialize)]
struct Created {
    data: CreatedResource,
}

#[derive(Deserialize)]
struct CreatedResource {
    r#type: String,
    attributes: CreatedAttributes,
}

#[derive(Deserialize)]
struct CreatedAttributes {
    reference_id: String,
    service: String,
    currency: String,
    amount: Box<RawValue>,
}

impl Books {
    /// Carries out a request.
    pub fn carry_out(&mut self, request: &Request) -> Answer {
        let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        match (request.method.as_str(), segments.as_slice()) {
            ("POST", ["payout-invoices"]) => self.create(&request.body),
            ("POST", ["payout-invoices", id, "process"]) => self.process(id),
            ("GET", ["payout-invoices", id]) => self.get(id),
            ("GET", ["payout-invoices"]) => self.find(query),
            _ => not_found(),
        }
    }

    /// The payouts with this id of the merchant's.
    pub fn of(&self, reference_id: &str) -> Vec<&Payout> {
        self.payouts.iter().filter(|payout| payout.reference_id == reference_id).collect()
    }

    /// Writes a payout into the books.
    pub fn enter(&mut self, reference_id: &str, amount: &str) -> &mut Payout {
        let id = format!("cpoi_{:016}", self.payouts.len() + 1);
        self.payouts.push(Payout {
            id,
            reference_id: reference_id.to_owned(),
            amount: amount.to_owned(),
            currency: "USD".to_owned(),
            service: "card".to_owned(),
            status: "created",
        });
        let last = self.payouts.len() - 1;
        &mut self.payouts[last]
    }

    fn create(&mut self, body: &str) -> Answer {
        let Ok(Created { data }) = serde_json::from_str(body) else { return refused() };
        if data.r#type != "payout-invoice" {
            return refused();
        }
        let CreatedAttributes { reference_id, service, currency, amount } = data.attributes;
        if let Some(existing) = self.of(&reference_id).first() {
            return Answer::new(409, document(existing));
        }
        let payout = self.enter(&reference_id, amount.get());
        (payout.currency, payout.service) = (currency, service);
        Answer::new(201, document(payout))
    }

    fn process(&mut self, id: &str) -> Answer {
        match self.payouts.iter_mut().find(|payout| payout.id == id) {
            None => not_found(),
            Some(payout) if payout.status == "created" => {
                payout.status = "processing";
                Answer::new(200, document(payout))
            }
            Some(_) => refused(),
        }
    }

    fn get(&self, id: &str) -> Answer {
        let payout = self.payouts.iter().find(|payout| payout.id == id);
        payout.map_or_else(not_found, |payout| Answer::new(200, document(payout)))
    }

    fn find(&self, query: &str) -> Answer {
        let wanted = query.strip_prefix("filter%5Breference_id%5D=").unwrap_or_default();
        let found: Vec<String> = self.of(wanted).into_iter().map(resource).collect();
        Answer::new(200, format!(r#"{{"data":[{}]}}"#, found.join(",")))
    }
}

/// A payout as a JSON:API document.
pub fn document(payout: &Payout) -> String {
    format!(r#"{{"data":{}}}"#, resource(payout))
}

/// A payout as a JSON:API resource.
pub fn resource(payout: &Payout) -> String {
    let Payout { id, reference_id, amount, currency, service, status } = payout;
    format!(
        r#"{{"type":"payout-invoices","id":"{id}","attributes":{{"status":"{status}","resolution":"ok","amount":{amount},
        "currency":"{currency}","reference_id":"{reference_id}","test_mode":true,"description":null,"fee":0,"metadata":[],
        "fields":{{"card_number":"512381******0000"}},"source":"merchant_api","callback_logs":[]}},"relationships":{{
        "payout-service":{{"data":{{"type":"payout-services","id":"{service}"}}}}}},"links":{{"self":"/api/payout-invoices/{id}"}}}}"#
    )
}

/// The documented answer for what does not exist.
pub fn not_found() -> Answer {
    Answer::new(404, r#"{"errors":[{"status":"Not Found","code":"404"}]}"#)
}

/// The documented answer to a request that is not valid.
pub fn refused() -> Answer {
    Answer::new(422, r#"{"errors":{"amount":"This value is not valid."}}"#)
}

/// The documented answer to wrong credentials.
pub fn unauthorized() -> Answer {
    Answer::new(401, r#"{"errors":[{"status":"Unauthorized","code":"401"}]}"#)
}
