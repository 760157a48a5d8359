//! From an HTTP request to an answer: size, route, credentials, body, schema, behavior, and the check of what comes out.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use codegen::model::{AuthScheme, RequestBody};
use http::header::{ALLOW, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, WWW_AUTHENTICATE};
use http::request::Parts;
use serde_json::Value;

use crate::accounts::Account;
use crate::answer::Answer;
use crate::behavior::{self, Call};
use crate::routes::{self, Found, Missed};
use crate::seen::SeenRequest;
use crate::world::World;
use crate::{inspection, log};

/// How long the body of a request may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// The application that axum serves.
pub(crate) fn application(world: Arc<World>) -> axum::Router {
    axum::Router::new().fallback(serve).with_state(world)
}

/// An answer, and what is to be said of it.
struct Served {
    answer: Answer,
    operation: Option<String>,
    account: Option<usize>,
}

impl From<Answer> for Served {
    fn from(answer: Answer) -> Self {
        Self { answer, operation: None, account: None }
    }
}

async fn serve(State(world): State<Arc<World>>, request: Request) -> Response {
    let started = Instant::now();
    let (parts, body) = request.into_parts();
    let body = tokio::time::timeout(PATIENCE, read(&world, body)).await;
    let body = body.unwrap_or_else(|_| Err(Answer::error(408)));
    if let Some((media_type, answer)) = aside(&world, &parts) {
        return response(answer, media_type);
    }
    let (served, body) = match body {
        Ok(body) => (answer(&world, &parts, &body), body),
        Err(refused) => (Served::from(refused), Bytes::new()),
    };
    let served = checked(&world, served);
    let account = served.account.map(|index| world.options.accounts[index].id.clone());
    let seen = SeenRequest {
        method: parts.method.to_string(),
        target: parts.uri.path_and_query().map_or_else(String::new, ToString::to_string),
        body: String::from_utf8_lossy(&body).into_owned(),
        operation: served.operation,
        account,
        status: served.answer.status,
    };
    if world.options.log {
        log::request(&seen, started.elapsed());
    }
    world.with(|state, _| state.seen.add(seen));
    response(served.answer, &world.model.api.media_type)
}

/// What is served beside the API: the inspection and the page.
fn aside(world: &World, parts: &Parts) -> Option<(&'static str, Answer)> {
    let path = parts.uri.path();
    if path == "/" && matches!(parts.method.as_str(), "GET" | "HEAD") {
        let page = world.options.page.clone()?;
        return Some(("text/html; charset=utf-8", Answer::new(200, page)));
    }
    let rest = path.strip_prefix(inspection::PATH)?;
    if !rest.is_empty() && !rest.starts_with('/') {
        return None;
    }
    let query = parts.uri.query().unwrap_or_default();
    Some(("application/json", inspection::answer(world, parts.method.as_str(), rest, query)))
}

async fn read(world: &World, body: Body) -> Result<Bytes, Answer> {
    to_bytes(body, world.options.largest_body).await.map_err(|error| {
        let source = std::error::Error::source(&error);
        let too_large =
            source.is_some_and(|source| source.is::<http_body_util::LengthLimitError>());
        if too_large {
            Answer::error(413)
        } else {
            Answer::error_with(400, "The body ended early.")
        }
    })
}

fn answer(world: &World, parts: &Parts, body: &[u8]) -> Served {
    let (path, query) = (parts.uri.path(), parts.uri.query().unwrap_or_default());
    let method = parts.method.as_str();
    let found = match routes::find(&world.model, method, path, query) {
        Ok(found) => found,
        Err(missed) => return refusal(world, parts, missed),
    };
    let account = match caller(world, found.operation.face, &parts.headers) {
        Ok(account) => account,
        Err(refused) => return refused.into(),
    };
    let operation = Some(found.operation.name.clone());
    let answer = match unfit(world, &found, &parts.headers, body) {
        Some(refused) => refused,
        None => {
            let (path, query) = (&found.path, &found.query);
            let call = Call { operation: found.operation, path, query, body, account };
            world.with(|state, now| behavior::answer(world, state, &call, now))
        }
    };
    Served { answer, operation, account }
}

