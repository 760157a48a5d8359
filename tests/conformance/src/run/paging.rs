//! Runs cases of lists.

use std::future::poll_fn;
use std::pin::Pin;

use codegen::emit::behavior::case::{Happening, PagesEnd, PagesRead, PagingCase};
use cublox_payouts::runtime::{
    Api, Client, Document, ErrorOf, Fault, OutputOf, PageFault, Paged, Retry, SafeToRepeat,
    Settings, Wire, blocking,
};
use futures_core::Stream as _;

use super::reconcile::id;
use super::{Case, Door};
use crate::apis::{Bound, VisitList, settings};
use crate::play::{Player, block_on, same};

/// Reads a list to its end.
struct ReadAll<A: Api> {
    door: Door,
    settings: Settings<A>,
    player: Player,
}

impl<A: Api> VisitList<A> for ReadAll<A> {
    type Done = Result<PagesRead, String>;

    fn visit<O, R, M>(self, operation: O) -> Self::Done
    where
        O: Paged<Api = A, Output = Document<Vec<R>, A, M>> + SafeToRepeat + Send + Unpin + 'static,
        OutputOf<O>: Send,
        ErrorOf<O>: Send,
        R: Wire + Unpin,
        M: Wire,
    {
        let mut read = PagesRead { items: Vec::new(), end: PagesEnd::Complete };
        match self.door {
            Door::Async => {
                let client = Client::with_transport(self.settings, self.player);
                let mut items = client.call(operation).items();
                while let Some(item) =
                    block_on(poll_fn(|context| Pin::new(&mut items).poll_next(context)))
                {
                    read_item::<O, R>(&mut read, item)?;
                }
            }
            Door::Blocking => {
                let client = blocking::Client::with_transport(self.settings, self.player);
                for item in client.call(operation).items() {
                    read_item::<O, R>(&mut read, item)?;
                }
            }
        }
        Ok(read)
    }
}

fn read_item<O: Paged, R: Wire>(
    read: &mut PagesRead,
    item: Result<R, ErrorOf<O>>,
) -> Result<(), String> {
    match item {
        Ok(item) => read.items.push(id(&item).ok_or("an item without an id")?),
        Err(error) => {
            read.end = match error.fault() {
                Fault::Page(PageFault::Loop) => PagesEnd::Loop,
                Fault::Page(PageFault::Link(_)) => PagesEnd::BrokenLink,
                Fault::Answer(_) => PagesEnd::Failed,
                _ => return Err(error.to_string()),
            }
        }
    }
    Ok(())
}

impl Case for PagingCase {
    const KIND: &'static str = "paging";

    fn name(&self) -> &str {
        &self.name
    }

    fn run<B: Bound>(&self, door: Door) -> Result<(), String> {
        let answers = self.script.iter().map(|page| page.answer.clone());
        let player = Player::new(answers.map(|answer| Happening::Answered { answer }));
        let settings =
            settings::<B>(self.credentials.as_ref()).map_err(|error| error.to_string())?;
        let settings = settings.retry(Retry::never());
        let read_all = ReadAll { door, settings, player: player.clone() };
        let read = B::list(&self.operation, &self.inputs, read_all)?;
        let seen = player.seen();
        same("the number of pages", &seen.len(), &self.script.len())?;
        for (seen, page) in seen.iter().zip(&self.script) {
            seen.compare(&page.sends)?;
        }
        same("what was read", &read?, &self.expect)
    }
}
