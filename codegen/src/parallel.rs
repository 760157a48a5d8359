//! Independent pieces of work, done side by side; the outcome is that of doing them in turn.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// How many work at a time at most. Each holds tens of megabytes more at the peak of a large description.
const MAX_WORKERS: usize = 4;

/// What `make` makes of each item, in the order of the items.
pub(crate) fn map<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let available = thread::available_parallelism().map_or(1, NonZero::get);
    let workers = available.min(MAX_WORKERS).min(items.len());
    if workers < 2 {
        return items.iter().map(make).collect();
    }
    let next = AtomicUsize::new(0);
    let work = || take_turns(items, &next, &make);
    let mut made: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..workers).map(|_| scope.spawn(work)).collect();
        let own = work();
        own.into_iter().chain(others.into_iter().flat_map(finished)).collect()
    });
    made.sort_unstable_by_key(|(index, _)| *index);
    made.into_iter().map(|(_, made)| made).collect()
}

/// Takes the next item that no other worker has taken, until there is none; what is made goes with its position.
fn take_turns<T, R>(items: &[T], next: &AtomicUsize, make: impl Fn(&T) -> R) -> Vec<(usize, R)> {
    let mut made = Vec::new();
    loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(item) = items.get(index) else { return made };
        made.push((index, make(item)));
    }
}

/// The outcome of a worker. Where it panicked, so does its caller.
fn finished<R>(worker: thread::ScopedJoinHandle<'_, R>) -> R {
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_order_of_the_items() {
        let items: Vec<usize> = (0..10_000).collect();
        assert_eq!(map(&items, |item| item * 2), (0..20_000).step_by(2).collect::<Vec<_>>());
    }

    #[test]
    fn makes_nothing_of_nothing() {
        assert!(map(&[], |item: &u8| *item).is_empty());
    }
}
