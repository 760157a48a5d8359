//! Many rows at the same time, as many as are allowed, until all are done or somebody says stop.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use tokio::task::JoinSet;

use crate::Failure;
use crate::history::{Step, Task};
use crate::pay::{Outcome, Payer};
use crate::stage::Stage;
use crate::stop::Stop;

/// So many new payouts that are uncertain, one after the other, say that the host is in trouble: more would not help.
const MOST_UNCERTAIN: usize = 5;

/// A row and what came of it.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) task: Task,
    pub(crate) outcome: Outcome,
}

/// All rows of a file on their way.
#[derive(Debug)]
pub(crate) struct Batch {
    payer: Arc<Payer>,
    concurrency: usize,
    stop: Stop,
    trouble: Trouble,
    rows: Vec<Finished>,
}

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Run {
    /// Every row of the file.
    pub(crate) rows: Vec<Finished>,
    /// Why the run ended before its time.
    pub(crate) cut_short: Option<String>,
}

impl Batch {
    pub(crate) fn new(payer: Payer, concurrency: usize, stop: Stop, tasks: Vec<Task>) -> Self {
        let rows =
            tasks.into_iter().map(|task| Finished { outcome: Outcome::before(&task.step), task });
        Self {
            payer: Arc::new(payer),
            concurrency,
            stop,
            trouble: Trouble::default(),
            rows: rows.collect(),
        }
    }

    /// Does for every row what is to be done next.
    pub(crate) async fn pay(&mut self) {
        let rows = self.rows.iter().enumerate();
        let open = rows.filter(|(_, row)| !matches!(row.task.step, Step::Nothing(_)));
        let open: VecDeque<usize> = open.map(|(index, _)| index).collect();
        let bar = bar(open.len());
        self.round(open, &bar).await;
        bar.finish_and_clear();
    }

    /// Looks at the payouts that are under way until their outcomes are known or the time is over.
    pub(crate) async fn wait(&mut self, time: Duration) {
        let (begun, mut pause) = (Instant::now(), Duration::from_millis(250));
        while self.trouble.stop.is_none() && !self.stop.is_asked() {
            let under_way = self.under_way();
            let left = time.saturating_sub(begun.elapsed());
            if under_way.is_empty() || left.is_zero() {
                break;
            }
            self.stop.sleep(pause.min(left)).await;
            pause = (pause * 2).min(Duration::from_secs(5));
            self.round(under_way, &ProgressBar::hidden()).await;
        }
    }

    pub(crate) fn finish(self) -> Run {
        Run { rows: self.rows, cut_short: self.trouble.stop }
    }

    /// The rows that are under way, to be looked at.
    fn under_way(&mut self) -> VecDeque<usize> {
        let mut under_way = VecDeque::new();
        for (index, row) in self.rows.iter_mut().enumerate() {
            if let Outcome::There(known) = &row.outcome
                && Stage::of(&known.status) == Stage::UnderWay
            {
                row.task.step = Step::Look(known.clone());
                under_way.push_back(index);
            }
        }
        under_way
    }

    /// Does the next step of these rows.
    async fn round(&mut self, mut waiting: VecDeque<usize>, bar: &ProgressBar) {
        let mut under_way = JoinSet::new();
        loop {
            while under_way.len() < self.concurrency && self.may_begin() {
                let Some(index) = waiting.pop_front() else { break };
                let row = &mut self.rows[index];
                row.outcome =
                    Outcome::Uncertain("it was begun and did not come to its end".to_owned());
                let (payer, task) = (Arc::clone(&self.payer), row.task.clone());
                under_way.spawn(async move { (index, payer.advance(&task).await) });
            }
            match under_way.join_next().await {
                None => break,
                Some(Ok((index, result))) => self.note(index, result),
                Some(Err(error)) => self.trouble.stop(error.to_string()),
            }
            bar.inc(1);
        }
        if self.stop.is_asked() && !waiting.is_empty() {
            self.trouble.stop("stopped by Ctrl-C".to_owned());
        }
    }

    fn may_begin(&self) -> bool {
        self.trouble.stop.is_none() && !self.stop.is_asked()
    }

    fn note(&mut self, index: usize, result: Result<Outcome, Failure>) {
        let row = &mut self.rows[index];
        row.outcome = match result {
            Ok(outcome) => {
                self.trouble.note(&row.task.step, &outcome);
                outcome
            }
            Err(failure) => {
                self.trouble.stop(failure.to_string());
                Outcome::Uncertain(failure.to_string())
            }
        };
    }
}

/// Whether to begin no more payouts.
#[derive(Debug, Default)]
struct Trouble {
    uncertain: usize,
    stop: Option<String>,
}

impl Trouble {
    fn stop(&mut self, why: String) {
        self.stop.get_or_insert(why);
    }

    fn note(&mut self, step: &Step, outcome: &Outcome) {
        match (step, outcome) {
            (_, Outcome::Refused { by_credentials: true, .. }) => {
                self.stop("the host refuses the account's key".to_owned());
            }
            (Step::Make(_), Outcome::Uncertain(_)) => {
                self.uncertain += 1;
                if self.uncertain == MOST_UNCERTAIN {
                    self.stop(format!("{MOST_UNCERTAIN} payouts in a row are uncertain: the host seems to be in trouble"));
                }
            }
            _ => self.uncertain = 0,
        }
    }
}

fn bar(rows: usize) -> ProgressBar {
    let bar = ProgressBar::new(rows as u64);
    match ProgressStyle::with_template("{bar:40} {pos} of {len} payouts, {elapsed_precise}") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
