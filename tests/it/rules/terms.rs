//! What a seller cannot publish, and which field says so.

use crate::lot::{Lot, euros};
use chrono::TimeDelta;
use gavel::config::{FASTEST_FALL, LARGEST_AMOUNT, LONGEST_AUCTION, LONGEST_EXTENSION, MOST_UNITS};
use gavel::domain::increment::{Increments, MOST_ROWS, Row};
use gavel::domain::premium::{BasisPoints, Premium, Tax};
use gavel::domain::terms::{Approval, BuyNow, BuyNowUntil, Pricing, SaleLot};
use gavel::domain::{Closing, ClosingMode, Format, Money, SaleId, Scope, Terms};
use uuid::Uuid;

const MOMENT: TimeDelta = TimeDelta::milliseconds(1);

/// The fields found fault with when good terms are changed like this and published at their start.
fn faults(reserve: Option<Money>, change: impl FnOnce(&mut Terms)) -> Vec<&'static str> {
    let mut terms = Terms::clone(&Lot::us("10").auction.terms);
    let now = terms.starts_at;
    change(&mut terms);
    terms.flaws(reserve, now).into_iter().map(|fault| fault.field).collect()
}

fn fault_of(change: impl FnOnce(&mut Terms)) -> Vec<&'static str> {
    faults(None, change)
}

#[test]
fn good_terms_have_no_fault() {
    assert_eq!(fault_of(|_| ()), [""; 0]);
    assert_eq!(fault_of(|terms| terms.starts_at -= TimeDelta::days(1)), [""; 0], "a start in the past means at once");
    assert_eq!(fault_of(|terms| terms.quantum = Some(euros("2.50"))), [""; 0]);
}

#[test]
fn a_start_is_more_than_nothing_and_at_most_the_largest_amount() {
    for start in [Money(0), Money(-1), Money(LARGEST_AMOUNT.0 + 1)] {
        assert_eq!(fault_of(|terms| (terms.start, terms.increments) = (start, Increments::Decade)), ["start"]);
    }
    assert_eq!(fault_of(|terms| terms.start = LARGEST_AMOUNT), [""; 0]);
}

#[test]
fn a_start_lies_on_the_quantum_that_its_bids_must_lie_on() {
    assert_eq!(fault_of(|terms| terms.quantum = Some(euros("3"))), ["start"]);
    assert_eq!(fault_of(|terms| terms.quantum = Some(Money(0))), ["quantum"]);
}

#[test]
fn a_reserve_is_not_below_the_start() {
    assert_eq!(faults(Some(euros("9.99")), |_| ()), ["reserve"]);
    assert_eq!(faults(Some(euros("10")), |_| ()), [""; 0]);
    assert_eq!(faults(Some(Money(LARGEST_AMOUNT.0 + 1)), |_| ()), ["reserve"]);
}

#[test]
fn increments_that_do_not_rise_are_the_increments_fault() {
    assert_eq!(fault_of(|terms| terms.increments = Increments::Fixed(Money(0))), ["increments"]);
}

#[test]
fn an_end_lies_after_the_start_and_within_the_longest_auction() {
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at), ["ends_at"]);
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at + MOMENT), [""; 0]);
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at + LONGEST_AUCTION), [""; 0]);
    assert_eq!(fault_of(|terms| terms.ends_at = terms.starts_at + LONGEST_AUCTION + MOMENT), ["ends_at"]);
}

#[test]
fn window_extension_and_cap_are_within_a_day() {
    for wrong in [-MOMENT, LONGEST_EXTENSION + MOMENT] {
        assert_eq!(fault_of(|terms| terms.closing.window = wrong), ["closing"]);
        assert_eq!(fault_of(|terms| terms.closing.extension = wrong), ["closing"]);
        assert_eq!(fault_of(|terms| terms.closing.cap = Some(wrong)), ["closing"]);
    }
    assert_eq!(fault_of(|terms| terms.closing.cap = Some(LONGEST_EXTENSION)), [""; 0]);
}

