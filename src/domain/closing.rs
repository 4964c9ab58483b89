//! When an auction ends, and what moves its end. Everything compares instants; no timer is trusted (I11–I14).

use super::Timestamp;
use crate::config;
use chrono::TimeDelta;

/// How a lot closes, as its terms say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    pub mode: ClosingMode,
    /// The window before the end in which a bid moves the end (`reset`, `add`).
    pub window: TimeDelta,
    /// How long after such a bid the lot stays open at least (`reset`), by how much it moves the end (`add`), how long it
    /// must be quiet (`quiet`), or how long a candle burns at most.
    pub extension: TimeDelta,
    /// The end never moves further than this beyond the scheduled end.
    pub cap: Option<TimeDelta>,
    pub trigger: Trigger,
    pub scope: Scope,
}

/// What a bid does to the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClosingMode {
    /// Nothing: the end stands.
    Hard,
    /// In the window: the end becomes the bid's own instant plus the extension, if that is later.
    Reset,
    /// In the window: the end moves by the extension.
    Add,
    /// From the first bid on: the lot ends once nobody has bid for the extension, but not before its scheduled end.
    Quiet,
    /// Nothing: the lot burns on after its scheduled end for a hidden time, at most the extension, and the cap.
    Candle,
}

/// Which accepted bids may move the end. Never a rejection, never the leader's own raise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// A bid that changes the price or the leader.
    PriceOrLeader,
    /// Only a bid that changes the leader.
    Leader,
}

/// Whose end a late bid moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// This lot's.
    Lot,
    /// That of every open lot of the sale which closes as a group.
    Group,
}

impl ClosingMode {
    /// All of them.
    pub const ALL: [ClosingMode; 5] =
        [ClosingMode::Hard, ClosingMode::Reset, ClosingMode::Add, ClosingMode::Quiet, ClosingMode::Candle];

    /// The word on the wire and in terms.
    pub fn word(self) -> &'static str {
        match self {
            ClosingMode::Hard => "hard",
            ClosingMode::Reset => "reset",
            ClosingMode::Add => "add",
            ClosingMode::Quiet => "quiet",
            ClosingMode::Candle => "candle",
        }
    }

    /// The mode of this word.
    pub fn of_word(word: &str) -> Option<ClosingMode> {
        ClosingMode::ALL.into_iter().find(|mode| mode.word() == word)
    }
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
            scope: Scope::Lot,
        }
    }
}

impl Closing {
    /// An end that stands.
    pub fn hard() -> Closing {
        Closing { mode: ClosingMode::Hard, ..Closing::default() }
    }

    /// The new end, if an accepted bid received at `at` moves it. `scheduled` is the end before any extension.
    pub fn extends(&self, at: Timestamp, end: Timestamp, scheduled: Timestamp) -> Option<Timestamp> {
        let in_window = end - at < self.window;
        let moved = match self.mode {
            ClosingMode::Reset if in_window => at + self.extension,
            ClosingMode::Add if in_window => end + self.extension,
            ClosingMode::Quiet => at + self.extension,
            _ => return None,
        };
        Some(self.capped(moved, scheduled)).filter(|moved| *moved > end)
    }

    /// The new end, if another lot of the group moved it to `to`.
    pub fn follows(&self, to: Timestamp, end: Timestamp, scheduled: Timestamp) -> Option<Timestamp> {
        Some(self.capped(to, scheduled)).filter(|moved| self.scope == Scope::Group && *moved > end)
    }

    /// The longest that a candle burns.
    pub fn longest_tail(&self) -> TimeDelta {
        self.cap.map_or(self.extension, |cap| cap.min(self.extension))
    }

    fn capped(&self, moved: Timestamp, scheduled: Timestamp) -> Timestamp {
        self.cap.map_or(moved, |cap| moved.min(scheduled + cap))
    }

    /// Whether a bid with these effects may move the end.
    pub fn triggered(&self, price_changed: bool, leader_changed: bool) -> bool {
        match self.trigger {
            Trigger::PriceOrLeader => price_changed || leader_changed,
            Trigger::Leader => leader_changed,
        }
    }
}

/// A time in which the house did not serve, so that nobody could bid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outage {
    /// The last sign of life before it.
    pub from: Timestamp,
    /// When it was over.
    pub until: Timestamp,
}

impl Outage {
    /// The new end of an auction that began at `begins`, or should have, and would have ended in this gap, or too soon after
    /// it for people to be back (I14).
    pub fn extends(&self, begins: Timestamp, end: Timestamp) -> Option<Timestamp> {
        let again = self.until + config::OUTAGE_GRACE;
        let long = self.until - self.from >= config::OUTAGE_LEAST;
        let concerned = end > self.from && (end <= self.until || long && end < again);
        (begins <= self.until && concerned).then_some(again)
    }
}
