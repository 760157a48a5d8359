//! Cases of paging: lists that end in every way, and links that lead astray.

use super::super::case::{Inputs, PageExchange, PagesEnd, PagesRead, PagingCase, Sent};
use super::super::describe;
use super::super::document::AnswerForm;
use super::super::example;
use super::super::json::{Json, step};
use super::requests;
use crate::model::{AnswerBody, Model, Operation};

/// A value that is read wrong where a link is not taken as it stands.
const PLACE: &str = "a/b c+d%\u{e4}";

/// The cases of all lists that are paged. How a list is read to its end depends on its style and on what its answer holds: the
/// first list of each has every case, and each of the others has one that shows how its own names are bound.
pub(in super::super) fn cases(model: &Model) -> impl Iterator<Item = PagingCase> {
    let mut kinds = Vec::new();
    let lists = model.operations.iter().filter_map(|operation| List::of(model, operation));
    lists.flat_map(move |list| {
        let mut cases = vec![list.of_names()];
        if !kinds.contains(&list.kind) {
            cases.extend(list.of_kind());
            kinds.push(list.kind);
        }
        cases
    })
}

/// A list that is paged.
struct List<'m> {
    model: &'m Model,
    operation: &'m Operation,
    status: u16,
    item: Json,
    next: String,
    parameter: &'m str,
    inputs: Inputs,
    first: Sent,
    kind: Kind,
}

/// All on which the cases of a list depend, beside its names.
#[derive(Clone, Copy, PartialEq)]
struct Kind {
    paging: usize,
    form: AnswerForm,
    face: usize,
}

/// A page that a case asks for, and the ids of its items.
struct Page {
    exchange: PageExchange,
    items: Vec<String>,
}

impl<'m> List<'m> {
    fn of(model: &'m Model, operation: &'m Operation) -> Option<Self> {
        let (answer, item, paging) =
            operation.successes.iter().find_map(|answer| match answer.body {
                AnswerBody::List { item, paging: Some(paging), .. } => Some((answer, item, paging)),
                _ => None,
            })?;
        let form = describe::answer(answer).form;
        let style = &model.api.paging[paging];
        let inputs = requests::inputs(model, operation);
        let first = requests::sent(model, operation, &inputs);
        Some(Self {
            model,
            operation,
            status: answer.status,
            item: example::resource(model, item),
            next: format!("/links/{}", step(&style.next)),
            parameter: style.query.first().map_or("page", |member| &member.wire),
            inputs,
            first,
            kind: Kind { paging, form, face: operation.face },
        })
    }

    /// The case that shows how the names of the list are bound.
    fn of_names(&self) -> PagingCase {
        self.that_ends("is absent", None)
    }

