//! The terms of a lot in words, every one of them, each with what it is about.

use super::Lot;
use crate::domain::increment::Increments;
use crate::domain::terms::{Approval, BuyNowUntil, Pricing, Rules};
use crate::domain::{Closing, ClosingMode, Format, Money, Scope, Terms, Trigger};
use crate::web::{charges, when};

/// A term: what it is about, and what it says.
pub type Term = (&'static str, String);

impl Lot {
    /// All of the terms.
    pub fn terms_in_words(&self) -> Vec<Term> {
        let terms = &self.terms;
        let money = |amount: Money| terms.currency.display(amount);
        let mut words = vec![("How it is sold", format(terms)), (start_word(terms.format), money(terms.start))];
        words.extend(steps(terms));
        words.extend(terms.quantum.map(|quantum| ("Amounts", format!("in whole steps of {}", money(quantum)))));
        words.extend(automatic(terms).map(|words| ("Bidding", words.into())));
        words.extend(terms.buy_now.map(|offer| ("Buy now", buy_now(&money(offer.price), offer.until))));
        if terms.format == Format::Live {
            words.push(("Begins", format!("in its turn, from {}", when::short(terms.starts_at))));
            words.push(("Ends", "when the hammer falls".into()));
        } else {
            words.push(("Begins", when::short(terms.starts_at)));
            words.push(("Ends", when::short(terms.ends_at)));
            words.push(("Late bids", closing(&terms.closing)));
        }
        words.extend(around(terms));
        words.push(("Rules", rules(terms.rules).into()));
        words
    }
}

fn format(terms: &Terms) -> String {
    match terms.format {
        Format::English => "openly, and the highest bid wins".into(),
        Format::Live => "under the hammer: an auctioneer opens it and ends it".into(),
        Format::FirstPrice => {
            "by sealed bids: nobody sees one before the end; the highest wins and pays what it said".into()
        }
        Format::Vickrey => {
            "by sealed bids: nobody sees one before the end; the highest wins and pays the second highest".into()
        }
        Format::Dutch { step, every, floor } => {
            let money = |amount| terms.currency.display(amount);
            let (step, every, floor) = (money(step), when::span(every), money(floor));
            format!("the price falls by {step} every {every}, down to {floor}; the first to say yes buys")
        }
        Format::Reverse => "the seller of this page is the buyer: the lowest offer wins".into(),
        Format::MultiUnit { units, pricing } => {
            let pays = match pricing {
                Pricing::PayAsBid => "everybody who gets one pays their own bid",
                Pricing::Uniform => "everybody who gets one pays the lowest bid that does",
            };
            format!("{units} alike: the highest bids for one get one each, the earlier first; {pays}")
        }
    }
}

fn start_word(format: Format) -> &'static str {
    match format {
        Format::Dutch { .. } => "Falls from",
        Format::Reverse => "At most",
        _ => "Starting price",
    }
}

/// How far the next bid must go, where it must go anywhere.
fn steps(terms: &Terms) -> Option<Term> {
    let steps = || increments(&terms.increments, terms);
    match terms.format {
        Format::FirstPrice | Format::Vickrey | Format::Dutch { .. } => None,
        _ => Some(("Steps", steps())),
    }
}

