//! The ledger: every payout, who has which `reference_id`, and what is to happen when. Knows no HTTP.

use std::collections::{BTreeMap, HashMap};

use crate::clock::Moment;
use crate::course::{OK, Step};
use crate::invoice::Invoice;
use crate::life_cycle::{LifeCycle, Status};

/// All payouts and what is to come.
#[derive(Debug)]
pub(crate) struct Ledger<Task> {
    pub(crate) cycle: LifeCycle,
    pauses: Pauses,
    invoices: Vec<Invoice>,
    by_id: HashMap<String, usize>,
    by_reference: HashMap<(usize, String), Creates>,
    /// The payouts of each account, oldest first.
    by_account: Vec<Vec<usize>>,
    agenda: BTreeMap<(Moment, u64), Event<Task>>,
    entries: u64,
}

/// How long things take in the sandbox, in milliseconds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pauses {
    /// From one stage to the next.
    pub(crate) step: u64,
    /// From a change to its callback; changes in between are sent with it.
    pub(crate) callback: u64,
}

/// The uses of a `reference_id`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Creates {
    /// How many valid creates named it.
    pub(crate) requests: u64,
    /// The payouts that were made.
    pub(crate) payouts: Vec<usize>,
}

/// What is to happen at a moment.
#[derive(Debug)]
pub(crate) enum Event<Task> {
    /// A payout takes the next step of its course.
    Step(usize),
    /// Something else, of which the ledger only keeps the time.
    Task(Task),
}

/// A stage may not follow another.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a payout that is `{from}` does not become `{to}`")]
pub struct NotAllowed {
    /// The stage the payout is in.
    pub from: String,
    /// The stage it cannot enter.
    pub to: String,
}

impl<Task> Ledger<Task> {
    pub(crate) fn new(cycle: LifeCycle, accounts: usize, pauses: Pauses) -> Self {
        Self {
            cycle,
            pauses,
            invoices: Vec::new(),
            by_id: HashMap::new(),
            by_reference: HashMap::new(),
            by_account: vec![Vec::new(); accounts],
            agenda: BTreeMap::new(),
            entries: 0,
        }
    }

    pub(crate) fn invoices(&self) -> &[Invoice] {
        &self.invoices
    }

    pub(crate) fn get(&self, index: usize) -> &Invoice {
        &self.invoices[index]
    }

    pub(crate) fn get_mut(&mut self, index: usize) -> &mut Invoice {
        &mut self.invoices[index]
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The payouts of an account, oldest first.
    pub(crate) fn of_account(&self, account: usize) -> &[usize] {
        &self.by_account[account]
    }

    pub(crate) fn with_reference(&self, account: usize, reference_id: &str) -> &[usize] {
        self.by_reference
            .get(&(account, reference_id.to_owned()))
            .map_or(&[], |creates| &creates.payouts)
    }

    pub(crate) fn creates(&self) -> impl Iterator<Item = (usize, &str, &Creates)> {
        self.by_reference
            .iter()
            .map(|((account, reference), creates)| (*account, reference.as_str(), creates))
    }

    /// Counts a create that names a `reference_id`.
    pub(crate) fn count_create(&mut self, account: usize, reference_id: &str) {
        let creates = self.by_reference.entry((account, reference_id.to_owned())).or_default();
        creates.requests += 1;
    }

    /// Books a payout and plans its first step.
    pub(crate) fn add(&mut self, invoice: Invoice, at: Moment) -> usize {
        let index = self.invoices.len();
        let key = (invoice.account, invoice.order.reference_id.clone());
        self.by_id.insert(invoice.id.clone(), index);
        self.by_reference.entry(key).or_default().payouts.push(index);
        self.by_account[invoice.account].push(index);
        self.invoices.push(invoice);
        self.plan_step(index, at);
        index
    }

    /// Confirms a payout, so that it is processed. A second time changes nothing.
    ///
    /// # Errors
    /// Where it is past that.
    pub(crate) fn confirm(&mut self, index: usize, at: Moment) -> Result<(), NotAllowed> {
        let known = self.cycle.known;
        let invoice = &mut self.invoices[index];
        if invoice.status != known.initial {
            return Err(self.not_allowed(index, known.processing));
        }
        if !invoice.confirmed {
            invoice.confirmed = true;
            self.plan_step(index, at);
        }
        Ok(())
    }

    /// Plans the next step of a payout's course, unless it waits to be confirmed.
    fn plan_step(&mut self, index: usize, at: Moment) {
        let invoice = &self.invoices[index];
        let Some(next) = invoice.course.front() else { return };
        if invoice.confirmed || next.to != self.cycle.known.processing {
            self.plan(at + self.pauses.step, Event::Step(index));
        }
    }

    /// Lets a payout take the next step of its course. Says whether it did.
    pub(crate) fn step(&mut self, index: usize, at: Moment) -> bool {
        let waits = {
            let invoice = &self.invoices[index];
            let to_processing =
                invoice.course.front().is_some_and(|step| step.to == self.cycle.known.processing);
            to_processing && !invoice.confirmed
        };
        if waits {
            return false;
        }
        let Some(Step { to, resolution }) = self.invoices[index].course.pop_front() else {
            return false;
        };
        let moved = self.enter(index, to, &resolution, at).is_ok();
        if moved {
            self.plan_step(index, at);
        }
        moved
    }

    /// Moves a payout by hand, where its life cycle allows it. Its planned course ends there.
    ///
    /// # Errors
    /// Where its life cycle does not.
    pub(crate) fn move_by_hand(
        &mut self,
        index: usize,
        to: Status,
        at: Moment,
    ) -> Result<(), NotAllowed> {
        self.enter(index, to, OK, at)?;
        self.invoices[index].course.clear();
        Ok(())
    }

    fn enter(
        &mut self,
        index: usize,
        to: Status,
        resolution: &str,
        at: Moment,
    ) -> Result<(), NotAllowed> {
        if !self.cycle.allows(self.invoices[index].status, to) {
            return Err(self.not_allowed(index, to));
        }
        self.invoices[index].enter(&self.cycle, to, resolution, at);
        Ok(())
    }

    fn not_allowed(&self, index: usize, to: Status) -> NotAllowed {
        let word = |status| self.cycle.word(status).to_owned();
        NotAllowed { from: word(self.invoices[index].status), to: word(to) }
    }

    /// Marks that a callback about a payout is due. The moment to send it, unless one is due already.
    pub(crate) fn callback_moment(&mut self, index: usize, at: Moment) -> Option<Moment> {
        let was_due = std::mem::replace(&mut self.invoices[index].callback_due, true);
        (!was_due).then_some(at + self.pauses.callback)
    }

    pub(crate) fn plan(&mut self, at: Moment, event: Event<Task>) {
        self.agenda.insert((at, self.entries), event);
        self.entries += 1;
    }

    /// Takes the next event that is due.
    pub(crate) fn next_due(&mut self, now: Moment) -> Option<(Moment, Event<Task>)> {
        let first = self.agenda.first_entry()?;
        let (at, _) = *first.key();
        (at <= now).then(|| (at, first.remove()))
    }

    /// When the next event is due.
    pub(crate) fn next_moment(&self) -> Option<Moment> {
        self.agenda.first_key_value().map(|((at, _), _)| *at)
    }
}
