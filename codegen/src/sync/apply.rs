//! Carries a plan out, in the order that the module's documentation explains.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::disk::{Changes, Disk, present, temporary};
use super::manifest::MANIFEST;
use super::path::parent;
use super::plan::Change;
use super::{Plan, Report, SyncError};

/// How often a file is written that another run removes.
const MAX_TRIES: usize = 5;

impl Plan {
    /// Changes the disk as planned.
    ///
    /// # Errors
    ///
    /// If the file system refuses a step. What was done until then stays, and the next run goes on from there.
    pub fn apply(self) -> Result<Report, SyncError> {
        self.apply_by(&mut Disk)
    }

    pub(super) fn apply_by(self, disk: &mut dyn Changes) -> Result<Report, SyncError> {
        let mut hand = Hand { root: &self.root, disk };
        for path in &self.leftovers {
            hand.remove_file(path)?;
        }
        let mut manifest = self.manifest.before;
        if !(self.writes.is_empty() && self.removals.is_empty()) {
            hand.manifest(&mut manifest, self.manifest.during)?;
        }
        for path in &self.removals {
            hand.remove_file(path)?;
        }
        for path in &self.empty_folders {
            hand.remove_folder(path)?;
        }
        for Change { path, kept, .. } in &self.writes {
            let text = self.spool.text(*kept);
            hand.write(path, &text.map_err(|error| SyncError::io("read again", path, error))?)?;
        }
        hand.manifest(&mut manifest, self.manifest.after)?;
        Ok(Report {
            written: self.writes.into_iter().map(|change| change.path).collect(),
            unchanged: self.unchanged,
            removed: self.removals,
            foreign: self.foreign,
        })
    }
}

/// Changes the disk below the output folder and says what failed.
struct Hand<'a> {
    root: &'a Path,
    disk: &'a mut dyn Changes,
}

impl Hand<'_> {
    /// Writes the manifest unless that is its text already.
    fn manifest(&mut self, current: &mut Option<String>, text: String) -> Result<(), SyncError> {
        if current.as_ref() != Some(&text) {
            self.write(MANIFEST, &text)?;
            *current = Some(text);
        }
        Ok(())
    }

    /// Another run may take the temporary file for a leftover, or the folder for an empty one: then it is tried again.
    fn write(&mut self, path: &str, text: &str) -> Result<(), SyncError> {
        let mut tries = 1;
        loop {
            match self.try_to_write(path, text) {
                Err(error) if is_race(&error) && tries < MAX_TRIES => tries += 1,
                result => return result.map_err(|error| SyncError::io("write", path, error)),
            }
        }
    }

    fn try_to_write(&mut self, path: &str, text: &str) -> io::Result<()> {
        let target = self.root.join(path);
        let folder =
            parent(path).map_or_else(|| self.root.to_owned(), |folder| self.root.join(folder));
        self.disk.create_folder(&folder)?;
        let temporary = temporary(&target);
        self.disk.write_new(&temporary, text.as_bytes())?;
        self.disk.rename(&temporary, &target)
    }

    /// Removes a file, unless another run has.
    fn remove_file(&mut self, path: &str) -> Result<(), SyncError> {
        present(self.disk.remove_file(&self.root.join(path)))
            .map(|_| ())
            .map_err(|error| SyncError::io("remove", path, error))
    }

    /// Removes an empty folder, unless another run has, or has written something there.
    fn remove_folder(&mut self, path: &str) -> Result<(), SyncError> {
        match present(self.disk.remove_folder(&self.root.join(path))) {
            Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => {
                Err(SyncError::io("remove", path, error))
            }
            _ => Ok(()),
        }
    }
}

fn is_race(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::AlreadyExists)
}
