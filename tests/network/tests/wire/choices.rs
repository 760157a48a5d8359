//! Runs a test once for every sequence of choices that it can make.

/// The choices of a run: those that were decided before it, then always the first.
#[derive(Debug, Default)]
pub(crate) struct Choices {
    made: Vec<Choice>,
    position: usize,
}

#[derive(Debug)]
struct Choice {
    taken: usize,
    of: usize,
}

impl Choices {
    /// Chooses one of so many.
    pub(crate) fn choose(&mut self, of: usize) -> usize {
        if self.position == self.made.len() {
            self.made.push(Choice { taken: 0, of });
        }
        let choice = &self.made[self.position];
        assert_eq!(choice.of, of, "a run must be determined by its choices");
        self.position += 1;
        choice.taken
    }

    /// Decides the choices of the next run; `false` when there was every run.
    pub(crate) fn advance(&mut self) -> bool {
        self.position = 0;
        while let Some(last) = self.made.last_mut() {
            last.taken += 1;
            if last.taken < last.of {
                return true;
            }
            self.made.pop();
        }
        false
    }
}
