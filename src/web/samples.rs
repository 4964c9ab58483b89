//! A small believable sale to render in tests. Every page rendered here is also left in `target/pages/`, to be looked at.

use super::account::bids::{BidsPage, Over, Running};
use super::account::register::RegisterPage;
use super::account::sign_in::{CodePage, SignInPage};
use super::fault::Fault;
use super::finding::asked::Asked;
use super::finding::catalogue::{CataloguePage, Shelf};
use super::layout::{Layout, Viewer};
use super::lot::{Card, Line, Lot, Opened, OpenedBid, Outcome, Share, Told, You};
use super::pages::{AuctionPage, ConfirmPage, ErrorPage, SellerCard};
use super::registration::Panel;
pub use super::seller::samples::{desk as seller_desk, sell_mistakes, sell_new};
use super::settlement::aftermath::Aftermath;
use super::talk::{May, Message, RoomPart};
use crate::domain::terms::{Approval, Pricing};
use crate::domain::{
    AccountId, AuctionId, Closing, Currency, Format, Increments, Money, Standing, Status, Terms, Timestamp,
};
use crate::live::protocol::InRoom;
use crate::store::finding::Total;
use crate::store::registrations::{Deposit, Registration, RegistrationId, Scope, State};
use crate::store::rooms::Kind;
use crate::store::settlement::ratings::Ratings;
use askama::Template;
use chrono::{DateTime, TimeDelta};

const KEY: &str = "7b0cbe3a-52a4-4c51-9a70-0d1a64f7e0a1";

/// Renders a page, holds it against what is true of every page, and leaves it to be looked at.
pub fn render(name: &str, page: &impl Template) -> String {
    let html = page.render().expect("a page renders");
    obeys_the_content_security_policy(&html);
    every_form_that_changes_something_carries_the_token(&html);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/target/pages");
    std::fs::create_dir_all(folder).expect("a folder for pages");
    std::fs::write(format!("{folder}/{name}.html"), &html).expect("a written page");
    html
}

fn obeys_the_content_security_policy(html: &str) {
    for forbidden in ["style=", "<style", "javascript:", " onclick", " onload", " onsubmit", "http://", "https://"] {
        assert!(!html.contains(forbidden), "{forbidden} in a page");
    }
    for script in html.split("<script").skip(1) {
        assert!(script.starts_with(" type=\"module\" src=\"/static/"), "an inline script");
    }
}

fn every_form_that_changes_something_carries_the_token(html: &str) {
    for form in html.split("<form").skip(1).filter(|form| form.split('>').next().is_some_and(|f| f.contains("post"))) {
        let inside = form.split("</form>").next().expect("the form's inside");
        assert!(inside.contains("name=\"csrf\" value=\"t0ken\""), "a form without its token:\n{inside}");
    }
}

pub fn now() -> Timestamp {
    "2026-11-21T12:04:40Z".parse::<DateTime<chrono::Utc>>().expect("an instant")
}

pub fn ago(seconds: i64) -> Timestamp {
    now() - TimeDelta::seconds(seconds)
}

pub fn ahead(seconds: i64) -> Timestamp {
    ago(-seconds)
}

pub fn id(number: u128) -> AuctionId {
    AuctionId(uuid::Uuid::from_u128(0x0192_77a0_1c00_7000_8000_0000_0000_0000 + number))
}

pub fn viewer(name: &str, sells: bool, administers: bool) -> Viewer {
    Viewer { name: name.into(), sells, administers, owes: false, is_confirmed: true }
}

pub fn bidder() -> Viewer {
    viewer("Ann", false, false)
}

pub fn layout(title: &str, viewer: Option<Viewer>) -> Layout {
    Layout::new(title, viewer, "t0ken")
}

fn card(number: u128, title: &str, price: Option<i64>, minimum: i64, bids: u32, ends_in: i64) -> Card {
    Card {
        id: id(number),
        title: title.into(),
        status: Status::Open,
        format: Format::English,
        currency: Currency::EUR,
        price: price.map(Money),
        minimum: Money(minimum),
        bids,
        starts_at: ago(86_400),
        ends_at: ahead(ends_in),
        live: false,
        pictures: Vec::new(),
    }
}

