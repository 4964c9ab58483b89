//! What is due for a closed lot; and where nobody bought it or paid for it, who is offered it next, and under what terms it is
//! listed again.

use crate::config;
use crate::domain::closing::{Closing, Scope};
use crate::domain::event::Award;
use crate::domain::money::Money;
use crate::domain::premium::Bill;
use crate::domain::terms::{Format, Rules, Terms};
use crate::domain::{AccountId, Auction, AuctionId, Timestamp, whole_millis};

/// What somebody was awarded at a close, and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub buyer: AccountId,
    pub seller: AccountId,
    pub quantity: u32,
    pub bill: Bill,
}

impl Terms {
    /// What so many units at this price come to, with premium and tax.
    pub fn bill(&self, price: Money, quantity: u32) -> Bill {
        self.premium.bill(price.times(quantity), self.tax)
    }
}

/// What is due to be paid for a closed auction, award by award. In a reverse auction who listed it buys from who won it. The
/// floor of a live sale pays in the room: it has no account to send an invoice to.
pub fn dues(auction: &Auction) -> Vec<Due> {
    let due = |award: Award| {
        let (buyer, seller) = match auction.terms.format {
            Format::Reverse => (auction.seller, award.bidder),
            _ => (award.bidder, auction.seller),
        };
        Due { buyer, seller, quantity: award.quantity, bill: auction.terms.bill(award.price, award.quantity) }
    };
    auction.awards().into_iter().filter(|award| award.bidder != AccountId::FLOOR).map(due).collect()
}

/// Those who may be offered a lot that nobody paid for, best first and the earliest of equals, each at the most they
/// authorised: their secret (I10). Nobody where bidders sell, where the first to bid had it, or where there are several units.
pub fn ranking(auction: &Auction) -> Vec<(AccountId, Money)> {
    if matches!(auction.terms.format, Format::Reverse | Format::Dutch { .. } | Format::MultiUnit { .. }) {
        return Vec::new();
    }
    let mut bids: Vec<_> = auction.last_bids().filter(|bid| bid.bidder != AccountId::FLOOR).collect();
    bids.sort_unstable_by_key(|bid| (std::cmp::Reverse(bid.maximum), bid.seq));
    bids.into_iter().map(|bid| (bid.bidder, bid.maximum)).collect()
}

/// Whom a lot is offered to next, at what they authorised: the best of those who bid and have not been asked or sold it yet.
/// `ranking` is best first.
pub fn underbidder(ranking: &[(AccountId, Money)], asked: &[AccountId]) -> Option<(AccountId, Money)> {
    ranking.iter().copied().find(|(bidder, _)| !asked.contains(bidder))
}

