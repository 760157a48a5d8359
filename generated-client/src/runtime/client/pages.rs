//! Lists page by page, and item by item.

use std::collections::{HashSet, VecDeque};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use super::super::api::Api;
use super::super::document::Document;
use super::super::json::Wire;
use super::super::operation::{LinkError, Operation, OutputOf, Paged, SafeToRepeat};
use super::super::transport::BoxFuture;
use super::blocking;
use super::call::Call;
use super::door::Client;
use super::error::{CallError, ErrorOf, Fault, PageFault};

/// The pages of a list. After an error it is over; the pages before it stay good, and [`Pages::position`] tells where to go on.
#[must_use = "no page is fetched until it is asked for"]
pub struct Pages<C, O: Operation> {
    next: Option<Call<C, O>>,
    broken: Option<LinkError>,
    seen: HashSet<String>,
    budget: Option<usize>,
    over: bool,
    fetching: Option<BoxFuture<'static, Fetched<O>>>,
}

type Fetched<O> = Result<OutputOf<O>, ErrorOf<O>>;

impl<C: Clone, O: Paged> Pages<C, O> {
    pub(super) fn new(first: Call<C, O>) -> Self {
        Self {
            next: Some(first),
            broken: None,
            seen: HashSet::new(),
            budget: None,
            over: false,
            fetching: None,
        }
    }

    /// Reads this many pages at the most; where there are more, it ends with [`PageFault::Budget`].
    pub fn at_most(self, pages: usize) -> Self {
        Self { budget: Some(pages), ..self }
    }

    /// The place of the page that is fetched next, or that could not be, to be given to [`Call::continued`] later. Where the
    /// server did not say where the list goes on, it is the page read last. `None` at the end of the list.
    pub fn position(&self) -> Option<String> {
        self.next.as_ref().map(|call| call.operation().query().encode())
    }

    /// The call for the next page, where there is one and it may be made.
    fn next_call(&mut self) -> Option<Result<Call<C, O>, ErrorOf<O>>> {
        let call = self.next.as_ref().filter(|_| !self.over)?;
        let fault = if let Some(error) = self.broken {
            Some(PageFault::Link(error))
        } else if self.seen.contains(&call.operation().query().encode()) {
            Some(PageFault::Loop)
        } else if self.budget == Some(0) {
            Some(PageFault::Budget)
        } else {
            None
        };
        let call = call.clone();
        self.over = fault.is_some();
        Some(fault.map_or(Ok(call), |fault| Err(CallError::of::<O>(Fault::Page(fault), 0))))
    }

    /// Takes note of a page, and of where it leads.
    fn turn<A: Api, R: Wire, M: Wire>(
        &mut self,
        call: &Call<C, O>,
        page: Fetched<O>,
    ) -> Result<OutputOf<O>, ErrorOf<O>>
    where
        O: Paged<Api = A, Output = Document<Vec<R>, A, M>>,
    {
        self.over = page.is_err();
        let page = page?;
        self.seen.insert(call.operation().query().encode());
        self.budget = self.budget.map(|left| left.saturating_sub(1));
        match call.operation().next_page(&page) {
            Ok(next) => self.next = next.map(|operation| call.with(operation)),
            Err(error) => self.broken = Some(error),
        }
        Ok(page)
    }
}

impl<A: Api, O, R, M> Iterator for Pages<blocking::Client<A>, O>
where
    O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat,
    R: Wire,
    M: Wire,
{
    type Item = Result<OutputOf<O>, ErrorOf<O>>;

    fn next(&mut self) -> Option<Self::Item> {
        let call = match self.next_call()? {
            Ok(call) => call,
            Err(error) => return Some(Err(error)),
        };
        let page = call.clone().send();
        Some(self.turn(&call, page))
    }
}

impl<A: Api, O, R, M> Stream for Pages<Client<A>, O>
where
    O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat + Send + Unpin + 'static,
    OutputOf<O>: Send,
    ErrorOf<O>: Send,
    R: Wire,
    M: Wire,
{
    type Item = Result<OutputOf<O>, ErrorOf<O>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let pages = &mut *self;
        if pages.fetching.is_none() {
            match pages.next_call() {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                Some(Ok(call)) => pages.fetching = Some(Box::pin(call.send())),
            }
        }
        let Some(fetching) = &mut pages.fetching else { return Poll::Ready(None) };
        let page = ready!(fetching.as_mut().poll(context));
        pages.fetching = None;
        let Some(call) = pages.next.clone() else { return Poll::Ready(None) };
        Poll::Ready(Some(pages.turn(&call, page)))
    }
}

/// The items of a list, page after page. After an error it is over; [`Items::position`] tells where to go on.
#[must_use = "no page is fetched until an item is asked for"]
pub struct Items<C, O: Operation, R> {
    pages: Pages<C, O>,
    items: VecDeque<R>,
}

impl<C: Clone, O: Paged, R> Items<C, O, R> {
    pub(super) fn new(pages: Pages<C, O>) -> Self {
        Self { pages, items: VecDeque::new() }
    }

    /// Reads this many pages at the most; where there are more, it ends with [`PageFault::Budget`].
    pub fn at_most(self, pages: usize) -> Self {
        Self { pages: self.pages.at_most(pages), ..self }
    }

    /// The place of the page that is fetched next: see [`Pages::position`]. The items of the page before it may not all have
    /// been handed out.
    pub fn position(&self) -> Option<String> {
        self.pages.position()
    }
}

impl<A: Api, O, R, M> Iterator for Items<blocking::Client<A>, O, R>
where
    O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat,
    R: Wire,
    M: Wire,
{
    type Item = Result<R, ErrorOf<O>>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Some(Ok(item));
            }
            match self.pages.next()? {
                Ok(page) => self.items = page.data.into(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

impl<A: Api, O, R, M> Stream for Items<Client<A>, O, R>
where
    O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat + Send + Unpin + 'static,
    OutputOf<O>: Send,
    ErrorOf<O>: Send,
    R: Wire + Unpin,
    M: Wire,
{
    type Item = Result<R, ErrorOf<O>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.items.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut self.pages).poll_next(context)) {
                None => return Poll::Ready(None),
                Some(Ok(page)) => self.items = page.data.into(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
            }
        }
    }
}
