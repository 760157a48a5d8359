//! Plain objects.

use super::Checker;
use super::at::At;
use super::definitions::Definition;
use super::naming::{Choice, FIELDS_TAKEN, SENT_FIELDS_TAKEN, Scope};
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::language;
use crate::model::{Member, Object, Presence, Usage};
use crate::names::null_setter;

impl<'s> Checker<'s> {
    /// A plain object that is used in this way.
    pub(super) fn object(
        &mut self,
        definition: &Definition<'s, language::Object>,
        usage: Usage,
    ) -> Checked<Object> {
        let item = self.report.decoded(definition.item.as_ref())?;
        let origin = self.origin(definition, item.source.as_deref());
        let doc = self.doc(&definition.at, &item.doc, None, &origin);
        let at = definition.at.join("members");
        if item.members.is_empty() {
            let problem = Diagnostic::new(
                Code::EmptyDefinition,
                format!("`{}` has no members", definition.name),
            )
            .at(at.key(), "no member is known")
            .help("if no member is known, the type is `{ map: json }`");
            return Err(self.report.push(problem));
        }
        let taken = if usage.request { SENT_FIELDS_TAKEN } else { FIELDS_TAKEN };
        let mut scope = Scope::new(format!("the members of `{}`", definition.name), taken);
        let members = self.members(&mut scope, &at, &item.members, &origin);
        let sent = if usage.request { self.sent(definition, item) } else { Ok(()) };
        let (doc, members) = (doc?, members?);
        sent?;
        if usage.request {
            self.null_setters(&mut scope, &members, &at)?;
        }
        Ok(Object { name: definition.name.clone(), doc, members, usage })
    }

    /// What is sent has a builder, where a member that may be null has a second setter.
    fn null_setters(&mut self, scope: &mut Scope, members: &[Member], at: &At<'s>) -> Checked<()> {
        let mut result = Ok(());
        for member in members.iter().filter(|member| member.presence == Presence::Maybe) {
            let (name, place) = (null_setter(&member.field), at.join(member.wire.as_str()).key());
            result = scope
                .claim(&mut self.report, &name, &member.wire, Choice::Rust(None), place)
                .and(result);
        }
        result
    }

    /// Reports members that, in a request, nobody would know where to write.
    fn sent(
        &mut self,
        definition: &Definition<'s, language::Object>,
        item: &language::Object,
    ) -> Checked<()> {
        let mut result = Ok(());
        for (wire, _) in item.members.iter().filter(|(_, member)| member.or_inside.is_some()) {
            let message =
                format!("`{wire}` has two possible places, and `{}` is sent", definition.name);
            let problem = Diagnostic::new(Code::InsideRequest, message)
                .at(definition.at.join("members").join(wire).join("or_inside").key(), "the other place")
                .help("a request writes a member in one place: describe the object of the request on its own");
            result = Err(self.report.push(problem));
        }
        result
    }
}
