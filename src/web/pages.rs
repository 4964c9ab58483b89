//! The public pages: auction, the confirmation for browsers without scripts, and errors.

use crate::domain::{Format, Money, Timestamp};
use crate::store::settlement::ratings::Ratings;
use crate::web::assets;
use crate::web::layout::Layout;
use crate::web::lot::{Card, Lot, Told};
use crate::web::markdown;
use crate::web::settlement::aftermath::Aftermath;
use crate::web::settlement::pages::average_text;
use crate::web::talk::RoomPart;
use crate::web::when;
use askama::Template;

/// `GET /auctions/{id}`: one lot.
#[derive(Template)]
#[template(path = "auction.html")]
pub struct AuctionPage {
    pub layout: Layout,
    pub lot: Lot,
    /// What happens next, once it is over.
    pub aftermath: Aftermath,
    /// What buyers say of the seller.
    pub ratings: Ratings,
    /// What else there is to know of the seller.
    pub seller: SellerCard,
    /// Lots of its category that are on sale, or soon will be.
    pub similar: Vec<Card>,
    pub now: Timestamp,
    /// A fresh key for the form's bid: the browser's own retry of the form is then the same bid.
    pub key: String,
    /// What was typed as a maximum, if the page comes back for a mistake in it.
    pub typed: String,
    /// The mistake.
    pub mistake: Option<String>,
    /// What is said about it.
    pub room: RoomPart,
}

/// Every module that auction.js needs from the start: fetched with the page, not one after the other.
const MODULES: [&str; 13] = [
    "bid",
    "bidding",
    "clock",
    "connection",
    "follow",
    "formats",
    "later",
    "money",
    "reducer",
    "say",
    "sender",
    "socket",
    "words",
];

/// What a lot's page says of its seller, besides their name.
#[derive(Clone, Debug, Default)]
pub struct SellerCard {
    pub since: Option<Timestamp>,
    /// Lots of theirs that were sold.
    pub sold: i64,
    /// A few others that are on sale, or soon will be.
    pub others: Vec<Card>,
}

impl AuctionPage {
    /// The description, written; what is in it is safe to go into the page as it is.
    pub fn description(&self) -> String {
        markdown::to_html(&self.lot.description)
    }

    /// Whether the viewer may bid here, now or later.
    pub fn may_bid(&self) -> bool {
        self.layout.viewer.is_some() && !self.lot.is_own() && !self.lot.needs_registration() && !self.lot.is_over()
    }

    /// The addresses of what its script needs from the start.
    pub fn modules(&self) -> impl Iterator<Item = String> {
        let others: &[&str] = if self.lot.is_plain() { &[] } else { &["dutch", "kinds", "others"] };
        let charges: &[&str] = if self.lot.is_charged() { &["premium"] } else { &[] };
        MODULES.iter().chain(others).chain(charges).map(|name| assets::at(&format!("js/{name}.js")))
    }
}

/// Asks once before a bid, in browsers without scripts: the form's answer to a bid that is not yet confirmed.
#[derive(Template)]
#[template(path = "confirm_bid.html")]
pub struct ConfirmPage {
    pub layout: Layout,
    pub card: Card,
    /// For one, where there are several.
    pub amount: Money,
    /// What it comes to with premium and tax; empty where nothing is paid on top.
    pub comes_to: String,
    /// Whether it buys at once.
    pub buy_now: bool,
    pub quantity: u32,
    /// Whether a part of them is refused.
    pub whole: bool,
    /// Whether the house bids up to the amount, rather than the amount at once.
    pub automatic: bool,
    /// The key the form came with; the confirmed bid keeps it.
    pub key: String,
}

impl ConfirmPage {
    /// The amount as the hidden field repeats it.
    pub fn amount_typed(&self) -> String {
        self.card.typed(self.amount)
    }

