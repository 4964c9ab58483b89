//! Whether a bid is taken, and what it brings about.

use super::{Allowed, Answer, Bid, Oracle, Outcome, Refusal, Sent, refuse, several};
use crate::model::house::{FLOOR, Kind, LARGEST, Mode, SELLER};

impl Oracle {
    pub fn bid(&mut self, sent: Sent, now: i64) -> Outcome {
        self.takes_bids(now)?;
        let mut bid = sent;
        if sent.buy_now {
            bid.amount = self.buy_now().ok_or(("no_buy_now", None))?;
            bid.exact = true;
        }
        self.admits(&bid)?;
        if !sent.buy_now {
            self.high_enough(&bid, now)?;
        }
        let kinds = self.accept(&bid, now);
        let (price, minimum) = (self.price(), self.minimum(now));
        let leading = !self.house.sealed() && self.leads(bid.who);
        let amount = Some(bid.amount).filter(|_| !sent.buy_now);
        let exact = sent.exact && !sent.buy_now;
        let answer = Answer { seq: self.seq + 1, amount, exact, price, minimum, leading };
        self.answers.insert((sent.who, sent.key), (sent, answer));
        self.happened(kinds)
    }

    fn admits(&self, bid: &Sent) -> Result<(), Refusal> {
        let in_all = i128::from(bid.amount) * i128::from(bid.quantity);
        match self.house.quantum {
            _ if bid.who == SELLER || bid.allowed == Allowed::Linked => refuse("own_auction"),
            _ if bid.allowed == Allowed::NotApproved => refuse("not_approved"),
            _ if bid.amount <= 0 || bid.amount > LARGEST => refuse("bad_amount"),
            _ if bid.quantity < 1 || bid.quantity > self.house.units() => refuse("bad_quantity"),
            Some(quantum) if bid.amount % quantum != 0 => refuse("off_quantum"),
            _ => match bid.allowed {
                Allowed::UpTo(limit) if self.house.kind != Kind::Reverse && in_all > i128::from(limit) => {
                    refuse("over_limit")
                }
                _ => Ok(()),
            },
        }
    }

    /// Whether the rules of the format take this amount.
    pub(super) fn high_enough(&self, bid: &Sent, now: i64) -> Result<(), Refusal> {
        if let Kind::Several { .. } = self.house.kind {
            return self.high_enough_for_several(bid);
        }
        let minimum = self.minimum(now);
        let own = self.leader().filter(|leader| leader.0 == bid.who && bid.who != FLOOR && !self.house.sealed());
        match (self.house.kind, own) {
            (_, Some(_)) if !self.house.automatic => refuse("already_leading"),
            (Kind::Reverse, Some((_, offer))) if bid.amount >= offer => {
                Err(("not_below_your_offer", Some(offer - self.house.one_unit())))
            }
            (Kind::Reverse, None) if bid.amount > minimum => Err(("too_high", Some(minimum))),
            (Kind::Reverse, _) => Ok(()),
            (_, Some((_, maximum))) if bid.amount <= maximum => {
                Err(("not_above_your_maximum", Some(maximum + self.house.one_unit())))
            }
            (_, None) if bid.amount < minimum => Err(("too_low", Some(minimum))),
            _ => Ok(()),
        }
    }

    fn high_enough_for_several(&self, bid: &Sent) -> Result<(), Refusal> {
        let minimum = several::minimum(&self.house, &self.bids, Some(bid.who));
        if bid.amount < minimum {
            return Err(("too_low", Some(minimum)));
        }
        let Some(own) = self.last_bid(bid.who) else { return Ok(()) };
        let less = bid.amount < own.amount || bid.quantity < own.quantity;
        let same = bid.amount == own.amount && bid.quantity == own.quantity;
        let better = own.amount + self.house.one_unit();
        if less || same { Err(("not_above_your_maximum", Some(better))) } else { Ok(()) }
    }

    pub(super) fn accept(&mut self, sent: &Sent, now: i64) -> Vec<&'static str> {
        let before = self.view(now);
        let shares_before = several::shares(&self.house, &self.bids);
        let one_leads = matches!(self.house.kind, Kind::English | Kind::Live | Kind::Reverse);
        let raise = one_leads && !sent.buy_now && sent.who != FLOOR && before.leader.is_some_and(|l| l.0 == sent.who);
        let Sent { who, amount, exact, quantity, whole, buy_now: bought, .. } = *sent;
        let asked = self.ask.filter(|_| !raise).unwrap_or(0);
        let shown = self.fallen_to(now);
        let seq = self.seq + 1;
        self.bids.push(Bid { seq, who, amount, exact, quantity, whole, bought, asked, shown, at: now, raise });
        self.answered_the_ask(raise);
        let met = self.reserve_met() && !before.reserve_met;
        let mut kinds = vec!["bid"];
        kinds.extend(met.then_some("reserve_met"));
        if bought || matches!(self.house.kind, Kind::Dutch { .. }) {
            let price = self.price().expect("a sale");
            kinds.extend((self.house.mode == Mode::Candle).then_some("revealed"));
            self.closes_with(vec![(who, 1, price)], now);
            kinds.push("closed");
            return kinds;
        }
        let (leader, price) = (self.leader().map(|leader| leader.0), self.price());
        let changed = match self.house.kind {
            Kind::Several { .. } => several::shares(&self.house, &self.bids) != shares_before,
            _ => leader != before.leader.map(|leader| leader.0) || price != before.price && !self.house.leader_only,
        };
        let moved = self.moved_by(now).filter(|to| changed && !raise && *to > self.end);
        if let Some(to) = moved {
            self.end = to;
            kinds.push("extended");
        }
        kinds
    }
}
