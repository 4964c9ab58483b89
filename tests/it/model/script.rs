//! What happens to a lot in the model's tests: random terms, and random steps written relative to how things stand when
//! their turn comes ("a cent below the minimum", "a millisecond after the end"), so that a shrunken script still bites.
//!
//! - `terms` random terms, for each format

mod terms;

use super::house::{House, Kind, LARGEST, SELLER, Who};
use super::oracle::acts::Conduct;
use super::oracle::{Allowed, Oracle, Person};
use proptest::collection::vec;
use proptest::prelude::*;

/// The most steps in one script. A Dutch lot is over with the first bid that is accepted.
fn longest(kind: Kind) -> usize {
    if let Kind::Dutch { .. } = kind { 30 } else { 100 }
}

/// How many commands a script makes, on the average over many, put a little low: its steps but for the pauses.
pub fn usual(kind: Kind) -> usize {
    longest(kind) * 4 / 10
}

const MINUTE_MS: i64 = 60_000;
const HOUR_MS: i64 = 60 * MINUTE_MS;

/// One thing somebody does.
#[derive(Clone, Debug)]
pub enum Step {
    Bid {
        who: Who,
        aim: Aim,
        how: How,
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
    /// Strikes out the event so many before the last.
    Void {
        back: i64,
        by: Person,
        reason: bool,
    },
    /// Somebody takes back their own last bid, or one so many events back.
    Retract {
        who: Who,
        back: Option<i64>,
    },
    /// The house was away from so long before the end, for so long.
    Outage {
        before: i64,
        lasts: i64,
    },
    /// Another lot of the group moved its end to so long after this one's.
    Follow {
        after: i64,
    },
    Conduct {
        by: Person,
        act: Manner,
    },
}

/// What else a bid says.
#[derive(Clone, Copy, Debug)]
pub struct How {
    pub exact: bool,
    pub buy_now: bool,
    pub quantity: Quantity,
    pub whole: bool,
    pub allowed: Licence,
}

/// How many units a bid is for.
#[derive(Clone, Copy, Debug)]
pub enum Quantity {
    /// One, and so many more as long as there are as many.
    Some(u32),
    Exactly(u32),
    /// So many more than there are.
    Beyond(u32),
}

impl Quantity {
    pub fn of(self, units: u32) -> u32 {
        match self {
            Quantity::Some(more) => 1 + more % units,
            Quantity::Exactly(quantity) => quantity,
            Quantity::Beyond(more) => units + more,
        }
    }
}

/// What the house lets a bidder risk.
#[derive(Clone, Copy, Debug)]
pub enum Licence {
    Anything,
    /// So much more than the bid comes to.
    Beyond(i64),
    NotApproved,
    Linked,
}

/// What an auctioneer does, with amounts as they are aimed at.
#[derive(Clone, Debug)]
pub enum Manner {
    Ask(Aim),
    Floor(Option<Aim>),
    Plain(Conduct),
}

/// What a bidder aims at. Distances are in quanta, or cents where there is none, and lead away from a sure refusal: up, but
/// down in a reverse auction.
#[derive(Clone, Debug)]
pub enum Aim {
    Minimum(i64),
    /// The leader's hidden maximum, or somebody's last bid where nobody leads.
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
    Quantity,
    Wholeness,
    BuyingNow,
    /// Somebody else uses the same key.
    Bidder(Who),
}

/// How far the clock goes on, in milliseconds; never back.
#[derive(Clone, Debug)]
pub enum Pause {
    For(i64),
    /// To so long after the end.
    End(i64),
    /// To so long after the last instant, which a candle hides.
    Last(i64),
    /// To so long after the window opens.
    Window(i64),
    /// To so long after a seller's twelve hours begin.
    TwelveHours(i64),
    /// Until so long after a bid of just now, or a hammer, can no longer be taken back.
    AMinute(i64),
    TenMinutes(i64),
    /// For so many falls of a Dutch price, and so long.
    Falls(i64, i64),
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
    pub fn amount(&self, oracle: &Oracle, now: i64) -> i64 {
        let (view, house) = (oracle.view(now), &oracle.house);
        let quantum = house.quantum.unwrap_or(1);
        let way = if house.kind == Kind::Reverse { -quantum } else { quantum };
        let near = |amount: i64, distance: i64| amount / quantum * quantum + distance * way;
        let rival = view.leader.map(|leader| leader.1).or(oracle.bids.last().map(|bid| bid.amount));
        match *self {
            Aim::Minimum(distance) => near(view.minimum, distance),
            Aim::Maximum(distance) => near(rival.unwrap_or(view.minimum), distance),
            Aim::Reserve(distance) => near(house.reserve.unwrap_or(view.minimum), distance),
            Aim::Tenths(tenths) if house.kind == Kind::Reverse => near(view.minimum * 10 / tenths, 0),
            Aim::Tenths(tenths) => near(view.minimum.min(LARGEST) * tenths / 10, 0),
            Aim::Beside(distance) => view.minimum + distance * way.signum(),
            Aim::Exactly(amount) => amount,
        }
    }
}

impl Pause {
    /// The instant it lasts to, were it not earlier than now.
    pub fn until(&self, oracle: &Oracle, now: i64) -> i64 {
        let house = &oracle.house;
        let end = oracle.view(now).ends;
        match *self {
            Pause::For(ms) => now + ms,
            Pause::End(ms) => end + ms,
            Pause::Last(ms) => end + house.tail() + ms,
            Pause::Window(ms) => end - house.window + ms,
            Pause::TwelveHours(ms) => end - 12 * HOUR_MS + ms,
            Pause::AMinute(ms) => now + MINUTE_MS + ms,
            Pause::TenMinutes(ms) => now + 10 * MINUTE_MS + ms,
            Pause::Falls(falls, ms) => match house.kind {
                Kind::Dutch { every, .. } => now + (falls * every + ms).max(0),
                _ => now + ms.max(0),
            },
        }
    }
}

/// Terms of this kind and what then happens.
pub fn scripts(kind: Kind) -> impl Strategy<Value = (House, Vec<Step>)> {
    (terms::houses(kind), vec(steps(kind), 1..=longest(kind)))
}

fn steps(kind: Kind) -> impl Strategy<Value = Step> {
    let live = if kind == Kind::Live { 50 } else { 1 };
    let dutch = matches!(kind, Kind::Dutch { .. });
    let lasts = || prop_oneof![Just(1), 4_998..=5_002_i64, 0..=20 * MINUTE_MS];
    prop_oneof![
        120 => (whos(), aims(dutch), hows(kind)).prop_map(|(who, aim, how)| Step::Bid { who, aim, how }),
        16 => (0..8_usize, twists()).prop_map(|(back, twist)| Step::Again { back, twist }),
        36 => pauses(dutch).prop_map(Step::Wait),
        12 => Just(Step::Tick),
        10 => (acts(), people(), prop::bool::weighted(0.7)).prop_map(|(act, by, reason)| Step::Act { act, by, reason }),
        8 => Just(Step::Act { act: Act::Resume, by: Person::Admin, reason: true }),
        1 => Just(Step::Act { act: Act::Cancel, by: Person::Owner, reason: true }),
        5 => (0..12_i64, people(), prop::bool::weighted(0.9)).prop_map(|(back, by, reason)| Step::Void { back, by, reason }),
        14 => (whos(), prop::option::weighted(0.2, 0..6_i64)).prop_map(|(who, back)| Step::Retract { who, back }),
        3 => (prop_oneof![-2..=2_i64, 9 * MINUTE_MS..=11 * MINUTE_MS, -12 * MINUTE_MS..=20 * MINUTE_MS], lasts())
            .prop_map(|(before, lasts)| Step::Outage { before, lasts }),
        3 => prop_oneof![-2..=2_i64, 0..=5 * MINUTE_MS].prop_map(|after| Step::Follow { after }),
        live => (people(), manners()).prop_map(|(by, act)| Step::Conduct { by, act }),
    ]
}

fn whos() -> impl Strategy<Value = Who> {
    prop_oneof![20 => 1..=4_u8, 1 => Just(SELLER)]
}

fn hows(kind: Kind) -> impl Strategy<Value = How> {
    let buying = if kind == Kind::English { 0.03 } else { 0.01 };
    let quantity = prop_oneof![
        120 => (0..9_u32).prop_map(Quantity::Some),
        2 => prop_oneof![Just(0), Just(u32::MAX)].prop_map(Quantity::Exactly),
        1 => (1..=2_u32).prop_map(Quantity::Beyond),
    ];
    let whole = prop::bool::weighted(if matches!(kind, Kind::Several { .. }) { 0.3 } else { 0.01 });
    (prop::bool::weighted(0.15), prop::bool::weighted(buying), quantity, whole, licences())
        .prop_map(|(exact, buy_now, quantity, whole, allowed)| How { exact, buy_now, quantity, whole, allowed })
}

fn licences() -> impl Strategy<Value = Licence> {
    prop_oneof![
        60 => Just(Licence::Anything),
        6 => prop_oneof![-2..=2_i64, 0..=10_000_i64].prop_map(Licence::Beyond),
        1 => Just(Licence::NotApproved),
        1 => Just(Licence::Linked),
    ]
}

impl Licence {
    /// For a bid that comes to so much.
    pub fn of(self, amount: i64, quantity: u32) -> Allowed {
        match self {
            Licence::Anything => Allowed::Anything,
            Licence::Beyond(more) => Allowed::UpTo(amount.saturating_mul(i64::from(quantity)).saturating_add(more)),
            Licence::NotApproved => Allowed::NotApproved,
            Licence::Linked => Allowed::Linked,
        }
    }
}

/// Who meets a falling price mostly waits: the first to accept ends it all.
fn aims(patient: bool) -> impl Strategy<Value = Aim> {
    let (close, far) = if patient { (-6..=0_i64, 1..=9_i64) } else { (-1..=4_i64, 8..=30_i64) };
    prop_oneof![
        10 => close.prop_map(Aim::Minimum),
        10 => (-2..=2_i64).prop_map(Aim::Maximum),
        3 => (-2..=2_i64).prop_map(Aim::Reserve),
        4 => far.prop_map(Aim::Tenths),
        2 => (-3..=60_i64).prop_map(Aim::Beside),
        1 => prop_oneof![8 => -2..=0_i64, 8 => Just(LARGEST + 1), 2 => Just(i64::MAX), 2 => Just(i64::MIN), 1 => Just(LARGEST)]
            .prop_map(Aim::Exactly),
    ]
}

fn twists() -> impl Strategy<Value = Twist> {
    prop_oneof![
        8 => Just(Twist::Nothing),
        4 => prop_oneof![Just(-1), Just(1), Just(1_000_i64)].prop_map(Twist::Amount),
        2 => Just(Twist::Exactness),
        1 => Just(Twist::Quantity),
        1 => Just(Twist::Wholeness),
        1 => Just(Twist::BuyingNow),
        2 => whos().prop_map(Twist::Bidder),
    ]
}

/// Mostly short, so that a lot lives through many bids in its window; but the ends of things are met to the millisecond.
fn pauses(falling: bool) -> impl Strategy<Value = Pause> {
    prop_oneof![
        30 => prop_oneof![6 => 0..=20_i64, 1 => 1..=2_000_i64].prop_map(Pause::For),
        6 => prop_oneof![1 => -3..=0_i64, 4 => -30_000..=0_i64].prop_map(Pause::End),
        1 => (1..=2_i64).prop_map(Pause::End),
        1 => (-2..=2_i64).prop_map(Pause::Last),
        5 => (-1..=1_i64).prop_map(Pause::Window),
        3 => (-1..=1_i64).prop_map(Pause::TwelveHours),
        1 => (-2..=2_i64).prop_map(Pause::AMinute),
        1 => (-1..=1_i64).prop_map(Pause::TenMinutes),
        if falling { 40 } else { 1 } => (0..=3_i64, -2..=2_i64).prop_map(|(falls, ms)| Pause::Falls(falls, ms)),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![6 => Just(Act::Halt), 6 => Just(Act::Resume), 1 => Just(Act::Cancel), 1 => Just(Act::Close)]
}

fn people() -> impl Strategy<Value = Person> {
    prop_oneof![2 => Just(Person::Owner), 1 => Just(Person::AnotherSeller), 7 => Just(Person::Admin)]
}

fn manners() -> impl Strategy<Value = Manner> {
    let plain = |act| Just(Manner::Plain(act));
    prop_oneof![
        8 => plain(Conduct::Open),
        8 => aims(false).prop_map(Manner::Ask),
        6 => prop::option::of(aims(false)).prop_map(Manner::Floor),
        3 => plain(Conduct::Warn),
        1 => plain(Conduct::Hammer),
        1 => plain(Conduct::Pass),
        1 => plain(Conduct::Announce),
        1 => plain(Conduct::Undo { last: false }),
        8 => plain(Conduct::Undo { last: true }),
    ]
}
