//! What `generate` says at its end: which files it wrote and removed, and what became of the definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Result;
use codegen::generate::Account;
use codegen::sync::Report;

use crate::repository::from_here;

/// Paths of written and of removed files that are shown; of more only the number is told.
const MAX_SHOWN: usize = 20;

/// What is said of a run, whether it wrote or only compared.
pub(crate) struct Summary<'a> {
    /// The folder of the description.
    pub(crate) spec: &'a Path,
    /// What became of its definitions.
    pub(crate) made: &'a Account,
    /// Whether definitions that an output leaves out are named.
    pub(crate) verbose: bool,
    /// When the run began.
    pub(crate) started: Instant,
}

impl Summary<'_> {
    /// Says what became of the definitions, and how long it all took.
    pub(crate) fn write(&self, out: &mut impl Write) -> Result<()> {
        let (nodes, spec) = (self.made.nodes, from_here(self.spec).display());
        let took = self.started.elapsed().as_millis();
        writeln!(out, "{nodes} definitions of {spec} emitted in {took} ms")?;
        let skipped = self.skipped();
        if !self.verbose && !skipped.is_empty() {
            let outputs: BTreeSet<&str> = skipped.keys().map(|(emitter, _)| *emitter).collect();
            let outputs = Vec::from_iter(outputs).join(", ");
            writeln!(out, "not all of them stand in {outputs}: `--verbose` says which, and why")?;
            return Ok(());
        }
        for ((emitter, reason), names) in skipped {
            writeln!(out, "  {} not in {emitter}: {reason}", names.len())?;
            writeln!(out, "    {}", names.join(", "))?;
        }
        Ok(())
    }

    /// The names of the definitions that an output leaves out, by the output and the reason.
    fn skipped(&self) -> BTreeMap<(&str, &str), Vec<&str>> {
        let mut skipped: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for (emitter, node, reason) in &self.made.skipped {
            skipped.entry((emitter, reason)).or_default().push(&node.name);
        }
        skipped
    }
}

/// Says how many files below these folders were written and removed, and names them.
pub(crate) fn write_changes(
    out: &mut impl Write,
    roots: &[&Path],
    reports: &[Report],
) -> Result<()> {
    let paths = |list: fn(&Report) -> &[String]| -> Vec<PathBuf> {
        roots.iter().zip(reports).flat_map(|(root, report)| below(root, list(report))).collect()
    };
    let written = paths(|report| &report.written);
    let removed = paths(|report| &report.removed);
    let unchanged: usize = reports.iter().map(|report| report.unchanged.len()).sum();
    writeln!(out, "{} written, {unchanged} unchanged, {} removed", written.len(), removed.len())?;
    write_paths(out, "written", &written)?;
    write_paths(out, "removed", &removed)
}

/// The paths below a folder, as one names them where the command is called.
fn below<'a>(root: &Path, paths: &'a [String]) -> impl Iterator<Item = PathBuf> + use<'a> {
    let root = from_here(root).to_owned();
    paths.iter().map(move |path| root.join(path))
}

fn write_paths(out: &mut impl Write, done: &str, paths: &[PathBuf]) -> Result<()> {
    for path in paths.iter().take(MAX_SHOWN) {
        writeln!(out, "  {done}  {}", path.display())?;
    }
    if let Some(more) = paths.len().checked_sub(MAX_SHOWN).filter(|more| *more > 0) {
        writeln!(out, "  … and {more} more {done}")?;
    }
    Ok(())
}
