//! How one finds out what became of a call whose answer was lost.

use super::Checker;
use super::at::At;
use super::draft::Draft;
use super::references::unknown;
use super::report::{Checked, Reported, all};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::language;
use crate::model::{
    AgainWhile, AnswerBody, Arity, InputRef, Member, Method, Operation, RequestBody, Resource,
    SameRule, Shown, Type, Uncertain,
};

/// An operation whose outcome may be uncertain, with all that its `uncertain` may refer to.
struct Subject<'a, 's> {
    operation: &'a Operation,
    body: &'a [Member],
    at: At<'s>,
}

impl<'s> Checker<'s> {
    /// The resolution of every operation that describes one, at the position of the operation.
    pub(super) fn resolutions(&mut self, draft: &Draft) -> Vec<Checked<Option<Uncertain>>> {
        let defs = self.defs;
        let mut resolutions = Vec::new();
        for (found, operation) in defs.operations.iter().zip(&draft.operations) {
            let described = found.item.as_ref().and_then(|item| item.uncertain.as_ref());
            let at = found.at.join("uncertain");
            resolutions.push(match (described, operation) {
                (None, _) => Ok(None),
                (Some(_), Err(reported)) => Err(*reported),
                (Some(described), Ok(operation)) => {
                    self.resolution(draft, operation, described, at).map(Some)
                }
            });
        }
        resolutions
    }

    fn resolution(
        &mut self,
        draft: &Draft,
        operation: &Operation,
        described: &language::Uncertain,
        at: At<'s>,
    ) -> Checked<Uncertain> {
        if operation.safe_to_repeat {
            let message =
                "an operation that is safe to repeat needs no way to find out what became of it";
            let problem = Diagnostic::new(Code::UncertainSafe, message)
                .at(at.key(), "it can just be sent again")
                .help("remove `uncertain`, or say `repeat: unsafe`");
            return Err(self.report.push(problem));
        }
        let subject = Subject { operation, body: self.body(draft, &operation.request)?, at };
        let key = self.key(&subject, &described.key);
        let (lookup, parameter) =
            self.only_entry(&described.lookup, &subject.at.join("lookup"), LOOKUP_FORM)?;
        let lookup_at = subject.at.join("lookup").join(lookup);
        let found = self.operation_named(lookup, lookup_at.key())?;
        let finder = self.report.decoded(draft.operation(found))?;
        if finder.method != Method::Get {
            let message = format!("`{}` is no GET", finder.name);
            return Err(self.bad_lookup(message, lookup_at.key(), "a lookup changes nothing"));
        }
        let key_member = key.map(|key| subject.input(key));
        let lookup_parameter =
            self.lookup_parameter(finder, parameter, key_member.ok().flatten(), &lookup_at);
        let resource = self.found_resource(draft, finder, &lookup_at)?;
        let same = self.same(&subject, resource, described);
        let again_while = self.again_while(draft, resource, described, &subject.at);
        Ok(Uncertain {
            key: key?,
            lookup: found,
            lookup_parameter: lookup_parameter?,
            same: same?,
            again_while: again_while?,
        })
    }