#[test]
fn the_longest_auction_may_begin_as_far_ahead_as_it_may_last() {
    let ahead = |wait: TimeDelta| {
        faults(None, |terms| {
            terms.starts_at += wait;
            terms.ends_at = terms.starts_at + TimeDelta::days(1);
        })
    };
    assert_eq!(ahead(LONGEST_AUCTION), [""; 0]);
    assert_eq!(ahead(LONGEST_AUCTION + MOMENT), ["ends_at"]);
}

#[test]
fn a_span_of_a_closing_may_be_nothing_and_a_day() {
    for right in [TimeDelta::zero(), LONGEST_EXTENSION] {
        assert_eq!(fault_of(|terms| terms.closing.window = right), [""; 0]);
        assert_eq!(fault_of(|terms| terms.closing.extension = right), [""; 0]);
    }
}

fn dutch(step: &str, every: TimeDelta, floor: &str) -> Format {
    Format::Dutch { step: euros(step), every, floor: euros(floor) }
}

/// Sold like this, and closing hard.
fn sold_as(format: Format) -> impl FnOnce(&mut Terms) {
    move |terms| {
        terms.format = format;
        terms.closing.mode = ClosingMode::Hard;
    }
}

#[test]
fn a_dutch_price_falls_by_something_to_a_floor_below_its_start() {
    let minute = TimeDelta::minutes(1);
    assert_eq!(fault_of(sold_as(dutch("0.01", minute, "9.99"))), [""; 0]);
    assert_eq!(fault_of(sold_as(dutch("0", minute, "5"))), ["format"]);
    assert_eq!(fault_of(sold_as(dutch("1", minute, "0"))), ["format"]);
    assert_eq!(fault_of(sold_as(dutch("1", minute, "0.01"))), [""; 0]);
    assert_eq!(fault_of(sold_as(dutch("1", minute, "10"))), ["format"]);
}

#[test]
fn a_dutch_price_falls_once_a_second_to_once_a_day() {
    for (every, right) in [
        (FASTEST_FALL - MOMENT, false),
        (FASTEST_FALL, true),
        (LONGEST_EXTENSION, true),
        (LONGEST_EXTENSION + MOMENT, false),
    ] {
        let expected: &[&str] = if right { &[] } else { &["format"] };
        assert_eq!(fault_of(sold_as(dutch("1", every, "5"))), expected, "{every}");
    }
}

#[test]
fn a_dutch_auction_has_a_floor_and_no_reserve() {
    assert_eq!(faults(Some(euros("10")), sold_as(dutch("1", TimeDelta::minutes(1), "5"))), ["reserve"]);
}

#[test]
fn a_buyers_limit_is_at_or_below_the_start_and_more_than_nothing() {
    let limit = |limit| faults(Some(limit), |terms| terms.format = Format::Reverse);
    assert_eq!(limit(euros("10")), [""; 0]);
    assert_eq!(limit(Money(1)), [""; 0]);
    assert_eq!(limit(euros("10.01")), ["reserve"]);
    assert_eq!(limit(Money(0)), ["reserve"]);
}

#[test]
fn the_steps_of_a_reverse_auction_reach_down_to_nothing() {
    let from = |from| Increments::Table(vec![Row { from: Money(from), step: Money(5) }]);
    let reverse = |first| fault_of(move |terms| (terms.format, terms.increments) = (Format::Reverse, from(first)));
    assert_eq!(reverse(1), [""; 0]);
    assert_eq!(reverse(2), ["increments"]);
    assert_eq!(fault_of(|terms| terms.increments = from(2)), [""; 0], "others only to their start");
}

#[test]
fn there_are_one_to_a_thousand_units() {
    let units = |units| fault_of(|terms| terms.format = Format::MultiUnit { units, pricing: Pricing::Uniform });
    assert_eq!(units(0), ["quantity"]);
    assert_eq!((units(1), units(MOST_UNITS)), (vec![], vec![]));
    assert_eq!(units(MOST_UNITS + 1), ["quantity"]);
}

