//! A lot as pages show it: the public state of an auction, in the words of the house. Filled from plain data; the scripts
//! in `static/js/words.js` say the same things about the same state, so a page does not change its mind when it comes alive.

use crate::domain::increment::Increments;
use crate::domain::terms::Approval;
use crate::domain::{AuctionId, Closing, ClosingMode, Currency, Money, SaleId, Standing, Status, Terms, Timestamp};
use crate::web::registration::Panel;
use crate::web::{charges, when};
use chrono::TimeDelta;
use std::borrow::Borrow;

/// A lot among others: a card of the catalogue, a line of a table.
#[derive(Clone, Debug)]
pub struct Card {
    pub id: AuctionId,
    pub title: String,
    pub status: Status,
    pub currency: Currency,
    /// What the leader would pay now; `None` before the first bid.
    pub price: Option<Money>,
    /// The least that can be bid now.
    pub minimum: Money,
    pub bids: u32,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    /// Opened and ended by an auctioneer, and not by the clock.
    pub live: bool,
}

/// A lot on its own page.
#[derive(Clone, Debug)]
pub struct Lot {
    pub card: Card,
    pub description: String,
    pub category: String,
    /// The seller's public name.
    pub seller: String,
    pub terms: Terms,
    /// The leader's pseudonym.
    pub leader: Option<String>,
    /// Its place, where it is a lot of a sale.
    pub place: Option<Place>,
    /// Whether fair warning was given since the last bid.
    pub warned: bool,
    pub has_reserve: bool,
    pub reserve_met: bool,
    /// Pages that follow this lot now.
    pub watchers: u32,
    /// How it ended, once it has.
    pub outcome: Option<Outcome>,
    /// The viewer's own part in it; `None` for somebody not signed in.
    pub you: Option<You>,
    /// Where not everybody may bid: what the viewer needs for it, and how far they are.
    pub registration: Option<Panel>,
    /// For a viewer with a limit: what they have at stake now, on all lots, and the most they may have.
    pub limit: Option<(Money, Money)>,
    /// Newest first.
    pub history: Vec<Line>,
}

/// A lot's place in its sale.
#[derive(Clone, Debug)]
pub struct Place {
    pub sale: SaleId,
    pub sale_title: String,
    pub number: u32,
    /// How many lots there are.
    pub of: u32,
    /// The lot after it that still comes up, or came.
    pub next: Option<(AuctionId, String)>,
}

/// How an auction closed: the winner's pseudonym and the hammer price, or `None` unsold.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub sold: Option<(String, Money)>,
}

/// The viewer's own part in an auction. Private to them.
#[derive(Clone, Debug, Default)]
pub struct You {
    /// Their pseudonym here, once they bid.
    pub bidder: Option<String>,
    pub standing: Option<Standing>,
    /// The most they authorised.
    pub maximum: Option<Money>,
    /// Whether it is their own lot.
    pub seller: bool,
}

/// A line of the history.
#[derive(Clone, Debug)]
pub enum Line {
    /// A bid, or the automatic one with which the leader answered it; `moved` is by how much it moved the end, `struck`
    /// whether it no longer counts.
    Bid { bidder: String, amount: Money, automatic: bool, moved: Option<TimeDelta>, struck: bool, at: Timestamp },
    /// Anything else worth knowing: the reserve was met, a halt and why.
    Note { text: String, at: Timestamp },
}

/// Icon and word for a status: state is never colour alone.
pub fn status_text(status: Status) -> &'static str {
    match status {
        Status::Scheduled => "○ Not begun",
        Status::Open => "● Live",
        Status::Halted => "‖ Halted",
        Status::Closed => "■ Ended",
        Status::Cancelled => "× Cancelled",
    }
}

impl Line {
    /// How a bid came about and what it did: `automatic · end +1:08`.
    pub fn how(&self) -> String {
        let Line::Bid { automatic, moved, struck, .. } = self else { return String::new() };
        let moved = moved.map(|by| format!("end +{}", when::left(by)));
        let automatic = automatic.then(|| "automatic".to_owned());
        let struck = struck.then(|| "struck out".to_owned());
        struck.into_iter().chain(automatic).chain(moved).collect::<Vec<_>>().join(" · ")
    }
}

