//! Turns a model into files in memory: one module for each kind of output.

pub mod behavior;
pub mod json_schema;
pub mod openapi;
pub mod rust;

use thiserror::Error;

use crate::model::Node;
use crate::parallel;
use crate::sync::File;

/// What an emitter made of a model, and its account of it: every node that concerns the emitter is in one of the lists.
#[derive(Clone, Debug, Default)]
pub struct Emitted {
    /// The files, sorted by path.
    pub files: Vec<File>,
    /// What was emitted.
    pub emitted: Vec<Node>,
    /// What was left out, and why.
    pub skipped: Vec<(Node, String)>,
}

impl Emitted {
    /// What these pieces make together.
    fn of(pieces: &[Piece<'_>]) -> Result<Self, EmitError> {
        let mut whole = Self::default();
        for emitted in parallel::map(pieces, |piece| piece()) {
            let Self { files, emitted, skipped } = emitted?;
            whole.files.extend(files);
            whole.emitted.extend(emitted);
            whole.skipped.extend(skipped);
        }
        whole.files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(whole)
    }
}

/// A piece of an emitter's work, independent of all others.
pub(crate) type Piece<'m> = Box<dyn Fn() -> Result<Emitted, EmitError> + Sync + 'm>;

/// A fault of an emitter, never of a description.
#[derive(Debug, Error)]
pub enum EmitError {
    /// The tokens of a file are not Rust.
    #[error("the generator made text that is not Rust, which is a fault of the generator: {0}")]
    NotRust(String),
    /// A file cannot be written as JSON.
    #[error("the generator made what is not JSON, which is a fault of the generator: {0}")]
    NotJson(serde_json::Error),
}
