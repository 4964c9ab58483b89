//! Random terms that a seller could publish.

use super::{HOUR_MS, MINUTE_MS};
use crate::model::house::{House, Kind, Mode, Steps};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// Terms of this kind.
pub fn houses(kind: Kind) -> impl Strategy<Value = House> {
    let money = (
        prop_oneof![1..=20_i64, 1..=1_000_i64, 1..=100_000_i64],
        option::of(0..=20_000_i64),
        increments(),
        option::weighted(0.4, prop_oneof![Just(5), Just(50), Just(100), Just(1_000)]),
        prop::bool::weighted(0.8),
    );
    let span = || prop_oneof![1 => 0..=2_000_i64, 4 => 1..=10 * MINUTE_MS, 2 => Just(2 * MINUTE_MS)];
    let time = (
        modes(kind),
        (span(), span(), option::of(prop_oneof![Just(0), 1..=5 * MINUTE_MS])),
        prop::bool::weighted(0.3),
        prop_oneof![9 => Just(0), 1 => 1..=5_i64],
        prop_oneof![MINUTE_MS..=HOUR_MS, HOUR_MS..=36 * HOUR_MS],
    );
    let more = (
        option::weighted(0.3, (1..=50_i64, any::<bool>())),
        prop::bool::weighted(0.6),
        prop::bool::weighted(0.5),
        prop::bool::weighted(0.1),
        // Any but the one that the house's chain is made to begin with here.
        0..=0x50_u8,
    );
    (kinds(kind), money, time, more).prop_map(assemble)
}

type Money = (i64, Option<i64>, Steps, Option<i64>, bool);
type Time = (Mode, (i64, i64, Option<i64>), bool, i64, i64);
type More = (Option<(i64, bool)>, bool, bool, bool, u8);

fn assemble((kind, money, time, more): (Kind, Money, Time, More)) -> House {
    let (start, beside, steps, quantum, automatic) = money;
    let (mode, (window, extension, cap), leader_only, opens, lasts) = time;
    let (buy_now, retraction, group, first_rules, seed) = more;
    // The lot must have room to fall, where it does.
    let start = match kind {
        Kind::Dutch { step, floor, .. } => floor + start * step,
        _ => start,
    } * quantum.unwrap_or(1);
    let reserve = match kind {
        Kind::Dutch { .. } => None,
        Kind::Reverse => beside.map(|below| (start - below).max(1)),
        _ => beside.map(|above| start + above),
    };
    let dearer = |tenths: i64| {
        let grid = quantum.unwrap_or(1);
        (reserve.unwrap_or(start).max(start) / grid + 1 + start / grid * tenths / 10) * grid
    };
    let first_rules = first_rules && kind == Kind::English && matches!(mode, Mode::Hard | Mode::Reset);
    House {
        kind,
        first_rules,
        start,
        reserve,
        steps,
        quantum,
        automatic,
        buy_now: buy_now.filter(|_| kind == Kind::English).map(|(tenths, reached)| (dearer(tenths), reached)),
        retraction,
        mode,
        window,
        extension,
        cap,
        leader_only,
        group: group && matches!(mode, Mode::Reset | Mode::Add | Mode::Quiet),
        seed,
        opens,
        ends: opens + lasts,
    }
}

/// The kind, with its own numbers drawn.
fn kinds(kind: Kind) -> BoxedStrategy<Kind> {
    match kind {
        Kind::Dutch { .. } => (1..=500_i64, 1_000..=30_000_i64, 1..=1_000_i64)
            .prop_map(|(step, every, floor)| Kind::Dutch { step, every, floor })
            .boxed(),
        Kind::Several { units, .. } => {
            (1..=units, any::<bool>()).prop_map(|(units, uniform)| Kind::Several { units, uniform }).boxed()
        }
        kind => Just(kind).boxed(),
    }
}

/// Only where bids can move the end may they.
fn modes(kind: Kind) -> BoxedStrategy<Mode> {
    match kind {
        Kind::FirstPrice | Kind::Vickrey | Kind::Dutch { .. } | Kind::Live => Just(Mode::Hard).boxed(),
        _ => prop_oneof![
            2 => Just(Mode::Hard),
            7 => Just(Mode::Reset),
            3 => Just(Mode::Add),
            3 => Just(Mode::Quiet),
            4 => Just(Mode::Candle),
        ]
        .boxed(),
    }
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
