//! Names of files: what differs only in upper and lower case is the same file on some systems.

use std::collections::BTreeMap;

use super::Checker;
use super::at::At;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic, Place};

impl<'s> Checker<'s> {
    /// Types, resources, operations and callbacks each are written to files of their own, in one folder for each kind.
    pub(super) fn file_names(&mut self) -> Checked<()> {
        fn keyed<'d>((name, at): (&'d str, &At<'_>)) -> (&'d str, Place) {
            (name, at.key())
        }
        let defs = self.defs;
        let scalars = defs.scalars.iter().map(|found| (found.name.as_str(), &found.at));
        let enums = defs.enums.iter().map(|found| (found.name.as_str(), &found.at));
        let objects = defs.objects.iter().map(|found| (found.name.as_str(), &found.at));
        let models = defs
            .resources
            .decoded()
            .map(|(found, item)| (item.name.as_str(), found.at.join("name").value()));
        let types = scalars.chain(enums).chain(objects).map(keyed).chain(models).collect();
        let resources =
            defs.resources.iter().map(|found| keyed((&found.name, &found.at))).collect();
        let operations =
            defs.operations.iter().map(|found| keyed((&found.name, &found.at))).collect();
        let callbacks =
            defs.callbacks.iter().map(|found| keyed((&found.name, &found.at))).collect();
        let kinds: [Vec<(&str, Place)>; 4] = [types, resources, operations, callbacks];
        let mut result = Ok(());
        for names in kinds {
            result = self.different_files(names).and(result);
        }
        result
    }

    fn different_files(&mut self, names: Vec<(&str, Place)>) -> Checked<()> {
        let mut result = Ok(());
        let mut files: BTreeMap<String, (&str, Place)> = BTreeMap::new();
        for (name, place) in names {
            let Some((first, earlier)) = files.get(&name.to_lowercase()) else {
                files.insert(name.to_lowercase(), (name, place));
                continue;
            };
            // What has the very same name has been reported.
            if *first != name {
                let message = format!("`{first}` and `{name}` differ only in upper and lower case");
                let problem = Diagnostic::new(Code::SameFile, message)
                    .at(place, "this one")
                    .also(earlier.clone(), "and this one")
                    .help("rename one of them: both would be written to the same file");
                result = Err(self.report.push(problem));
            }
        }
        result
    }
}
