//! Runs the conformance cases and shows a table: `cargo xtask conformance`.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use conformance::apis::{Awkward, Bound, Newsroom, Payouts};
use conformance::{read, table};

/// The folder of cases in place of the repository's own.
const USAGE: &str =
    "usage: cargo xtask conformance [--dir <folder of cases for the published client>]";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let result = match arguments.as_slice() {
        [] => all(),
        ["--dir", folder] => run::<Payouts>(Path::new(folder)),
        _ => Err(USAGE.to_owned()),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn all() -> Result<bool, String> {
    let payouts = of_repository::<Payouts>()?;
    let newsroom = of_repository::<Newsroom>()?;
    let awkward = of_repository::<Awkward>()?;
    Ok(payouts && newsroom && awkward)
}

fn of_repository<B: Bound>() -> Result<bool, String> {
    run::<B>(&repository().join(B::CASES))
}

fn run<B: Bound>(folder: &Path) -> Result<bool, String> {
    let rows = table::<B>(&read(folder)?);
    let lines: String = rows.iter().map(|(kind, row)| row.text(kind)).collect();
    let mut out = std::io::stdout().lock();
    write!(out, "{}, asynchronous and blocking\n{lines}", B::NAME)
        .map_err(|error| error.to_string())?;
    Ok(rows.values().all(conformance::Row::is_good))
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
