//! Who did how much lately. `governor` reckons, by the generic cell rate algorithm; what is remembered for it is kept
//! here, so that it cannot grow without bound whoever comes.

use super::TooSoon;
use crate::config::limits::{Rate, TOLD_APART};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{Quota, RateLimiter};
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// A rate that holds for each key by itself. The clock is a parameter for the tests, which turn it themselves.
pub struct Rates<K: Copy + Eq + Hash, C: Clock = DefaultClock>(Option<Limiter<K, C>>);

type Limiter<K, C> = RateLimiter<K, Used<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// What each key has used up, as the library measures it. Once there are too many to tell apart, newcomers share one
/// measure: that of `None`.
struct Used<K>(Mutex<HashMap<Option<K>, Nanos>>);

/// A rate in the library's terms. `None` is no limit.
pub(super) fn quota(rate: Option<Rate>) -> Option<Quota> {
    let rate = rate?;
    Some(Quota::with_period(rate.step())?.allow_burst(rate.most()))
}

impl<K: Copy + Eq + Hash> Rates<K> {
    /// Without a rate, everything goes.
    pub fn new(rate: Option<Rate>) -> Rates<K> {
        Rates::by(DefaultClock::default(), rate)
    }
}

impl<K: Copy + Eq + Hash, C: Clock> Rates<K, C> {
    fn by(clock: C, rate: Option<Rate>) -> Rates<K, C> {
        Rates(quota(rate).map(|quota| RateLimiter::new(quota, Used(Mutex::default()), clock)))
    }

    /// Does it once more for this key.
    ///
    /// # Errors
    /// If it was done too often; then it does not count.
    pub fn take(&self, key: K) -> Result<(), TooSoon> {
        let Some(limiter) = &self.0 else { return Ok(()) };
        limiter.check_key(&key).map_err(|until| TooSoon { wait: until.wait_time_from(limiter.clock().now()) })
    }

    /// Forgets every key that may do everything again.
    pub fn forget(&self) {
        if let Some(limiter) = &self.0 {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
    }
}

impl<K> Used<K> {
    fn lock(&self) -> MutexGuard<'_, HashMap<Option<K>, Nanos>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Copy + Eq + Hash> StateStore for Used<K> {
    type Key = K;

    fn measure_and_replace<T, F, E>(&self, key: &K, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut used = self.lock();
        let known = Some(*key);
        let key = if used.len() < TOLD_APART || used.contains_key(&known) { known } else { None };
        let (told, after) = measure(used.get(&key).copied())?;
        used.insert(key, after);
        Ok(told)
    }
}

impl<K: Copy + Eq + Hash> ShrinkableKeyedStateStore<K> for Used<K> {
    fn retain_recent(&self, drop_below: Nanos) {
        self.lock().retain(|_, measure| *measure > drop_below);
    }

    fn shrink_to_fit(&self) {
        self.lock().shrink_to_fit();
    }

    fn len(&self) -> usize {
        self.lock().len()
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::time::Duration;

    fn rates(rate: &str) -> (Rates<usize, FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Rates::by(clock.clone(), Some(rate.parse().unwrap())), clock)
    }

    #[test]
    fn so_many_go_at_once_and_then_one_after_each_step() {
        let (rates, clock) = rates("4/2s");
        (0..4).for_each(|_| assert_eq!(rates.take(7), Ok(())));
        assert_eq!(rates.take(7), Err(TooSoon { wait: Duration::from_millis(500) }));
        clock.advance(Duration::from_millis(499));
        assert_eq!(rates.take(7), Err(TooSoon { wait: Duration::from_millis(1) }));
        clock.advance(Duration::from_millis(1));
        assert_eq!(rates.take(7), Ok(()));
        assert!(rates.take(7).is_err());
        clock.advance(Duration::from_secs(2));
        (0..4).for_each(|_| assert_eq!(rates.take(7), Ok(())));
        assert!(rates.take(7).is_err());
    }

    #[test]
    fn one_key_uses_up_nothing_of_anothers() {
        let (rates, _) = rates("1/1h");
        assert!(rates.take(7).is_ok() && rates.take(7).is_err());
        assert!(rates.take(8).is_ok());
    }

    #[test]
    fn whoever_may_do_everything_again_is_forgotten_and_nobody_else() {
        let (rates, clock) = rates("2/2s");
        assert!(rates.take(7).is_ok());
        clock.advance(Duration::from_secs(2));
        assert!(rates.take(8).is_ok() && rates.take(8).is_ok());
        rates.forget();
        assert_eq!(rates.0.as_ref().unwrap().len(), 1);
        assert!(rates.take(8).is_err() && rates.take(7).is_ok());
        clock.advance(Duration::from_secs(5));
        rates.forget();
        assert!(rates.0.as_ref().unwrap().is_empty());
    }

    #[test]
    fn a_crowd_fills_no_memory_and_takes_nothing_from_whoever_was_there_before() {
        let (rates, clock) = rates("2/1s");
        let newcomers = TOLD_APART..TOLD_APART + 3;
        (0..TOLD_APART).for_each(|key| assert!(rates.take(key).is_ok()));
        let allowed = newcomers.filter(|key| rates.take(*key).is_ok()).count();
        assert_eq!(allowed, 2, "newcomers share one allowance");
        assert_eq!(rates.0.as_ref().unwrap().len(), TOLD_APART + 1);
        assert!(rates.take(7).is_ok());
        clock.advance(Duration::from_secs(10));
        rates.forget();
        assert!(rates.take(TOLD_APART).is_ok() && rates.take(TOLD_APART).is_ok());
        assert_eq!(rates.0.as_ref().unwrap().len(), 1);
    }
}
