//! Lots and the people who come to them, from a seed: what a lot is worth to each, when they come, and how they bid. The same
//! seed and lot make the same crowd, however it is then sold.

use crate::config::simulation::{
    ANSWERS_S, ESTIMATES, LATE_COMERS, LATE_PART, LEAST_PATIENCE, LOT_RUNS, MOST_PATIENCE, RETURNS_S, SNIPES_MS,
    START_PART, THINKS_MS, VALUES,
};
use crate::dice::Dice;
use crate::domain::Money;

/// Something to be sold.
pub struct Lot {
    /// What a typical visitor would pay.
    pub estimate: Money,
    /// The starting price where the price rises.
    pub start: Money,
    pub visitors: Vec<Visitor>,
    /// Decides what is drawn besides: a candle's seed.
    pub luck: u64,
}

/// Somebody who comes to a lot. Instants are milliseconds after it opens.
#[derive(Clone, Copy, Debug)]
pub struct Visitor {
    /// What the lot is worth to them; nobody else knows.
    pub value: Money,
    pub habit: Habit,
    pub comes: i64,
    /// From looking to pressing.
    pub thinks: i64,
    /// From being outbid to looking again, near the end and before.
    pub answers: (i64, i64),
    /// How often they press at most.
    pub patience: u32,
}

/// How somebody bids where bids are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Habit {
    /// Authorises their whole value when they come, if it still leads to anything.
    Proxy,
    /// Bids the minimum and a little more, and again when outbid, up to their value.
    Incremental,
    /// As a proxy, seconds before the scheduled end.
    Sniper,
    /// Sends their value, whatever the price shows: the crowd of a lot that everybody wants.
    Hopeful,
}

/// The lot of this number in the sale of this seed, with `visitors` people on the average.
pub fn lot(seed: u64, number: u64, visitors: u32) -> Lot {
    let mut dice = dice_of(seed, number);
    let estimate = Money(dice.pick(&ESTIMATES));
    let come = dice.roll(2 * visitors as usize + 1);
    let habits = [Habit::Proxy, Habit::Proxy, Habit::Proxy, Habit::Incremental, Habit::Incremental, Habit::Sniper];
    let visitors = (0..come).map(|_| {
        let habit = dice.pick(&habits);
        visitor(&mut dice, estimate, habit)
    });
    let visitors = visitors.collect();
    Lot { estimate, start: start(estimate), visitors, luck: dice.bits() }
}

/// The lot that everybody wants: so many people send it a bid, whatever the price shows.
pub fn hot_lot(seed: u64, visitors: u32) -> Lot {
    let mut dice = dice_of(seed, 0);
    let estimate = Money(ESTIMATES[ESTIMATES.len() - 1]);
    let visitors = (0..visitors).map(|_| {
        // When one comes depends on what one is like.
        let habit = dice.pick(&[Habit::Hopeful, Habit::Hopeful, Habit::Hopeful, Habit::Sniper]);
        Visitor { habit: Habit::Hopeful, ..visitor(&mut dice, estimate, habit) }
    });
    let visitors = visitors.collect();
    Lot { estimate, start: start(estimate), visitors, luck: dice.bits() }
}

fn dice_of(seed: u64, number: u64) -> Dice {
    let seed = Dice::new(seed).bits();
    Dice::new(Dice::new(seed.wrapping_add(number)).bits())
}

/// Whole euros, and one at least.
fn start(estimate: Money) -> Money {
    Money((estimate.0 * START_PART / 100 / 100 * 100).max(100))
}

fn visitor(dice: &mut Dice, estimate: Money, habit: Habit) -> Visitor {
    let runs = LOT_RUNS.num_milliseconds();
    let late = runs * LATE_PART / 100;
    let comes = match habit {
        Habit::Sniper => runs - between(dice, SNIPES_MS.0, SNIPES_MS.1),
        _ if dice.roll(100) < LATE_COMERS => runs - between(dice, 1, late),
        _ => between(dice, 0, runs - late),
    };
    Visitor {
        value: value(dice, estimate),
        habit,
        comes,
        thinks: between(dice, THINKS_MS.0, if habit == Habit::Sniper { THINKS_MS.1 / 4 } else { THINKS_MS.1 }),
        answers: (
            between(dice, ANSWERS_S.0 * 1_000, ANSWERS_S.1 * 1_000),
            between(dice, RETURNS_S.0 * 1_000, RETURNS_S.1 * 1_000),
        ),
        patience: LEAST_PATIENCE + dice.roll(MOST_PATIENCE - LEAST_PATIENCE as usize + 1) as u32,
    }
}

/// Private values: each visitor's own, in whole cents.
fn value(dice: &mut Dice, estimate: Money) -> Money {
    let (step, part) = (dice.roll(VALUES.len() - 1), dice.roll(1_000) as i64);
    let thousandths = VALUES[step] * 1_000 + (VALUES[step + 1] - VALUES[step]) * part;
    Money(estimate.0 * thousandths / 1_000_000)
}

fn between(dice: &mut Dice, low: i64, high: i64) -> i64 {
    let choices = u64::try_from(high - low).unwrap_or_default().max(1);
    low + i64::try_from((dice.bits() >> 1) % choices).unwrap_or_default()
}
