//! What is wrong with the file, by line and column.

use std::path::Path;

use crate::Failure;
use crate::table::{Column, Header};

/// Something that is wrong. Nothing is sent while there is one.
#[derive(Debug)]
pub(crate) struct Problem {
    line: u64,
    column: Option<Column>,
    message: String,
}

impl Problem {
    /// What is wrong with a cell. The message must not show what the cell holds, unless that is nobody's secret.
    pub(crate) fn cell(line: u64, column: Column, message: impl Into<String>) -> Self {
        Self { line, column: Some(column), message: message.into() }
    }

    /// What is wrong with a whole line.
    pub(crate) fn line(line: u64, message: impl Into<String>) -> Self {
        Self { line, column: None, message: message.into() }
    }

    fn show(&self, header: &Header) -> String {
        let Self { line, column, message } = self;
        match column {
            Some(column) => format!("line {line}, {}: {message}", header.place(*column)),
            None => format!("line {line}: {message}"),
        }
    }
}

/// Refuses a file with problems, and names all of them in the order of the file.
pub(crate) fn refuse(
    mut problems: Vec<Problem>,
    header: &Header,
    csv: &Path,
) -> Result<(), Failure> {
    if problems.is_empty() {
        return Ok(());
    }
    problems
        .sort_by_key(|problem| (problem.line, problem.column.map(|column| header.number(column))));
    let plural = if problems.len() == 1 { "" } else { "s" };
    let lines: Vec<String> = problems.iter().map(|problem| problem.show(header)).collect();
    Err(format!("{} has {} problem{plural}\n{}", csv.display(), lines.len(), lines.join("\n"))
        .into())
}
