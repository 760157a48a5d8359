//! `cargo run --release -p benches --bin peak_memory -- 1000`: the most memory that generating from a description of so many
//! resources into a new folder takes, as Linux counts it. With the names of emitters behind the number (`rust`, `json-schema`,
//! `openapi`, `behavior`) only these run, one after the other, and their files are thrown away.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use benches::{EMITTERS, synthetic};
use codegen::generate::{OWNED_FOLDERS, hand_on};
use codegen::model::Model;
use codegen::sync::{Comparison, File};

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let resources = arguments.next().context("say how many resources")?.parse()?;
    let emitters: Vec<String> = arguments.collect();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{resources} resources")?;
    let files = synthetic::files(resources);
    writeln!(out, "peak memory with the description alone: {}", peak()?)?;
    let model = synthetic::model(files)?;
    writeln!(out, "peak memory when it is checked: {}", peak()?)?;
    for name in &emitters {
        let emitter = EMITTERS.into_iter().find(|(known, _)| known == name);
        let (_, emit) = emitter.with_context(|| format!("there is no emitter `{name}`"))?;
        let size = size(&emit(&model)?.files);
        writeln!(out, "{name}: {size}, peak memory so far: {}", peak()?)?;
    }
    if emitters.is_empty() {
        let written = write(&model)?;
        writeln!(out, "{written} files in a new folder, peak memory: {}", peak()?)?;
    }
    Ok(())
}

/// Makes the files in a new folder, as `cargo xtask generate` does; how many there are.
fn write(model: &Model) -> Result<usize> {
    let folder = tempfile::tempdir()?;
    let comparison = Comparison::new(folder.path(), &OWNED_FOLDERS)?;
    hand_on(model, &|file| comparison.take(file))?;
    Ok(comparison.plan()?.apply()?.written.len())
}

fn size(files: &[File]) -> String {
    let bytes: usize = files.iter().map(|file| file.text.len()).sum();
    format!("{} files of {} kB in all", files.len(), bytes / 1000)
}

/// The greatest resident size of this process so far.
fn peak() -> Result<String> {
    let status =
        fs::read_to_string("/proc/self/status").context("cannot ask Linux for the memory used")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(line.context("Linux does not tell the memory used")?.trim().to_owned())
}
