//! Compares the generated files with the disk and decides what is to be done, without doing it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::PoisonError;

use super::compare::{Compared, Comparison, Found, Stood, is_marked};
use super::disk::{self, Listing, Stands, TEMPORARY};
use super::manifest::Manifest;
use super::path::{ancestors, check, is_below};
use super::spool::{Kept, Spool};
use super::{File, SyncError};

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
    /// The texts that are to be written.
    pub(super) spool: Spool,
}

/// A file that has to be written.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) path: String,
    pub(super) stood: Stood,
    /// Its text.
    pub(super) kept: Kept,
}

/// The manifest on disk, while the plan is carried out, and afterwards.
#[derive(Debug)]
pub(super) struct ManifestTexts {
    pub(super) before: Option<String>,
    pub(super) during: String,
    pub(super) after: String,
}

/// Compares `files` with what is in the folder `root` and writes nothing: a [`Comparison`] of files that are all there.
///
/// # Errors
///
/// Those of the comparison.
pub fn plan(root: &Path, files: &[File], owned_dirs: &[&str]) -> Result<Plan, SyncError> {
    let comparison = Comparison::new(root, owned_dirs)?;
    files.iter().for_each(|file| comparison.take(file.clone()));
    comparison.plan()
}

impl Plan {
    pub(super) fn of(comparison: Comparison) -> Result<Self, SyncError> {
        let Comparison { root, owned_dirs, manifest, last, compared, spool } = comparison;
        let mut compared = compared.into_inner().unwrap_or_else(PoisonError::into_inner);
        compared.sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let paths: Vec<&str> = compared.iter().map(|file| file.path.as_str()).collect();
        check(&paths, &owned_dirs)?;
        let next = Manifest::of(compared.iter().map(|file| (file.path.clone(), file.hash)));
        let folders: BTreeSet<&str> = next.paths().flat_map(ancestors).collect();
        refuse_links(&root, &folders)?;
        let wanted = wanted(compared)?;
        let survey = Survey::of(&root, &owned_dirs, &last, &next)?;
        refuse_foreign(&root, &folders, &survey)?;
        let mut plan = Self {
            writes: Vec::new(),
            unchanged: Vec::new(),
            empty_folders: survey.empty_folders(folders),
            removals: survey.stale.iter().cloned().collect(),
            leftovers: survey.leftovers.iter().cloned().collect(),
            foreign: survey.foreign.iter().cloned().collect(),
            manifest: ManifestTexts {
                before: manifest,
                during: last.union(&next).text(),
                after: next.text(),
            },
            root,
            spool,
        };
        for (path, found) in wanted {
            plan.add(path, found, &survey)?;
        }
        Ok(plan)
    }

    /// Puts a generated file where it belongs.
    fn add(&mut self, path: String, found: Found, survey: &Survey) -> Result<(), SyncError> {
        match found {
            Found::Same => self.unchanged.push(path),
            Found::Other(Stood::Folder, _) if !survey.clears(&path) => {
                return Err(SyncError::Foreign { path });
            }
            Found::Other(stood, kept) => self.writes.push(Change { path, stood, kept }),
        }
        Ok(())
    }

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

/// What was found at each path, or the first error by path.
fn wanted(compared: Vec<Compared>) -> Result<Vec<(String, Found)>, SyncError> {
    compared.into_iter().map(|file| Ok((file.path, file.found?))).collect()
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
        owned_dirs: &[String],
        last: &Manifest,
        next: &Manifest,
    ) -> Result<Self, SyncError> {
        let mut listing = Listing::default();
        for dir in owned_dirs {
            refuse_links(root, &with_ancestors(dir))?;
            if disk::look(root, dir)? == Stands::Folder {
                listing.add(root, dir)?;
                listing.folders.insert(dir.clone());
            }
        }
        for path in last.paths().filter(|path| !owned_dirs.iter().any(|dir| is_below(path, dir))) {
            if refuse_links(root, &with_ancestors(path)).is_ok()
                && disk::look(root, path)? == Stands::File
            {
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

    /// Folders of ours in which nothing is left and nothing comes into `used`, inner ones first.
    fn empty_folders<'p>(&'p self, mut used: BTreeSet<&'p str>) -> Vec<String> {
        used.extend(self.foreign.iter().flat_map(|path| ancestors(path)));
        let mut empty: Vec<String> =
            self.folders.iter().filter(|folder| !used.contains(folder.as_str())).cloned().collect();
        // An inner folder sorts behind the one around it.
        empty.reverse();
        empty
    }
}

fn with_ancestors(path: &str) -> BTreeSet<&str> {
    std::iter::once(path).chain(ancestors(path)).collect()
}

/// Refuses links among these paths.
fn refuse_links(root: &Path, paths: &BTreeSet<&str>) -> Result<(), SyncError> {
    for path in paths {
        if disk::look(root, path)? == Stands::Link {
            return Err(SyncError::Symlink { path: (*path).to_owned() });
        }
    }
    Ok(())
}

/// Refuses folders of generated files where a file stands that stays.
fn refuse_foreign(root: &Path, folders: &BTreeSet<&str>, survey: &Survey) -> Result<(), SyncError> {
    for folder in folders {
        let stands = disk::look(root, folder)?;
        if !matches!(stands, Stands::Nothing | Stands::Folder) && !survey.clears(folder) {
            return Err(SyncError::Foreign { path: (*folder).to_owned() });
        }
    }
    Ok(())
}
