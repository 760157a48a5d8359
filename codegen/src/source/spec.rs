//! One guarded YAML file, decoded piece by piece.

use serde::de::DeserializeOwned;

use super::document::Document;
use super::explain::{explain, unknown_name};
use super::heal::decode;
use super::{FileId, Pointer, SourceFile, Tree};
use crate::diagnostic::{Code, Diagnostic, Place};

/// One named definition of a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<T> {
    /// The key under which it stands.
    pub name: String,
    /// What is defined.
    pub value: T,
    /// The file it stands in.
    pub file: FileId,
    /// The way to it in that file.
    pub at: Pointer,
}

/// A YAML file of the description that passed the guard. Its top level is a mapping: its sections.
#[derive(Debug, Clone, Copy)]
pub struct Spec<'a> {
    file: &'a SourceFile,
    document: &'a Document,
}

impl<'a> Spec<'a> {
    pub(super) fn new(file: &'a SourceFile, document: &'a Document) -> Self {
        Self { file, document }
    }

    /// The number of the file.
    #[must_use]
    pub fn id(&self) -> FileId {
        self.file.id()
    }

    /// The file.
    #[must_use]
    pub fn file(&self) -> &'a SourceFile {
        self.file
    }

    /// Where every key and value stands.
    #[must_use]
    pub fn tree(&self) -> &'a Tree {
        &self.document.tree
    }

    /// The place of the key that `at` leads to, or of what is nearest to it.
    #[must_use]
    pub fn key(&self, at: &Pointer) -> Place {
        Place::new(self.id(), self.tree().nearest_key(at))
    }

    /// The place of the value that `at` leads to, or of what is nearest to it.
    #[must_use]
    pub fn value(&self, at: &Pointer) -> Place {
        Place::new(self.id(), self.tree().nearest_value(at))
    }

    /// The names of the top-level sections, in the order of the file.
    #[must_use]
    pub fn sections(&self) -> Vec<&'a str> {
        self.tree().names(&Pointer::root())
    }

    /// Whether there is a top-level section of this name.
    #[must_use]
    pub fn has(&self, section: &str) -> bool {
        self.tree().key(&Pointer::root().join(section)).is_some()
    }

    /// Decodes the value that `at` leads to.
    ///
    /// # Errors
    ///
    /// Says all that is wrong and at which places, if the value is missing or not as `T` wants it.
    pub fn decode<T: DeserializeOwned>(&self, at: &Pointer) -> Result<T, Vec<Diagnostic>> {
        let value = self.document.value(at).ok_or_else(|| {
            let problem = Diagnostic::new(Code::MissingMember, format!("`{at}` is missing"));
            vec![problem.at(self.key(at), "missing here")]
        })?;
        decode(value).map_err(|failures| {
            failures.iter().map(|failure| explain(*self, at, failure)).collect()
        })
    }

    /// Decodes a section as one value; none if the file has no such section.
    ///
    /// # Errors
    ///
    /// Says all that is wrong and at which places, if the section is not as `T` wants it.
    pub fn scalar<T: DeserializeOwned>(&self, section: &str) -> Result<Option<T>, Vec<Diagnostic>> {
        if self.has(section) {
            self.decode(&Pointer::root().join(section)).map(Some)
        } else {
            Ok(None)
        }
    }

    /// Decodes a section that maps names to definitions, each on its own: the good ones in the order of the file, and
    /// all that is wrong with the others. Both are empty if the file has no such section.
    #[must_use]
    pub fn entries<T: DeserializeOwned>(&self, section: &str) -> (Vec<Entry<T>>, Vec<Diagnostic>) {
        let base = Pointer::root().join(section);
        match self.document.value(&base) {
            None => (Vec::new(), Vec::new()),
            Some(value) if value.is_mapping() => self.members(&base),
            Some(_) => {
                let message =
                    format!("the section `{section}` is not a mapping of names to definitions");
                let problem = Diagnostic::new(Code::WrongType, message)
                    .at(self.value(&base), "expected a mapping");
                (Vec::new(), vec![problem])
            }
        }
    }

    fn members<T: DeserializeOwned>(&self, base: &Pointer) -> (Vec<Entry<T>>, Vec<Diagnostic>) {
        let mut entries = Vec::new();
        let mut problems = Vec::new();
        for name in self.tree().names(base) {
            let at = base.join(name);
            match self.decode(&at) {
                Ok(value) => {
                    entries.push(Entry { name: name.to_owned(), value, file: self.id(), at })
                }
                Err(more) => problems.extend(more),
            }
        }
        (entries, problems)
    }

    /// One diagnostic for every top-level section that is none of `known`.
    #[must_use]
    pub fn unknown_sections(&self, known: &[&str]) -> Vec<Diagnostic> {
        self.sections()
            .into_iter()
            .filter(|name| !known.contains(name))
            .map(|name| {
                let place = self.key(&Pointer::root().join(name));
                unknown_name(Code::UnknownSection, "section", name, known, place)
            })
            .collect()
    }
}
