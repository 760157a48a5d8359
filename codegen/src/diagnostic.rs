//! What is wrong with a description: a stable code, a message, the places it concerns, and what to do about it.
//!
//! A [`Diagnostic`] is made where a problem is found and shown by [`render`].

mod code;
mod render;
mod suggest;

use std::ops::Range;

use crate::source::FileId;

pub use code::Code;
pub use render::render;
pub use suggest::suggest;

/// A range of bytes in one source file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The bytes, as an offset range into the file's text.
    pub span: Range<usize>,
}

impl Place {
    /// The bytes `span` of `file`.
    #[must_use]
    pub fn new(file: FileId, span: Range<usize>) -> Self {
        Self { file, span }
    }

    fn order(&self) -> (FileId, usize, usize) {
        (self.file, self.span.start, self.span.end)
    }
}

/// A place and a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What is to be said about this place; may be empty.
    pub text: String,
}

/// One problem of a description.
///
/// A problem that is not inside a readable file (a folder that cannot be opened) has no place; its message names the
/// path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of problem.
    pub code: Code,
    /// The problem in one line.
    pub message: String,
    /// Where the problem is.
    pub primary: Option<Box<Label>>,
    /// Other places that explain it, such as the first of two equal keys.
    pub secondary: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A problem that has no place yet.
    #[must_use]
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), primary: None, secondary: Vec::new(), help: None }
    }

    /// Says where the problem is.
    #[must_use]
    pub fn at(mut self, place: Place, label: impl Into<String>) -> Self {
        self.primary = Some(Box::new(Label { place, text: label.into() }));
        self
    }

    /// Adds another place that explains the problem.
    #[must_use]
    pub fn also(mut self, place: Place, label: impl Into<String>) -> Self {
        self.secondary.push(Label { place, text: label.into() });
        self
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The order in which problems are shown: those without a place first, then by file, position and code.
    fn order(&self) -> (Option<(FileId, usize, usize)>, Code, &str) {
        (self.primary.as_ref().map(|label| label.place.order()), self.code, &self.message)
    }
}

#[cfg(test)]
mod tests;
