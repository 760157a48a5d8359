//! The diagram of a life cycle: stages in layers from left to right, arrows to what may follow.

mod layers;
mod order;
mod svg;

use codegen::model::{Enum, Lifecycle};
use maud::Markup;

/// The diagram; `id` is that of what it stands in.
pub(crate) fn diagram(of: &Enum, cycle: &Lifecycle, id: &str) -> Markup {
    let layering = layers::layered(cycle.initial, &cycle.next);
    svg::drawn(of, cycle, &order::ordered(layering), id)
}
