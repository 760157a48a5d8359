//! From a folder of files to a checked model.

use std::path::Path;

use super::check;
use crate::diagnostic::{Diagnostic, render};
use crate::model::Model;
use crate::source::{self, Sources};

/// A description that has mistakes.
#[derive(Debug)]
pub struct Failure {
    /// The files as far as they could be read.
    pub sources: Sources,
    /// What is wrong with them: at least one problem.
    pub diagnostics: Vec<Diagnostic>,
}

impl Failure {
    /// The text for a terminal, with the lines that the problems are about.
    #[must_use]
    pub fn render(&self, color: bool) -> String {
        render(&self.sources, &self.diagnostics, color)
    }
}

/// Reads, decodes and checks the description in `dir`.
///
/// # Errors
///
/// Everything that is wrong with it, in one go.
pub fn load(dir: &Path) -> Result<Model, Failure> {
    let (sources, problems) = source::load(dir);
    check(&sources, problems).map_err(|diagnostics| Failure { sources, diagnostics })
}
