//! `cargo run --release -p benches --bin build_cost -- 100`: what `cargo check` of a generated client of so many
//! resources costs, beside a crate with the same fields as structs with serde derives.
//!
//! Both crates are written to a temporary folder. Their dependencies are checked first and do not count. CPU time and
//! memory come from GNU time.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use benches::{repository, serde_crate, synthetic};
use codegen::generate::from_model;
use codegen::model::Model;

fn main() -> Result<()> {
    let resources = std::env::args().nth(1).context("say how many resources")?;
    let count: usize = resources.parse().context("say how many resources")?;
    let model = synthetic::model(synthetic::files(count))?;
    let folder = tempfile::tempdir()?;
    let crates = [
        ("generated", write_generated(&model, &folder.path().join("generated"))?),
        ("serde derives, models only", write_serde(&model, &folder.path().join("derived"))?),
    ];
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "| {resources} resources | lines | CPU s | CPU s a resource | peak MB | MB a resource |"
    )?;
    writeln!(out, "|---|---|---|---|---|---|")?;
    for (name, written) in crates {
        check(&written, folder.path()).context("the dependencies and the crate")?;
        fs::write(written.root.join("src/lib.rs"), written.library + "\n")?;
        let cost = check(&Written { library: String::new(), ..written }, folder.path())?;
        writeln!(out, "| {name} | {} | {} |", written.lines, cost.row(count))?;
    }
    Ok(())
}

/// A crate in the temporary folder.
struct Written {
    root: std::path::PathBuf,
    library: String,
    lines: usize,
}

fn write_generated(model: &Model, root: &Path) -> Result<Written> {
    let client = fs::canonicalize(repository().join("generated-client"))?;
    let dependencies =
        format!("cublox-payouts = {{ path = {client:?}, default-features = false }}\n");
    let library = "#[rustfmt::skip]\nmod generated;\npub use cublox_payouts::runtime;\npub use generated::*;\n";
    let mut lines = 0;
    for file in from_model(model)?.files.iter().filter(|file| file.path.starts_with("src/")) {
        let path = root.join(&file.path);
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        fs::write(path, &file.text)?;
        lines += file.text.lines().count();
    }
    write_crate(root, &dependencies, library.to_owned(), lines)
}

fn write_serde(model: &Model, root: &Path) -> Result<Written> {
    let library = serde_crate::library(model);
    let lines = library.lines().count();
    let dependencies = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    write_crate(root, dependencies, library, lines)
}

fn write_crate(root: &Path, dependencies: &str, library: String, lines: usize) -> Result<Written> {
    fs::create_dir_all(root.join("src"))?;
    let package = "[package]\nname = \"measured\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n";
    fs::write(root.join("Cargo.toml"), format!("{package}[dependencies]\n{dependencies}"))?;
    fs::copy(repository().join("Cargo.lock"), root.join("Cargo.lock"))?;
    fs::write(root.join("src/lib.rs"), &library)?;
    Ok(Written { root: root.to_owned(), library, lines })
}

/// What a run of cargo and the compilers that it started took.
struct Cost {
    cpu_milliseconds: u64,
    peak_kilobytes: u64,
}

impl Cost {
    fn row(&self, resources: usize) -> String {
        let resources = (resources as u64).max(1);
        let seconds =
            |milliseconds: u64| format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
        let (cpu, memory) = (self.cpu_milliseconds, self.peak_kilobytes);
        let tenths = memory * 10 / 1024 / resources;
        [
            seconds(cpu),
            seconds(cpu / resources),
            (memory / 1024).to_string(),
            format!("{}.{}", tenths / 10, tenths % 10),
        ]
        .join(" | ")
    }
}

/// Runs `cargo check` without incremental compilation.
fn check(written: &Written, folder: &Path) -> Result<Cost> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let measured = folder.join("time");
    let done = Command::new("/usr/bin/time")
        .args(["-f", "%U %S %M", "-o"])
        .arg(&measured)
        .arg(cargo)
        .args(["check", "--offline", "--quiet"])
        .current_dir(&written.root)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .context("this needs GNU time, /usr/bin/time")?;
    if !done.status.success() {
        bail!("cargo check failed: {}", String::from_utf8_lossy(&done.stderr));
    }
    cost(&fs::read_to_string(measured)?)
}

/// Reads user seconds, system seconds and the peak in kB.
fn cost(text: &str) -> Result<Cost> {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let [user, system, peak] = fields[..] else { bail!("GNU time says `{text}`") };
    Ok(Cost {
        cpu_milliseconds: milliseconds(user)? + milliseconds(system)?,
        peak_kilobytes: peak.parse()?,
    })
}

/// Reads seconds with two decimal places.
fn milliseconds(seconds: &str) -> Result<u64> {
    let (whole, hundredths) = seconds.split_once('.').context("seconds with two decimal places")?;
    Ok(whole.parse::<u64>()? * 1000 + hundredths.parse::<u64>()? * 10)
}
