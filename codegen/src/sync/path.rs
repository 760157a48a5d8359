//! Which paths may be generated.

use std::collections::BTreeMap;

use super::disk::TEMPORARY;
use super::{MANIFEST, SyncError};

/// Checks that a file may have this path: a plain one below one of the folders, or named among them.
pub(super) fn allowed(path: &str, owned_dirs: &[String]) -> Result<(), SyncError> {
    plain(path)?;
    if owned_dirs.iter().any(|dir| path == dir || is_below(path, dir)) {
        Ok(())
    } else {
        Err(refused(path, "it is outside of the folders for generated files"))
    }
}

/// Checks that every file may have its path, each has one of its own, and none is the folder of another.
pub(super) fn check(paths: &[&str], owned_dirs: &[String]) -> Result<(), SyncError> {
    paths.iter().try_for_each(|path| allowed(path, owned_dirs))?;
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in paths {
        if let Some(first) = seen.insert(path.to_lowercase(), path) {
            let (first, second) = (first.to_owned(), (*path).to_owned());
            return Err(SyncError::SamePath { first, second });
        }
    }
    let folder_of_another =
        |path: &str| ancestors(path).any(|folder| seen.contains_key(&folder.to_lowercase()));
    match paths.iter().find(|path| folder_of_another(path)) {
        Some(path) => {
            Err(refused(path, "another generated file has the name of one of its folders"))
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
