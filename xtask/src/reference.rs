//! `cargo xtask reference`: writes the description as a page for people.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The folder of the description.
    #[arg(long, value_name = "DIR")]
    spec: Option<PathBuf>,
    /// The file to write.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let repository = package.parent().unwrap_or(package);
    let spec = arguments.spec.clone().unwrap_or_else(|| repository.join("spec"));
    let model = match codegen::check::load(&spec) {
        Ok(model) => model,
        Err(failure) => {
            let text = failure.render(std::io::stderr().is_terminal());
            writeln!(std::io::stderr(), "{text}\nnothing was written")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let out =
        arguments.out.clone().unwrap_or_else(|| repository.join("target/reference/index.html"));
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    std::fs::write(&out, ::reference::page(&model, None))
        .with_context(|| format!("cannot write {}", out.display()))?;
    writeln!(std::io::stdout(), "{} written", out.display())?;
    Ok(ExitCode::SUCCESS)
}
