//! Gathers the definitions of all files, each under its one name.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use super::at::At;
use super::references::is_built_in;
use super::report::Report;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, SECTIONS};
use crate::model::{EnumId, ObjectId, ScalarId};
use crate::source::{Pointer, Sources, Spec};

/// A definition and where it stands.
#[derive(Debug)]
pub(super) struct Definition<'s, T> {
    /// Its name in the description.
    pub(super) name: String,
    /// The definition as a whole.
    pub(super) at: At<'s>,
    /// The source that its file names.
    pub(super) file_source: Option<String>,
    /// What is defined; none where that cannot be decoded.
    pub(super) item: Option<T>,
}

/// The definitions of one kind, sorted by name. Their positions are the handles of the model.
#[derive(Debug)]
pub(super) struct Table<'s, T>(Vec<Definition<'s, T>>);

impl<T> Default for Table<'_, T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'s, T> Table<'s, T> {
    pub(super) fn iter(&self) -> impl Iterator<Item = &Definition<'s, T>> {
        self.0.iter()
    }

    /// The definitions that could be decoded.
    pub(super) fn decoded(&self) -> impl Iterator<Item = (&Definition<'s, T>, &T)> {
        self.0.iter().filter_map(|definition| Some((definition, definition.item.as_ref()?)))
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|definition| definition.name.as_str())
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.0.binary_search_by(|definition| definition.name.as_str().cmp(name)).ok()
    }

    pub(super) fn get(&self, index: usize) -> Option<&Definition<'s, T>> {
        self.0.get(index)
    }

    pub(super) fn find(&self, name: &str) -> Option<&Definition<'s, T>> {
        self.get(self.position(name)?)
    }

    /// Sorts by name and drops, with a report, what is defined a second time.
    fn from_found(mut found: Vec<Definition<'s, T>>, kind: &str, report: &mut Report) -> Self {
        found.sort_by(|a, b| a.name.cmp(&b.name));
        found.dedup_by(|second, first| {
            let twice = second.name == first.name;
            if twice {
                report.push(defined_twice(&first.name, (kind, &second.at), (kind, &first.at)));
            }
            twice
        });
        Self(found)
    }
}

fn defined_twice(name: &str, second: (&str, &At<'_>), first: (&str, &At<'_>)) -> Diagnostic {
    let message = format!("`{name}` is defined twice");
    Diagnostic::new(Code::DefinedTwice, message)
        .at(second.1.key(), format!("here as {}", second.0))
        .also(first.1.key(), format!("and here as {}", first.0))
        .help("give one of them another name, or remove it")
}

/// What a type name of the description names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TypeName {
    Scalar(ScalarId),
    Enum(EnumId),
    Object(ObjectId),
}

/// All definitions of a description.
#[derive(Debug, Default)]
pub(super) struct Definitions<'s> {
    /// What holds for the whole API; none where no file says it, which has been reported.
    pub(super) api: Option<Definition<'s, language::Api>>,
    /// The named scalars and the ids of resources.
    pub(super) scalars: Table<'s, language::Scalar>,
    pub(super) enums: Table<'s, language::Enum>,
    pub(super) objects: Table<'s, language::Object>,
    pub(super) resources: Table<'s, language::Resource>,
    pub(super) operations: Table<'s, language::Operation>,
    pub(super) callbacks: Table<'s, language::Callback>,
    /// What each name of a type stands for.
    pub(super) types: BTreeMap<String, TypeName>,
    /// Where the files name their sources.
    pub(super) file_sources: Vec<(At<'s>, String)>,
}

impl<'s> Definitions<'s> {
    /// Decodes every section of every file.
    pub(super) fn gather(sources: &'s Sources, report: &mut Report) -> Self {
        let files = Files::new(sources, report);
        let resources =
            Table::from_found(files.section("resources", true, report), "a resource", report);
        let mut scalars = files.section("scalars", false, report);
        scalars.extend(resources.iter().filter_map(id_scalar));
        let mut definitions = Self {
            api: files.api(report),
            scalars: Table::from_found(scalars, "a scalar or an id", report),
            enums: Table::from_found(files.section("enums", false, report), "an enum", report),
            objects: Table::from_found(
                files.section("objects", false, report),
                "an object",
                report,
            ),
            operations: Table::from_found(
                files.section("operations", false, report),
                "an operation",
                report,
            ),
            callbacks: Table::from_found(
                files.section("callbacks", false, report),
                "a callback",
                report,
            ),
            resources,
            types: BTreeMap::new(),
            file_sources: files.sources(),
        };
        definitions.name_types(report);
        definitions
    }

