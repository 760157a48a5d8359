//! Compares the generated files with the disk and decides what is to be done, without doing it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::disk::{self, Listing, Stands, TEMPORARY};
use super::manifest::{MANIFEST, Manifest};
use super::path::{ancestors, check, is_below};
use super::{File, MARKER, SyncError};

/// What has to be done to bring the disk up to date.
#[derive(Debug)]
pub struct Plan {
    pub(super) root: PathBuf,
    pub(super) writes: Vec<Change>,
    pub(super) unchanged: Vec<String>,
    pub(super) removals: Vec<String>,
    /// Temporary files of an interrupted run.
    pub(super) leftovers: Vec<String>,
    /// Folders that will be empty, inner ones first.
    pub(super) empty_folders: Vec<String>,
    pub(super) foreign: Vec<String>,
    pub(super) manifest: ManifestTexts,
}

/// A file that has to be written.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) file: File,
    pub(super) before: Before,
}

/// What stands where a file has to be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    /// What an earlier run wrote.
    Outdated(Vec<u8>),
    /// What an earlier run wrote and somebody changed.
    Edited(Vec<u8>),
}

/// The manifest on disk, while the plan is carried out, and afterwards.
#[derive(Debug)]
pub(super) struct ManifestTexts {
    pub(super) before: Option<String>,
    pub(super) during: String,
    pub(super) after: String,
}

/// Compares `files` with what is in the folder `root` and writes nothing.
///
/// Generated files live in `owned_dirs` (from `root`, with `/`, as in `src/generated`) and nowhere else. A single file may be
/// named there too.
///
/// # Errors
///
/// If a file has a path that may not be generated, something foreign stands in its way, or the disk cannot be read.
pub fn plan(root: &Path, files: &[File], owned_dirs: &[&str]) -> Result<Plan, SyncError> {
    check(files, owned_dirs)?;
    let manifest_before = manifest_on_disk(root)?;
    let last = manifest_before.as_deref().map(Manifest::parse).transpose()?.unwrap_or_default();
    let next = Manifest::of(files);
    let folders: BTreeSet<&str> = owned_dirs.iter().copied().collect();
    let survey = Survey::of(root, &folders, &last, &next)?;
    let wanted = Wanted::compare(root, files, &last, &survey)?;
    let empty_folders = survey.empty_folders(files);
    Ok(Plan {
        root: root.to_owned(),
        writes: wanted.writes,
        unchanged: wanted.unchanged,
        removals: survey.stale.into_iter().collect(),
        leftovers: survey.leftovers.into_iter().collect(),
        empty_folders,
        foreign: survey.foreign.into_iter().collect(),
        manifest: ManifestTexts {
            before: manifest_before,
            during: last.union(&next).text(),
            after: next.text(),
        },
    })
}

