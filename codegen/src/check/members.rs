//! Members of objects, attributes and parameters.

use super::Checker;
use super::at::At;
use super::definitions::TypeName;
use super::docs::is_hidden;
use super::naming::{Choice, Scope};
use super::references::{is_built_in, unknown};
use super::report::{Checked, Reported, all};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Ordered, TypeExpr};
use crate::model::{Doc, Member, Presence, Sensitivity, Type};
use crate::names::Case;

impl<'s> Checker<'s> {
    /// The members of the mapping at `at`.
    pub(super) fn members(
        &mut self,
        scope: &mut Scope,
        at: &At<'s>,
        members: &Ordered<language::Member>,
        origin: &Checked<String>,
    ) -> Checked<Vec<Member>> {
        let checked = members
            .iter()
            .map(|(wire, member)| {
                let at = at.join(wire);
                let inside = self.or_inside(member, members, &at);
                let member = self.member(scope, &at, wire, member, origin);
                inside.and(member)
            })
            .collect();
        all(checked)
    }

    /// The member that is called `wire`.
    pub(super) fn member(
        &mut self,
        scope: &mut Scope,
        at: &At<'s>,
        wire: &str,
        member: &language::Member,
        origin: &Checked<String>,
    ) -> Checked<Member> {
        let ty = self.resolve(&member.ty, &at.member_type());
        let named = self.wire_name(wire, at);
        let field = self.name(scope, Case::Snake, wire, Choice::Rust(member.rust.as_deref()), at);
        let doc = self.member_doc(at, wire, member, origin);
        let sensitivity = self.sensitivity(member.secret, member.personal, at);
        let ty = ty?;
        let example = self.example(&ty, member.example.as_deref(), &at.join("example"));
        let sensitivity = sensitivity?.max(self.sensitivity_of(&ty));
        named?;
        Ok(Member {
            wire: wire.to_owned(),
            field: field?,
            ty,
            presence: presence(member.optional, member.nullable),
            doc: doc?,
            sensitivity,
            example: example?,
            or_inside: member.or_inside.clone(),
        })
    }

    /// Whether a name can be read where it is written. Otherwise it is as the API has it.
    pub(super) fn wire_name(&mut self, wire: &str, at: &At<'s>) -> Checked<()> {
        let hidden = |character: &char| is_hidden(*character) || *character == '\n';
        let fault = if wire.trim().is_empty() {
            "is empty".to_owned()
        } else if wire.trim() != wire {
            "begins or ends with a blank".to_owned()
        } else if let Some(character) = wire.chars().find(hidden) {
            format!("holds U+{:04X}, which is not shown", u32::from(character))
        } else {
            return Ok(());
        };
        let problem = Diagnostic::new(Code::NameForm, format!("the name `{wire}` {fault}"))
            .at(at.key(), "this name")
            .help("write the name as it stands in the documented JSON");
        Err(self.report.push(problem))
    }

    /// A member's own words or, if it has none, those of its type.
    fn member_doc(
        &mut self,
        at: &At<'s>,
        wire: &str,
        member: &language::Member,
        origin: &Checked<String>,
    ) -> Checked<Doc> {
        if let Some(text) = &member.doc {
            return self.doc(at, text, member.source.as_deref(), origin);
        }
        let TypeExpr::Named(name) = &member.ty else {
            return Err(self.without_doc(at, wire, "a list or a map"));
        };
        if !self.defs.types.contains_key(name) {
            // An unknown type has been reported.
            return if is_built_in(name) {
                Err(self.without_doc(at, wire, "a built-in type"))
            } else {
                self.report.decoded(None)
            };
        }
        let words = self.words_of(name);
        let (text, source) = self.report.decoded(words)?;
        let source = match (member.source.as_deref(), source) {
            (Some(own), _) => self.source_named(own, &at.join("source"))?,
            (None, source) => self.report.decoded(source)?,
        };
        Ok(Doc { text, source })
    }

    /// What the definition of a type says of itself, and its source.
    fn words_of(&self, name: &str) -> Option<(String, Option<String>)> {
        let (doc, source, file_source) = match *self.defs.types.get(name)? {
            TypeName::Scalar(id) => {
                let found = self.defs.scalars.get(id.0)?;
                let item = found.item.as_ref()?;
                (&item.doc, &item.source, &found.file_source)
            }
            TypeName::Enum(id) => {
                let found = self.defs.enums.get(id.0)?;
                let item = found.item.as_ref()?;
                (&item.doc, &item.source, &found.file_source)
            }
            TypeName::Object(id) => {
                let found = self.defs.objects.get(id.0)?;
                let item = found.item.as_ref()?;
                (&item.doc, &item.source, &found.file_source)
            }
        };
        Some((doc.trim().to_owned(), source.clone().or_else(|| file_source.clone())))
    }

    fn without_doc(&mut self, at: &At<'s>, wire: &str, of: &str) -> Reported {
        let problem = Diagnostic::new(Code::DocMissing, format!("`{wire}` has no doc"))
            .at(at.key(), format!("{of} does not say what it means"))
            .help("add `doc:` with its meaning and its unit or form");
        self.report.push(problem)
    }

