//! What the benchmarks work on: a large description, a large document, and the baselines they are held against.

pub mod by_hand;
pub mod document;
pub mod serde_crate;
pub mod synthetic;

use std::path::{Path, PathBuf};

use codegen::emit::{self, EmitError, Emitted};
use codegen::model::Model;

/// An emitter.
pub type Emitter = fn(&Model) -> Result<Emitted, EmitError>;

/// The emitters by name, to be measured one by one.
pub const EMITTERS: [(&str, Emitter); 4] = [
    ("rust", emit::rust::emit),
    ("json-schema", |model| Ok(emit::json_schema::emit(model))),
    ("openapi", emit::openapi::emit),
    ("behavior", emit::behavior::emit),
];

/// The root of the repository.
pub fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
