//! The sales of rules 2 that were recorded, each played by hand: every format, every way to close, every act.

use super::chance;
use super::tape::{HOUR, MINUTE, SECOND, Tape, admin, instant, lot, person, span};
use gavel::domain::premium::{BasisPoints, Premium, Slice, Tax};
use gavel::domain::terms::{Approval, BuyNow, BuyNowUntil, Pricing};
use gavel::domain::{Act, Bid, Closing, ClosingMode, Command, Format, Increments, Money, Scope, Terms, Trigger};
use gavel::replay::recording::Recording;

/// All of them, by the names of their files.
pub fn all() -> Vec<(&'static str, Recording)> {
    vec![
        ("v2-english-hard-retracted", retracted()),
        ("v2-english-reset-group", group()),
        ("v2-english-add-capped-voided", voided()),
        ("v2-english-quiet-outage", quiet()),
        ("v2-english-candle", candle()),
        ("v2-english-bought-first", bought_first()),
        ("v2-english-bought-under-reserve", bought_under_reserve()),
        ("v2-english-bought-late-candle", bought_late()),
        ("v2-english-cancelled", cancelled()),
        ("v2-first-price", first_price()),
        ("v2-first-price-many", many_sealed()),
        ("v2-vickrey-reserve", vickrey()),
        ("v2-vickrey-unsold", vickrey_unsold()),
        ("v2-dutch-halted", dutch()),
        ("v2-dutch-unsold", dutch_unsold()),
        ("v2-reverse", reverse()),
        ("v2-reverse-by-hand", reverse_by_hand()),
        ("v2-multi-unit-pay-as-bid", pay_as_bid()),
        ("v2-multi-unit-uniform", uniform()),
        ("v2-live-undone", live()),
        ("v2-live-passed", passed()),
        ("v2-english-lively", chance::lively(Format::English, 31)),
        ("v2-reverse-lively", chance::lively(Format::Reverse, 32)),
        ("v2-multi-unit-lively", chance::lively(Format::MultiUnit { units: 9, pricing: Pricing::Uniform }, 33)),
        ("v2-live-lively", chance::lively(Format::Live, 34)),
    ]
}

/// The usual closing, in another way.
pub fn closes(mode: ClosingMode) -> Closing {
    Closing { mode, ..Closing::default() }
}

