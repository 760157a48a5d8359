//! The emitted JSON Schemas, compiled once: what requests and answers are held against.

use std::collections::HashMap;

use codegen::model::Model;
use jsonschema::{Draft, Registry, Validator};
use serde_json::{Value, json};

use crate::field_errors::FieldErrors;

/// Validators for every body that the description knows.
#[derive(Debug)]
pub(crate) struct Schemas {
    requests: HashMap<String, Validator>,
    answers: HashMap<(String, u16), Validator>,
    callbacks: HashMap<String, Validator>,
    errors: Validator,
}

impl Schemas {
    /// Emits the schemas of a description in memory and compiles them.
    ///
    /// # Errors
    /// Where one cannot be compiled.
    pub(crate) fn of(model: &Model) -> Result<Self, String> {
        let emitted = codegen::emit::json_schema::emit(model);
        let path_of = |path: &str| format!("schemas/{path}");
        let bundle = emitted.files.iter().find(|file| file.path == path_of("bundle.json"));
        let bundle = bundle.ok_or("the emitter made no bundle of schemas")?;
        let bundle: Value =
            serde_json::from_str(&bundle.text).map_err(|error| error.to_string())?;
        let base = &model.api.schema_base;
        let registry = Registry::new()
            .add(format!("{base}bundle.json"), &bundle)
            .and_then(|registry| registry.prepare())
            .map_err(|error| error.to_string())?;
        let compile = |path: &str| {
            let options =
                jsonschema::options().with_draft(Draft::Draft202012).with_registry(&registry);
            let schema = json!({ "$ref": format!("{base}{path}") });
            options.build(&schema).map_err(|error| format!("{path}: {error}"))
        };
        let exists = |path: &str| emitted.files.iter().any(|file| file.path == path_of(path));
        let mut requests = HashMap::new();
        let mut answers = HashMap::new();
        for operation in &model.operations {
            let name = &operation.name;
            let path = format!("requests/{name}.json");
            if exists(&path) {
                requests.insert(name.clone(), compile(&path)?);
            }
            for answer in operation.successes.iter().chain(&operation.existing) {
                let path = format!("responses/{name}.{}.json", answer.status);
                if exists(&path) {
                    answers.insert((name.clone(), answer.status), compile(&path)?);
                }
            }
        }
        let mut callbacks = HashMap::new();
        for callback in &model.callbacks {
            let validator = compile(&format!("callbacks/{}.json", callback.name))?;
            callbacks.insert(callback.name.clone(), validator);
        }
        let errors = compile("errors/error.json")?;
        Ok(Self { requests, answers, callbacks, errors })
    }

    /// What is wrong with the body of a request.
    pub(crate) fn request_problems(&self, operation: &str, body: &Value) -> FieldErrors {
        match self.requests.get(operation) {
            Some(validator) if !validator.is_valid(body) => {
                FieldErrors::of(validator.iter_errors(body))
            }
            _ => FieldErrors::default(),
        }
    }

    /// Why an answer is not what the description says.
    pub(crate) fn answer_fault(
        &self,
        operation: Option<&str>,
        status: u16,
        body: &str,
    ) -> Option<String> {
        let own = operation.and_then(|name| self.answers.get(&(name.to_owned(), status)));
        match own {
            Some(validator) => fault(validator, body),
            None if status >= 400 => fault(&self.errors, body),
            None if body.is_empty() => None,
            None => Some(format!("a body with status {status} is not described")),
        }
    }

    /// Why the body of a callback is not what the description says.
    pub(crate) fn callback_fault(&self, callback: &str, body: &str) -> Option<String> {
        self.callbacks.get(callback).and_then(|validator| fault(validator, body))
    }
}

fn fault(validator: &Validator, body: &str) -> Option<String> {
    let body = match serde_json::from_str(body) {
        Ok(body) => body,
        Err(error) => return Some(format!("it is not JSON: {error}")),
    };
    if validator.is_valid(&body) {
        return None;
    }
    let error = validator.iter_errors(&body).next()?;
    Some(format!("at `{}`: {error}", error.instance_path()))
}