    /// The question.
    pub fn question(&self) -> String {
        let amount = self.card.money(self.amount);
        match self.card.format {
            _ if self.buy_now => t!("script-ask-buy-now", amount = amount),
            Format::Dutch { .. } => t!("script-ask-buy-at", amount = amount),
            Format::FirstPrice | Format::Vickrey => t!("script-ask-seal", amount = amount),
            Format::Reverse if self.is_maximum() => t!("script-ask-offer-down-to", amount = amount),
            Format::Reverse => t!("script-ask-offer", amount = amount),
            Format::MultiUnit { .. } => t!("script-ask-for-several", amount = amount, count = self.quantity),
            _ if self.is_maximum() => t!("script-ask-bid-up-to", amount = amount),
            _ => t!("script-ask-bid", amount = amount),
        }
    }

    /// What it means.
    pub fn note(&self) -> String {
        let amount = self.card.money(self.amount);
        match self.card.format {
            _ if self.buy_now => t!("lot-confirm-yours-at-once"),
            Format::Dutch { .. } => t!("lot-confirm-falling"),
            Format::FirstPrice | Format::Vickrey => t!("lot-confirm-sealed"),
            Format::Reverse if self.is_maximum() => t!("lot-confirm-least", amount = amount),
            Format::MultiUnit { .. } => self.several(),
            _ if self.is_maximum() => t!("lot-confirm-maximum", amount = amount),
            _ => t!("lot-confirm-next"),
        }
    }

    fn several(&self) -> String {
        let total = self.card.money(self.amount.times(self.quantity));
        let part = if self.whole { t!("script-all-or-none") } else { t!("script-a-part-too") };
        format!("{} {part}", t!("script-in-all-at-most", total = total))
    }

    /// Whether more is authorised than the next amount.
    pub fn is_maximum(&self) -> bool {
        let beyond = match self.card.format {
            Format::Reverse => self.amount < self.card.minimum,
            Format::English | Format::Live => self.amount > self.card.minimum,
            _ => false,
        };
        self.automatic && beyond && !self.buy_now
    }
}

