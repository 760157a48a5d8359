//! Runs a package of the repository as a program of its own, so that the other commands need not build it.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::repository::given_or;

#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    /// What to tell the program: `--help` lists it.
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "OPTIONS")]
    options: Vec<OsString>,
}

/// Builds a package, optimised if asked for, and runs it with these options.
pub(crate) fn run(package: &str, release: bool, arguments: &Arguments) -> Result<ExitCode> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--package", package, "--manifest-path"]);
    command.arg(given_or(None, "Cargo.toml")?);
    command.args(release.then_some("--release")).arg("--").args(&arguments.options);
    become_it(command)
}

/// Takes the place of this process, so that Ctrl-C reaches the program and its exit code is ours.
#[cfg(unix)]
fn become_it(mut command: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt as _;
    Err(anyhow::Error::new(command.exec()).context("cannot run cargo"))
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> Result<ExitCode> {
    use anyhow::Context as _;
    let status = command.status().context("cannot run cargo")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}