pub fn cards() -> Vec<Card> {
    let yen: Currency = "JPY".parse().expect("a currency");
    vec![
        card(1, "A bentwood rocking chair", Some(12_500), 12_750, 17, 102),
        card(2, "Brass ship’s clock, Hamburg, about 1910", Some(48_000), 48_500, 31, 754),
        card(3, "Two Delft tiles with tulips", None, 2_000, 0, 11_100),
        Card { currency: yen, ..card(4, "Katagami stencil with cranes", Some(18_500), 18_510, 1, 40_000) },
        Card { status: Status::Halted, ..card(5, "Field telescope in its leather case", Some(9_950), 10_050, 6, 600) },
        Card {
            status: Status::Scheduled,
            starts_at: ahead(187_200),
            ..card(
                6,
                "A quite remarkably long title that nobody could call short, about a walnut writing desk with \
                secret drawers",
                None,
                100_000_000,
                0,
                400_000,
            )
        },
        Card { status: Status::Closed, ..card(7, "Glass float", Some(4_200), 4_300, 9, -60) },
    ]
}

pub fn catalogue() -> CataloguePage {
    CataloguePage {
        layout: layout("On offer", Some(bidder())),
        title: "On offer".into(),
        asked: Asked::default(),
        notes: Vec::new(),
        chips: Vec::new(),
        way: Vec::new(),
        shelves: vec![Shelf { slug: "books".into(), name: "Books & maps".into() }],
        countries: vec![("ES".into(), "Spain".into())],
        cards: cards(),
        total: Total { count: 7, and_more: false },
        instead: None,
        now: now(),
        next: None,
        order: "soonest",
    }
}

/// The rocking chair, as somebody sees it who has no part in it.
pub fn lot() -> Lot {
    let card = card(1, "A bentwood rocking chair", Some(12_500), 12_750, 17, 102);
    let terms = Terms {
        closing: Closing { cap: Some(TimeDelta::minutes(30)), ..Closing::default() },
        ..Terms::usual(card.id, card.currency, Money(999), Increments::us(card.currency), card.starts_at, card.ends_at)
    };
    Lot {
        card,
        description: "Beech, steam-bent, with a caned seat and back. Vienna, about 1890. The cane was renewed in the \
            1970s; one rocker has an old repair that holds.\n\nHeight 104 cm. To be fetched, or sent at cost."
            .into(),
        category: "Furniture".into(),
        seller: "Marta K.".into(),
        terms,
        genesis: "5f79baba".repeat(8),
        leader: Some("b7".into()),
        place: None,
        warned: false,
        has_reserve: true,
        reserve_met: true,
        buy_now: None,
        next_fall: None,
        watchers: 97,
        outcome: None,
        shares: Vec::new(),
        opened: Opened::default(),
        you: None,
        names: None,
        registration: None,
        limit: None,
        history: history(),
    }
}

fn history() -> Vec<Line> {
    let line = |seconds, told| Line { seq: 90_000 - seconds, at: ago(seconds), struck: false, told };
    let bid = |bidder: &str, amount, automatic, seconds| {
        let moved = (seconds == 61).then(|| TimeDelta::seconds(68));
        line(seconds, Told::Bid { bidder: bidder.into(), amount: Money(amount), quantity: None, automatic, moved })
    };
    let note = |text: &str, seconds| line(seconds, Told::Note(text.into()));
    vec![
        bid("b7", 12_500, true, 9),
        bid("b3", 12_250, false, 9),
        bid("b7", 11_000, false, 61),
        note("Reserve met", 300),
        bid("b3", 10_000, false, 300),
        bid("b1", 1_000, false, 4_000),
        note("Bidding opened", 86_400),
    ]
}

pub fn with_you(standing: Option<Standing>, bidder: &str, maximum: i64) -> Lot {
    let you = You { bidder: Some(bidder.into()), standing, maximum: Some(Money(maximum)), ..You::default() };
    Lot { you: Some(you), ..lot() }
}

pub fn leading() -> Lot {
    with_you(Some(Standing::Leading), "b7", 15_000)
}

pub fn outbid() -> Lot {
    let mut lot = with_you(Some(Standing::Outbid), "b3", 12_500);
    (lot.card.price, lot.card.minimum) = (Some(Money(13_000)), Money(13_250));
    lot
}

pub fn own() -> Lot {
    Lot { you: Some(You { seller: true, ..You::default() }), ..lot() }
}

/// A lot whose bidders the house approves, seen by somebody who has not registered.
pub fn unregistered() -> Lot {
    let mut lot = Lot { you: Some(You::default()), ..lot() };
    lot.terms.approval = Approval::Approved;
    lot.registration = Panel::of(&lot.terms, None);
    lot
}

