//! `cargo xtask conformance`: runs the conformance cases on the generated clients, and on the small one in Python where there
//! is a Python. The Rust runner is a program of its own, so that the other commands need not build the clients.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context as _, Result};

use crate::repository::given_or;

/// The folders of schemas that hold behaviour and cases.
const SCHEMAS: [&str; 3] =
    ["generated-client/schemas", "tests/newsroom/schemas", "tests/awkward/schemas"];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A folder of cases for the published client, in place of the repository's own.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let mut good = in_rust(arguments)?;
    if arguments.dir.is_none() {
        for schemas in SCHEMAS {
            good &= in_python(&given_or(None, schemas)?, schemas)?;
        }
    }
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn in_rust(arguments: &Arguments) -> Result<bool> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", "conformance", "--manifest-path"]);
    command.arg(given_or(None, "Cargo.toml")?);
    if let Some(folder) = &arguments.dir {
        command.args(["--", "--dir"]).arg(folder);
    }
    Ok(command.status().context("cannot run cargo")?.success())
}

/// Runs the cases as they are, then each once for each value that it expects, with another value there.
fn in_python(schemas: &Path, name: &str) -> Result<bool> {
    let runner = given_or(None, "tests/conformance/runner.py")?;
    let mut good = true;
    for changed in [false, true] {
        let mut out = std::io::stdout();
        let words = if changed { "changed, so that none may pass" } else { "as they are" };
        writeln!(out, "{name} in Python, {words}")?;
        let mut command = Command::new("python3");
        command.arg(&runner).arg(schemas).args(changed.then_some("--mutate"));
        match command.status() {
            Ok(status) => good &= status.success(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                writeln!(out, "  left out: there is no python3 here")?;
                return Ok(good);
            }
            Err(error) => return Err(error).context("cannot run python3"),
        }
    }
    Ok(good)
}
