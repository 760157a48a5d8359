//! What is secret or personal never shows: in documents built from the descriptions every such value is a canary, and no
//! `Debug`, `Display` or error repeats one.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::collections::BTreeSet;

use client_tests::apis::{self, Api};
use client_tests::call::{Failed, Rewritten, shown, shown_error};
use client_tests::canaries::{Canaries, MARKS};
use client_tests::documents::{Documents, Leaf, resources};
use client_tests::json::Value;
use codegen::model::{Member, RequestBody, Sensitivity, Type, ViewId};
use cublox_payouts::runtime::{BaseUrl, Credentials, Json, RequestError};

/// No canary is shown, nor the beginning of one in Base64.
#[track_caller]
fn assert_unseen(shown: &str, what: &str) {
    let seen = MARKS.iter().chain(&["Y2FuYXJ5"]).find(|mark| shown.contains(**mark));
    assert_eq!(seen, None, "{what} shows it: {shown}");
}

/// Every canary was really there to be shown: it is written again.
#[track_caller]
fn assert_written(canaries: &[String], json: &str, what: &str) {
    assert!(!canaries.is_empty(), "{what}: no canary");
    let lost = canaries.iter().find(|canary| !json.contains(canary.as_str()));
    assert_eq!(lost, None, "{what} lost it");
}

#[track_caller]
fn assert_kept(canaries: &Canaries, read: &Rewritten, what: &str) {
    assert_unseen(&read.shown, what);
    assert_written(&canaries.canaries, &read.json, what);
}

/// A document of every model of an API: its name, its text, its canaries.
fn models(api: &Api) -> Vec<(String, String, Canaries)> {
    let mut models = Vec::new();
    let mut build = |name: &str, build: &dyn Fn(&mut Documents<'_, Canaries>) -> String| {
        let mut canaries = Canaries::default();
        let text = build(&mut Documents { model: &api.model, choose: &mut canaries });
        models.push((name.to_owned(), text, canaries));
    };
    for id in api.model.object_ids() {
        build(&api.model[id].name, &|of| of.object(id));
    }
    for resource in resources(&api.model) {
        build(&api.model[resource].name, &|of| of.resource(ViewId { resource, view: None }));
        for view in 0..api.model[resource].views.len() {
            build(&api.model[resource].name, &|of| {
                of.resource(ViewId { resource, view: Some(view) })
            });
        }
    }
    models
}

