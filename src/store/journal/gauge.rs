//! What the journal says of itself, for whoever watches over the house: how much it wrote, how fast, and what waits. Counted
//! beside the work, and never in its way.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Counts as they stand. They are read one by one, so a sum of them may be one commit off.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Readings {
    /// Events written since the house opened.
    pub events: u64,
    /// Statements that wrote them.
    pub commits: u64,
    /// How long all of these took together.
    pub busy: Duration,
    /// How long the last one took.
    pub last: Duration,
    /// Appends whose fate is not known yet.
    pub waiting: u64,
}

/// Where the lanes count.
#[derive(Debug, Default)]
pub(super) struct Gauge {
    events: AtomicU64,
    commits: AtomicU64,
    busy_us: AtomicU64,
    last_us: AtomicU64,
    taken: AtomicU64,
    settled: AtomicU64,
}

impl Gauge {
    /// An append was taken.
    pub(super) fn take(&self) {
        self.taken.fetch_add(1, Ordering::Relaxed);
    }

    /// So many appends with so many events were written, or refused, within `took`.
    pub(super) fn settle(&self, appends: usize, events: usize, took: Duration) {
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.settled.fetch_add(appends as u64, Ordering::Relaxed);
        self.events.fetch_add(events as u64, Ordering::Relaxed);
        self.commits.fetch_add(1, Ordering::Relaxed);
        self.busy_us.fetch_add(us, Ordering::Relaxed);
        self.last_us.store(us, Ordering::Relaxed);
    }

    pub(super) fn read(&self) -> Readings {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Readings {
            events: count(&self.events),
            commits: count(&self.commits),
            busy: Duration::from_micros(count(&self.busy_us)),
            last: Duration::from_micros(count(&self.last_us)),
            waiting: count(&self.taken).saturating_sub(count(&self.settled)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_waits_until_it_is_settled() {
        let gauge = Gauge::default();
        (0..3).for_each(|_| gauge.take());
        gauge.settle(2, 5, Duration::from_millis(2));
        let readings = gauge.read();
        assert_eq!((readings.waiting, readings.events, readings.commits), (1, 5, 1));
        assert_eq!((readings.busy, readings.last), (Duration::from_millis(2), Duration::from_millis(2)));
    }
}
