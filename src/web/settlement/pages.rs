//! The pages after the hammer: what is owed and by whom, one invoice, an offer, the house's list of strikes. State is icon and
//! word, and every act is a plain form.

use super::shown::Shown;
use crate::domain::settlement::Strike;
use crate::domain::{Bill, Currency, Money};
use crate::language;
use crate::store::settlement::invoices::{Party, Step};
use crate::store::settlement::ratings::{Rating, Ratings};
use crate::store::settlement::resales::{Offer, OfferState};
use crate::web::layout::Layout;
use crate::web::office::nav::Nav;
use crate::web::when;
use askama::Template;
use std::borrow::Borrow;

/// `GET /invoices`: what somebody bought and sold.
#[derive(Template)]
#[template(path = "invoices.html")]
pub struct InvoicesPage {
    pub layout: Layout,
    /// Lots offered to them, the latest first.
    pub offers: Vec<Offer>,
    pub bought: Vec<Shown>,
    pub sold: Vec<Shown>,
}

/// `GET /invoices/{id}`.
#[derive(Template)]
#[template(path = "invoice.html")]
pub struct InvoicePage {
    pub layout: Layout,
    pub shown: Shown,
    pub steps: Vec<Step>,
    /// What the viewer said of the other side, and that of them.
    pub given: Option<Rating>,
    pub received: Option<Rating>,
    /// What others say of the buyer, for the seller and the house.
    pub buyers_ratings: Option<Ratings>,
}

/// `GET /offers/{id}`: a second chance, as whom it was made to sees it.
#[derive(Template)]
#[template(path = "offer.html")]
pub struct OfferPage {
    pub layout: Layout,
    pub offer: Offer,
    pub currency: Currency,
    pub bill: Bill,
}

/// `GET /admin/strikes`: who did not pay.
#[derive(Template)]
#[template(path = "strikes.html")]
pub struct StrikesPage {
    pub layout: Layout,
    /// Those with the most standing strikes first.
    pub accounts: Vec<Struck>,
    /// So many, and an account may not bid.
    pub most: usize,
    pub nav: Nav,
}

/// Somebody who has strikes.
#[derive(Clone, Debug)]
pub struct Struck {
    pub party: Party,
    pub invoices: Vec<Shown>,
}

/// A line of an invoice's history: what happened, by whom, and why.
pub fn step_text(step: &Step) -> String {
    let what = t_code!("settlement-step-", step.kind).unwrap_or_else(|| step.kind.clone());
    let by = step.part.as_deref().and_then(|part| t_code!("settlement-by-", part)).unwrap_or_default();
    let why = if step.reason.is_empty() { String::new() } else { format!(": {}", step.reason) };
    format!("{what}{by}{why}")
}

/// `★★★★☆`, with its words for who cannot see that beside it in the page.
pub fn stars_text(rating: &Rating) -> String {
    let most = usize::try_from(crate::config::settlement::MOST_STARS).unwrap_or_default();
    let given = usize::try_from(rating.stars).unwrap_or_default().min(most);
    "★".repeat(given) + &"☆".repeat(most - given)
}

/// `★ 4.7 (12 ratings)`; empty without any.
pub fn average_text(ratings: &Ratings) -> String {
    let Some(tenths) = ratings.tenths() else { return String::new() };
    let average = t!("settlement-average", whole = (tenths / 10), tenths = (tenths % 10));
    t!("settlement-ratings", average = average, count = ratings.count)
}

impl InvoicePage {
    /// An amount in the invoice's currency.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        self.shown.money(amount)
    }
}

impl Struck {
    /// How many of their strikes stand.
    pub fn standing(&self) -> usize {
        self.invoices.iter().filter(|shown| shown.invoice.progress.strike == Strike::Standing).count()
    }
}

/// Icon and word for an offer.
pub fn offer_text(state: &OfferState) -> String {
    match state {
        OfferState::Open => t!("settlement-offer-open"),
        OfferState::Accepted => t!("settlement-offer-accepted"),
        OfferState::Refused => t!("settlement-offer-refused"),
        OfferState::Expired => t!("settlement-offer-expired"),
        OfferState::Undone => t!("settlement-offer-undone"),
    }
}

