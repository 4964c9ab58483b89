//! What somebody may have at stake, decided as the actors decide it, without them.

use super::Credit;
use super::paddle::Paddle;
use super::stakes::Stakes;
use crate::domain::ledger::Nonce;
use crate::domain::terms::{Approval, Format, Pricing};
use crate::domain::{
    AccountId, Allowance, Auction, AuctionId, Bid, BidKey, By, Command, Currency, Event, Hash, Money, Rejection, Terms,
    Timestamp,
};
use crate::live::ahead::Ahead;
use crate::live::inbox::{Pending, Refused};
use crate::live::refusals::Refusals;
use crate::live::room::Room;
use crate::store::credit::Facts;
use chrono::DateTime;
use std::sync::{Arc, Barrier};
use std::time::{Duration, Instant};
use uuid::Uuid;

const NOW: Timestamp = DateTime::UNIX_EPOCH;
const ANN: AccountId = AccountId(Uuid::from_u128(11));
const BO: AccountId = AccountId(Uuid::from_u128(12));

/// A bidder with this limit in euros.
fn limited(account: AccountId, limit: i64) -> Arc<Paddle> {
    let paddle = Arc::new(Paddle::new(account));
    paddle.follow();
    paddle.learn(facts(limit));
    paddle
}

fn facts(limit: i64) -> Facts {
    Facts { limits: [(Currency::EUR, Money(limit))].into(), ..Facts::default() }
}

/// A bidder the books say this about, and nothing about limits.
fn free(account: AccountId, facts: Facts) -> Arc<Paddle> {
    let paddle = Arc::new(Paddle::new(account));
    paddle.learn(facts);
    paddle
}

/// A lot with its ledger, as its actor has them: starts at 100, in steps of 1.
struct Lot {
    board: Auction,
    ahead: Ahead,
    stakes: Stakes,
    refusals: Refusals,
}

impl Lot {
    fn open(number: u128) -> Lot {
        Lot::with(number, |_| {})
    }

    fn with(number: u128, change: impl FnOnce(&mut Terms)) -> Lot {
        let room = Room::of_a_book(AuctionId(Uuid::from_u128(number)), "A book", Vec::new());
        let mut board = room.board().auction.clone();
        change(Arc::make_mut(&mut board.terms));
        board.apply(NOW, &Event::Opened { by: None });
        let (ahead, stakes) = (Ahead::new(board.clone(), Hash([0; 32])), Stakes::default());
        Lot { board, ahead, stakes, refusals: Refusals::default() }
    }

    fn bid(&mut self, paddle: &Arc<Paddle>, amount: i64) -> Result<(), Rejection> {
        self.bid_with(paddle, amount, Uuid::new_v4())
    }

    fn bid_with(&mut self, paddle: &Arc<Paddle>, amount: i64, key: Uuid) -> Result<(), Rejection> {
        let bid = Bid::new(paddle.account, Money(amount), BidKey(key), Nonce([7; 16]));
        self.decide(Command::Bid(bid), Some(paddle.clone()))
    }

    fn bid_for(&mut self, paddle: &Arc<Paddle>, amount: i64, quantity: u32) -> Result<(), Rejection> {
        let bid = Bid::new(paddle.account, Money(amount), BidKey(Uuid::new_v4()), Nonce([7; 16]));
        self.decide(Command::Bid(Bid { quantity, ..bid }), Some(paddle.clone()))
    }

    fn decides(&mut self, act: Command) {
        assert_eq!(self.decide(act, None), Ok(()));
    }

    fn decide(&mut self, command: Command, paddle: Option<Arc<Paddle>>) -> Result<(), Rejection> {
        let deadline = Instant::now() + Duration::from_secs(60);
        let pending = Pending { received_at: NOW, command, paddle, reply: Box::new(|_| {}), deadline };
        self.ahead.decide(pending, &mut self.refusals, &self.stakes);
        match self.ahead.waiting_mut().last().expect("a verdict").verdict {
            Ok(_) => Ok(()),
            Err(Refused::Rejected(rejection)) => Err(rejection),
            Err(other) => panic!("{other:?}"),
        }
    }