/// Something did not work: what happened, whether anything was lost, what to do now.
#[derive(Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    pub layout: Layout,
    pub status: u16,
    pub happened: String,
    pub lost: String,
    /// What to do, and where that is: a sentence and a link.
    pub next: (String, String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::terms::{BuyNow, BuyNowUntil};
    use crate::live::protocol::InRoom;
    use crate::web::sales::samples as of_sales;
    use crate::web::samples::{self, render};

    fn auction(name: &str, lot: Lot, signed_in: bool) -> String {
        let viewer = signed_in.then(samples::bidder);
        render(name, &samples::auction_page(lot, viewer))
    }

    #[test]
    fn the_button_says_the_absolute_amount_and_the_form_carries_it() {
        let html = auction("auction-outbid", samples::outbid(), true);
        assert!(html.contains("Bid €\u{a0}132.50"));
        assert!(html.contains("name=\"amount\" value=\"132.50\""));
        assert!(html.contains("name=\"key\" value=\"7b0c"));
    }

    #[test]
    fn somebody_not_signed_in_is_shown_the_way_in_and_no_form() {
        let html = auction("auction-anon", samples::lot(), false);
        assert!(html.contains("Sign in to bid €\u{a0}127.50") && !html.contains("id=\"bid-form\""));
    }

    #[test]
    fn a_seller_is_offered_no_bid_on_their_own_lot() {
        let html = auction("auction-own", samples::own(), true);
        assert!(html.contains("◆ Your lot") && !html.contains("id=\"bid-form\""));
    }

    #[test]
    fn states_without_bidding_say_why() {
        assert!(auction("auction-leading", samples::leading(), true).contains("▲ You lead at"));
        assert!(auction("auction-halted", samples::halted(), true).contains("Halted by the house"));
        assert!(auction("auction-won", samples::won(), true).contains("You bought it for €\u{a0}125.00"));
        let scheduled = auction("auction-scheduled", samples::scheduled(), true);
        assert!(scheduled.contains("has not begun") && scheduled.contains("begins in"));
    }

    #[test]
    fn on_the_block_there_is_the_ask_its_button_and_the_warning_and_no_clock() {
        let html = auction("auction-on-the-block", of_sales::on_the_block(), true);
        for text in ["Bid €\u{a0}127.50", "Lot 3 of 12, next: <a", "Spring sale", "under the hammer"] {
            assert!(html.contains(text), "{text} is missing");
        }
        assert!(html.contains("id=\"warning\" class=\"warning\" >"), "fair warning shows");
        assert!(!html.contains("1:42"), "no countdown");
    }

    #[test]
    fn before_its_turn_a_live_lot_says_so_and_takes_maxima() {
        let html = auction("auction-to-be-called", of_sales::to_be_called(), true);
        assert!(html.contains("comes up in its turn") && html.contains("Its turn has not come."));
        assert!(html.contains("id=\"max-form\"") && !html.contains("disabled>Bid"));
        assert!(html.contains("class=\"warning\" hidden"));
    }

    #[test]
    fn a_leader_is_told_their_own_maximum() {
        let html = auction("auction-leading", samples::leading(), true);
        assert!(html.contains("Yours is €\u{a0}150.00."));
    }

    #[test]
    fn a_mistyped_maximum_comes_back_as_typed_with_the_mistake_beside_it() {
        let page = AuctionPage {
            typed: "a \"lot\"".into(),
            mistake: Some("Write an amount in figures, like 125.00.".into()),
            ..samples::auction_page(samples::outbid(), Some(samples::bidder()))
        };
        let html = render("auction-mistake", &page);
        assert!(html.contains("value=\"a &#34;lot&#34;\"") && html.contains("like 125.00."), "{html}");
    }

    #[test]
    fn a_sealed_page_shows_how_many_bids_there_are_and_the_viewers_own_and_nothing_else() {
        let html = auction("auction-sealed", samples::sealed(), true);
        for text in ["◆ You sealed a bid of", "€\u{a0}123.45", "3 bids · with a reserve", "Seal your bid"] {
            assert!(html.contains(text), "{text} is missing");
        }
        assert!(!html.contains("reserve not met") && !html.contains("id=\"bid\" >"), "{html}");
        let opened = auction("auction-opened", samples::opened(), true);
        assert_eq!(opened.matches("replaced by a later one").count(), 1);
        assert!(opened.contains("■ Ended: you won at") && opened.contains("sha256sum"));
    }

    #[test]
    fn a_falling_price_is_that_of_the_moment_and_says_when_it_falls_next() {
        let html = auction("auction-dutch", samples::dutch(), true);
        for text in ["▽ Falling: yours now for", "Buy at €\u{a0}100.00", "falls to €\u{a0}95.00 in 0:12"] {
            assert!(html.contains(text), "{text} is missing");
        }
        assert!(!html.contains("id=\"max-form\""), "there is nothing to wait for with a maximum");
    }

    #[test]
    fn where_the_lowest_offer_wins_the_leader_is_offered_to_go_lower() {
        let html = auction("auction-reverse", samples::reverse(), true);
        for text in ["▲ You lead with", "Lower your offer to €\u{a0}65.00", "3 offers", "the least you would take"]
        {
            assert!(html.contains(text), "{text} is missing");
        }
    }

    #[test]
    fn of_several_units_everybody_sees_who_gets_how_many() {
        let html = auction("auction-several", samples::several(), true);
        for text in
            ["▲ You get 3 of 10; the price is", "× 7", "Yours is €\u{a0}15.00 for 4.", "I refuse a part", "max=\"10\""]
        {
            assert!(html.contains(text), "{text} is missing");
        }
    }

    #[test]
    fn a_lot_is_bought_at_once_and_a_bid_taken_back_by_a_button_while_that_can_be_done() {
        let mut lot = samples::outbid();
        lot.terms.buy_now = Some(BuyNow { price: Money(30_000), until: BuyNowUntil::PricePasses });
        lot.terms.retraction = true;
        let gone = auction("auction-acts-gone", lot.clone(), true);
        assert_eq!(gone.matches("\" hidden>\n    <input type=\"hidden\" name=\"csrf\"").count(), 2, "{gone}");
        lot.buy_now = Some(Money(30_000));
        lot.you.as_mut().expect("a viewer").retract = Some(17);
        let html = auction("auction-acts", lot, true);
        assert!(html.contains("Buy now for €\u{a0}300.00") && html.contains("value=\"17\""));
        assert_eq!(html.matches("\" hidden>\n    <input type=\"hidden\" name=\"csrf\"").count(), 0);
    }

    #[test]
    fn only_the_houses_own_have_names_and_can_strike_out() {
        let mut lot = samples::lot();
        assert!(!auction("auction-anon", lot.clone(), false).contains("Strike"));
        lot.names = Some([("b7".to_owned(), "Bo <b>".to_owned())].into());
        let html = auction("auction-staff", lot, true);
        assert!(
            html.contains("Bo &#60;b&#62;") && html.matches("Strike this bid out").count() == 6,
            "five bids and a template"
        );
    }

    #[test]
    fn every_kind_of_bid_is_asked_about_in_its_own_words() {
        let asked = |change: fn(&mut ConfirmPage)| {
            let mut page = samples::confirm();
            change(&mut page);
            render("confirm-kinds", &page)
        };
        let several = asked(|page| {
            page.card.format = Format::MultiUnit { units: 5, pricing: crate::domain::terms::Pricing::PayAsBid };
            (page.quantity, page.whole) = (3, true);
        });
        assert!(several.contains("Bid €\u{a0}200.00 for one, for 3?") && several.contains("€\u{a0}600.00 in all"));
        assert!(several.contains("name=\"quantity\" value=\"3\"") && several.contains("name=\"whole\""));
        assert!(asked(|page| page.card.format = Format::Vickrey).contains("Seal a bid of €\u{a0}200.00?"));
        assert!(asked(|page| page.buy_now = true).contains("Buy it now for €\u{a0}200.00?"));
        let offers = asked(|page| (page.card.format, page.amount) = (Format::Reverse, Money(5_000)));
        assert!(offers.contains("Offer, down to €\u{a0}50.00?"), "{offers}");
    }

    #[test]
    fn what_is_said_is_text_and_what_is_hidden_is_only_its_reason() {
        let html = auction("auction-room", samples::lot(), true);
        assert!(html.contains("Is the cane &#60;b&#62;sound&#60;/b&#62;?") && html.contains("? Question"), "{html}");
        assert!(html.contains("hidden: It was about another lot.") && !html.contains("a better one"));
        assert!(!html.contains("Moderate") && !html.contains("Let speak"), "a guest moderates nothing");
    }

    #[test]
    fn whoever_sells_the_lot_answers_hides_and_mutes_with_plain_forms() {
        let html = auction("auction-room-own", samples::own(), true);
        for form in ["name=\"about\" value=\"1\"", "/room/3/hide\"", "/room/mute\"", "/room/unmute\""] {
            assert!(html.contains(form), "{form} is missing");
        }
        assert!(html.contains("I have a better one") && html.contains("Sells in other people"));
    }

    #[test]
    fn whoever_is_muted_is_shown_the_reason_and_no_form() {
        let mut page = samples::auction_page(samples::lot(), Some(samples::bidder()));
        page.room.you = page.room.you.map(|you| InRoom { muted: Some("Rude.".into()), ..you });
        let html = render("auction-muted", &page);
        assert!(html.contains("You are muted here: <span id=\"muted-because\">Rude.</span>"));
        assert!(html.contains("data-quiet hidden>"), "{html}");
    }

    #[test]
    fn the_confirmation_repeats_amount_and_key_and_asks_once() {
        let html = render("confirm-bid", &samples::confirm());
        for text in [
            "Bid up to €\u{a0}200.00?",
            "At most €\u{a0}240.00 with premium.",
            "value=\"200.00\"",
            "name=\"confirmed\" value=\"yes\"",
            "7b0c",
        ] {
            assert!(html.contains(text), "{text} is missing");
        }
    }

    #[test]
    fn an_error_says_what_happened_what_was_lost_and_what_to_do() {
        let html = render("error", &samples::error());
        for text in ["no auction at this address", "Nothing was lost", "See what is on offer"] {
            assert!(html.contains(text), "{text} is missing");
        }
    }
}