    /// Cases that hold for every list of this kind.
    fn of_kind(&self) -> Vec<PagingCase> {
        let empty =
            self.model.api.habits.empty_link_is_none.then(|| ("is empty", Some(Json::text(""))));
        let ends = std::iter::once(("is null", Some(Json::literal("null")))).chain(empty);
        let mut cases: Vec<PagingCase> =
            ends.map(|(words, end)| self.that_ends(words, end)).collect();
        let second = self.link("2");
        let script = |end: Option<Json>| {
            vec![self.page(None, 1, Some(Json::text(&second))), self.page(Some("2"), 2, end)]
        };
        cases.push(self.case("without items", vec![self.page(None, 0, None)], PagesEnd::Complete));
        cases.push(self.case(
            "a link that is an object",
            vec![
                self.page(None, 1, Some(Json::object([("href", Json::text(&second))]))),
                self.page(Some("2"), 2, None),
            ],
            PagesEnd::Complete,
        ));
        cases.push(self.case(
            "a link to another host is followed on this one",
            vec![
                self.page(
                    None,
                    1,
                    Some(Json::text(format!("https://elsewhere.example/other{}", self.query("2")))),
                ),
                self.page(Some("2"), 2, None),
            ],
            PagesEnd::Complete,
        ));
        cases.push(self.case(
            "a value in the link is taken as it stands",
            vec![
                self.page(None, 1, Some(Json::text(self.link(PLACE)))),
                self.page(Some(PLACE), 2, None),
            ],
            PagesEnd::Complete,
        ));
        cases.push(self.case(
            "a link back to a page that was read",
            script(Some(Json::text(second.clone()))),
            PagesEnd::Loop,
        ));
        cases.push(self.case(
            "a link back to the page before",
            vec![
                self.page(None, 1, Some(Json::text(&second))),
                self.page(Some("2"), 1, Some(Json::text(self.link("3")))),
                self.page(Some("3"), 1, Some(Json::text(&second))),
            ],
            PagesEnd::Loop,
        ));
        let parameter = requests::encoded(self.parameter);
        for (words, value, link) in [
            ("a plus in the link is a space", "a b", format!("?{parameter}=a+b")),
            ("a fragment of the link", "2", format!("?{parameter}=2#top")),
        ] {
            let link = format!("{}{link}", self.first.path);
            let pages =
                vec![self.page(None, 1, Some(Json::text(link))), self.page(Some(value), 2, None)];
            cases.push(self.case(words, pages, PagesEnd::Complete));
        }
        cases.push(self.case("a page that fails", self.that_fail("2"), PagesEnd::Failed));
        cases.push(self.case(
            "a link without a query",
            vec![self.page(None, 1, Some(Json::text(&self.first.path)))],
            PagesEnd::BrokenLink,
        ));
        cases
    }

    /// A page, and a failure in place of the one that follows.
    fn that_fail(&self, value: &str) -> Vec<Page> {
        let mut failing = self.page(Some(value), 0, None);
        failing.exchange.answer = example::errors(self.model, 500);
        vec![self.page(None, 1, Some(Json::text(self.link(value)))), failing]
    }

    fn that_ends(&self, words: &str, end: Option<Json>) -> PagingCase {
        let script = vec![
            self.page(None, 1, Some(Json::text(self.link("2")))),
            self.page(Some("2"), 2, Some(Json::text(self.link("3")))),
            self.page(Some("3"), 3, end),
        ];
        self.case(&format!("three pages, the last link {words}"), script, PagesEnd::Complete)
    }

    fn case(&self, words: &str, pages: Vec<Page>, end: PagesEnd) -> PagingCase {
        let (script, items): (Vec<_>, Vec<_>) =
            pages.into_iter().map(|page| (page.exchange, page.items)).unzip();
        PagingCase {
            name: format!("{}: {words}", self.operation.name),
            operation: self.operation.name.clone(),
            inputs: self.inputs.clone(),
            credentials: requests::credentials(self.model, self.operation),
            script,
            expect: PagesRead { items: items.concat(), end },
        }
    }

    fn query(&self, value: &str) -> String {
        format!("?{}={}", requests::encoded(self.parameter), requests::encoded(value))
    }

    fn link(&self, value: &str) -> String {
        format!("{}{}", self.first.path, self.query(value))
    }

    /// The page that is asked for with a value of the parameter, with this many items.
    fn page(&self, value: Option<&str>, count: usize, link: Option<Json>) -> Page {
        let mut sends = self.first.clone();
        if let Some(value) = value {
            sends.query = vec![(self.parameter.to_owned(), value.to_owned())];
        }
        let page = value.unwrap_or("1");
        let ids: Vec<String> = (1..=count).map(|index| format!("{page}-{index}")).collect();
        let items = ids.iter().map(|id| self.item.clone().with("/id", Json::text(id)));
        let mut body = example::document(Json::List(items.collect()));
        if let Some(link) = link {
            body.set(&self.next, link);
        }
        let answer = example::answer(self.model, self.status, body.to_string());
        Page { exchange: PageExchange { sends, answer }, items: ids }
    }
}
