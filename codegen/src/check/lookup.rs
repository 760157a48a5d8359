//! The lookup that finds out what became of a call: what it needs, what it finds, and where that shows the key.

use super::Checker;
use super::at::At;
use super::draft::Draft;
use super::references::unknown;
use super::report::{Checked, Reported};
use super::uncertain::Subject;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::language;
use crate::model::{
    AnswerBody, FoundForm, FoundKey, InputRef, Member, Method, Operation, OperationId, Resource,
    Type, ViewId,
};

/// A lookup and what it finds.
pub(super) struct Lookup<'a, 's> {
    pub(super) id: OperationId,
    pub(super) operation: &'a Operation<()>,
    pub(super) parameter: Checked<InputRef>,
    pub(super) item: ViewId,
    pub(super) form: FoundForm,
    pub(super) resource: &'a Resource,
    pub(super) at: At<'s>,
}

impl Lookup<'_, '_> {
    /// Whether what the lookup finds shows an attribute of this name.
    pub(super) fn shows(&self, wire: &str) -> bool {
        let shown = self.resource.attributes_of(self.item.view);
        shown.iter().any(|member| member.wire == wire)
    }

    /// The attribute of this name, where what the lookup finds shows it.
    pub(super) fn attribute(&self, wire: &str) -> Option<usize> {
        let mut attributes = self.resource.attributes.iter();
        attributes.position(|member| member.wire == wire).filter(|_| self.shows(wire))
    }
}

