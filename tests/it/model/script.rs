//! What happens to a lot in the model's test: random terms, and random steps written relative to how things stand when
//! their turn comes ("a cent below the minimum", "a millisecond after the end"), so that a shrunken script still bites.

use super::oracle::{House, LARGEST, Oracle, Person, SELLER, Steps, Who};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// The most steps in one script.
const LONGEST: usize = 100;

/// How many commands a script makes, on the average over many, put a little low: its steps but for the pauses.
pub const USUAL: usize = LONGEST * 4 / 10;

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// One thing somebody does.
#[derive(Clone, Debug)]
pub enum Step {
    Bid {
        who: Who,
        aim: Aim,
        exact: bool,
    },
    /// A bid sent before, so many bids back, once more.
    Again {
        back: usize,
        twist: Twist,
    },
    Wait(Pause),
    Tick,
    Act {
        act: Act,
        by: Person,
        reason: bool,
    },
}

/// What a bidder aims at. Distances are in quanta, or cents where there is none.
#[derive(Clone, Debug)]
pub enum Aim {
    Minimum(i64),
    /// The leader's hidden maximum.
    Maximum(i64),
    Reserve(i64),
    /// So many tenths of the minimum.
    Tenths(i64),
    /// So many minor units beside the minimum, whatever the quantum.
    Beside(i64),
    Exactly(i64),
}

/// What is different about a bid sent again.
#[derive(Clone, Debug)]
pub enum Twist {
    Nothing,
    Amount(i64),
    Exactness,
    /// Somebody else uses the same key.
    Bidder(Who),
}

/// How far the clock goes on, in milliseconds; never back.
#[derive(Clone, Debug)]
pub enum Pause {
    For(i64),
    /// To so long after the end.
    End(i64),
    /// To so long after the window opens.
    Window(i64),
    /// To so long after a seller's twelve hours begin.
    TwelveHours(i64),
}

#[derive(Clone, Copy, Debug)]
pub enum Act {
    Halt,
    Resume,
    Cancel,
    Close,
}

impl Aim {
    /// The amount aimed at, as things stand.
    pub fn amount(&self, oracle: &Oracle) -> i64 {
        let view = oracle.view();
        let quantum = oracle.house.quantum.unwrap_or(1);
        let near = |amount: i64, distance: i64| (amount / quantum + distance) * quantum;
        match *self {
            Aim::Minimum(distance) => near(view.minimum, distance),
            Aim::Maximum(distance) => near(view.leader.map_or(view.minimum, |leader| leader.1), distance),
            Aim::Reserve(distance) => near(oracle.house.reserve.unwrap_or(view.minimum), distance),
            Aim::Tenths(tenths) => near(view.minimum.min(LARGEST) * tenths / 10, 0),
            Aim::Beside(distance) => view.minimum + distance,
            Aim::Exactly(amount) => amount,
        }
    }
}

impl Pause {
    /// The instant it lasts to, were it not earlier than now.
    pub fn until(&self, oracle: &Oracle, now: i64) -> i64 {
        let end = oracle.view().ends;
        match *self {
            Pause::For(ms) => now + ms,
            Pause::End(ms) => end + ms,
            Pause::Window(ms) => end - oracle.house.window + ms,
            Pause::TwelveHours(ms) => end - 12 * HOUR_MS + ms,
        }
    }
}

/// Terms and what then happens.
pub fn scripts() -> impl Strategy<Value = (House, Vec<Step>)> {
    (houses(), vec(steps(), 1..=LONGEST))
}

fn houses() -> impl Strategy<Value = House> {
    let money = (
        prop_oneof![1..=20_i64, 1..=1_000_i64, 1..=100_000_i64],
        option::of(0..=20_000_i64),
        increments(),
        option::weighted(0.4, prop_oneof![Just(5), Just(50), Just(100), Just(1_000)]),
        prop::bool::weighted(0.8),
    );
    let span = || prop_oneof![1 => 0..=2_000_i64, 4 => 1..=10 * MINUTE_MS, 2 => Just(2 * MINUTE_MS)];
    let time = (
        prop::bool::weighted(0.15),
        (span(), span(), option::of(prop_oneof![Just(0), 1..=5 * MINUTE_MS])),
        prop::bool::weighted(0.3),
        prop_oneof![9 => Just(0), 1 => 1..=5_i64],
        prop_oneof![MINUTE_MS..=HOUR_MS, HOUR_MS..=36 * HOUR_MS],
    );
    (money, time).prop_map(|(money, (hard, (window, extension, cap), leader_only, opens, lasts))| {
        let (start, above, steps, quantum, automatic) = money;
        let start = start * quantum.unwrap_or(1);
        House {
            start,
            reserve: above.map(|above| start + above),
            steps,
            quantum,
            automatic,
            hard,
            window,
            extension,
            cap,
            leader_only,
            opens,
            ends: opens + lasts,
        }
    })
}

