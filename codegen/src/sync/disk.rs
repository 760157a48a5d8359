//! The output folder on disk: what is there, and the few ways in which it is changed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::SyncError;

/// The ending of temporary names; files with it belong to the generator.
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

/// The bytes of the file at `path` below `root`.
pub(super) fn read(root: &Path, path: &str) -> Result<Vec<u8>, SyncError> {
    fs::read(root.join(path)).map_err(|error| SyncError::io("read", path, error))
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
        for entry in fs::read_dir(root.join(path)).map_err(failed)? {
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

/// The temporary name beside a path.
pub(super) fn temporary(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(TEMPORARY);
    PathBuf::from(name)
}
