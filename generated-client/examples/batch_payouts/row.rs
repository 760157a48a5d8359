//! A row of the file: a payout to be made, as far as the file alone can tell.

use std::collections::HashMap;

use cublox_payouts::models::NewCustomer;
use cublox_payouts::operations::payout_invoices::{self, Create};
use cublox_payouts::runtime::{Decimal, Json};
use sha2::{Digest as _, Sha256};

use crate::pairs;
use crate::problem::Problem;
use crate::table::{Column, Line};

/// More digits after the point than any currency of the platform has.
const MOST_PLACES: u32 = 8;

/// A payout as the file asks for it.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) line: u64,
    pub(crate) reference_id: String,
    pub(crate) service: String,
    pub(crate) sum: Sum,
    /// Personal data.
    pub(crate) fields: Vec<(String, String)>,
    /// Personal data.
    pub(crate) customer: Option<NewCustomer>,
    /// Personal data.
    pub(crate) description: Option<String>,
    /// A digest of all cells, by which a row that was changed is known again.
    pub(crate) digest: String,
}

/// What is to be paid.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sum {
    /// An amount in a currency.
    Amount { amount: Decimal, currency: String },
    /// An amount in the currency of the service, which the platform knows.
    ServiceAmount(Decimal),
}

impl Sum {
    pub(crate) fn amount(&self) -> Decimal {
        match self {
            Self::Amount { amount, .. } | Self::ServiceAmount(amount) => *amount,
        }
    }

    /// The column that holds the amount.
    pub(crate) fn column(&self) -> Column {
        match self {
            Self::Amount { .. } => Column::Amount,
            Self::ServiceAmount(_) => Column::ServiceAmount,
        }
    }
}

impl Row {
    /// The call that makes this payout.
    pub(crate) fn create(&self, currency: &str) -> Create {
        let call = payout_invoices::create()
            .reference_id(self.reference_id.as_str())
            .service(self.service.as_str())
            .currency(currency)
            .amount(self.sum.amount())
            .fields(self.fields.iter().cloned());
        let call = match &self.customer {
            Some(customer) => call.customer(customer.clone()),
            None => call,
        };
        match &self.description {
            Some(description) => call.description(description.as_str()).build(),
            None => call.build(),
        }
    }

    fn read(line: &Line) -> Result<Self, Vec<Problem>> {
        let mut cells = Cells { line, problems: Vec::new() };
        let reference_id = cells.needed(Column::ReferenceId);
        let service = cells.needed(Column::Service);
        let sum = cells.sum();
        let fields = cells.needed(Column::FieldsData).and(cells.pairs(Column::FieldsData));
        let customer = cells.customer();
        match (reference_id, service, sum, fields) {
            (Some(reference_id), Some(service), Some(sum), Some(fields))
                if cells.problems.is_empty() =>
            {
                Ok(Self {
                    line: line.number,
                    reference_id,
                    service,
                    sum,
                    fields,
                    customer,
                    description: line.get(Column::Description).map(str::to_owned),
                    digest: digest(line),
                })
            }
            _ => Err(cells.problems),
        }
    }
}

/// Reads all rows; one that has the `reference_id` of an earlier one is a problem.
pub(crate) fn read_all(lines: &[Line]) -> (Vec<Row>, Vec<Problem>) {
    let (mut rows, mut problems) = (Vec::new(), Vec::new());
    let mut first_uses: HashMap<&str, u64> = HashMap::new();
    for line in lines {
        if let Some(reference_id) = line.get(Column::ReferenceId) {
            let first = *first_uses.entry(reference_id).or_insert(line.number);
            if first != line.number {
                let message = format!("line {first} has the same one; each payout needs its own");
                problems.push(Problem::cell(line.number, Column::ReferenceId, message));
            }
        }
        match Row::read(line) {
            Ok(row) => rows.push(row),
            Err(more) => problems.extend(more),
        }
    }
    (rows, problems)
}

/// The cells of a line, and what is wrong with them.
struct Cells<'a> {
    line: &'a Line,
    problems: Vec<Problem>,
}