fn refusal(world: &World, parts: &Parts, missed: Missed) -> Served {
    let answer = match missed {
        Missed::NotFound => Answer::error(404),
        Missed::Method(methods) => {
            let status = if parts.method == http::Method::OPTIONS { 204 } else { 405 };
            let answer =
                if status == 204 { Answer::new(204, String::new()) } else { Answer::error(405) };
            answer.with_header(ALLOW.as_str(), methods.join(", "))
        }
        // Who may not call at all learns nothing about parameters.
        Missed::Query { face, parameter, message } => match caller(world, face, &parts.headers) {
            Ok(_) => Answer::invalid(&parameter, message),
            Err(refused) => refused,
        },
        Missed::Unreadable => Answer::error_with(400, "The path or the query is not UTF-8."),
    };
    answer.into()
}

/// Who calls; none on a face that does not ask.
fn caller(world: &World, face: usize, headers: &HeaderMap) -> Result<Option<usize>, Answer> {
    let scheme = world.model.api.faces[face].auth;
    if scheme == AuthScheme::None {
        return Ok(None);
    }
    let unauthorized = || {
        let challenge = format!(r#"{} realm="API""#, scheme_word(scheme));
        Answer::error(401).with_header(WWW_AUTHENTICATE.as_str(), challenge)
    };
    let header = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let (word, given) = header.and_then(|text| text.split_once(' ')).ok_or_else(unauthorized)?;
    if !word.eq_ignore_ascii_case(scheme_word(scheme)) {
        return Err(unauthorized());
    }
    let is_callers = |account: &Account| holds(account, scheme, given.trim());
    let account = world.options.accounts.iter().position(is_callers).ok_or_else(unauthorized)?;
    if world.options.accounts[account].may_call {
        Ok(Some(account))
    } else {
        Err(Answer::error(403))
    }
}

fn scheme_word(scheme: AuthScheme) -> &'static str {
    if scheme == AuthScheme::Bearer { "Bearer" } else { "Basic" }
}

/// Whether an account has these credentials.
fn holds(account: &Account, scheme: AuthScheme, given: &str) -> bool {
    if scheme == AuthScheme::Bearer {
        return given == account.api_key;
    }
    let expected = STANDARD.encode(format!("{}:{}", account.id, account.api_key));
    given == expected
}

/// Why the body of a request cannot be acted on.
fn unfit(world: &World, found: &Found<'_>, headers: &HeaderMap, body: &[u8]) -> Option<Answer> {
    if matches!(found.operation.request, RequestBody::Empty) {
        return None;
    }
    let media_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let media_type = media_type.and_then(|value| value.split(';').next()).unwrap_or_default();
    let known = [world.model.api.media_type.as_str(), "application/json"];
    if !known.iter().any(|known| media_type.trim().eq_ignore_ascii_case(known)) {
        let expected = known[0];
        return Some(Answer::error_with(400, &format!("The content type has to be {expected}.")));
    }
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => {
            return Some(Answer::error_with(400, &format!("The body is not JSON: {error}.")));
        }
    };
    let problems = world.schemas.request_problems(&found.operation.name, &value);
    (!problems.is_empty()).then(|| Answer::fields(&problems))
}

/// The answer, or a fault where it is not what the description says.
fn checked(world: &World, served: Served) -> Served {
    if !world.options.check_answers {
        return served;
    }
    let operation = served.operation.as_deref();
    let Answer { status, body, .. } = &served.answer;
    let Some(fault) = world.schemas.answer_fault(operation, *status, body) else { return served };
    let fault = format!(
        "the answer {status} of {} does not fit its schema: {fault}",
        operation.unwrap_or("no operation")
    );
    let answer = Answer::fault(&fault);
    world.with(|state, _| state.faults.push(fault));
    Served { answer, ..served }
}

fn response(answer: Answer, media_type: &str) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = http::StatusCode::from_u16(answer.status)
        .unwrap_or(http::StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    if answer.status != 204
        && let Ok(media_type) = HeaderValue::from_str(media_type)
    {
        headers.insert(CONTENT_TYPE, media_type);
    }
    if let Some((name, value)) = answer.header
        && let Ok(value) = HeaderValue::from_str(&value)
    {
        headers.insert(name, value);
    }
    response
}