/// The grades of a rating, the best first, each with its words.
pub fn grades() -> [(i16, String); 5] {
    [
        (5, t!("settlement-grade-5")),
        (4, t!("settlement-grade-4")),
        (3, t!("settlement-grade-3")),
        (2, t!("settlement-grade-2")),
        (1, t!("settlement-grade-1")),
    ]
}

impl OfferPage {
    /// An amount in the lot's currency.
    pub fn money(&self, amount: impl Borrow<Money>) -> String {
        language::money(self.currency, *amount.borrow())
    }

    /// Whether it can still be answered.
    pub fn is_open(&self) -> bool {
        self.offer.state == OfferState::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::premium::Premium;
    use crate::domain::settlement::{InvoiceState, Part, Progress};
    use crate::domain::{AccountId, AuctionId, BasisPoints, InvoiceId, OfferId, Tax};
    use crate::store::settlement::invoices::Invoice;
    use crate::web::layout::Viewer;
    use crate::web::samples::{now, render};
    use chrono::TimeDelta;
    use uuid::Uuid;

    fn layout(owes: bool) -> Layout {
        let viewer = Viewer { name: "Ann".into(), sells: true, administers: false, owes, is_confirmed: true };
        Layout::new("After the hammer", Some(viewer), "t0ken")
    }

    fn party(name: &str) -> Party {
        let (id, email) = (AccountId(Uuid::from_u128(name.len() as u128)), format!("{name}@example.org"));
        Party { id, name: name.into(), email }
    }

    fn bill() -> Bill {
        let tax = Tax { on_hammer: BasisPoints(0), on_premium: BasisPoints(1_900) };
        Premium::table(&[(0, 2_500)]).bill(Money(12_500), tax)
    }

    fn shown(part: Part, state: InvoiceState, due_in_days: i64) -> Shown {
        let progress = Progress { state, due_at: now() + TimeDelta::days(due_in_days), strike: Strike::None };
        let invoice = Invoice {
            id: InvoiceId(Uuid::from_u128(7)),
            number: "2026-000017".into(),
            auction: AuctionId(Uuid::from_u128(1)),
            title: "A bentwood <rocking> chair".into(),
            buyer: party("Ann"),
            seller: party("Marta"),
            quantity: 1,
            currency: Currency::EUR,
            bill: bill(),
            made_at: now() - TimeDelta::days(7),
            progress,
            reminders: 0,
            second_chance: false,
        };
        Shown { invoice, part, now: now() }
    }

    fn page(shown: Shown) -> InvoicePage {
        let step = |kind: &str, part: Option<&str>| Step {
            kind: kind.into(),
            at: now(),
            part: part.map(String::from),
            reason: String::new(),
        };
        let steps = vec![step("made", None), step("paid", Some("seller"))];
        InvoicePage { layout: layout(false), shown, steps, given: None, received: None, buyers_ratings: None }
    }

    fn rating(stars: i16, words: &str) -> Rating {
        Rating { stars, words: words.into(), at: now() }
    }

    #[test]
    fn an_invoice_says_every_part_of_what_is_to_be_paid_and_by_when() {
        let html = render("invoice", &page(shown(Part::Buyer, InvoiceState::AwaitingPayment, 2)));
        for text in
            ["2026-000017", "€\u{a0}125.00", "€\u{a0}31.25", "€\u{a0}5.94", "€\u{a0}162.19", "○ Awaiting payment"]
        {
            assert!(html.contains(text), "{text} is missing");
        }
        assert!(html.contains("&#60;rocking&#62;") && html.contains("Paid, said the seller"), "{html}");
        assert!(
            !html.contains("<button class=\"danger\">") && !html.contains("id=\"reminder\""),
            "nothing for a buyer to do"
        );
    }

    #[test]
    fn a_seller_is_shown_only_what_can_be_done_now() {
        let in_time = render("invoice-seller", &page(shown(Part::Seller, InvoiceState::AwaitingPayment, 2)));
        assert!(in_time.contains("The money is here") && !in_time.contains("Undo the sale"));
        assert!(
            in_time.contains("Statement 2026-000017")
                && in_time.contains("Of this €\u{a0}125.00, the hammer price, is yours.")
        );
        let late = render("invoice-overdue", &page(shown(Part::Seller, InvoiceState::AwaitingPayment, -1)));
        assert!(late.contains("▲ Overdue") && late.contains("Report as not paid"));
        assert_eq!(late.matches("name=\"reason\" required").count(), 1, "a sale is not undone without a reason");
    }

    #[test]
    fn a_reminder_says_how_much_and_to_whom() {
        let mut late = shown(Part::Buyer, InvoiceState::AwaitingPayment, -1);
        late.invoice.reminders = 2;
        let html = render("invoice-reminder", &page(late.clone()));
        assert!(
            html.contains("Reminder 2: €\u{a0}162.19 was due on 20 Nov 2026, 12:04 UTC. Settle it with Marta."),
            "{html}"
        );
        late.part = Part::Seller;
        assert_eq!(late.reminder(), "", "it is the buyer's");
    }

    #[test]
    fn each_side_rates_once_with_stars_that_are_also_words() {
        let over = shown(Part::Buyer, InvoiceState::HandedOver, 2);
        let html = render("invoice-rate", &page(over.clone()));
        assert_eq!(html.matches("type=\"radio\" name=\"stars\"").count(), 5);
        assert!(html.contains("How was it with Marta?") && html.contains("5 of 5, very good"));
        let rated = InvoicePage { given: Some(rating(4, "<b>Sound</b>")), received: Some(rating(5, "")), ..page(over) };
        let html = render("invoice-rated", &rated);
        assert!(html.contains("4 of 5: &#60;b&#62;Sound") && !html.contains("type=\"radio\""), "{html}");
    }

    #[test]
    fn a_list_tells_bought_from_sold_and_says_on_every_page_that_something_is_owed() {
        let page = InvoicesPage {
            layout: layout(true),
            offers: Vec::new(),
            bought: vec![shown(Part::Buyer, InvoiceState::AwaitingPayment, -1)],
            sold: vec![shown(Part::Seller, InvoiceState::Paid, 2)],
        };
        let html = render("invoices", &page);
        assert!(html.contains("not paid for yet") && html.contains("▲ Overdue") && html.contains("● Paid"), "{html}");
        let none = InvoicesPage { layout: layout(false), bought: Vec::new(), sold: Vec::new(), ..page };
        assert!(render("invoices-none", &none).contains("Nothing yet."));
    }

    #[test]
    fn an_offer_says_its_total_until_when_and_that_it_is_a_secret() {
        let offer = Offer {
            id: OfferId(Uuid::from_u128(8)),
            auction: AuctionId(Uuid::from_u128(1)),
            title: "A chair".into(),
            bidder: AccountId(Uuid::from_u128(3)),
            amount: Money(12_500),
            state: OfferState::Open,
            made_at: now(),
            expires_at: now() + TimeDelta::hours(48),
            invoice: None,
        };
        let page = OfferPage { layout: layout(false), offer, currency: Currency::EUR, bill: bill() };
        let html = render("offer", &page);
        assert!(html.contains("Buy it for €\u{a0}162.19") && html.contains("23 Nov 2026, 12:04 UTC"), "{html}");
        let mut over = page;
        over.offer.state = OfferState::Expired;
        let html = render("offer-expired", &over);
        assert!(html.contains("■ Run out") && !html.contains("<form class=\"act\""), "{html}");
    }

    #[test]
    fn strikes_are_counted_and_whoever_may_not_bid_is_named() {
        let struck = |strike| {
            let mut shown = shown(Part::House, InvoiceState::Cancelled, -1);
            shown.invoice.progress.strike = strike;
            shown
        };
        let three = [Strike::Standing, Strike::Standing, Strike::Lifted].map(struck).to_vec();
        let page = |most| StrikesPage {
            layout: layout(false),
            accounts: vec![Struck { party: party("Ann"), invoices: three.clone() }],
            most,
            nav: Nav::default(),
        };
        let html = render("strikes", &page(3));
        assert!(html.contains("2 of 3") && html.contains("● Yes") && html.contains("(lifted)"), "{html}");
        assert!(render("strikes-barred", &page(2)).contains("× No"));
    }
}
