//! The repository's commands, a thin line over `codegen`: `cargo xtask --help`.

mod child;
mod conformance;
mod generate;
mod interop;
mod reference;
mod repository;
mod summary;

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The repository's commands.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the conformance cases on the generated clients.
    Conformance(conformance::Arguments),
    /// Makes the Rust client and the JSON Schemas from the description.
    Generate(generate::Arguments),
    /// Has tools of others judge the generated schemas and use them.
    Interop(interop::Arguments),
    /// Writes the description as a page for people.
    Reference(reference::Arguments),
    /// Starts a stand-in for the platform on this machine, to try the API on.
    Sandbox(child::Arguments),
    /// Makes payouts through a network that fails, and holds what was told against the books.
    Torture(child::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Conformance(arguments) => conformance::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Interop(arguments) => interop::run(&arguments),
        Command::Reference(arguments) => reference::run(&arguments),
        Command::Sandbox(arguments) => child::run("sandbox", false, &arguments),
        Command::Torture(arguments) => child::run("torture", true, &arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            if is_closed_pipe(&error) {
                return ExitCode::SUCCESS;
            }
            let _ = writeln!(std::io::stderr(), "error: {}", chain(&error));
            ExitCode::FAILURE
        }
    }
}

/// Whether whoever reads our output has had enough of it, as `head` has.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::BrokenPipe)
}

/// The error and what lies under it, each said once.
fn chain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
