//! The fields of a resource: attributes and relationships share their names with each other and with what identifies it.

use super::Checker;
use super::at::At;
use super::definitions::Definition;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::language;

/// The members of a resource that are no fields.
const IDENTIFYING: [&str; 2] = ["id", "type"];

impl<'s> Checker<'s> {
    /// Reports names that the JSON:API does not allow for a field of a resource.
    pub(super) fn fields(
        &mut self,
        definition: &Definition<'s, language::Resource>,
        item: &language::Resource,
    ) -> Checked<()> {
        let at = &definition.at;
        let relationships = at.join("relationships");
        let mut result = Ok(());
        for (name, place) in attributes(at, item) {
            result = self.no_identifying_name(name, &place).and(result);
            if item.relationships.get(name).is_some() {
                let message = format!("`{name}` is an attribute and a relationship");
                let problem = Diagnostic::new(Code::DefinedTwice, message)
                    .at(relationships.join(name).key(), "the relationship")
                    .also(place.key(), "the attribute")
                    .help("a field of a resource is one of the two: look the documented JSON up");
                result = Err(self.report.push(problem));
            }
        }
        for name in item.relationships.names() {
            result = self.no_identifying_name(name, &relationships.join(name)).and(result);
        }
        result
    }

    fn no_identifying_name(&mut self, name: &str, at: &At<'s>) -> Checked<()> {
        let problem = IDENTIFYING.contains(&name).then(|| {
            Diagnostic::new(Code::NameForm, format!("a field of a resource cannot be called `{name}`"))
                .at(at.key(), "the JSON:API keeps this name for the resource itself")
                .help("`type` is the key of the resource and `id` its `id:`; if it stands deeper, describe what holds it as an object")
        });
        self.report.check(problem)
    }
}

/// The attributes of all views, and where they stand.
fn attributes<'d, 's>(
    at: &'d At<'s>,
    item: &'d language::Resource,
) -> impl Iterator<Item = (&'d str, At<'s>)> {
    let own = item.attributes.names().map(move |name| (name, at.join("attributes").join(name)));
    let views = item.views.iter().flat_map(move |(view, shown)| {
        let at = at.join("views").join(view).join("with");
        shown.with.names().map(move |name| (name, at.join(name)))
    });
    own.chain(views)
}
