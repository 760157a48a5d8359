//! Titles of schemas: those that are made beside the names of the description are none of them, and none is made twice.

use std::collections::BTreeMap;

use super::Checker;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Model, Target};
use crate::titles::{Added, Origin, added};

/// A title that is taken: where, and what it stands for there.
struct Taken {
    title: String,
    place: Option<Place>,
    label: String,
}

impl Checker<'_> {
    /// Reports every title that two schemas have. Upper and lower case do not tell them apart: some tools write a file for
    /// each.
    pub(super) fn schema_titles(&mut self, model: &Model) -> Checked<()> {
        let mut taken: BTreeMap<String, Taken> = BTreeMap::new();
        for named in self.described_titles(model) {
            // What has the same name has been reported.
            taken.entry(named.title.to_lowercase()).or_insert(named);
        }
        let mut result = Ok(());
        for title in added(model) {
            let made = self.made(title);
            let Some(first) = taken.get(&made.title.to_lowercase()) else {
                taken.insert(made.title.to_lowercase(), made);
                continue;
            };
            result = Err(self.report.push(clash(first, made)));
        }
        result
    }

    fn made(&self, added: Added) -> Taken {
        let defs = self.defs;
        let place = match added.origin {
            Origin::Always => None,
            Origin::Enum(index) => defs.enums.get(index).map(|found| found.at.key()),
            Origin::Object(index) => defs.objects.get(index).map(|found| found.at.key()),
            Origin::Resource(index) => defs.resources.get(index).map(|found| found.at.key()),
            Origin::Operation(index) => defs.operations.get(index).map(|found| found.at.key()),
            Origin::Callback(index) => defs.callbacks.get(index).map(|found| found.at.key()),
        };
        let label = format!("the schemas call {} `{}`", added.stands_for, added.title);
        Taken { title: added.title, place, label }
    }

    /// The names of the description that become titles as they are.
    fn described_titles(&self, model: &Model) -> Vec<Taken> {
        let defs = self.defs;
        let types = defs.types.iter().filter_map(|(name, target)| {
            let place = defs.type_at(*target)?.key();
            Some((name.clone(), place))
        });
        let models = defs
            .resources
            .decoded()
            .map(|(found, resource)| (resource.name.clone(), found.at.join("name").value()));
        let linkages = model.resources.iter().zip(defs.resources.iter()).flat_map(|(of, found)| {
            let at = found.at.join("relationships");
            of.relationships.iter().filter_map(move |relationship| match &relationship.target {
                Target::AnyOf { name, .. } => {
                    Some((name.clone(), at.join(&*relationship.wire).key()))
                }
                Target::One { .. } => None,
            })
        });
        let named = types.chain(models).chain(linkages);
        let taken = |(title, place): (String, Place)| {
            let label = "this name is a schema's title too".to_owned();
            Taken { title, place: Some(place), label }
        };
        named.map(taken).collect()
    }
}

fn clash(first: &Taken, second: Taken) -> Diagnostic {
    let message = if first.title == second.title {
        format!("two schemas would have the title `{}`", first.title)
    } else {
        format!(
            "the titles `{}` and `{}` of two schemas differ only in upper and lower case",
            first.title, second.title
        )
    };
    let mut places = [(second.place, second.label), (first.place.clone(), first.label.clone())];
    places.sort_by_key(|(place, _)| place.is_none());
    let [(main, label), (other, other_label)] = places;
    let help = "rename one of them: other tools name the types that they make by the titles";
    let problem = Diagnostic::new(Code::SchemaTitle, message);
    let problem = match main {
        Some(place) => problem.at(place, label),
        None => problem,
    };
    match other {
        Some(place) => problem.also(place, other_label).help(help),
        None => problem.help(format!("rename it: {other_label}, whatever the description says")),
    }
}
