//! `cargo run --release -p benches --bin peak_memory -- 1000`: the most memory that generating a client of so many
//! resources takes, as Linux counts it.

use std::fs;
use std::io::Write as _;

use anyhow::{Context as _, Result};
use benches::synthetic;
use codegen::generate::from_model;

fn main() -> Result<()> {
    let resources = std::env::args().nth(1).context("say how many resources")?.parse()?;
    let files = synthetic::files(resources);
    let before = peak()?;
    let generated = from_model(&synthetic::model(files)?)?;
    let bytes: usize = generated.files.iter().map(|file| file.text.len()).sum();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{resources} resources: {} files of {} kB in all",
        generated.files.len(),
        bytes / 1000
    )?;
    writeln!(out, "peak memory: {} with the description alone, {} in the end", before, peak()?)?;
    Ok(())
}

/// The greatest resident size of this process so far.
fn peak() -> Result<String> {
    let status =
        fs::read_to_string("/proc/self/status").context("cannot ask Linux for the memory used")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    Ok(line.context("Linux does not tell the memory used")?.trim().to_owned())
}
