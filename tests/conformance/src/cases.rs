//! The cases of an API, as they stand in its folder.

use std::fs;
use std::path::Path;

use codegen::emit::behavior::case::{
    AnswerCase, CallbackCase, Kind, PagingCase, ReconcileCase, RequestCase, Suite,
};
use serde::de::DeserializeOwned;

/// The cases of every kind.
#[derive(Clone, Debug)]
pub struct Cases {
    /// What calls send.
    pub requests: Vec<RequestCase>,
    /// What answers say.
    pub answers: Vec<AnswerCase>,
    /// What becomes of writes.
    pub reconcile: Vec<ReconcileCase>,
    /// What a receiver makes of callbacks.
    pub callbacks: Vec<CallbackCase>,
    /// How lists are read.
    pub paging: Vec<PagingCase>,
}

/// Reads the cases of a folder.
///
/// # Errors
/// In words, where a file is missing or holds something else.
pub fn read(folder: &Path) -> Result<Cases, String> {
    Ok(Cases {
        requests: suite(folder, "requests.json", Kind::Request)?,
        answers: suite(folder, "answers.json", Kind::Answer)?,
        reconcile: suite(folder, "reconcile.json", Kind::Reconcile)?,
        callbacks: suite(folder, "callbacks.json", Kind::Callback)?,
        paging: suite(folder, "paging.json", Kind::Paging)?,
    })
}

fn suite<C: DeserializeOwned>(folder: &Path, name: &str, kind: Kind) -> Result<Vec<C>, String> {
    let path = folder.join(name);
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| said(&error))?;
    let suite: Suite<C> = serde_json::from_str(&text).map_err(|error| said(&error))?;
    if suite.kind != kind {
        return Err(said(&format!("it holds cases of the kind {:?}", suite.kind)));
    }
    Ok(suite.cases)
}
