//! Which paths may be generated.

use std::collections::BTreeMap;

use super::disk::TEMPORARY;
use super::{File, MANIFEST, SyncError};

/// Checks that every file has a path of its own, below one of the folders or named among them.
pub(super) fn check(files: &[File], owned_dirs: &[&str]) -> Result<(), SyncError> {
    for dir in owned_dirs {
        plain(dir)?;
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for File { path, .. } in files {
        plain(path)?;
        if !owned_dirs.iter().any(|dir| path == dir || is_below(path, dir)) {
            return Err(refused(path, "it is outside of the folders for generated files"));
        }
        if let Some(first) = seen.insert(path.to_lowercase(), path) {
            return Err(SyncError::SamePath { first: first.to_owned(), second: path.clone() });
        }
    }
    let folder_of_another =
        |path: &str| ancestors(path).any(|folder| seen.contains_key(&folder.to_lowercase()));
    match files.iter().find(|file| folder_of_another(&file.path)) {
        Some(file) => {
            Err(refused(&file.path, "another generated file has the name of one of its folders"))
        }
        None => Ok(()),
    }
}

/// Checks that a path is relative, cannot leave the folder it is relative to, and means the same on every system.
pub(super) fn plain(path: &str) -> Result<(), SyncError> {
    match path.split('/').find_map(flaw) {
        Some(reason) => Err(refused(path, reason)),
        None if path == MANIFEST => Err(refused(path, "it is the name of the manifest")),
        None => Ok(()),
    }
}

fn flaw(segment: &str) -> Option<&'static str> {
    match segment {
        "" => Some("it is absolute or has an empty part"),
        "." | ".." => Some("it has a part `.` or `..`"),
        _ if segment.ends_with(TEMPORARY) => Some("it has the ending of temporary files"),
        _ if segment.contains(['\\', ':', '\0']) || segment.chars().any(char::is_control) => {
            Some("it has a character that some systems refuse")
        }
        _ => None,
    }
}

/// The folders around a path, innermost first.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(parent(path), |folder| parent(folder))
}

pub(super) fn parent(path: &str) -> Option<&str> {
    path.rsplit_once('/').map(|(folder, _)| folder)
}

pub(super) fn is_below(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn refused(path: &str, reason: &'static str) -> SyncError {
    SyncError::Path { path: path.to_owned(), reason }
}
