//! Members of samples that nobody described: one problem for each, however many samples have it.

use crate::diagnostic::{Code, Diagnostic, Place, suggest};

/// Places of one member that are shown; of more only the number is told.
const MAX_SHOWN: usize = 4;

/// The members that are not described.
#[derive(Debug, Default)]
pub(in crate::check::samples) struct Extras(Vec<Extra>);

#[derive(Debug)]
struct Extra {
    name: String,
    /// Where members are described among which it is missing.
    described: Option<Place>,
    help: String,
    first: Place,
    others: Vec<Place>,
}

impl Extras {
    /// Notes a member that is none of the `known`.
    pub(super) fn add(
        &mut self,
        name: &str,
        place: Place,
        known: &[&str],
        described: Option<&Place>,
    ) {
        let found = self
            .0
            .iter_mut()
            .find(|extra| extra.name == name && extra.described.as_ref() == described);
        if let Some(extra) = found {
            extra.others.push(place);
            return;
        }
        let help = suggest(name, known.iter().copied()).map_or_else(
            || "samples are the documented truth: describe the member".to_owned(),
            |near| format!("describe the member; or is it `{near}`?"),
        );
        let described = described.cloned();
        self.0.push(Extra {
            name: name.to_owned(),
            described,
            help,
            first: place,
            others: Vec::new(),
        });
    }

    /// One problem for each member.
    pub(in crate::check::samples) fn into_problems(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(Extra::problem)
    }
}

impl Extra {
    fn problem(self) -> Diagnostic {
        let name = &self.name;
        let message = match self.others.len() {
            0 => format!("the sample has the member `{name}`, which is not described"),
            more => format!(
                "samples have the member `{name}` in {} places, and it is not described",
                more + 1
            ),
        };
        let mut problem =
            Diagnostic::new(Code::SampleExtra, message).at(self.first, "not described");
        if let Some(described) = self.described {
            problem = problem.also(described, "described here");
        }
        let others = self.others.into_iter().take(MAX_SHOWN - 1);
        others.fold(problem, |problem, place| problem.also(place, "here too")).help(self.help)
    }
}
