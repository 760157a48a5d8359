//! The problems found so far, and the proof that there is one.

use crate::diagnostic::Diagnostic;

/// Proof that a problem has been reported: whoever has no result holds one of these instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reported(());

/// A result, or the proof that the reason for having none is among the diagnostics.
pub(super) type Checked<T> = Result<T, Reported>;

/// All problems of a description.
#[derive(Debug)]
pub(super) struct Report {
    diagnostics: Vec<Diagnostic>,
    /// Something could not be read, so that a name that seems to be missing may be there after all.
    hides_names: bool,
    /// Something could not be read, so that what seems to be unused may be used after all.
    hides_uses: bool,
}

impl Report {
    /// Begins with what reading the files has found.
    pub(super) fn new(diagnostics: Vec<Diagnostic>) -> Self {
        let unread = !diagnostics.is_empty();
        Self { diagnostics, hides_names: unread, hides_uses: unread }
    }

    /// Reports a problem.
    pub(super) fn push(&mut self, diagnostic: Diagnostic) -> Reported {
        self.diagnostics.push(diagnostic);
        Reported(())
    }

    /// Reports a problem, if there is one.
    pub(super) fn check(&mut self, problem: Option<Diagnostic>) -> Checked<()> {
        problem.map_or(Ok(()), |problem| Err(self.push(problem)))
    }

    /// Reports that a name is missing, unless it may stand where nothing could be read. What it was meant to name may then
    /// seem to be unused.
    pub(super) fn missing(&mut self, diagnostic: Diagnostic) -> Reported {
        self.hide_uses();
        if self.hides_names { Reported(()) } else { self.push(diagnostic) }
    }

    /// Reports why something cannot be decoded. `hides_names` says that it brings names which others may use.
    pub(super) fn undecoded(&mut self, problems: Vec<Diagnostic>, hides_names: bool) {
        if !problems.is_empty() {
            self.hides_names |= hides_names;
            self.hide_uses();
            self.diagnostics.extend(problems);
        }
    }

    /// Notes that something is missing which may use what seems to be unused.
    pub(super) fn hide_uses(&mut self) {
        self.hides_uses = true;
    }

    /// What is missing because it could not be decoded, which has been reported.
    pub(super) fn decoded<T>(&self, item: Option<T>) -> Checked<T> {
        item.ok_or(Reported(()))
    }

    /// Whether all that is used is known to be used.
    pub(super) fn knows_all_uses(&self) -> bool {
        !self.hides_uses
    }

    /// All problems.
    pub(super) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }
}

/// All results, or the proof that one of them is missing.
pub(super) fn all<T>(results: Vec<Checked<T>>) -> Checked<Vec<T>> {
    results.into_iter().collect()
}
