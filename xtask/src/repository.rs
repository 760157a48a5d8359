//! Where the repository is: that in which the command is called, wherever the program was built.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

/// What was given, or what has this path in the repository.
pub(crate) fn given_or(given: Option<&Path>, path: &str) -> Result<PathBuf> {
    match given {
        Some(given) => Ok(given.to_owned()),
        None => Ok(root()?.join(path)),
    }
}

/// A path as one names it where the command is called.
pub(crate) fn from_here(path: &Path) -> &Path {
    let here = std::env::current_dir().unwrap_or_default();
    path.strip_prefix(&here).ok().filter(|rest| !rest.as_os_str().is_empty()).unwrap_or(path)
}

/// The root of the repository. Cargo tells where this package lies; a program that is called by its path looks for the
/// description where it is called and above.
pub(crate) fn root() -> Result<PathBuf> {
    if let Some(package) = std::env::var_os("CARGO_MANIFEST_DIR") {
        let package = Path::new(&package);
        return Ok(package.parent().unwrap_or(package).to_owned());
    }
    let here = std::env::current_dir().context("cannot tell the current folder")?;
    let root = here.ancestors().find(|above| is_root(above));
    let help = "give --spec and --out, or call it in the repository";
    root.map(Path::to_owned).with_context(|| {
        format!("there is no `spec` and `generated-client` in {} or above: {help}", here.display())
    })
}

fn is_root(folder: &Path) -> bool {
    folder.join("spec").is_dir() && folder.join("generated-client").is_dir()
}