#[test]
fn where_no_bid_moves_the_end_the_lot_closes_hard() {
    for format in [Format::FirstPrice, Format::Vickrey, Format::Live, dutch("1", TimeDelta::minutes(1), "5")] {
        for mode in ClosingMode::ALL {
            let expected: &[&str] = if mode == ClosingMode::Hard { &[] } else { &["closing"] };
            let found = fault_of(|terms| (terms.format, terms.closing.mode) = (format, mode));
            assert_eq!(found, expected, "{format:?} {mode:?}");
        }
    }
    for mode in ClosingMode::ALL {
        assert_eq!(fault_of(|terms| (terms.format, terms.closing.mode) = (Format::Reverse, mode)), [""; 0]);
    }
}

#[test]
fn a_group_is_lots_of_a_sale_whose_ends_move() {
    let group = |lot: Option<SaleLot>, mode| {
        fault_of(|terms| {
            terms.closing.scope = Scope::Group;
            (terms.lot, terms.closing.mode) = (lot, mode);
        })
    };
    let lot = Some(SaleLot { sale: SaleId(Uuid::from_u128(1)), number: 1 });
    for (mode, moves) in ClosingMode::ALL.into_iter().zip([false, true, true, true, false]) {
        let expected: &[&str] = if moves { &[] } else { &["closing"] };
        assert_eq!(group(lot, mode), expected, "{mode:?}");
        assert_eq!(group(None, mode), ["closing"]);
    }
}

fn buying_at(price: Money) -> impl FnOnce(&mut Terms) {
    move |terms| terms.buy_now = Some(BuyNow { price, until: BuyNowUntil::FirstBid })
}

#[test]
fn buying_at_once_costs_more_than_the_start_and_no_less_than_the_reserve() {
    assert_eq!(fault_of(buying_at(euros("10"))), ["buy_now"]);
    assert_eq!(fault_of(buying_at(euros("10.01"))), [""; 0]);
    assert_eq!(faults(Some(euros("50")), buying_at(euros("49.99"))), ["buy_now"]);
    assert_eq!(faults(Some(euros("50")), buying_at(euros("50"))), [""; 0]);
    assert_eq!(fault_of(buying_at(LARGEST_AMOUNT)), [""; 0]);
    assert_eq!(fault_of(buying_at(Money(LARGEST_AMOUNT.0 + 1))), ["buy_now"]);
}

#[test]
fn the_price_to_buy_at_once_is_one_that_could_be_bid() {
    let stepped = |price| {
        fault_of(move |terms| {
            terms.quantum = Some(euros("2.50"));
            buying_at(price)(terms);
        })
    };
    assert_eq!(stepped(euros("20")), [""; 0]);
    assert_eq!(stepped(euros("21")), ["buy_now"]);
}

#[test]
fn only_an_english_auction_can_be_bought_at_once() {
    for format in [Format::Reverse, Format::MultiUnit { units: 2, pricing: Pricing::Uniform }] {
        let found = fault_of(|terms| {
            terms.format = format;
            buying_at(euros("20"))(terms);
        });
        assert_eq!(found, ["buy_now"]);
    }
}

#[test]
fn a_premium_or_tax_that_cannot_be_is_its_own_fault() {
    assert_eq!(fault_of(|terms| terms.premium = Premium::table(&[(5, 100)])), ["premium"]);
    let more_than_all = Tax { on_hammer: BasisPoints(10_001), ..Tax::default() };
    assert_eq!(fault_of(|terms| terms.tax = more_than_all), ["tax"]);
}

