//! One readable line about each request.

use std::io::Write as _;
use std::time::Duration;

use crate::seen::SeenRequest;

/// Writes the line. Bodies, which may hold personal data, and keys in the query stay out of it.
pub(crate) fn request(seen: &SeenRequest, took: Duration) {
    let target = without_key(&seen.target);
    let operation = seen.operation.as_deref().unwrap_or("-");
    let account = seen.account.as_deref().unwrap_or("-");
    let (method, status, micros) = (&seen.method, seen.status, took.as_micros());
    let _ = writeln!(
        std::io::stderr().lock(),
        "{status} {method:<7} {target}  {operation}  {account}  {micros} µs"
    );
}

fn without_key(target: &str) -> String {
    let Some((path, query)) = target.split_once('?') else { return target.to_owned() };
    let hidden = |pair: &str| {
        if pair.starts_with("public_key=") { "public_key=…".to_owned() } else { pair.to_owned() }
    };
    let query: Vec<String> = query.split('&').map(hidden).collect();
    format!("{path}?{}", query.join("&"))
}
