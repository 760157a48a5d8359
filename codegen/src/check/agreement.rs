//! What the thing found must agree in with what was asked for, and the states in which a call may be sent again.

use super::Checker;
use super::at::At;
use super::draft::Draft;
use super::lookup::Lookup;
use super::references::unknown;
use super::report::{Checked, Reported, all};
use super::uncertain::Subject;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::language;
use crate::model::{AgainWhile, Arity, Comparison, Enum, SameRule, ScalarKind, Shown, Type};

/// What values of a type are, when they are compared.
#[derive(Clone, Copy, PartialEq)]
enum Nature {
    Text,
    Number,
    Other,
}

impl<'s> Checker<'s> {
    /// What must agree.
    pub(super) fn same(
        &mut self,
        draft: &Draft,
        subject: &Subject<'_, 's>,
        lookup: &Lookup<'_, 's>,
        described: &language::Uncertain,
    ) -> Checked<Vec<SameRule>> {
        let at = subject.at.join("same");
        let pairs = described.same.iter();
        all(pairs
            .map(|(sent, shown)| {
                self.same_rule(draft, subject, lookup, sent, shown, &at.join(sent))
            })
            .collect())
    }

    fn same_rule(
        &mut self,
        draft: &Draft,
        subject: &Subject<'_, 's>,
        lookup: &Lookup<'_, 's>,
        sent: &str,
        shown: &str,
        at: &At<'s>,
    ) -> Checked<SameRule> {
        let request = subject.body.iter().position(|member| member.wire == sent);
        let request = request.ok_or_else(|| {
            let known = subject.body.iter().map(|member| member.wire.as_str());
            let what = "member of the body";
            self.report.push(unknown(Code::UnknownInput, what, sent, known, at.key()))
        });
        let found = self.shown_in(lookup, shown, at);
        let (request, found) = (request?, found?);
        let asked = &subject.body[request].ty;
        let comparison = match found {
            Shown::Attribute(index) => {
                self.comparison(draft, asked, &lookup.resource.attributes[index].ty)?
            }
            // Ids are text.
            Shown::RelationshipId(_) => {
                (self.nature(draft, asked)? == Nature::Text).then_some(Comparison::Text)
            }
        };
        let comparison = comparison.ok_or_else(|| self.unlike(sent, shown, at))?;
        Ok(SameRule { request, found, comparison })
    }

    /// How two values are compared: texts whatever their types, all else only with its like.
    fn comparison(&self, draft: &Draft, asked: &Type, shown: &Type) -> Checked<Option<Comparison>> {
        Ok(match (self.nature(draft, asked)?, self.nature(draft, shown)?) {
            (Nature::Text, Nature::Text) => Some(Comparison::Text),
            _ if asked != shown => None,
            (Nature::Number, _) => Some(Comparison::Number),
            _ => Some(Comparison::Value),
        })
    }

    fn nature(&self, draft: &Draft, ty: &Type) -> Checked<Nature> {
        Ok(match ty {
            Type::Text => Nature::Text,
            Type::Integer | Type::Decimal | Type::UnixSeconds => Nature::Number,
            Type::Scalar(id) => match self.report.decoded(draft.scalar(*id))?.kind {
                ScalarKind::Text { .. } => Nature::Text,
                ScalarKind::Integer | ScalarKind::Decimal { .. } => Nature::Number,
            },
            _ => Nature::Other,
        })
    }

    fn unlike(&mut self, sent: &str, shown: &str, at: &At<'s>) -> Reported {
        let message = format!("`{sent}` and `{shown}` cannot be compared");
        let problem = Diagnostic::new(Code::UnlikeTypes, message)
            .at(at.value(), "this is of another type")
            .also(at.key(), "than this member of the body")
            .help("pair texts with texts or ids, and everything else with the very same type; or leave the pair out");
        self.report.push(problem)
    }

