//! The command line.

use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use clap::Parser;
use cublox_payouts::runtime::Decimal;

use crate::row;

/// Where `cargo xtask sandbox` listens.
const SANDBOX: &str = "http://127.0.0.1:8765";

/// Pays everyone in a CSV file, each exactly once.
///
/// The whole file is checked before anything is sent. What is sent is written into a journal beside the file before it is sent, so
/// that after Ctrl-C, a crash or a power cut the same command pays exactly the rest. Keep the journal as long as the file: it holds
/// what the requests hold, recipient data included, and only its owner may read it.
#[derive(Debug, Parser)]
#[command(name = "batch_payouts", after_long_help = HELP)]
pub(crate) struct Arguments {
    /// The file, with the columns reference_id, service, service_amount (or amount and currency), fields_data, and if you like
    /// description, customer, customer_metadata. Objects are written key:value;key:value.
    pub(crate) file: PathBuf,
    /// Pay in the sandbox, which moves no money.
    #[arg(long, value_name = "URL", num_args = 0..=1, require_equals = true, default_missing_value = SANDBOX)]
    pub(crate) sandbox: Option<String>,
    /// Check the file and show what would be sent; send nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Show recipient data in full in a dry run.
    #[arg(long, requires = "dry_run")]
    pub(crate) show_recipients: bool,
    /// How many payouts are under way at the same time.
    #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) concurrency: u16,
    /// How many seconds one payout may take with all attempts and lookups before it is left, uncertain, to the next run.
    #[arg(long, value_name = "SECONDS", default_value_t = 60, value_parser = clap::value_parser!(u64).range(1..))]
    patience: u64,
    /// Refuse a file that pays more than this in all, such as 5000.00-USD; once for each currency. No question is asked then.
    #[arg(long, value_name = "AMOUNT-CURRENCY")]
    pub(crate) max_total: Vec<Limit>,
    /// Ask no question before money moves.
    #[arg(long)]
    pub(crate) yes: bool,
    /// Wait until the outcome of every payout is known, for this many seconds at the most.
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, require_equals = true, default_missing_value = "300")]
    wait: Option<u64>,
}

const HELP: &str = "\
A reference_id names one payment in the whole account, not in this file alone. One that another file or program has used before,
with the same amount, currency and service, counts as paid: nothing more is sent, and the report says so. Recipients are not
compared, because the platform shows their details masked: the earlier payout may have gone to somebody else.

Environment, where --sandbox is not given:
  CUBLOX_URL         the private face, such as https://api.operator.example
  CUBLOX_ACCOUNT     the account's id, coma_…
  CUBLOX_API_KEY     its API key
  CUBLOX_PUBLIC_URL  the public face, such as https://api.operator.example/public-api; with the next one, recipient data is
                     checked before anything is sent
  CUBLOX_PUBLIC_KEY  the public key, pk_live_… or pk_test_…

Files beside payouts.csv:
  payouts.csv.journal      what was sent; never delete it before the batch is settled
  payouts.csv.results.csv  what became of every row, written anew by each run

Exit codes:
  0  every payout is made and confirmed (with --wait: paid)
  1  nothing was sent by this run: the file, the command or the connection is at fault
  2  a payout failed, is uncertain, or was not sent: see the results, and run the same command again";

impl Arguments {
    /// How long a call may take with all its attempts.
    pub(crate) fn patience(&self) -> Duration {
        Duration::from_secs(self.patience)
    }

    /// How long to wait for outcomes.
    pub(crate) fn wait(&self) -> Option<Duration> {
        self.wait.map(Duration::from_secs)
    }
}

/// The most that a file may pay in a currency.
#[derive(Clone, Debug)]
pub(crate) struct Limit {
    pub(crate) amount: Decimal,
    pub(crate) currency: String,
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (amount, currency) =
            text.split_once('-').ok_or("write an amount and a currency, such as 5000.00-USD")?;
        if !row::is_currency(currency) {
            return Err(
                "the currency must be a code in capital letters, such as 5000.00-USD".to_owned()
            );
        }
        Ok(Self { amount: row::amount(amount)?, currency: currency.to_owned() })
    }
}
