//! Open enums, the facts about their values, and the life cycles they describe.

use std::collections::BTreeSet;

use super::Checker;
use super::at::At;
use super::definitions::Definition;
use super::naming::{Choice, METHODS_TAKEN, Scope, VARIANTS_TAKEN};
use super::references::unknown;
use super::report::{Checked, all};
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Ordered};
use crate::model::{Enum, EnumValue, Fact, Lifecycle};
use crate::names::Case;

impl<'s> Checker<'s> {
    /// An open enum.
    pub(super) fn enumeration(
        &mut self,
        definition: &Definition<'s, language::Enum>,
    ) -> Checked<Enum> {
        let item = self.report.decoded(definition.item.as_ref())?;
        let origin = self.origin(definition, item.source.as_deref());
        let doc = self.doc(&definition.at, &item.doc, None, &origin);
        let values = self.enum_values(definition, item, &origin);
        let facts = self.facts(definition, item);
        let lifecycle = self.lifecycle(definition, item);
        let name = definition.name.clone();
        Ok(Enum { name, doc: doc?, facts: facts?, values: values?, lifecycle: lifecycle? })
    }

    fn enum_values(
        &mut self,
        definition: &Definition<'s, language::Enum>,
        item: &language::Enum,
        origin: &Checked<String>,
    ) -> Checked<Vec<EnumValue>> {
        let at = definition.at.join("values");
        if item.values.is_empty() {
            let problem = Diagnostic::new(
                Code::EmptyDefinition,
                format!("`{}` has no values", definition.name),
            )
            .at(at.key(), "no value is known")
            .help("if no value is known, the type of the member is `text`");
            return Err(self.report.push(problem));
        }
        let mut scope = Scope::new(format!("the values of `{}`", definition.name), VARIANTS_TAKEN);
        let mut values = Vec::new();
        for (word, value) in item.values.iter() {
            let at = at.join(word);
            let doc = self.doc(&at, &value.doc, value.source.as_deref(), origin);
            let choice = Choice::Rust(value.rust.as_deref());
            let variant = self.name(&mut scope, Case::UpperCamel, word, choice, &at);
            values.push(
                doc.and_then(|doc| Ok(EnumValue { word: word.to_owned(), variant: variant?, doc })),
            );
        }
        all(values)
    }

    fn facts(
        &mut self,
        definition: &Definition<'s, language::Enum>,
        item: &language::Enum,
    ) -> Checked<Vec<Fact>> {
        let known = self.known_facts(definition, item);
        let at = definition.at.join("facts");
        let mut scope = Scope::new(format!("the facts of `{}`", definition.name), METHODS_TAKEN);
        let mut facts = Vec::new();
        for (name, doc) in item.facts.iter() {
            let at = at.join(name);
            let method =
                self.name(&mut scope, Case::Snake, &format!("is_{name}"), Choice::Rename, &at);
            let doc = self.text(doc, &at);
            let holds: Vec<bool> = item
                .values
                .iter()
                .map(|(_, value)| value.is.iter().any(|fact| fact == name))
                .collect();
            if !holds.contains(&true) {
                self.unused("fact", name, &at);
            }
            facts.push(
                method.and_then(|method| {
                    Ok(Fact { name: name.to_owned(), method, doc: doc?, holds })
                }),
            );
        }
        known.and(all(facts))
    }

    fn known_facts(
        &mut self,
        definition: &Definition<'s, language::Enum>,
        item: &language::Enum,
    ) -> Checked<()> {
        let mut result = Ok(());
        for (word, value) in item.values.iter() {
            let at = definition.at.join("values").join(word).join("is");
            result = self.no_repeats(&value.is, &at).and(result);
            for (index, fact) in value.is.iter().enumerate() {
                let found = self.position_of(
                    Code::UnknownFact,
                    "fact",
                    fact,
                    item.facts.names(),
                    &at.join(index),
                );
                result = found.and(result);
            }
        }
        result
    }

    fn lifecycle(
        &mut self,
        definition: &Definition<'s, language::Enum>,
        item: &language::Enum,
    ) -> Checked<Option<Lifecycle>> {
        let initial = self.initial(definition, item);
        let mut next = Vec::new();
        for (word, value) in item.values.iter() {
            let at = definition.at.join("values").join(word).join("next");
            let unrepeated = self.no_repeats(&value.next, &at);
            let followers = value.next.iter().enumerate();
            let followers = followers
                .map(|(index, word)| self.value_named(&item.values, word, &at.join(index)))
                .collect();
            next.push(unrepeated.and(all(followers)));
        }
        let (Some(initial), next) = (initial?, all(next)?) else { return Ok(None) };
        self.reachable(item, initial, &next, &definition.at.join("values"))?;
        Ok(Some(Lifecycle { initial, next }))
    }

    /// The value with which the life cycle begins, if there is one.
    fn initial(
        &mut self,
        definition: &Definition<'s, language::Enum>,
        item: &language::Enum,
    ) -> Checked<Option<usize>> {
        let first = item.values.iter().find(|(_, value)| !value.next.is_empty());
        let at = definition.at.join("initial");
        match (&item.initial, first) {
            (Some(initial), Some(_)) => self.value_named(&item.values, initial, &at).map(Some),
            (None, None) => Ok(None),
            (Some(_), None) => {
                let problem =
                    Diagnostic::new(Code::NoEffect, "no value says which others follow it")
                        .at(at.key(), "so this changes nothing")
                        .help("add `next:` to the values, or remove `initial`");
                Err(self.report.push(problem))
            }
            (None, Some((word, _))) => {
                let message = format!(
                    "`{}` describes a life cycle and does not say where it begins",
                    definition.name
                );
                let next = definition.at.join("values").join(word).join("next");
                let problem = Diagnostic::new(Code::InitialMissing, message)
                    .at(definition.at.key(), "has no `initial`")
                    .also(next.key(), "values follow each other")
                    .help("add `initial:` with the value that comes first");
                Err(self.report.push(problem))
            }
        }
    }

    /// The position of a value of an enum, by its word.
    pub(super) fn value_named(
        &mut self,
        values: &Ordered<language::EnumValue>,
        word: &str,
        at: &At<'s>,
    ) -> Checked<usize> {
        let found = values.names().position(|known| known == word);
        let problem = || unknown(Code::UnknownEnumValue, "value", word, values.names(), at.value());
        found.ok_or_else(|| self.report.push(problem()))
    }

    /// Reports the values that take part in the life cycle and cannot be reached from its beginning.
    fn reachable(
        &mut self,
        item: &language::Enum,
        initial: usize,
        next: &[Vec<usize>],
        at: &At<'s>,
    ) -> Checked<()> {
        let mut reached = BTreeSet::from([initial]);
        let mut ahead = vec![initial];
        while let Some(followers) = ahead.pop().and_then(|value| next.get(value)) {
            ahead.extend(followers.iter().copied().filter(|follower| reached.insert(*follower)));
        }
        let mut result = Ok(());
        for (index, (word, value)) in item.values.iter().enumerate() {
            if !value.next.is_empty() && !reached.contains(&index) {
                let message =
                    format!("`{word}` cannot be reached from the beginning of the life cycle");
                let problem = Diagnostic::new(Code::Unreachable, message)
                    .at(at.join(word).key(), "it never comes to this")
                    .help("name it in the `next:` of the values that it may follow");
                result = Err(self.report.push(problem));
            }
        }
        result
    }
}