impl Card {
    /// `● Live`.
    pub fn status_text(&self) -> &'static str {
        status_text(self.status)
    }

    /// The price, or before the first bid what it starts at.
    pub fn price_text(&self) -> String {
        self.money(self.price.unwrap_or(self.minimum))
    }

    /// What [`price_text`](Self::price_text) is.
    pub fn price_word(&self) -> &'static str {
        match self.price {
            None => "starts at",
            Some(_) if self.status.is_final() => "ended at",
            Some(_) => "price",
        }
    }

    /// `1 bid`, `17 bids`.
    pub fn bids_text(&self) -> String {
        format!("{} bid{}", self.bids, if self.bids == 1 { "" } else { "s" })
    }

    /// An amount in this lot's currency: `€ 125.00`. Templates hand over references, other code amounts.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        self.currency.display(*amount.borrow())
    }

    /// The amount as a form's field holds it: `125.00`.
    pub fn typed(&self, amount: impl Borrow<Money>) -> String {
        self.currency.plain(*amount.borrow()).replace(',', "")
    }

    /// The instant its clock runs towards.
    pub fn due(&self) -> Timestamp {
        if self.status == Status::Scheduled { self.starts_at } else { self.ends_at }
    }

    /// The same for `<time datetime>`.
    pub fn due_iso(&self) -> String {
        when::iso(self.due())
    }

    /// The same with its zone, for hover and focus.
    pub fn due_exact(&self) -> String {
        when::exact(self.due())
    }

    /// What happens then.
    pub fn due_word(&self) -> &'static str {
        match self.status {
            Status::Scheduled if self.live => "comes up in its turn",
            Status::Open if self.live => "under the hammer",
            Status::Scheduled => "begins in",
            Status::Open => "ends in",
            Status::Halted => "clock stopped",
            Status::Closed | Status::Cancelled => "ended",
        }
    }

    /// How long until then, seen from `now`; empty where the clock does not run.
    pub fn left(&self, now: impl Borrow<Timestamp>) -> String {
        match self.status {
            Status::Scheduled | Status::Open if !self.live => when::left(self.due() - *now.borrow()),
            _ => String::new(),
        }
    }
}

impl Lot {
    fn standing(&self) -> Option<Standing> {
        self.you.as_ref().and_then(|you| you.standing)
    }

    /// Whether the viewer leads.
    pub fn leads(&self) -> bool {
        self.standing() == Some(Standing::Leading)
    }

    /// Whether a pseudonym is the viewer's.
    pub fn is_you(&self, bidder: &str) -> bool {
        self.you.as_ref().and_then(|you| you.bidder.as_deref()) == Some(bidder)
    }

    /// Whether the viewer may not bid as long as they are not registered.
    pub fn needs_registration(&self) -> bool {
        self.registration.as_ref().is_some_and(|panel| !panel.may_bid)
    }

    /// Whether this is the viewer's own lot.
    pub fn is_own(&self) -> bool {
        self.you.as_ref().is_some_and(|you| you.seller)
    }

    /// The strip above the price.
    pub fn strip(&self) -> String {
        match (self.card.status, self.standing()) {
            (Status::Cancelled, _) => "× Cancelled: nobody won".into(),
            (Status::Closed, standing) => self.outcome_strip(standing),
            _ if self.is_own() => "◆ Your lot".into(),
            (_, Some(Standing::Leading)) => "▲ You lead at".into(),
            (_, Some(Standing::Outbid)) => self.outbid_strip(),
            _ if self.card.price.is_none() => "○ No bids yet: starts at".into(),
            _ => "○ You have not bid".into(),
        }
    }

    fn outcome_strip(&self, standing: Option<Standing>) -> String {
        match self.outcome.as_ref().and_then(|outcome| outcome.sold.as_ref()) {
            Some(_) if standing == Some(Standing::Won) => "■ Ended: you won at".into(),
            Some((winner, _)) => format!("■ Ended: sold to {winner} at"),
            None if self.card.price.is_none() => "■ Ended: no bids".into(),
            None => "■ Ended: not sold".into(),
        }
    }

    fn outbid_strip(&self) -> String {
        let maximum = self.you.as_ref().and_then(|you| you.maximum);
        match self.card.price.zip(maximum) {
            Some((price, maximum)) if price > maximum => {
                format!("▼ Outbid by {}", self.card.money(Money(price.0 - maximum.0)))
            }
            _ => "▼ Outbid".into(),
        }
    }

