//! The journal: what was sent and what came of it, a line of JSON for each, on the disk before the next step is taken.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use cublox_payouts::runtime::Place;
use serde::{Deserialize, Serialize};

use crate::Failure;

const VERSION: u32 = 1;

/// A line of the journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "record", rename_all = "snake_case")]
pub(crate) enum Record {
    /// The first line: where the file is paid.
    Batch { version: u32, base_url: String, account: Option<String> },
    /// A payout is about to be sent. `create` is the saved call.
    Ordered {
        reference_id: String,
        line: u64,
        row: String,
        amount: String,
        currency: String,
        create: String,
    },
    /// It was certainly not made.
    NotMade { reference_id: String },
    /// It is there, in this stage.
    Seen {
        reference_id: String,
        id: String,
        status: String,
        resolution: Option<String>,
        /// Something else had made it before.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        made_before: bool,
    },
    /// It was confirmed.
    Confirmed { reference_id: String },
}

/// The journal of a file, held by this run alone until it ends.
#[derive(Clone, Debug)]
pub(crate) struct Journal(Arc<Mutex<Pen>>);

/// The end of the file. After a record that could not be written whole, nothing may follow it: it must stay the last one.
#[derive(Debug)]
struct Pen {
    file: File,
    broken: bool,
}

impl Journal {
    /// Opens the journal of a file, or begins one. It must still hold what the plan of this run was made of.
    pub(crate) fn open(
        csv: &Path,
        place: &Place,
        planned_with: &[Record],
    ) -> Result<Self, Failure> {
        let path = path(csv);
        let about = |error| format!("{}: {error}", path.display());
        let mut file = private(OpenOptions::new().read(true).append(true).create(true))
            .open(&path)
            .map_err(about)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(
                    format!("{}: another run is at work on this file", path.display()).into()
                );
            }
            Err(TryLockError::Error(error)) => return Err(about(error).into()),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(about)?;
        let (records, good) = parse(&bytes, &path)?;
        if good < bytes.len() {
            file.set_len(good as u64)
                .and_then(|()| file.seek(std::io::SeekFrom::End(0)))
                .map_err(about)?;
        }
        if records != planned_with {
            return Err(format!(
                "{}: another run has written to it just now; run again",
                path.display()
            )
            .into());
        }
        let journal = Self(Arc::new(Mutex::new(Pen { file, broken: false })));
        if records.is_empty() {
            let first = Record::Batch {
                version: VERSION,
                base_url: place.base_url().to_owned(),
                account: place.account().map(str::to_owned),
            };
            journal.append(&first).map_err(about)?;
            sync_folder(&path).map_err(about)?;
        }
        Ok(journal)
    }

    /// Writes a record and waits until it is on the disk.
    pub(crate) async fn write(&self, record: Record) -> Result<(), Failure> {
        let journal = self.clone();
        let written = tokio::task::spawn_blocking(move || journal.append(&record)).await?;
        written.map_err(|error| format!("the journal cannot be written: {error}").into())
    }

    /// One record at a time: only the last one can be torn by a power cut.
    fn append(&self, record: &Record) -> Result<(), std::io::Error> {
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        let mut pen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if pen.broken {
            return Err(std::io::Error::other("an earlier record could not be written"));
        }
        let written = pen.file.write_all(&line).and_then(|()| pen.file.sync_data());
        pen.broken = written.is_err();
        written
    }
}

/// What the journal of a file holds; nothing where there is none.
pub(crate) fn peek(csv: &Path) -> Result<Vec<Record>, Failure> {
    let path = path(csv);
    match std::fs::read(&path) {
        Ok(bytes) => Ok(parse(&bytes, &path)?.0),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(format!("{}: {error}", path.display()).into()),
    }
}

/// The records, and how many bytes they take. The last line is torn where it has no end or is no record: it was being written when
/// the power went, so nothing has been sent on its account, and what it was to tell is looked up.
fn parse(bytes: &[u8], path: &Path) -> Result<(Vec<Record>, usize), Failure> {
    let (mut records, mut good) = (Vec::new(), 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let end = good + line.len();
        let record = line.strip_suffix(b"\n").and_then(|line| serde_json::from_slice(line).ok());
        match record {
            Some(record) => records.push(record),
            None if end == bytes.len() => break,
            None => {
                let (number, path) = (records.len() + 1, path.display());
                return Err(format!(
                    "{path}: line {number} is damaged; what was paid cannot be told from it, so nothing is sent. \
                     Restore the journal, or settle by hand what is open"
                )
                .into());
            }
        }
        good = end;
    }
    Ok((records, good))
}

/// Refuses a journal of another account or server: what was paid there would be paid here again.
pub(crate) fn check_place(csv: &Path, records: &[Record], place: &Place) -> Result<(), Failure> {
    let path = path(csv);
    let path = path.display();
    match records.first() {
        None => Ok(()),
        Some(Record::Batch { version, .. }) if *version != VERSION => {
            Err(format!("{path}: it is of version {version}, and this program knows {VERSION}")
                .into())
        }
        Some(Record::Batch { base_url, account, .. })
            if base_url == place.base_url() && account.as_deref() == place.account() =>
        {
            Ok(())
        }
        Some(Record::Batch { base_url, account, .. }) => {
            let account = account.as_deref().unwrap_or("no account");
            Err(format!(
                "{path}: this file was begun with {account} at {base_url}, and this run pays as {place}; \
                 finish it there, or it may be paid twice"
            )
            .into())
        }
        _ => Err(format!("{path}: it is not a journal of this program").into()),
    }
}

fn path(csv: &Path) -> PathBuf {
    beside(csv, "journal")
}

/// A file beside another: its name and a suffix.
pub(crate) fn beside(csv: &Path, suffix: &str) -> PathBuf {
    let mut name = csv.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// For its owner alone: it holds recipient data.
pub(crate) fn private(options: &mut OpenOptions) -> &mut OpenOptions {
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(options, 0o600);
    options
}

/// Waits until the folder of a file has its name on the disk.
pub(crate) fn sync_folder(path: &Path) -> std::io::Result<()> {
    match path.parent() {
        #[cfg(unix)]
        Some(folder) if folder.as_os_str().is_empty() => File::open(".")?.sync_all(),
        #[cfg(unix)]
        Some(folder) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}
