//! The terms of a lot in words, every one of them, each with what it is about.

use super::Lot;
use crate::domain::increment::Increments;
use crate::domain::terms::{Approval, BuyNowUntil, Pricing, Rules};
use crate::domain::{Closing, ClosingMode, Format, Money, Scope, Terms, Trigger};
use crate::language;
use crate::web::{charges, when};

/// A term: what it is about, and what it says.
pub type Term = (String, String);

impl Lot {
    /// All of the terms.
    pub fn terms_in_words(&self) -> Vec<Term> {
        let terms = &self.terms;
        let money = |amount: Money| language::money(terms.currency, amount);
        let mut words = vec![(t!("lot-how-sold"), format(terms)), (start_word(terms.format), money(terms.start))];
        words.extend(steps(terms));
        let quantum = |quantum| (t!("lot-amounts"), t!("lot-whole-steps", step = money(quantum)));
        words.extend(terms.quantum.map(quantum));
        words.extend(automatic(terms).map(|words| (t!("lot-bidding"), words)));
        words.extend(terms.buy_now.map(|offer| (t!("lot-buy-now"), buy_now(&money(offer.price), offer.until))));
        if terms.format == Format::Live {
            words.push((t!("lot-begins"), t!("lot-begins-in-its-turn", at = when::short(terms.starts_at))));
            words.push((t!("lot-ends"), t!("lot-ends-with-the-hammer")));
        } else {
            words.push((t!("lot-begins"), when::short(terms.starts_at)));
            words.push((t!("lot-ends"), when::short(terms.ends_at)));
            words.push((t!("lot-late-bids"), closing(&terms.closing)));
        }
        words.extend(around(terms));
        words.push((t!("lot-rules"), rules(terms.rules)));
        words
    }
}

fn format(terms: &Terms) -> String {
    match terms.format {
        Format::English => t!("lot-sold-openly"),
        Format::Live => t!("lot-sold-under-the-hammer"),
        Format::FirstPrice => t!("lot-sold-first-price"),
        Format::Vickrey => t!("lot-sold-second-price"),
        Format::Dutch { step, every, floor } => {
            let money = |amount| language::money(terms.currency, amount);
            t!("lot-sold-falling", step = money(step), every = when::span(every), floor = money(floor))
        }
        Format::Reverse => t!("lot-sold-to-the-lowest"),
        Format::MultiUnit { units, pricing: Pricing::PayAsBid } => t!("lot-sold-several-own", units = units),
        Format::MultiUnit { units, pricing: Pricing::Uniform } => t!("lot-sold-several-same", units = units),
    }
}

fn start_word(format: Format) -> String {
    match format {
        Format::Dutch { .. } => t!("lot-falls-from"),
        Format::Reverse => t!("lot-at-most"),
        _ => t!("lot-starting-price"),
    }
}

/// How far the next bid must go, where it must go anywhere.
fn steps(terms: &Terms) -> Option<Term> {
    match terms.format {
        Format::FirstPrice | Format::Vickrey | Format::Dutch { .. } => None,
        _ => Some((t!("lot-steps"), increments(&terms.increments, terms))),
    }
}

fn automatic(terms: &Terms) -> Option<String> {
    match (terms.format, terms.automatic) {
        (Format::English | Format::Live, true) => Some(t!("lot-automatic")),
        (Format::Reverse, true) => Some(t!("lot-automatic-down")),
        (Format::English | Format::Live | Format::Reverse, false) => Some(t!("lot-full-amount")),
        (Format::FirstPrice | Format::Vickrey, _) => Some(t!("lot-later-replaces")),
        _ => None,
    }
}

/// The step at the start says more than the name of a table.
fn increments(increments: &Increments, terms: &Terms) -> String {
    let money = |amount| language::money(terms.currency, amount);
    match increments {
        Increments::Fixed(step) => t!("lot-step-fixed", step = money(*step)),
        Increments::Percent { percent, least } => {
            t!("lot-step-percent", percent = percent.to_string(), least = money(*least))
        }
        Increments::Decade => t!("lot-step-decade"),
        Increments::Table(_) => t!("lot-step-table", step = money(increments.step(terms.start))),
    }
}

fn buy_now(price: &str, until: BuyNowUntil) -> String {
    match until {
        BuyNowUntil::FirstBid => t!("lot-buy-now-until-bid", price = price),
        BuyNowUntil::PricePasses => t!("lot-buy-now-until-price", price = price),
    }
}

fn closing(closing: &Closing) -> String {
    let (window, extension) = (when::span(closing.window), when::span(closing.extension));
    let does = match closing.mode {
        ClosingMode::Hard => return t!("lot-closing-hard"),
        ClosingMode::Candle => return t!("lot-closing-candle", longest = extension),
        ClosingMode::Reset => t!("lot-closing-reset", window = window, extension = extension),
        ClosingMode::Add => t!("lot-closing-add", window = window, extension = extension),
        ClosingMode::Quiet => t!("lot-closing-quiet", extension = extension),
    };
    let at_most = closing.cap.map(|cap| format!(", {}", t!("lot-closing-at-most", cap = when::span(cap))));
    let which = (closing.trigger == Trigger::Leader).then(|| format!("; {}", t!("lot-closing-leader")));
    let whose = (closing.scope == Scope::Group).then(|| format!("; {}", t!("lot-closing-together")));
    [Some(does), at_most, which, whose].into_iter().flatten().collect()
}

/// What is around the hammer, where there is anything.
fn around(terms: &Terms) -> Vec<Term> {
    let mut words = Vec::new();
    words.extend(charges::premium_in_words(&terms.premium, terms.currency).map(|words| (t!("lot-premium"), words)));
    words.extend(charges::tax_in_words(terms.tax).map(|words| (t!("lot-tax"), words)));
    words.push((t!("lot-who-may-bid"), approval(terms.approval)));
    words.push((t!("lot-bids"), if terms.retraction { t!("lot-bids-may-go") } else { t!("lot-bids-stand") }));
    words
}

fn approval(approval: Approval) -> String {
    match approval {
        Approval::Open => t!("lot-approval-open"),
        Approval::Registered => t!("lot-approval-registered"),
        Approval::Approved => t!("lot-approval-approved"),
    }
}

fn rules(rules: Rules) -> String {
    match rules {
        Rules::V1 => t!("lot-rules-version", version = 1),
        Rules::V2 => t!("lot-rules-version", version = 2),
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