    /// Whether a value may be shown, by the flags at `at`.
    pub(super) fn sensitivity(
        &mut self,
        secret: bool,
        personal: bool,
        at: &At<'s>,
    ) -> Checked<Sensitivity> {
        match (secret, personal) {
            (false, false) => Ok(Sensitivity::Open),
            (false, true) => Ok(Sensitivity::Personal),
            (true, false) => Ok(Sensitivity::Secret),
            (true, true) => {
                let problem =
                    Diagnostic::new(Code::SecretAndPersonal, "this is both secret and personal")
                        .at(at.join("secret").key(), "a credential")
                        .also(at.join("personal").key(), "personal data")
                        .help("choose one; a secret is the more closely kept of the two");
                Err(self.report.push(problem))
            }
        }
    }

    /// What the type itself says: a member of a secret type is secret.
    fn sensitivity_of(&self, ty: &Type) -> Sensitivity {
        match ty {
            Type::List(of) | Type::Map(of) => self.sensitivity_of(of),
            Type::Scalar(id) => {
                match self.defs.scalars.get(id.0).and_then(|found| found.item.as_ref()) {
                    Some(language::Scalar { secret: true, .. }) => Sensitivity::Secret,
                    Some(language::Scalar { personal: true, .. }) => Sensitivity::Personal,
                    _ => Sensitivity::Open,
                }
            }
            _ => Sensitivity::Open,
        }
    }

    fn or_inside(
        &mut self,
        member: &language::Member,
        siblings: &Ordered<language::Member>,
        at: &At<'s>,
    ) -> Checked<()> {
        let Some(host) = &member.or_inside else { return Ok(()) };
        let place = at.join("or_inside").value();
        let problem = match siblings.get(host) {
            None => unknown(Code::UnknownSibling, "member", host, siblings.names(), place),
            Some(language::Member { ty: TypeExpr::Map(_), or_inside: None, .. }) => return Ok(()),
            Some(_) => {
                Diagnostic::new(Code::InsideNoMap, format!("`{host}` cannot hold other members"))
                    .at(place, "a map that stands beside this member is expected")
                    .help("only inside a sibling of the type `{ map: … }` can a member arrive")
            }
        };
        Err(self.report.push(problem))
    }
}

/// Where a parameter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Parameter {
    /// In the path: always there, one value.
    Path,
    /// In the query: a list is written with commas between its items, as the JSON:API does for `include` and `sort`.
    Query,
}

impl<'s> Checker<'s> {
    /// The parameters in the mapping at `at`.
    pub(super) fn parameters(
        &mut self,
        scope: &mut Scope,
        at: &At<'s>,
        parameters: &Ordered<language::Member>,
        place: Parameter,
        origin: &Checked<String>,
    ) -> Checked<Vec<Member>> {
        let mut checked = Vec::new();
        for (wire, parameter) in parameters.iter() {
            let at = at.join(wire);
            let member = self.member(scope, &at, wire, parameter, origin);
            let fits = self.parameter_presence(&at, parameter, place);
            let fits = member
                .as_ref()
                .map_or(Ok(()), |member| self.parameter_type(&at, member, place))
                .and(fits);
            checked.push(fits.and(member));
        }
        all(checked)
    }

    fn parameter_type(&mut self, at: &At<'s>, parameter: &Member, place: Parameter) -> Checked<()> {
        let fits = match (&parameter.ty, place) {
            (Type::List(of), Parameter::Query) => is_single(of),
            (ty, _) => is_single(ty),
        };
        let problem = (!fits).then(|| {
            let what = if place == Parameter::Path { "the path" } else { "the query" };
            Diagnostic::new(Code::ParameterType, format!("`{}` cannot be written into {what}", parameter.wire))
                .at(at.member_type().value(), "this type has no form there")
                .help("parameters are texts, numbers, booleans, times, scalars and enums; in the query also lists of them")
        });
        self.report.check(problem)
    }

    fn parameter_presence(
        &mut self,
        at: &At<'s>,
        parameter: &language::Member,
        place: Parameter,
    ) -> Checked<()> {
        let refused = |option: &str, message: &str| {
            Diagnostic::new(Code::ParameterPresence, message)
                .at(at.join(option).key(), "not possible here")
                .help(format!("remove `{option}`"))
        };
        let inside = parameter.or_inside.as_ref().map(|_| {
            Diagnostic::new(Code::NoEffect, "a parameter has one place")
                .at(at.join("or_inside").key(), "this changes nothing")
                .help("remove it")
        });
        let optional = (parameter.optional && place == Parameter::Path)
            .then(|| refused("optional", "a parameter in the path is always there"));
        let nullable =
            parameter.nullable.then(|| refused("nullable", "a parameter cannot be null"));
        let inside = self.report.check(inside);
        let optional = self.report.check(optional);
        self.report.check(nullable).and(optional).and(inside)
    }
}

/// Whether a value of this type is one word or number.
fn is_single(ty: &Type) -> bool {
    !matches!(ty, Type::Json | Type::Object(_) | Type::List(_) | Type::Map(_))
}

fn presence(optional: bool, nullable: bool) -> Presence {
    match (optional, nullable) {
        (false, false) => Presence::Required,
        (false, true) => Presence::Nullable,
        (true, false) => Presence::Optional,
        (true, true) => Presence::Maybe,
    }
}
