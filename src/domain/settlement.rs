//! After the hammer: an invoice's way from *awaiting payment* to *handed over*, who may move it and when; who is offered a
//! lot that nobody paid for; and under what terms it is listed again. Moves no money and writes nothing down.

use super::closing::{Closing, Scope};
use super::event::Award;
use super::money::Money;
use super::premium::Bill;
use super::terms::{Format, Rules, Terms};
use super::{AccountId, Auction, AuctionId, Timestamp, whole_millis};
use crate::config;

/// What somebody was awarded at a close, and what it comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    pub buyer: AccountId,
    pub seller: AccountId,
    pub quantity: u32,
    pub bill: Bill,
}

/// How far an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceState {
    AwaitingPayment,
    Paid,
    /// The buyer has what was bought: the end.
    HandedOver,
    /// Never paid, and the sale undone: the other end.
    Cancelled,
}

/// In what part somebody has to do with an invoice. Whoever buys or sells does not act for the house in their own sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Buyer,
    Seller,
    /// An admin.
    House,
}

/// What may be done with an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceAct {
    /// The money is there.
    Paid,
    /// The lot is.
    HandOver,
    /// Undo a sale that was not paid for.
    Cancel,
    /// Report a buyer who is late: a strike.
    Report,
    /// Take the strike back.
    Lift,
}

/// What an invoice's next step depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub state: InvoiceState,
    /// The last instant at which payment is in time.
    pub due_at: Timestamp,
    pub strike: Strike,
}

/// Whether the buyer was given a strike for an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strike {
    None,
    Standing,
    Lifted,
}

/// Why something cannot be done with an invoice, or with a lot that nobody paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// Somebody else's to do.
    Forbidden,
    /// Not in this state, or not any more.
    NotNow,
    /// There is still time to pay.
    NotOverdue,
    ReasonRequired,
    /// Rated before, and otherwise.
    Rated,
    /// The lot was sold, or is being offered, or is listed again.
    Taken,
    /// Nobody is left who could be offered it.
    NobodyLeft,
    /// Too many strikes.
    Barred,
}

impl InvoiceState {
    /// Every state.
    pub const ALL: [InvoiceState; 4] =
        [InvoiceState::AwaitingPayment, InvoiceState::Paid, InvoiceState::HandedOver, InvoiceState::Cancelled];

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            InvoiceState::AwaitingPayment => "awaiting_payment",
            InvoiceState::Paid => "paid",
            InvoiceState::HandedOver => "handed_over",
            InvoiceState::Cancelled => "cancelled",
        }
    }

    /// The state a word stands for.
    pub fn from_word(word: &str) -> Option<InvoiceState> {
        InvoiceState::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl Part {
    /// In what part an account has to do with what `buyer` bought from `seller`; `None` if in none.
    pub fn of(account: AccountId, administers: bool, buyer: AccountId, seller: AccountId) -> Option<Part> {
        match account {
            account if account == buyer => Some(Part::Buyer),
            account if account == seller => Some(Part::Seller),
            _ => administers.then_some(Part::House),
        }
    }

    /// The word on the wire and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Part::Buyer => "buyer",
            Part::Seller => "seller",
            Part::House => "house",
        }
    }
}

impl InvoiceAct {
    /// Every act, in the order in which they come.
    pub const ALL: [InvoiceAct; 5] =
        [InvoiceAct::Paid, InvoiceAct::HandOver, InvoiceAct::Report, InvoiceAct::Cancel, InvoiceAct::Lift];

    /// The last part of the act's address.
    pub fn word(self) -> &'static str {
        match self {
            InvoiceAct::Paid => "paid",
            InvoiceAct::HandOver => "handed_over",
            InvoiceAct::Cancel => "cancel",
            InvoiceAct::Report => "report",
            InvoiceAct::Lift => "lift",
        }
    }

    /// The act a word stands for.
    pub fn from_word(word: &str) -> Option<InvoiceAct> {
        InvoiceAct::ALL.into_iter().find(|act| act.word() == word)
    }

    /// What the invoice comes to by it, if that changes.
    pub fn leads_to(self) -> Option<InvoiceState> {
        match self {
            InvoiceAct::Paid => Some(InvoiceState::Paid),
            InvoiceAct::HandOver => Some(InvoiceState::HandedOver),
            InvoiceAct::Cancel => Some(InvoiceState::Cancelled),
            InvoiceAct::Report | InvoiceAct::Lift => None,
        }
    }

    /// Whether it is never done without saying why: what undoes or takes back, and whatever the house does in others' stead.
    pub fn needs_reason(self, by: Part) -> bool {
        by == Part::House || self == InvoiceAct::Cancel
    }

    /// Whether it is this part's to do at all.
    fn belongs_to(self, by: Part) -> bool {
        match self {
            InvoiceAct::Paid | InvoiceAct::Cancel | InvoiceAct::Report => by != Part::Buyer,
            InvoiceAct::HandOver => by != Part::Seller,
            InvoiceAct::Lift => by == Part::House,
        }
    }
}

