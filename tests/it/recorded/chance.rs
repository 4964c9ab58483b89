//! Sales by chance: terms, people and acts nobody thought of. Whatever the house decides, a replay must not doubt it.

use super::sales::closes;
use super::tape::{HOUR, MINUTE, Tape, admin, instant, lot, seller, span};
use gavel::dice::Dice;
use gavel::domain::increment::Row;
use gavel::domain::terms::{BuyNow, BuyNowUntil, Pricing};
use gavel::domain::{Act, Closing, ClosingMode, Command, Format, Increments, Money, Scope, Status, Terms, Trigger};
use gavel::replay::recording::Recording;

/// The sale of this seed.
pub fn sale(seed: u64) -> Recording {
    let mut dice = Dice::new(seed);
    let format = formats(&mut dice);
    let reserve = (dice.roll(2) == 0 && !matches!(format, Format::Dutch { .. })).then_some(300_00);
    let mode = mode(format, &mut dice);
    let burns = mode == ClosingMode::Candle;
    let mut tape = Tape::of(1_000 + u128::from(seed), reserve, burns.then_some([seed as u8; 32]), |terms| {
        draw(terms, format, mode, &mut dice);
    });
    let mut now = 0;
    if format == Format::Live {
        for step in 0..dice.roll(6) {
            let ms = -HOUR + MINUTE * i64::try_from(step).unwrap();
            let _ = tape.bids_as(ms, 1 + step as u128, 10_00 + 7_31 * i64::try_from(dice.roll(20)).unwrap(), |_| {});
        }
        tape.conducts(0, Act::Open);
    }
    let pace = 1 + dice.roll(120_000);
    while tape.auction.seq < 60 && !tape.auction.status.is_final() && now < 5 * HOUR {
        now += 1 + i64::try_from(dice.roll(pace)).unwrap();
        tape.tick(now);
        if tape.auction.status == Status::Open {
            act(&mut tape, &mut dice, now);
        }
    }
    end(&mut tape, now);
    tape.recorded("by chance")
}

fn end(tape: &mut Tape, now: i64) {
    match tape.auction.terms.format {
        _ if tape.auction.status != Status::Open => {}
        Format::Live => drop(tape.conducts(now, Act::Hammer)),
        _ => tape.ends(),
    }
}

fn formats(dice: &mut Dice) -> Format {
    let (step, every, floor) = (Money(7_00), span(MINUTE), Money(40_00));
    dice.pick(&[
        Format::English,
        Format::English,
        Format::English,
        Format::FirstPrice,
        Format::Vickrey,
        Format::Dutch { step, every, floor },
        Format::Reverse,
        Format::Reverse,
        Format::MultiUnit { units: 4, pricing: Pricing::PayAsBid },
        Format::MultiUnit { units: 7, pricing: Pricing::Uniform },
        Format::Live,
        Format::Live,
    ])
}

fn mode(format: Format, dice: &mut Dice) -> ClosingMode {
    match format {
        Format::English | Format::Reverse | Format::MultiUnit { .. } => dice.pick(&ClosingMode::ALL),
        _ => ClosingMode::Hard,
    }
}

fn draw(terms: &mut Terms, format: Format, mode: ClosingMode, dice: &mut Dice) {
    (terms.format, terms.closing) = (format, closes(mode));
    let moves = matches!(mode, ClosingMode::Reset | ClosingMode::Add | ClosingMode::Quiet);
    terms.closing.extension = span(MINUTE * i64::try_from(1 + dice.roll(20)).unwrap());
    terms.closing.window = span(MINUTE * i64::try_from(1 + dice.roll(50)).unwrap());
    terms.closing.cap = (dice.roll(3) == 0).then(|| span(15 * MINUTE));
    terms.closing.trigger = dice.pick(&[Trigger::PriceOrLeader, Trigger::PriceOrLeader, Trigger::Leader]);
    if moves && dice.roll(4) == 0 {
        (terms.closing.scope, terms.lot) = (Scope::Group, lot(1));
    }
    terms.increments = match dice.roll(6) {
        0 => Increments::uk(terms.currency),
        1 => Increments::Fixed(Money(3_33)),
        2 => Increments::Percent { percent: 7, least: Money(50) },
        3 => Increments::Decade,
        4 => Increments::Table(vec![
            Row { from: Money(0), step: Money(1_00) },
            Row { from: Money(100_00), step: Money(40_00) },
        ]),
        _ => Increments::us(terms.currency),
    };
    terms.quantum = (dice.roll(4) == 0).then_some(Money(1_00));
    terms.automatic = dice.roll(4) != 0;
    terms.start = match format {
        Format::Reverse => Money(1_000_00),
        Format::Dutch { .. } => Money(600_00),
        _ => terms.start,
    };
    if dice.roll(3) == 0 {
        // Long enough that something can be taken back.
        (terms.retraction, terms.ends_at) = (true, instant(14 * HOUR));
    }
    if format == Format::English && dice.roll(3) == 0 {
        let until = dice.pick(&[BuyNowUntil::FirstBid, BuyNowUntil::PricePasses]);
        terms.buy_now = Some(BuyNow { price: Money(700_00), until });
    }
}

