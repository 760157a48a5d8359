//! `cargo xtask generate`: reads a description, compares with the disk, writes what changed or shows the difference.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use codegen::diagnostic;
use codegen::generate::{GenerateError, Generated, OWNED_FOLDERS, generate};
use codegen::language::LANGUAGE_SCHEMA;
use codegen::sync::{self, File, Plan, Report};

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
            let mut err = std::io::stderr().lock();
            let count = match failure.diagnostics.len() {
                1 => "1 problem".to_owned(),
                several => format!("{several} problems"),
            };
            writeln!(err, "{text}\n{count}: nothing was written")?;
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => return Err(error.into()),
    };
    let mut targets = vec![Target { root: out, files: &generated.files, folders: &OWNED_FOLDERS }];
    let language = [codegen::language::schema()];
    if arguments.spec.is_none() {
        targets.push(Target { root: spec, files: &language, folders: &[LANGUAGE_SCHEMA] });
    }
    let plans =
        targets.iter().map(|target| target.plan(arguments.check)).collect::<Result<Vec<Plan>>>()?;
    if arguments.check {
        check(&plans, &generated, started)
    } else {
        write(plans, &generated, started)
    }
}

/// A folder that takes generated files.
struct Target<'a> {
    root: PathBuf,
    files: &'a [File],
    folders: &'a [&'a str],
}

impl Target<'_> {
    fn plan(&self, check: bool) -> Result<Plan> {
        if self.root.exists() && !self.root.is_dir() {
            bail!(
                "{} is a file: give the folder of the crate that takes the generated files",
                self.root.display()
            );
        }
        if !check {
            std::fs::create_dir_all(&self.root)
                .with_context(|| format!("cannot make the folder {}", self.root.display()))?;
        }
        sync::plan(&self.root, self.files, self.folders)
            .with_context(|| format!("cannot compare with {}", self.root.display()))
    }
}

/// The root of the repository: this program's package lies in it.
fn repository() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

fn check(plans: &[Plan], generated: &Generated, started: Instant) -> Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    note_foreign(&mut out, plans.iter().flat_map(Plan::foreign))?;
    if plans.iter().all(Plan::is_clean) {
        writeln!(out, "up to date")?;
        account(&mut out, generated, started)?;
        return Ok(ExitCode::SUCCESS);
    }
    for plan in plans {
        write!(out, "{}", plan.diff())?;
    }
    writeln!(out, "out of date: run `cargo xtask generate`")?;
    Ok(ExitCode::FAILURE)
}

fn write(plans: Vec<Plan>, generated: &Generated, started: Instant) -> Result<ExitCode> {
    let reports = plans
        .into_iter()
        .map(Plan::apply)
        .collect::<Result<Vec<_>, _>>()
        .context("cannot write")?;
    let count = |list: fn(&Report) -> usize| reports.iter().map(list).sum::<usize>();
    let (written, unchanged) =
        (count(|report| report.written.len()), count(|report| report.unchanged.len()));
    let removed = count(|report| report.removed.len());
    let mut out = std::io::stdout().lock();
    writeln!(out, "{written} written, {unchanged} unchanged, {removed} removed")?;
    note_foreign(&mut out, reports.iter().flat_map(|report| &report.foreign))?;
    account(&mut out, generated, started)?;
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

/// Says what became of the description's definitions, and how long it all took.
fn account(out: &mut impl std::io::Write, generated: &Generated, started: Instant) -> Result<()> {
    let mut skipped: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (emitter, _, reason) in &generated.skipped {
        *skipped.entry((emitter, reason)).or_default() += 1;
    }
    writeln!(out, "{} definitions emitted", generated.nodes)?;
    for ((emitter, reason), count) in skipped {
        writeln!(out, "  {count} of them not to {emitter}: {reason}")?;
    }
    writeln!(out, "in {} ms", started.elapsed().as_millis())?;
    Ok(())
}
