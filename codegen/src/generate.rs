//! The whole road: from the folder of a description to the files of a crate, each handed on as soon as it is made.

use std::collections::HashSet;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use crate::check::{self, Failure};
use crate::emit::{self, EmitError, Emitted, Piece};
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
    /// What became of the definitions.
    pub account: Account,
}

/// What became of the definitions of a description.
#[derive(Clone, Debug)]
pub struct Account {
    /// How many definitions there are.
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

/// Makes the files of a checked description, to be held all at once.
///
/// # Errors
/// A fault of the generator itself.
pub fn from_model(model: &Model) -> Result<Generated, GenerateError> {
    let files = Mutex::new(Vec::new());
    let hold = |file| files.lock().unwrap_or_else(PoisonError::into_inner).push(file);
    let account = hand_on(model, &hold)?;
    let mut files = files.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|one: &File, other: &File| one.path.cmp(&other.path));
    Ok(Generated { files, account })
}

/// An emitter, as the pieces of its work.
type Emitter = fn(&Model) -> Vec<Piece<'_>>;

/// The emitters by name.
const EMITTERS: [(&str, Emitter); 4] = [
    ("OpenAPI", |model| vec![Box::new(|| emit::openapi::emit(model))]),
    ("JSON Schema", |model| vec![Box::new(|| Ok(emit::json_schema::emit(model)))]),
    ("Rust", emit::rust::pieces),
    ("Behavior", emit::behavior::pieces),
];

/// So many emitters hold all that they make until it is whole: they begin first and run in turn, not side by side. While
/// they run, the others make what is small.
const WHOLE: usize = 2;

/// Makes the files of a checked description and hands each on when it is made: in any order, from several threads.
///
/// # Errors
/// A fault of the generator itself. Some files have been handed on by then.
pub fn hand_on(model: &Model, take: &(impl Fn(File) + Sync)) -> Result<Account, GenerateError> {
    let pieces = |(emitter, pieces): &(&'static str, Emitter)| -> Vec<(&'static str, Piece<'_>)> {
        pieces(model).into_iter().map(|piece| (*emitter, piece)).collect()
    };
    let (whole, others) = EMITTERS.split_at(WHOLE);
    let in_turn: Vec<_> = whole.iter().flat_map(pieces).collect();
    let alone = others.iter().flat_map(pieces).map(|piece| vec![piece]);
    let work: Vec<Vec<(&str, Piece<'_>)>> = [in_turn].into_iter().chain(alone).collect();
    let make = |(emitter, piece): &(&'static str, Piece<'_>)| {
        let Emitted { files, emitted, skipped } = piece()?;
        files.into_iter().for_each(take);
        Ok((*emitter, Emitted { files: Vec::new(), emitted, skipped }))
    };
    let done = parallel::map(&work, |pieces| pieces.iter().map(make).collect::<Vec<_>>());
    let done = done.into_iter().flatten().collect::<Result<Vec<_>, EmitError>>()?;
    let nodes = model.nodes();
    for (emitter, _) in EMITTERS {
        let of_emitter = done.iter().filter(|(other, _)| *other == emitter);
        account(emitter, &nodes, of_emitter.map(|(_, emitted)| emitted))?;
    }
    let skipped = done.into_iter().flat_map(|(emitter, emitted)| {
        emitted.skipped.into_iter().map(move |(node, reason)| (emitter, node, reason))
    });
    Ok(Account { nodes: nodes.len(), skipped: skipped.collect() })
}

/// Proves that nothing of the description was dropped in silence.
fn account<'e>(
    emitter: &'static str,
    nodes: &[Node],
    emitted: impl Iterator<Item = &'e Emitted>,
) -> Result<(), GenerateError> {
    let accounted: HashSet<&Node> = emitted
        .flat_map(|piece| piece.emitted.iter().chain(piece.skipped.iter().map(|(node, _)| node)))
        .collect();
    let lost: Vec<Node> = nodes.iter().filter(|node| !accounted.contains(node)).cloned().collect();
    if lost.is_empty() { Ok(()) } else { Err(GenerateError::Lost { emitter, nodes: lost }) }
}