/// The terms under which a lot is listed again at `now`, as the auction `id`: the same, with fresh dates, by today's rules, and
/// by itself. What was a lot of a sale is one no more: it closes alone, and without an auctioneer.
pub fn relisted(terms: &Terms, id: AuctionId, now: Timestamp) -> Terms {
    let lasts = (terms.ends_at - terms.starts_at).max(config::settlement::SHORTEST_RELISTING);
    let starts_at = whole_millis(now);
    Terms {
        rules: Rules::default(),
        auction: id,
        lot: None,
        format: if terms.format == Format::Live { Format::English } else { terms.format },
        closing: Closing { scope: Scope::Lot, ..terms.closing.clone() },
        reserve_sealed: None,
        starts_at,
        ends_at: starts_at + lasts,
        ..terms.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::Nonce;
    use crate::domain::premium::Premium;
    use crate::domain::terms::{Pricing, SaleLot};
    use crate::domain::{Act, Bid, BidKey, By, ClosingMode, Command, Currency, Increments, SaleId};
    use chrono::{DateTime, TimeDelta};
    use uuid::Uuid;

    const SELLER: AccountId = AccountId(Uuid::from_u128(0x5E));
    const A: AccountId = AccountId(Uuid::from_u128(0xA));
    const B: AccountId = AccountId(Uuid::from_u128(0xB));
    const C: AccountId = AccountId(Uuid::from_u128(0xC));

    fn opening() -> Timestamp {
        DateTime::from_timestamp(1_800_000_000, 0).expect("an instant")
    }

    /// A day at a chair that starts at 10.00, with a premium of a fifth.
    fn terms(format: Format) -> Terms {
        let (id, steps) = (AuctionId(Uuid::from_u128(1)), Increments::Fixed(Money(100)));
        let ends_at = opening() + TimeDelta::days(1);
        let usual = Terms::usual(id, Currency::EUR, Money(1_000), steps, opening(), ends_at);
        let closing = Closing { mode: ClosingMode::Hard, ..Closing::default() };
        Terms { format, closing, premium: Premium::table(&[(0, 2_000)]), ..usual }
    }

    struct Lot(Auction);

    impl Lot {
        fn open(terms: Terms, reserve: Option<Money>) -> Lot {
            let live = terms.format == Format::Live;
            let mut lot = Lot(Auction::published(terms.into(), SELLER, reserve));
            lot.does(if live { conducts(Act::Open) } else { Command::Tick });
            lot
        }

        fn does(&mut self, command: Command) {
            for event in self.0.decide(&command, opening()).expect("it is done") {
                self.0.apply(opening(), &event);
            }
        }

        fn bids(&mut self, bidder: AccountId, amount: i64, quantity: u32) -> &mut Lot {
            let key = BidKey(Uuid::from_u128(self.0.seq.unsigned_abs().into()));
            let bid = Bid::new(bidder, Money(amount), key, Nonce([0; 16]));
            self.does(Command::Bid(Bid { quantity, ..bid }));
            self
        }

        fn closes(&mut self) -> &Auction {
            self.does(Command::Close { by: By::Admin(SELLER), reason: "done".into() });
            &self.0
        }
    }

    fn conducts(act: Act) -> Command {
        Command::Conduct { by: By::Seller(SELLER), act }
    }

    /// Buyer, seller, units, hammer price and total of each.
    fn told(auction: &Auction) -> Vec<(AccountId, AccountId, u32, i64, i64)> {
        let told = |due: Due| (due.buyer, due.seller, due.quantity, due.bill.hammer.0, due.bill.total.0);
        dues(auction).into_iter().map(told).collect()
    }

    #[test]
    fn the_winner_owes_the_hammer_price_with_premium() {
        let mut lot = Lot::open(terms(Format::English), None);
        lot.bids(A, 2_000, 1).bids(B, 3_000, 1);
        assert_eq!(told(lot.closes()), [(B, SELLER, 1, 2_100, 2_520)]);
    }

    #[test]
    fn of_several_units_each_award_is_a_bill_of_its_own_over_all_its_units() {
        let mut lot = Lot::open(terms(Format::MultiUnit { units: 5, pricing: Pricing::PayAsBid }), None);
        lot.bids(A, 2_000, 3).bids(B, 3_000, 1).bids(C, 1_500, 4);
        let expected = [(B, SELLER, 1, 3_000, 3_600), (A, SELLER, 3, 6_000, 7_200), (C, SELLER, 1, 1_500, 1_800)];
        assert_eq!(told(lot.closes()), expected);
        assert_eq!(ranking(&lot.0), [], "of units nobody has a claim to the next");
    }

    #[test]
    fn in_a_reverse_auction_who_listed_it_pays() {
        let mut lot = Lot::open(terms(Format::Reverse), None);
        lot.bids(A, 900, 1);
        let closed = lot.closes();
        assert_eq!(told(closed), [(SELLER, A, 1, 1_000, 1_200)]);
        assert_eq!(ranking(closed), []);
    }

    #[test]
    fn the_floor_of_a_live_sale_pays_in_the_room() {
        let mut lot = Lot::open(terms(Format::Live), None);
        lot.bids(A, 1_000, 1).does(conducts(Act::Floor(None)));
        lot.does(conducts(Act::Hammer));
        assert_eq!(told(&lot.0), []);
        assert_eq!(ranking(&lot.0), [(A, Money(1_000))], "and is nobody to write an offer to");
    }

    #[test]
    fn nobody_owes_for_what_was_not_sold() {
        let mut lot = Lot::open(terms(Format::English), Some(Money(5_000)));
        lot.bids(A, 2_000, 1);
        assert_eq!(told(lot.closes()), []);
    }

    #[test]
    fn bidders_rank_by_the_most_they_authorised_the_earliest_of_equals_first() {
        let mut lot = Lot::open(terms(Format::English), Some(Money(9_000)));
        lot.bids(A, 2_000, 1).bids(B, 3_000, 1).bids(C, 4_000, 1).bids(A, 4_100, 1);
        assert_eq!(ranking(lot.closes()), [(A, Money(4_100)), (C, Money(4_000)), (B, Money(3_000))]);
        let mut sealed = Lot::open(terms(Format::Vickrey), None);
        sealed.bids(A, 2_000, 1).bids(B, 3_000, 1).bids(C, 2_000, 1).bids(B, 1_500, 1);
        let expected = [(A, Money(2_000)), (C, Money(2_000)), (B, Money(1_500))];
        assert_eq!(ranking(sealed.closes()), expected, "sealed, the last bid counts");
    }

    #[test]
    fn a_bid_that_was_struck_out_ranks_no_more() {
        let mut lot = Lot::open(terms(Format::English), Some(Money(9_000)));
        lot.bids(A, 2_000, 1).bids(B, 3_000, 1);
        let seq = lot.0.seq;
        lot.does(Command::Void { by: By::Admin(SELLER), seq, reason: "a prank".into() });
        assert_eq!(ranking(lot.closes()), [(A, Money(2_000))]);
    }

    #[test]
    fn listed_again_the_terms_are_the_same_but_for_the_dates_and_the_sale() {
        let now = opening() + TimeDelta::days(9) + TimeDelta::microseconds(5);
        let id = AuctionId(Uuid::from_u128(2));
        let was = Terms { ends_at: opening() + TimeDelta::days(3), ..terms(Format::English) };
        let again = relisted(&was, id, now);
        let lasts = again.ends_at - again.starts_at;
        assert_eq!((again.auction, again.starts_at, lasts), (id, whole_millis(now), TimeDelta::days(3)));
        assert_eq!(Terms { auction: was.auction, starts_at: was.starts_at, ends_at: was.ends_at, ..again }, was);
        let brief = relisted(&Terms { ends_at: opening() + TimeDelta::minutes(5), ..was.clone() }, id, now);
        assert_eq!(brief.ends_at - brief.starts_at, TimeDelta::days(1), "long enough to look it over");
        assert!(brief.flaws(None, now).is_empty());
    }

    #[test]
    fn a_lot_of_a_sale_is_listed_again_by_itself() {
        let lot = Some(SaleLot { sale: SaleId(Uuid::from_u128(3)), number: 7 });
        let id = AuctionId(Uuid::from_u128(2));
        let group = Closing { scope: Scope::Group, ..Closing::default() };
        let again = relisted(&Terms { lot, closing: group, ..terms(Format::English) }, id, opening());
        assert_eq!((again.lot, again.closing.scope, again.flaws(None, opening())), (None, Scope::Lot, Vec::new()));
        let live = relisted(&Terms { lot, ..terms(Format::Live) }, id, opening());
        assert_eq!((live.lot, live.format), (None, Format::English), "there is no auctioneer without a sale");
    }

    #[test]
    fn a_lot_is_offered_to_the_best_who_was_not_asked_yet() {
        let [a, b, c] = [1, 2, 3].map(|n| AccountId(Uuid::from_u128(n)));
        let ranking = [(a, Money(50)), (b, Money(40)), (c, Money(40))];
        assert_eq!(underbidder(&ranking, &[a]), Some((b, Money(40))));
        assert_eq!(underbidder(&ranking, &[b, a]), Some((c, Money(40))));
        assert_eq!(underbidder(&ranking, &[a, b, c]), None);
    }
}
