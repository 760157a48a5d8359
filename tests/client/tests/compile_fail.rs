//! What must not compile, and the words in which the compiler says so. The cases for requests that lack an input are made
//! from the descriptions: `UPDATE_CASES=1` writes them anew, and `TRYBUILD=overwrite` the messages.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use client_tests::apis::{self, Api};
use codegen::model::{Member, Model, Object, Operation, Presence, RequestBody, ScalarKind, Type};

#[test]
fn what_must_not_compile_says_why() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/compile_fail/*.rs");
    cases.pass("tests/compile_pass/*.rs");
}

#[test]
fn every_required_input_has_its_case() {
    let cases: BTreeMap<String, String> =
        apis::all().iter().flat_map(|api| cases(api).into_iter().chain(repeats(api))).collect();
    assert!(cases.len() >= 21, "the descriptions require inputs and have unsafe calls");
    if std::env::var_os("UPDATE_CASES").is_some() {
        for (name, text) in &cases {
            fs::write(folder().join(name), text).unwrap();
        }
    }
    for (name, text) in &cases {
        let found = fs::read_to_string(folder().join(name)).unwrap_or_default();
        assert!(found == *text, "{name} is missing or old: run with UPDATE_CASES=1");
        assert!(folder().join(name).with_extension("stderr").exists(), "{name} has no message");
    }
    let made = |name: &str| name.contains("_lacks_") || name.ends_with(REPEATED);
    for path in files("rs").into_iter().filter(|path| made(&file_name(path))) {
        assert!(
            cases.contains_key(&file_name(&path)),
            "{} is about nothing that is described",
            path.display()
        );
    }
}

#[test]
fn messages_are_short_and_plain() {
    for path in files("stderr") {
        let message = fs::read_to_string(&path).unwrap();
        assert!(message.lines().count() <= 20, "{} is long", path.display());
        if let Some((_, input)) = file_name(&path).trim_end_matches(".stderr").split_once("_lacks_")
        {
            let said = format!("error[E0277]: this request lacks `{input}`\n");
            assert!(message.starts_with(&said), "{}: {message}", path.display());
            assert!(
                message.contains(&format!("give it with `.{input}(…)` before this call")),
                "{message}"
            );
            assert_eq!(message.matches("error[").count(), 1, "{}: {message}", path.display());
        }
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compile_fail")
}

fn files(extension: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|found| found == extension)).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap().to_str().unwrap().to_owned()
}

/// Something that a builder needs: its method and a value for it.
struct Input {
    method: String,
    value: String,
}

/// A builder: how it starts, and all that it needs.
struct Builder {
    name: String,
    import: String,
    start: String,
    inputs: Vec<Input>,
}

/// The cases of an API: a file for each required input of each builder.
fn cases(api: &Api) -> Vec<(String, String)> {
    builders(api).iter().flat_map(cases_of).collect()
}

/// What the files end in that try to repeat a call which must not be repeated.
const REPEATED: &str = "_tried_again.rs";

/// The cases of the calls that must not be tried again.
fn repeats(api: &Api) -> Vec<(String, String)> {
    let package = package(api);
    let unsafe_calls = api.model.operations.iter().filter(|operation| !operation.safe_to_repeat);
    let case = |operation: &Operation| {
        let (group, call) = (&operation.group, &operation.type_name);
        let text = format!(
            "use cublox_payouts::runtime::{{Call, Retry}};\nuse {package}::Client;\n\
             use {package}::operations::{group}::{call};\n\n\
             fn tried_again(call: Call<Client, {call}>) {{\n    let _ = call.retry(Retry::default());\n}}\n\n\
             fn main() {{}}\n"
        );
        (format!("{group}_{}{REPEATED}", operation.action), text)
    };
    unsafe_calls.map(case).collect()
}

fn package(api: &Api) -> &str {
    match api.name {
        "payouts" => "cublox_payouts",
        other => other,
    }
}

fn cases_of(builder: &Builder) -> impl Iterator<Item = (String, String)> {
    builder.inputs.iter().map(|lacking| {
        let name = format!("{}_lacks_{}.rs", builder.name, lacking.method);
        let given = builder.inputs.iter().filter(|input| input.method != lacking.method);
        let given: String = given.map(|input| format!("\n        .{}({})", input.method, input.value)).collect();
        let decimal = if given.contains("Decimal::") { "use cublox_payouts::runtime::Decimal;\n" } else { "" };
        let (import, start) = (&builder.import, &builder.start);
        let text = format!("use {import};\n{decimal}\nfn main() {{\n    let _ = {start}{given}\n        .build();\n}}\n");
        (name, text)
    })
}

fn builders(api: &Api) -> Vec<Builder> {
    let package = package(api);
    let model = &api.model;
    let operations =
        model.operations.iter().map(|operation| of_operation(model, package, operation));
    let nested = model
        .object_ids()
        .filter(|id| model[*id].usage.request && !model.is_only_request_root(*id));
    operations.chain(nested.map(|id| of_object(model, package, &model[id]))).collect()
}

fn of_operation(model: &Model, package: &str, operation: &Operation) -> Builder {
    let (group, action) = (&operation.group, &operation.action);
    let mut inputs = required(model, &operation.query);
    inputs.extend(required(model, model.body_members(&operation.request)));
    if let RequestBody::Resource { relationships, .. } = &operation.request {
        let needed = relationships.iter().filter(|relationship| !relationship.optional);
        inputs.extend(
            needed.map(|needed| Input { method: needed.field.clone(), value: "\"7\"".to_owned() }),
        );
    }
    let path: Vec<&str> = operation.path_parameters.iter().map(|_| "\"7\"").collect();
    Builder {
        name: format!("{group}_{action}"),
        import: format!("{package}::operations::{group}"),
        start: format!("{group}::{action}({})", path.join(", ")),
        inputs,
    }
}

fn of_object(model: &Model, package: &str, object: &Object) -> Builder {
    let inputs = required(model, &object.members);
    let name = &object.name;
    Builder {
        name: name.to_lowercase(),
        import: format!("{package}::models::{name}"),
        start: format!("{name}::builder()"),
        inputs,
    }
}

fn required(model: &Model, members: &[Member]) -> Vec<Input> {
    let required = members
        .iter()
        .filter(|member| matches!(member.presence, Presence::Required | Presence::Nullable));
    required
        .map(|member| Input { method: member.field.clone(), value: value(model, &member.ty) })
        .collect()
}

fn value(model: &Model, ty: &Type) -> String {
    match ty {
        Type::Text | Type::Enum(_) => "\"text\"",
        Type::Boolean => "true",
        Type::Integer => "7",
        Type::Decimal => "Decimal::from_minor(10_55, 2)",
        Type::Map(_) => "[(\"name\", \"text\")]",
        Type::List(_) => "[\"text\"]",
        Type::Scalar(id) => match model[*id].kind {
            ScalarKind::Text { .. } => "\"text\"",
            ScalarKind::Integer => "7",
            ScalarKind::Decimal { .. } => "Decimal::from_minor(10_55, 2)",
        },
        other => panic!("say what to give for {other:?}"),
    }
    .to_owned()
}
