//! Which payout a request is about.

use faults::Request;
use serde_json::Value;

/// The `reference_id` of a create and of a lookup, the id of every other request.
pub(crate) fn key_of(request: &Request) -> Option<String> {
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    if let Some((_, reference_id)) = query.split_once("reference_id%5D=") {
        return Some(reference_id.to_owned());
    }
    let (_, rest) = path.split_once("/payout-invoices")?;
    match rest.split('/').nth(1) {
        Some(id) => Some(id.to_owned()),
        None => {
            let body: Value = serde_json::from_slice(&request.body).ok()?;
            Some(body["data"]["attributes"]["reference_id"].as_str()?.to_owned())
        }
    }
}