impl<'s> Checker<'s> {
    /// The lookup of a call by its key.
    pub(super) fn lookup<'a>(
        &mut self,
        draft: &'a Draft,
        subject: &Subject<'_, 's>,
        described: &language::Ordered<String>,
        key: Option<&Member>,
    ) -> Checked<Lookup<'a, 's>> {
        let at = subject.at.join("lookup");
        let (name, parameter) = self.only_entry(described, &at, LOOKUP_FORM)?;
        let at = at.join(name);
        let id = self.operation_named(name, at.key())?;
        let operation = self.report.decoded(draft.operation(id))?;
        if operation.method != Method::Get {
            let message = format!("`{}` is no GET", operation.name);
            return Err(self.bad_lookup(message, at.key(), "a lookup changes nothing"));
        }
        let parameter = self.lookup_parameter(operation, parameter, key, &at);
        let (item, form) = self.found(operation, &at)?;
        let resource = self.report.decoded(draft.resource(item.resource))?;
        let lookup = Lookup { id, operation, parameter, item, form, resource, at };
        self.is_what_is_answered(draft, subject, &lookup)?;
        Ok(lookup)
    }

    /// The only entry of a mapping that must have one.
    pub(super) fn only_entry<'a, T>(
        &mut self,
        entries: &'a language::Ordered<T>,
        at: &At<'s>,
        (code, message, help): (Code, &str, &str),
    ) -> Checked<(&'a str, &'a T)> {
        let mut iter = entries.iter();
        if let (Some(only), None) = (iter.next(), iter.next()) {
            return Ok(only);
        }
        let label = format!("{} entries", entries.len());
        Err(self.report.push(Diagnostic::new(code, message).at(at.key(), label).help(help)))
    }

    /// The parameter of the lookup that takes the key.
    fn lookup_parameter(
        &mut self,
        finder: &Operation<()>,
        name: &str,
        key: Option<&Member>,
        at: &At<'s>,
    ) -> Checked<InputRef> {
        let place = at.value();
        let inputs = || {
            finder
                .path_parameters
                .iter()
                .enumerate()
                .map(|(index, member)| (InputRef::Path(index), member))
        };
        let inputs = || {
            inputs().chain(
                finder
                    .query
                    .iter()
                    .enumerate()
                    .map(|(index, member)| (InputRef::Query(index), member)),
            )
        };
        let Some((input, parameter)) = inputs().find(|(_, member)| member.wire == name) else {
            let known = inputs().map(|(_, member)| member.wire.as_str()).collect::<Vec<_>>();
            return Err(self.report.push(unknown(
                Code::UnknownInput,
                "parameter of the lookup",
                name,
                known,
                place,
            )));
        };
        if let Some(other) =
            inputs().find(|(other, member)| *other != input && member.presence.is_always_there())
        {
            let message =
                format!("`{}` needs `{}` too, which nothing gives", finder.name, other.1.wire);
            return Err(self.bad_lookup(message, at.key(), "this lookup needs more than the key"));
        }
        if key.is_some_and(|key| key.ty != parameter.ty) {
            let message = format!("the key is not of the type of `{name}`");
            return Err(self.bad_lookup(message, place, "this parameter takes another type"));
        }
        Ok(input)
    }

    fn bad_lookup(&mut self, message: String, place: Place, label: &str) -> Reported {
        let problem = Diagnostic::new(Code::Lookup, message).at(place, label);
        self.report.push(
            problem.help(
                "name a GET, and its parameter that takes the key: `{ articles.find: slug }`",
            ),
        )
    }

    /// What each success of a lookup holds.
    fn found(&mut self, finder: &Operation<()>, at: &At<'s>) -> Checked<(ViewId, FoundForm)> {
        let name = &finder.name;
        // Answers with bodies agree on them, so the first stands for all.
        let mut bodies = finder.successes.iter().map(|answer| &answer.body);
        let body = bodies.find(|body| **body != AnswerBody::Empty);
        let found = match body {
            Some(AnswerBody::Resource { item, .. }) => (*item, FoundForm::One),
            Some(AnswerBody::List { paging: Some(_), .. }) => {
                let message = format!("`{name}` answers its list in pages");
                let label = "what stands on a later page would be taken for missing";
                return Err(self.bad_lookup(message, at.key(), label));
            }
            Some(AnswerBody::List { item, or_one: false, .. }) => (*item, FoundForm::List),
            Some(AnswerBody::List { item, or_one: true, .. }) => (*item, FoundForm::ListOrOne),
            _ => {
                let message = format!("`{name}` answers no resource");
                let label = "nothing could be compared with what it finds";
                return Err(self.bad_lookup(message, at.key(), label));
            }
        };
        if let Some(answer) =
            finder.successes.iter().find(|answer| answer.body == AnswerBody::Empty)
        {
            let message = format!("`{name}` answers {} without a body", answer.status);
            let label = "that would not tell whether it has found something";
            return Err(self.bad_lookup(message, at.key(), label));
        }
        Ok(found)
    }

    /// What a call answers with and what its lookup finds are the same thing.
    fn is_what_is_answered(
        &mut self,
        draft: &Draft,
        subject: &Subject<'_, 's>,
        lookup: &Lookup<'_, 's>,
    ) -> Checked<()> {
        let call = subject.operation;
        let answers = call.successes.iter().chain(&call.existing);
        let mut answered = answers.filter_map(|answer| match answer.body {
            AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. } => {
                Some((answer.status, item.resource))
            }
            _ => None,
        });
        let other = answered.find(|(_, resource)| *resource != lookup.item.resource);
        let Some((status, resource)) = other else { return Ok(()) };
        let answered = &self.report.decoded(draft.resource(resource))?.type_word;
        let found = &lookup.resource.type_word;
        let message = format!(
            "`{}` finds `{found}`, and the call answers `{answered}`",
            lookup.operation.name
        );
        let place = subject.call_at.join("answers").join(status.to_string()).value();
        let problem = Diagnostic::new(Code::Lookup, message)
            .at(lookup.at.key(), "what this finds is not what the call makes or acts on")
            .also(place, "the call's answer")
            .help(format!("name a GET that finds `{answered}` by the key"));
        Err(self.report.push(problem))
    }

    /// Where the thing found shows the key: as its id, or in the attribute of the same name and type.
    pub(super) fn found_key(
        &mut self,
        subject: &Subject<'_, 's>,
        lookup: &Lookup<'_, 's>,
        key: Option<&Member>,
    ) -> Checked<FoundKey> {
        let key = self.report.decoded(key)?;
        let resource = lookup.resource;
        if key.ty == Type::Scalar(resource.id) {
            return Ok(FoundKey::Id);
        }
        let (name, word) = (&key.wire, &resource.type_word);
        let why = match resource.attributes.iter().position(|member| member.wire == *name) {
            Some(index) if resource.attributes[index].ty != key.ty => {
                format!("the attribute `{name}` of `{word}` has another type than the key")
            }
            Some(_) if !lookup.shows(name) => {
                format!("this lookup shows `{word}` without its attribute `{name}`")
            }
            Some(index) => return Ok(FoundKey::Attribute(index)),
            None => format!("`{word}` has no attribute `{name}`"),
        };
        let message = format!("what `{}` finds does not show the key", lookup.operation.name);
        let problem = Diagnostic::new(Code::KeyNotShown, message)
            .at(lookup.at.key(), why)
            .also(subject.at.join("key").value(), "the key")
            .help("what is found must show whose it is, or another's may be taken for it: as its id, or in an attribute of the name and type of the key");
        Err(self.report.push(problem))
    }
}

const LOOKUP_FORM: (Code, &str, &str) = (
    Code::Lookup,
    "a lookup is one operation and its parameter",
    "name a GET, and its parameter that takes the key: `{ articles.find: slug }`",
);
