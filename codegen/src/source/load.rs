//! Finds the files of a description below a folder and reads them as text.

use std::env;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};
use std::string::FromUtf8Error;

use super::reading::Reading;
use super::{Kind, Sources};
use crate::diagnostic::{Code, Diagnostic};

/// Larger files are refused unread.
const MAX_BYTES: u64 = 1 << 20;

/// Reads the description in `dir`: every `*.yaml` and `*.yml` file below it except in `samples/`, and every `*.json`
/// file in `samples/`. Hidden files, `*.schema.json` and files of other kinds are left alone.
///
/// All problems of all files are returned together, beside the files that could be read, so that they can be shown with
/// the lines they are about. Files are named such that a name in a message can be opened: from the current folder if `dir`
/// lies in it, or else by `dir` as it is given.
#[must_use]
pub fn load(dir: &Path) -> (Sources, Vec<Diagnostic>) {
    let mut search = Search::default();
    let prefix = shown(dir, env::current_dir().ok().as_deref());
    search.folder(dir, "", &prefix, &dir.display().to_string());
    search.found.sort_by(|a, b| a.name.cmp(&b.name));
    let mut problems = search.problems;
    if problems.is_empty() && !search.found.iter().any(|found| found.kind == Kind::Spec) {
        let message = format!("`{}` holds no YAML file", dir.display());
        problems.push(Diagnostic::new(Code::NoSpecFile, message));
    }
    let mut reading = Reading::default();
    for found in search.found {
        match read(&found) {
            Ok(Ok(text)) => reading.add(found.name, text, found.kind),
            Ok(Err(error)) => reading.add_undecoded(found.name, &error),
            Err(problem) => reading.unreadable(problem),
        }
    }
    let (sources, more) = reading.finish();
    problems.extend(more);
    (sources, problems)
}

/// What the names of the files in `dir` begin with.
fn shown(dir: &Path, current: Option<&Path>) -> String {
    let below = current.and_then(|current| dir.strip_prefix(current).ok()).unwrap_or(dir);
    let plain: PathBuf = below.components().filter(|part| *part != Component::CurDir).collect();
    let name = plain.to_string_lossy().replace(MAIN_SEPARATOR, "/");
    if name.is_empty() || name.ends_with('/') { name } else { name + "/" }
}

struct Found {
    name: String,
    path: PathBuf,
    kind: Kind,
}

#[derive(Default)]
struct Search {
    found: Vec<Found>,
    problems: Vec<Diagnostic>,
}

impl Search {
    /// Looks through the folder at `path`, which is `relative` (empty, or with a `/` at its end) below the top.
    fn folder(&mut self, path: &Path, relative: &str, prefix: &str, shown: &str) {
        let entries = match fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(error) => {
                let reason = match error.kind() {
                    io::ErrorKind::NotFound => "there is no such folder".to_owned(),
                    io::ErrorKind::NotADirectory => {
                        "it is a file; a description is a folder of files".to_owned()
                    }
                    _ => error.to_string(),
                };
                let message = format!("the folder `{shown}` cannot be read: {reason}");
                return self.problems.push(Diagnostic::new(Code::FolderUnreadable, message));
            }
        };
        for entry in entries {
            self.entry(&entry, relative, prefix);
        }
    }

    fn entry(&mut self, entry: &fs::DirEntry, relative: &str, prefix: &str) {
        let os_name = entry.file_name();
        let Some(name) = os_name.to_str() else {
            let message = format!(
                "the file name `{prefix}{relative}{}` is not UTF-8",
                os_name.to_string_lossy()
            );
            return self.problems.push(Diagnostic::new(Code::FileName, message));
        };
        if name.starts_with('.') {
            return;
        }
        let relative = format!("{relative}{name}");
        let shown = format!("{prefix}{relative}");
        match fs::metadata(entry.path()) {
            Ok(target) if target.is_dir() => self.below(entry, &relative, prefix, &shown),
            _ => self.file(entry.path(), &relative, shown),
        }
    }

    fn below(&mut self, entry: &fs::DirEntry, relative: &str, prefix: &str, shown: &str) {
        if entry.file_type().is_ok_and(|kind| kind.is_symlink()) {
            let message = format!("`{shown}` is a symbolic link to a folder");
            let problem =
                Diagnostic::new(Code::FolderLink, message).help("put the folder itself there");
            return self.problems.push(problem);
        }
        self.folder(&entry.path(), &format!("{relative}/"), prefix, shown);
    }

    fn file(&mut self, path: PathBuf, relative: &str, name: String) {
        match role(relative) {
            Role::Read(kind) => self.found.push(Found { name, path, kind }),
            Role::Stray => {
                let message = format!("`{name}` is neither description nor sample");
                let help = "YAML files (`.yaml`, `.yml`) stand outside of `samples/`, JSON files (`.json`) inside";
                self.problems.push(Diagnostic::new(Code::StrayFile, message).help(help));
            }
            Role::Other => {}
        }
    }
}

enum Role {
    Read(Kind),
    /// Looks as if it were meant to be read.
    Stray,
    Other,
}

/// What the file at this path below the top is for.
fn role(relative: &str) -> Role {
    let sample = relative.starts_with("samples/");
    if relative.ends_with(".schema.json") {
        return Role::Other;
    }
    let extension = Path::new(relative)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    match extension {
        "yaml" | "yml" if !sample => Role::Read(Kind::Spec),
        "json" if sample => Role::Read(Kind::Sample),
        _ if ["yaml", "yml", "json"].contains(&extension.to_lowercase().as_str()) => Role::Stray,
        _ => Role::Other,
    }
}

fn read(found: &Found) -> Result<Result<String, FromUtf8Error>, Diagnostic> {
    let bytes = read_bytes(&found.path).map_err(|error| {
        let message = format!("`{}` cannot be read: {error}", found.name);
        Diagnostic::new(Code::FileUnreadable, message)
    })?;
    if bytes.len() as u64 > MAX_BYTES {
        let message = format!("`{}` is larger than 1 MiB", found.name);
        return Err(
            Diagnostic::new(Code::FileTooLarge, message).help("split it into several files")
        );
    }
    Ok(String::from_utf8(bytes))
}

/// At most one byte more than is allowed, so that the caller can tell; never from a device or a pipe.
fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::shown;

    #[test]
    fn files_are_named_such_that_they_can_be_opened() {
        let from = |dir: &str| shown(Path::new(dir), Some(Path::new("/home/of/project")));
        assert_eq!(from("/home/of/project/spec"), "spec/");
        assert_eq!(from("/home/of/project"), "");
        assert_eq!(from("/home/of/other/spec/"), "/home/of/other/spec/");
        assert_eq!(from("./spec"), "spec/");
        assert_eq!(from("../other/spec"), "../other/spec/");
        assert_eq!(from("."), "");
        assert_eq!(from("/"), "/");
    }
}
