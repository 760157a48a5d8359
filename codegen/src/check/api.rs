//! What holds for the whole API.

use super::Checker;
use super::at::At;
use super::members::Parameter;
use super::naming::{Choice, PARAMETERS_TAKEN, Scope};
use super::report::{Checked, all};
use super::samples::Shape;
use crate::diagnostic::{Code, Diagnostic};
use crate::language;
use crate::model::{Api, Directive, Errors, Face, Outcome, Paging, Server, StatusRule};
use crate::names::Case;

/// The outcomes and what each can direct to do.
const PAIRS: [(Outcome, Directive); 5] = [
    (Outcome::Done, Directive::Proceed),
    (Outcome::NotDone, Directive::CorrectRequest),
    (Outcome::NotDone, Directive::CorrectCredentials),
    (Outcome::AlreadyDone, Directive::UseExisting),
    (Outcome::Unknown, Directive::Reconcile),
];

/// The media type of the JSON:API.
const MEDIA_TYPE: &str = "application/vnd.api+json";

impl<'s> Checker<'s> {
    /// What holds for the whole API.
    pub(super) fn whole_api(&mut self) -> Checked<Api> {
        let definition = self.report.decoded(self.defs.api.as_ref())?;
        let api = self.report.decoded(definition.item.as_ref())?;
        let at = &definition.at;
        let origin = self.origin(definition, None);
        let title = self.text(&api.title, &at.join("title"));
        let doc = self.text(&api.doc, &at.join("doc"));
        let media_type = self.media_type(api.media_type.as_deref(), &at.join("media_type"));
        let schema_base = self.schema_base(&api.schema_base, &at.join("schema_base"));
        let sources = self.sources(api, &at.join("sources"));
        let faces = self.faces(api, &at.join("faces"), &origin);
        let statuses = self.statuses(api, &at.join("statuses"), &origin);
        let errors = self.errors(&api.errors, &at.join("errors"), &origin);
        let paging = self.paging_styles(api, &at.join("paging"), &origin);
        Ok(Api {
            title: title?,
            doc: doc?,
            media_type: media_type?,
            schema_base: schema_base?,
            sources: sources?,
            faces: faces?,
            statuses: statuses?,
            errors: errors?,
            paging: paging?,
            habits: api.habits.clone(),
        })
    }

    fn media_type(&mut self, own: Option<&str>, at: &At<'s>) -> Checked<String> {
        let Some(own) = own else { return Ok(MEDIA_TYPE.to_owned()) };
        let plain = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        let problem = if own == MEDIA_TYPE {
            let problem = Diagnostic::new(
                Code::NoEffect,
                format!("the media type would be `{MEDIA_TYPE}` anyway"),
            );
            Some(problem.at(at.key(), "this changes nothing").help("remove it"))
        } else if !own.bytes().all(plain)
            || !own.split_once('/').is_some_and(|(kind, rest)| !kind.is_empty() && !rest.is_empty())
        {
            let problem = Diagnostic::new(Code::MediaType, format!("`{own}` is not a media type"));
            Some(
                problem
                    .at(at.value(), "a kind, a slash and a subtype are expected")
                    .help("write it like `application/json`"),
            )
        } else {
            None
        };
        self.report.check(problem)?;
        Ok(own.to_owned())
    }

    fn schema_base(&mut self, base: &str, at: &At<'s>) -> Checked<String> {
        let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"?#\"<>\\^`{}|".contains(&byte);
        if rest.is_some_and(|rest| {
            rest.ends_with('/') && !rest.starts_with('/') && rest.bytes().all(plain)
        }) {
            return Ok(base.to_owned());
        }
        let problem = Diagnostic::new(
            Code::SchemaBase,
            format!("`{base}` is not an absolute URL that ends in `/`"),
        )
        .at(at.value(), "the ids of the schemas begin with this")
        .help("write it like `https://schemas.example.org/articles/`; it need not be served");
        Err(self.report.push(problem))
    }

    fn sources(&mut self, api: &language::Api, at: &At<'s>) -> Checked<Vec<(String, String)>> {
        let sources = api.sources.iter();
        all(sources
            .map(|(name, source)| {
                Ok((name.to_owned(), self.text(&source.doc, &at.join(name).join("doc"))?))
            })
            .collect())
    }

    fn faces(
        &mut self,
        api: &language::Api,
        at: &At<'s>,
        origin: &Checked<String>,
    ) -> Checked<Vec<Face>> {
        let mut scope = Scope::new("the faces", &[]);
        let mut faces = Vec::new();
        for (name, face) in api.faces.iter() {
            let at = at.join(name);
            let variant = self.name(&mut scope, Case::UpperCamel, name, Choice::Rename, &at);
            let doc = self.doc(&at, &face.doc, face.source.as_deref(), origin);
            let servers = self.servers(&face.servers, &at.join("servers"));
            let auth_doc = self.text(&face.auth.doc, &at.join("auth").join("doc"));
            faces.push(variant.and_then(|variant| {
                Ok(Face {
                    name: name.to_owned(),
                    variant,
                    doc: doc?,
                    servers: servers?,
                    auth: face.auth.scheme,
                    auth_doc: auth_doc?,
                })
            }));
        }
        all(faces)
    }

