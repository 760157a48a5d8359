//! What a campaign came to: the counts, and each payout of which something must not be.

use std::collections::HashMap;
use std::fmt::Write as _;

use faults::{Fate, Met};
use rust_decimal::Decimal;
use sandbox::{Books, Payout};

use crate::journal::{Journal, Told};
use crate::judge::{Case, Finding, exact};
use crate::order::{CURRENCY, Kind, Order};

/// What a campaign came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The counts.
    pub tally: Tally,
    /// Each payout of which something must not be, in plain words.
    pub failures: Vec<Failure>,
    /// What every request met, by key and in order.
    pub met: Vec<Met>,
}

/// The counts of a campaign.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Payouts asked for.
    pub asked: u64,
    /// Of these made, at least once.
    pub made: u64,
    /// Of these made or paid more than once.
    pub twice: u64,
    /// Of these to be made, and nobody knows of them.
    pub lost: u64,
    /// Of these told otherwise than the books say.
    pub contradicted: u64,
    /// Orders that make no sense, told and by the books not made.
    pub refused: u64,
    /// Orders whose `reference_id` was another's, told as that.
    pub other_use: u64,
    /// Good orders, told and by the books not made.
    pub not_made: u64,
    /// Unknown or unread when the network had calmed down.
    pub unknown: u64,
    /// Of these known after they were resumed.
    pub resolved: u64,
    /// Of these still unknown, and by the books not made: what the platform refuses when it comes again.
    pub unsettled: u64,
    /// Workers that were killed.
    pub killed: u64,
    /// Requests that came to the proxy.
    pub requests: u64,
    /// Of these met a fault.
    pub faults: u64,
    /// The money that was told to be paid.
    pub told_paid: Decimal,
    /// The money that moved.
    pub moved: Decimal,
    /// Where the sandbox departed from the description.
    pub sandbox_faults: u64,
}

/// A payout of which something must not be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The merchant's id.
    pub reference_id: String,
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What was asked for, what the requests met, what was told, what the books say.
    pub story: String,
}

impl Report {
    /// Holds what was told against the books.
    pub(crate) fn new(orders: &[(&Order, Journal)], books: &Books, met: Vec<Met>) -> Self {
        let mut payouts: HashMap<&str, Vec<&Payout>> = HashMap::new();
        for payout in &books.payouts {
            payouts.entry(&payout.reference_id).or_default().push(payout);
        }
        let mut report = Self { met, ..Self::default() };
        for (order, journal) in orders {
            let mut made = payouts.remove(order.reference_id.as_str()).unwrap_or_default();
            let is_taken = order.kind == Kind::Taken && !made.is_empty();
            let earlier = is_taken.then(|| made.remove(0));
            report.add(&Case { order, journal, earlier, made });
        }
        let tally = &mut report.tally;
        tally.requests = report.met.len() as u64;
        let faults = report.met.iter().filter(|met| met.fate != Fate::Pass);
        tally.faults = faults.count() as u64;
        tally.moved = books.moved.get(CURRENCY).copied().unwrap_or_default();
        tally.sandbox_faults = books.faults.len() as u64;
        report
    }

    /// Whether nothing was made twice, lost or told otherwise than it is.
    pub fn holds(&self) -> bool {
        let Tally { twice, lost, contradicted, sandbox_faults, .. } = self.tally;
        twice + lost + contradicted + sandbox_faults == 0 && self.failures.is_empty()
    }

    fn add(&mut self, case: &Case<'_>) {
        let findings = case.judge();
        self.tally.add(case, &findings);
        if !findings.is_empty() {
            let story = story(case, &self.met);
            let reference_id = case.order.reference_id.clone();
            self.failures.push(Failure { reference_id, findings, story });
        }
    }
}

impl Tally {
    fn add(&mut self, case: &Case<'_>, findings: &[Finding]) {
        let Case { order, journal, made, .. } = case;
        let any = |is: fn(&Finding) -> bool| u64::from(findings.iter().any(is));
        self.asked += 1;
        self.made += u64::from(!made.is_empty());
        self.twice += any(|finding| matches!(finding, Finding::Twice(_)));
        self.lost += any(|finding| matches!(finding, Finding::Lost(_)));
        self.contradicted += any(|finding| matches!(finding, Finding::Contradicted(_)));
        let not_done = made.is_empty() && matches!(journal.created, Some(Told::NotDone(_)));
        let wanted = matches!(order.kind, Kind::Good | Kind::Fails);
        self.refused += u64::from(not_done && !wanted);
        self.not_made += u64::from(not_done && wanted);
        self.other_use += u64::from(matches!(journal.created, Some(Told::OtherUse { .. })));
        self.unknown += u64::from(journal.was_unknown);
        self.resolved += u64::from(journal.was_unknown && !journal.is_open());
        let is_open = journal.was_unknown && journal.is_open();
        self.unsettled += u64::from(is_open && made.is_empty());
        self.killed += journal.deaths as u64;
        if order.pays() && matches!(journal.confirmed, Some(Told::Done(_))) {
            let amount = exact(&order.amount).unwrap_or_default();
            self.told_paid = self.told_paid.saturating_add(amount);
        }
    }
}

/// All that is known of a payout, for people.
fn story(case: &Case<'_>, met: &[Met]) -> String {
    let Case { order, journal, made, .. } = case;
    let mut text = String::new();
    let is_its = |key: &str| key == order.reference_id || made.iter().any(|it| it.id == key);
    let _ = writeln!(text, "  asked for: {} {CURRENCY}, {:?}", order.amount, order.kind);
    for Met { key, nth, fate } in met.iter().filter(|met| is_its(&met.key)) {
        let _ = writeln!(text, "  met: {key} #{nth} {fate:?}");
    }
    let _ = writeln!(text, "  workers that died over it: {}", journal.deaths);
    let _ = writeln!(text, "  told of the create: {:?}", journal.created);
    let _ = writeln!(text, "  told of the confirmation: {:?}", journal.confirmed);
    for Payout { id, amount, moved, currency, history, .. } in made {
        let _ = writeln!(
            text,
            "  books: {id}, {amount} {currency}, {moved} moved, {}",
            history.join(" > ")
        );
    }
    if made.is_empty() {
        text.push_str("  books: nothing\n");
    }
    text
}
