//! Holds generated files against the disk one by one, as they are made, and keeps of each only what is needed later.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::disk::{self, Stands};
use super::manifest::{Hash, MANIFEST, Manifest};
use super::path::{allowed, plain};
use super::spool::{Kept, Spool};
use super::{File, MARKER, Plan, SyncError};

/// Takes the generated files of an output folder, in any order and from any thread; then says what has to be done.
///
/// Nothing is written. Of a file that is on disk as generated only the path and a hash are kept; the text of another is set aside.
#[derive(Debug)]
pub struct Comparison {
    pub(super) root: PathBuf,
    pub(super) owned_dirs: Vec<String>,
    /// The manifest on disk, and what it says.
    pub(super) manifest: Option<String>,
    pub(super) last: Manifest,
    pub(super) compared: Mutex<Vec<Compared>>,
    /// The texts that are to be written.
    pub(super) spool: Spool,
}

/// A generated file that was held against the disk.
#[derive(Debug)]
pub(super) struct Compared {
    pub(super) path: String,
    pub(super) hash: Hash,
    pub(super) found: Result<Found, SyncError>,
}

/// What stands where a generated file has to go.
#[derive(Debug)]
pub(super) enum Found {
    /// The file itself.
    Same,
    /// Something else, and the text that is missing there.
    Other(Stood, Kept),
}

/// What stood in the place of a generated file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stood {
    Nothing,
    Folder,
    /// What an earlier run wrote.
    Outdated,
    /// What an earlier run wrote and somebody changed.
    Edited,
}

impl Comparison {
    /// A comparison with what is in the folder `root`.
    ///
    /// Generated files live in `owned_dirs` (from `root`, with `/`, as in `src/generated`) and nowhere else. A single file may be
    /// named there too.
    ///
    /// # Errors
    ///
    /// If one of `owned_dirs` is not a plain path, or the manifest cannot be read.
    pub fn new(root: &Path, owned_dirs: &[&str]) -> Result<Self, SyncError> {
        owned_dirs.iter().try_for_each(|dir| plain(dir))?;
        let manifest = manifest_on_disk(root)?;
        let last = manifest.as_deref().map(Manifest::parse).transpose()?.unwrap_or_default();
        Ok(Self {
            root: root.to_owned(),
            owned_dirs: owned_dirs.iter().map(|dir| (*dir).to_owned()).collect(),
            manifest,
            last,
            compared: Mutex::default(),
            spool: Spool::default(),
        })
    }

    /// Takes in a generated file. What is wrong with it is told by [`plan`](Self::plan).
    pub fn take(&self, file: File) {
        let File { path, text } = file;
        let hash = Hash::of(text.as_bytes());
        let found = self.find(&path, &text);
        let compared = Compared { path, hash, found };
        self.compared.lock().unwrap_or_else(PoisonError::into_inner).push(compared);
    }

    /// What has to be done, now that every file has been taken.
    ///
    /// # Errors
    ///
    /// If a file has a path that may not be generated, something foreign stands in its way, or the disk cannot be read.
    pub fn plan(self) -> Result<Plan, SyncError> {
        Plan::of(self)
    }

    fn find(&self, path: &str, text: &str) -> Result<Found, SyncError> {
        allowed(path, &self.owned_dirs)?;
        let stood = match disk::look(&self.root, path)? {
            Stands::Nothing => Stood::Nothing,
            Stands::Folder => Stood::Folder,
            Stands::File => match self.find_file(path, text)? {
                None => return Ok(Found::Same),
                Some(stood) => stood,
            },
            Stands::Link => return Err(SyncError::Symlink { path: path.to_owned() }),
            Stands::Other => return Err(SyncError::Foreign { path: path.to_owned() }),
        };
        let kept =
            self.spool.keep(text).map_err(|error| SyncError::io("set aside", path, error))?;
        Ok(Found::Other(stood, kept))
    }

    /// What a file is, unless it is as generated.
    fn find_file(&self, path: &str, text: &str) -> Result<Option<Stood>, SyncError> {
        match disk::read(&self.root, path)? {
            None => Ok(Some(Stood::Nothing)),
            Some(bytes) if bytes == text.as_bytes() => Ok(None),
            Some(bytes) if self.last.wrote(path, &bytes) => Ok(Some(Stood::Outdated)),
            Some(bytes) if is_marked(&bytes) || self.last.lists(path) => Ok(Some(Stood::Edited)),
            Some(_) => Err(SyncError::Foreign { path: path.to_owned() }),
        }
    }
}

fn manifest_on_disk(root: &Path) -> Result<Option<String>, SyncError> {
    match disk::look(root, MANIFEST)? {
        Stands::Nothing => Ok(None),
        Stands::File => {
            let text = disk::read(root, MANIFEST)?.map(String::from_utf8);
            text.transpose().map_err(|_| SyncError::Manifest { line: 1 })
        }
        Stands::Link => Err(SyncError::Symlink { path: MANIFEST.to_owned() }),
        Stands::Folder | Stands::Other => Err(SyncError::Foreign { path: MANIFEST.to_owned() }),
    }
}

/// Whether a file says of itself that it was generated.
pub(super) fn is_marked(bytes: &[u8]) -> bool {
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first_line.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
}