/// Somebody's who waits to be approved.
pub fn registration() -> Registration {
    Registration {
        id: RegistrationId(uuid::Uuid::from_u128(17)),
        account: AccountId(uuid::Uuid::from_u128(11)),
        name: "Ann".into(),
        email: "ann@example.org".into(),
        scope: Scope { auction: id(1), sale: None },
        title: "A bentwood rocking chair".into(),
        currency: "EUR".into(),
        state: State::Requested,
        asked_at: ago(4_000),
        decided_at: None,
        reason: Some("No address we could check.".into()),
        deposit: Deposit::None,
        deposit_amount: Some(Money(20_000)),
    }
}

pub fn halted() -> Lot {
    let mut lot = Lot { you: Some(You::default()), ..lot() };
    lot.card.status = Status::Halted;
    lot
}

pub fn scheduled() -> Lot {
    let mut lot = Lot { you: Some(You::default()), history: Vec::new(), ..lot() };
    (lot.card.status, lot.card.starts_at) = (Status::Scheduled, ahead(3_900));
    (lot.card.price, lot.card.minimum, lot.card.bids) = (None, Money(999), 0);
    lot
}

pub fn won() -> Lot {
    let mut lot = with_you(Some(Standing::Won), "b7", 15_000);
    (lot.card.status, lot.card.ends_at) = (Status::Closed, ago(5));
    lot.outcome = Some(Outcome { sold: Some(("b7".into(), Money(12_500))) });
    lot.history.insert(0, Line { seq: 90_000, at: ago(5), struck: false, told: Told::Note("Sold to b7".into()) });
    lot
}

/// The chair in another format, with nothing bid on it yet.
pub fn fresh(format: Format) -> Lot {
    let mut lot = Lot { you: Some(You::default()), history: Vec::new(), leader: None, has_reserve: false, ..lot() };
    (lot.terms.format, lot.card.format, lot.terms.closing) = (format, format, Closing::hard());
    (lot.card.price, lot.card.minimum, lot.card.bids) = (None, Money(10_000), 0);
    lot
}

/// Sealed bids while they are, with one of the viewer's own.
pub fn sealed() -> Lot {
    let mut lot = fresh(Format::FirstPrice);
    let you = You { standing: Some(Standing::Sealed), maximum: Some(Money(12_345)), ..You::default() };
    (lot.you, lot.card.bids, lot.has_reserve, lot.reserve_met) = (Some(you), 3, true, false);
    lot
}

/// The same, opened.
pub fn opened() -> Lot {
    let mut lot = sealed();
    lot.card.status = Status::Closed;
    lot.card.price = Some(Money(12_345));
    lot.outcome = Some(Outcome { sold: Some(("b1".into(), Money(12_345))) });
    let bid = |bidder: &str, amount, replaced| OpenedBid {
        bidder: bidder.into(),
        amount: Money(amount),
        nonce: "ab".repeat(16),
        replaced,
    };
    lot.opened.bids = vec![bid("b2", 20_000, true), bid("b1", 12_345, false), bid("b2", 11_000, false)];
    lot.you = Some(You { bidder: Some("b1".into()), standing: Some(Standing::Won), ..You::default() });
    lot
}

/// A falling price.
pub fn dutch() -> Lot {
    let falls = Format::Dutch { step: Money(500), every: TimeDelta::minutes(1), floor: Money(2_000) };
    Lot { next_fall: Some((ahead(12), Money(9_500))), ..fresh(falls) }
}

/// The lowest offer wins, and the viewer has it.
pub fn reverse() -> Lot {
    let mut lot = fresh(Format::Reverse);
    let you = You {
        bidder: Some("b2".into()),
        standing: Some(Standing::Leading),
        maximum: Some(Money(7_000)),
        ..You::default()
    };
    (lot.card.price, lot.card.minimum, lot.card.bids, lot.you) = (Some(Money(9_000)), Money(8_500), 3, Some(you));
    lot
}

/// Several units, of which the viewer gets some.
pub fn several() -> Lot {
    let mut lot = fresh(Format::MultiUnit { units: 10, pricing: Pricing::Uniform });
    let you = You {
        bidder: Some("b2".into()),
        standing: Some(Standing::Leading),
        maximum: Some(Money(1_500)),
        quantity: Some(4),
        ..You::default()
    };
    let share = |bidder: &str, quantity| Share { bidder: bidder.into(), quantity, price: Money(1_200) };
    (lot.card.price, lot.card.bids, lot.you) = (Some(Money(1_200)), 4, Some(you));
    lot.shares = vec![share("b1", 7), share("b2", 3)];
    lot
}

