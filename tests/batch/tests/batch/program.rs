//! Runs the program on a file in a folder of its own, against a sandbox of its own.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use sandbox::{Options, Pace, Sandbox};
use tempfile::TempDir;

/// The columns of most tests.
pub(crate) const HEADER: &str = "reference_id,service,service_amount,fields_data";

/// A folder with a file, and the platform that it is paid through.
pub(crate) struct Desk {
    pub(crate) sandbox: Sandbox,
    folder: TempDir,
}

/// What a run said and how it ended.
pub(crate) struct Said {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    pub(crate) fn new(csv: &str) -> Self {
        Self::with(csv, Options::default())
    }

    /// Its sandbox is in a hurry: two seconds there are some milliseconds here.
    pub(crate) fn with(csv: &str, options: Options) -> Self {
        let options = Options { pace: Pace::Times(100), keep_requests: 100_000, ..options };
        let sandbox = Sandbox::start_with(options).expect("the sandbox starts");
        let desk = Self { sandbox, folder: tempfile::tempdir().expect("a folder") };
        desk.write(csv);
        desk
    }

    pub(crate) fn write(&self, csv: &str) {
        std::fs::write(self.csv(), csv).expect("the file is written");
    }

    pub(crate) fn csv(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("the folder is there").join("payouts.csv")
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.csv().with_file_name(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    pub(crate) fn results(&self) -> String {
        self.read("payouts.csv.results.csv")
    }

    pub(crate) fn journal(&self) -> PathBuf {
        self.path("payouts.csv.journal")
    }

    /// The program on the file in the sandbox.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = program(&self.csv());
        command.arg(format!("--sandbox=http://{}", self.sandbox.address())).args(arguments);
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        Said::of(self.command(arguments).output().expect("the program runs"))
    }

    pub(crate) fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).spawn().expect("the program starts")
    }

    /// Without what differs from run to run.
    pub(crate) fn plain(&self, text: &str) -> String {
        let folder = self.csv().parent().expect("a folder").display().to_string();
        text.replace(&folder, "FOLDER").replace(&self.sandbox.address().to_string(), "SANDBOX")
    }

    /// How many requests came that move money.
    pub(crate) fn writes(&self) -> usize {
        let writes = ["payout-invoices.create", "payout-invoices.process"];
        let requests = self.sandbox.requests();
        requests
            .iter()
            .filter(|seen| seen.operation.as_deref().is_some_and(|name| writes.contains(&name)))
            .count()
    }
}

impl Said {
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("text");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

/// The program on a file, with nothing in its environment that it looks at, and nobody at its terminal.
pub(crate) fn program(csv: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_batch_payouts"));
    command.arg(csv).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    for name in
        ["CUBLOX_URL", "CUBLOX_ACCOUNT", "CUBLOX_API_KEY", "CUBLOX_PUBLIC_URL", "CUBLOX_PUBLIC_KEY"]
    {
        command.env_remove(name);
    }
    command
}
