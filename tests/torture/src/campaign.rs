//! A campaign: a platform, a network that fails, workers that die, and a look into the books at the end.

use std::collections::{HashMap, VecDeque};
use std::io;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use cublox_payouts::runtime::RequestError;
use cublox_payouts::runtime::transports::OptionsError;
use faults::{Outages, Plan, Proxy};
use sandbox::{Account, Books, Options, Sandbox, StartError};
use thiserror::Error;

use crate::client::{self, AnyClient};
use crate::journal::Journal;
use crate::key::key_of;
use crate::order::Order;
use crate::report::Report;
use crate::story::{Manner, Task};
use crate::transport::{Destiny, Refusing};
use crate::worker::{self, Floor};

/// What is asked for, and under which conditions.
#[derive(Clone, Debug)]
pub struct Campaign {
    /// How many payouts are asked for.
    pub payouts: u32,
    /// What orders, faults, deaths and ids are drawn from.
    pub seed: u64,
    /// Whether the blocking client is used.
    pub blocking: bool,
    /// How many workers there are at a time.
    pub concurrency: usize,
    /// How many of a thousand requests meet a fault.
    pub fault_permille: u32,
    /// Whether there are faults whose effect depends on who is quicker too. Such a campaign cannot be replayed to the letter.
    pub races: bool,
    /// How long an attempt waits for its answer. An answer that takes longer than this although the plan lets it pass, as on a
    /// busy machine, makes a replay differ.
    pub patience: Duration,
    /// How workers make payouts.
    pub manner: Manner,
    /// Whether the platform makes a second payout where a `reference_id` comes again.
    pub accepts_repeats: bool,
    /// The one payout that is asked for, of all these.
    pub only: Option<String>,
}

impl Default for Campaign {
    fn default() -> Self {
        Self {
            payouts: 1000,
            seed: 0,
            blocking: false,
            concurrency: 32,
            fault_permille: 333,
            races: false,
            patience: Duration::from_secs(1),
            manner: Manner::Once,
            accepts_repeats: false,
            only: None,
        }
    }
}

