//! The stages of a payout and which may follow which, as the description says.

use std::collections::VecDeque;

use codegen::model::{Model, Type};

/// A stage of a payout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Status(usize);

/// Which stage may follow which.
#[derive(Debug)]
pub(crate) struct LifeCycle {
    words: Vec<String>,
    next: Vec<Vec<usize>>,
    settled: Vec<bool>,
    /// The stages that the sandbox knows by name, because something happens in them.
    pub(crate) known: Known,
}

/// The stages that mean something to the sandbox.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    pub(crate) initial: Status,
    pub(crate) processing: Status,
    pub(crate) process_failed: Status,
    pub(crate) processed: Status,
    pub(crate) partially_processed: Status,
    pub(crate) partially_canceled: Status,
    pub(crate) canceled: Status,
}

impl LifeCycle {
    /// The life cycle of the resource's attribute.
    ///
    /// # Errors
    /// What the description lacks.
    pub(crate) fn of(model: &Model, type_word: &str, attribute: &str) -> Result<Self, String> {
        let resource = model.resources.iter().find(|resource| resource.type_word == type_word);
        let resource = resource.ok_or_else(|| format!("a resource `{type_word}`"))?;
        let mut attributes = resource.attributes.iter();
        let ty = attributes.find(|member| member.wire == attribute).map(|member| &member.ty);
        let Some(Type::Enum(id)) = ty else {
            return Err(format!("an enum as the attribute `{attribute}` of `{type_word}`"));
        };
        let of = &model[*id];
        let missing = || format!("a life cycle of the enum `{}`", of.name);
        let cycle = of.lifecycle.as_ref().ok_or_else(missing)?;
        let settled = of.facts.iter().find(|fact| fact.name == "settled");
        let words: Vec<String> = of.values.iter().map(|value| value.word.clone()).collect();
        let status = |word: &str| {
            let found = words.iter().position(|known| known == word).map(Status);
            found.ok_or_else(|| format!("the value `{word}` of the enum `{}`", of.name))
        };
        let known = Known {
            initial: Status(cycle.initial),
            processing: status("processing")?,
            process_failed: status("process_failed")?,
            processed: status("processed")?,
            partially_processed: status("partially_processed")?,
            partially_canceled: status("partially_canceled")?,
            canceled: status("canceled")?,
        };
        let settled = match settled {
            Some(fact) => fact.holds.clone(),
            None => cycle.next.iter().map(Vec::is_empty).collect(),
        };
        Ok(Self { next: cycle.next.clone(), settled, known, words })
    }

    pub(crate) fn word(&self, status: Status) -> &str {
        &self.words[status.0]
    }

    pub(crate) fn find(&self, word: &str) -> Option<Status> {
        self.words.iter().position(|known| known == word).map(Status)
    }

    /// Whether one stage may follow another.
    pub(crate) fn allows(&self, from: Status, to: Status) -> bool {
        self.next[from.0].contains(&to.0)
    }

    /// Whether the outcome is known.
    pub(crate) fn is_settled(&self, status: Status) -> bool {
        self.settled[status.0]
    }

    /// The shortest way from one stage to another, without the first.
    pub(crate) fn way(&self, from: Status, to: Status) -> Option<Vec<Status>> {
        let mut came_from: Vec<Option<usize>> = vec![None; self.words.len()];
        let mut queue = VecDeque::from([from.0]);
        while let Some(at) = queue.pop_front() {
            for &next in &self.next[at] {
                if came_from[next].is_none() {
                    came_from[next] = Some(at);
                    queue.push_back(next);
                }
            }
        }
        let mut way = vec![to];
        let mut at = came_from[to.0]?;
        while at != from.0 {
            way.push(Status(at));
            at = came_from[at]?;
        }
        way.reverse();
        Some(way)
    }

    /// Reads stages as the test service takes them: letters in either case, parted by hyphens or white space, the longest
    /// names first.
    pub(crate) fn read(&self, text: &str) -> Option<Vec<Status>> {
        let lower = text.to_ascii_lowercase();
        let parted_by = |c: char| c.is_ascii_whitespace() || c == '-';
        let tokens: Vec<&str> = lower.split(parted_by).filter(|token| !token.is_empty()).collect();
        let mut rest = &tokens[..];
        let mut stages = Vec::new();
        while !rest.is_empty() {
            let (status, length) = (1..=rest.len())
                .rev()
                .find_map(|length| Some((self.find(&rest[..length].join("_"))?, length)))?;
            stages.push(status);
            rest = &rest[length..];
        }
        (!stages.is_empty()).then_some(stages)
    }
}
