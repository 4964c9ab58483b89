//! Every "no" the house can say: its code is on the wire and stays, and it says what to do.

use gavel::domain::rejection::NotOpen;
use gavel::domain::sale::SaleKind;
use gavel::domain::settlement::Obstacle;
use gavel::domain::{Money, Rejection};
use gavel::language::{Language, speaking};
use gavel::live::words;
use std::collections::BTreeSet;

const M: Money = Money(1_250);

/// Each with the code that programs know it by.
const ALL: &[(Rejection, &str)] = &[
    (Rejection::TooLow { minimum: M }, "too_low"),
    (Rejection::TooHigh { minimum: M }, "too_high"),
    (Rejection::NotAboveYourMaximum { minimum: M }, "not_above_your_maximum"),
    (Rejection::NotBelowYourOffer { minimum: M }, "not_below_your_offer"),
    (Rejection::NotOpen(NotOpen::Draft), "not_open"),
    (Rejection::NotOpen(NotOpen::Scheduled), "not_open"),
    (Rejection::NotOpen(NotOpen::Halted), "not_open"),
    (Rejection::Ended, "ended"),
    (Rejection::OwnAuction, "own_auction"),
    (Rejection::NotApproved, "not_approved"),
    (Rejection::OverLimit, "over_limit"),
    (Rejection::BadAmount, "bad_amount"),
    (Rejection::OffQuantum { quantum: M }, "off_quantum"),
    (Rejection::BadQuantity { units: 3 }, "bad_quantity"),
    (Rejection::NoBuyNow, "no_buy_now"),
    (Rejection::AlreadyLeading, "already_leading"),
    (Rejection::KeyReused, "key_reused"),
    (Rejection::NoSuchBid, "no_such_bid"),
    (Rejection::NotRetractable, "not_retractable"),
    (Rejection::BadAsk { minimum: M }, "bad_ask"),
    (Rejection::NothingToUndo, "nothing_to_undo"),
    (Rejection::NotLive, "not_live"),
    (Rejection::OpenAlready, "open_already"),
    (Rejection::NotHalted, "not_halted"),
    (Rejection::HasBids, "has_bids"),
    (Rejection::ReasonRequired, "reason_required"),
    (Rejection::Forbidden, "forbidden"),
    (Rejection::NotItsTurn, "not_its_turn"),
];

#[test]
fn every_refusal_has_the_code_that_programs_know_it_by() {
    for (refusal, code) in ALL {
        assert_eq!(refusal.code(), *code);
    }
}

#[test]
fn every_refusal_says_in_a_sentence_of_its_own_what_is_wrong() {
    for language in Language::ALL {
        let said = || ALL.iter().map(|(refusal, _)| words::rejection(refusal)).collect();
        let sentences: BTreeSet<_> = speaking(language, said);
        assert_eq!(sentences.len(), ALL.len());
        assert!(sentences.iter().all(|sentence| sentence.len() > 20 && sentence.ends_with('.')), "{sentences:?}");
    }
}

#[test]
fn a_refusal_tells_the_amount_that_would_do_where_that_is_what_was_wrong() {
    let telling = ALL.iter().filter(|(refusal, _)| refusal.minimum() == Some(M)).map(|(_, code)| *code);
    let codes: Vec<_> = telling.collect();
    assert_eq!(codes, ["too_low", "too_high", "not_above_your_maximum", "not_below_your_offer", "bad_ask"]);
    assert!(ALL.iter().all(|(refusal, _)| refusal.minimum().is_none_or(|minimum| minimum == M)));
}

#[test]
fn everything_in_the_way_after_the_hammer_has_a_code_and_a_sentence_of_its_own() {
    let all = [
        (Obstacle::Forbidden, "forbidden"),
        (Obstacle::NotNow, "not_now"),
        (Obstacle::NotOverdue, "not_overdue"),
        (Obstacle::ReasonRequired, "reason_required"),
        (Obstacle::Rated, "rated"),
        (Obstacle::Taken, "taken"),
        (Obstacle::NobodyLeft, "nobody_left"),
        (Obstacle::Barred, "barred"),
    ];
    assert!(all.iter().all(|(obstacle, code)| obstacle.code() == *code));
    let sentences: BTreeSet<_> =
        all.iter().map(|(obstacle, _)| gavel::web::Error::from(*obstacle).problem().detail.clone()).collect();
    assert!(sentences.len() == all.len() && sentences.iter().all(|sentence| sentence.ends_with('.')));
}

#[test]
fn a_sale_is_timed_or_live() {
    for (kind, word) in [(SaleKind::Timed, "timed"), (SaleKind::Live, "live")] {
        assert_eq!((kind.word(), SaleKind::from_word(word)), (word, Some(kind)));
    }
    assert_eq!(SaleKind::from_word("silent"), None);
}