/// Why a campaign did not come to its end.
#[derive(Debug, Error)]
pub enum CampaignError {
    /// There is no platform.
    #[error(transparent)]
    Sandbox(#[from] StartError),
    /// There is no network, or there are no threads.
    #[error("cannot start: {0}")]
    Io(#[from] io::Error),
    /// There is no client.
    #[error("cannot make a client: {0}")]
    Client(#[from] OptionsError),
    /// The settings of the client are wrong.
    #[error("cannot make a client: {0}")]
    Settings(#[from] RequestError),
    /// A worker failed by itself.
    #[error("a worker failed: {0}")]
    Worker(tokio::task::JoinError),
    /// There is no such payout.
    #[error("the campaign has no payout `{0}`; they are order-000001 and so on")]
    NoPayout(String),
    /// The sandbox has no account.
    #[error("the sandbox has no account")]
    NoAccount,
    /// The payouts that have a `reference_id` before could not be made.
    #[error("cannot make the payout that has `{0}` before")]
    Earlier(String),
}

/// How many faults the requests of one payout meet at the most.
const MOST_FAULTS: u32 = 8;

impl Campaign {
    /// Runs it. The function is called whenever a payout is finished with.
    ///
    /// # Errors
    /// Where it cannot be run to its end; what it finds is no error but in the report.
    pub fn run(
        &self,
        progress: impl Fn() + Send + Sync + 'static,
    ) -> Result<Report, CampaignError> {
        let orders = self.orders()?;
        let sandbox = Sandbox::start_with(Options {
            seed: self.seed,
            stage: Duration::ZERO,
            accept_repeats: self.accepts_repeats,
            keep_requests: 0,
            ..Options::default()
        })?;
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(2).max_blocking_threads(512).enable_all().build()?;
        let report = runtime.block_on(self.run_on(&sandbox, &orders, Box::new(progress)));
        runtime.shutdown_background();
        report
    }

    async fn run_on(
        &self,
        sandbox: &Sandbox,
        orders: &[Order],
        progress: Box<dyn Fn() + Send + Sync>,
    ) -> Result<Report, CampaignError> {
        let account = sandbox.accounts().first().ok_or(CampaignError::NoAccount)?.clone();
        let refusing = Arc::new(Refusing::new()?);
        self.make_earlier(orders, sandbox, &account, &refusing).await?;

        let proxy = Proxy::start(sandbox.address(), self.plan())?;
        let url = format!("{}/api", proxy.url());
        let task = |order: &Order| Task { order: order.clone(), journal: Mutex::default() };
        let floor = Floor {
            queue: Mutex::new((0..orders.len()).collect()),
            tasks: orders.iter().map(task).collect(),
            manner: self.manner,
            blocking: self.blocking,
            settings: client::settings(&url, &account, self.patience)?,
            refusing,
            seed: self.seed,
            hazard_permille: self.fault_permille,
            progress,
        };
        let floor = self.work(floor, &proxy).await?;
        let floor = self.resume(floor, &proxy, &sandbox.books()).await?;
        sandbox.advance(Duration::from_secs(1));
        let journals = floor.tasks.iter().map(|task| (&task.order, task.journal().clone()));
        let journals: Vec<(&Order, Journal)> = journals.collect();
        Ok(Report::new(&journals, &sandbox.books(), proxy.plan().met()))
    }

    fn orders(&self) -> Result<Vec<Order>, CampaignError> {
        let mut orders = Order::list(self.seed, self.payouts);
        if let Some(only) = &self.only {
            orders.retain(|order| order.reference_id == *only);
            if orders.is_empty() {
                return Err(CampaignError::NoPayout(only.clone()));
            }
        }
        Ok(orders)
    }

    fn plan(&self) -> Plan {
        let plan = Plan::new(self.seed, key_of)
            .fault_permille(self.fault_permille)
            .most_faults(MOST_FAULTS)
            .slow(self.patience * 3 / 2);
        if self.races {
            plan.outages(Outages { every: 500, lasting: Duration::from_millis(50) })
        } else {
            plan.in_step()
        }
    }

    /// Makes the payouts that have a `reference_id` before, over a calm network.
    async fn make_earlier(
        &self,
        orders: &[Order],
        sandbox: &Sandbox,
        account: &Account,
        refusing: &Arc<Refusing>,
    ) -> Result<(), CampaignError> {
        let settings = client::settings(&sandbox.private_url(), account, Duration::from_secs(60))?;
        let client = AnyClient::new(false, &settings, &Arc::<Destiny>::default(), refusing)?;
        for earlier in orders.iter().filter_map(Order::earlier) {
            let made = client.send(earlier.create()).await;
            made.map_err(|_| CampaignError::Earlier(earlier.reference_id.clone()))?;
        }
        Ok(())
    }

    /// Works through the queue, and waits until nothing is under way any more.
    async fn work(&self, floor: Floor, proxy: &Proxy) -> Result<Arc<Floor>, CampaignError> {
        let floor = Arc::new(floor);
        worker::run(&floor, self.concurrency).await?;
        proxy.settle().await;
        Ok(floor)
    }

    /// Resumes what is unknown, when the network has calmed down.
    async fn resume(
        &self,
        floor: Arc<Floor>,
        proxy: &Proxy,
        books: &Books,
    ) -> Result<Arc<Floor>, CampaignError> {
        proxy.plan().end();
        let Some(mut floor) = Arc::into_inner(floor) else {
            return Err(io::Error::other("a worker outlived its work").into());
        };
        let mut entered: HashMap<&str, usize> = HashMap::new();
        for payout in &books.payouts {
            let stages = entered.entry(&payout.reference_id).or_default();
            *stages = payout.history.len().max(*stages);
        }
        let mut open = VecDeque::new();
        for (index, task) in floor.tasks.iter().enumerate() {
            let mut journal = task.journal();
            let stages = entered.get(task.order.reference_id.as_str()).copied();
            journal.check_unread(stages.unwrap_or_default());
            journal.was_unknown = journal.is_open();
            if journal.was_unknown {
                open.push_back(index);
            }
        }
        floor.queue = Mutex::new(open);
        floor.hazard_permille = 0;
        self.work(floor, proxy).await
    }
}