    /// The class that colours the strip.
    pub fn tone(&self) -> &'static str {
        match (self.card.status, self.standing()) {
            (Status::Closed, Some(Standing::Won)) | (_, Some(Standing::Leading)) => "leading",
            (Status::Closed | Status::Cancelled, _) => "over",
            (_, Some(Standing::Outbid)) => "outbid",
            _ => "calm",
        }
    }

    /// `17 bids · reserve met`.
    pub fn facts(&self) -> String {
        let reserve = match (self.has_reserve, self.reserve_met) {
            (false, _) => "no reserve",
            (true, true) => "reserve met",
            (true, false) => "reserve not met",
        };
        format!("{} · {reserve}", self.card.bids_text())
    }

    /// The amount on the big button: the least that can be bid, or for the leader one step above their own maximum;
    /// `None` where the leader has nothing to do.
    pub fn offer(&self) -> Option<Money> {
        if !self.leads() {
            return Some(self.card.minimum);
        }
        let maximum = self.you.as_ref().and_then(|you| you.maximum);
        let (price, minimum) = (self.card.price.unwrap_or_default(), self.card.minimum);
        let raised = maximum.unwrap_or(price).plus(Money(minimum.0 - price.0));
        let quantum = self.terms.quantum.map_or(1, |quantum| quantum.0.max(1));
        let rounded = Money(raised.0.saturating_add(quantum - 1) / quantum * quantum);
        (self.terms.automatic && !self.card.live).then_some(rounded)
    }

    /// What the amount on the big button comes to with premium and tax; empty where nothing is paid on top.
    pub fn offer_comes_to(&self) -> String {
        self.offer().map(|amount| charges::comes_to(&self.terms, amount, 1)).unwrap_or_default()
    }

    /// The viewer's maximum while it is in force, told to them alone.
    pub fn own_maximum(&self) -> String {
        let maximum = self.you.as_ref().and_then(|you| you.maximum).filter(|_| self.leads());
        maximum.map(|maximum| format!("Yours is {}.", self.card.money(maximum))).unwrap_or_default()
    }

    /// What the big button says.
    pub fn offer_text(&self, amount: impl Borrow<Money>) -> String {
        let verb = if self.leads() { "Raise your maximum to" } else { "Bid" };
        format!("{verb} {}", self.card.money(amount))
    }

    /// Why there is no bidding just now; empty if there is.
    pub fn not_open(&self) -> &'static str {
        match self.card.status {
            Status::Scheduled if self.card.live => "",
            Status::Scheduled => "Bidding has not begun yet.",
            Status::Halted => "Halted by the house. The time left is given back.",
            Status::Open | Status::Closed | Status::Cancelled => "",
        }
    }

    /// What a bid comes to before the lot's turn; empty otherwise.
    pub fn before_its_turn(&self) -> &'static str {
        match self.card.status {
            Status::Scheduled if self.card.live => {
                "Its turn has not come. Leave a maximum: it competes from here on, and when the lot is called."
            }
            _ => "",
        }
    }

    /// Whether the auctioneer has given fair warning, and it still stands.
    pub fn is_warned(&self) -> bool {
        self.warned && self.card.status == Status::Open
    }

    /// What happens next, once it is over.
    pub fn aftermath(&self) -> String {
        let sold = self.outcome.as_ref().and_then(|outcome| outcome.sold.as_ref());
        match (self.card.status, self.standing(), sold) {
            (Status::Cancelled, ..) => "This auction was taken down. No bid stands.".into(),
            (Status::Closed, Some(Standing::Won), Some((_, price))) => {
                let total = charges::comes_to(&self.terms, *price, 1);
                let total = if total.is_empty() { total } else { format!(", {total}") };
                format!("You bought it for {}{total}. The invoice says how to go on.", self.card.money(*price))
            }
            (Status::Closed, _, None) if self.card.price.is_some() => {
                "The reserve was not met, so nobody has to buy or sell.".into()
            }
            (Status::Closed, Some(Standing::Lost), Some(_)) => "You did not win, and owe nothing.".into(),
            _ => String::new(),
        }
    }

    /// Whether the viewer has an invoice of it: they bought or sold it.
    pub fn has_invoice(&self) -> bool {
        let sold = self.outcome.as_ref().is_some_and(|outcome| outcome.sold.is_some());
        sold && (self.is_own() || self.standing() == Some(Standing::Won))
    }

    /// How long before the end a bid still moves it, in seconds.
    pub fn window_s(&self) -> i64 {
        self.terms.closing.window.num_seconds()
    }

    /// The terms in words, each with what it is about.
    pub fn terms_in_words(&self) -> Vec<(&'static str, String)> {
        let (terms, money) = (&self.terms, |amount: Money| self.card.money(amount));
        let mut words = vec![
            ("Starting price", money(terms.start)),
            ("Steps", increments(&terms.increments, terms)),
            ("Bidding", automatic(terms.automatic).into()),
            ("Who may bid", approval(terms.approval).into()),
        ];
        words.extend(match self.card.live {
            true => vec![
                ("Begins", format!("in its turn, from {}", when::short(terms.starts_at))),
                ("Ends", "when the hammer falls".into()),
            ],
            false => vec![
                ("Begins", when::short(terms.starts_at)),
                ("Ends", when::short(terms.ends_at)),
                ("Late bids", closing(&terms.closing)),
            ],
        });
        words.extend(charges::premium_in_words(&terms.premium, terms.currency).map(|words| ("Premium", words)));
        words.extend(charges::tax_in_words(terms.tax).map(|words| ("Tax", words)));
        if let Some(quantum) = terms.quantum {
            words.insert(2, ("Amounts", format!("in whole steps of {}", money(quantum))));
        }
        words
    }
}