fn retracted() -> Recording {
    let mut tape = Tape::of(1, None, None, |terms| {
        (terms.closing, terms.retraction, terms.ends_at) = (Closing::hard(), true, instant(24 * HOUR));
        terms.premium = Premium {
            rows: vec![
                Slice { from: Money(0), rate: BasisPoints(2_500) },
                Slice { from: Money(1_000_00), rate: BasisPoints(2_000) },
            ],
        };
        terms.tax = Tax { on_hammer: BasisPoints(0), on_premium: BasisPoints(1_900) };
        terms.approval = Approval::Approved;
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 12_00);
    let mistyped = tape.bids(HOUR, 2, 10_000_00);
    tape.does(HOUR + 40 * SECOND, &Command::Retract { bidder: person(2), seq: mistyped }).unwrap();
    tape.bids(HOUR + MINUTE, 2, 100_00);
    tape.bids(24 * HOUR, 1, 105_00);
    tape.ends();
    tape.recorded(
        "Closed hard; a mistyped bid is taken back, and the price falls back; premium, tax and approval in the terms",
    )
}

fn group() -> Recording {
    let mut tape = Tape::of(2, Some(50_00), None, |terms| {
        terms.lot = lot(7);
        terms.closing = Closing { scope: Scope::Group, cap: Some(span(10 * MINUTE)), ..Closing::default() };
    });
    tape.tick(0);
    tape.bids(HOUR - MINUTE, 1, 20_00);
    tape.does(HOUR, &Command::Follow { to: instant(HOUR + 2 * MINUTE) }).unwrap();
    tape.bids(HOUR + MINUTE, 2, 80_00);
    tape.does(HOUR + MINUTE, &Command::Follow { to: instant(HOUR + 30 * MINUTE) }).unwrap();
    tape.bids(HOUR + 9 * MINUTE, 1, 90_00);
    tape.ends();
    tape.recorded("A lot of a group: its end moves by its own late bids and by those of other lots, up to its cap")
}

fn voided() -> Recording {
    let mut tape = Tape::of(3, None, None, |terms| {
        terms.closing = Closing { cap: Some(span(5 * MINUTE)), trigger: Trigger::Leader, ..closes(ClosingMode::Add) };
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 20_00);
    let high = tape.bids(2 * MINUTE, 2, 900_00);
    tape.bids(3 * MINUTE, 3, 700_00);
    tape.bids(4 * MINUTE, 1, 750_00);
    tape.voids(5 * MINUTE, high);
    for (turn, bidder) in [4, 1, 4, 1, 3, 4].into_iter().enumerate() {
        let minutes = i64::try_from(turn).unwrap();
        tape.bids(HOUR - 10 * SECOND + minutes * 55 * SECOND, bidder, 800_00 + minutes * 30_00);
    }
    let last = tape.auction.seq;
    let last_bid = (1..=last).rev().find(|seq| tape.auction.book.bid(*seq).is_some()).unwrap();
    tape.voids(tape.end() - SECOND, last_bid);
    tape.ends();
    tape.recorded("Late bids add to the end up to a cap, if they change the leader; voids fold the other bids anew")
}

fn quiet() -> Recording {
    let mut tape = Tape::of(4, Some(30_00), None, |terms| {
        terms.closing = Closing { extension: span(20 * MINUTE), ..closes(ClosingMode::Quiet) };
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 20_00);
    tape.bids(50 * MINUTE, 2, 40_00);
    tape.halts(55 * MINUTE);
    tape.resumes(2 * HOUR);
    tape.was_away(2 * HOUR + 5 * MINUTE, 3 * HOUR);
    tape.bids(3 * HOUR + 9 * MINUTE, 1, 41_00);
    tape.ends();
    tape.recorded("Ends once it is quiet; halted and resumed; the house was away over the end, which an outage moves")
}

fn candle() -> Recording {
    let mut tape = Tape::of(5, None, Some([0x42; 32]), |terms| {
        terms.closing = Closing { extension: span(10 * MINUTE), ..closes(ClosingMode::Candle) };
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 20_00);
    tape.bids(HOUR + SECOND, 2, 40_00);
    let end = tape.end();
    tape.bids(end, 1, 50_00);
    assert!(tape.bids_as(end + 1, 3, 90_00, |_| {}).is_err());
    tape.ends();
    tape.recorded(
        "A candle burns beyond the scheduled end; bids count while it burns, and its seed is shown at the close",
    )
}

fn bought_first() -> Recording {
    let mut tape = Tape::of(6, None, None, |terms| {
        terms.buy_now = Some(BuyNow { price: Money(80_00), until: BuyNowUntil::FirstBid });
    });
    tape.tick(0);
    tape.bids_as(MINUTE, 1, 0, |bid| bid.buy_now = true).unwrap();
    tape.recorded("Bought at once, before any bid")
}

fn bought_under_reserve() -> Recording {
    let mut tape = Tape::of(7, Some(60_00), None, |terms| {
        terms.buy_now = Some(BuyNow { price: Money(80_00), until: BuyNowUntil::FirstBid });
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 20_00);
    tape.bids(2 * MINUTE, 2, 30_00);
    tape.bids_as(3 * MINUTE, 2, 0, |bid| bid.buy_now = true).unwrap();
    tape.recorded("Bought at once by the leader, while the reserve is not met")
}

fn bought_late() -> Recording {
    let mut tape = Tape::of(8, None, Some([0x17; 32]), |terms| {
        terms.buy_now = Some(BuyNow { price: Money(80_00), until: BuyNowUntil::PricePasses });
        terms.closing = closes(ClosingMode::Candle);
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 20_00);
    tape.bids(2 * MINUTE, 2, 30_00);
    tape.bids_as(3 * MINUTE, 3, 0, |bid| bid.buy_now = true).unwrap();
    tape.recorded("Bought at once with bids on it, while a candle burned")
}

fn cancelled() -> Recording {
    let mut tape = Tape::of(9, None, None, |_| {});
    tape.tick(0);
    tape.bids(MINUTE, 1, 20_00);
    tape.does(2 * MINUTE, &Command::Cancel { by: admin(), reason: "Forged".into() }).unwrap();
    tape.recorded("Taken down by an admin")
}

fn sealed(number: u128, format: Format, reserve: Option<i64>) -> Tape {
    Tape::of(number, reserve, None, |terms| (terms.format, terms.closing) = (format, Closing::hard()))
}

fn first_price() -> Recording {
    let mut tape = sealed(10, Format::FirstPrice, None);
    tape.tick(0);
    tape.bids(MINUTE, 1, 50_00);
    tape.bids(2 * MINUTE, 2, 90_00);
    tape.bids(3 * MINUTE, 3, 80_00);
    tape.bids(4 * MINUTE, 2, 70_00);
    let child = tape.bids(5 * MINUTE, 4, 500_00);
    tape.voids(6 * MINUTE, child);
    tape.bids(HOUR, 1, 80_00);
    tape.ends();
    tape.recorded("Sealed, first price: bids replaced up and down, one struck out, a tie for the first to the earlier")
}

fn many_sealed() -> Recording {
    let mut tape = sealed(11, Format::FirstPrice, Some(20_00));
    tape.tick(0);
    for bidder in 0..230 {
        tape.bids(
            MINUTE + i64::try_from(bidder).unwrap(),
            1 + bidder,
            10_00 + i64::try_from(bidder * 37 % 230).unwrap(),
        );
    }
    tape.does(2 * MINUTE, &Command::Close { by: admin(), reason: "All are in".into() }).unwrap();
    tape.recorded("More sealed bids than one event shows, none at the reserve, closed early by an admin")
}

fn vickrey() -> Recording {
    let mut tape = sealed(12, Format::Vickrey, Some(65_00));
    tape.tick(0);
    tape.bids(MINUTE, 1, 90_00);
    tape.bids(2 * MINUTE, 2, 60_00);
    tape.bids(3 * MINUTE, 3, 30_00);
    tape.ends();
    tape.recorded("Sealed, second price: the reserve is more than the second highest bid")
}

fn vickrey_unsold() -> Recording {
    let mut tape = sealed(13, Format::Vickrey, None);
    tape.tick(0);
    tape.ends();
    tape.recorded("Sealed, second price: nobody bid")
}

fn falls(terms: &mut Terms) {
    let (step, every, floor) = (Money(5_00), span(MINUTE), Money(20_00));
    (terms.format, terms.start, terms.closing) = (Format::Dutch { step, every, floor }, Money(200_00), Closing::hard());
}

fn dutch() -> Recording {
    let mut tape = Tape::of(14, None, None, falls);
    tape.tick(0);
    assert!(tape.bids_as(MINUTE, 1, 100_00, |_| {}).is_err());
    tape.halts(10 * MINUTE);
    tape.resumes(25 * MINUTE);
    tape.bids(30 * MINUTE + 30 * SECOND, 2, 160_00);
    tape.recorded("A falling price, that stood still while it was halted")
}

fn dutch_unsold() -> Recording {
    let mut tape = Tape::of(15, None, None, falls);
    tape.tick(0);
    tape.ends();
    tape.recorded("A falling price at which nobody bought")
}

fn reverse() -> Recording {
    let mut tape = Tape::of(16, Some(700_00), None, |terms| {
        (terms.format, terms.start) = (Format::Reverse, Money(1_000_00));
    });
    tape.tick(0);
    tape.bids(MINUTE, 1, 900_00);
    tape.bids(2 * MINUTE, 2, 880_00);
    tape.bids(3 * MINUTE, 2, 600_00);
    tape.bids(4 * MINUTE, 2, 550_00);
    tape.bids(5 * MINUTE, 1, 620_00);
    tape.bids(HOUR - MINUTE, 1, 550_00);
    tape.bids(HOUR, 3, 500_00);
    tape.ends();
    tape.recorded("The lowest offer wins: a limit, ties, a leader who goes lower, a late offer")
}

fn reverse_by_hand() -> Recording {
    let mut tape = Tape::of(17, None, None, |terms| {
        (terms.format, terms.start) = (Format::Reverse, Money(1_000_00));
        (terms.automatic, terms.increments) = (false, Increments::Fixed(Money(20_00)));
    });
    tape.tick(0);
    for (minute, bidder, amount) in [(1, 1, 1_000_00), (2, 2, 900_00), (3, 1, 870_00)] {
        tape.bids(minute * MINUTE, bidder, amount);
    }
    tape.ends();
    tape.recorded("The lowest offer wins, without automatic bidding")
}

fn units(number: u128, reserve: Option<i64>, pricing: Pricing, mode: ClosingMode) -> Tape {
    Tape::of(number, reserve, None, |terms| {
        (terms.format, terms.closing) = (Format::MultiUnit { units: 5, pricing }, closes(mode));
    })
}

fn wants(quantity: u32, whole: bool) -> impl FnOnce(&mut Bid) {
    move |bid| (bid.quantity, bid.whole) = (quantity, whole)
}

fn pay_as_bid() -> Recording {
    let mut tape = units(18, None, Pricing::PayAsBid, ClosingMode::Add);
    tape.tick(0);
    tape.bids_as(MINUTE, 1, 20_00, wants(3, false)).unwrap();
    tape.bids_as(2 * MINUTE, 2, 15_00, wants(3, true)).unwrap();
    tape.bids_as(3 * MINUTE, 3, 12_00, wants(1, false)).unwrap();
    let struck = tape.bids_as(4 * MINUTE, 4, 30_00, wants(2, false)).unwrap();
    tape.bids_as(5 * MINUTE, 1, 25_00, wants(4, false)).unwrap();
    tape.voids(6 * MINUTE, struck);
    tape.bids_as(HOUR - SECOND, 3, 40_00, wants(2, false)).unwrap();
    tape.ends();
    tape.recorded("Five units, each at its own bid: a partial award, one refused, a bid replaced, one struck out")
}

fn uniform() -> Recording {
    let mut tape = units(19, Some(18_00), Pricing::Uniform, ClosingMode::Reset);
    tape.tick(0);
    tape.bids_as(MINUTE, 1, 15_00, wants(2, false)).unwrap();
    tape.bids_as(2 * MINUTE, 2, 25_00, wants(2, false)).unwrap();
    tape.bids_as(3 * MINUTE, 3, 22_00, wants(1, false)).unwrap();
    tape.was_away(HOUR - MINUTE, HOUR + MINUTE);
    tape.bids_as(HOUR + 10 * MINUTE, 4, 20_00, wants(1, false)).unwrap();
    tape.ends();
    tape.recorded("Five units at one price, the lowest that wins; a reserve keeps some back; an outage")
}

fn live() -> Recording {
    let mut tape = Tape::of(20, Some(60_00), None, |terms| {
        (terms.format, terms.closing, terms.lot, terms.retraction) = (Format::Live, Closing::hard(), lot(1), true);
    });
    tape.bids(-HOUR, 1, 40_00);
    tape.bids(-HOUR + MINUTE, 2, 55_00);
    let mistyped = tape.bids(-MINUTE, 3, 5_000_00);
    tape.does(-MINUTE + SECOND, &Command::Retract { bidder: person(3), seq: mistyped }).unwrap();
    tape.conducts(0, Act::Open);
    tape.conducts(SECOND, Act::Announce("A chair, with all its legs".into()));
    tape.conducts(2 * SECOND, Act::Ask(Money(58_00)));
    tape.conducts(3 * SECOND, Act::Floor(None));
    tape.conducts(4 * SECOND, Act::Floor(Some(Money(60_00))));
    tape.conducts(5 * SECOND, Act::Floor(None));
    tape.conducts(6 * SECOND, Act::Undo { last: true });
    tape.conducts(7 * SECOND, Act::Warn);
    tape.conducts(8 * SECOND, Act::Undo { last: true });
    tape.conducts(9 * SECOND, Act::Ask(Money(70_00)));
    tape.conducts(10 * SECOND, Act::Undo { last: true });
    tape.bids(11 * SECOND, 2, 80_00);
    tape.conducts(12 * SECOND, Act::Warn);
    tape.conducts(13 * SECOND, Act::Hammer);
    tape.conducts(14 * SECOND, Act::Undo { last: true });
    tape.conducts(15 * SECOND, Act::Ask(Money(100_00)));
    tape.bids(16 * SECOND, 3, 120_00);
    tape.halts(17 * SECOND);
    tape.resumes(30 * SECOND);
    tape.conducts(31 * SECOND, Act::Hammer);
    tape.recorded("A live lot: absentee maxima, asks, the floor, warnings, and every kind of undo, the hammer's too")
}

fn passed() -> Recording {
    let mut tape = Tape::of(21, None, None, |terms| {
        (terms.format, terms.closing, terms.lot) = (Format::Live, Closing::hard(), lot(2));
    });
    tape.conducts(0, Act::Open);
    tape.conducts(SECOND, Act::Floor(Some(Money(15_00))));
    tape.conducts(2 * SECOND, Act::Pass);
    tape.does(3 * SECOND, &Command::Conduct { by: admin(), act: Act::Undo { last: true } }).unwrap();
    tape.does(4 * SECOND, &Command::Close { by: admin(), reason: "The hall must be cleared".into() }).unwrap();
    tape.recorded("A live lot that was passed, reopened, and closed by an admin")
}
