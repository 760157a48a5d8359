//! Whether example values fit their types. Numbers stay text: they may be money.

use super::Checker;
use super::at::At;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, ScalarKind};
use crate::model::{Example, Type};

/// What is expected of an example, and how one looks.
const INTEGER: (&str, &str) = ("an integer", "42");
const NUMBER: (&str, &str) = ("a number", "10.55");
const BOOLEAN: (&str, &str) = ("`true` or `false`", "true");

fn is_boolean(text: &str) -> bool {
    ["true", "false"].contains(&text)
}

/// Whether the text is a number of JSON.
pub(super) fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    let exponent = exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    is_whole(whole) && fraction.is_none_or(is_digits) && exponent.is_none_or(is_digits)
}

/// Whether the text is an integer of JSON, without fraction and exponent.
pub(super) fn is_integer(text: &str) -> bool {
    is_whole(text.strip_prefix('-').unwrap_or(text))
}

fn is_whole(text: &str) -> bool {
    is_digits(text) && (text == "0" || !text.starts_with('0'))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl<'s> Checker<'s> {
    /// The example of a scalar.
    pub(super) fn scalar_example(
        &mut self,
        kind: ScalarKind,
        example: Option<&str>,
        at: &At<'s>,
    ) -> Checked<Option<Example>> {
        let Some(text) = example else { return Ok(None) };
        match kind {
            ScalarKind::Text => Ok(Some(Example::Text(text.to_owned()))),
            ScalarKind::Integer => self.literal(text, is_integer, INTEGER, at).map(Some),
            ScalarKind::Decimal => self.literal(text, is_number, NUMBER, at).map(Some),
        }
    }

    /// The example of a member of this type: its own, or that of its scalar.
    pub(super) fn example(
        &mut self,
        ty: &Type,
        example: Option<&str>,
        at: &At<'s>,
    ) -> Checked<Option<Example>> {
        let scalar = match ty {
            Type::Scalar(id) => self
                .defs
                .scalars
                .get(id.0)
                .and_then(|found| Some((&found.at, found.item.as_ref()?))),
            _ => None,
        };
        let Some(text) = example else {
            // A misfit is reported where the scalar is defined.
            return Ok(scalar.and_then(|(_, scalar)| unchecked(scalar)));
        };
        match ty {
            Type::Text => Ok(Some(Example::Text(text.to_owned()))),
            Type::Integer | Type::UnixSeconds => {
                self.literal(text, is_integer, INTEGER, at).map(Some)
            }
            Type::Decimal => self.literal(text, is_number, NUMBER, at).map(Some),
            Type::Boolean => self.literal(text, is_boolean, BOOLEAN, at).map(Some),
            Type::Enum(id) => self.enum_example(id.0, text, at).map(Some),
            Type::Scalar(_) => {
                let (_, scalar) = self.report.decoded(scalar)?;
                self.scalar_example(scalar.of, Some(text), at)
            }
            Type::Json | Type::Object(_) | Type::List(_) | Type::Map(_) => {
                let problem = Diagnostic::new(
                    Code::ExampleMisfit,
                    "only text, numbers, booleans and enums have examples",
                )
                .at(at.value(), "this is none")
                .help("give the examples where its members or items are described");
                Err(self.report.push(problem))
            }
        }
    }

    fn literal(
        &mut self,
        text: &str,
        fits: impl Fn(&str) -> bool,
        (expected, such_as): (&str, &str),
        at: &At<'s>,
    ) -> Checked<Example> {
        if fits(text) {
            return Ok(Example::Literal(text.to_owned()));
        }
        let message = format!("the example `{text}` is not {expected}");
        let problem = Diagnostic::new(Code::ExampleMisfit, message)
            .at(at.value(), format!("{expected} is expected"));
        Err(self
            .report
            .push(problem.help(format!("write it as it stands in JSON, in quotes: \"{such_as}\""))))
    }

    fn enum_example(&mut self, id: usize, word: &str, at: &At<'s>) -> Checked<Example> {
        let found = self.defs.enums.get(id);
        let found = self.report.decoded(found)?;
        let values = &self.report.decoded(found.item.as_ref())?.values;
        if values.get(word).is_some() {
            return Ok(Example::Text(word.to_owned()));
        }
        let message = format!("the example `{word}` is no value of `{}`", found.name);
        let mut problem = Diagnostic::new(Code::ExampleMisfit, message)
            .at(at.value(), "not one of its values")
            .also(found.at.key(), "the enum");
        if let Some(near) = crate::diagnostic::suggest(word, values.names()) {
            problem = problem.help(format!("did you mean `{near}`?"));
        }
        Err(self.report.push(problem))
    }
}

/// The example of a scalar as it is written.
fn unchecked(scalar: &language::Scalar) -> Option<Example> {
    let text = scalar.example.clone()?;
    Some(match scalar.of {
        ScalarKind::Text => Example::Text(text),
        ScalarKind::Integer | ScalarKind::Decimal => Example::Literal(text),
    })
}

#[cfg(test)]
mod tests {
    use super::{is_integer, is_number};

    #[test]
    fn numbers_are_those_of_json() {
        for good in ["0", "-0", "10.55", "1e400", "1E-7", "0.10", "123456789012345678901234567890"]
        {
            assert!(is_number(good), "{good}");
        }
        for bad in
            ["", "-", "01", "1.", ".5", "+1", "1e", "1_000", "NaN", " 1", "0x10", "1.5.5", "--1"]
        {
            assert!(!is_number(bad), "{bad}");
        }
        assert!(is_integer("-12") && !is_integer("1.0") && !is_integer("1e2"));
    }
}
