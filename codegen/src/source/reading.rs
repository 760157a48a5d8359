//! Takes the files of a description in, one after the other, and reads their YAML side by side.

use std::string::FromUtf8Error;

use super::document::Document;
use super::{FileId, Kind, SourceFile, Sources};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::parallel;

/// The files so far, in the order of their names.
#[derive(Default)]
pub(super) struct Reading {
    sources: Sources,
    /// The files whose YAML is yet to be read.
    unread: Vec<FileId>,
    /// What is wrong, each with the file that it is about or that comes next.
    problems: Vec<(FileId, Diagnostic)>,
}

impl Reading {
    /// Takes in a file.
    pub(super) fn add(&mut self, name: String, text: String, kind: Kind) {
        let id = self.push(name, text, kind);
        if kind == Kind::Spec {
            self.unread.push(id);
        }
    }

    /// Takes in a file that is not UTF-8, to show the first place where it is not, and nothing else of it.
    pub(super) fn add_undecoded(&mut self, name: String, error: &FromUtf8Error) {
        let at = error.utf8_error().valid_up_to();
        let byte = error.as_bytes().get(at).copied().unwrap_or_default();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let id = self.push(name, text, Kind::Spec);
        let place = Place::new(id, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
        let problem = Diagnostic::new(Code::NotUtf8, "the file is not UTF-8")
            .at(place, format!("the byte 0x{byte:02X} is no character"))
            .help("save the file as UTF-8");
        self.problems.push((id, problem));
    }

    /// Notes why a file has no text.
    pub(super) fn unreadable(&mut self, problem: Diagnostic) {
        self.problems.push((self.next_id(), problem));
    }

    /// The files, guarded and read, and what is wrong with them, in the order of the files.
    pub(super) fn finish(mut self) -> (Sources, Vec<Diagnostic>) {
        let files = &self.sources.files;
        let documents = parallel::map(&self.unread, |id| Document::read(*id, &files[id.0].text));
        for (id, document) in self.unread.into_iter().zip(documents) {
            match document {
                Ok(document) => self.sources.files[id.0].document = Some(document),
                Err(problems) => {
                    self.problems.extend(problems.into_iter().map(|problem| (id, problem)));
                }
            }
        }
        self.problems.sort_by_key(|(id, _)| *id);
        let mut problems: Vec<_> = self.problems.into_iter().map(|(_, problem)| problem).collect();
        problems.extend(self.sources.equal_sample_names());
        (self.sources, problems)
    }

    fn push(&mut self, name: String, text: String, kind: Kind) -> FileId {
        let id = self.next_id();
        self.sources.files.push(SourceFile { id, name, text, kind, document: None });
        id
    }

    fn next_id(&self) -> FileId {
        FileId(self.sources.files.len())
    }
}
