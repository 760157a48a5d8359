//! The rules: what a description may say. Turns the decoded files into a [`Model`], or says everything that is wrong.
//!
//! Every rule reports and goes on, so that one run shows all problems. What cannot be checked because something it needs
//! is wrong holds a proof of that (`report::Reported`) in place of a result, and says nothing more.

mod agreement;
mod answers;
mod api;
mod at;
mod call;
mod callbacks;
mod cycles;
mod definitions;
mod docs;
mod draft;
mod enums;
mod examples;
mod fields;
mod files;
mod links;
mod load;
mod lookup;
mod members;
mod naming;
mod objects;
mod operations;
mod references;
mod relationships;
mod report;
mod resources;
mod samples;
mod scalars;
mod titles;
mod types;
mod uncertain;
mod usage;

use std::collections::BTreeSet;

use crate::diagnostic::Diagnostic;
use crate::model::{Callback, Model};
use crate::source::Sources;

pub use self::load::{Failure, load};

use self::definitions::Definitions;
use self::draft::Draft;
use self::naming::{CALLS_TAKEN, Scope, TYPES_TAKEN};
use self::operations::Groups;
use self::report::{Checked, Report, all};
use self::samples::Binding;
use self::usage::Uses;

/// Checks the files of a description. `problems` are those that were found while the files were read.
///
/// # Errors
///
/// All problems of all files, `problems` among them.
pub fn check(sources: &Sources, problems: Vec<Diagnostic>) -> Result<Model, Vec<Diagnostic>> {
    let mut report = Report::new(problems);
    let defs = Definitions::gather(sources, &mut report);
    let mut checker = Checker {
        sources,
        defs: &defs,
        report,
        models: Scope::new("the types of the models", TYPES_TAKEN),
        cited: BTreeSet::new(),
        bindings: Vec::new(),
    };
    let model = checker.model();
    let diagnostics = checker.report.into_diagnostics();
    match model {
        Ok(model) if diagnostics.is_empty() => Ok(model),
        _ => Err(diagnostics),
    }
}

/// What the rules read and write.
struct Checker<'s> {
    sources: &'s Sources,
    defs: &'s Definitions<'s>,
    report: Report,
    /// The names of the types of the models.
    models: Scope,
    /// The sources that something cites.
    cited: BTreeSet<String>,
    /// The samples that are bound.
    bindings: Vec<Binding<'s>>,
}

impl<'s> Checker<'s> {
    fn model(&mut self) -> Checked<Model> {
        let defs = self.defs;
        self.file_sources();
        let uses = Uses::of(defs);
        let names = self.type_names(&uses);
        let names = self.file_names().and(names);
        let draft = self.draft(&uses);
        let cycles = self.cycles();
        let resolutions = self.resolutions(&draft);
        let callbacks = self.callbacks(&draft);
        self.samples(&draft);
        self.unused_definitions(&uses);
        names.and(cycles)?;
        let operations = draft.operations.into_iter().zip(resolutions);
        let resolved = operations.map(|(call, uncertain)| Ok(call?.resolved(uncertain?))).collect();
        let model = Model {
            api: draft.api?,
            scalars: all(draft.scalars)?,
            enums: all(draft.enums)?,
            objects: all(draft.objects)?,
            resources: all(draft.resources)?,
            operations: all(resolved)?,
            callbacks: callbacks?,
        };
        self.schema_titles(&model)?;
        Ok(model)
    }

    fn file_sources(&mut self) {
        for (at, source) in &self.defs.file_sources {
            // Whoever relies on the source of the file takes it as it is: the problem is reported once, here.
            let _ = self.source_named(source, at);
        }
    }

    fn draft(&mut self, uses: &Uses<'s>) -> Draft {
        let defs = self.defs;
        let mut draft = Draft {
            api: self.whole_api(),
            scalars: defs.scalars.iter().map(|found| self.scalar(found)).collect(),
            enums: defs.enums.iter().map(|found| self.enumeration(found)).collect(),
            objects: defs
                .objects
                .iter()
                .map(|found| self.object(found, uses.usage(&found.name)))
                .collect(),
            resources: defs.resources.iter().map(|found| self.resource(found)).collect(),
            operations: Vec::new(),
        };
        let mut groups = Groups::new();
        draft.operations = defs
            .operations
            .iter()
            .map(|found| self.operation(&mut groups, &draft, found))
            .collect();
        draft
    }

    fn callbacks(&mut self, draft: &Draft) -> Checked<Vec<Callback>> {
        let mut scope = Scope::new("the callbacks", CALLS_TAKEN);
        let defs = self.defs;
        all(defs.callbacks.iter().map(|found| self.callback(&mut scope, draft, found)).collect())
    }
}
