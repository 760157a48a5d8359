//! The least one would write by hand for a page of payout invoices: serde derives, owned strings, `f64` for amounts,
//! closed sets of words. It loses digits, unknown members and unknown words, and is the speed to reach.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Where it stands in the list.
    pub meta: Meta,
    /// The pages around it.
    pub links: BTreeMap<String, String>,
    /// Its items.
    pub data: Vec<Invoice>,
}

/// Where a page stands in its list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the description documents the members")]
pub struct Meta {
    pub count: i64,
    pub size: i64,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// A resource object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the description documents the members")]
pub struct Invoice {
    pub r#type: String,
    pub id: String,
    pub attributes: Attributes,
    pub relationships: Relationships,
    pub links: BTreeMap<String, String>,
}

/// The attributes of a payout invoice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the description documents the members")]
pub struct Attributes {
    pub serial_number: String,
    pub status: Status,
    pub resolution: Resolution,
    pub amount: f64,
    pub payout_amount: f64,
    pub currency: String,
    pub service_currency: String,
    pub service_amount: f64,
    pub service_payout_amount: f64,
    pub reference_id: String,
    pub test_mode: bool,
    pub description: Option<String>,
    pub fee: f64,
    pub writeoff: f64,
    pub exchange_rate: f64,
    pub processed: Option<i64>,
    pub processed_amount: Option<f64>,
    pub processed_fee: Option<f64>,
    pub processed_writeoff: Option<f64>,
    pub metadata: BTreeMap<String, serde_json::Value>,
    pub created: i64,
    pub updated: i64,
    pub fields: BTreeMap<String, String>,
    pub callback_url: Option<String>,
    pub source: String,
}

/// The words of `status` that the sample has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the description documents the words")]
pub enum Status {
    Created,
    Processed,
}

/// The words of `resolution` that the sample has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the description documents the words")]
pub enum Resolution {
    Ok,
}

/// The relationships of a payout invoice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the description documents the members")]
pub struct Relationships {
    pub payout_service: ToOne,
    pub payout_method: ToOne,
    pub customer: ToOne,
}

/// A relationship to one resource.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the description documents the members")]
pub struct ToOne {
    pub data: Option<Identifier>,
}

/// A resource identifier object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the description documents the members")]
pub struct Identifier {
    pub r#type: String,
    pub id: String,
}
