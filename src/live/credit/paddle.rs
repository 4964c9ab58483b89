//! One bidder's paddle: what the house knows about them that decides whether they may bid, and, for who has a limit, what
//! they have at stake on every lot. Two bids of theirs are never decided at once, on whatever lots, so two that only
//! together go beyond a limit cannot both be let through.

use crate::domain::terms::Approval;
use crate::domain::{AccountId, Allowance, Auction, AuctionId, Currency, Money, Timestamp};
use crate::store::credit::Facts;
use crate::store::registrations::Scope;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the house knows about one bidder.
pub struct Paddle {
    pub account: AccountId,
    /// Whether what the books say is known here.
    ready: AtomicBool,
    /// Whether nothing the books say matters to a lot that is open to everybody: then one look is all it costs.
    free: AtomicBool,
    book: Mutex<Book>,
    /// Held while the books are read, so that of two readings the later one stands. `true` once the stakes were counted.
    pub(super) reading: tokio::sync::Mutex<bool>,
}

#[derive(Default)]
struct Book {
    facts: Facts,
    /// What they have at stake, by lot; `None` as long as nobody asks, which is as long as they have no limit.
    stakes: Option<HashMap<AuctionId, Stake>>,
}

/// What is at stake on one lot: never less than any ledger says, or will say once what is decided is written.
#[derive(Clone, Copy)]
struct Stake {
    currency: Currency,
    held: Money,
}

/// A bid of theirs that is being decided. No other is, until this is dropped.
pub struct Hand<'a> {
    account: AccountId,
    allowance: Allowance,
    /// `None` if their stakes are not followed.
    book: Option<MutexGuard<'a, Book>>,
}

impl Paddle {
    /// A paddle of which nothing is known yet.
    pub(super) fn new(account: AccountId) -> Paddle {
        Paddle {
            account,
            ready: AtomicBool::new(false),
            free: AtomicBool::new(false),
            book: Mutex::default(),
            reading: tokio::sync::Mutex::new(false),
        }
    }

    /// Begins a decision on a bid of theirs, received at `at`, on this lot as it stands with all that is decided.
    pub fn raise(&self, auction: &Auction, at: Timestamp) -> Hand<'_> {
        if self.free.load(Ordering::Acquire) && auction.terms.approval == Approval::Open {
            return Hand { account: self.account, allowance: Allowance::Unlimited, book: None };
        }
        let book = self.book();
        let allowance = book.allowance(self.account, auction, at);
        Hand { account: self.account, allowance, book: book.stakes.is_some().then_some(book) }
    }

    /// Whether they may bid on a lot like this at all, as far as registering goes. `None` if nobody has to, or if it is not
    /// known here.
    pub fn may_bid(&self, auction: &Auction) -> Option<bool> {
        let asked = auction.terms.approval != Approval::Open && auction.seller != self.account && self.is_ready();
        asked.then(|| self.book().is_approved(auction))
    }

    /// What they have at stake now in a currency, and the most they may have: `None` if there is no limit.
    pub fn at_stake(&self, currency: Currency) -> Option<(Money, Money)> {
        let book = self.book();
        let limit = *book.facts.limits.get(&currency)?;
        Some((book.at_stake(currency, None), limit))
    }

    /// Whether their stakes are followed.
    pub(super) fn is_followed(&self) -> bool {
        self.book().stakes.is_some()
    }

    /// From here on every decision about them is followed. What was decided before has to be counted.
    pub(super) fn follow(&self) {
        let mut book = self.book();
        book.stakes.get_or_insert_default();
        self.free.store(false, Ordering::Release);
    }

    /// Sets what they have at stake on a lot.
    pub(super) fn settle(&self, lot: AuctionId, currency: Currency, held: Money) {
        let Some(stakes) = &mut self.book().stakes else { return };
        match held {
            Money(0) => drop(stakes.remove(&lot)),
            held => drop(stakes.insert(lot, Stake { currency, held })),
        }
    }

    /// Goes by what the books say now.
    pub(super) fn learn(&self, facts: Facts) {
        let mut book = self.book();
        let clear = facts.limits.is_empty() && facts.linked.is_empty();
        let welcome = facts.ban.is_none() && !facts.is_unconfirmed;
        let free = book.stakes.is_none() && clear && welcome;
        book.facts = facts;
        self.free.store(free, Ordering::Release);
        self.ready.store(true, Ordering::Release);
    }

    /// The books have changed, or may have.
    pub(super) fn forget(&self) {
        self.ready.store(false, Ordering::Release);
    }

    /// Whether it goes by what the books say.
    pub(super) fn is_ready(&self) -> bool {
        self.ready.load(Ordering::Acquire)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book {
    fn allowance(&self, account: AccountId, auction: &Auction, at: Timestamp) -> Allowance {
        let currency = auction.terms.currency;
        if self.facts.ban.is_some_and(|ban| ban.holds(at)) {
            return Allowance::Banned;
        }
        if self.facts.linked.contains(&auction.seller) {
            return Allowance::Linked;
        }
        let may_not = auction.terms.approval != Approval::Open && !self.is_approved(auction);
        if self.facts.is_unconfirmed || may_not {
            return Allowance::NotApproved;
        }
        match self.facts.limits.get(&currency) {
            None => Allowance::Unlimited,
            Some(limit) => {
                let left = Money(limit.0 - self.at_stake(currency, Some(auction.terms.auction)).0);
                // Whatever the limit has become, what they have at stake here they may keep at stake, or make less.
                Allowance::UpTo(left.max(auction.exposure(account)))
            }
        }
    }

    fn is_approved(&self, auction: &Auction) -> bool {
        self.facts.approved.contains(&Scope::of(&auction.terms).id())
    }

    fn at_stake(&self, currency: Currency, but: Option<AuctionId>) -> Money {
        let counts = |(lot, stake): &(&AuctionId, &Stake)| stake.currency == currency && Some(**lot) != but;
        let stakes = self.stakes.iter().flatten().filter(counts);
        stakes.fold(Money(0), |sum, (_, stake)| sum.plus(stake.held))
    }
}

impl Hand<'_> {
    /// What they may have at stake on the lot.
    pub fn allowance(&self) -> Allowance {
        self.allowance
    }

    /// The bid was accepted, and with all that is decided the lot stands like this. At stake is what that comes to, or what
    /// it was before, until the ledger says otherwise. `false` if their stakes are not followed.
    pub fn keep(mut self, after: &Auction) -> bool {
        let Some(stakes) = self.book.as_mut().and_then(|book| book.stakes.as_mut()) else { return false };
        let (currency, exposure) = (after.terms.currency, after.exposure(self.account));
        if exposure > Money(0) {
            let stake = stakes.entry(after.terms.auction).or_insert(Stake { currency, held: exposure });
            stake.held = stake.held.max(exposure);
        }
        true
    }
}
