//! Pays everyone in a CSV file, each exactly once: whatever happens, the same command again pays the rest.
//!
//! ```sh
//! cargo xtask sandbox     # in another terminal
//! cargo run --example batch_payouts -- generated-client/examples/batch_payouts/payouts.csv --sandbox
//! cargo run --example batch_payouts -- --help
//! ```
//!
//! A `reference_id` names one payment in the whole account. One that something else has used before, with the same amount, currency
//! and service, counts as paid, whoever the recipient was: the platform shows recipients masked, so they are not compared. The report
//! names such rows.
//!
//! From the file to the money: `table` reads cells, `row` payouts; `history` parts what earlier runs sent, as the `journal` tells, from
//! what is new; `services` holds that against what the host knows; `confirm` asks; `batch` pays rows side by side, each by `pay`;
//! `results` tells.

mod arguments;
mod batch;
mod confirm;
mod history;
mod host;
mod journal;
mod pairs;
mod pay;
mod preview;
mod problem;
mod results;
mod row;
mod services;
mod stage;
mod stop;
mod table;
mod totals;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fs, io};

use clap::Parser as _;

use crate::arguments::Arguments;
use crate::batch::Batch;
use crate::history::{History, Task};
use crate::host::Host;
use crate::journal::{Journal, Record};
use crate::pay::Payer;
use crate::row::Row;
use crate::services::Checked;
use crate::stop::Stop;
use crate::table::Header;

/// Why the program cannot go on, in words for its user.
type Failure = Box<dyn Error + Send + Sync>;

/// Nothing was sent by this run.
const NOTHING_SENT: u8 = 1;
/// Something failed, is uncertain, or was not sent.
const NOT_ALL: u8 = 2;

fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { NOTHING_SENT } else { 0 });
        }
    };
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return nothing_sent(&error.into()),
    };
    runtime.block_on(run(&arguments))
}

async fn run(arguments: &Arguments) -> ExitCode {
    match plan(arguments).await {
        Err(failure) => nothing_sent(&failure),
        Ok(None) => ExitCode::SUCCESS,
        Ok(Some(plan)) => pay(arguments, plan).await.unwrap_or_else(|failure| {
            say(&format!("error: {failure}"));
            ExitCode::from(NOT_ALL)
        }),
    }
}

fn nothing_sent(failure: &Failure) -> ExitCode {
    say(&format!("error: {failure}\nNothing was sent."));
    ExitCode::from(NOTHING_SENT)
}

/// What is to be done, with everything that it takes.
struct Plan {
    header: Header,
    tasks: Vec<Task>,
    host: Host,
    journal: Journal,
}

/// Checks everything that can be checked before money moves. `None` where no more was wanted.
async fn plan(arguments: &Arguments) -> Result<Option<Plan>, Failure> {
    let csv = file(&arguments.file)?;
    let host = Host::of(arguments)?;
    let records = records(&csv, host.as_ref())?;
    let sheet = match (&host, arguments.dry_run) {
        (None, false) => {
            return Err("say where to pay: --sandbox, or CUBLOX_URL and more in the environment, which --help lists".into());
        }
        _ => check(&csv, host.as_ref(), &records).await?,
    };
    let Some(host) = host.filter(|_| !arguments.dry_run) else {
        preview::show(&sheet.rows, &sheet.tasks, arguments.show_recipients);
        return Ok(None);
    };
    confirm::consent(arguments, &host, &sheet.tasks)?;
    let journal = Journal::open(&csv, &host.place()?, &records)?;
    Ok(Some(Plan { header: sheet.header, tasks: sheet.tasks, host, journal }))
}

/// A file without mistakes.
struct Sheet {
    header: Header,
    tasks: Vec<Task>,
    /// Rows that would be paid, where there is no host to hold them against.
    rows: Vec<Row>,
}

/// Checks the file against itself, against what earlier runs sent, and against the host; names all mistakes at once.
async fn check(csv: &Path, host: Option<&Host>, records: &[Record]) -> Result<Sheet, Failure> {
    let bytes = fs::read(csv).map_err(|error| format!("{}: {error}", csv.display()))?;
    let (header, lines, mut problems) = table::read(&bytes);
    let (rows, more) = row::read_all(&lines);
    problems.extend(more);
    let (rows, mut tasks, more) = History::of(records.to_vec())?.part(&lines, rows);
    problems.extend(more);
    let (rows, checked) = match host {
        Some(host) => (Vec::new(), services::check(host, rows).await?),
        None => (rows, Checked::default()),
    };
    problems.extend(checked.problems);
    problem::refuse(problems, &header, csv)?;
    if checked.unchecked > 0 {
        say(&format!(
            "note: recipient data of {} rows could not be checked in full beforehand",
            checked.unchecked
        ));
    }
    tasks.extend(checked.payments.into_iter().map(Task::from));
    tasks.sort_by_key(|task| task.line);
    Ok(Sheet { header, tasks, rows })
}

/// The file itself, so that its journal lies beside it whatever link led there.
fn file(path: &Path) -> Result<PathBuf, Failure> {
    path.canonicalize().map_err(|error| format!("{}: {error}", path.display()).into())
}

fn records(csv: &Path, host: Option<&Host>) -> Result<Vec<Record>, Failure> {
    let records = journal::peek(csv)?;
    if let Some(host) = host {
        journal::check_place(csv, &records, &host.place()?)?;
    }
    Ok(records)
}

/// Pays, and tells what came of it.
async fn pay(arguments: &Arguments, plan: Plan) -> Result<ExitCode, Failure> {
    let csv = file(&arguments.file)?;
    let payer = Payer::new(plan.host.client, plan.journal);
    let mut batch = Batch::new(payer, arguments.concurrency.into(), Stop::on_ctrl_c(), plan.tasks);
    batch.pay().await;
    if let Some(time) = arguments.wait() {
        batch.wait(time).await;
    }
    let run = batch.finish();
    let written = results::write(&csv, &plan.header, &run.rows)?;
    results::summarize(&plan.header, &run.rows);
    tell(&format!("results: {}", written.display()));
    let trouble = run.rows.iter().any(|row| results::is_trouble(row, arguments.wait().is_some()));
    if let Some(why) = &run.cut_short {
        say(&format!("The run ended before its time: {why}"));
    }
    if trouble || run.cut_short.is_some() {
        say(
            "Not everything is paid. Run the same command again for what is open; the results explain what failed.",
        );
        return Ok(ExitCode::from(NOT_ALL));
    }
    Ok(ExitCode::SUCCESS)
}

/// Tells a result. Who does not read it misses nothing that the files do not hold.
fn tell(text: &str) {
    let _ = writeln!(io::stdout(), "{text}");
}

/// Says something to the person at the terminal.
fn say(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}
