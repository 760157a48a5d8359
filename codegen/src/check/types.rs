//! The names of types: their form, and that no two of them meet in the module of the models.

use super::Checker;
use super::at::At;
use super::naming::Choice;
use super::references::is_built_in;
use super::report::Checked;
use super::usage::Uses;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::names;

impl<'s> Checker<'s> {
    /// Claims the names of all types that the models need, and reports those of the wrong form.
    pub(super) fn type_names(&mut self, uses: &Uses<'s>) -> Checked<()> {
        let defs = self.defs;
        let mut result = Ok(());
        let scalars = defs.scalars.iter().map(|found| (found.name.as_str(), &found.at));
        let enums = defs.enums.iter().map(|found| (found.name.as_str(), &found.at));
        let objects = defs.objects.iter().map(|found| (found.name.as_str(), &found.at));
        for (name, at) in scalars.chain(enums).chain(objects) {
            let is_first = defs
                .types
                .get(name)
                .and_then(|known| defs.type_at(*known))
                .is_some_and(|known| std::ptr::eq(known, at));
            // What is defined twice has been reported.
            if is_first || is_built_in(name) {
                result = self
                    .type_name_form(name, at)
                    .and_then(|()| self.claim_type(name, name, at.key()))
                    .and(result);
            }
        }
        for found in defs.objects.iter().filter(|found| uses.usage(&found.name).request) {
            for suffix in ["Builder", "BuilderOptional"] {
                let name = format!("{}{suffix}", found.name);
                result = self.claim_type(&name, &found.name, found.at.key()).and(result);
            }
        }
        for (found, item) in defs.resources.decoded() {
            let at = found.at.join("name");
            let name = item.name.as_str();
            result = self.member_name_form(&found.name, &found.name, &found.at).and(result);
            let form = self.type_name_form(name, &at);
            result = form.and_then(|()| self.model_names(name, at.value())).and(result);
        }
        result
    }

    /// A resource needs three types: its model, its attributes and its relationships.
    fn model_names(&mut self, name: &str, place: Place) -> Checked<()> {
        let mut result = Ok(());
        for suffix in ["", "Attributes", "Relationships"] {
            result = self.claim_type(&format!("{name}{suffix}"), name, place.clone()).and(result);
        }
        result
    }

    /// Claims the name of a type of the models that comes from `wire`.
    pub(super) fn claim_type(&mut self, name: &str, wire: &str, place: Place) -> Checked<()> {
        self.models.claim(&mut self.report, name, wire, Choice::Rename, place)
    }

    fn type_name_form(&mut self, name: &str, at: &At<'s>) -> Checked<()> {
        if is_built_in(name) {
            let problem = Diagnostic::new(
                Code::BuiltInName,
                format!("`{name}` is the name of a built-in type"),
            )
            .at(at.key(), "defined again here")
            .help("give the definition another name, in UpperCamelCase");
            return Err(self.report.push(problem));
        }
        if name == "Self" {
            let problem = Diagnostic::new(Code::Keyword, "`Self` is a keyword of Rust")
                .at(at.key(), "this name");
            return Err(self.report.push(problem.help("give it another name")));
        }
        if names::is_upper_camel(name) {
            return Ok(());
        }
        let mut problem =
            Diagnostic::new(Code::NameForm, format!("`{name}` is not written in UpperCamelCase"))
                .at(at.key(), "this names a type");
        if let Ok(made) = names::convert(name, names::Case::UpperCamel) {
            problem = problem.help(format!("write `{made}`"));
        }
        Err(self.report.push(problem))
    }

    /// Whether the name of a resource or an operation can stand in a document and a URL.
    pub(super) fn member_name_form(&mut self, name: &str, part: &str, at: &At<'s>) -> Checked<()> {
        if names::is_member_name(part) {
            return Ok(());
        }
        let problem =
            Diagnostic::new(Code::NameForm, format!("`{name}` is not a name of the JSON:API"))
                .at(at.key(), "this name")
                .help("write ASCII letters and digits, with `-` or `_` between them: `blog-posts`");
        Err(self.report.push(problem))
    }
}
