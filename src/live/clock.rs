//! The house's clock. Waiting is done on the monotonic clock; what is written down is this clock's time, which runs with
//! the monotonic one and follows the machine's wall clock slowly. A jump of the wall clock therefore closes nothing early
//! and keeps nothing open for ever.

use crate::config;
use crate::domain::Timestamp;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

/// Tells the time. One for the whole process.
#[derive(Debug)]
pub struct HouseClock {
    started: Instant,
    /// Wall time at `started`, in microseconds since the epoch, as corrected since.
    anchor: AtomicI64,
    /// The latest time told, in milliseconds since the epoch: leaning back must never tell an earlier one.
    told: AtomicI64,
}

impl HouseClock {
    /// A clock that agrees with the machine's now.
    pub fn start() -> HouseClock {
        let anchor = AtomicI64::new(Utc::now().timestamp_micros());
        HouseClock { started: Instant::now(), anchor, told: AtomicI64::new(0) }
    }

    /// The time, in whole milliseconds. Never earlier than what it told before.
    pub fn now(&self) -> Timestamp {
        let millis = self.micros() / 1_000;
        let told = self.told.fetch_max(millis, Ordering::AcqRel);
        DateTime::from_timestamp_millis(millis.max(told)).unwrap_or_default()
    }

    fn micros(&self) -> i64 {
        let elapsed = i64::try_from(self.started.elapsed().as_micros()).unwrap_or(i64::MAX);
        self.anchor.load(Ordering::Relaxed).saturating_add(elapsed)
    }

    /// Leans towards the wall clock by at most [`config::CLOCK_SLEW`]; called once a second. Returns how far off the wall
    /// clock still is.
    pub fn follow(&self, wall: Timestamp) -> TimeDelta {
        let off = wall.timestamp_micros() - self.micros();
        let most = config::CLOCK_SLEW.num_microseconds().unwrap_or_default();
        self.anchor.fetch_add(off.clamp(-most, most), Ordering::Relaxed);
        TimeDelta::microseconds(off)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_jump_of_the_wall_clock_moves_the_house_by_no_more_than_its_slew() {
        let clock = HouseClock::start();
        let before = clock.now();
        let off = clock.follow(before + TimeDelta::hours(1));
        assert!(off > TimeDelta::minutes(59));
        assert!(clock.now() - before < TimeDelta::minutes(1));
    }

    #[test]
    fn a_wall_clock_set_back_never_turns_the_house_back() {
        let clock = HouseClock::start();
        let before = clock.now();
        clock.follow(before - TimeDelta::hours(1));
        assert!(clock.now() >= before);
    }
}
