//! Objects that hold themselves, which no value could ever do.

use super::Checker;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::language::TypeExpr;

/// A member that holds another object by value: the positions of both objects, and the member's name.
struct Edge<'s> {
    member: &'s str,
    to: usize,
}

/// How far the search has come with an object.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

struct Search<'s> {
    edges: Vec<Vec<Edge<'s>>>,
    marks: Vec<Mark>,
    /// The way from the object where the search began: each object and the position of the edge that is followed.
    way: Vec<(usize, usize)>,
    cycles: Vec<Vec<(usize, usize)>>,
}

impl Search<'_> {
    fn visit(&mut self, start: usize) {
        if self.marks[start] != Mark::New {
            return;
        }
        self.marks[start] = Mark::Open;
        self.way.push((start, 0));
        while let Some((object, edge)) = self.way.last().copied() {
            let Some(to) = self.edges[object].get(edge).map(|edge| edge.to) else {
                self.marks[object] = Mark::Done;
                self.way.pop();
                self.step();
                continue;
            };
            match self.marks[to] {
                Mark::New => {
                    self.marks[to] = Mark::Open;
                    self.way.push((to, 0));
                }
                Mark::Open => {
                    let begin = self.way.iter().position(|(on_way, _)| *on_way == to).unwrap_or(0);
                    self.cycles.push(self.way[begin..].to_vec());
                    self.step();
                }
                Mark::Done => self.step(),
            }
        }
    }

    /// Goes on with the next edge of the last object on the way.
    fn step(&mut self) {
        if let Some((_, edge)) = self.way.last_mut() {
            *edge += 1;
        }
    }
}

impl<'s> Checker<'s> {
    /// Reports objects that hold themselves, directly or through others, without a list or a map between.
    pub(super) fn cycles(&mut self) -> Checked<()> {
        let edges: Vec<_> =
            self.defs.objects.iter().map(|found| self.edges(found.item.as_ref())).collect();
        let marks = vec![Mark::New; edges.len()];
        let mut search = Search { edges, marks, way: Vec::new(), cycles: Vec::new() };
        for object in 0..search.marks.len() {
            search.visit(object);
        }
        let mut result = Ok(());
        for cycle in &search.cycles {
            if let Some(problem) = self.endless(&search, cycle) {
                result = Err(self.report.push(problem));
            }
        }
        result
    }

    fn edges(&self, object: Option<&'s crate::language::Object>) -> Vec<Edge<'s>> {
        let members = object.into_iter().flat_map(|object| object.members.iter());
        members
            .filter_map(|(member, described)| match &described.ty {
                TypeExpr::Named(name) => {
                    Some(Edge { member, to: self.defs.objects.position(name)? })
                }
                TypeExpr::List(_) | TypeExpr::Map(_) => None,
            })
            .collect()
    }

    fn endless(&self, search: &Search<'s>, cycle: &[(usize, usize)]) -> Option<Diagnostic> {
        let mut steps = Vec::new();
        for (object, edge) in cycle {
            let found = self.defs.objects.get(*object)?;
            steps.push((found, search.edges.get(*object)?.get(*edge)?.member));
        }
        let (first, member) = *steps.first()?;
        let names: Vec<&str> = steps
            .iter()
            .map(|(found, _)| found.name.as_str())
            .chain([first.name.as_str()])
            .collect();
        let message = format!("`{}` holds itself: {}", first.name, names.join(" → "));
        let mut problem = Diagnostic::new(Code::EndlessObject, message)
            .at(first.at.join("members").join(member).member_type().value(), "this leads back to its own object")
            .help("Rust stores one inside the other, without end: put a list or a map between, or make one of them `json`");
        for (found, member) in steps.iter().skip(1) {
            problem = problem.also(
                found.at.join("members").join(*member).member_type().value(),
                "by way of this",
            );
        }
        Some(problem)
    }
}
