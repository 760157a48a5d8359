//! A sandbox for the steps that need one: on a free port, ended when it is dropped.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result};

/// A running sandbox.
pub(super) struct Sandbox {
    process: Child,
    environment: Vec<(&'static str, String)>,
}

impl Sandbox {
    /// Starts one and reads from what it says how to reach it.
    pub(super) fn start(repository: &Path) -> Result<Self> {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        // Cargo takes the place of itself by the sandbox, so that ending this process ends the sandbox.
        let mut process = Command::new(cargo)
            .args(["run", "--quiet", "--package", "sandbox", "--manifest-path"])
            .arg(repository.join("Cargo.toml"))
            .args(["--", "--port", "0", "--quiet"])
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot run cargo")?;
        let said = process.stdout.take();
        let mut sandbox = Self { process, environment: Vec::new() };
        let lines = BufReader::new(said.context("no output of the sandbox")?).lines();
        for line in lines {
            let line = line?;
            let mut words = line.split_whitespace().rev();
            let value = words.next().unwrap_or_default();
            let name = match line.trim() {
                text if text.starts_with("reference") => "SANDBOX_URL",
                text if text.starts_with("account") => "SANDBOX_ACCOUNT",
                text if text.starts_with("API key") => "SANDBOX_KEY",
                text if text.starts_with("public keys") => "SANDBOX_PUBLIC_KEY",
                _ => continue,
            };
            sandbox.environment.push((name, value.trim_end_matches('/').to_owned()));
            if name == "SANDBOX_PUBLIC_KEY" {
                return Ok(sandbox);
            }
        }
        anyhow::bail!("the sandbox did not start")
    }

    /// How to reach it, as variables for a command.
    pub(super) fn environment(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.environment.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