fn act(tape: &mut Tape, dice: &mut Dice, now: i64) {
    match dice.roll(40) {
        0 => {
            let _ = tape.bids_as(now, 1 + dice.roll(9) as u128, 0, |bid| bid.buy_now = true);
        }
        1 | 2 => {
            let last = tape.auction.book.standing().last().map(|placed| (placed.bidder, placed.seq));
            if let Some((bidder, seq)) = last {
                let _ = tape.does(now, &Command::Retract { bidder, seq });
            }
        }
        3 => {
            let to = instant(now + MINUTE * i64::try_from(dice.roll(200)).unwrap());
            let _ = tape.does(now, &Command::Follow { to });
        }
        4 => tape.was_away(now - MINUTE * i64::try_from(dice.roll(50)).unwrap() - 1, now),
        5 if dice.roll(3) == 0 => {
            let reason = "By chance".into();
            let _ = tape.does(now, &Command::Cancel { by: seller(), reason });
        }
        _ => random_step(tape, dice, now),
    }
}

/// Many people at random, so that what nobody thought of is recorded too.
pub fn lively(format: Format, number: u128) -> Recording {
    let reserve = if format == Format::Reverse { 300_00 } else { 200_00 };
    let mut tape = Tape::of(number, Some(reserve), None, |terms| {
        terms.format = format;
        if format == Format::Reverse {
            terms.start = Money(1_000_00);
        }
        terms.closing = Closing { extension: span(7 * MINUTE), window: span(10 * MINUTE), ..Closing::default() };
        if format == Format::Live {
            terms.closing = Closing::hard();
        }
    });
    let mut dice = Dice::new(u64::try_from(number).unwrap());
    match format {
        Format::Live => drop(tape.conducts(0, Act::Open)),
        _ => tape.tick(0),
    }
    let mut now = 0;
    while tape.auction.seq < 140 && tape.auction.status == Status::Open {
        now += 1 + i64::try_from(dice.roll(40_000)).unwrap();
        random_step(&mut tape, &mut dice, now);
        tape.tick(now);
    }
    match format {
        Format::Live => drop(tape.conducts(now, Act::Hammer)),
        _ if tape.auction.status == Status::Open => tape.ends(),
        _ => {}
    }
    tape.recorded("People at random, with jumps, ties, refusals, voids and halts, over a hidden reserve")
}

/// Something that somebody might do: a bid more often than not.
fn random_step(tape: &mut Tape, dice: &mut Dice, now: i64) {
    let roll = |dice: &mut Dice, sides: i64| i64::try_from(dice.roll(usize::try_from(sides.max(1)).unwrap())).unwrap();
    match dice.roll(30) {
        0 => {
            let seq = 1 + roll(dice, tape.auction.seq);
            let _ = tape.does(now, &Command::Void { by: admin(), seq, reason: "An error".into() });
        }
        1 if tape.auction.status == Status::Open => {
            tape.halts(now);
            tape.resumes(now + roll(dice, 9_000));
        }
        2..=6 if tape.auction.terms.format == Format::Live => {
            let ask = Money(tape.auction.price.map_or(10_00, |price| price.0) + roll(dice, 30_00));
            let act = [Act::Ask(ask), Act::Floor(None), Act::Floor(Some(ask)), Act::Warn, Act::Undo { last: true }];
            let act = act[dice.roll(5)].clone();
            let _ = tape.does(now, &Command::Conduct { by: seller(), act });
        }
        _ => {
            let minimum = tape.auction.minimum().0;
            let jump = roll(dice, 4) * roll(dice, minimum / 8 + 1) - roll(dice, 40) / 37 * 17;
            let amount = if tape.auction.terms.format == Format::Reverse { minimum - jump } else { minimum + jump };
            let (bidder, exact) = (1 + dice.roll(7), dice.roll(9) == 0);
            let several = tape.auction.terms.format.units() > 1;
            let (quantity, whole) = if several { (1 + dice.roll(5), dice.roll(4) == 0) } else { (1, false) };
            let _ = tape.bids_as(now, u128::try_from(bidder).unwrap(), amount, |bid| {
                (bid.exact, bid.quantity, bid.whole) = (exact, u32::try_from(quantity).unwrap(), whole);
            });
        }
    }
}
