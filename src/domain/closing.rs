//! When an auction ends, and what moves its end. Everything compares instants; no timer is trusted (I11–I13).

use super::Timestamp;
use chrono::TimeDelta;

/// How a lot closes, as its terms say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub mode: ClosingMode,
    /// The window before the end in which a bid moves the end.
    pub window: TimeDelta,
    /// How long after such a bid the lot stays open at least.
    pub extension: TimeDelta,
    /// The end never moves further than this beyond the scheduled end.
    pub cap: Option<TimeDelta>,
    pub trigger: Trigger,
}

/// What a bid in the window does to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingMode {
    /// Nothing: the end stands.
    Hard,
    /// The end becomes the bid's own instant plus the extension, if that is later.
    Reset,
}

/// Which accepted bids may move the end. Never a rejection, never the leader's own raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A bid that changes the price or the leader.
    PriceOrLeader,
    /// Only a bid that changes the leader.
    Leader,
}

impl Default for Closing {
    /// `reset` with two minutes: what most houses call a soft close.
    fn default() -> Self {
        Closing {
            mode: ClosingMode::Reset,
            window: TimeDelta::minutes(2),
            extension: TimeDelta::minutes(2),
            cap: None,
            trigger: Trigger::PriceOrLeader,
        }
    }
}

impl Closing {
    /// The new end, if an accepted bid received at `at` moves it. `scheduled` is the end before any extension.
    pub fn extends(&self, at: Timestamp, end: Timestamp, scheduled: Timestamp) -> Option<Timestamp> {
        if self.mode == ClosingMode::Hard || at > end || end - at >= self.window {
            return None;
        }
        let latest = self.cap.map_or(Timestamp::MAX_UTC, |cap| scheduled + cap);
        let moved = (at + self.extension).min(latest);
        (moved > end).then_some(moved)
    }

    /// Whether a bid with these effects may move the end.
    pub fn triggered(&self, price_changed: bool, leader_changed: bool) -> bool {
        match self.trigger {
            Trigger::PriceOrLeader => price_changed || leader_changed,
            Trigger::Leader => leader_changed,
        }
    }
}
