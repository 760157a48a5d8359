//! In which order the stages of a layer stand, so that few lines cross. A line that passes a layer has a place there too.

use super::layers::{Layering, Line};

/// How often the layers are gone through; the best order that came up is taken.
const SWEEPS: usize = 12;

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A stage.
    Stage(usize),
    /// A line that passes: its index.
    Passing(usize),
}

/// Layers with their places in order.
#[derive(Debug)]
pub(super) struct Ordered {
    pub(super) lines: Vec<Line>,
    /// For each layer its places from top to bottom.
    pub(super) layers: Vec<Vec<Place>>,
    /// For each line its place in each layer from the first to the last that it touches.
    pub(super) courses: Vec<Course>,
}

/// The way of a line through the layers.
#[derive(Debug)]
pub(super) struct Course {
    /// The layer in which it begins.
    pub(super) first: usize,
    /// What it touches, layer by layer.
    pub(super) places: Vec<Place>,
}

pub(super) fn ordered(layering: Layering) -> Ordered {
    let Layering { layer, lines } = layering;
    let count = layer.iter().max().map_or(0, |last| last + 1);
    let mut layers: Vec<Vec<Place>> = vec![Vec::new(); count];
    for (stage, layer) in layer.iter().enumerate() {
        layers[*layer].push(Place::Stage(stage));
    }
    let mut courses = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let (first, last) = (layer[line.from], layer[line.to]);
        let mut places = vec![Place::Stage(line.from)];
        for passed in &mut layers[first + 1..last] {
            passed.push(Place::Passing(index));
            places.push(Place::Passing(index));
        }
        places.push(Place::Stage(line.to));
        courses.push(Course { first, places });
    }
    let mut best = Ordered { lines, layers, courses };
    improve(&mut best);
    best
}

fn improve(ordered: &mut Ordered) {
    let mut layers = ordered.layers.clone();
    let mut fewest = crossings(&layers, &ordered.courses);
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let count = layers.len();
        let along: Vec<usize> =
            if down { (1..count).collect() } else { (0..count.saturating_sub(1)).rev().collect() };
        for layer in along {
            let beside = if down { layer - 1 } else { layer + 1 };
            sort(&mut layers, layer, beside, &ordered.courses);
        }
        let crossings = crossings(&layers, &ordered.courses);
        if crossings < fewest {
            fewest = crossings;
            ordered.layers.clone_from(&layers);
        }
    }
}

/// Sorts a layer by the mean of the places beside it that its own are joined with. What is joined with none stays where it is.
fn sort(layers: &mut [Vec<Place>], layer: usize, beside: usize, courses: &[Course]) {
    let mut keyed: Vec<(usize, usize, Place)> = Vec::new();
    for (position, place) in layers[layer].iter().enumerate() {
        let joined: Vec<usize> = joined(*place, layer, beside, courses)
            .map(|other| at(&layers[beside], other))
            .collect();
        let mean = match joined.len() {
            0 => 1000 * position,
            count => 1000 * joined.iter().sum::<usize>() / count,
        };
        keyed.push((mean, position, *place));
    }
    keyed.sort_by_key(|(mean, position, _)| (*mean, *position));
    layers[layer] = keyed.into_iter().map(|(_, _, place)| place).collect();
}

/// What a place is joined with in the layer beside its own.
fn joined(
    place: Place,
    layer: usize,
    beside: usize,
    courses: &[Course],
) -> impl Iterator<Item = Place> {
    courses.iter().filter_map(move |course| {
        let own = course.places.get(layer.checked_sub(course.first)?)?;
        let other = course.places.get(beside.checked_sub(course.first)?)?;
        (*own == place).then_some(*other)
    })
}

/// Where a place stands in its layer.
pub(super) fn at(layer: &[Place], place: Place) -> usize {
    layer.iter().position(|other| *other == place).unwrap_or(0)
}

/// How many pairs of lines cross.
fn crossings(layers: &[Vec<Place>], courses: &[Course]) -> usize {
    let mut crossings = 0;
    for layer in 1..layers.len() {
        let steps: Vec<(usize, usize)> = courses
            .iter()
            .filter_map(|course| {
                let from = course.places.get((layer - 1).checked_sub(course.first)?)?;
                let to = course.places.get(layer.checked_sub(course.first)?)?;
                Some((at(&layers[layer - 1], *from), at(&layers[layer], *to)))
            })
            .collect();
        for (index, one) in steps.iter().enumerate() {
            let cross = |other: &&(usize, usize)| {
                (one.0 < other.0 && one.1 > other.1) || (one.0 > other.0 && one.1 < other.1)
            };
            crossings += steps[index + 1..].iter().filter(cross).count();
        }
    }
    crossings
}

#[cfg(test)]
mod tests {
    use super::super::layers::layered;
    use super::*;

    #[test]
    fn lines_that_need_not_cross_do_not() {
        // Two chains, written so that the order of the text crosses them.
        let next = [vec![1, 2], vec![4], vec![3], vec![], vec![]];
        let ordered = ordered(layered(0, &next));
        assert_eq!(crossings(&ordered.layers, &ordered.courses), 0);
    }

    #[test]
    fn a_long_line_has_a_place_in_every_layer_that_it_passes() {
        let ordered = ordered(layered(0, &[vec![1, 2], vec![2], vec![]]));
        let long = ordered.courses.iter().find(|course| course.places.len() == 3);
        assert!(matches!(
            long.map(|course| course.places.as_slice()),
            Some([Place::Stage(0), Place::Passing(_), Place::Stage(2)])
        ));
        assert_eq!(ordered.layers[1].len(), 2);
    }
}
