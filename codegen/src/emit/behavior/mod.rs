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

use serde::{Serialize, Serializer};

use self::case::Kind;
use super::{EmitError, Emitted};
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
                         `resumed` go on with it, with at least 4 tries of the write and 10 lookups \
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
    let base = &model.api.schema_base;
    let behavior = describe::behavior(model, BEHAVIOR_SCHEMA);
    let files = vec![
        file(BEHAVIOR, &behavior)?,
        schema::behavior(base, BEHAVIOR_SCHEMA),
        suite("answers", Kind::Answer, ANSWERS, || cases::answers::cases(model))?,
        suite("callbacks", Kind::Callback, CALLBACKS, || cases::callbacks::cases(model))?,
        suite("paging", Kind::Paging, PAGING, || cases::paging::cases(model))?,
        suite("reconcile", Kind::Reconcile, RECONCILE, || cases::reconcile::cases(model))?,
        suite("requests", Kind::Request, REQUESTS, || cases::requests::cases(model))?,
        schema::conformance(base, CONFORMANCE_SCHEMA),
        File::new(format!("schemas/{GUIDE}"), guide::text(model)),
    ];
    let (emitted, without): (Vec<Node>, Vec<Node>) =
        model.nodes().into_iter().partition(|node| behaves(model, node));
    let reason = "it has a shape and no behaviour";
    let skipped = without.into_iter().map(|node| (node, reason.to_owned())).collect();
    Ok(Emitted { files, emitted, skipped })
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

/// Whether a definition has a part in the behaviour.
fn behaves(model: &Model, node: &Node) -> bool {
    match node.kind {
        NodeKind::Scalar => {
            let mut scalars = model.scalars.iter();
            scalars
                .any(|scalar| scalar.name == node.name && scalar.sensitivity != Sensitivity::Open)
        }
        NodeKind::Enum => {
            model.enums.iter().any(|of| of.name == node.name && of.lifecycle.is_some())
        }
        NodeKind::Object => model.objects.iter().any(|object| {
            object.name == node.name
                && object.members.iter().any(|member| member.sensitivity != Sensitivity::Open)
        }),
        NodeKind::View => false,
        _ => true,
    }
}
