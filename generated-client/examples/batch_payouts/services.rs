//! What the host knows of its services, and the rows of the file held against that.

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;

use cublox_payouts::Calls as _;
use cublox_payouts::models::{PayoutServiceAttributes, PrerequestService};
use futures_core::Stream as _;

use crate::Failure;
use crate::host::Host;
use crate::problem::Problem;
use crate::row::{Row, Sum};
use crate::table::Column;

/// What the list of services says of one that pays in whatever currency is asked for: ISO 4217's "no currency".
const ANY_CURRENCY: &str = "XXX";

/// A row that can be paid: its currency is known.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) row: Row,
    pub(crate) currency: String,
}

/// What came of holding the rows against the host.
#[derive(Debug, Default)]
pub(crate) struct Checked {
    pub(crate) payments: Vec<Payment>,
    pub(crate) problems: Vec<Problem>,
    /// Rows whose recipient data could not be checked, or not in full.
    pub(crate) unchecked: usize,
}

/// Holds rows against what the host tells. Creates nothing there.
pub(crate) async fn check(host: &Host, rows: Vec<Row>) -> Result<Checked, Failure> {
    let mut checked = Checked::default();
    if rows.is_empty() {
        return Ok(checked);
    }
    let services = list(host).await?;
    for row in rows {
        match payment(&services, row) {
            Ok(payment) => checked.payments.push(payment),
            Err(problem) => checked.problems.push(problem),
        }
    }
    check_recipients(host, &mut checked).await?;
    Ok(checked)
}

async fn list(host: &Host) -> Result<HashMap<String, PayoutServiceAttributes>, Failure> {
    let mut items = pin!(host.client.payout_services().list().page_size(100).build().items());
    let mut services = HashMap::new();
    while let Some(item) = poll_fn(|context| items.as_mut().poll_next(context)).await {
        let service = item.map_err(|error| host.explain(&error))?.attributes;
        services.insert(service.service.as_str().to_owned(), service);
    }
    Ok(services)
}

fn payment(
    services: &HashMap<String, PayoutServiceAttributes>,
    row: Row,
) -> Result<Payment, Problem> {
    let wrong = |column, message: String| Problem::cell(row.line, column, message);
    let Some(service) = services.get(&row.service) else {
        let message = format!("the account has no service `{}`", row.service.escape_debug());
        return Err(wrong(Column::Service, message));
    };
    let paid_in = service.service_currency.as_ref().map(|currency| currency.as_str());
    let paid_in = paid_in.filter(|currency| *currency != ANY_CURRENCY);
    let currency = match (&row.sum, paid_in) {
        (Sum::Amount { currency, .. }, _) => currency.clone(),
        (Sum::ServiceAmount(_), Some(currency)) => currency.to_owned(),
        (Sum::ServiceAmount(_), None) => {
            let message = "this service has no currency of its own: give `amount` and `currency`";
            return Err(wrong(Column::ServiceAmount, message.to_owned()));
        }
    };
    // Limits are in the currency of the service. What another comes to in it, the host decides.
    if paid_in.is_none_or(|paid_in| paid_in == currency) {
        let (amount, column) = (row.sum.amount(), row.sum.column());
        if let Some(min) = service.amount_min.filter(|min| amount < *min) {
            return Err(wrong(
                column,
                format!("`{}` pays {min} {currency} at the least", row.service),
            ));
        }
        if let Some(max) = service.amount_max.filter(|max| amount > *max) {
            return Err(wrong(
                column,
                format!("`{}` pays {max} {currency} at the most", row.service),
            ));
        }
    }
    Ok(Payment { row, currency })
}

/// Holds recipient data against the fields that the services ask for. A host need not tell them: such rows are counted.
async fn check_recipients(host: &Host, checked: &mut Checked) -> Result<(), Failure> {
    let mut known: HashMap<(String, String), Option<PrerequestService>> = HashMap::new();
    for payment in &checked.payments {
        let key = (payment.row.service.clone(), payment.currency.clone());
        if !known.contains_key(&key) {
            for (code, service) in fitting(host, payment).await? {
                known.insert((code, payment.currency.clone()), Some(service));
            }
        }
        match known.entry(key).or_default() {
            None => checked.unchecked += 1,
            Some(service) => {
                match service.validate(payment.row.fields.iter().map(|(key, value)| (key, value))) {
                    Ok(unchecked) => checked.unchecked += usize::from(!unchecked.is_empty()),
                    Err(errors) => checked.problems.extend(errors.iter().map(|error| {
                        Problem::cell(payment.row.line, Column::FieldsData, error.to_string())
                    })),
                }
            }
        }
    }
    Ok(())
}

/// The services that fit a payment, with what they need to know.
async fn fitting(
    host: &Host,
    payment: &Payment,
) -> Result<Vec<(String, PrerequestService)>, Failure> {
    let Some(public_key) = &host.public_key else { return Ok(Vec::new()) };
    let asked = host
        .client
        .payout_prerequest()
        .create()
        .currency(payment.currency.as_str())
        .amount(payment.row.sum.amount())
        .public_key(public_key.clone())
        .build();
    let answer = asked.send().await.map_err(|error| host.explain(&error))?;
    Ok(answer.data.services.into_inner().into_iter().collect())
}
