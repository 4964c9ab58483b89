//! Deciding again: from what the house has stored of an auction, the command behind every batch of events is worked out and
//! put to the very same `decide`. What it answers must be what is in the ledger, to the byte: events, public texts, secrets
//! and hashes.

use super::explain::explain;
use super::recording::History;
use super::step::{Position, Step};
use crate::config;
use crate::domain::{
    AccountId, Act, Allowance, Announcement, Auction, Bid, BidPlaced, By, Cause, Command, Event, Format, Hash, Outage,
    Timestamp,
};
use crate::store::ledger::{self, Row, encode, pseudonym};
use chrono::TimeDelta;

/// A ledger being decided again.
pub struct Again {
    auction: Auction,
    head: Hash,
    rows: Vec<Row>,
    next: usize,
    /// What the last command still makes happen, by the rules.
    ordained: std::vec::IntoIter<Event>,
}

impl Again {
    /// Nothing decided yet.
    pub fn new(history: History) -> Again {
        let History { published, genesis, rows } = history;
        Again { auction: published, head: genesis, rows, next: 0, ordained: Vec::new().into_iter() }
    }

    fn step(&mut self) -> Option<Step> {
        let row = self.rows.get(self.next)?;
        let (seq, at, kind) = (row.seq, row.at, row.kind.clone());
        let mut faults = self.broken_chain(row);
        let event = match ledger::decode(&self.auction, row) {
            Ok(event) => event,
            Err(what) => {
                // Nothing after it can be told.
                self.rows.truncate(self.next);
                faults.push(what);
                let what = "it cannot be read, so nothing after it can be told".into();
                return Some(Step { seq, at, kind, what, why: Vec::new(), after: position(&self.auction), faults });
            }
        };
        faults.extend(self.decide(&event, at));
        let (what, why) = explain(&self.auction, at, &event);
        self.auction.apply(at, &event);
        let row = &self.rows[self.next];
        faults.extend(written_otherwise(&self.auction, row, &event, self.head));
        self.head = self.head.then(&row.body);
        self.next += 1;
        if self.next == self.rows.len() {
            faults.extend(self.ordained.next().map(|missing| format!("a “{}” must follow", ledger::kind(&missing))));
        }
        Some(Step { seq, at, kind, what, why, after: position(&self.auction), faults })
    }

    fn broken_chain(&self, row: &Row) -> Vec<String> {
        let mut faults = Vec::new();
        if row.seq != self.auction.seq + 1 {
            faults.push(format!("event {} is missing", self.auction.seq + 1));
        }
        if self.head.then(&row.body).0[..] != row.hash[..] {
            faults.push("its hash does not follow from its text and the hash before".into());
        }
        faults
    }

    /// What is wrong with `event`, as the rules decide.
    fn decide(&mut self, event: &Event, at: Timestamp) -> Option<String> {
        let ordained = match self.ordained.next() {
            Some(ordained) => ordained,
            None => match self.answer(event, at) {
                Ok(ordained) => ordained,
                Err(fault) => return Some(fault),
            },
        };
        if ordained == *event {
            return None;
        }
        self.ordained = Vec::new().into_iter();
        Some(format!("the rules make it another event: {}", differs(&ordained, event)))
    }

    /// The first event that the command behind `event` makes happen; the others are kept for those that follow.
    fn answer(&mut self, event: &Event, at: Timestamp) -> Result<Event, String> {
        let closing = self.rows[self.next..].iter().find(|row| row.kind == "closed");
        let end = match (event, closing) {
            (Event::Revealed { .. }, Some(row)) => ledger::decode(&self.auction, row).ok(),
            _ => None,
        };
        let command = command_behind(&self.auction, end.as_ref().unwrap_or(event))
            .ok_or("nothing that can be asked of an auction makes this happen by itself")?;
        let ordained = self.auction.decide(&command, at);
        let ordained = ordained.map_err(|refusal| format!("the rules refuse it: {}", refusal.code()))?;
        self.ordained = ordained.into_iter();
        self.ordained.next().ok_or_else(|| "by the rules nothing happens here".into())
    }
}

impl Iterator for Again {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        self.step()
    }
}