impl Progress {
    /// Whether payment is late.
    pub fn is_overdue(&self, now: Timestamp) -> bool {
        self.state == InvoiceState::AwaitingPayment && now > self.due_at
    }

    /// Whether something may be done now.
    ///
    /// # Errors
    /// Why not.
    pub fn may(&self, act: InvoiceAct, by: Part, now: Timestamp) -> Result<(), Obstacle> {
        let (awaiting, overdue) = (self.state == InvoiceState::AwaitingPayment, self.is_overdue(now));
        match act {
            act if !act.belongs_to(by) => Err(Obstacle::Forbidden),
            InvoiceAct::HandOver if self.state == InvoiceState::Paid => Ok(()),
            InvoiceAct::Lift if self.strike == Strike::Standing => Ok(()),
            InvoiceAct::Paid if awaiting => Ok(()),
            // A seller who would rather sell to somebody else cannot undo what the buyer still may pay in time.
            InvoiceAct::Cancel if overdue || (awaiting && by == Part::House) => Ok(()),
            InvoiceAct::Report if overdue && self.strike == Strike::None => Ok(()),
            InvoiceAct::Cancel | InvoiceAct::Report if awaiting && !overdue => Err(Obstacle::NotOverdue),
            _ => Err(Obstacle::NotNow),
        }
    }

    /// Everything that may be done now.
    pub fn acts(&self, by: Part, now: Timestamp) -> impl Iterator<Item = InvoiceAct> {
        InvoiceAct::ALL.into_iter().filter(move |act| self.may(*act, by, now).is_ok())
    }

    /// Whether this part may rate the other: both once all is handed over, and the seller a buyer who has a strike for it.
    ///
    /// # Errors
    /// Why not.
    pub fn may_rate(&self, by: Part) -> Result<(), Obstacle> {
        match by {
            Part::House => Err(Obstacle::Forbidden),
            _ if self.state == InvoiceState::HandedOver => Ok(()),
            Part::Seller if self.strike == Strike::Standing => Ok(()),
            Part::Buyer | Part::Seller => Err(Obstacle::NotNow),
        }
    }
}