    fn body<'a>(&self, draft: &'a Draft, request: &RequestBody) -> Checked<&'a [Member]> {
        match request {
            RequestBody::Empty | RequestBody::Resource { attributes: None, .. } => Ok(&[]),
            RequestBody::Resource { attributes: Some(object), .. }
            | RequestBody::Object(object) => {
                Ok(&self.report.decoded(draft.object(*object))?.members)
            }
        }
    }

    /// The input of the call that names what it acts on.
    fn key(&mut self, subject: &Subject<'_, 's>, key: &str) -> Checked<InputRef> {
        let path = subject.operation.path_parameters.iter();
        if let Some(index) = path.clone().position(|parameter| parameter.wire == key) {
            return Ok(InputRef::Path(index));
        }
        if let Some(index) = subject.body.iter().position(|member| member.wire == key) {
            return Ok(InputRef::Body(index));
        }
        let known = path.chain(subject.body).map(|member| member.wire.as_str());
        let place = subject.at.join("key").value();
        Err(self.report.push(unknown(
            Code::UnknownInput,
            "path parameter or member of the body",
            key,
            known,
            place,
        )))
    }

    fn only_entry<'a, T>(
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
        finder: &Operation,
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

    /// The resource that the lookup answers.
    fn found_resource<'a>(
        &mut self,
        draft: &'a Draft,
        finder: &Operation,
        at: &At<'s>,
    ) -> Checked<&'a Resource> {
        let item = finder.successes.iter().find_map(|answer| match answer.body {
            AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. } => Some(item),
            _ => None,
        });
        match item {
            Some(item) => self.report.decoded(draft.resource(item.resource)),
            None => {
                let message = format!("`{}` answers no resource", finder.name);
                Err(self.bad_lookup(
                    message,
                    at.key(),
                    "nothing could be compared with what it finds",
                ))
            }
        }
    }

    fn same(
        &mut self,
        subject: &Subject<'_, 's>,
        resource: &Resource,
        described: &language::Uncertain,
    ) -> Checked<Vec<SameRule>> {
        let at = subject.at.join("same");
        let mut rules = Vec::new();
        for (sent, shown) in described.same.iter() {
            let at = at.join(sent);
            let sent_at = subject.body.iter().position(|member| member.wire == sent);
            let sent_at = sent_at.ok_or_else(|| {
                let known = subject.body.iter().map(|member| member.wire.as_str());
                self.report.push(unknown(
                    Code::UnknownInput,
                    "member of the body",
                    sent,
                    known,
                    at.key(),
                ))
            });
            let found = self.shown_in(resource, shown, &at);
            rules.push(sent_at.and_then(|request| Ok(SameRule { request, found: found? })));
        }
        all(rules)
    }

    /// The attribute or to-one relationship that shows a value.
    fn shown_in(&mut self, resource: &Resource, name: &str, at: &At<'s>) -> Checked<Shown> {
        if let Some(index) = resource.attributes.iter().position(|member| member.wire == name) {
            return Ok(Shown::Attribute(index));
        }
        let to_one = |arity: Arity| arity == Arity::One;
        let relationships = &resource.relationships;
        if let Some(index) =
            relationships.iter().position(|known| known.wire == name && to_one(known.arity))
        {
            return Ok(Shown::RelationshipId(index));
        }
        let to_one = relationships
            .iter()
            .filter(|known| to_one(known.arity))
            .map(|known| known.wire.as_str());
        let known = resource.attributes.iter().map(|member| member.wire.as_str()).chain(to_one);
        let what = "attribute or to-one relationship";
        Err(self.report.push(unknown(Code::UnknownAttribute, what, name, known, at.value())))
    }

    fn again_while(
        &mut self,
        draft: &Draft,
        resource: &Resource,
        described: &language::Uncertain,
        at: &At<'s>,
    ) -> Checked<Option<AgainWhile>> {
        let at = at.join("again_while");
        if !at.is_written() {
            return Ok(None);
        }
        let (name, words) = self.only_entry(&described.again_while, &at, AGAIN_FORM)?;
        let at = at.join(name);
        let Some(attribute) = resource.attributes.iter().position(|member| member.wire == name)
        else {
            let known = resource.attributes.iter().map(|member| member.wire.as_str());
            return Err(self.report.push(unknown(
                Code::UnknownAttribute,
                "attribute",
                name,
                known,
                at.key(),
            )));
        };
        let Type::Enum(id) = resource.attributes[attribute].ty else {
            let (code, _, help) = AGAIN_FORM;
            let problem =
                Diagnostic::new(code, format!("`{name}` is no enum, so it has no states"));
            return Err(self.report.push(problem.at(at.key(), "this attribute").help(help)));
        };
        let repeats = self.no_repeats(words, &at);
        let values = &self.report.decoded(draft.enumeration(id))?.values;
        let known = values.iter().map(|value| value.word.as_str());
        let words = words.iter().enumerate();
        let positions = words
            .map(|(index, word)| {
                self.position_of(
                    Code::UnknownEnumValue,
                    "value",
                    word,
                    known.clone(),
                    &at.join(index),
                )
            })
            .collect();
        let values = repeats.and(all(positions))?;
        Ok(Some(AgainWhile { attribute, values }))
    }
}

const LOOKUP_FORM: (Code, &str, &str) = (
    Code::Lookup,
    "a lookup is one operation and its parameter",
    "name a GET, and its parameter that takes the key: `{ articles.find: slug }`",
);

const AGAIN_FORM: (Code, &str, &str) = (
    Code::AgainWhile,
    "the state in which a call may be sent again is one attribute and its values",
    "name an attribute of an enum type and some of its values: `{ status: [draft] }`",
);

impl<'a> Subject<'a, '_> {
    fn input(&self, input: InputRef) -> Option<&'a Member> {
        match input {
            InputRef::Path(index) => self.operation.path_parameters.get(index),
            InputRef::Query(index) => self.operation.query.get(index),
            InputRef::Body(index) => self.body.get(index),
        }
    }
}