    /// Writes what was decided into the ledger.
    fn lands(&mut self) {
        let Ok((_, flight)) = self.ahead.take_off() else { panic!("nothing happened") };
        flight.events.iter().for_each(|(at, event)| self.board.apply(*at, event));
        self.stakes.settle(&[&self.board, self.ahead.auction()]);
    }

    /// What was decided never comes to be: the ledger is folded anew.
    fn is_lost(&mut self) {
        self.ahead = Ahead::new(self.board.clone(), Hash([0; 32]));
        self.stakes.settle(&[&self.board]);
    }
}

fn at_stake(paddle: &Paddle) -> i64 {
    paddle.at_stake(Currency::EUR).expect("a limit").0.0
}

#[test]
fn of_two_maxima_at_the_same_moment_on_two_lots_exactly_one_fits_the_limit_every_time() {
    for round in 0..1_000 {
        let (ann, start) = (limited(ANN, 1_500), Barrier::new(2));
        let bid = |number| {
            let mut lot = Lot::open(number);
            start.wait();
            lot.bid(&ann, 1_000)
        };
        let verdicts = std::thread::scope(|scope| {
            let (one, other) = (scope.spawn(|| bid(1)), scope.spawn(|| bid(2)));
            [one.join().expect("decided"), other.join().expect("decided")]
        });
        assert_eq!(verdicts.iter().filter(|verdict| verdict.is_ok()).count(), 1, "round {round}: {verdicts:?}");
        assert!(verdicts.contains(&Err(Rejection::OverLimit)), "round {round}: {verdicts:?}");
        assert_eq!(at_stake(&ann), 1_000, "round {round}");
    }
}

#[test]
fn a_raise_counts_only_its_difference() {
    let (ann, mut one, mut other) = (limited(ANN, 1_500), Lot::open(1), Lot::open(2));
    assert_eq!(one.bid(&ann, 1_000), Ok(()));
    assert_eq!(other.bid(&ann, 300), Ok(()));
    assert_eq!(one.bid(&ann, 1_201), Err(Rejection::OverLimit));
    assert_eq!(one.bid(&ann, 1_200), Ok(()));
    assert_eq!(at_stake(&ann), 1_500);
    assert_eq!(other.bid(&ann, 301), Err(Rejection::OverLimit));
}

#[test]
fn being_outbid_frees_the_limit_once_it_is_in_the_ledger_and_not_before() {
    let (ann, bo) = (limited(ANN, 1_000), free(BO, Facts::default()));
    let (mut one, mut other) = (Lot::open(1), Lot::open(2));
    assert_eq!(one.bid(&ann, 1_000), Ok(()));
    one.lands();
    assert_eq!(one.bid(&bo, 2_000), Ok(()));
    assert_eq!(other.bid(&ann, 1_000), Err(Rejection::OverLimit));
    one.lands();
    assert_eq!(at_stake(&ann), 0);
    assert_eq!(other.bid(&ann, 1_000), Ok(()));
}

#[test]
fn who_is_outbid_in_the_batch_that_follows_their_own_has_it_at_stake_until_that_has_landed() {
    let (ann, bo, mut lot) = (limited(ANN, 1_000), free(BO, Facts::default()), Lot::open(1));
    assert_eq!(lot.bid(&ann, 1_000), Ok(()));
    let Ok((_, first)) = lot.ahead.take_off() else { panic!("nothing happened") };
    assert_eq!(lot.bid(&bo, 2_000), Ok(()));
    first.events.iter().for_each(|(at, event)| lot.board.apply(*at, event));
    lot.stakes.settle(&[&lot.board, lot.ahead.auction()]);
    assert_eq!(at_stake(&ann), 1_000);
    lot.lands();
    assert_eq!(at_stake(&ann), 0);
}

#[test]
fn a_refused_bid_puts_nothing_at_stake() {
    let (ann, mut lot) = (limited(ANN, 1_000), Lot::open(1));
    assert!(matches!(lot.bid(&ann, 99), Err(Rejection::TooLow { .. })));
    assert_eq!(lot.bid(&ann, 1_001), Err(Rejection::OverLimit));
    assert_eq!(at_stake(&ann), 0);
}