fn automatic(on: bool) -> &'static str {
    if on {
        "automatic: the house bids for you up to your maximum, and no more than it takes to lead"
    } else {
        "every bid stands at its full amount"
    }
}

fn approval(approval: Approval) -> &'static str {
    match approval {
        Approval::Open => "everybody who is signed in",
        Approval::Registered => "who has registered for it and accepted these terms",
        Approval::Approved => "whom the house approves; it may set a limit or ask for a deposit",
    }
}

/// The step at the start says more than the name of a table.
fn increments(increments: &Increments, terms: &Terms) -> String {
    let money = |amount| terms.currency.display(amount);
    match increments {
        Increments::Fixed(step) => format!("{} each", money(*step)),
        Increments::Percent { percent, least } => format!("{percent} % of the price, at least {}", money(*least)),
        Increments::Decade => "a tenth of the price’s power of ten".into(),
        Increments::Table(_) => format!("{} at first, growing with the price", money(increments.step(terms.start))),
    }
}

fn closing(closing: &Closing) -> String {
    match (closing.mode, closing.cap) {
        (ClosingMode::Hard, _) => "the end stands, whatever is bid".into(),
        (ClosingMode::Candle, _) => {
            let longest = when::span(closing.extension);
            format!("by candle: at a hidden instant, drawn beforehand, at most {longest} after the end")
        }
        (mode, cap) => {
            let (window, extension) = (when::span(closing.window), when::span(closing.extension));
            let at_most = cap.map(|cap| format!(", at most {} in all", when::span(cap))).unwrap_or_default();
            match mode {
                ClosingMode::Add => format!("a bid in the last {window} moves the end by {extension}{at_most}"),
                ClosingMode::Quiet => format!("it ends once nobody has bid for {extension}{at_most}"),
                _ => format!("a bid in the last {window} keeps it open {extension} from then{at_most}"),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples;

    #[test]
    fn the_leader_is_offered_one_step_above_their_own_maximum() {
        let lot = samples::leading();
        assert_eq!(lot.offer(), Some(Money(15_250)), "price 125.00, next 127.50, maximum 150.00");
        assert_eq!(lot.offer_text(Money(15_250)), "Raise your maximum to €\u{a0}152.50");
    }

    #[test]
    fn a_leader_without_automatic_bidding_is_offered_nothing() {
        let mut lot = samples::leading();
        lot.terms.automatic = false;
        assert_eq!(lot.offer(), None);
    }

    #[test]
    fn the_outbid_are_told_by_how_much_and_offered_the_next_amount() {
        let lot = samples::outbid();
        assert_eq!((lot.strip().as_str(), lot.tone()), ("▼ Outbid by €\u{a0}5.00", "outbid"));
        assert_eq!(lot.offer(), Some(lot.card.minimum));
    }

    #[test]
    fn a_raised_offer_stays_on_the_quantum() {
        let mut lot = samples::leading();
        lot.terms.quantum = Some(Money(1_000));
        assert_eq!(lot.offer(), Some(Money(16_000)));
    }
}