fn automatic(terms: &Terms) -> Option<&'static str> {
    match (terms.format, terms.automatic) {
        (Format::English | Format::Live, true) => {
            Some("automatic: the house bids for you up to your maximum, and no more than it takes to lead")
        }
        (Format::Reverse, true) => Some(
            "automatic: the house goes down for you to the least you would take, and no lower than it takes to lead",
        ),
        (Format::English | Format::Live | Format::Reverse, false) => Some("every bid stands at its full amount"),
        (Format::FirstPrice | Format::Vickrey, _) => {
            Some("a later bid of yours takes the place of the one before, up or down")
        }
        _ => None,
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

fn buy_now(price: &str, until: BuyNowUntil) -> String {
    match until {
        BuyNowUntil::FirstBid => format!("for {price}, until somebody bids; with a reserve, until that is met"),
        BuyNowUntil::PricePasses => format!("for {price}, until the price gets there"),
    }
}

fn closing(closing: &Closing) -> String {
    let (window, extension) = (when::span(closing.window), when::span(closing.extension));
    let does = match closing.mode {
        ClosingMode::Hard => return "the end stands, whatever is bid".into(),
        ClosingMode::Candle => {
            return format!("by candle: at a hidden instant, drawn beforehand, at most {extension} after the end");
        }
        ClosingMode::Reset => format!("a bid in the last {window} keeps it open {extension} from then"),
        ClosingMode::Add => format!("a bid in the last {window} moves the end by {extension}"),
        ClosingMode::Quiet => format!("it ends once nobody has bid for {extension}"),
    };
    let at_most = closing.cap.map(|cap| format!(", at most {} in all", when::span(cap))).unwrap_or_default();
    let which = if closing.trigger == Trigger::Leader { "; only a bid that changes the leader" } else { "" };
    let whose = if closing.scope == Scope::Group { "; the lots of the sale close together" } else { "" };
    format!("{does}{at_most}{which}{whose}")
}

/// What is around the hammer, where there is anything.
fn around(terms: &Terms) -> Vec<Term> {
    let mut words = Vec::new();
    words.extend(charges::premium_in_words(&terms.premium, terms.currency).map(|words| ("Premium", words)));
    words.extend(charges::tax_in_words(terms.tax).map(|words| ("Tax", words)));
    words.push(("Who may bid", approval(terms.approval).into()));
    let taken_back = if terms.retraction {
        "a mistyped one may be taken back within a minute, until twelve hours before the end"
    } else {
        "stand; none can be taken back"
    };
    words.push(("Bids", taken_back.into()));
    words
}

fn approval(approval: Approval) -> &'static str {
    match approval {
        Approval::Open => "everybody who is signed in",
        Approval::Registered => "who has registered for it and accepted these terms",
        Approval::Approved => "whom the house approves; it may set a limit or ask for a deposit",
    }
}

fn rules(rules: Rules) -> &'static str {
    match rules {
        Rules::V1 => "version 1",
        Rules::V2 => "version 2",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::samples;
    use chrono::TimeDelta;

    fn words(change: impl FnOnce(&mut Terms)) -> String {
        let mut lot = samples::lot();
        change(&mut lot.terms);
        lot.terms_in_words().iter().map(|(about, words)| format!("{about}: {words}\n")).collect()
    }

    #[test]
    fn a_sliding_premium_and_its_tax_are_told_slice_by_slice() {
        let told = words(|terms| {
            terms.premium = crate::domain::Premium::table(&[(0, 2_600), (400_000, 1_450)]);
            terms.tax.on_premium = crate::domain::premium::BasisPoints(1_900);
        });
        assert!(told.contains("26\u{a0}% up to €\u{a0}4,000.00, 14.5\u{a0}% above"), "{told}");
        assert!(told.contains("Tax: 19\u{a0}% on the premium"), "{told}");
    }

    #[test]
    fn steps_and_automatic_bidding_are_told_only_where_there_are_any() {
        let dutch = Format::Dutch { step: Money(500), every: TimeDelta::minutes(1), floor: Money(500) };
        for format in [Format::Vickrey, dutch] {
            let told = words(|terms| terms.format = format);
            assert!(!told.contains("Steps") && !told.contains("automatic"), "{told}");
        }
        assert!(
            words(|terms| terms.format = dutch).contains("falls by €\u{a0}5.00 every 1 minute, down to €\u{a0}5.00")
        );
    }

    #[test]
    fn every_way_to_close_is_told_with_its_cap_and_what_counts() {
        for (mode, says) in [
            (ClosingMode::Hard, "the end stands"),
            (ClosingMode::Reset, "keeps it open 2 minutes from then, at most 30 minutes in all; only a bid"),
            (ClosingMode::Add, "moves the end by 2 minutes, at most"),
            (ClosingMode::Quiet, "once nobody has bid for 2 minutes"),
            (ClosingMode::Candle, "at most 2 minutes after the end"),
        ] {
            let told = words(|terms| (terms.closing.mode, terms.closing.trigger) = (mode, Trigger::Leader));
            assert!(told.contains(says), "{told}");
        }
    }
}
