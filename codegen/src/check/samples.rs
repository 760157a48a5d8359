//! The documented samples: each is bound to the one body that it shows, and agrees with its description.

mod json;
mod shape;

use self::shape::Extras;
use super::Checker;
use super::at::At;
use super::draft::Draft;
use super::references::unknown;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{AnswerBody, ObjectId, RequestBody, Sample};
use crate::source::FileId;

/// What a sample is a sample of.
#[derive(Debug, Clone)]
pub(super) enum Shape<'s> {
    /// The body of a request, which is described at this place.
    Request(RequestBody, At<'s>),
    Answer(AnswerBody),
    Errors {
        object: ObjectId,
        /// `errors` may also map members of the request to messages.
        fields: bool,
    },
}

/// A sample and where it is bound.
#[derive(Debug)]
pub(super) struct Binding<'s> {
    file: FileId,
    place: Place,
    /// What it shows, unless that has been reported.
    shape: Option<Shape<'s>>,
}

impl<'s> Checker<'s> {
    /// Binds the sample that is named at `at`.
    pub(super) fn sample(
        &mut self,
        name: &str,
        at: &At<'s>,
        shape: Checked<Shape<'s>>,
    ) -> Checked<Sample> {
        let Some(file) = self.sources.sample(name) else {
            return Err(self.report.missing(self.no_sample(name, at)));
        };
        if let Some(first) = self.bindings.iter().find(|binding| binding.file == file.id()) {
            let problem =
                Diagnostic::new(Code::SampleTwice, format!("the sample `{name}` is bound twice"))
                    .at(at.value(), "bound here")
                    .also(first.place.clone(), "and here")
                    .help("a sample shows one body: bind it where it belongs");
            return Err(self.report.push(problem));
        }
        self.bindings.push(Binding { file: file.id(), place: at.value(), shape: shape.ok() });
        Ok(Sample { name: name.to_owned(), text: file.text().to_owned() })
    }

    fn no_sample(&self, name: &str, at: &At<'s>) -> Diagnostic {
        let known = self.sources.samples().map(|file| file.stem());
        let bare = name.rsplit('/').next().unwrap_or(name);
        let bare = bare.strip_suffix(".json").unwrap_or(bare);
        if self.sources.sample(bare).is_none() {
            return unknown(Code::UnknownSample, "sample", name, known, at.value());
        }
        Diagnostic::new(Code::UnknownSample, format!("there is no sample `{name}`"))
            .at(at.value(), "no such sample")
            .help(format!("write `{bare}`: a sample is named without folders and `.json`"))
    }

    /// Reads every sample, and holds it against what it is bound to.
    pub(super) fn samples(&mut self, draft: &Draft) {
        let sources = self.sources;
        let bindings = std::mem::take(&mut self.bindings);
        let mut extras = Extras::default();
        for file in sources.samples() {
            let document = json::parse(file.text());
            let binding = bindings.iter().find(|binding| binding.file == file.id());
            match (document, binding) {
                (Err(error), _) => {
                    let place = Place::new(file.id(), error.at..error.at + 1);
                    let problem = Diagnostic::new(
                        Code::SampleSyntax,
                        format!("the sample is not JSON: {}", error.message),
                    );
                    self.report.push(problem.at(place, "here"));
                }
                (Ok(_), None) => self.unbound(file.stem(), Place::new(file.id(), 0..1)),
                (Ok(document), Some(Binding { shape: Some(shape), .. })) => {
                    shape::hold(self, draft, &mut extras, file.id(), &document, shape);
                }
                (Ok(_), Some(Binding { shape: None, .. })) => {}
            }
        }
        for problem in extras.into_problems() {
            self.report.push(problem);
        }
    }

    fn unbound(&mut self, name: &str, place: Place) {
        if self.report.knows_all_uses() {
            let problem = Diagnostic::new(Code::SampleUnbound, format!("the sample `{name}` is bound to nothing"))
                .at(place, "nobody says what this shows")
                .help("bind it with `samples:` of the operation, callback or errors that it shows, or remove it");
            self.report.push(problem);
        }
    }
}
