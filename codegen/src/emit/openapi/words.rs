//! What a document says in words, and the words of its extensions.

use super::super::json_schema::description;
use super::paths::prefix;
use crate::model::{
    Answer, Api, Callback, Directive, Doc, Face, Model, Operation, Outcome, StatusRule, is_success,
};
use crate::words;

/// What the whole document says of itself.
pub(super) fn of_api(api: &Api) -> String {
    let mut paragraphs = vec![api.doc.trim().to_owned()];
    for (index, face) in api.faces.iter().enumerate() {
        paragraphs.push(of_face(face, prefix(&api.faces, index)));
    }
    paragraphs.push(
        "Calls that share a method and a path are one operation here; `x-variants` names them with the parameters that \
         tell them apart. `x-outcome` says what became of a call that changes something, `x-directive` what to do then."
            .to_owned(),
    );
    let sources = api.sources.iter();
    let sources: Vec<_> = sources
        .map(|(name, doc)| format!("- `{name}`: {}", doc.trim().replace('\n', " ")))
        .collect();
    paragraphs.push(format!("Every description names its source:\n\n{}", sources.join("\n")));
    paragraphs.join("\n\n")
}

fn of_face(face: &Face, prefix: &str) -> String {
    let (words, auth) = (face.doc.text.trim(), face.auth_doc.trim());
    let mut text = format!("Face `{}`: {words}\n\n{auth}", face.name);
    if !prefix.is_empty() {
        text += &format!(
            "\n\nIn this document the paths of its calls begin with `{prefix}`, so that they are told apart from those of \
             other faces."
        );
    }
    text
}

/// The first sentence of a text, without its full stop.
pub(super) fn summary(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = text.split_once(". ").map_or(text.as_str(), |(first, _)| first);
    sentence.trim_end_matches('.').to_owned()
}

/// What a call does and how to find out what became of it.
pub(super) fn of_operation(model: &Model, operation: &Operation) -> String {
    let safe = operation.safe_to_repeat && !operation.only_reads();
    let safe = safe.then(|| "Sending it again does no harm.".to_owned());
    description(&operation.doc, uncertain(model, operation).into_iter().chain(safe))
}

fn uncertain(model: &Model, operation: &Operation) -> Option<String> {
    let uncertain = operation.uncertain.as_ref()?;
    let lookup = &model[uncertain.lookup];
    let key = &model.input(operation, uncertain.key).wire;
    let parameter = &model.input(lookup, uncertain.lookup_parameter).wire;
    Some(format!(
        "Where no answer comes, or one that does not tell what became of the call, look it up before sending it again: \
         `{}` with `{parameter}`, which is this call's `{key}`.",
        lookup.name
    ))
}

/// What the calls that share an operation say of an answer; of several calls each by its name.
pub(super) fn of_answers(answers: &[(&Operation, &Answer)]) -> Vec<Doc> {
    if let [(_, answer)] = answers {
        return answer.doc.iter().cloned().collect();
    }
    let of_each = answers.iter().map(|(call, answer)| {
        let doc = answer.doc.as_ref().unwrap_or(&call.doc);
        let text = format!("`{}`: {}", call.name, doc.text.trim());
        Doc { text, source: doc.source.clone() }
    });
    of_each.collect()
}

/// What a status says in answer to calls that describe it themselves: as a success of theirs it says that they were carried
/// out, whatever it says elsewhere.
pub(super) fn of_own(rule: &StatusRule) -> StatusRule {
    if !is_success(rule.status) || rule.outcome == Outcome::Done {
        return rule.clone();
    }
    let text = "The call was carried out, whatever this status says elsewhere.".to_owned();
    let doc = Doc { text, source: rule.doc.source.clone() };
    StatusRule { outcome: Outcome::Done, directive: Directive::Proceed, doc, ..rule.clone() }
}

/// What a status says in answer to calls that do not describe it themselves: such an answer does not hold what exists already.
pub(super) fn of_shared(rule: &StatusRule) -> StatusRule {
    let directive = match rule.directive {
        Directive::UseExisting => Directive::Reconcile,
        other => other,
    };
    StatusRule { directive, ..rule.clone() }
}

/// What a status says, and what the calls that are answered so say of it.
pub(super) fn of_status(rule: Option<&StatusRule>, own: &[Doc]) -> String {
    let general = rule.map(|rule| &rule.doc).filter(|_| own.is_empty());
    let docs = || general.into_iter().chain(own);
    let texts: Vec<_> = docs().map(|doc| doc.text.trim()).collect();
    let mut sources: Vec<_> = docs().map(|doc| doc.source.as_str()).collect();
    sources.dedup();
    let mut text = texts.join("\n\n");
    if let Some(rule) = rule {
        text.insert_str(0, &format!("{}: ", rule.meaning));
        if rule.outcome != Outcome::Done {
            text += &format!("\n\n{} {}", said(rule.outcome), words::directive(rule.directive));
        }
    }
    format!("{text}\n\nSource: {}.", sources.join(", "))
}

fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "A call that changes something was carried out.",
        Outcome::NotDone => "A call that changes something was not carried out.",
        Outcome::AlreadyDone => "An earlier call has done what this one asks for.",
        Outcome::Unknown => "Whether a call that changes something was carried out is not known.",
    }
}

/// How the signature of a callback is made.
pub(super) fn of_signature(callback: &Callback) -> Option<String> {
    let signature = callback.signature.as_ref()?;
    let scheme = words::signature(signature.scheme);
    Some(format!("{scheme}\n\n{}\n\nSource: {}.", signature.doc.trim(), callback.doc.source))
}
