//! `cargo xtask reference`: writes the description as a page for people.

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, Result};

use crate::repository::given_or;

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
    let spec = given_or(arguments.spec.as_deref(), "spec")?;
    let model = match codegen::check::load(&spec) {
        Ok(model) => model,
        Err(failure) => {
            let text = failure.render(std::io::stderr().is_terminal());
            writeln!(std::io::stderr(), "{text}\nnothing was written")?;
            return Ok(ExitCode::FAILURE);
        }
    };
    let out = given_or(arguments.out.as_deref(), "target/reference/index.html")?;
    if let Some(folder) = out.parent() {
        std::fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    std::fs::write(&out, ::reference::page(&model, None))
        .with_context(|| format!("cannot write {}", out.display()))?;
    writeln!(std::io::stdout(), "{} written", out.display())?;
    Ok(ExitCode::SUCCESS)
}