impl Obstacle {
    /// The code on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Obstacle::Forbidden => "forbidden",
            Obstacle::NotNow => "not_now",
            Obstacle::NotOverdue => "not_overdue",
            Obstacle::ReasonRequired => "reason_required",
            Obstacle::Rated => "rated",
            Obstacle::Taken => "taken",
            Obstacle::NobodyLeft => "nobody_left",
            Obstacle::Barred => "barred",
        }
    }

    /// What happened and what to do, for a person.
    pub fn message(self) -> &'static str {
        match self {
            Obstacle::Forbidden => "That is not yours to do.",
            Obstacle::NotNow => "That cannot be done now. Load it again and look how it stands.",
            Obstacle::NotOverdue => "There is still time to pay; wait until the day it is due has passed.",
            Obstacle::ReasonRequired => "Say why: the reason stands in the history.",
            Obstacle::Rated => "You have rated this already, and a rating stays as it is.",
            Obstacle::Taken => "This lot was sold, or it is being offered, or it is listed again. Look how it stands.",
            Obstacle::NobodyLeft => "There is nobody left to offer it to. You can list it again.",
            Obstacle::Barred => {
                "Too many purchases were not paid for, so this account may not buy until the house lifts a strike."
            }
        }
    }
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
    use InvoiceAct::*;
    use chrono::{DateTime, TimeDelta};
    use uuid::Uuid;

    fn due() -> Timestamp {
        DateTime::from_timestamp(1_800_000_000, 0).expect("an instant")
    }

    fn late() -> Timestamp {
        due() + TimeDelta::milliseconds(1)
    }

    fn at(state: InvoiceState) -> Progress {
        Progress { state, due_at: due(), strike: Strike::None }
    }

    fn acts(progress: Progress, by: Part, now: Timestamp) -> Vec<InvoiceAct> {
        progress.acts(by, now).collect()
    }

    #[test]
    fn the_seller_says_it_is_paid_and_the_buyer_that_it_is_handed_over() {
        let (awaiting, paid) = (at(InvoiceState::AwaitingPayment), at(InvoiceState::Paid));
        assert_eq!(acts(awaiting, Part::Seller, due()), [Paid]);
        assert_eq!(acts(awaiting, Part::Buyer, late()), []);
        assert_eq!(acts(paid, Part::Buyer, due()), [HandOver]);
        assert_eq!(acts(paid, Part::Seller, late()), []);
        assert_eq!(acts(paid, Part::House, due()), [HandOver], "in the stead of a buyer who forgets");
        assert_eq!(awaiting.may(Paid, Part::Buyer, due()), Err(Obstacle::Forbidden));
        assert_eq!(awaiting.may(HandOver, Part::Buyer, due()), Err(Obstacle::NotNow));
    }

    #[test]
    fn until_the_due_date_has_passed_only_the_house_may_undo_a_sale() {
        let awaiting = at(InvoiceState::AwaitingPayment);
        assert_eq!(awaiting.may(Cancel, Part::Seller, due()), Err(Obstacle::NotOverdue));
        assert_eq!(awaiting.may(Report, Part::House, due()), Err(Obstacle::NotOverdue));
        assert_eq!(awaiting.may(Cancel, Part::House, due()), Ok(()));
        assert_eq!(acts(awaiting, Part::Seller, late()), [Paid, Report, Cancel]);
        assert_eq!(
            at(InvoiceState::Paid).may(Cancel, Part::House, late()),
            Err(Obstacle::NotNow),
            "what is paid stands"
        );
    }

    #[test]
    fn a_late_buyer_is_reported_once_and_only_the_house_lifts_the_strike() {
        let struck = Progress { strike: Strike::Standing, ..at(InvoiceState::AwaitingPayment) };
        assert_eq!(acts(struck, Part::Seller, late()), [Paid, Cancel]);
        assert_eq!(struck.may(Lift, Part::Seller, late()), Err(Obstacle::Forbidden));
        for state in InvoiceState::ALL {
            assert_eq!(Progress { state, ..struck }.may(Lift, Part::House, late()), Ok(()), "{state:?}");
            let lifted = Progress { state, strike: Strike::Lifted, ..struck };
            assert_eq!(lifted.may(Lift, Part::House, late()), Err(Obstacle::NotNow));
            assert_ne!(lifted.may(Report, Part::Seller, late()), Ok(()), "once for an invoice");
        }
    }

    #[test]
    fn what_is_over_stays_as_it_is() {
        for state in [InvoiceState::HandedOver, InvoiceState::Cancelled] {
            for part in [Part::Buyer, Part::Seller, Part::House] {
                assert_eq!(acts(at(state), part, late()), [], "{state:?} {part:?}");
            }
        }
    }

    #[test]
    fn both_rate_once_it_is_handed_over_and_the_seller_also_who_has_a_strike() {
        let (paid, over) = (at(InvoiceState::Paid), at(InvoiceState::HandedOver));
        let struck = Progress { strike: Strike::Standing, ..at(InvoiceState::Cancelled) };
        assert!(over.may_rate(Part::Buyer).is_ok() && over.may_rate(Part::Seller).is_ok());
        assert_eq!(over.may_rate(Part::House), Err(Obstacle::Forbidden));
        assert_eq!(
            (paid.may_rate(Part::Buyer), paid.may_rate(Part::Seller)),
            (Err(Obstacle::NotNow), Err(Obstacle::NotNow))
        );
        assert_eq!((struck.may_rate(Part::Seller), struck.may_rate(Part::Buyer)), (Ok(()), Err(Obstacle::NotNow)));
        let lifted = Progress { strike: Strike::Lifted, ..struck };
        assert_eq!(lifted.may_rate(Part::Seller), Err(Obstacle::NotNow));
    }

    #[test]
    fn what_undoes_and_what_the_house_does_needs_a_reason() {
        assert!(
            Cancel.needs_reason(Part::Seller) && !Paid.needs_reason(Part::Seller) && !Report.needs_reason(Part::Seller)
        );
        assert!(InvoiceAct::ALL.iter().all(|act| act.needs_reason(Part::House)));
    }

    #[test]
    fn nobody_acts_for_the_house_in_their_own_sale() {
        let [buyer, seller, other] = [1, 2, 3].map(|n| AccountId(Uuid::from_u128(n)));
        assert_eq!(Part::of(buyer, true, buyer, seller), Some(Part::Buyer));
        assert_eq!(Part::of(seller, true, buyer, seller), Some(Part::Seller));
        assert_eq!(Part::of(other, true, buyer, seller), Some(Part::House));
        assert_eq!(Part::of(other, false, buyer, seller), None);
    }

    #[test]
    fn a_lot_is_offered_to_the_best_who_was_not_asked_yet() {
        let [a, b, c] = [1, 2, 3].map(|n| AccountId(Uuid::from_u128(n)));
        let ranking = [(a, Money(50)), (b, Money(40)), (c, Money(40))];
        assert_eq!(underbidder(&ranking, &[a]), Some((b, Money(40))));
        assert_eq!(underbidder(&ranking, &[b, a]), Some((c, Money(40))));
        assert_eq!(underbidder(&ranking, &[a, b, c]), None);
    }

    #[test]
    fn every_word_is_read_back() {
        assert!(InvoiceState::ALL.into_iter().all(|state| InvoiceState::from_word(state.word()) == Some(state)));
        assert!(InvoiceAct::ALL.into_iter().all(|act| InvoiceAct::from_word(act.word()) == Some(act)));
        assert_eq!((InvoiceState::from_word(""), InvoiceAct::from_word("unpaid")), (None, None));
    }
}
