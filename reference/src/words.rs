//! The words that every page has, beside those of `codegen::words`.

use codegen::model::{
    AuthScheme, Directive, Operation, Outcome, Presence, ScalarKind, Sensitivity, StatusRule,
    is_lasting_refusal,
};
use codegen::words::directive;

pub(crate) fn auth(scheme: AuthScheme) -> &'static str {
    match scheme {
        AuthScheme::Basic => "HTTP Basic",
        AuthScheme::Bearer => "Bearer token",
        AuthScheme::None => "No header",
    }
}

pub(crate) fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Done => "Done",
        Outcome::NotDone => "Not done",
        Outcome::AlreadyDone => "Done before, by an earlier call",
        Outcome::Unknown => "Not known",
    }
}

/// What a status directs to do after this call: nothing is looked up where a repeat does no harm, and nothing taken from an
/// answer that does not hold it.
pub(crate) fn directive_for(operation: &Operation, rule: &StatusRule) -> &'static str {
    const AGAIN: &str = "Send it again, which does no harm.";
    let holds_existing = operation.existing.iter().any(|answer| answer.status == rule.status);
    match rule.directive {
        Directive::Reconcile | Directive::UseExisting if holds_existing => {
            directive(rule.directive)
        }
        Directive::Reconcile | Directive::UseExisting if operation.is_repeatable() => {
            if is_lasting_refusal(rule.status) {
                directive(Directive::CorrectRequest)
            } else {
                AGAIN
            }
        }
        Directive::UseExisting => directive(Directive::Reconcile),
        _ => directive(rule.directive),
    }
}

pub(crate) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Nullable => "required, may be null",
        Presence::Optional => "optional",
        Presence::Maybe => "optional, may be null",
    }
}

pub(crate) fn sensitivity(sensitivity: Sensitivity) -> Option<(&'static str, &'static str)> {
    match sensitivity {
        Sensitivity::Open => None,
        Sensitivity::Personal => Some(("personal", "Personal data: keep it out of logs.")),
        Sensitivity::Secret => {
            Some(("secret", "A credential: keep it out of logs and error reports."))
        }
    }
}

pub(crate) fn scalar(kind: ScalarKind) -> &'static str {
    match kind {
        ScalarKind::Text { escaped_twice: false } => "text",
        ScalarKind::Text { escaped_twice: true } => "text, its backslashes doubled",
        ScalarKind::Integer => "integer",
        ScalarKind::Decimal { or_text: false } => "exact number",
        ScalarKind::Decimal { or_text: true } => "exact number, or the same as text",
    }
}
