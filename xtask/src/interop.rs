//! `cargo xtask interop`: has tools of others judge the generated schemas and use them.
//!
//! Validators, linters, generators of types and clients, and a fuzzer are installed from their public registries, in the
//! versions that `tests/interop/tools` pins, into `target/interop`. A second run finds them there.

mod sandbox;
mod steps;
mod workshop;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};

use self::sandbox::Sandbox;
use self::steps::{Step, steps};
use self::workshop::{Need, Workshop};
use crate::repository::{given_or, root};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Fail where a tool cannot be had; otherwise its steps are left out.
    #[arg(long)]
    require: bool,
    /// The schemas to judge, in place of the repository's own.
    #[arg(long, value_name = "DIR")]
    schemas: Option<PathBuf>,
    /// Only the steps whose description has this word in it.
    #[arg(long, value_name = "WORD")]
    only: Option<String>,
}

/// What became of a step.
enum Outcome {
    Passed(String),
    Failed(String),
    LeftOut(String),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let schemas = given_or(arguments.schemas.as_deref(), "generated-client/schemas")?;
    let schemas = schemas.canonicalize().with_context(|| format!("{}", schemas.display()))?;
    let mut workshop = Workshop::open(&root()?, schemas)?;
    let (mut passed, mut failed, mut left_out) = (0, 0, 0);
    for mut step in steps(&workshop) {
        if arguments.only.as_ref().is_some_and(|word| !step.what.contains(word.as_str())) {
            continue;
        }
        let began = Instant::now();
        let outcome = carry_out(&mut workshop, &mut step)
            .unwrap_or_else(|error| Outcome::Failed(format!("{error:#}")));
        let tools = workshop.versions(step.tools)?;
        let (word, remark) = match &outcome {
            Outcome::Passed(remark) => ("passed", remark),
            Outcome::Failed(remark) => ("FAILED", remark),
            Outcome::LeftOut(remark) => ("left out", remark),
        };
        match outcome {
            Outcome::Passed(_) => passed += 1,
            Outcome::Failed(_) => failed += 1,
            Outcome::LeftOut(_) => left_out += 1,
        }
        let seconds = began.elapsed().as_secs();
        let mut out = std::io::stdout().lock();
        writeln!(
            out,
            "{word:8} {seconds:>3} s  {:50}  {tools}\n                {remark}",
            step.what
        )?;
    }
    writeln!(std::io::stdout(), "\n{passed} passed, {failed} failed, {left_out} left out")?;
    let good = failed == 0 && passed + left_out > 0 && (left_out == 0 || !arguments.require);
    Ok(if good { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Installs what a step needs and runs its commands until one fails.
fn carry_out(workshop: &mut Workshop, step: &mut Step) -> Result<Outcome> {
    for need in step.needs {
        if let Err(missing) = workshop.provide(*need) {
            return Ok(Outcome::LeftOut(missing));
        }
    }
    let mut told: Vec<String> = Vec::new();
    for command in &mut step.commands {
        // A fresh one for each command: what one leaves behind is nothing to the next.
        let sandbox = match step.needs.contains(&Need::Sandbox) {
            true => Some(Sandbox::start(workshop.repository())?),
            false => None,
        };
        command.envs(sandbox.iter().flat_map(Sandbox::environment));
        let output = command.output().with_context(|| format!("cannot run {command:?}"))?;
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        if !output.status.success() {
            return Ok(Outcome::Failed(format!("{command:?}\n{text}")));
        }
        told.extend(summary(&text).filter(|line| !told.contains(line)));
    }
    Ok(Outcome::Passed(told.join("; ")))
}

/// What a command says at its end, unless it only names a file.
fn summary(text: &str) -> Option<String> {
    let mut lines = text.lines().rev().map(|line| line.trim_matches(['=', '#', ' ']));
    let line = lines.find(|line| !line.is_empty());
    line.filter(|line| !line.contains('/')).map(str::to_owned)
}
