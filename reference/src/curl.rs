//! A call as a command that can be pasted into a shell: what goes over the wire, credentials and all, without any library.

use std::fmt::Write as _;

use codegen::model::{AuthScheme, Member, Model, Operation, PathPiece};
use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::{example, json, overview};

/// What may not stand in a part of a path or of a query as it is.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');
/// What ends the body in the shell.
const END: &str = "JSON";

/// The command, with the documented request or else an example.
pub(crate) fn command(model: &Model, operation: &Operation) -> Markup {
    let body = example::body(model, operation);
    let begin = begin(model, operation, body.is_some());
    html! {
        (begin)
        @if let Some(body) = &body { "\n" (json::highlighted(body)) "\n" (END) }
    }
}

fn begin(model: &Model, operation: &Operation, has_body: bool) -> String {
    let credentials = match model.api.faces[operation.face].auth {
        AuthScheme::Basic => " -u \"$USERNAME:$PASSWORD\"",
        AuthScheme::Bearer => " -H \"Authorization: Bearer $TOKEN\"",
        AuthScheme::None => "",
    };
    let mut command = format!("curl{credentials} \\\n  {}", quoted(&url(model, operation)));
    let method = operation.method.as_str();
    // With a body curl sends POST, without one GET.
    if method != if has_body { "POST" } else { "GET" } {
        let _ = write!(command, " \\\n  -X {method}");
    }
    if has_body {
        let header = quoted(&format!("Content-Type: {}", model.api.media_type));
        let _ = write!(command, " \\\n  -H {header} \\\n  --data-binary @- <<'{END}'");
    }
    command
}

fn url(model: &Model, operation: &Operation) -> String {
    let face = &model.api.faces[operation.face];
    let mut url = face.servers.first().map_or_else(|| "https://HOST".to_owned(), overview::url);
    for piece in &operation.path {
        match piece {
            PathPiece::Literal(text) => url.push_str(text),
            PathPiece::Parameter(index) => {
                url.push_str(&value(model, &operation.path_parameters[*index]));
            }
        }
    }
    let required = operation.query.iter().filter(|member| member.presence.is_always_there());
    for (index, member) in required.enumerate() {
        let sign = if index == 0 { '?' } else { '&' };
        let name = utf8_percent_encode(&member.wire, RESERVED);
        let _ = write!(url, "{sign}{name}={}", value(model, member));
    }
    url
}

/// The example of a parameter; its name in capitals where it has none.
fn value(model: &Model, member: &Member) -> String {
    let example = example::plain(model, member);
    let example = example.unwrap_or_else(|| member.wire.to_uppercase());
    utf8_percent_encode(&example, RESERVED).to_string()
}

/// As one word of a shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_a_word_early() {
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }
}