#[test]
fn a_premium_has_at_most_so_many_rows_and_none_beyond_the_largest_amount() {
    let rows = |count: usize| Premium::table(&(0..count).map(|at| (at as i64, 100)).collect::<Vec<_>>());
    let most = gavel::config::settlement::MOST_PREMIUM_ROWS;
    assert!(rows(most).check().is_ok() && rows(most + 1).check().is_err());
    assert!(Premium::table(&[(0, 100), (LARGEST_AMOUNT.0, 50)]).check().is_ok());
    assert!(Premium::table(&[(0, 100), (LARGEST_AMOUNT.0 + 1, 50)]).check().is_err());
    assert_eq!(Premium::table(&[(0, 100), (500, 50)]).pairs(), [(0, 100), (500, 50)]);
    assert!(!Tax { on_hammer: BasisPoints(1), ..Tax::default() }.is_none());
}

#[test]
fn a_quantum_is_at_most_the_largest_amount_and_a_start_a_whole_number_of_them() {
    let stepped = |quantum: Money, start: Money| {
        fault_of(|terms| (terms.quantum, terms.start, terms.increments) = (Some(quantum), start, Increments::Decade))
    };
    assert_eq!(stepped(LARGEST_AMOUNT, LARGEST_AMOUNT), [""; 0]);
    assert_eq!(stepped(Money(LARGEST_AMOUNT.0 + 1), LARGEST_AMOUNT), ["quantum"]);
    assert_eq!(stepped(Money(1), Money(7)), [""; 0]);
}

#[test]
fn a_reserve_may_be_the_largest_amount() {
    assert_eq!(faults(Some(LARGEST_AMOUNT), |_| ()), [""; 0]);
}

#[test]
fn an_increment_table_has_at_most_so_many_rows() {
    let rows = |count: usize| {
        let row = |at: usize| Row { from: Money(at as i64), step: Money(5) };
        Increments::Table((0..count).map(row).collect())
    };
    assert_eq!(rows(MOST_ROWS).check(euros("1")), Ok(()));
    assert!(rows(MOST_ROWS + 1).check(euros("1")).is_err());
}

#[test]
fn the_words_of_the_terms_are_those_on_the_wire() {
    let several = Format::MultiUnit { units: 3, pricing: Pricing::Uniform };
    let formats = [
        (Format::English, "english", 1),
        (Format::FirstPrice, "first_price", 1),
        (Format::Vickrey, "vickrey", 1),
        (dutch("1", TimeDelta::minutes(1), "5"), "dutch", 1),
        (Format::Reverse, "reverse", 1),
        (several, "multi_unit", 3),
        (Format::Live, "live", 1),
    ];
    for (format, word, units) in formats {
        assert_eq!((format.word(), format.units()), (word, units));
        assert_eq!(format.is_sealed(), matches!(word, "first_price" | "vickrey"));
        assert_eq!(format.has_fixed_end(), matches!(word, "first_price" | "vickrey" | "dutch" | "live"));
    }
    for (mode, word) in ClosingMode::ALL.into_iter().zip(["hard", "reset", "add", "quiet", "candle"]) {
        assert_eq!((mode.word(), ClosingMode::of_word(word)), (word, Some(mode)));
    }
    assert_eq!(ClosingMode::of_word("soft"), None);
    assert_eq!(Closing::hard(), Closing { mode: ClosingMode::Hard, ..Closing::default() });
    let ways = [Approval::Open, Approval::Registered, Approval::Approved];
    for (way, word) in ways.into_iter().zip(["open", "registered", "approved"]) {
        assert_eq!((way.word(), Approval::of_word(word)), (word, Some(way)));
    }
}

#[test]
fn an_amount_is_rounded_to_whole_steps_up_and_down() {
    let mut terms = Terms::clone(&Lot::us("10").auction.terms);
    assert_eq!((terms.round_up(Money(13)), terms.round_down(Money(13))), (Money(13), Money(13)));
    terms.quantum = Some(Money(5));
    let rounded = [10, 11, 14, 15].map(|amount| (terms.round_up(Money(amount)).0, terms.round_down(Money(amount)).0));
    assert_eq!(rounded, [(10, 10), (15, 10), (15, 10), (15, 15)]);
    assert_eq!(terms.round_down(Money(-1)), Money(-5));
}
