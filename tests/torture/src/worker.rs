//! Workers: they take one payout after the other, die, and are followed by others that know nothing but the journal.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use cublox_payouts::Settings;

use crate::campaign::CampaignError;
use crate::client::AnyClient;
use crate::order::Hazards;
use crate::story::{Manner, Task};
use crate::transport::{Destiny, Killed, Refusing};

/// What all workers share.
pub(crate) struct Floor {
    pub(crate) tasks: Vec<Task>,
    pub(crate) queue: Mutex<VecDeque<usize>>,
    pub(crate) manner: Manner,
    pub(crate) blocking: bool,
    pub(crate) settings: Settings,
    pub(crate) refusing: Arc<Refusing>,
    pub(crate) seed: u64,
    /// How often workers die and connections are refused.
    pub(crate) hazard_permille: u32,
    /// Called when a payout is finished with.
    pub(crate) progress: Box<dyn Fn() + Send + Sync>,
}

/// A worker with nothing in hand.
struct Worker {
    client: AnyClient,
    destiny: Arc<Destiny>,
}

impl Worker {
    fn new(floor: &Floor) -> Result<Self, CampaignError> {
        let destiny = Arc::<Destiny>::default();
        let client = AnyClient::new(floor.blocking, &floor.settings, &destiny, &floor.refusing)?;
        Ok(Self { client, destiny })
    }

    /// Works on a payout. Whether the worker lives.
    async fn take(&self, floor: &Floor, task: &Task) -> bool {
        let deaths = task.journal().deaths;
        let hazards = Hazards::of(floor.seed, &task.order, floor.hazard_permille);
        self.destiny.take_up(&hazards, deaths);
        tokio::select! {
            biased;
            () = task.work(&self.client, floor.manner) => true,
            () = self.destiny.death() => false,
        }
    }

    /// Works on a payout without awaiting anything. Whether the worker lives.
    fn take_blocking(&self, floor: &Floor, task: &Task) -> bool {
        let attempt = catch_unwind(AssertUnwindSafe(|| {
            let work = pin!(self.take(floor, task));
            // Nothing in it waits: the calls block.
            let poll = work.poll(&mut Context::from_waker(Waker::noop()));
            matches!(poll, Poll::Ready(true))
        }));
        match attempt {
            Ok(lives) => lives,
            Err(reason) if reason.is::<Killed>() => false,
            Err(reason) => resume_unwind(reason),
        }
    }
}

impl Floor {
    fn next(&self) -> Option<usize> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front()
    }

    /// The place of a payout whose worker died: somebody else takes it up.
    fn give_back(&self, index: usize) {
        self.tasks[index].journal().deaths += 1;
        self.queue.lock().unwrap_or_else(PoisonError::into_inner).push_back(index);
    }

    /// One worker after the other, until there is nothing left to do.
    async fn serve(&self) -> Result<(), CampaignError> {
        let mut worker = Worker::new(self)?;
        while let Some(index) = self.next() {
            if worker.take(self, &self.tasks[index]).await {
                (self.progress)();
            } else {
                worker = Worker::new(self)?;
                self.give_back(index);
            }
        }
        Ok(())
    }

    fn serve_blocking(&self) -> Result<(), CampaignError> {
        let mut worker = Worker::new(self)?;
        while let Some(index) = self.next() {
            if worker.take_blocking(self, &self.tasks[index]) {
                (self.progress)();
            } else {
                worker = Worker::new(self)?;
                self.give_back(index);
            }
        }
        Ok(())
    }
}

/// Lets so many workers work at a time, until there is nothing left to do.
pub(crate) async fn run(floor: &Arc<Floor>, concurrency: usize) -> Result<(), CampaignError> {
    let workers: Vec<_> = (0..concurrency.max(1))
        .map(|_| {
            let floor = Arc::clone(floor);
            if floor.blocking {
                tokio::task::spawn_blocking(move || floor.serve_blocking())
            } else {
                tokio::spawn(async move { floor.serve().await })
            }
        })
        .collect();
    for worker in workers {
        worker.await.map_err(CampaignError::Worker)??;
    }
    Ok(())
}
