//! Cases of paging: lists that end in every way, and links that lead astray.

use super::super::case::{Inputs, PageExchange, PagesEnd, PagesRead, PagingCase, Sent};
use super::super::example;
use super::super::json::{Json, step};
use super::requests;
use crate::model::{AnswerBody, Model, Operation, ViewId};

/// A value that is read wrong where a link is not taken as it stands.
const PLACE: &str = "a/b c+d%\u{e4}";

/// The cases of all lists that are paged.
pub(in super::super) fn cases(model: &Model) -> Vec<PagingCase> {
    model
        .operations
        .iter()
        .filter_map(|operation| List::of(model, operation))
        .flat_map(|list| list.cases())
        .collect()
}

/// A list that is paged.
struct List<'m> {
    model: &'m Model,
    operation: &'m Operation,
    status: u16,
    item: ViewId,
    next: &'m str,
    parameter: &'m str,
    inputs: Inputs,
    first: Sent,
}

impl<'m> List<'m> {
    fn of(model: &'m Model, operation: &'m Operation) -> Option<Self> {
        let (status, item, paging) =
            operation.successes.iter().find_map(|answer| match answer.body {
                AnswerBody::List { item, paging: Some(paging), .. } => {
                    Some((answer.status, item, &model.api.paging[paging]))
                }
                _ => None,
            })?;
        let inputs = requests::inputs(model, operation);
        let first = requests::sent(model, operation, &inputs);
        let parameter = paging.query.first().map_or("page", |member| &member.wire);
        Some(Self { model, operation, status, item, next: &paging.next, parameter, inputs, first })
    }

    fn cases(&self) -> Vec<PagingCase> {
        let ends = [("is absent", None), ("is null", Some(Json::literal("null")))];
        let empty =
            self.model.api.habits.empty_link_is_none.then(|| ("is empty", Some(Json::text(""))));
        let mut cases: Vec<PagingCase> =
            ends.into_iter().chain(empty).map(|(words, end)| self.that_ends(words, end)).collect();
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
            "a link without a query",
            vec![self.page(None, 1, Some(Json::text(&self.first.path)))],
            PagesEnd::BrokenLink,
        ));
        cases
    }

    fn that_ends(&self, words: &str, end: Option<Json>) -> PagingCase {
        let script = vec![
            self.page(None, 1, Some(Json::text(self.link("2")))),
            self.page(Some("2"), 2, Some(Json::text(self.link("3")))),
            self.page(Some("3"), 3, end),
        ];
        self.case(&format!("three pages, the last link {words}"), script, PagesEnd::Complete)
    }

    fn case(&self, words: &str, script: Vec<PageExchange>, end: PagesEnd) -> PagingCase {
        let items = script.iter().flat_map(|page| ids(&page.answer.body)).collect();
        PagingCase {
            name: format!("{}: {words}", self.operation.name),
            operation: self.operation.name.clone(),
            inputs: self.inputs.clone(),
            credentials: requests::credentials(self.model, self.operation),
            script,
            expect: PagesRead { items, end },
        }
    }

    fn query(&self, value: &str) -> String {
        format!("?{}={}", requests::encoded(self.parameter), requests::encoded(value))
    }

    fn link(&self, value: &str) -> String {
        format!("{}{}", self.first.path, self.query(value))
    }

    /// The page that is asked for with a value of the parameter, with this many items.
    fn page(&self, value: Option<&str>, count: usize, link: Option<Json>) -> PageExchange {
        let mut sends = self.first.clone();
        if let Some(value) = value {
            sends.query = vec![(self.parameter.to_owned(), value.to_owned())];
        }
        let item = example::resource(self.model, self.item);
        let page = value.unwrap_or("1");
        let items = (1..=count)
            .map(|index| item.clone().with("/id", Json::text(format!("{page}-{index}"))));
        let mut body = example::document(Json::List(items.collect()));
        if let Some(link) = link {
            body = body.with(&format!("/links/{}", step(self.next)), link);
        }
        let answer = example::answer(self.model, self.status, body.to_string());
        PageExchange { sends, answer }
    }
}

fn ids(body: &str) -> Vec<String> {
    let body = Json::parse(body);
    let Some(Json::List(items)) = body.as_ref().and_then(|body| body.at("/data")) else {
        return Vec::new();
    };
    let ids = items.iter().filter_map(|item| item.at("/id")?.as_text());
    ids.map(str::to_owned).collect()
}
