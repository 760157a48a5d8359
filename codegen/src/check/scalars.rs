//! Named scalars.

use super::Checker;
use super::at::At;
use super::definitions::Definition;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::language;
use crate::model::{Scalar, ScalarKind};

impl<'s> Checker<'s> {
    /// A named scalar, or the id of a resource.
    pub(super) fn scalar(
        &mut self,
        definition: &Definition<'s, language::Scalar>,
    ) -> Checked<Scalar> {
        let scalar = self.report.decoded(definition.item.as_ref())?;
        let at = &definition.at;
        let origin = self.origin(definition, scalar.source.as_deref());
        let doc = self.doc(at, &scalar.doc, None, &origin);
        let kind = self.scalar_kind(definition, scalar);
        let sensitivity = self.sensitivity(scalar.secret, scalar.personal, at);
        let plain = self.shown_or_plain(scalar, at);
        let example =
            self.scalar_example(scalar.of, scalar.example.as_deref(), &at.join("example"));
        plain?;
        Ok(Scalar {
            name: definition.name.clone(),
            doc: doc?,
            kind: kind?,
            sensitivity: sensitivity?,
            example: example?,
        })
    }

    /// Undoing the escapes hands the text out, which what is not shown must not do by the way.
    fn shown_or_plain(&mut self, scalar: &language::Scalar, at: &At<'s>) -> Checked<()> {
        let why = if scalar.secret { "secret" } else { "personal" };
        let problem = (scalar.escaped_twice && (scalar.secret || scalar.personal)).then(|| {
            let message = format!("a scalar cannot be both `{why}` and `escaped_twice`");
            Diagnostic::new(Code::SecretEscapedTwice, message)
                .at(at.join("escaped_twice").key(), "its escapes would not be undone")
                .also(at.join(why).key(), "what is not shown is handed out as it came")
                .help("remove one of them")
        });
        self.report.check(problem)
    }

    fn scalar_kind(
        &mut self,
        definition: &Definition<'s, language::Scalar>,
        scalar: &language::Scalar,
    ) -> Checked<ScalarKind> {
        let idle = |option: &str, only: &str| {
            Diagnostic::new(Code::NoEffect, format!("`{option}` is only for scalars {only}"))
                .at(definition.at.join(option).key(), "this changes nothing")
                .help("remove it")
        };
        let (of, or_text, escaped_twice) = (scalar.of, scalar.or_text, scalar.escaped_twice);
        let or_text_idle = (or_text && of != language::ScalarKind::Decimal)
            .then(|| idle("or_text", "`of: decimal`"));
        let escaped_idle = (escaped_twice && of != language::ScalarKind::Text)
            .then(|| idle("escaped_twice", "`of: text`"));
        let first = self.report.check(or_text_idle);
        self.report.check(escaped_idle).and(first)?;
        Ok(match of {
            language::ScalarKind::Text => ScalarKind::Text { escaped_twice },
            language::ScalarKind::Integer => ScalarKind::Integer,
            language::ScalarKind::Decimal => ScalarKind::Decimal { or_text },
        })
    }
}
