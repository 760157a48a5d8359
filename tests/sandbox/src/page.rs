//! The page at `/`: the reference, with a form for each call that sends it to this sandbox.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use reference::TryIt;
use sandbox::{Account, Options};

/// The page. None where the description has problems, which the sandbox then reports.
pub(crate) fn page(options: &Options) -> Option<String> {
    let model = codegen::check::load(&options.spec).ok()?;
    let bases = [("private", "/api"), ("public", "/public-api")];
    let try_it = TryIt {
        bases: bases.map(|(face, base)| (face.to_owned(), base.to_owned())).into(),
        accounts: options.accounts.iter().map(account).collect(),
    };
    Some(reference::page(&model, Some(&try_it)))
}

fn account(account: &Account) -> reference::Account {
    let Account { id, api_key, public_test, .. } = account;
    let remark = if account.may_call { "" } else { " (may not call)" };
    reference::Account {
        name: format!("{id}{remark}"),
        authorization: format!("Basic {}", STANDARD.encode(format!("{id}:{api_key}"))),
        // The documented request is a test, and the key for tests shows it.
        values: BTreeMap::from([("public_key".to_owned(), public_test.clone())]),
    }
}
