//! Draws what was laid out, as SVG with a title and the same in words. Whole numbers only: the same everywhere.

use std::fmt::Write as _;

use codegen::model::{Enum, Lifecycle};
use maud::{Markup, html};

use super::order::{Ordered, Place, at};
use crate::enums;

const LETTER: usize = 8;
const PADDING: usize = 14;
const HEIGHT: usize = 40;
const ROW: usize = 54;
const GAP: usize = 56;
const MARGIN: usize = 8;
/// How far apart the lines of a stage stand, where there is room.
const APART: usize = 7;

/// Where the layers and their places are.
struct Canvas<'a> {
    of: &'a Enum,
    ordered: &'a Ordered,
    /// For each layer its left edge and its width.
    columns: Vec<(usize, usize)>,
    rows: usize,
}

impl<'a> Canvas<'a> {
    fn new(of: &'a Enum, ordered: &'a Ordered) -> Self {
        let mut columns = Vec::new();
        let mut left = MARGIN;
        for layer in &ordered.layers {
            let width = layer.iter().map(|place| width(of, *place)).max().unwrap_or(0);
            columns.push((left, width));
            left += width + GAP;
        }
        let rows = ordered.layers.iter().map(Vec::len).max().unwrap_or(0);
        Self { of, ordered, columns, rows }
    }

    fn width(&self) -> usize {
        self.columns.last().map_or(0, |(left, width)| left + width) + MARGIN
    }

    fn height(&self) -> usize {
        self.rows * ROW + 2 * MARGIN
    }

    /// The height at which the middle of a place is: layers are centred.
    fn middle(&self, layer: usize, place: Place) -> usize {
        let places = &self.ordered.layers[layer];
        let above = (self.rows - places.len()) * ROW / 2;
        MARGIN + above + at(places, place) * ROW + ROW / 2
    }

    /// The height at which a line leaves or reaches a place: the lines of a stage stand apart, in the order of their other ends.
    fn port(&self, line: usize, layer: usize, beside: usize) -> usize {
        let Some(place) = self.place(line, layer) else { return 0 };
        let mut others: Vec<(usize, usize)> = (0..self.ordered.courses.len())
            .filter(|other| self.place(*other, layer) == Some(place))
            .filter_map(|other| Some((self.middle(beside, self.place(other, beside)?), other)))
            .collect();
        others.sort_unstable();
        let apart = (HEIGHT - 8).checked_div(others.len()).unwrap_or(0).min(APART);
        let above = others.len().saturating_sub(1) * apart / 2;
        let index = others.iter().position(|(_, other)| *other == line).unwrap_or(0);
        self.middle(layer, place) - above + index * apart
    }

    /// What a line touches in a layer.
    fn place(&self, line: usize, layer: usize) -> Option<Place> {
        let course = &self.ordered.courses[line];
        course.places.get(layer.checked_sub(course.first)?).copied()
    }

    /// The way of a line: straight through the layers that it passes, curved between them.
    fn path(&self, line: usize) -> String {
        let course = &self.ordered.courses[line];
        let mut path = String::new();
        let last = course.first + course.places.len() - 1;
        for layer in course.first..last {
            let (left, width) = self.columns[layer];
            let (from, to) = (left + width, self.columns[layer + 1].0);
            let (above, below) =
                (self.port(line, layer, layer + 1), self.port(line, layer + 1, layer));
            let half = usize::midpoint(from, to);
            let begin = if layer == course.first { 'M' } else { 'L' };
            let _ =
                write!(path, "{begin}{from} {above}C{half} {above} {half} {below} {to} {below}");
        }
        path
    }
}

fn width(of: &Enum, place: Place) -> usize {
    match place {
        Place::Stage(stage) => of.values[stage].word.chars().count() * LETTER + 2 * PADDING,
        Place::Passing(_) => 0,
    }
}

pub(super) fn drawn(of: &Enum, cycle: &Lifecycle, ordered: &Ordered, id: &str) -> Markup {
    let canvas = Canvas::new(of, ordered);
    let (title, description, arrow) =
        (format!("{id}-title"), format!("{id}-words"), format!("{id}-arrow"));
    html! {
        svg.diagram role="img" aria-labelledby=(format!("{title} {description}"))
            viewBox=(format!("0 0 {} {}", canvas.width(), canvas.height()))
            width=(canvas.width()) height=(canvas.height()) {
            title id=(title) { "Life cycle of " (of.name) }
            desc id=(description) { (in_words(of, cycle)) }
            defs {
                marker id=(arrow) viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8"
                    orient="auto-start-reverse" { path.arrow d="M0 1L7 4L0 7z" {} }
            }
            @for (index, line) in ordered.lines.iter().enumerate() {
                path.way d=(canvas.path(index))
                    marker-end=[line.forward.then(|| format!("url(#{arrow})"))]
                    marker-start=[line.backward.then(|| format!("url(#{arrow})"))] {}
            }
            @for (layer, places) in ordered.layers.iter().enumerate() {
                @for place in places {
                    @if let Place::Stage(stage) = place { (self::stage(&canvas, cycle, layer, *stage)) }
                }
            }
        }
    }
}

fn stage(canvas: &Canvas<'_>, cycle: &Lifecycle, layer: usize, stage: usize) -> Markup {
    let (left, width) = canvas.columns[layer];
    let middle = canvas.middle(layer, Place::Stage(stage));
    let top = middle - HEIGHT / 2;
    let facts: Vec<&str> = enums::facts_of(canvas.of, stage).collect();
    let known = if facts.is_empty() { "" } else { " known" };
    let first = if stage == cycle.initial { " first" } else { "" };
    let word = middle + if facts.is_empty() { 4 } else { 0 };
    html! {
        g class=(format!("stage{known}{first}")) {
            rect x=(left) y=(top) width=(width) height=(HEIGHT) rx="6" {}
            @if cycle.next[stage].is_empty() {
                rect.end x=(left + 3) y=(top + 3) width=(width - 6) height=(HEIGHT - 6) rx="4" {}
            }
            text x=(left + width / 2) y=(word) { (canvas.of.values[stage].word) }
            @if !facts.is_empty() {
                text.said x=(left + width / 2) y=(middle + 13) { (facts.join(", ")) }
            }
        }
    }
}

/// What the diagram shows, for those who do not see it.
fn in_words(of: &Enum, cycle: &Lifecycle) -> String {
    let word = |index: usize| of.values[index].word.as_str();
    let mut words = format!("It begins with {}.", word(cycle.initial));
    for (stage, next) in cycle.next.iter().enumerate().filter(|(_, next)| !next.is_empty()) {
        let next: Vec<&str> = next.iter().map(|next| word(*next)).collect();
        let _ = write!(words, " After {} may come {}.", word(stage), next.join(", "));
    }
    words
}
