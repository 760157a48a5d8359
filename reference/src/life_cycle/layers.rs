//! Which layer each stage stands in: one behind the last of those that it follows, loops left out.

use std::collections::BTreeSet;

/// Stages in layers, and the lines between them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layering {
    /// For each stage its layer.
    pub(super) layer: Vec<usize>,
    /// The lines: each leads from a lower to a higher layer.
    pub(super) lines: Vec<Line>,
}

/// A line between two stages, with an arrow at one or both ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Line {
    /// The stage in the lower layer.
    pub(super) from: usize,
    /// The stage in the higher layer.
    pub(super) to: usize,
    /// `to` may follow `from`.
    pub(super) forward: bool,
    /// `from` may follow `to`.
    pub(super) backward: bool,
}

/// `next` lists for each stage those that may follow it.
pub(super) fn layered(initial: usize, next: &[Vec<usize>]) -> Layering {
    let order = finished(initial, next);
    let mut rank = vec![0; next.len()];
    for (position, stage) in order.iter().rev().enumerate() {
        rank[*stage] = position;
    }
    // A step to a stage that comes later in this order leads forward, any other closes a loop.
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (stage, following) in next.iter().enumerate() {
        for following in following.iter().filter(|following| **following != stage) {
            let is_forward = rank[stage] < rank[*following];
            pairs.insert(if is_forward { (stage, *following) } else { (*following, stage) });
        }
    }
    let mut layer = vec![0; next.len()];
    for stage in order.iter().rev() {
        for (_, to) in pairs.iter().filter(|(from, _)| from == stage) {
            layer[*to] = layer[*to].max(layer[*stage] + 1);
        }
    }
    let lines = pairs.into_iter().map(|(from, to)| Line {
        from,
        to,
        forward: next[from].contains(&to),
        backward: next[to].contains(&from),
    });
    Layering { layer, lines: lines.collect() }
}

/// All stages, each after those that can be reached from it without closing a loop.
fn finished(initial: usize, next: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; next.len()];
    let mut finished = Vec::new();
    for start in std::iter::once(initial).chain(0..next.len()) {
        visit(start, next, &mut seen, &mut finished);
    }
    finished
}

/// Walks in depth without recursion: a description may be as long as it likes.
fn visit(start: usize, next: &[Vec<usize>], seen: &mut [bool], finished: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[start], true) {
        return;
    }
    let mut path = vec![(start, 0)];
    while let Some((stage, step)) = path.last_mut() {
        let following = next[*stage].get(*step).copied();
        *step += 1;
        match following {
            Some(following) if !seen[following] => {
                seen[following] = true;
                path.push((following, 0));
            }
            Some(_) => {}
            None => {
                finished.push(*stage);
                path.pop();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_stands_behind_all_that_it_follows() {
        // 0 -> 1 -> 2 <-> 3, 0 -> 2, and 4 that nothing leads to.
        let next = [vec![1, 2], vec![2], vec![3], vec![2], vec![]];
        let layering = layered(0, &next);
        assert_eq!(layering.layer, [0, 1, 2, 3, 0]);
        let both: Vec<_> =
            layering.lines.iter().filter(|line| line.forward && line.backward).collect();
        assert_eq!(both.iter().map(|line| (line.from, line.to)).collect::<Vec<_>>(), [(2, 3)]);
        assert_eq!(layering.lines.len(), 4);
    }

    #[test]
    fn every_line_leads_to_a_higher_layer() {
        let loops: [&[Vec<usize>]; 3] = [
            &[vec![1], vec![2], vec![0]],
            &[vec![0]],
            &[vec![], vec![0, 2], vec![1, 0], vec![3, 1]],
        ];
        for next in loops {
            let layering = layered(0, next);
            for line in &layering.lines {
                assert!(layering.layer[line.from] < layering.layer[line.to], "{layering:?}");
                assert!(line.forward || line.backward);
            }
        }
    }
}
