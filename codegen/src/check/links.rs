//! The links that a resource or a page may carry.

use super::Checker;
use super::at::At;
use super::report::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::names;

impl<'s> Checker<'s> {
    /// Reports links that are named twice, or not as the JSON:API names members.
    pub(super) fn links(&mut self, links: &[String], at: &At<'s>) -> Checked<()> {
        let mut result = self.no_repeats(links, at);
        for (index, link) in links.iter().enumerate() {
            let problem = (!names::is_member_name(link)).then(|| {
                Diagnostic::new(Code::NameForm, format!("`{link}` is not the name of a link"))
                    .at(at.join(index).value(), "this name")
                    .help("write the name as it stands in `links`: `self`, `next`")
            });
            result = self.report.check(problem).and(result);
        }
        result
    }
}