#[test]
fn a_bid_refused_for_its_limit_is_refused_again_by_its_key_and_passes_with_a_new_one_once_it_fits() {
    let (ann, mut lot, key) = (limited(ANN, 1_000), Lot::open(1), Uuid::new_v4());
    assert_eq!(lot.bid_with(&ann, 1_001, key), Err(Rejection::OverLimit));
    ann.learn(facts(2_000));
    assert_eq!(lot.bid_with(&ann, 1_001, key), Err(Rejection::OverLimit));
    assert_eq!(lot.bid(&ann, 1_001), Ok(()));
}

#[test]
fn an_answer_given_again_puts_nothing_more_at_stake() {
    let (ann, mut lot, key) = (limited(ANN, 1_000), Lot::open(1), Uuid::new_v4());
    assert_eq!(lot.bid_with(&ann, 800, key), Ok(()));
    ann.learn(facts(100));
    assert_eq!(lot.bid_with(&ann, 800, key), Ok(()), "it was accepted once");
    assert_eq!(at_stake(&ann), 800);
}

#[test]
fn what_never_came_to_stand_is_given_back() {
    let (ann, mut one, mut other) = (limited(ANN, 1_000), Lot::open(1), Lot::open(2));
    assert_eq!(one.bid(&ann, 200), Ok(()));
    one.lands();
    assert_eq!(one.bid(&ann, 1_000), Ok(()));
    assert_eq!(other.bid(&ann, 800), Err(Rejection::OverLimit), "it may still come to stand");
    one.is_lost();
    assert_eq!(at_stake(&ann), 200);
    assert_eq!(other.bid(&ann, 800), Ok(()));
}

#[test]
fn a_limit_that_is_lowered_leaves_what_stands_and_takes_no_more() {
    let (ann, mut one, mut other) = (limited(ANN, 1_000), Lot::open(1), Lot::open(2));
    assert_eq!(one.bid(&ann, 900), Ok(()));
    one.lands();
    ann.learn(facts(500));
    assert_eq!(at_stake(&ann), 900);
    assert_eq!(one.bid(&ann, 901), Err(Rejection::OverLimit));
    assert_eq!(other.bid(&ann, 100), Err(Rejection::OverLimit));
}

#[test]
fn a_limit_in_one_currency_says_nothing_about_another() {
    let ann = limited(ANN, 500);
    let mut yen = Lot::with(1, |terms| terms.currency = "JPY".parse().expect("a currency"));
    assert_eq!(yen.bid(&ann, 100_000), Ok(()));
    assert_eq!((at_stake(&ann), Lot::open(2).bid(&ann, 500)), (0, Ok(())));
}

#[test]
fn a_lot_that_is_over_puts_nothing_at_stake() {
    let (ann, mut lot) = (limited(ANN, 1_000), Lot::open(1));
    assert_eq!(lot.bid(&ann, 1_000), Ok(()));
    lot.ahead.close(lot.board.ends_at + chrono::TimeDelta::days(400));
    assert_eq!(at_stake(&ann), 1_000);
    lot.lands();
    assert_eq!(at_stake(&ann), 0);
}

#[test]
fn nobody_is_followed_who_has_no_limit() {
    let (bo, mut lot) = (free(BO, Facts::default()), Lot::open(1));
    assert_eq!(lot.bid(&bo, 1_000), Ok(()));
    assert!(!bo.is_followed());
    assert_eq!(bo.raise(&lot.board, NOW).allowance(), Allowance::Unlimited);
}

#[test]
fn who_is_linked_to_the_seller_is_refused_as_the_seller_is() {
    let mut lot = Lot::open(1);
    let bo = free(BO, Facts { linked: [lot.board.seller].into(), ..Facts::default() });
    assert_eq!(lot.bid(&bo, 1_000), Err(Rejection::OwnAuction));
    let ann = free(ANN, Facts { linked: [BO].into(), ..Facts::default() });
    assert_eq!(lot.bid(&ann, 1_000), Ok(()));
}

