//! Method and path of a call: `GET /articles/{id}`.

use super::Checker;
use super::at::At;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::{self, Ordered};
use crate::model::{Method, PathPiece};

const METHODS: [Method; 5] =
    [Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete];

/// A call whose path is taken apart.
#[derive(Debug)]
pub(super) struct Call<'a> {
    pub(super) method: Method,
    pub(super) template: &'a str,
    pub(super) path: Vec<PathPiece>,
    /// The names of the parameters, in the order of the path.
    pub(super) parameters: Vec<&'a str>,
}

impl<'a> Call<'a> {
    /// Reads a method and a path, or says what is wrong with them.
    fn parse(call: &'a str) -> Result<Self, String> {
        let lacking = if call.starts_with('/') { "it lacks a method" } else { "it lacks a path" };
        let (word, template) = call.split_once(' ').ok_or(lacking)?;
        let method = METHODS.into_iter().find(|method| method.as_str() == word);
        let method = method
            .ok_or_else(|| format!("`{word}` is none of GET, POST, PUT, PATCH and DELETE"))?;
        if !template.starts_with('/') {
            return Err("the path does not begin with `/`".to_owned());
        }
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"?#%\"<>\\^`|".contains(&byte);
        if let Some(odd) = template.chars().find(|char| !u8::try_from(*char).is_ok_and(plain)) {
            return Err(format!("`{odd}` cannot stand in the path"));
        }
        let (path, parameters) = pieces(template)?;
        Ok(Self { method, template, path, parameters })
    }
}

fn pieces(template: &str) -> Result<(Vec<PathPiece>, Vec<&str>), String> {
    let (mut path, mut parameters) = (Vec::new(), Vec::new());
    let mut rest = template;
    while let Some((literal, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or("a `{` of the path is not closed")?;
        if literal.contains('}') || name.contains('{') {
            return Err("the braces of the path do not match".to_owned());
        }
        if name.is_empty() {
            return Err("`{}` in the path names no parameter".to_owned());
        }
        if parameters.contains(&name) {
            return Err(format!("the parameter `{name}` stands in the path twice"));
        }
        if !literal.is_empty() {
            path.push(PathPiece::Literal(literal.to_owned()));
        }
        path.push(PathPiece::Parameter(parameters.len()));
        parameters.push(name);
        rest = after;
    }
    if rest.contains('}') {
        return Err("the braces of the path do not match".to_owned());
    }
    if !rest.is_empty() {
        path.push(PathPiece::Literal(rest.to_owned()));
    }
    Ok((path, parameters))
}

impl<'s> Checker<'s> {
    /// The call of the operation at `at`, whose parameters are those that it declares.
    pub(super) fn call(
        &mut self,
        at: &At<'s>,
        operation: &'s language::Operation,
    ) -> Checked<Call<'s>> {
        let call = Call::parse(&operation.call).map_err(|reason| {
            let problem =
                Diagnostic::new(Code::Call, format!("`{}` is no call: {reason}", operation.call))
                    .at(at.join("call").value(), "method and path are expected")
                    .help("write it like `GET /articles/{id}`");
            self.report.push(problem)
        })?;
        self.declared(at, &call, &operation.path)?;
        Ok(call)
    }

    fn declared(
        &mut self,
        at: &At<'s>,
        call: &Call<'_>,
        declared: &Ordered<language::Member>,
    ) -> Checked<()> {
        let mut result = Ok(());
        for name in call.parameters.iter().filter(|name| declared.get(name).is_none()) {
            let problem = Diagnostic::new(
                Code::PathParameter,
                format!("the parameter `{name}` of the path is not declared"),
            )
            .at(at.join("call").value(), format!("`{{{name}}}` stands in this path"))
            .help(format!("add it: `path: {{ {name}: … }}`"));
            result = Err(self.report.push(problem));
        }
        for name in declared.names().filter(|name| !call.parameters.contains(name)) {
            let problem = Diagnostic::new(
                Code::PathParameter,
                format!("the parameter `{name}` does not stand in the path"),
            )
            .at(at.join("path").join(name).key(), "declared here")
            .also(at.join("call").value(), format!("there is no `{{{name}}}` in this path"));
            let problem = match crate::diagnostic::suggest(name, call.parameters.iter().copied()) {
                Some(near) => problem.help(format!("did you mean `{near}`?")),
                None => problem.help("remove it, or declare it under `query`"),
            };
            result = Err(self.report.push(problem));
        }
        result
    }
}

#[cfg(test)]
mod tests {
    use super::{Call, PathPiece};
    use crate::model::Method;

    #[test]
    fn a_path_is_taken_apart() {
        let call = Call::parse("PATCH /articles/{id}/tags/{tag}").expect("a call");
        assert_eq!((call.method, call.parameters), (Method::Patch, vec!["id", "tag"]));
        let literal = |text: &str| PathPiece::Literal(text.to_owned());
        let expected = [
            literal("/articles/"),
            PathPiece::Parameter(0),
            literal("/tags/"),
            PathPiece::Parameter(1),
        ];
        assert_eq!(call.path, expected);
    }

    #[test]
    fn what_is_no_call_is_refused() {
        for call in [
            "",
            "GET",
            "GET articles",
            "get /articles",
            "TRACE /articles",
            "GET /a b",
            "GET /articles?x=1",
            "GET /{id",
            "GET /id}",
            "GET /{a{b}}",
            "GET /{}",
            "GET /{id}/{id}",
            "GET  /articles",
            "GET /größe",
            "GET /a%20b",
        ] {
            assert!(Call::parse(call).is_err(), "{call}");
        }
    }
}
