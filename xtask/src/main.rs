//! The repository's commands, a thin line over `codegen`: `cargo xtask --help`.

mod generate;

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
    /// Makes the Rust client and the JSON Schemas from the description.
    Generate(generate::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Generate(arguments) => generate::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