impl Plan {
    /// Whether nothing is to be done: the disk is as generated.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.writes.is_empty()
            && self.removals.is_empty()
            && self.leftovers.is_empty()
            && self.empty_folders.is_empty()
            && self.manifest.before.as_deref() == Some(&self.manifest.after)
    }

    /// Files in the generator's folders that are not its own, sorted; they are left alone.
    #[must_use]
    pub fn foreign(&self) -> &[String] {
        &self.foreign
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
fn is_marked(bytes: &[u8]) -> bool {
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    first_line.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
}

/// What is on disk and will not be written.
#[derive(Debug, Default)]
struct Survey {
    stale: BTreeSet<String>,
    leftovers: BTreeSet<String>,
    foreign: BTreeSet<String>,
    folders: BTreeSet<String>,
}

impl Survey {
    fn of(
        root: &Path,
        owned_dirs: &BTreeSet<&str>,
        last: &Manifest,
        next: &Manifest,
    ) -> Result<Self, SyncError> {
        let mut listing = Listing::default();
        for dir in owned_dirs {
            refuse_links(root, dir)?;
            if disk::look(root, dir)? == Stands::Folder {
                listing.add(root, dir)?;
                listing.folders.insert((*dir).to_owned());
            }
        }
        for path in last.paths().filter(|path| !owned_dirs.iter().any(|dir| is_below(path, dir))) {
            if refuse_links(root, path).is_ok() && disk::look(root, path)? == Stands::File {
                listing.files.insert(path.to_owned(), Stands::File);
            }
        }
        for temporary in disk::temporaries(root)? {
            listing.files.insert(temporary, Stands::File);
        }
        let mut survey = Self { folders: listing.folders, ..Self::default() };
        for (path, stands) in listing.files.into_iter().filter(|(path, _)| !next.lists(path)) {
            survey.sort_in(root, path, stands, last)?;
        }
        Ok(survey)
    }

    fn sort_in(
        &mut self,
        root: &Path,
        path: String,
        stands: Stands,
        last: &Manifest,
    ) -> Result<(), SyncError> {
        let set = if stands != Stands::File {
            &mut self.foreign
        } else if path.ends_with(TEMPORARY) {
            &mut self.leftovers
        } else {
            let Some(bytes) = disk::read(root, &path)? else { return Ok(()) };
            if is_marked(&bytes) || last.wrote(&path, &bytes) {
                &mut self.stale
            } else {
                &mut self.foreign
            }
        };
        set.insert(path);
        Ok(())
    }

    /// Whether the plan clears this path: a file that goes, or a folder of which everything goes.
    fn clears(&self, path: &str) -> bool {
        self.stale.contains(path)
            || (self.folders.contains(path)
                && !self.foreign.iter().any(|kept| is_below(kept, path)))
    }

    /// Folders of ours in which nothing is left and nothing comes, inner ones first.
    fn empty_folders(&self, files: &[File]) -> Vec<String> {
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for path in files
            .iter()
            .map(|file| file.path.as_str())
            .chain(self.foreign.iter().map(String::as_str))
        {
            used.extend(ancestors(path));
        }
        let mut empty: Vec<String> =
            self.folders.iter().filter(|folder| !used.contains(folder.as_str())).cloned().collect();
        // An inner folder sorts behind the one around it.
        empty.reverse();
        empty
    }
}

/// Refuses a path that leads through a link, or is one.
fn refuse_links(root: &Path, path: &str) -> Result<(), SyncError> {
    for part in std::iter::once(path).chain(ancestors(path)) {
        if disk::look(root, part)? == Stands::Link {
            return Err(SyncError::Symlink { path: part.to_owned() });
        }
    }
    Ok(())
}

/// The generated files, held against the disk.
#[derive(Debug, Default)]
struct Wanted {
    writes: Vec<Change>,
    unchanged: Vec<String>,
}

impl Wanted {
    fn compare(
        root: &Path,
        files: &[File],
        last: &Manifest,
        survey: &Survey,
    ) -> Result<Self, SyncError> {
        let by_path: BTreeMap<&str, &File> =
            files.iter().map(|file| (file.path.as_str(), file)).collect();
        let mut wanted = Self::default();
        for (path, file) in by_path {
            refuse_links(root, path)?;
            refuse_foreign_folders(root, path, survey)?;
            match standing(root, file, last, survey)? {
                Some(before) => wanted.writes.push(Change { file: file.clone(), before }),
                None => wanted.unchanged.push(path.to_owned()),
            }
        }
        Ok(wanted)
    }
}

/// What stands where `file` has to go; none if it is the file itself.
fn standing(
    root: &Path,
    file: &File,
    last: &Manifest,
    survey: &Survey,
) -> Result<Option<Before>, SyncError> {
    let path = &file.path;
    match disk::look(root, path)? {
        Stands::Nothing => Ok(Some(Before::Nothing)),
        Stands::Folder if survey.clears(path) => Ok(Some(Before::Nothing)),
        Stands::File => {
            let Some(bytes) = disk::read(root, path)? else { return Ok(Some(Before::Nothing)) };
            if bytes == file.text.as_bytes() {
                Ok(None)
            } else if last.wrote(path, &bytes) {
                Ok(Some(Before::Outdated(bytes)))
            } else if is_marked(&bytes) || last.lists(path) {
                Ok(Some(Before::Edited(bytes)))
            } else {
                Err(SyncError::Foreign { path: path.clone() })
            }
        }
        Stands::Link => Err(SyncError::Symlink { path: path.clone() }),
        Stands::Folder | Stands::Other => Err(SyncError::Foreign { path: path.clone() }),
    }
}

/// Refuses a path of which a folder is a file that stays.
fn refuse_foreign_folders(root: &Path, path: &str, survey: &Survey) -> Result<(), SyncError> {
    for folder in ancestors(path) {
        let stands = disk::look(root, folder)?;
        if !matches!(stands, Stands::Nothing | Stands::Folder) && !survey.clears(folder) {
            return Err(SyncError::Foreign { path: folder.to_owned() });
        }
    }
    Ok(())
}