    fn servers(&mut self, urls: &[String], at: &At<'s>) -> Checked<Vec<Server>> {
        let mut servers = Vec::new();
        for (index, url) in urls.iter().enumerate() {
            let problem = || {
                Diagnostic::new(Code::Server, format!("`{url}` is not the base URL of a server"))
                    .at(at.join(index).value(), "the paths of the calls are to follow this")
                    .help("write it like `https://api.example.org/v1`, without a slash at its end")
            };
            servers.push(server(url).ok_or_else(|| self.report.push(problem())));
        }
        all(servers)
    }

    fn statuses(
        &mut self,
        api: &language::Api,
        at: &At<'s>,
        origin: &Checked<String>,
    ) -> Checked<Vec<StatusRule>> {
        let mut rules = Vec::new();
        for (status, rule) in api.statuses.iter() {
            let at = at.join(status);
            let status = self.status(status, &at);
            let meaning = self.text(&rule.meaning, &at.join("meaning"));
            let doc = self.doc(&at, &rule.doc, rule.source.as_deref(), origin);
            let sense = self.sense(status, rule, &at);
            rules.push(status.and_then(|status| {
                let (outcome, directive) = (rule.outcome, rule.directive);
                sense?;
                Ok(StatusRule { status, meaning: meaning?, outcome, directive, doc: doc? })
            }));
        }
        let mut rules = all(rules)?;
        rules.sort_by_key(|rule| rule.status);
        Ok(rules)
    }

    /// What became of a call decides what may be done next: few of their pairs make sense.
    fn sense(
        &mut self,
        status: Checked<u16>,
        rule: &language::StatusRule,
        at: &At<'s>,
    ) -> Checked<()> {
        let problem = if !PAIRS.contains(&(rule.outcome, rule.directive)) {
            let pairs = PAIRS.map(|(outcome, directive)| {
                format!("`{}` with `{}`", outcome.as_str(), directive.as_str())
            });
            let (outcome, directive) = (rule.outcome.as_str(), rule.directive.as_str());
            let message = format!("`{outcome}` and `{directive}` contradict each other");
            let problem = Diagnostic::new(Code::StatusRule, message)
                .at(at.join("directive").value(), "this does not follow")
                .also(at.join("outcome").value(), "from what became of the call")
                .help(format!("write one of: {}", pairs.join(", ")));
            Some(problem)
        } else if let Some(wrong) = status.ok().and_then(|status| unsayable(status, rule.outcome)) {
            let problem = Diagnostic::new(Code::StatusRule, wrong.message)
                .at(at.join("outcome").value(), wrong.why)
                .help(wrong.help);
            Some(problem)
        } else {
            None
        };
        self.report.check(problem)
    }

    /// The status code that is a key.
    pub(super) fn status(&mut self, text: &str, at: &At<'s>) -> Checked<u16> {
        let problem = || {
            Diagnostic::new(Code::Status, format!("`{text}` is not an HTTP status code"))
                .at(at.key(), "a number from 100 to 599 is expected")
                .help("write the three digits of one status: `200`")
        };
        status_code(text).ok_or_else(|| self.report.push(problem()))
    }

    /// The status code that is a key, and is in the table of the API.
    pub(super) fn described_status(&mut self, text: &str, at: &At<'s>) -> Checked<u16> {
        let status = self.status(text, at)?;
        if self.api()?.statuses.get(text).is_some() {
            return Ok(status);
        }
        let table = self.defs.api.as_ref().map(|api| api.at.join("statuses").key());
        let mut problem = Diagnostic::new(
            Code::StatusUndescribed,
            format!("the status {text} is not in the API's table"),
        )
        .at(at.key(), "what it means is not described")
        .help("add it to `statuses` of the API, with its outcome and what it directs to do");
        if let Some(table) = table {
            problem = problem.also(table, "the table");
        }
        Err(self.report.push(problem))
    }