/// How the auction stands, the house's own view.
fn position(auction: &Auction) -> Position {
    let leader = auction.lead.and_then(|lead| auction.number(lead.bidder)).map(pseudonym);
    let Auction { price, bids, ends_at, .. } = *auction;
    Position { status: auction.status.word(), price, leader, bids, ends_at }
}

/// Whether the house would write this line today as it stands.
fn written_otherwise(after: &Auction, row: &Row, event: &Event, head: Hash) -> Option<String> {
    let entry = encode(after, row.at, event, head);
    let part = if entry.body != row.body {
        "text"
    } else if entry.secret != row.secret {
        "secret part"
    } else if (entry.bidder.map(|bidder| bidder.0), entry.key.map(|key| key.0)) != (row.bidder_id, row.key) {
        "bidder or key"
    } else {
        return None;
    };
    Some(format!("its {part} is not what the house writes of such an event"))
}

/// What was asked of the auction, if `event` is the first thing that came of it.
fn command_behind(auction: &Auction, event: &Event) -> Option<Command> {
    Some(match event {
        Event::Opened { by: Some(by) } => Command::Conduct { by: *by, act: Act::Open },
        Event::Opened { by: None } => Command::Tick,
        Event::Bid(placed) => bid(auction, placed),
        Event::Extended { to, because: Cause::Group, .. } => Command::Follow { to: *to },
        Event::Extended { to, because: Cause::Outage, .. } => {
            // When it began is in no ledger: any time before the end will do, if that is long enough ago.
            let until = *to - config::OUTAGE_GRACE;
            let from = auction.ends_at.min(until - config::OUTAGE_LEAST) - TimeDelta::milliseconds(1);
            Command::Outage(Outage { from, until })
        }
        Event::Announced { by, what } => Command::Conduct { by: *by, act: announced(what) },
        Event::Halted { by, reason } => Command::Halt { by: *by, reason: reason.clone() },
        Event::Resumed { by, reason, .. } => Command::Resume { by: *by, reason: reason.clone() },
        Event::Voided { by: By::Bidder(bidder), seq, .. } => Command::Retract { bidder: *bidder, seq: *seq },
        Event::Voided { by, seq, reason } => Command::Void { by: *by, seq: *seq, reason: reason.clone() },
        Event::Undone { by, .. } => Command::Conduct { by: *by, act: Act::Undo { last: true } },
        Event::Cancelled { by, reason } => Command::Cancel { by: *by, reason: reason.clone() },
        Event::Closed { by, reason, .. } => close(auction, *by, reason.as_deref()),
        Event::ReserveMet | Event::Extended { because: Cause::LateBid, .. } | Event::Revealed { .. } => return None,
    })
}

fn bid(auction: &Auction, placed: &BidPlaced) -> Command {
    if placed.bidder == AccountId::FLOOR {
        // Which office took it is in no ledger; the seller may.
        return Command::Conduct { by: By::Seller(auction.seller), act: Act::Floor(Some(placed.maximum)) };
    }
    Command::Bid(Bid {
        bidder: placed.bidder,
        amount: placed.maximum,
        exact: placed.exact,
        buy_now: placed.buy_now,
        quantity: placed.quantity,
        whole: placed.whole,
        key: placed.key,
        nonce: placed.nonce,
        // What the house let the bidder risk is no part of the auction; that it was taken shows that it was enough.
        allowance: Allowance::Unlimited,
    })
}

fn announced(what: &Announcement) -> Act {
    match what {
        Announcement::Ask(ask) => Act::Ask(*ask),
        Announcement::FairWarning => Act::Warn,
        Announcement::Note(text) => Act::Announce(text.clone()),
    }
}

fn close(auction: &Auction, by: Option<By>, reason: Option<&str>) -> Command {
    match (by, reason) {
        (None, _) => Command::Tick,
        (Some(by), None) => Command::Conduct { by, act: Act::Hammer },
        (Some(by), Some("passed")) if auction.terms.format == Format::Live => Command::Conduct { by, act: Act::Pass },
        (Some(by), Some(reason)) => Command::Close { by, reason: reason.into() },
    }
}

/// What is different, without a secret more than the ledger already says.
fn differs(ordained: &Event, event: &Event) -> String {
    let (must, is) = (ledger::kind(ordained), ledger::kind(event));
    if must != is {
        return format!("a “{must}” must follow, and this is a “{is}”");
    }
    format!("they decide {ordained:?}")
}
