//! A page of payout invoices as the documented list shows them, but as long as one wants.

use std::fs;

use anyhow::{Context as _, Result};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::repository;

/// The documented list of two payout invoices.
const SAMPLE: &str = "spec/samples/10-payout-invoices-list-response.json";

#[derive(Deserialize)]
struct Page<'a> {
    #[serde(borrow)]
    meta: &'a RawValue,
    #[serde(borrow)]
    links: &'a RawValue,
    #[serde(borrow)]
    data: Vec<&'a RawValue>,
}

/// A compact document with this many items: those of the sample in turn, each with an id, a number, a reference and
/// an amount of its own.
///
/// # Errors
/// Where the sample cannot be read.
pub fn payout_invoices(items: usize) -> Result<String> {
    let sample = fs::read_to_string(repository().join(SAMPLE))
        .with_context(|| format!("cannot read {SAMPLE}"))?;
    let page: Page<'_> =
        serde_json::from_str(&sample).with_context(|| format!("cannot understand {SAMPLE}"))?;
    let varied = page.data.iter().cycle().take(items).enumerate();
    let data: Vec<String> = varied.map(|(index, item)| vary(&compact(item.get()), index)).collect();
    Ok(format!(
        r#"{{"meta":{},"links":{},"data":[{}]}}"#,
        compact(page.meta.get()),
        compact(page.links.get()),
        data.join(",")
    ))
}

/// The sample without white space, of which its strings have none.
fn compact(json: &str) -> String {
    json.split_ascii_whitespace().collect()
}

/// An item with values of its own, as long as those of the sample or nearly so.
fn vary(item: &str, index: usize) -> String {
    let amount = format!("{}.{:02}", 10 + index % 990, index % 100);
    item.replace("S1zoJnT8x4iZ4oPr", &format!("S1zoJnT8{index:08}"))
        .replace("O2aH69xK7mgwZUK1", &format!("O2aH69xK{index:08}"))
        .replace("-bd8db14256b2", &format!("-{index:012}"))
        .replace("-9753bf1f6570", &format!("-{index:012}"))
        .replace("amount\":10,", &format!("amount\":{amount},"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn is_the_sample_made_longer() {
        let sample: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(repository().join(SAMPLE)).unwrap()).unwrap();
        let document: serde_json::Value =
            serde_json::from_str(&payout_invoices(1_000).unwrap()).unwrap();
        assert_eq!(document["meta"], sample["meta"]);
        let items = document["data"].as_array().unwrap();
        let ids: BTreeSet<_> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), 1_000);
        let members = |item: &serde_json::Value| {
            item["attributes"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
        };
        assert_eq!(members(&items[998]), members(&sample["data"][0]));
        assert_eq!(items[999]["attributes"]["status"], sample["data"][1]["attributes"]["status"]);
    }
}
