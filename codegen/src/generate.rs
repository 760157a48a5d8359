//! The whole road: from the folder of a description to the files of a crate, in memory.

use std::collections::BTreeSet;
use std::path::Path;

use thiserror::Error;

use crate::check::{self, Failure};
use crate::emit::{self, EmitError, Emitted};
use crate::model::{Model, Node};
use crate::parallel;
use crate::sync::File;

/// The folders of a crate in which everything is generated, or was written by hand without a marker.
pub const OWNED_FOLDERS: [&str; 2] = ["src/generated", "schemas"];

/// What a description makes.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The files, sorted by path, below the root of the crate.
    pub files: Vec<File>,
    /// How many definitions the description has.
    pub nodes: usize,
    /// What an emitter left out: the emitter, the definition, the reason.
    pub skipped: Vec<(&'static str, Node, String)>,
}

/// Why nothing could be made.
#[derive(Debug, Error)]
pub enum GenerateError {
    /// The description has problems.
    #[error("the description has problems")]
    Description(Failure),
    /// An emitter failed.
    #[error(transparent)]
    Emit(#[from] EmitError),
    /// An emitter neither emitted a definition nor said why not.
    #[error("the {emitter} emitter has lost {nodes:?}, which is a fault of the generator")]
    Lost {
        /// The emitter.
        emitter: &'static str,
        /// What it lost.
        nodes: Vec<Node>,
    },
}

/// Reads the description in a folder and makes the files of its crate. Nothing is written.
///
/// # Errors
/// Every problem of the description in one go, or a fault of the generator itself.
pub fn generate(spec: &Path) -> Result<Generated, GenerateError> {
    let model = check::load(spec).map_err(GenerateError::Description)?;
    from_model(&model)
}

/// An emitter.
type Emitter = fn(&Model) -> Result<Emitted, EmitError>;

/// The emitters by name, each independent of the others.
const EMITTERS: [(&str, Emitter); 4] = [
    ("Rust", emit::rust::emit),
    ("JSON Schema", |model| Ok(emit::json_schema::emit(model))),
    ("OpenAPI", emit::openapi::emit),
    ("Behavior", emit::behavior::emit),
];

/// Makes the files of a checked description.
///
/// # Errors
/// A fault of the generator itself.
pub fn from_model(model: &Model) -> Result<Generated, GenerateError> {
    let nodes = model.nodes();
    let mut generated = Generated { files: Vec::new(), nodes: nodes.len(), skipped: Vec::new() };
    for (emitter, emitted) in parallel::map(&EMITTERS, |(name, emit)| (*name, emit(model))) {
        let emitted = emitted?;
        account(emitter, &nodes, &emitted)?;
        generated.files.extend(emitted.files);
        generated
            .skipped
            .extend(emitted.skipped.into_iter().map(|(node, reason)| (emitter, node, reason)));
    }
    generated.files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(generated)
}

/// Proves that nothing of the description was dropped in silence.
fn account(emitter: &'static str, nodes: &[Node], emitted: &Emitted) -> Result<(), GenerateError> {
    let skipped = emitted.skipped.iter().map(|(node, _)| node);
    let accounted: BTreeSet<&Node> = emitted.emitted.iter().chain(skipped).collect();
    let lost: Vec<Node> = nodes.iter().filter(|node| !accounted.contains(node)).cloned().collect();
    if lost.is_empty() { Ok(()) } else { Err(GenerateError::Lost { emitter, nodes: lost }) }
}
