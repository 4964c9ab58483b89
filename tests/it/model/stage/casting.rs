//! From the model's plain integers to the house's types, and back to what the model compares.

use crate::model::house::{FLOOR, House, Kind, Mode, SELLER, Steps, Who};
use crate::model::oracle::acts::Conduct;
use crate::model::oracle::{Allowed, Answer, Outcome, Person, Sent, View};
use chrono::{DateTime, TimeDelta};
use gavel::domain::increment::Row;
use gavel::domain::ledger::Nonce;
use gavel::domain::terms::{BuyNow, BuyNowUntil, Pricing, Rules, SaleLot};
use gavel::domain::{
    AccountId, Act, Allowance, Auction, AuctionId, Bid, BidKey, By, Closing, ClosingMode, Currency, Event, Format,
    Hash, Increments, Money, Receipt, Rejection, SaleId, Scope, Seed, Terms, Timestamp, Trigger,
};
use gavel::store::ledger::kind;
use uuid::Uuid;

/// What every line's hash follows here: the chain has tests of its own.
pub const PREVIOUS: Hash = Hash([0x5a; 32]);

pub fn instant(ms: i64) -> Timestamp {
    DateTime::from_timestamp_millis(1_800_000_000_000 + ms).expect("an instant")
}

pub fn account(who: Who) -> AccountId {
    if who == FLOOR { AccountId::FLOOR } else { AccountId(Uuid::from_u128(u128::from(who) + 1_000)) }
}

fn who(account: AccountId) -> Who {
    if account == AccountId::FLOOR { FLOOR } else { Who::try_from(account.0.as_u128() - 1_000).expect("a bidder") }
}

pub fn by(person: Person) -> By {
    match person {
        Person::Owner => By::Seller(account(SELLER)),
        Person::AnotherSeller => By::Seller(account(100)),
        Person::Admin => By::Admin(account(101)),
    }
}

pub fn reason(because: bool) -> String {
    if because { "because" } else { " " }.to_owned()
}

pub fn seed(house: &House) -> Option<Seed> {
    (house.mode == Mode::Candle).then_some(Seed([house.seed; 32]))
}

pub fn terms(house: &House) -> Terms {
    let span = TimeDelta::milliseconds;
    Terms {
        rules: if house.first_rules { Rules::V1 } else { Rules::V2 },
        lot: house.group.then_some(SaleLot { sale: SaleId(Uuid::nil()), number: 1 }),
        format: format(house.kind),
        quantum: house.quantum.map(Money),
        automatic: house.automatic,
        buy_now: house.buy_now.map(|(price, reached)| BuyNow {
            price: Money(price),
            until: if reached { BuyNowUntil::PricePasses } else { BuyNowUntil::FirstBid },
        }),
        retraction: house.retraction,
        closing: Closing {
            mode: match house.mode {
                Mode::Hard => ClosingMode::Hard,
                Mode::Reset => ClosingMode::Reset,
                Mode::Add => ClosingMode::Add,
                Mode::Quiet => ClosingMode::Quiet,
                Mode::Candle => ClosingMode::Candle,
            },
            window: span(house.window),
            extension: span(house.extension),
            cap: house.cap.map(span),
            trigger: if house.leader_only { Trigger::Leader } else { Trigger::PriceOrLeader },
            scope: if house.group { Scope::Group } else { Scope::Lot },
        },
        ..Terms::usual(
            AuctionId(Uuid::nil()),
            Currency::EUR,
            Money(house.start),
            increments(&house.steps),
            instant(house.opens),
            instant(house.ends),
        )
    }
}

fn format(kind: Kind) -> Format {
    match kind {
        Kind::English => Format::English,
        Kind::FirstPrice => Format::FirstPrice,
        Kind::Vickrey => Format::Vickrey,
        Kind::Dutch { step, every, floor } => {
            Format::Dutch { step: Money(step), every: TimeDelta::milliseconds(every), floor: Money(floor) }
        }
        Kind::Reverse => Format::Reverse,
        Kind::Several { units, uniform } => {
            Format::MultiUnit { units, pricing: if uniform { Pricing::Uniform } else { Pricing::PayAsBid } }
        }
        Kind::Live => Format::Live,
    }
}

