//! The CSV file as lines of named cells.

use csv::{ByteRecord, ReaderBuilder};

use crate::problem::Problem;

/// The columns that the platform documents for its batches, and those of a single payout that go well with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Column {
    ReferenceId,
    Service,
    ServiceAmount,
    Amount,
    Currency,
    FieldsData,
    Description,
    Customer,
    CustomerMetadata,
}

impl Column {
    pub(crate) const ALL: [Self; 9] = [
        Self::ReferenceId,
        Self::Service,
        Self::ServiceAmount,
        Self::Amount,
        Self::Currency,
        Self::FieldsData,
        Self::Description,
        Self::Customer,
        Self::CustomerMetadata,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::ReferenceId => "reference_id",
            Self::Service => "service",
            Self::ServiceAmount => "service_amount",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::FieldsData => "fields_data",
            Self::Description => "description",
            Self::Customer => "customer",
            Self::CustomerMetadata => "customer_metadata",
        }
    }
}

/// The first line: which column stands where.
#[derive(Debug, Default)]
pub(crate) struct Header {
    columns: Vec<Option<Column>>,
}

impl Header {
    fn read(record: &ByteRecord) -> (Self, Vec<Problem>) {
        let mut header = Self::default();
        let mut problems = Vec::new();
        if let Some(message) = no_table(record) {
            return (header, vec![Problem::line(1, message)]);
        }
        for (index, cell) in record.iter().enumerate() {
            let name = String::from_utf8_lossy(cell);
            let name = name.trim_start_matches('\u{feff}').trim();
            let column = Column::ALL.into_iter().find(|column| column.name() == name);
            if let Some(message) = header.refuses(name, column) {
                problems.push(Problem::line(1, format!("column {}: {message}", index + 1)));
            }
            header.columns.push(column);
        }
        problems.extend(
            header.missing().map(|what| Problem::line(1, format!("there is no column {what}"))),
        );
        (header, problems)
    }

    fn refuses(&self, name: &str, column: Option<Column>) -> Option<String> {
        match column {
            Some(column) if self.has(column) => {
                Some(format!("`{name}` stands there a second time"))
            }
            Some(_) => None,
            None => {
                let known = Column::ALL.map(Column::name).join(", ");
                Some(format!("`{}` is none of {known}", name.escape_debug()))
            }
        }
    }

    fn missing(&self) -> impl Iterator<Item = &'static str> {
        let needed = [
            (
                "`reference_id`: each payout needs an id of its own, so that it is never paid twice",
                Column::ReferenceId,
            ),
            ("`service`", Column::Service),
            ("`fields_data`", Column::FieldsData),
        ];
        let missing =
            needed.into_iter().filter(|(_, column)| !self.has(*column)).map(|(what, _)| what);
        let sum = self.has(Column::ServiceAmount)
            || self.has(Column::Amount) && self.has(Column::Currency);
        missing.chain(
            (!sum).then_some("`service_amount`, nor the two columns `amount` and `currency`"),
        )
    }

    fn has(&self, column: Column) -> bool {
        self.columns.contains(&Some(column))
    }

    /// Where a column stands, from 1; beyond the last one where it is not there.
    pub(crate) fn number(&self, column: Column) -> usize {
        let found = self.columns.iter().position(|known| *known == Some(column));
        found.unwrap_or(self.columns.len()) + 1
    }

    /// A column, as messages name it.
    pub(crate) fn place(&self, column: Column) -> String {
        match self.has(column) {
            true => format!("column {} ({})", self.number(column), column.name()),
            false => format!("no column `{}`", column.name()),
        }
    }
}

/// What a first line says that is no header at all.
fn no_table(record: &ByteRecord) -> Option<&'static str> {
    match record.len() {
        0 => Some("the file is empty"),
        1 if record.iter().any(|cell| cell.contains(&b';')) => Some(
            "columns must be separated by commas, not by semicolons; save the file as CSV with commas",
        ),
        _ => None,
    }
}

/// A line of the file with its cells, white space around them removed.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) number: u64,
    cells: Vec<(Column, String)>,
}

impl Line {
    fn read(record: &ByteRecord, header: &Header) -> Result<Self, Vec<Problem>> {
        let number = record.position().map_or(0, csv::Position::line);
        let mut problems = Vec::new();
        if record.len() != header.columns.len() {
            let (cells, columns) = (record.len(), header.columns.len());
            let message = format!(
                "it has {cells} cells, and the first line has {columns}; put quotes around commas"
            );
            problems.push(Problem::line(number, message));
        }
        let mut line = Self { number, cells: Vec::new() };
        for (column, cell) in header.columns.iter().zip(record) {
            let Some(column) = *column else { continue };
            match text(cell) {
                Ok(text) => line.cells.push((column, text)),
                Err(message) => problems.push(Problem::cell(number, column, message)),
            }
        }
        if problems.is_empty() { Ok(line) } else { Err(problems) }
    }

    /// What stands in a column; `None` where it is empty.
    pub(crate) fn get(&self, column: Column) -> Option<&str> {
        let mut cells = self.cells.iter().filter(|(known, _)| *known == column);
        cells.next().map(|(_, text)| text.as_str()).filter(|text| !text.is_empty())
    }
}

fn text(cell: &[u8]) -> Result<String, &'static str> {
    let text = std::str::from_utf8(cell)
        .map_err(|_| "it is not UTF-8 text; save the file as UTF-8")?
        .trim();
    if text.contains(char::is_control) {
        return Err("it holds a line break or another control character; is a quote left open?");
    }
    Ok(text.to_owned())
}

/// Reads the file. With a faulty header there are no lines.
pub(crate) fn read(bytes: &[u8]) -> (Header, Vec<Line>, Vec<Problem>) {
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.byte_headers().cloned().unwrap_or_default();
    let (header, mut problems) = Header::read(&header);
    let mut lines = Vec::new();
    if !problems.is_empty() {
        return (header, lines, problems);
    }
    for record in reader.byte_records() {
        match record {
            Ok(record) => match Line::read(&record, &header) {
                Ok(line) => lines.push(line),
                Err(more) => problems.extend(more),
            },
            Err(error) => problems.push(Problem::line(0, error.to_string())),
        }
    }
    if lines.is_empty() && problems.is_empty() {
        problems.push(Problem::line(1, "no payout follows the first line"));
    }
    (header, lines, problems)
}
