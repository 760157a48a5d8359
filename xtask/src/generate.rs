//! `cargo xtask generate`: reads a description, compares with the disk, writes what changed or shows the difference.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use codegen::check::{self, Failure};
use codegen::diagnostic;
use codegen::generate::{OWNED_FOLDERS, hand_on};
use codegen::language::{self, LANGUAGE_SCHEMA};
use codegen::sync::{Comparison, Plan};

use crate::repository::given_or;
use crate::summary::{Summary, write_changes};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; show what is out of date and exit with 1 if anything is.
    #[arg(long)]
    check: bool,
    /// The folder of the description.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The folder of the crate that takes the generated files.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Name the definitions that an output leaves out, and why.
    #[arg(long)]
    verbose: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let started = Instant::now();
    let spec = given_or(arguments.spec.as_deref(), "spec")?;
    let out = given_or(arguments.out.as_deref(), "generated-client")?;
    let model = match check::load(&spec) {
        Ok(model) => model,
        Err(failure) => return refuse(&failure),
    };
    let client = comparison(&out, &OWNED_FOLDERS, arguments.check)?;
    let made = hand_on(&model, &|file| client.take(file))?;
    let mut plans = vec![planned(client, &out)?];
    if arguments.spec.is_none() {
        let schema = comparison(&spec, &[LANGUAGE_SCHEMA], arguments.check)?;
        schema.take(language::schema());
        plans.push(planned(schema, &spec)?);
    }
    let summary = Summary { spec: &spec, made: &made, verbose: arguments.verbose, started };
    if arguments.check { check(&plans, &summary) } else { write(plans, &[&out, &spec], &summary) }
}

/// Says what is wrong with the description.
fn refuse(failure: &Failure) -> Result<ExitCode> {
    let color = std::io::stderr().is_terminal();
    let text = diagnostic::render(&failure.sources, &failure.diagnostics, color);
    let count = match failure.diagnostics.len() {
        1 => "1 problem".to_owned(),
        several => format!("{several} problems"),
    };
    writeln!(std::io::stderr().lock(), "{text}\n{count}: nothing was written")?;
    Ok(ExitCode::FAILURE)
}

/// A comparison with a folder that takes generated files, which is made where it is missing and something may be written.
fn comparison(root: &Path, folders: &[&str], check: bool) -> Result<Comparison> {
    if root.exists() && !root.is_dir() {
        bail!(
            "{} is a file: give the folder of the crate that takes the generated files",
            root.display()
        );
    }
    if !check {
        std::fs::create_dir_all(root)
            .with_context(|| format!("cannot make the folder {}", root.display()))?;
    }
    Comparison::new(root, folders)
        .with_context(|| format!("cannot compare with {}", root.display()))
}

fn planned(comparison: Comparison, root: &Path) -> Result<Plan> {
    comparison.plan().with_context(|| format!("cannot compare with {}", root.display()))
}

fn check(plans: &[Plan], summary: &Summary<'_>) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    note_foreign(&mut out, plans.iter().flat_map(Plan::foreign))?;
    if plans.iter().all(Plan::is_clean) {
        writeln!(out, "up to date")?;
        summary.write(&mut out)?;
        return Ok(ExitCode::SUCCESS);
    }
    for plan in plans {
        write!(out, "{}", plan.diff())?;
    }
    writeln!(out, "out of date: run `cargo xtask generate`")?;
    Ok(ExitCode::FAILURE)
}

fn write(plans: Vec<Plan>, roots: &[&Path], summary: &Summary<'_>) -> Result<ExitCode> {
    let reports = plans
        .into_iter()
        .map(Plan::apply)
        .collect::<Result<Vec<_>, _>>()
        .context("cannot write")?;
    let mut out = std::io::stdout().lock();
    write_changes(&mut out, roots, &reports)?;
    note_foreign(&mut out, reports.iter().flat_map(|report| &report.foreign))?;
    summary.write(&mut out)?;
    Ok(ExitCode::SUCCESS)
}

/// Names the files in the generator's folders that are not its own. They do no harm, and are easily taken for generated ones.
fn note_foreign<'a>(
    out: &mut impl std::io::Write,
    paths: impl Iterator<Item = &'a String>,
) -> Result<()> {
    for path in paths {
        writeln!(out, "left alone, not written by the generator: {path}")?;
    }
    Ok(())
}