fn increments(steps: &Steps) -> Increments {
    match steps {
        Steps::Us => Increments::us(Currency::EUR),
        Steps::Uk => Increments::uk(Currency::EUR),
        Steps::Own(rows) => {
            Increments::Table(rows.iter().map(|&(from, step)| Row { from: Money(from), step: Money(step) }).collect())
        }
        Steps::Fixed(step) => Increments::Fixed(Money(*step)),
        Steps::Percent(percent, least) => {
            Increments::Percent { percent: u32::try_from(*percent).expect("a percentage"), least: Money(*least) }
        }
        Steps::Decade => Increments::Decade,
    }
}

pub fn bid(sent: &Sent) -> Bid {
    let (key, nonce) = (BidKey(Uuid::from_u128(u128::from(sent.key))), Nonce(u128::from(sent.key + 1).to_be_bytes()));
    Bid {
        exact: sent.exact,
        buy_now: sent.buy_now,
        quantity: sent.quantity,
        whole: sent.whole,
        allowance: match sent.allowed {
            Allowed::Anything => Allowance::Unlimited,
            Allowed::UpTo(limit) => Allowance::UpTo(Money(limit)),
            Allowed::NotApproved => Allowance::NotApproved,
            Allowed::Linked => Allowance::Linked,
        },
        ..Bid::new(account(sent.who), Money(sent.amount), key, nonce)
    }
}

pub fn act(act: Conduct) -> Act {
    match act {
        Conduct::Open => Act::Open,
        Conduct::Ask(ask) => Act::Ask(Money(ask)),
        Conduct::Floor(amount) => Act::Floor(amount.map(Money)),
        Conduct::Warn => Act::Warn,
        Conduct::Hammer => Act::Hammer,
        Conduct::Pass => Act::Pass,
        Conduct::Undo { last } => Act::Undo { last },
        Conduct::Announce => Act::Announce("lot two is withdrawn".into()),
    }
}

/// For the tally.
pub fn word(act: Conduct) -> &'static str {
    match act {
        Conduct::Open => "opened by hand",
        Conduct::Ask(_) => "asked",
        Conduct::Floor(_) => "took the floor's bid",
        Conduct::Warn => "warned",
        Conduct::Hammer => "hammered",
        Conduct::Pass => "passed",
        Conduct::Undo { .. } => "undone",
        Conduct::Announce => "noted",
    }
}

pub fn outcome(decided: &Result<Vec<Event>, Rejection>) -> Outcome {
    match decided {
        Ok(events) => Ok(events.iter().map(kind).collect()),
        Err(refusal) => Err((refusal.code(), refusal.minimum().map(|minimum| minimum.0))),
    }
}

pub fn view(auction: &Auction, now: i64) -> View {
    View {
        status: auction.status.word(),
        seq: auction.seq,
        price: auction.price.map(|price| price.0),
        leader: auction.lead.map(|lead| (who(lead.bidder), lead.maximum.0)),
        minimum: auction.minimum_at(instant(now)).0,
        bids: auction.bids as usize,
        reserve_met: auction.reserve_met(),
        ends: (auction.ends_at - instant(0)).num_milliseconds(),
        buy_now: auction.buy_now().map(|price| price.0),
        ask: auction.ask.map(|ask| ask.0),
        warned: auction.warned,
        awards: auction.awards().iter().map(|award| (who(award.bidder), award.quantity, award.price.0)).collect(),
    }
}

pub fn answer(receipt: Receipt) -> Answer {
    let Receipt { seq, asked, price, minimum, leading, .. } = receipt;
    Answer {
        seq,
        amount: asked.amount.map(|amount| amount.0),
        exact: asked.exact,
        price: price.map(|price| price.0),
        minimum: minimum.0,
        leading,
    }
}
