//! Forms that send a call to the server that serves the page. The script in `assets/try.js` brings them to life.

use std::collections::BTreeMap;

use codegen::model::{AnswerBody, AuthScheme, Member, Model, Operation, Type};
use maud::{Markup, PreEscaped, html};

use crate::{anchor, example, json};

/// What is needed to try calls on the server that serves the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TryIt {
    /// For each face by its name where its paths begin on that server, such as `/v1`. Calls of a face that is not here have no form.
    pub bases: BTreeMap<String, String>,
    /// As whom to call: at least one.
    pub accounts: Vec<Account>,
}

/// Somebody as whom to call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What to call it.
    pub name: String,
    /// The value of the header `Authorization`.
    pub authorization: String,
    /// What parameters and members with these names are filled with, by name.
    pub values: BTreeMap<String, String>,
}

impl TryIt {
    /// As whom calls are sent, until another account is chosen.
    fn name(&self) -> &str {
        self.accounts.first().map_or("nobody", |account| account.name.as_str())
    }

    /// What to fill a parameter or a member with, until another account is chosen.
    fn value(&self, wire: &str) -> Option<&str> {
        self.accounts.first()?.values.get(wire).map(String::as_str)
    }
}

/// Says that calls can be tried, and lets choose as whom.
pub(crate) fn banner(try_it: &TryIt) -> Markup {
    html! {
        section.banner #try-it hidden {
            p { "Calls on this page can be tried: they go to the server that serves it." }
            @if !try_it.accounts.is_empty() {
                label for="account" { "Call as" }
                " "
                select #account {
                    @for (index, account) in try_it.accounts.iter().enumerate() {
                        option value=(index) { (account.name) }
                    }
                }
            }
            script #accounts type="application/json" { (PreEscaped(accounts(&try_it.accounts))) }
        }
    }
}

/// The accounts as JSON that may stand in a script: nothing in it ends the element.
fn accounts(accounts: &[Account]) -> String {
    let accounts: Vec<serde_json::Value> = accounts
        .iter()
        .map(|Account { authorization, values, .. }| {
            serde_json::json!({ "authorization": authorization, "values": values })
        })
        .collect();
    serde_json::Value::from(accounts).to_string().replace('<', "\\u003c")
}

/// The form of a call, hidden until the script shows it.
pub(crate) fn form(model: &Model, operation: &Operation, try_it: &TryIt) -> Markup {
    let face = &model.api.faces[operation.face];
    let Some(base) = try_it.bases.get(&face.name) else { return html! {} };
    let id = anchor::part(&anchor::call(operation), "try");
    let body = example::body(model, operation);
    html! {
        details.try hidden data-method=(operation.method.as_str())
            data-path=(format!("{base}{}", operation.path_template))
            data-credentials[face.auth != AuthScheme::None]
            data-media=(model.api.media_type)
            data-answers=[answered_id(model, operation)]
            data-sends=(sent_types(model, operation)) {
            summary { "Try it" }
            form {
                (fields(model, &id, "path", &operation.path_parameters, try_it))
                (fields(model, &id, "query", &operation.query, try_it))
                (fields(model, &id, "query", operation.paging_query(model), try_it))
                @if let Some(body) = &body {
                    @let name = format!("{id}.body");
                    @let body = json::with_values(body, |name| try_it.value(name));
                    label for=(name) { "Body" }
                    textarea id=(name) name="body" spellcheck="false" rows=(body.lines().count().min(24)) {
                        (body)
                    }
                }
                @if face.auth != AuthScheme::None {
                    p.as { "Sent as " a href="#try-it" { span data-account { (try_it.name()) } } "." }
                }
                button type="submit" { "Send" }
            }
            div.result role="status" {}
        }
    }
}

fn fields(model: &Model, id: &str, place: &str, members: &[Member], try_it: &TryIt) -> Markup {
    html! {
        @for member in members {
            @let name = anchor::part(&format!("{id}.{place}"), &member.wire);
            @let required = member.presence.is_always_there();
            @let example = example::plain(model, member);
            @let value = try_it.value(&member.wire).map(str::to_owned)
                .or_else(|| example.clone().filter(|_| required));
            label for=(name) { code { (member.wire) } @if !required { " optional" } }
            input id=(name) type="text" spellcheck="false" autocomplete="off" required[required]
                data-in=(place) data-name=(member.wire) data-type=[scalar(model, member)]
                placeholder=[example] value=[value];
        }
    }
}

fn scalar<'m>(model: &'m Model, member: &Member) -> Option<&'m str> {
    match &member.ty {
        Type::Scalar(scalar) => Some(&model[*scalar].name),
        _ => None,
    }
}

/// The type of the id that a success shows, with which other fields can be filled then.
fn answered_id<'m>(model: &'m Model, operation: &Operation) -> Option<&'m str> {
    operation.successes.iter().find_map(|answer| match answer.body {
        AnswerBody::Resource { item, .. } | AnswerBody::List { item, .. } => {
            Some(model[model[item.resource].id].name.as_str())
        }
        _ => None,
    })
}

/// The types of what the body says, by the members' names, as JSON: other fields of these types can be filled with it.
fn sent_types(model: &Model, operation: &Operation) -> String {
    let members = model.body_members(&operation.request).iter();
    let types: BTreeMap<&str, &str> =
        members.filter_map(|each| Some((each.wire.as_str(), scalar(model, each)?))).collect();
    serde_json::json!(types).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_script() {
        let account = Account {
            name: "a".to_owned(),
            authorization: "</script><b>".to_owned(),
            values: BTreeMap::new(),
        };
        let text = accounts(&[account]);
        assert!(!text.contains('<'), "{text}");
        let read: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(read[0]["authorization"], "</script><b>");
    }
}
