//! Shows a plan as a unified diff of readable size.

use std::fmt::Write;

use similar::TextDiff;

use super::Plan;
use super::compare::Stood;
use super::disk;
use super::manifest::MANIFEST;
use super::plan::Change;

/// Lines that are shown of one file.
const MAX_LINES_PER_FILE: usize = 60;
/// Lines that are shown in all.
const MAX_LINES: usize = 400;
/// Characters that are shown of one line.
const MAX_WIDTH: usize = 200;
/// Larger files are not compared line by line.
const MAX_BYTES: usize = 1 << 20;

impl Plan {
    /// What would change, as a unified diff. Long files, long lines and many files are cut, and the last line says how
    /// much was left out. Empty if nothing is to be done.
    #[must_use]
    pub fn diff(&self) -> String {
        let mut out = Bounded::default();
        for change in &self.writes {
            out.file(&title(change), self.body(change).lines());
        }
        for path in &self.removals {
            out.file(&format!("{path} (no longer generated)"), std::iter::empty());
        }
        for path in &self.leftovers {
            out.file(&format!("{path} (left by an interrupted run)"), std::iter::empty());
        }
        for path in &self.empty_folders {
            out.file(&format!("{path}/ (empty)"), std::iter::empty());
        }
        if self.manifest.before.as_deref() != Some(&self.manifest.after) {
            out.file(&format!("{MANIFEST} (list of the generated files)"), std::iter::empty());
        }
        out.finish()
    }

    /// What would change in a file.
    fn body(&self, change: &Change) -> String {
        let old = match change.stood {
            Stood::Nothing | Stood::Folder => Ok(None),
            Stood::Outdated | Stood::Edited => disk::read(&self.root, &change.path),
        };
        let new = self.spool.text(change.kept);
        match (old, new) {
            (Ok(old), Ok(new)) => body(&old.unwrap_or_default(), &new),
            (Err(error), _) => format!("{error}\n"),
            (_, Err(error)) => format!("what was generated cannot be read again: {error}\n"),
        }
    }
}

fn title(change: &Change) -> String {
    let path = &change.path;
    match change.stood {
        Stood::Nothing | Stood::Folder => format!("{path} (new)"),
        Stood::Outdated => format!("{path} (out of date)"),
        Stood::Edited => format!("{path} (edited by hand)"),
    }
}

fn body(old: &[u8], new: &str) -> String {
    let Ok(old) = std::str::from_utf8(old) else {
        return "the file on disk is not text\n".to_owned();
    };
    if old.len().max(new.len()) > MAX_BYTES {
        return format!("{} bytes on disk, {} bytes generated\n", old.len(), new.len());
    }
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header("on disk", "generated")
        .to_string()
}

/// A text that stops growing at its limits and counts what it leaves out.
#[derive(Default)]
struct Bounded {
    text: String,
    lines: usize,
    hidden_lines: usize,
    hidden_files: usize,
}

impl Bounded {
    fn file<'a>(&mut self, title: &str, body: impl Iterator<Item = &'a str>) {
        if self.lines >= MAX_LINES {
            self.hidden_files += 1;
            self.hidden_lines += body.count();
            return;
        }
        self.line(&format!("=== {title}"));
        let mut hidden = 0;
        for (index, line) in body.enumerate() {
            if index < MAX_LINES_PER_FILE {
                self.line(line);
            } else {
                hidden += 1;
            }
        }
        if hidden > 0 {
            self.line(&format!("… {hidden} more lines of this file"));
            self.hidden_lines += hidden;
        }
    }

    fn line(&mut self, line: &str) {
        self.lines += 1;
        let shown: String = line.chars().take(MAX_WIDTH).collect();
        let cut = if shown.len() < line.len() { "…" } else { "" };
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{shown}{cut}");
    }

    fn finish(mut self) -> String {
        if self.hidden_lines > 0 || self.hidden_files > 0 {
            let (lines, files) = (self.hidden_lines, self.hidden_files);
            self.line(&format!("… left out: {lines} lines in all; {files} more files differ"));
        }
        self.text
    }
}
