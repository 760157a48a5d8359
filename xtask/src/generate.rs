//! `cargo xtask generate`: reads a description, compares with the disk, writes what changed or shows the difference.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result};
use codegen::diagnostic;
use codegen::generate::{GenerateError, Generated, OWNED_FOLDERS, generate};
use codegen::sync::{self, Plan};

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
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let started = Instant::now();
    let spec = arguments.spec.clone().unwrap_or_else(|| repository().join("spec"));
    let out = arguments.out.clone().unwrap_or_else(|| repository().join("generated-client"));
    let generated = match generate(&spec) {
        Ok(generated) => generated,
        Err(GenerateError::Description(failure)) => {
            let color = std::io::stderr().is_terminal();
            let text = diagnostic::render(&failure.sources, &failure.diagnostics, color);
            std::io::stderr().write_all(text.as_bytes())?;
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    if !arguments.check {
        std::fs::create_dir_all(&out).with_context(|| format!("cannot make the folder {}", out.display()))?;
    }
    let plan = sync::plan(&out, &generated.files, &OWNED_FOLDERS)
        .with_context(|| format!("cannot compare with {}", out.display()))?;
    if arguments.check { check(&plan, &generated, started) } else { write(plan, &out, &generated, started) }
}

/// The root of the repository: this program's package lies in it.
fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

fn check(plan: &Plan, generated: &Generated, started: Instant) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    if plan.is_clean() {
        writeln!(out, "up to date: {} files", generated.files.len())?;
        account(&mut out, generated, started)?;
        return Ok(ExitCode::SUCCESS);
    }
    write!(out, "{}", plan.diff())?;
    writeln!(out, "out of date: run `cargo xtask generate`")?;
    Ok(ExitCode::FAILURE)
}

fn write(plan: Plan, root: &Path, generated: &Generated, started: Instant) -> Result<ExitCode> {
    let report = plan.apply().with_context(|| format!("cannot write to {}", root.display()))?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} written, {} unchanged, {} removed",
        report.written.len(),
        report.unchanged.len(),
        report.removed.len()
    )?;
    for path in &report.foreign {
        writeln!(out, "left alone, not written by the generator: {path}")?;
    }
    account(&mut out, generated, started)?;
    Ok(ExitCode::SUCCESS)
}

/// Says what became of the description's definitions, and how long it all took.
fn account(out: &mut impl std::io::Write, generated: &Generated, started: Instant) -> Result<()> {
    let Generated { nodes, skipped, .. } = generated;
    writeln!(out, "{nodes} definitions, each emitted to Rust and JSON Schema but for {} skipped", skipped.len())?;
    for (emitter, node, reason) in skipped {
        writeln!(out, "  not in {emitter}: {:?} {}: {reason}", node.kind, node.name)?;
    }
    writeln!(out, "in {} ms", started.elapsed().as_millis())?;
    Ok(())
}
