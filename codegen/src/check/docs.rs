//! What something is, in words, and where that is documented.

use super::Checker;
use super::at::At;
use super::definitions::Definition;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Doc;

impl<'s> Checker<'s> {
    /// Where a definition is documented: its own `source`, or its file's.
    pub(super) fn origin<T>(
        &mut self,
        definition: &Definition<'s, T>,
        own: Option<&str>,
    ) -> Checked<String> {
        match (own, &definition.file_source) {
            (Some(own), _) => self.source_named(own, &definition.at.join("source")),
            // Whether there is such a source is checked once for each file.
            (None, Some(file)) => Ok(file.clone()),
            (None, None) => {
                let message = format!("`{}` does not say where it is documented", definition.name);
                let problem = Diagnostic::new(Code::SourceMissing, message)
                    .at(definition.at.key(), "has no source")
                    .help("add `source:` to it or at the top of the file, with a name from the `sources` of the API");
                Err(self.report.push(problem))
            }
        }
    }

    /// The `doc` of what stands at `at`, which may name a source of its own.
    pub(super) fn doc(
        &mut self,
        at: &At<'s>,
        text: &str,
        own: Option<&str>,
        origin: &Checked<String>,
    ) -> Checked<Doc> {
        let text = self.text(text, &at.join("doc"));
        let source = match own {
            Some(own) => self.source_named(own, &at.join("source")),
            None => origin.clone(),
        };
        Ok(Doc { text: text?, source: source? })
    }

    /// Words that must not be empty, without blanks around them.
    pub(super) fn text(&mut self, text: &str, at: &At<'s>) -> Checked<String> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            let problem = Diagnostic::new(Code::DocEmpty, "there are no words")
                .at(at.value(), "this text is empty");
            return Err(self.report.push(problem));
        }
        if let Some(character) = trimmed.chars().find(|character| is_hidden(*character)) {
            let message =
                format!("the words hold U+{:04X}, which is not shown", u32::from(character));
            let problem = Diagnostic::new(Code::DocHidden, message)
                .at(at.value(), "this text has a character that cannot be seen")
                .help("remove it: it would stand in doc comments and in the schemas");
            return Err(self.report.push(problem));
        }
        Ok(trimmed.to_owned())
    }
}

/// Control characters, and those that change the direction of what follows or take no room: a reader sees other words than
/// the compiler.
pub(super) fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}