    /// The attribute or to-one relationship that shows a value.
    fn shown_in(&mut self, lookup: &Lookup<'_, 's>, name: &str, at: &At<'s>) -> Checked<Shown> {
        if let Some(index) = lookup.attribute(name) {
            return Ok(Shown::Attribute(index));
        }
        let relationships = &lookup.resource.relationships;
        let is_to_one = |arity: Arity| arity == Arity::One;
        if let Some(index) =
            relationships.iter().position(|known| known.wire == name && is_to_one(known.arity))
        {
            return Ok(Shown::RelationshipId(index));
        }
        if lookup.resource.attributes.iter().any(|member| member.wire == name) {
            return Err(self.not_in_view(lookup, name, at.value()));
        }
        let to_one = relationships.iter().filter(|known| is_to_one(known.arity));
        let attributes = lookup.resource.attributes_of(lookup.item.view).iter();
        let known = attributes.map(|member| member.wire.as_str());
        let known = known.chain(to_one.map(|known| known.wire.as_str()));
        let what = "attribute or to-one relationship";
        Err(self.report.push(unknown(Code::UnknownAttribute, what, name, known, at.value())))
    }

    /// What the resource has, and the lookup does not show, would never be seen to differ.
    fn not_in_view(&mut self, lookup: &Lookup<'_, 's>, name: &str, place: Place) -> Reported {
        let finder = &lookup.operation.name;
        let message = format!("what `{finder}` finds does not show `{name}`");
        let problem = Diagnostic::new(Code::UnknownAttribute, message)
            .at(place, "the view that the lookup answers leaves it out")
            .help("name a lookup that shows it");
        self.report.push(problem)
    }

    /// The states in which the call may be sent again; none where it says nothing of them.
    pub(super) fn again_while(
        &mut self,
        draft: &Draft,
        lookup: &Lookup<'_, 's>,
        described: &language::Uncertain,
        at: &At<'s>,
    ) -> Checked<Option<AgainWhile>> {
        let at = at.join("again_while");
        if !at.is_written() {
            return Ok(None);
        }
        let (name, words) = self.only_entry(&described.again_while, &at, AGAIN_FORM)?;
        let at = at.join(name);
        let resource = lookup.resource;
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
        if !lookup.shows(name) {
            return Err(self.not_in_view(lookup, name, at.key()));
        }
        let (code, _, help) = AGAIN_FORM;
        let Type::Enum(of) = resource.attributes[attribute].ty else {
            let problem =
                Diagnostic::new(code, format!("`{name}` is no enum, so it has no states"));
            return Err(self.report.push(problem.at(at.key(), "this attribute").help(help)));
        };
        if words.is_empty() {
            let problem = Diagnostic::new(code, format!("no value of `{name}` is named"));
            return Err(self.report.push(problem.at(at.value(), "this list").help(help)));
        }
        let repeats = self.no_repeats(words, &at);
        let states = self.report.decoded(draft.enumeration(of))?;
        let known = states.values.iter().map(|value| value.word.as_str());
        let positions = words
            .iter()
            .enumerate()
            .map(|(index, word)| {
                let at = at.join(index);
                let code = Code::UnknownEnumValue;
                let position = self.position_of(code, "value", word, known.clone(), &at)?;
                self.report.check(final_state(states, position, &at)).map(|()| position)
            })
            .collect();
        let values = repeats.and(all(positions))?;
        Ok(Some(AgainWhile { attribute, of, values }))
    }
}

/// The problem with acting again on what has come to its end; none where more may follow.
fn final_state(states: &Enum, position: usize, at: &At<'_>) -> Option<Diagnostic> {
    let mut facts = states.facts.iter().filter(|fact| fact.name == FINAL);
    facts.any(|fact| fact.holds.get(position) == Some(&true)).then(|| {
        let word = &states.values[position].word;
        Diagnostic::new(Code::AgainWhile, format!("`{word}` is final: nothing is sent again then"))
            .at(at.value(), "a call that led here would be made twice")
            .help("name the states in which the call has not acted yet")
    })
}

/// The fact that nothing follows a value.
const FINAL: &str = "final";

const AGAIN_FORM: (Code, &str, &str) = (
    Code::AgainWhile,
    "the state in which a call may be sent again is one attribute and its values",
    "name an attribute of an enum type and some of its values: `{ status: [draft] }`",
);
