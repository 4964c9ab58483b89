//! The frames of one socket, counted. It has no key and no lock: the socket's actor is alone with it.

use super::rates::quota;
use crate::config::limits::{FLOOD, Rate};
use governor::RateLimiter;
use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::{InMemoryState, NotKeyed};

/// Measures the frames of one socket.
pub struct Meter<C: Clock = DefaultClock> {
    limiter: Option<RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>>,
    /// Frames beyond the rate, less those within it: a slip is forgiven, a flood is not.
    beyond: u32,
}

/// How fast frames come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Fine,
    /// This one is too many.
    TooFast,
    /// So were too many before it.
    Flood,
}

impl Meter {
    /// Without a rate, every pace is fine.
    pub fn new(rate: Option<Rate>) -> Meter {
        Meter::by(DefaultClock::default(), rate)
    }
}

impl<C: Clock> Meter<C> {
    fn by(clock: C, rate: Option<Rate>) -> Meter<C> {
        Meter { limiter: quota(rate).map(|quota| RateLimiter::direct_with_clock(quota, clock)), beyond: 0 }
    }

    /// One more frame.
    pub fn take(&mut self) -> Pace {
        if self.limiter.as_ref().is_none_or(|limiter| limiter.check().is_ok()) {
            self.beyond = self.beyond.saturating_sub(1);
            return Pace::Fine;
        }
        self.beyond += 1;
        if self.beyond < FLOOD { Pace::TooFast } else { Pace::Flood }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use governor::clock::FakeRelativeClock;
    use std::time::Duration;

    fn meter() -> (Meter<FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Meter::by(clock.clone(), Some("10/1s".parse().unwrap())), clock)
    }

    #[test]
    fn beyond_its_rate_a_socket_is_told_and_a_flood_is_noticed() {
        let (mut meter, _) = meter();
        assert!((0..10).all(|_| meter.take() == Pace::Fine));
        assert!((1..FLOOD).all(|_| meter.take() == Pace::TooFast));
        assert_eq!(meter.take(), Pace::Flood);
    }

    #[test]
    fn a_slip_now_and_then_never_adds_up_to_a_flood() {
        let (mut meter, clock) = meter();
        for _ in 0..10 * FLOOD {
            (0..10).for_each(|_| assert_eq!(meter.take(), Pace::Fine));
            (0..5).for_each(|_| assert_eq!(meter.take(), Pace::TooFast));
            clock.advance(Duration::from_secs(1));
        }
    }

    #[test]
    fn a_meter_costs_a_viewer_next_to_nothing() {
        assert!(size_of::<Meter>() <= 64);
    }
}