#[test]
fn models_show_nothing_and_write_everything() {
    for api in apis::all() {
        for (name, text, canaries) in models(&api) {
            let read = api.rewrite(&name)(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_kept(&canaries, &read, &name);
        }
    }
}

#[test]
fn every_marked_member_and_scalar_has_a_canary() {
    for api in apis::all() {
        let mut seen: BTreeSet<String> =
            models(&api).into_iter().flat_map(|(_, _, canaries)| canaries.marked).collect();
        let members = |owner: &str, members: &[Member]| {
            let marked = members.iter().filter(|member| member.sensitivity != Sensitivity::Open);
            marked.map(|member| format!("{owner}.{}", member.wire)).collect::<Vec<_>>()
        };
        let model = &api.model;
        let objects =
            model.objects.iter().flat_map(|object| members(&object.name, &object.members));
        let resources = model
            .resources
            .iter()
            .flat_map(|resource| members(&resource.name, &resource.attributes));
        let scalars = model.scalars.iter().filter(|scalar| scalar.sensitivity != Sensitivity::Open);
        let marked: BTreeSet<String> =
            objects.chain(resources).chain(scalars.map(|scalar| scalar.name.clone())).collect();
        assert!(!marked.is_empty(), "{} marks members", api.name);
        seen.extend(sensitive_scalars(&api));
        assert_eq!(
            marked.difference(&seen).collect::<Vec<_>>(),
            [""; 0],
            "{}: without a canary",
            api.name
        );
    }
}

/// The sensitive scalars that keep to themselves wherever they stand.
fn sensitive_scalars(api: &Api) -> Vec<String> {
    let scalars = api.model.scalars.iter().filter(|scalar| scalar.sensitivity != Sensitivity::Open);
    let scalars = scalars.map(|scalar| scalar.name.clone());
    scalars
        .inspect(|name| {
            let read = api.rewrite(name)("\"canary\"").unwrap();
            assert!(!read.shown.contains("canary") && read.json.contains("canary"), "{name}");
        })
        .collect()
}

#[test]
fn documents_show_nothing_with_all_that_they_include() {
    for api in apis::all() {
        for operation in &api.model.operations {
            let call = api.call(&operation.name);
            for answer in operation.successes.iter().chain(&operation.existing) {
                let mut canaries = Canaries::default();
                let body =
                    Documents { model: &api.model, choose: &mut canaries }.body(&answer.body);
                let Some(body) = body else { continue };
                let what = format!("{} {}", operation.name, answer.status);
                let existing = |failed: Box<Failed>| {
                    assert_unseen(&failed.shown, &what);
                    failed.existing
                };
                let read =
                    call.read(answer.status, body.as_bytes()).unwrap_or_else(existing).unwrap();
                assert_kept(&canaries, &read, &what);
            }
        }
    }
}

#[test]
fn callbacks_show_nothing() {
    for api in apis::all() {
        for callback in &api.model.callbacks {
            let mut canaries = Canaries::default();
            let body = Documents { model: &api.model, choose: &mut canaries }
                .body(&callback.body)
                .unwrap();
            let read = (api.callback)(&callback.name).unwrap();
            assert_kept(&canaries, &read(&body).unwrap(), &callback.name);
            for text in spoiled(&body).into_iter().step_by(5) {
                if let Err(error) = read(&text) {
                    assert_unseen(&shown_error(&error), &callback.name);
                }
            }
        }
    }
}

/// The text with one value after the other made wrong, by a value that is a canary itself, and cut off here and there.
fn spoiled(text: &str) -> Vec<String> {
    let document = Value::parse(text).unwrap();
    let [word, number] = MARKS;
    let wrong = [
        Value::text(word),
        Value::Array(vec![Value::text(word)]),
        Value::Literal(format!("{number}.5")),
    ];
    let places = document.pointers();
    let spoiled = places
        .iter()
        .flat_map(|place| wrong.iter().map(|wrong| document.with(place, wrong.clone())));
    let cut = (0..text.len()).step_by(31).filter_map(|end| text.get(..end));
    spoiled.map(|document| document.to_string()).chain(cut.map(str::to_owned)).collect()
}

#[test]
fn errors_beside_and_inside_what_is_marked_show_nothing() {
    let mut errors = 0;
    for api in apis::all() {
        for (name, text, _) in models(&api) {
            for text in spoiled(&text) {
                if let Err(error) = api.rewrite(&name)(&text) {
                    assert_unseen(&shown_error(&error), &name);
                    errors += 1;
                }
            }
        }
    }
    assert!(errors > 1000, "only {errors} errors were provoked");
}

#[test]
fn failures_show_nothing_of_the_body_that_they_keep() {
    for api in apis::all() {
        for operation in &api.model.operations {
            let call = api.call(&operation.name);
            let mut canaries = Canaries::default();
            let answer = &operation.successes[0];
            let Some(body) =
                (Documents { model: &api.model, choose: &mut canaries }).body(&answer.body)
            else {
                continue;
            };
            for text in spoiled(&body).into_iter().step_by(23) {
                for status in [answer.status, 409, 500] {
                    let Err(failed) = call.read(status, text.as_bytes()) else { continue };
                    assert_unseen(&failed.shown, &operation.name);
                    assert_eq!(failed.body, text.as_bytes());
                }
            }
        }
    }
}

#[test]
fn messages_about_members_of_the_request_are_not_shown() {
    for api in apis::all() {
        for call in api.calls() {
            for body in [
                r#"{"errors":{"card_number":"canary is no card"}}"#,
                r#"{"errors":{"customer":{"email":["canary is taken"]}}}"#,
                r#"{"errors":[{"x-new":"canary"}],"x-other":"canary"}"#,
                r#"{"errors":"canary"}"#,
                r#"{"errors":[{"status":["canary"]}]}"#,
                r#"{"error":"canary"}"#,
                "<html>canary</html>",
            ] {
                let failed = call.read(422, body.as_bytes()).unwrap_err();
                assert_unseen(&failed.shown, call.name());
            }
        }
    }
}

#[test]
fn operations_show_nothing_of_what_they_send() {
    let base = BaseUrl::parse("https://api.example.org").unwrap();
    let credentials = [
        Credentials::basic("canary-user", "canary-password"),
        Credentials::bearer("desk", "canary-token"),
    ];
    let mut tried = 0;
    for api in apis::all() {
        for operation in &api.model.operations {
            let mut canaries = Canaries::default();
            let mut documents = Documents { model: &api.model, choose: &mut canaries };
            let body = match operation.request {
                RequestBody::Resource { attributes: Some(object), .. }
                | RequestBody::Object(object) => documents.object(object),
                _ => String::new(),
            };
            let sensitive = |member: &Member| is_sensitive(&api, member);
            let has_secret =
                operation.query.iter().chain(&operation.path_parameters).any(sensitive);
            if body.is_empty() && !has_secret {
                continue;
            }
            let call = (api.call_with)(&operation.name, &body, "canary-parameter");
            let call = call.unwrap_or_else(|| panic!("bind {} with canaries", operation.name));
            let request = credentials
                .iter()
                .find_map(|credentials| call.request(&base, Some(credentials)).ok())
                .unwrap();
            if !body.is_empty() {
                assert_written(&canaries.canaries, request.body().as_str(), &operation.name);
            }
            assert!(
                !has_secret || request.uri().to_string().contains("canary-parameter"),
                "{}",
                operation.name
            );
            let shown = call.shown() + &shown_without_uri(request);
            assert_unseen(&shown, &operation.name);
            tried += 1;
        }
    }
    assert!(tried >= 6, "only {tried} operations send something that is not to be shown");
}

fn is_sensitive(api: &Api, member: &Member) -> bool {
    let of_scalar = match member.ty {
        Type::Scalar(id) => api.model[id].sensitivity,
        _ => Sensitivity::Open,
    };
    member.sensitivity != Sensitivity::Open || of_scalar != Sensitivity::Open
}

/// `http` shows the URI of a request in full, so a secret parameter of the query is seen there: whoever logs a request logs
/// its URI.
fn shown_without_uri(mut request: http::Request<cublox_payouts::runtime::Body>) -> String {
    *request.uri_mut() = http::Uri::default();
    shown(&request)
}

#[test]
fn credentials_show_their_kind_only() {
    for credentials in
        [Credentials::basic("canary", "canary"), Credentials::bearer("desk", "canary")]
    {
        assert!(!shown(&credentials).contains("canary"));
        assert!(shown(&credentials).contains("[redacted]"));
    }
}

#[test]
fn errors_of_requests_show_nothing_of_their_inputs() {
    let uri = "canary".repeat(20_000);
    for error in [
        BaseUrl::parse("https://canary@h.example").unwrap_err(),
        BaseUrl::parse("https://h.example?canary").unwrap_err(),
        BaseUrl::parse("https://h.example")
            .unwrap()
            .join(&format!("/{uri}"), &Default::default())
            .unwrap_err(),
        RequestError::Header,
    ] {
        assert_unseen(&shown_error(&error), "an error of a request");
    }
}

#[test]
fn json_of_any_shape_shows_its_kind() {
    for text in [r#""canary""#, r#"["canary"]"#, r#"{"canary":1}"#] {
        assert_unseen(&shown(&Json::parse(text).unwrap()), "json");
    }
}

/// So that the tests above can fail: a member that is not marked is shown.
#[test]
fn what_is_not_marked_is_shown() {
    let api = apis::newsroom();
    let read = api.rewrite("Organisation")(
        r#"{"type":"organisations","id":"1","attributes":{"name":"canary"}}"#,
    )
    .unwrap();
    assert!(read.shown.contains("canary"));
    let mut marked = Canaries::default();
    let mut documents = Documents { model: &api.model, choose: &mut marked };
    let text = documents.value(&Type::Text, &Leaf { marked: Some("Organisation.name".to_owned()) });
    let read = api.rewrite("Organisation")(&format!(
        r#"{{"type":"organisations","id":"1","attributes":{{"name":{text}}}}}"#
    ));
    let unseen =
        std::panic::catch_unwind(|| assert_unseen(&read.unwrap().shown, "an organisation"));
    assert!(unseen.is_err(), "a canary that is shown was not found");
}
