//! Holds a sample against the description of the body that it shows.

mod document;
mod extras;

pub(super) use self::extras::Extras;

use super::Shape;
use super::json::{Kind, Value};
use crate::check::Checker;
use crate::check::at::At;
use crate::check::draft::Draft;
use crate::check::examples::{is_integer, is_number};
use crate::diagnostic::{Code, Diagnostic, Place, suggest};
use crate::model::{Member, ObjectId, ScalarKind, Type};
use crate::source::FileId;

/// Reports where a sample contradicts what it is bound to, and notes among the `extras` what is not described.
pub(super) fn hold<'s>(
    checker: &mut Checker<'s>,
    draft: &Draft,
    extras: &mut Extras,
    file: FileId,
    document: &Value,
    shape: &Shape<'s>,
) {
    Holder { checker, draft, extras, file }.shape(document, shape);
}

struct Holder<'c, 's> {
    checker: &'c mut Checker<'s>,
    draft: &'c Draft,
    extras: &'c mut Extras,
    file: FileId,
}

/// Members as they are described, and the ways to them.
struct Described<'d, 's> {
    members: &'d [Member],
    at: Box<dyn Fn(&str) -> At<'s> + 'd>,
}

impl<'s> Holder<'_, 's> {
    fn place(&self, value: &Value) -> Place {
        Place::new(self.file, value.span.clone())
    }

    /// The first character of a value: what to point at for all of it.
    fn start(&self, value: &Value) -> Place {
        Place::new(self.file, value.span.start..value.span.start + 1)
    }

    fn report(&mut self, problem: Diagnostic, described: Option<Place>) {
        let problem = match described {
            Some(place) => problem.also(place, "described here"),
            None => problem,
        };
        self.checker.report.push(problem);
    }

    /// Reports that a value is not what is expected.
    fn misfit(&mut self, value: &Value, expected: &str, described: Option<Place>) {
        let help = "one of the two is wrong: correct the description, or the sample if it was copied wrongly";
        self.misfit_unless(value, expected, help, described);
    }

    /// Reports that a value is not what is expected, and what would make it so.
    fn misfit_unless(
        &mut self,
        value: &Value,
        expected: &str,
        help: &str,
        described: Option<Place>,
    ) {
        let problem =
            Diagnostic::new(Code::SampleType, format!("the sample has {} here", value.described()))
                .at(self.place(value), format!("{expected} is described"))
                .help(help);
        self.report(problem, described);
    }

    /// Notes the members that are none of the `known`.
    fn only(&mut self, value: &Value, known: &[&str], described: Option<&Place>) {
        for member in value.members().unwrap_or_default() {
            if known.contains(&member.name.as_str()) {
                continue;
            }
            let place = Place::new(self.file, member.name_span.clone());
            self.extras.add(&member.name, place, known, described);
        }
    }

    /// Reports that a member is missing which the description requires.
    fn missing(&mut self, value: &Value, name: &str, described: Option<Place>) {
        self.missing_unless(
            value,
            name,
            "add `optional: true` where it is described, if it may be absent",
            described,
        );
    }

    /// Reports that a member is missing which every document of the JSON:API has.
    fn missing_always(&mut self, value: &Value, name: &str, described: Option<Place>) {
        let help = "a document has `data` or `errors`, and a resource and what refers to it have `type` and `id`";
        self.missing_unless(value, name, help, described);
    }

    fn missing_unless(&mut self, value: &Value, name: &str, help: &str, described: Option<Place>) {
        let problem = Diagnostic::new(
            Code::SampleMissing,
            format!("the sample lacks the required member `{name}`"),
        )
        .at(self.start(value), "not in this object")
        .help(help);
        self.report(problem, described);
    }

    /// The members of an object; none, with a report, if the value is no object.
    fn is_object(&mut self, value: &Value, described: Option<Place>) -> bool {
        let is_object = value.members().is_some();
        if !is_object {
            self.no_object(value, described);
        }
        is_object
    }

    /// An object of the description.
    fn object(&mut self, value: &Value, id: ObjectId) {
        let checked = self.draft.object(id);
        let defined = self.checker.defs.objects.get(id.0);
        // An object that is itself wrong says nothing about samples.
        let (Some(object), Some(defined)) = (checked, defined) else { return };
        let at = defined.at.clone();
        if self.is_empty_list(value)
            && !object.members.iter().any(|member| member.presence.is_always_there())
        {
            return;
        }
        if self.is_object(value, Some(at.key())) {
            let members = at.join("members");
            let described = Described {
                members: &object.members,
                at: Box::new(move |wire| members.join(wire)),
            };
            self.members(value, &described, &at.key());
        }
    }

    fn no_object(&mut self, value: &Value, described: Option<Place>) {
        if value.kind == Kind::List(Vec::new()) {
            let help = "if the API writes `[]` for an empty object, say `empty_map_as_list: true` among its `habits`";
            return self.misfit_unless(value, "an object", help, described);
        }
        self.misfit(value, "an object", described);
    }

    /// Whether this is `[]` in place of an object, and the API has that habit.
    fn is_empty_list(&self, value: &Value) -> bool {
        // Where the habits could not be read, nothing is said against it.
        let refused = self.checker.api().is_ok_and(|api| !api.habits.empty_map_as_list);
        !refused && value.kind == Kind::List(Vec::new())
    }

    /// The members of an object, each against its description.
    fn members(&mut self, value: &Value, described: &Described<'_, 's>, owner: &Place) {
        for member in described.members {
            let at = (described.at)(&member.wire);
            let inside = member
                .or_inside
                .as_deref()
                .and_then(|host| value.get(host)?.value.get(&member.wire));
            match value.get(&member.wire).or(inside) {
                Some(found) => self.member(&found.value, member, described, &at),
                None if member.presence.is_always_there() => {
                    self.missing(value, &member.wire, Some(at.key()))
                }
                None => {}
            }
        }
        let known: Vec<&str> =
            described.members.iter().map(|member| member.wire.as_str()).collect();
        self.only(value, &known, Some(owner));
    }

    fn member(
        &mut self,
        value: &Value,
        member: &Member,
        siblings: &Described<'_, 's>,
        at: &At<'s>,
    ) {
        if value.kind == Kind::Null {
            if !member.presence.may_be_null() && member.ty != Type::Json {
                self.null(value, &member.wire, at);
            }
            return;
        }
        let guests =
            siblings.members.iter().filter(|guest| guest.or_inside.as_ref() == Some(&member.wire));
        let guests: Vec<&str> = guests.map(|guest| guest.wire.as_str()).collect();
        self.value(value, &member.ty, &guests, at);
    }

    fn null(&mut self, value: &Value, name: &str, at: &At<'s>) {
        let problem = Diagnostic::new(Code::SampleNull, format!("`{name}` is null in the sample"))
            .at(self.place(value), "null is not described")
            .help("add `nullable: true` where it is described");
        self.report(problem, Some(at.key()));
    }

    /// A value of a type. `guests` are names in a map that belong to its siblings.
    fn value(&mut self, value: &Value, ty: &Type, guests: &[&str], at: &At<'s>) {
        let described = || Some(at.key());
        match (ty, &value.kind) {
            (Type::Json, _) | (Type::Text, Kind::Text(_)) | (Type::Boolean, Kind::Boolean) => {}
            (Type::Integer | Type::UnixSeconds, Kind::Number(number)) if is_integer(number) => {}
            (Type::Decimal, Kind::Number(_)) => {}
            (Type::Scalar(id), _) => {
                if let Some(scalar) = self.draft.scalar(*id) {
                    self.scalar(value, scalar.kind, at);
                }
            }
            (Type::Enum(id), Kind::Text(word)) => self.word(value, id.0, word),
            (Type::Object(id), _) => self.object(value, *id),
            (Type::List(of), Kind::List(items)) => {
                items.iter().for_each(|item| self.item(item, of, at))
            }
            (Type::Map(of), Kind::Object(members)) => {
                for member in
                    members.iter().filter(|member| !guests.contains(&member.name.as_str()))
                {
                    self.item(&member.value, of, at);
                }
            }
            (Type::Map(_), _) if self.is_empty_list(value) => {}
            (Type::Text | Type::Enum(_), _) => self.misfit(value, "a string", described()),
            (Type::Boolean, _) => self.misfit(value, "a boolean", described()),
            (Type::Integer | Type::UnixSeconds, _) => self.misfit(value, "an integer", described()),
            (Type::Decimal, _) => self.misfit(value, "a number", described()),
            (Type::List(_), _) => self.misfit(value, "an array", described()),
            (Type::Map(_), _) => self.no_object(value, described()),
        }
    }

    /// An item of a list or a map, which is never null unless anything may stand there.
    fn item(&mut self, value: &Value, ty: &Type, at: &At<'s>) {
        if value.kind == Kind::Null && *ty != Type::Json {
            let problem = Diagnostic::new(Code::SampleNull, "an item is null in the sample")
                .at(self.place(value), "null is not described")
                .help("items are never null; if they may be anything, their type is `json`");
            return self.report(problem, Some(at.key()));
        }
        self.value(value, ty, &[], at);
    }

    fn scalar(&mut self, value: &Value, kind: ScalarKind, at: &At<'s>) {
        let expected = match (kind, &value.kind) {
            (ScalarKind::Text { .. }, Kind::Text(_)) => return,
            (ScalarKind::Integer, Kind::Number(number)) if is_integer(number) => return,
            (ScalarKind::Decimal { .. }, Kind::Number(_)) => return,
            (ScalarKind::Decimal { or_text: true }, Kind::Text(text)) if is_number(text) => return,
            (ScalarKind::Text { .. }, _) => "a string",
            (ScalarKind::Integer, _) => "an integer",
            (ScalarKind::Decimal { or_text: false }, _) => "a number",
            (ScalarKind::Decimal { or_text: true }, _) => "a number, or a string with a number,",
        };
        self.misfit(value, expected, Some(at.key()));
    }

    fn word(&mut self, value: &Value, id: usize, word: &str) {
        let Some(found) = self.checker.defs.enums.get(id) else { return };
        let Some(item) = &found.item else { return };
        if item.values.get(word).is_some() {
            return;
        }
        let near = suggest(word, item.values.names());
        let help = near.map_or_else(
            || "samples are the documented truth: describe the value".to_owned(),
            |near| format!("describe the value; or is it `{near}`?"),
        );
        let problem = Diagnostic::new(
            Code::SampleEnumValue,
            format!("`{word}` is no described value of `{}`", found.name),
        )
        .at(self.place(value), "not described")
        .help(help);
        self.report(problem, Some(found.at.key()));
    }
}
