//! The output folder on disk: what is there, and the few ways in which it is changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::SyncError;

/// The ending of temporary names; files with it belong to the generator. Before it stand the number of the process and of the
/// file, so that two runs at the same time do not write to the same one.
pub(super) const TEMPORARY: &str = ".generated-tmp";

/// What stands at a path, links not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    Nothing,
    File,
    Folder,
    Link,
    /// A device, pipe or socket.
    Other,
}

/// What stands at `path` below `root`.
pub(super) fn look(root: &Path, path: &str) -> Result<Stands, SyncError> {
    match fs::symlink_metadata(root.join(path)) {
        Ok(metadata) => Ok(kind(metadata.file_type())),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            Ok(Stands::Nothing)
        }
        Err(error) => Err(SyncError::io("look at", path, error)),
    }
}

fn kind(kind: fs::FileType) -> Stands {
    if kind.is_symlink() {
        Stands::Link
    } else if kind.is_dir() {
        Stands::Folder
    } else if kind.is_file() {
        Stands::File
    } else {
        Stands::Other
    }
}

/// The bytes of the file at `path` below `root`; none if it is gone, which another run may have seen to.
pub(super) fn read(root: &Path, path: &str) -> Result<Option<Vec<u8>>, SyncError> {
    present(fs::read(root.join(path))).map_err(|error| SyncError::io("read", path, error))
}

/// None in place of the error that something is not there.
pub(super) fn present<T>(result: io::Result<T>) -> io::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Everything in some folders, by its path from the output folder. What has a name that is not UTF-8 is foreign for
/// sure and listed under a readable form of it.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub(super) files: BTreeMap<String, Stands>,
    pub(super) folders: BTreeSet<String>,
}

impl Listing {
    /// Lists the folder at `path` and all below it; links are not followed.
    pub(super) fn add(&mut self, root: &Path, path: &str) -> Result<(), SyncError> {
        let failed = |error| SyncError::io("read", path, error);
        let entries = present(fs::read_dir(root.join(path))).map_err(failed)?;
        for entry in entries.into_iter().flatten() {
            let entry = entry.map_err(failed)?;
            let stands = kind(entry.file_type().map_err(failed)?);
            let name = entry.file_name();
            let below = format!("{path}/{}", name.to_string_lossy());
            match (stands, name.to_str()) {
                (Stands::Folder, Some(_)) => {
                    self.add(root, &below)?;
                    self.folders.insert(below);
                }
                (_, None) => {
                    self.files.insert(below, Stands::Other);
                }
                (_, Some(_)) => {
                    self.files.insert(below, stands);
                }
            }
        }
        Ok(())
    }
}

/// The ways in which the disk is changed; tests put one in between that fails.
pub(super) trait Changes {
    fn create_folder(&mut self, path: &Path) -> io::Result<()>;
    /// Writes a file that must not exist yet.
    fn write_new(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;
    fn remove_file(&mut self, path: &Path) -> io::Result<()>;
    fn remove_folder(&mut self, path: &Path) -> io::Result<()>;
}

/// The file system.
pub(super) struct Disk;

impl Changes for Disk {
    fn create_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write_new(&mut self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        fs::File::create_new(path)?.write_all(bytes)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// A temporary name beside a path, another one each time.
pub(super) fn temporary(path: &Path) -> PathBuf {
    static WRITTEN: AtomicUsize = AtomicUsize::new(0);
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}-{number}{TEMPORARY}", process::id()));
    PathBuf::from(name)
}

/// The temporary files in the output folder itself, where the manifest and single files are written.
pub(super) fn temporaries(root: &Path) -> Result<Vec<String>, SyncError> {
    let failed = |error| SyncError::io("read", ".", error);
    let entries = present(fs::read_dir(root)).map_err(failed)?;
    let mut found = Vec::new();
    for entry in entries.into_iter().flatten() {
        let entry = entry.map_err(failed)?;
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        let name = entry.file_name().into_string().ok().filter(|name| name.ends_with(TEMPORARY));
        found.extend(name.filter(|_| is_file));
    }
    Ok(found)
}