#[test]
fn where_the_house_approves_its_bidders_nobody_else_may_bid() {
    let mut lot = Lot::with(1, |terms| terms.approval = Approval::Approved);
    let (stranger, other) = (free(BO, Facts::default()), Uuid::from_u128(9));
    let ann = free(ANN, Facts { approved: [lot.board.terms.auction.0].into(), ..Facts::default() });
    assert_eq!((stranger.may_bid(&lot.board), ann.may_bid(&lot.board)), (Some(false), Some(true)));
    assert_eq!(lot.bid(&stranger, 1_000), Err(Rejection::NotApproved));
    assert_eq!(lot.bid(&ann, 1_000), Ok(()));
    // Withdrawn while they lead: what stands, stands.
    ann.learn(Facts { approved: [other].into(), ..Facts::default() });
    assert_eq!(lot.bid(&ann, 2_000), Err(Rejection::NotApproved));
    lot.lands();
    assert_eq!(lot.board.lead.map(|lead| lead.bidder), Some(ANN));
}

#[test]
fn a_lot_folded_anew_follows_whoever_is_followed_elsewhere_and_nobody_else() {
    let (credit, mut lot) = (Credit::default(), Lot::open(1));
    let (ann, bo) = (credit.paddle(ANN), credit.paddle(BO));
    for paddle in [&ann, &bo] {
        paddle.learn(Facts::default());
    }
    assert_eq!((lot.bid(&bo, 300), lot.bid(&ann, 500)), (Ok(()), Ok(())));
    lot.lands();
    ann.follow();
    ann.learn(facts(1_000));
    assert_eq!(at_stake(&ann), 0, "not counted yet");
    credit.follow(&lot.board, &Stakes::default());
    assert_eq!(at_stake(&ann), 500);
    assert!(!bo.is_followed());
}

#[test]
fn a_sealed_bid_is_at_stake_in_full_and_a_lower_one_in_its_place_once_that_is_in_the_ledger() {
    let ann = limited(ANN, 1_000);
    let (mut sealed, mut other) = (Lot::with(1, |terms| terms.format = Format::FirstPrice), Lot::open(2));
    let bo = free(BO, Facts::default());
    assert_eq!((sealed.bid(&bo, 5_000), sealed.bid(&ann, 900)), (Ok(()), Ok(())));
    sealed.lands();
    assert_eq!(at_stake(&ann), 900, "nobody may know whether it leads");
    assert_eq!(other.bid(&ann, 101), Err(Rejection::OverLimit));
    ann.learn(facts(500));
    assert_eq!(sealed.bid(&ann, 901), Err(Rejection::OverLimit));
    assert_eq!(sealed.bid(&ann, 300), Ok(()), "less at stake is always welcome");
    assert_eq!(at_stake(&ann), 900);
    sealed.lands();
    assert_eq!((at_stake(&ann), other.bid(&ann, 200)), (300, Ok(())));
}

#[test]
fn several_units_are_at_stake_with_all_that_was_bid_for() {
    let ann = limited(ANN, 1_000);
    let several = |terms: &mut Terms| terms.format = Format::MultiUnit { units: 5, pricing: Pricing::Uniform };
    let mut lot = Lot::with(1, several);
    assert_eq!(lot.bid_for(&ann, 251, 4), Err(Rejection::OverLimit));
    assert_eq!(lot.bid_for(&ann, 250, 4), Ok(()));
    assert_eq!(at_stake(&ann), 1_000);
    assert_eq!(lot.bid_for(&free(BO, Facts::default()), 300, 5), Ok(()));
    lot.lands();
    assert_eq!(at_stake(&ann), 0, "nothing is left for her");
}

#[test]
fn a_bid_that_stands_again_because_the_one_above_was_struck_out_is_at_stake_again() {
    let (ann, bo, mut lot) = (limited(ANN, 1_000), free(BO, Facts::default()), Lot::open(1));
    assert_eq!((lot.bid(&ann, 700), lot.bid(&bo, 900)), (Ok(()), Ok(())));
    lot.lands();
    assert_eq!(at_stake(&ann), 0);
    let by = By::Admin(AccountId(Uuid::from_u128(1)));
    lot.decides(Command::Void { by, seq: lot.board.seq, reason: "mistyped".into() });
    lot.lands();
    assert_eq!(at_stake(&ann), 700);
}

#[test]
fn an_offer_in_a_reverse_auction_puts_nothing_at_stake() {
    let (ann, mut lot) = (limited(ANN, 10), Lot::with(1, |terms| terms.format = Format::Reverse));
    assert_eq!((lot.bid(&ann, 90), at_stake(&ann)), (Ok(()), 0));
}
