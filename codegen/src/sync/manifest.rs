//! The list of generated files, each with a hash of what was written.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::{MARKER, SyncError, path};

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = "generated.manifest";

/// For every path the hashes of what may have been written there: one after a finished run, perhaps two after an
/// interrupted one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    files: BTreeMap<String, BTreeSet<Hash>>,
}

/// Tells whether a file was edited by hand. Not safe against someone who wants to deceive it, and need not be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hash(u64);

impl Hash {
    /// FNV-1a.
    pub(super) fn of(bytes: &[u8]) -> Self {
        let mix =
            |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(bytes.iter().fold(0xcbf2_9ce4_8422_2325, mix))
    }
}

impl Manifest {
    pub(super) fn of(files: impl IntoIterator<Item = (String, Hash)>) -> Self {
        let entry = |(path, hash)| (path, BTreeSet::from([hash]));
        Self { files: files.into_iter().map(entry).collect() }
    }

    pub(super) fn parse(text: &str) -> Result<Self, SyncError> {
        let mut manifest = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.starts_with('#') || line.is_empty() {
                continue;
            }
            let (hash, path) = entry(line).ok_or(SyncError::Manifest { line: index + 1 })?;
            manifest.files.entry(path.to_owned()).or_default().insert(hash);
        }
        Ok(manifest)
    }

    pub(super) fn text(&self) -> String {
        let mut text = format!("# {MARKER}\n");
        for (path, hashes) in &self.files {
            for Hash(hash) in hashes {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{hash:016x} {path}");
            }
        }
        text
    }

    /// The files of both.
    pub(super) fn union(&self, other: &Self) -> Self {
        let mut files = self.files.clone();
        for (path, hashes) in &other.files {
            files.entry(path.clone()).or_default().extend(hashes);
        }
        Self { files }
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether a generated file of any content was listed for this path.
    pub(super) fn lists(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether these bytes were generated for this path.
    pub(super) fn wrote(&self, path: &str, bytes: &[u8]) -> bool {
        self.files.get(path).is_some_and(|hashes| hashes.contains(&Hash::of(bytes)))
    }
}

fn entry(line: &str) -> Option<(Hash, &str)> {
    let (hash, path) = line.split_once(' ')?;
    let well_formed = hash.len() == 16 && path::plain(path).is_ok();
    let hash = u64::from_str_radix(hash, 16).ok()?;
    well_formed.then_some((Hash(hash), path))
}

#[cfg(test)]
mod tests {
    use super::{Hash, Manifest};

    fn of(files: &[(&str, &str)]) -> Manifest {
        let hashed = |(path, text): &(&str, &str)| ((*path).to_owned(), Hash::of(text.as_bytes()));
        Manifest::of(files.iter().map(hashed))
    }

    #[test]
    fn hash_is_fnv_1a() {
        assert_eq!(Hash::of(b""), Hash(0xcbf2_9ce4_8422_2325));
        assert_eq!(Hash::of(b"foobar"), Hash(0x8594_4171_f739_67e8));
    }

    #[test]
    fn text_is_read_back() {
        let old = of(&[("src/generated/b.rs", "1"), ("schemas/a.json", "{}")]);
        let both = old.union(&of(&[("schemas/a.json", "[]")]));
        assert_eq!(Manifest::parse(&both.text()).expect("its own text"), both);
        assert_eq!(both.text().lines().count(), 4);
        assert!(both.wrote("schemas/a.json", b"{}") && both.wrote("schemas/a.json", b"[]"));
        assert!(!both.wrote("schemas/a.json", b"{} "));
    }

    #[test]
    fn refuses_what_it_did_not_write() {
        for text in [
            "x",
            "0123 a.json",
            "0123456789abcdef ../a.json",
            "0123456789abcdef /a",
            "<<<<<<< HEAD",
        ] {
            assert!(Manifest::parse(text).is_err(), "{text}");
        }
    }
}
