//! Both generated clients, each with the description it was generated from.

mod newsroom;
mod payouts;

use std::path::Path;

use codegen::model::Model;

use crate::call::{Call, Rewrite};

/// A generated client beside its description. Each function answers `None` for a name that it does not know: a test
/// that meets one fails, so that whoever adds to the description also adds it here.
pub struct Api {
    /// What to call it in messages.
    pub name: &'static str,
    /// The checked description.
    pub model: Model,
    /// The model of this name: a resource, an object or a sensitive scalar.
    pub model_named: fn(&str) -> Option<Rewrite>,
    /// The documented call of an operation, made with its builder.
    pub call: fn(&str) -> Option<Box<dyn Call>>,
    /// The call of an operation with this body and this text for every sensitive parameter.
    pub call_with: fn(&str, &str, &str) -> Option<Box<dyn Call>>,
    /// The body of a callback.
    pub callback: fn(&str) -> Option<Rewrite>,
    /// The body of an error: what it writes, or nothing where it is not one.
    pub errors: fn(&str) -> Option<String>,
}

impl Api {
    /// The documented calls of all operations.
    ///
    /// # Panics
    /// Where an operation of the description is not bound.
    pub fn calls(&self) -> Vec<Box<dyn Call>> {
        let names = self.model.operations.iter().map(|operation| operation.name.as_str());
        names
            .map(|name| (self.call)(name).unwrap_or_else(|| panic!("bind {name} in {}", self.name)))
            .collect()
    }

    /// The documented call of an operation.
    ///
    /// # Panics
    /// Where it is not bound.
    pub fn call(&self, name: &str) -> Box<dyn Call> {
        (self.call)(name).unwrap_or_else(|| panic!("bind {name} in {}", self.name))
    }

    /// The model of this name.
    ///
    /// # Panics
    /// Where it is not bound.
    pub fn rewrite(&self, name: &str) -> Rewrite {
        (self.model_named)(name).unwrap_or_else(|| panic!("bind the model {name} in {}", self.name))
    }
}

/// Both APIs.
pub fn all() -> [Api; 2] {
    [payouts::api(), newsroom::api()]
}

/// The API of the published client.
pub fn payouts() -> Api {
    payouts::api()
}

/// The invented API.
pub fn newsroom() -> Api {
    newsroom::api()
}

fn load(dir: &str) -> Model {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join(dir);
    codegen::check::load(&dir).unwrap_or_else(|failure| panic!("{}", failure.render(false)))
}