impl Cells<'_> {
    fn wrong(&mut self, column: Column, message: impl Into<String>) {
        self.problems.push(Problem::cell(self.line.number, column, message));
    }

    fn needed(&mut self, column: Column) -> Option<String> {
        let text = self.line.get(column);
        if text.is_none() {
            self.wrong(column, "it is empty");
        }
        text.map(str::to_owned)
    }

    fn sum(&mut self) -> Option<Sum> {
        let line = self.line;
        match (
            line.get(Column::ServiceAmount),
            line.get(Column::Amount),
            line.get(Column::Currency),
        ) {
            (Some(amount), None, None) => {
                self.amount(Column::ServiceAmount, amount).map(Sum::ServiceAmount)
            }
            (None, Some(amount), Some(currency)) => {
                let amount = self.amount(Column::Amount, amount);
                let currency = self.currency(currency);
                amount.zip(currency).map(|(amount, currency)| Sum::Amount { amount, currency })
            }
            (Some(_), _, _) => {
                self.wrong(Column::ServiceAmount, "give either this, or `amount` and `currency`");
                None
            }
            (None, Some(_), None) => {
                self.nothing(Column::Currency, "it is empty, and `amount` needs it")
            }
            (None, None, Some(_)) => {
                self.nothing(Column::Amount, "it is empty, and `currency` needs it")
            }
            (None, None, None) => {
                self.problems.push(Problem::line(
                    line.number,
                    "there is no amount: give `service_amount`, or `amount` and `currency`",
                ));
                None
            }
        }
    }

    fn nothing(&mut self, column: Column, message: &str) -> Option<Sum> {
        self.wrong(column, message);
        None
    }

    fn amount(&mut self, column: Column, text: &str) -> Option<Decimal> {
        amount(text).map_err(|message| self.wrong(column, message)).ok()
    }

    fn currency(&mut self, text: &str) -> Option<String> {
        if is_currency(text) {
            return Some(text.to_owned());
        }
        self.wrong(
            Column::Currency,
            "it is no currency: write its code in capital letters, such as USD",
        );
        None
    }

    fn pairs(&mut self, column: Column) -> Option<Vec<(String, String)>> {
        let text = self.line.get(column)?;
        pairs::read(text).map_err(|message| self.wrong(column, message)).ok()
    }

    fn customer(&mut self) -> Option<NewCustomer> {
        let metadata = self.pairs(Column::CustomerMetadata);
        let Some(pairs) = self.pairs(Column::Customer) else {
            if metadata.is_some() && self.line.get(Column::Customer).is_none() {
                self.wrong(
                    Column::Customer,
                    "it is empty, and `customer_metadata` needs its reference_id",
                );
            }
            return None;
        };
        let Some((_, reference_id)) = pairs.iter().find(|(key, _)| key == "reference_id") else {
            self.wrong(Column::Customer, "it lacks reference_id: write reference_id:…, the id of this customer in your books");
            return None;
        };
        let mut customer = NewCustomer::builder().reference_id(reference_id.as_str());
        for (key, value) in &pairs {
            customer = match key.as_str() {
                "reference_id" => customer,
                "email" => customer.email(value.as_str()),
                "name" => customer.name(value.as_str()),
                "phone" => customer.phone(value.as_str()),
                "date_of_birth" => customer.date_of_birth(value.as_str()),
                "individual_tax_id" => customer.individual_tax_id(value.as_str()),
                _ => {
                    self.wrong(
                        Column::Customer,
                        format!("`{key}` is none of reference_id, email, name, phone, date_of_birth, individual_tax_id"),
                    );
                    customer
                }
            };
        }
        Some(
            match metadata {
                Some(metadata) => customer
                    .metadata(metadata.into_iter().map(|(key, value)| (key, Json::encode(&value)))),
                None => customer,
            }
            .build(),
        )
    }
}

/// Reads an amount: digits, perhaps a point and digits. Nothing is rounded and nothing is guessed.
pub(crate) fn amount(text: &str) -> Result<Decimal, &'static str> {
    if text.contains(',') {
        return Err("it holds a comma: write 1234.50, with a point and no other separator");
    }
    if text.starts_with('-') {
        return Err("it is negative");
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return Err("it is no amount: write digits with a point, such as 10.55");
    }
    let amount: Decimal =
        text.parse().map_err(|_| "it is no amount: write digits with a point, such as 10.55")?;
    if amount.is_zero() {
        Err("it is zero")
    } else if amount.scale() > MOST_PLACES {
        Err("it has more than 8 digits after the point")
    } else {
        Ok(amount)
    }
}

/// Whether this may be the code of a currency; which there are, the platform knows.
pub(crate) fn is_currency(text: &str) -> bool {
    let is_code = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    (3..=10).contains(&text.len()) && text.bytes().all(is_code)
}

/// A digest of all cells with the names of their columns, so that columns may change places.
fn digest(line: &Line) -> String {
    let mut hasher = Sha256::new();
    for column in Column::ALL {
        let text = line.get(column).unwrap_or_default();
        hasher.update(format!("{}={}:{text}\n", column.name(), text.len()));
    }
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