pub fn auction_page(lot: Lot, viewer: Option<Viewer>) -> AuctionPage {
    let room = room(lot.is_own());
    AuctionPage {
        layout: layout(&lot.card.title, viewer),
        lot,
        aftermath: Aftermath::default(),
        seller: SellerCard {
            since: Some(ago(86_400 * 400)),
            sold: 12,
            others: cards().into_iter().skip(3).take(2).collect(),
        },
        similar: cards().into_iter().skip(1).take(2).collect(),
        ratings: Ratings::default(),
        now: now(),
        key: KEY.into(),
        typed: String::new(),
        mistake: None,
        room,
    }
}

/// A room with an answered question, a remark that was hidden, and somebody muted; as its seller sees it, or a guest.
pub fn room(seller: bool) -> RoomPart {
    let line = |seq, kind, author: &str, text: Option<&str>| Message {
        seq,
        at: ago(100 - seq),
        kind,
        author: author.into(),
        is_yours: author == "g1" && !seller,
        text: text.map(str::to_owned),
        about: (kind == Kind::Answer).then_some(1),
        hidden: None,
        may: May { answer: kind == Kind::Question, hide: true, mute: true },
    };
    let hidden = Some("It was about another lot.".into());
    let author = if seller { "seller" } else { "g1" };
    RoomPart {
        auction: id(1),
        lines: vec![
            line(1, Kind::Question, "g1", Some("Is the cane <b>sound</b>?")),
            line(2, Kind::Answer, "seller", Some("It is; it was renewed in the 1970s.")),
            Message { hidden, ..line(3, Kind::Chat, "g2", seller.then_some("I have a better one")) },
        ],
        earlier: Some(1),
        is_past: false,
        caption: "going on at".into(),
        you: Some(InRoom { author: Some(author.into()), muted: None, moderates: seller }),
        muted: if seller { vec![("g2".into(), "Sells in other people's rooms.".into())] } else { Vec::new() },
        typed: None,
        mistake: None,
    }
}

pub fn confirm() -> ConfirmPage {
    ConfirmPage {
        layout: layout("Confirm your bid", Some(bidder())),
        card: lot().card,
        amount: Money(20_000),
        comes_to: "€\u{a0}240.00 with premium".into(),
        buy_now: false,
        quantity: 1,
        whole: false,
        automatic: true,
        key: KEY.into(),
    }
}

pub fn error() -> ErrorPage {
    ErrorPage {
        layout: layout("Not found", None),
        status: 404,
        happened: "There is no auction at this address.".into(),
        lost: "Nothing was lost. It may have been a draft, or the address was cut short.".into(),
        next: ("See what is on offer".into(), "/".into()),
    }
}

pub fn register() -> RegisterPage {
    RegisterPage {
        layout: layout("Register", None),
        email: "ann@example.org".into(),
        name: "Ann".into(),
        faults: vec![Fault::new("password", "Use a longer one: this would be guessed within the hour.")],
        next: "/".into(),
    }
}

pub fn sign_in() -> SignInPage {
    SignInPage {
        layout: layout("Sign in", None),
        email: "ann@example.org".into(),
        fault: Some("That address and password do not go together.".into()),
        next: "/auctions/0192".into(),
    }
}

pub fn sign_in_code() -> CodePage {
    let layout = layout("One more step", None);
    CodePage { layout, step: "5te9".into(), fault: None, next: "/auctions/0192".into() }
}

pub fn bids() -> BidsPage {
    let running = |number, sealed| Running {
        id: id(number),
        title: "A bentwood <rocking> chair".into(),
        currency: Currency::EUR,
        price: Some(Money(12_500)),
        maximum: Money(15_000),
        minimum: Money(13_000),
        ends_at: ahead(102),
        sealed,
        status: Status::Open,
        bids: 4,
        key: uuid::Uuid::from_u128(number),
    };
    let over = |number, invoice| Over {
        id: id(number),
        title: "A globe".into(),
        category: "furniture".into(),
        currency: Currency::EUR,
        price: Some(Money(8_000)),
        ended_at: ago(86_400),
        cancelled: false,
        invoice,
    };
    BidsPage {
        layout: layout("Your bids", Some(bidder())),
        leading: vec![running(1, false), running(2, true)],
        outbid: vec![running(3, false)],
        won: vec![over(4, Some(crate::domain::InvoiceId(uuid::Uuid::from_u128(4))))],
        lost: vec![over(5, None)],
        now: now(),
        older: None,
    }
}

pub fn seller() -> Option<Viewer> {
    Some(viewer("Marta K.", true, false))
}
