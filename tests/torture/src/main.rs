//! `cargo xtask torture`: runs the campaign with `send_once`, and the same with a naive loop for comparison, and prints the counts.

use std::io::{IsTerminal as _, Write as _};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use clap::Parser;
use torture::{Campaign, CampaignError, Manner, Report, table};

/// Makes payouts through a network that fails, with workers that die, and holds what was told against the books.
///
/// The exit code is 1 where `send_once` on the documented platform made a payout twice, lost one, or told otherwise than the books say.
/// The other columns are for comparison.
#[derive(Parser)]
#[command(name = "cargo xtask torture", bin_name = "cargo xtask torture")]
struct Arguments {
    /// How many payouts to ask for.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=999_999))]
    payouts: u32,
    /// What orders, faults and deaths are drawn from: the same seed gives the same ones.
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// Use the blocking client.
    #[arg(long)]
    blocking: bool,
    /// How many workers make payouts at a time.
    #[arg(long, default_value_t = 64, value_parser = clap::value_parser!(u16).range(1..=400))]
    concurrency: u16,
    /// How many of a thousand requests meet a fault.
    #[arg(long, default_value_t = 333, value_name = "PERMILLE", value_parser = clap::value_parser!(u32).range(0..=1000))]
    faults: u32,
    /// How long an attempt waits for its answer, in milliseconds.
    #[arg(long, default_value_t = 1000, value_name = "MILLISECONDS", value_parser = clap::value_parser!(u64).range(50..=60_000))]
    patience: u64,
    /// Add faults whose effect depends on who is quicker: stale connections, late requests by time, outages. Such a run cannot be
    /// replayed to the letter.
    #[arg(long)]
    races: bool,
    /// Leave out the columns for comparison.
    #[arg(long)]
    alone: bool,
    /// Ask for this payout alone, of all of the campaign, and tell its story.
    #[arg(long, value_name = "REFERENCE_ID")]
    only: Option<String>,
}

/// How many failing payouts are told of.
const MOST_STORIES: usize = 20;

/// The columns beside the first: their titles, how payouts are made, whether the platform takes a `reference_id` twice.
const COMPARISONS: [(&[&str], Manner, bool); 3] = [
    (&["naive retries,", "documented platform"], Manner::NaiveRetries, false),
    (&["naive retries,", "careless platform"], Manner::NaiveRetries, true),
    (&["send_once,", "careless platform"], Manner::Once, true),
];

impl Arguments {
    fn campaign(&self) -> Campaign {
        Campaign {
            payouts: self.payouts,
            seed: self.seed,
            blocking: self.blocking,
            concurrency: self.concurrency.into(),
            fault_permille: self.faults,
            races: self.races,
            patience: Duration::from_millis(self.patience),
            only: self.only.clone(),
            ..Campaign::default()
        }
    }

    /// The command that runs one payout again.
    fn replay(&self, reference_id: &str) -> String {
        let mut command = format!(
            "cargo xtask torture --payouts {} --seed {} --faults {} --patience {} --alone --only {reference_id}",
            self.payouts, self.seed, self.faults, self.patience
        );
        for (flag, is_set) in [(" --blocking", self.blocking), (" --races", self.races)] {
            command.push_str(if is_set { flag } else { "" });
        }
        command
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<bool, CampaignError> {
    let campaign = arguments.campaign();
    let title: &[&str] = &["send_once,", "documented platform"];
    let first = observed(title, &campaign)?;
    let mut columns = vec![(title, first)];
    if !arguments.alone {
        for (title, manner, accepts_repeats) in COMPARISONS {
            let campaign = Campaign { manner, accepts_repeats, ..campaign.clone() };
            columns.push((title, observed(title, &campaign)?));
        }
    }
    let tallies: Vec<_> = columns.iter().map(|(title, report)| (*title, &report.tally)).collect();
    let mut out = std::io::stdout().lock();
    let _ = write!(out, "{}", table(&tallies));
    let report = &columns[0].1;
    let _ = writeln!(out, "\n{}", words(report));
    for failure in report.failures.iter().take(MOST_STORIES) {
        let (id, replay) = (&failure.reference_id, arguments.replay(&failure.reference_id));
        let _ = writeln!(out, "\n{id}: {:?}\n{}  again: {replay}", failure.findings, failure.story);
    }
    Ok(report.holds())
}

fn words(report: &Report) -> String {
    match report.failures.len() {
        0 if report.holds() => {
            "send_once on the documented platform: nothing made twice, lost or told otherwise"
                .to_owned()
        }
        0 => "the sandbox departed from the description".to_owned(),
        failures => format!("{failures} payouts of the first column failed; the first of them:"),
    }
}

/// Runs a campaign and shows on a terminal how far it is.
fn observed(title: &[&str], campaign: &Campaign) -> Result<Report, CampaignError> {
    if !std::io::stderr().is_terminal() {
        return campaign.run(|| ());
    }
    let (done, payouts, title) = (AtomicU32::new(0), campaign.payouts, title.join(" "));
    let report = campaign.run(move || {
        let done = done.fetch_add(1, Ordering::Relaxed) + 1;
        if done.is_multiple_of(100) {
            let _ = write!(std::io::stderr(), "\r{title}: {done} of {payouts}");
        }
    });
    let _ = write!(std::io::stderr(), "\r\x1b[K");
    report
}
