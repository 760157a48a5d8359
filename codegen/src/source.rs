//! The files of a description: found, read, guarded against what YAML allows and nobody means, and decoded with places.
//!
//! YAML is read twice. A guard walks the events of a parser that knows byte positions, refuses what
//! the language leaves out (anchors, tags, duplicate keys, bottomless nesting), and keeps a [`Tree`] of places. Only
//! what it lets through is read by `serde_yaml`, which alone would hang on some inputs and drop the first of two equal
//! keys in silence. Every definition is then decoded on its own and to its end, so that one run reports all mistakes of all
//! of them.

mod decode;
mod document;
mod explain;
mod guard;
mod heal;
mod load;
mod pointer;
mod reading;
mod spec;
mod stand_in;
mod syntax;
mod tree;

use crate::diagnostic::{Code, Diagnostic, Place};

use self::document::Document;
use self::reading::Reading;

pub use self::load::load;
pub use self::pointer::{Pointer, Segment};
pub use self::spec::{Entry, Spec};
pub use self::tree::Tree;

/// The number of a file within its [`Sources`]; files are numbered in the order of their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(usize);

/// What a file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A YAML file of the description.
    Spec,
    /// A JSON document as the API sends or takes it.
    Sample,
}

/// One file and its text.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    name: String,
    text: String,
    kind: Kind,
    document: Option<Document>,
}

impl SourceFile {
    /// The file's number.
    #[must_use]
    pub fn id(&self) -> FileId {
        self.id
    }

    /// The name for people: the path to the file, with `/`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name without folders and extension.
    #[must_use]
    pub fn stem(&self) -> &str {
        let base = self.name.rsplit('/').next().unwrap_or(&self.name);
        base.rsplit_once('.').map_or(base, |(stem, _)| stem)
    }

    /// The whole text, byte for byte.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the file is for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.kind
    }
}

/// All files of a description that could be read as text.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// A description that is not on disk: names (as in `spec/resources/articles.yaml`) with their texts.
    ///
    /// Names that end in `.json` are samples, all others description. The problems are those that [`load`] would find
    /// in the texts.
    pub fn from_texts<N: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (N, T)>,
    ) -> (Self, Vec<Diagnostic>) {
        let mut files: Vec<(String, String)> =
            files.into_iter().map(|(name, text)| (name.into(), text.into())).collect();
        files.sort();
        let mut reading = Reading::default();
        for (name, text) in files {
            let kind = if name.ends_with(".json") { Kind::Sample } else { Kind::Spec };
            reading.add(name, text, kind);
        }
        reading.finish()
    }

    /// The file with this number, if it is one of these sources.
    #[must_use]
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0)
    }

    /// Every file, in the order of their names.
    pub fn files(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter()
    }

    /// The YAML files that passed the guard, in the order of their names.
    pub fn specs(&self) -> impl Iterator<Item = Spec<'_>> {
        self.files.iter().filter_map(|file| Some(Spec::new(file, file.document.as_ref()?)))
    }

    /// The samples, in the order of their names.
    pub fn samples(&self) -> impl Iterator<Item = &SourceFile> {
        self.files.iter().filter(|file| file.kind == Kind::Sample)
    }

    /// The sample whose file name without folders and `.json` is `stem`.
    #[must_use]
    pub fn sample(&self, stem: &str) -> Option<&SourceFile> {
        self.samples().find(|file| file.stem() == stem)
    }

    fn equal_sample_names(&self) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for file in self.samples() {
            let Some(first) = self.sample(file.stem()).filter(|first| first.id != file.id) else {
                continue;
            };
            problems.push(
                Diagnostic::new(
                    Code::SampleName,
                    format!("two samples are named `{}`", file.stem()),
                )
                .at(Place::new(file.id, 0..0), "this one")
                .also(Place::new(first.id, 0..0), "and this one")
                .help("samples are bound by name wherever they stand: rename one"),
            );
        }
        problems
    }
}

#[cfg(test)]
mod tests;