fn increments() -> impl Strategy<Value = Steps> {
    prop_oneof![
        Just(Steps::Us),
        Just(Steps::Uk),
        (0..=1_i64, vec((1..=5_000_i64, 0..=300_i64), 0..=5), 1..=100_i64).prop_map(rising),
        (1..=500_i64).prop_map(Steps::Fixed),
        (1..=100_i64, 1..=50_i64).prop_map(|(percent, least)| Steps::Percent(percent, least)),
        Just(Steps::Decade),
    ]
}

/// A table whose rows rise by these distances and whose steps do not fall.
fn rising((first, further, least): (i64, Vec<(i64, i64)>, i64)) -> Steps {
    let mut rows = vec![(first, least)];
    for (distance, wider) in further {
        let (from, step) = rows[rows.len() - 1];
        rows.push((from + distance, step + wider));
    }
    Steps::Own(rows)
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        120 => (whos(), aims(), prop::bool::weighted(0.15)).prop_map(|(who, aim, exact)| Step::Bid { who, aim, exact }),
        16 => (0..8_usize, twists()).prop_map(|(back, twist)| Step::Again { back, twist }),
        36 => pauses().prop_map(Step::Wait),
        12 => Just(Step::Tick),
        10 => (acts(), people(), prop::bool::weighted(0.7)).prop_map(|(act, by, reason)| Step::Act { act, by, reason }),
        8 => Just(Step::Act { act: Act::Resume, by: Person::Admin, reason: true }),
        1 => Just(Step::Act { act: Act::Cancel, by: Person::Owner, reason: true }),
    ]
}

fn whos() -> impl Strategy<Value = Who> {
    prop_oneof![15 => 1..=4_u8, 1 => Just(SELLER)]
}

fn aims() -> impl Strategy<Value = Aim> {
    prop_oneof![
        10 => (-1..=4_i64).prop_map(Aim::Minimum),
        10 => (-2..=2_i64).prop_map(Aim::Maximum),
        3 => (-2..=2_i64).prop_map(Aim::Reserve),
        4 => (8..=30_i64).prop_map(Aim::Tenths),
        2 => (-3..=60_i64).prop_map(Aim::Beside),
        1 => prop_oneof![8 => -2..=0_i64, 8 => Just(LARGEST + 1), 2 => Just(i64::MAX), 2 => Just(i64::MIN), 1 => Just(LARGEST)]
            .prop_map(Aim::Exactly),
    ]
}

fn twists() -> impl Strategy<Value = Twist> {
    prop_oneof![
        4 => Just(Twist::Nothing),
        2 => prop_oneof![Just(-1), Just(1), Just(1_000_i64)].prop_map(Twist::Amount),
        1 => Just(Twist::Exactness),
        1 => whos().prop_map(Twist::Bidder),
    ]
}

/// Mostly short, so that a lot lives through many bids in its window; but the ends of things are met to the millisecond.
fn pauses() -> impl Strategy<Value = Pause> {
    prop_oneof![
        30 => prop_oneof![6 => 0..=20_i64, 1 => 1..=2_000_i64].prop_map(Pause::For),
        6 => prop_oneof![1 => -3..=0_i64, 4 => -30_000..=0_i64].prop_map(Pause::End),
        1 => (1..=2_i64).prop_map(Pause::End),
        5 => (-1..=1_i64).prop_map(Pause::Window),
        3 => (-1..=1_i64).prop_map(Pause::TwelveHours),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![6 => Just(Act::Halt), 6 => Just(Act::Resume), 1 => Just(Act::Cancel), 1 => Just(Act::Close)]
}

fn people() -> impl Strategy<Value = Person> {
    prop_oneof![2 => Just(Person::Owner), 1 => Just(Person::AnotherSeller), 7 => Just(Person::Admin)]
}