    fn errors(
        &mut self,
        errors: &language::Errors,
        at: &At<'s>,
        origin: &Checked<String>,
    ) -> Checked<Errors> {
        let doc = self.doc(at, &errors.doc, errors.source.as_deref(), origin);
        let own_origin = doc.as_ref().map(|doc| doc.source.clone()).map_err(|reported| *reported);
        let object = self.object_named(&errors.object, &at.join("object"));
        let fields = errors.fields.as_ref().map(|fields| {
            self.doc(&at.join("fields"), &fields.doc, fields.source.as_deref(), &own_origin)
        });
        let mut samples = Vec::new();
        for (status, name) in errors.samples.iter() {
            let at = at.join("samples").join(status);
            let shape =
                object.map(|object| Shape::Errors { object, fields: errors.fields.is_some() });
            let status = self.described_status(status, &at);
            let sample = self.sample(name, &at, shape);
            samples.push(status.and_then(|status| Ok((status, sample?))));
        }
        let mut samples = all(samples)?;
        samples.sort_by_key(|(status, _)| *status);
        Ok(Errors { doc: doc?, object: object?, fields: fields.transpose()?, samples })
    }

    fn paging_styles(
        &mut self,
        api: &language::Api,
        at: &At<'s>,
        origin: &Checked<String>,
    ) -> Checked<Vec<Paging>> {
        let mut scope = Scope::new("the paging styles", &[]);
        let mut styles = Vec::new();
        for (name, style) in api.paging.iter() {
            let at = at.join(name);
            let named = self.name(&mut scope, Case::Snake, name, Choice::Rename, &at);
            let style = self.paging_style(name, style, &at, origin);
            styles.push(named.and(style));
        }
        all(styles)
    }

    fn paging_style(
        &mut self,
        name: &str,
        style: &language::Paging,
        at: &At<'s>,
        origin: &Checked<String>,
    ) -> Checked<Paging> {
        let doc = self.doc(at, &style.doc, style.source.as_deref(), origin);
        let own_origin = doc.as_ref().map(|doc| doc.source.clone()).map_err(|reported| *reported);
        let mut scope = Scope::new(format!("the parameters of `{name}`"), PARAMETERS_TAKEN);
        let query = self.parameters(
            &mut scope,
            &at.join("query"),
            &style.query,
            Parameter::Query,
            &own_origin,
        );
        let meta = self.object_named(&style.meta, &at.join("meta"));
        let links = self.links(&style.links, &at.join("links"));
        let next = (!style.links.contains(&style.next)).then(|| {
            Diagnostic::new(
                Code::PagingNext,
                format!("`{}` is not among the links of a page", style.next),
            )
            .at(at.join("next").value(), "the link to the next page")
            .also(at.join("links").value(), "the links")
            .help("add it to `links`")
        });
        self.report.check(next).and(links)?;
        Ok(Paging {
            name: name.to_owned(),
            doc: doc?,
            query: query?,
            meta: meta?,
            next: style.next.clone(),
            links: style.links.clone(),
        })
    }
}

/// The status code that is written so.
pub(super) fn status_code(text: &str) -> Option<u16> {
    text.parse().ok().filter(|status| (100..=599).contains(status) && text.len() == 3)
}

/// The parts of a base URL. Credentials, query and fragment have no place in one.
fn server(url: &str) -> Option<Server> {
    let (scheme, rest) = url.split_once("://")?;
    let (host, prefix) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let of_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
    let of_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    let is_url = matches!(scheme, "https" | "http")
        && !host.is_empty()
        && host.bytes().all(of_host)
        && prefix.bytes().all(of_path)
        && !prefix.ends_with('/');
    is_url.then(|| Server {
        scheme: scheme.to_owned(),
        host: host.to_owned(),
        prefix: prefix.to_owned(),
    })
}

/// Why a status cannot say what a description has it say.
struct Unsayable {
    message: &'static str,
    why: &'static str,
    help: &'static str,
}

/// What no status of a kind says of a call that changes something; what is left is for the API to know.
fn unsayable(status: u16, outcome: Outcome) -> Option<Unsayable> {
    const UNKNOWN: &str = "write `outcome: unknown` and `directive: reconcile`";
    match (status, outcome) {
        (_, Outcome::Unknown) | (200..=299, Outcome::Done) => None,
        (200..=299, _) => Some(Unsayable {
            message: "a success does not say that a call was not done",
            why: "the caller would take the one for the other",
            help: "write `outcome: done` and `directive: proceed`, or `unknown` and `reconcile` where it leaves that open",
        }),
        (500.., _) => Some(Unsayable {
            message: "a failure of the server does not tell what became of a call",
            why: "the server may have failed after it had acted",
            help: UNKNOWN,
        }),
        // A timeout, a caller who is said to have gone, and what is no final answer.
        (100..=199 | 300..=399 | 408 | 499, _) => Some(Unsayable {
            message: "this status does not tell what became of a call",
            why: "the call may have been carried out all the same",
            help: UNKNOWN,
        }),
        (_, Outcome::Done) => Some(Unsayable {
            message: "a refusal does not say that a call was done",
            why: "the server does not refuse what it does",
            help: "write `not-done`, `already-done` where an earlier call has done it, or `unknown`",
        }),
        (_, Outcome::NotDone | Outcome::AlreadyDone) => None,
    }
}