    fn name_types(&mut self, report: &mut Report) {
        let scalars = self
            .scalars
            .iter()
            .enumerate()
            .map(|(at, found)| (found.entry(), TypeName::Scalar(ScalarId(at))));
        let enums = self
            .enums
            .iter()
            .enumerate()
            .map(|(at, found)| (found.entry(), TypeName::Enum(EnumId(at))));
        let objects = self
            .objects
            .iter()
            .enumerate()
            .map(|(at, found)| (found.entry(), TypeName::Object(ObjectId(at))));
        let mut known: BTreeMap<&str, (At<'s>, TypeName)> = BTreeMap::new();
        let named = scalars.chain(enums).chain(objects).filter(|((name, _), _)| !is_built_in(name));
        for ((name, at), target) in named {
            if let Some((first, earlier)) = known.get(name) {
                report.push(defined_twice(name, (target.kind(), at), (earlier.kind(), first)));
            } else {
                known.insert(name, (at.clone(), target));
            }
        }
        self.types =
            known.into_iter().map(|(name, (_, target))| (name.to_owned(), target)).collect();
    }

    /// Where a type is defined.
    pub(super) fn type_at(&self, name: TypeName) -> Option<&At<'s>> {
        match name {
            TypeName::Scalar(id) => self.scalars.get(id.0).map(|found| &found.at),
            TypeName::Enum(id) => self.enums.get(id.0).map(|found| &found.at),
            TypeName::Object(id) => self.objects.get(id.0).map(|found| &found.at),
        }
    }
}

impl TypeName {
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Scalar(_) => "a scalar or an id",
            Self::Enum(_) => "an enum",
            Self::Object(_) => "an object",
        }
    }
}

impl<'s, T> Definition<'s, T> {
    fn entry(&self) -> (&str, &At<'s>) {
        (&self.name, &self.at)
    }
}

/// The name of the id type that a resource introduces.
pub(super) fn id_name(resource: &language::Resource) -> String {
    resource.id.type_name.clone().unwrap_or_else(|| format!("{}Id", resource.name))
}

fn id_scalar<'s>(
    found: &Definition<'s, language::Resource>,
) -> Option<Definition<'s, language::Scalar>> {
    let resource = found.item.as_ref()?;
    let id = resource.id.clone();
    let scalar = language::Scalar {
        of: language::ScalarKind::Text,
        doc: id
            .doc
            .unwrap_or_else(|| format!("The id of a resource of the type `{}`.", found.name)),
        source: resource.source.clone(),
        example: id.example,
        secret: false,
        personal: false,
        or_text: false,
        escaped_twice: false,
    };
    let at = found.at.join("id");
    Some(Definition {
        name: id_name(resource),
        at,
        file_source: found.file_source.clone(),
        item: Some(scalar),
    })
}

/// The guarded files with the source that each of them names.
struct Files<'s>(Vec<(Spec<'s>, Option<String>)>);

impl<'s> Files<'s> {
    fn new(sources: &'s Sources, report: &mut Report) -> Self {
        let mut files = Vec::new();
        for spec in sources.specs() {
            report.undecoded(spec.unknown_sections(&SECTIONS), true);
            let source = spec.scalar::<String>("source").unwrap_or_else(|problems| {
                report.undecoded(problems, true);
                None
            });
            files.push((spec, source));
        }
        Self(files)
    }

    fn sources(&self) -> Vec<(At<'s>, String)> {
        let at = |spec: Spec<'s>| At::new(spec, Pointer::root().join("source"));
        self.0.iter().filter_map(|(spec, source)| Some((at(*spec), source.clone()?))).collect()
    }

    /// The definitions of a section. `hides_names` says that a definition brings names beside its own.
    fn section<T: DeserializeOwned>(
        &self,
        section: &str,
        hides_names: bool,
        report: &mut Report,
    ) -> Vec<Definition<'s, T>> {
        let mut found = Vec::new();
        for (spec, file_source) in &self.0 {
            let (entries, problems) = spec.entries::<T>(section);
            report.undecoded(problems, hides_names);
            let mut decoded: BTreeMap<String, T> =
                entries.into_iter().map(|entry| (entry.name, entry.value)).collect();
            let base = Pointer::root().join(section);
            for name in spec.tree().names(&base) {
                let at = At::new(*spec, base.join(name));
                found.push(Definition {
                    name: name.to_owned(),
                    at,
                    file_source: file_source.clone(),
                    item: decoded.remove(name),
                });
            }
        }
        found
    }

    /// The one `api` of all files.
    fn api(&self, report: &mut Report) -> Option<Definition<'s, language::Api>> {
        let at = |spec: Spec<'s>| At::new(spec, Pointer::root().join("api"));
        let mut found = self.0.iter().filter(|(spec, _)| spec.has("api"));
        let Some((first, file_source)) = found.next() else {
            let message = "no file has the section `api`";
            let help = "one file says who the API is: `api:` with `title`, `doc`, `schema_base`, `sources`, `faces`, …";
            report.missing(Diagnostic::new(Code::ApiMissing, message).help(help));
            report.hide_uses();
            return None;
        };
        for (second, _) in found {
            let problem = Diagnostic::new(Code::ApiTwice, "two files have the section `api`")
                .at(at(*second).key(), "this one")
                .also(at(*first).key(), "and this one")
                .help("exactly one file says who the API is");
            report.push(problem);
        }
        let item = first
            .decode(&Pointer::root().join("api"))
            .map_err(|problems| report.undecoded(problems, false))
            .ok();
        Some(Definition {
            name: "api".to_owned(),
            at: at(*first),
            file_source: file_source.clone(),
            item,
        })
    }
}
