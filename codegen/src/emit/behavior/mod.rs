//! Behaviour beside shape: `behavior.json` says how to make calls safely, and conformance cases put a client to the test.

pub mod case;
mod cases;
mod describe;
mod document;
mod example;
mod guide;
mod json;
mod rules;
mod schema;
mod settle;
#[cfg(test)]
mod tests;

pub use self::json::Json;

use std::collections::HashSet;

use serde::{Serialize, Serializer};

use self::case::Kind;
use super::{EmitError, Emitted, Piece};
use crate::model::{Model, Node, NodeKind, Sensitivity};
use crate::sync::File;

/// The path of the description of the behaviour, from the schemas' base.
const BEHAVIOR: &str = "behavior.json";
/// The path of its schema.
const BEHAVIOR_SCHEMA: &str = "behavior.schema.json";
/// The path of the guide for other teams.
const GUIDE: &str = "README.md";
/// The path of the schema of the cases.
const CONFORMANCE_SCHEMA: &str = "conformance.schema.json";

const REQUESTS: &str = "Give a client these credentials and call the operation with these inputs. It must send the request of \
                        `sends`, to the base URL of the operation's face, or where there is no `sends` refuse to send any.";
const ANSWERS: &str = "Call the operation with these inputs and any credentials, answer the first request with this answer and let the client try \
                       nothing again. The client must come to the verdict of `expect`.";
const RECONCILE: &str = "Let the client send the write so that it acts once, or where it is \
                         `resumed` go on with it, with 4 tries of the write and at least 10 lookups \
                         in a row, and with pauses as near to nothing as it can have. It must send the requests of `script` \
                         in their order: `write` and `lookup` say what each is, byte for byte the same inputs each time. \
                         Where `lookups_go_on`, all that it sends afterwards must be lookups, and each is lost; elsewhere it \
                         must send nothing more. It must come to `expect`. No case says anything of clocks. Of the \
                         writes of one kind (the same answers and the same form of lookup) the first has all cases; each \
                         of the others has those that show how its own path, key, lookup and compared members are bound.";
const CALLBACKS: &str = "Give a receiver these secrets and deliver the callbacks in their order. `expect` says what it must \
                         make of each.";
const PAGING: &str = "Call the operation with these inputs and read the list to its end. The client must ask for the pages of \
                      `script` in their order and for nothing else, all at the base URL of the operation's face, and hand \
                      out the items of `expect`. Of the lists that are paged alike the first has all cases; each of the \
                      others has one that is read to its end.";

/// Emits how the API of a model behaves.
///
/// # Errors
/// A fault of the generator itself.
pub fn emit(model: &Model) -> Result<Emitted, EmitError> {
    Emitted::of(&pieces(model))
}

/// The same, file by file: of a large API each takes tens of megabytes.
pub(crate) fn pieces(model: &Model) -> Vec<Piece<'_>> {
    let base = &model.api.schema_base;
    vec![
        piece(|| suite("answers", Kind::Answer, ANSWERS, || cases::answers::cases(model))),
        piece(|| suite("reconcile", Kind::Reconcile, RECONCILE, || cases::reconcile::cases(model))),
        piece(|| suite("requests", Kind::Request, REQUESTS, || cases::requests::cases(model))),
        piece(|| suite("paging", Kind::Paging, PAGING, || cases::paging::cases(model))),
        piece(|| suite("callbacks", Kind::Callback, CALLBACKS, || cases::callbacks::cases(model))),
        piece(|| file(BEHAVIOR, &describe::behavior(model, BEHAVIOR_SCHEMA))),
        piece(|| Ok(schema::behavior(base, BEHAVIOR_SCHEMA))),
        piece(|| Ok(schema::conformance(base, CONFORMANCE_SCHEMA))),
        piece(|| Ok(File::new(format!("schemas/{GUIDE}"), guide::text(model)))),
        Box::new(|| Ok(account(model))),
    ]
}

/// The making of one file.
fn piece<'m>(file: impl Fn() -> Result<File, EmitError> + Sync + 'm) -> Piece<'m> {
    Box::new(move || Ok(Emitted { files: vec![file()?], ..Emitted::default() }))
}

/// What became of every definition.
fn account(model: &Model) -> Emitted {
    let shapes = shapes(model);
    let is_shape = |node: &Node| node.kind == NodeKind::View || shapes.contains(node);
    let (without, emitted): (Vec<Node>, Vec<Node>) = model.nodes().into_iter().partition(is_shape);
    let reason = "it has a shape and no behaviour";
    let skipped = without.into_iter().map(|node| (node, reason.to_owned())).collect();
    Emitted { files: Vec::new(), emitted, skipped }
}

/// A [`case::Suite`] whose cases are made while it is written: those of one operation are held at a time.
#[derive(Serialize)]
struct Written<'s, C: Serialize> {
    #[serde(rename = "$schema")]
    schema: &'s str,
    kind: Kind,
    doc: &'s str,
    cases: C,
}

/// What is made while it is written.
struct OneByOne<F>(F);

impl<I: Iterator<Item: Serialize>, F: Fn() -> I> Serialize for OneByOne<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

fn suite<I: Iterator<Item: Serialize>>(
    name: &str,
    kind: Kind,
    doc: &str,
    cases: impl Fn() -> I,
) -> Result<File, EmitError> {
    let schema = &format!("../{CONFORMANCE_SCHEMA}");
    let written = Written { schema, kind, doc, cases: OneByOne(cases) };
    file(&format!("conformance/{name}.json"), &written)
}

fn file(path: &str, content: &impl Serialize) -> Result<File, EmitError> {
    let text = serde_json::to_string_pretty(content).map_err(EmitError::NotJson)?;
    Ok(File::new(format!("schemas/{path}"), text + "\n"))
}

/// The definitions that have no part in the behaviour; no view has one.
fn shapes(model: &Model) -> HashSet<Node> {
    let open = |sensitivity| sensitivity == Sensitivity::Open;
    let scalars = model.scalars.iter().filter(|scalar| open(scalar.sensitivity));
    let enums = model.enums.iter().filter(|of| of.lifecycle.is_none());
    let objects = model.objects.iter();
    let objects =
        objects.filter(|object| object.members.iter().all(|member| open(member.sensitivity)));
    scalars
        .map(|scalar| Node::new(NodeKind::Scalar, &scalar.name))
        .chain(enums.map(|of| Node::new(NodeKind::Enum, &of.name)))
        .chain(objects.map(|object| Node::new(NodeKind::Object, &object.name)))
        .collect()
}
